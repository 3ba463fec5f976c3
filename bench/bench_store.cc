// SPDX-License-Identifier: Apache-2.0
// A record of many synthetic but plausible reports: what keeping costs, and how fast it answers.
// usage: bench_store [REPORTS] [FILE]        100,000 by default; the file is kept when named
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <random>

#include "assess/keeper.h"
#include "assess/period.h"
#include "casus/reader.h"
#include "core/calendar.h"
#include "store/views.h"

namespace {

using namespace casus;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

const std::vector<std::string> kTopics = {
    "water from the border river",         "military assistance at the frontier",
    "a ceasefire along the northern road", "the return of prisoners",
    "grain shipments through the strait",  "an inspection of the reactor site",
    "the closing of two crossings",        "sanctions on steel and timber",
    "a joint exercise in the spring",      "the release of three journalists"};
const std::vector<std::string> kWords = {"harvest", "market",   "railway", "garden",  "valley",
                                         "forest",  "harbour",  "museum",  "tower",   "island",
                                         "bridge",  "school",   "station", "factory", "village",
                                         "council", "hospital", "village", "library", "canal"};

/// Builds one report's text and what is read out of it, touchstone-sized: about 900 words, 25
/// statements, 12 events.
class Writer {
 public:
  explicit Writer(std::uint64_t seed) : rng_(seed) {
    for (const KnownActor& actor : Knowledge::builtin().all()) {
      if (actor.type == ActorType::State) states_.push_back(&actor);
    }
  }

  Record write(std::size_t number) {
    record_ = {};
    record_.report.published =
        iso(add_days(Day{std::chrono::year{2015}, std::chrono::month{1}, std::chrono::day{1}},
                     static_cast<int>(number / 25)));
    record_.report.title = fmt::format("Talks over {}, day {}", any(kTopics), number);
    const std::string a = actor(), b = actor(), c = actor();
    for (int i = 0; i < 25; ++i) {
      const std::string& who = i % 3 == 0 ? a : i % 3 == 1 ? b : c;
      const std::string& to = i % 3 == 0 ? b : a;
      constexpr SpeechAct kActs[] = {SpeechAct::State,   SpeechAct::Accuse, SpeechAct::Deny,
                                     SpeechAct::Request, SpeechAct::Reject, SpeechAct::Expect};
      const SpeechAct act = kActs[below(6)];
      begin(name(who) + " said ");
      const Span said =
          add(fmt::format("that {} and {} of {} were discussed with {} on day {}", any(kTopics),
                          any(kWords), any(kWords), name(to), below(9000)));
      record_.statements.push_back({.id = fmt::format("s{}", i + 1),
                                    .speaker = who,
                                    .content = {said},
                                    .kind = StatementKind::Indirect,
                                    .act = act,
                                    .addressees = {to},
                                    .confidence = 0.9});
      if (i < 12) {
        constexpr EventType kTypes[] = {EventType::Consult, EventType::Assault, EventType::Accuse,
                                        EventType::Request, EventType::Reject,  EventType::Aid};
        record_.events.push_back({.id = fmt::format("e{}", i + 1),
                                  .type = kTypes[below(6)],
                                  .source = {who},
                                  .target = {to},
                                  .trigger = {said.begin, said.begin + 4},
                                  .date = {record_.report.published, record_.report.published},
                                  .confidence = 0.8});
      }
      if (i < 5)
        record_.claims.push_back({fmt::format("c{}", i + 1),
                                  std::string(cut(record_.report.text, said)),
                                  {said},
                                  {who},
                                  {},
                                  ClaimStatus::Asserted,
                                  0.8});
      if (i < 2) {
        record_.commitments.push_back({.id = fmt::format("k{}", i + 1),
                                       .kind = CommitmentKind::Appeal,
                                       .from = who,
                                       .to = {to},
                                       .text = std::string(cut(record_.report.text, said)),
                                       .span = said,
                                       .confidence = 0.8});
        const std::string due = iso(
            add_days(*parse_iso_day(record_.report.published), static_cast<int>(30 + below(700))));
        if (below(3) == 0) record_.commitments.back().due = {due, due};
      }
      begin(fmt::format(". The {} by the {} was number {}, and the {} of the {} was closed. ",
                        any(kWords), any(kWords), below(100000), any(kWords), any(kWords)));
    }
    return record_;
  }

 private:
  std::size_t below(std::size_t n) { return rng_() % n; }
  const std::string& any(const std::vector<std::string>& of) { return of[below(of.size())]; }
  void begin(const std::string& text) { record_.report.text += text; }
  Span add(const std::string& text) {
    const auto begin = static_cast<std::uint32_t>(record_.report.text.size());
    record_.report.text += text;
    return {begin, static_cast<std::uint32_t>(record_.report.text.size())};
  }
  std::string actor() {
    const KnownActor& state = *states_[below(states_.size())];
    const std::string id = fmt::format("a{}", record_.actors.size() + 1);
    record_.actors.push_back({.id = id,
                              .name = state.name,
                              .type = ActorType::State,
                              .code = state.code,
                              .mentions = {add(state.name)}});
    begin(" ");
    return id;
  }
  std::string name(const std::string& id) {
    for (const Actor& one : record_.actors) {
      if (one.id == id) return one.name;
    }
    return id;
  }

  std::mt19937_64 rng_;
  std::vector<const KnownActor*> states_;
  Record record_;
};

void time_question(Store& store, const char* what, const std::function<void()>& asking) {
  std::vector<double> times;
  for (int i = 0; i < 15; ++i) {
    const auto start = Clock::now();
    asking();
    times.push_back(1000 * seconds_since(start));
  }
  std::sort(times.begin(), times.end());
  fmt::print("  {:<52} median {:7.1f} ms, worst {:7.1f} ms\n", what, times[times.size() / 2],
             times.back());
  (void)store;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t count = argc > 1 ? std::stoul(argv[1]) : 100000;
  const bool kept = argc > 2;
  const std::string path = kept ? argv[2] : "/tmp/casus-bench-store.db";
  if (!kept) std::filesystem::remove(path);
  auto opened = Store::open(path, Database::Mode::ReadWrite);
  if (!opened) return fmt::print(stderr, "{}\n", opened.error().message), 1;
  Store& store = *opened;
  Keeper keeper(store);
  Writer writer(7);
  std::size_t bytes = 0;
  double storing = 0;
  for (std::size_t done = 0; done < count;) {
    std::vector<Record> batch;
    for (; batch.size() < 64 && done < count; ++done) {
      batch.push_back(writer.write(done));
      bytes += batch.back().report.text.size();
    }
    const auto start = Clock::now();
    if (const auto result = keeper.keep(batch); !result)
      return fmt::print(stderr, "{}\n", result.error().message), 1;
    storing += seconds_since(start);
    if (done % 6400 == 0)
      fmt::print(stderr, "\r{} reports, {:.2f} ms each", done,
                 1000 * storing / static_cast<double>(done));
  }
  store.database().run("PRAGMA wal_checkpoint(TRUNCATE)");
  store.database().run("ANALYZE");
  const auto size = std::filesystem::file_size(path);
  fmt::print(stderr, "\r");
  fmt::print(
      "{} reports, {:.1f} MB of text: {:.2f} ms of storing a report, file {:.1f} MB ({:.2f} times "
      "the text)\n",
      count, static_cast<double>(bytes) / 1e6,
      1000 * storing / static_cast<double>(std::max<std::size_t>(1, count)),
      static_cast<double>(size) / 1e6,
      static_cast<double>(size) / static_cast<double>(std::max<std::size_t>(1, bytes)));
  const auto asks = [&](Question q) {
    return [&store, q] {
      if (!ask(store, q)) std::abort();
    };
  };
  time_question(store, "statements, newest 50", asks({.kind = "statements"}));
  time_question(store, "statements --by France --since 2019",
                asks({.kind = "statements", .by = "France", .since = "2019-01-01"}));
  time_question(store, "statements --by Paris --act deny",
                asks({.kind = "statements", .by = "Paris", .act = "deny"}));
  time_question(store, "statements --between Chad,Peru",
                asks({.kind = "statements", .between = "Chad,Peru"}));
  time_question(store, "statements --text 'release journalists'",
                asks({.kind = "statements", .text = "release journalists"}));
  time_question(store, "statements --about 'help for Armenia'",
                asks({.kind = "statements", .about = "help for Armenia"}));
  time_question(store, "events --between Chad,Peru",
                asks({.kind = "events", .between = "Chad,Peru"}));
  time_question(
      store, "events --type ASSAULT --since 2020 --until 2020",
      asks({.kind = "events", .type = "ASSAULT", .since = "2020-01-01", .until = "2020-12-31"}));
  time_question(store, "claims --by Kenya", asks({.kind = "claims", .by = "Kenya"}));
  time_question(store, "commitments --to Kenya --status open",
                asks({.kind = "commitments", .to = "Kenya", .status = "open"}));
  time_question(store, "commitments --status overdue",
                asks({.kind = "commitments", .status = "overdue"}));
  time_question(store, "reports --text 'number 12345'",
                asks({.kind = "reports", .text = "number 12345"}));
  time_question(store, "events, what matters first", asks({.kind = "events"}));
  time_question(store, "events --since 2018 --until 2018",
                asks({.kind = "events", .since = "2018", .until = "2018"}));
  time_question(store, "claims --since 2018 --until 2018",
                asks({.kind = "claims", .since = "2018", .until = "2018"}));
  time_question(store, "stories --since 2018-03 --until 2018-03",
                asks({.kind = "stories", .since = "2018-03", .until = "2018-03"}));
  time_question(store, "actors", asks({.kind = "actors"}));
  time_question(store, "the brief of a week", [&] {
    if (!period_view(store, {"2018-03-05", "2018-03-11", ""})) std::abort();
  });
  time_question(store, "the page's first view", [&] {
    if (!overview_view(store, "")) std::abort();
  });
  if (!kept) std::filesystem::remove(path);
}
