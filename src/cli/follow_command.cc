// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/inputs.h"
#include "cli/output.h"
#include "cli/record_options.h"
#include "core/calendar.h"
#include "follow/follower.h"

namespace casus::cli {

namespace {

struct FollowArguments {
  std::string feeds, record, actors, contact, proxy;
  Format format = Format::Text;
  double every = 900, pause = 2, timeout = 30;  // seconds
  std::size_t most = 100, limit = std::size_t{16} << 20;
  std::vector<std::string> allowed;
  std::vector<double> again = {3 * 3600, 86400};  // seconds
  bool once = false;
};

volatile std::sig_atomic_t stopped = 0;

/// "15m" in seconds.
CLI::Validator duration() {
  return CLI::AsNumberWithUnit(std::map<std::string, double>{
      {"ms", 0.001}, {"s", 1}, {"m", 60}, {"min", 60}, {"h", 3600}, {"d", 86400}});
}

CLI::Validator proxy_address() {
  return {[](const std::string& text) {
            for (const char* scheme : {"http://", "https://", "socks5h://"})
              if (text.starts_with(scheme) && text.size() > std::string_view(scheme).size())
                return std::string();
            return std::string("a proxy is http://HOST:PORT, https:// or socks5h://");
          },
          ""};
}

/// Times of looking again, shortest first; 0 is none.
std::vector<std::chrono::seconds> again_of(std::vector<double> seconds) {
  std::sort(seconds.begin(), seconds.end());
  std::vector<std::chrono::seconds> out;
  for (const double one : seconds)
    if (one > 0) out.emplace_back(static_cast<std::int64_t>(std::ceil(one)));
  return out;
}

std::chrono::milliseconds milliseconds_of(double seconds) {
  return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

/// Rounds over a list of feeds, and what is told of them.
class FollowRun {
 public:
  FollowRun(const FollowArguments& arguments, FollowMemory& memory, Fetcher& fetcher,
            const Reader& reader, Store& store)
      : arguments_(arguments),
        follower_({.every = std::chrono::seconds(static_cast<std::int64_t>(arguments.every)),
                   .pause = milliseconds_of(arguments.pause),
                   .most = arguments.most,
                   .again = again_of(arguments.again),
                   .ingest = {.limit_bytes = arguments.limit}},
                  memory, fetcher, reader, store, [this](const FollowNews& news) { tell(news); }) {}

  int run() {
    for (;;) {
      const auto begun = std::chrono::steady_clock::now();
      const auto feeds = listed();
      if (feeds) {
        feeds_ = *feeds;
      } else {
        complain(arguments_.feeds, feeds.error().message);
        failed_ = true;
        if (feeds_.empty()) return kSomeFailed;
      }
      const RoundCount count = follower_.round(feeds_, stopped);
      if (arguments_.format != Format::Ndjson) sum_up(count);
      if (!flushed()) return kSomeFailed;
      if (arguments_.once) return failed_ || !count.is_whole ? kSomeFailed : kAllRead;
      while (stopped == 0 &&
             std::chrono::steady_clock::now() - begun < milliseconds_of(arguments_.every))
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
      if (stopped != 0) return kAllRead;
    }
  }

 private:
  Result<std::vector<std::string>> listed() const {
    CASUS_TRY(const std::string list, file_text(arguments_.feeds));
    return feeds_listed(list);
  }

  void tell(const FollowNews& news) {
    if (news.what == FollowNews::What::Kept) return tell_kept(news);
    failed_ |= news.what != FollowNews::What::FeedBack;
    complain(news.what == FollowNews::What::Broken ? arguments_.record : news.url, news.message);
  }

  void tell_kept(const FollowNews& news) const {
    warn(news.url, *news.report);
    if (arguments_.format != Format::Ndjson) return;
    put(nlohmann::json{{"status", news.kept.added == Added::New    ? "new"
                                  : news.kept.added == Added::Copy ? "copy"
                                                                   : "known"},
                       {"report", "d" + std::to_string(news.kept.report)},
                       {"uid", Store::uid_of(*news.report)},
                       {"url", news.report->url}}
            .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) +
        "\n");
    (void)flushed();
  }

  static void sum_up(const RoundCount& count) {
    put(fmt::format(
        "{}   {} feed{}{}   {} new, {} {} of others, {} already kept, {} failed{}\n", utc_now(),
        count.feeds, count.feeds == 1 ? "" : "s",
        count.failing == 0 ? "" : fmt::format(", {} failing", count.failing), count.added,
        count.copies, count.copies == 1 ? "copy" : "copies", count.known, count.failed,
        count.waiting == 0 ? "" : fmt::format(", {} wait for the next round", count.waiting)));
  }

  const FollowArguments& arguments_;
  Follower follower_;
  std::vector<std::string> feeds_;
  bool failed_ = false;
};

int follow(const FollowArguments& arguments) {
  FetchLimits limits{.bytes = arguments.limit,
                     .time = milliseconds_of(arguments.timeout),
                     .agent = "casus/" CASUS_VERSION +
                              (arguments.contact.empty() ? "" : " (" + arguments.contact + ")"),
                     .proxy = arguments.proxy};
  for (const std::string& text : arguments.allowed) {
    const auto range = AddressRange::parse(text);
    if (!range) return complain("--allow-private", "C0407 " + range.error().message), kUsage;
    limits.allowed.push_back(*range);
  }
  const auto actors = file_text(arguments.actors);
  if (!actors) return complain(arguments.actors, actors.error().message), kSomeFailed;
  auto store = Store::open(arguments.record, Database::Mode::ReadWrite, *actors);
  if (!store)
    return failed(arguments.record.empty() ? "--record" : arguments.record, store.error());
  // What is marked as kept must be kept, also over a power cut.
  store->database().run("PRAGMA synchronous = FULL");
  const std::string beside = arguments.record + ".follow";
  const auto memory = FollowMemory::open(beside);
  if (!memory) return complain(beside, memory.error().message), kSomeFailed;
  const auto fetcher = Fetcher::create(std::move(limits));
  if (!fetcher) return complain("follow", fetcher.error().message), kSomeFailed;
  const auto reader = Reader::create({}, store->actor_lines());
  if (!reader) return complain("model", reader.error().message), kSomeFailed;
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, [](int) { stopped = 1; });
  return FollowRun(arguments, **memory, **fetcher, *reader, *store).run();
}

/// How much is fetched, and from where.
void add_bounds(CLI::App& command, FollowArguments& arguments) {
  command.add_option("--most", arguments.most, "articles of one host a round; the others wait")
      ->check(whole_number(1, 100'000));
  command.add_option("--limit", arguments.limit, "the most bytes of a feed or a page")
      ->transform(CLI::AsSizeValue(false))
      ->check(whole_number(1, std::uint64_t{1} << 30))
      ->default_str("16MiB");
  command.add_option("--contact", arguments.contact,
                     "an address that the servers asked are told, for complaints");
  command
      .add_option(
          "--allow-private", arguments.allowed,
          "addresses of a local network that may be asked all the same, such as 10.1.0.0/16")
      ->allow_extra_args(false);
  command
      .add_option("--proxy", arguments.proxy,
                  "fetch through this proxy (http://, https:// or socks5h://), which must itself "
                  "keep out of private networks")
      ->envname("CASUS_PROXY")
      ->check(proxy_address());
}

}  // namespace

void add_follow_command(CLI::App& app, int& code) {
  static FollowArguments arguments;
  CLI::App* command = app.add_subcommand(
      "follow", "fetch what is new in feeds and news sitemaps, and keep it in the record");
  command
      ->add_option("FEEDS", arguments.feeds,
                   "a file with the address of a feed a line; # begins a comment")
      ->required();
  add_record_option(*command, arguments.record);
  const auto add_duration = [&](const char* name, double& value, const char* what, double least,
                                const char* otherwise) {
    command->add_option(name, value, what)
        ->type_name("TIME")
        ->transform(duration().description(""))
        ->check(CLI::Range(least, 30 * 86400.0).description(""))
        ->default_str(otherwise);
  };
  add_duration("--every", arguments.every, "from the beginning of a round to that of the next", 1,
               "15m");
  command->add_flag("--once", arguments.once, "one round, for cron and timers");
  add_duration("--pause", arguments.pause,
               "between two requests of one host; its Crawl-delay, where that is longer", 0, "2s");
  add_duration("--timeout", arguments.timeout, "the longest a fetch may take", 0.1, "30s");
  command
      ->add_option("--again", arguments.again,
                   "how long after an article of these days was had it is looked at for changes "
                   "that no feed tells; 0: never")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("TIME,...")
      ->transform(duration().description(""))
      ->check(CLI::Range(0.0, 30 * 86400.0).description(""))
      ->default_str("3h,1d");
  add_bounds(*command, arguments);
  command->add_option("--actors", arguments.actors,
                      "a file of your own actors, added to the built-in ones");
  add_format_option(*command, arguments.format, {Format::Text, Format::Ndjson}, "kind of output");
  command->footer(
      "An index of sitemaps stands for those of its news sitemaps that changed in the last three "
      "days, 20 at most.\n"
      "robots.txt is obeyed, what did not change is not sent again (ETag, Last-Modified), and an "
      "article is asked for\n"
      "again when its feed says that it changed, and at the times of --again. What fails is told "
      "once and tried ever less "
      "often. What was seen is\n"
      "kept in RECORD.follow; a run that was killed goes on where it was.\n"
      "--format ndjson prints a line for each report once it is kept.");
  command->callback([&code] { code = follow(arguments); });
}

}  // namespace casus::cli
