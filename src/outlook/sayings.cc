// SPDX-License-Identifier: Apache-2.0
#include "outlook/sayings.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "assess/likeness.h"
#include "core/calendar.h"
#include "core/text.h"
#include "core/word_sets.h"
#include "store/rows.h"

namespace casus::outlook {

namespace {

using Json = nlohmann::ordered_json;

constexpr double kOnMatter = 0.5;   // so much of its words makes a saying one on the matter
constexpr double kLeastSure = 0.5;  // of an event
constexpr std::int64_t kMostLooked = 2000, kMostEvents = 100;

/// What is looked for: the body and its names, the words of the matter.
struct Sought {
  std::int64_t body = 0;
  std::vector<std::string> names;
  std::set<std::string> about;
};

double shared(const std::set<std::string>& part, const std::set<std::string>& whole) {
  double count = 0;
  for (const std::string& word : part) count += static_cast<double>(whole.count(word));
  return count;
}

/// Any of the longer words and of the names, in marks, for a search table.
std::string any_of(const std::string& about, const std::vector<std::string>& names) {
  std::string out;
  const auto add = [&](std::string_view word) {
    std::string plain;
    for (const char c : word)
      if (c != '"') plain += c;
    if (!trim(plain).empty()) out += (out.empty() ? "\"" : " OR \"") + plain + "\"";
  };
  for (const std::string_view word : split(about, ' '))
    if (word.size() > 3) add(word);
  for (const std::string& name : names) add(name);
  return out;
}

/// All of the longer words, bare: the reports' table takes no phrases, and a hyphen makes one.
std::string all_of(const std::string& about) {
  std::string out, word;
  for (const char c : fold(about) + " ") {
    if (is_digit(c) || (c >= 'a' && c <= 'z')) {
      word += c;
    } else {
      if (word.size() > 3) out += (out.empty() ? "\"" : " AND \"") + word + "\"";
      word.clear();
    }
  }
  return out.empty() ? "\"\"" : out;
}

/// A saying with what shows how near it is.
struct Found {
  Saying saying;
  std::set<std::string> content;
  bool of_body = false, to_body = false;
  double share = 0;
};

void look_at(Found& found, const Sought& sought) {
  found.content = content_words(found.saying.text);
  found.of_body = found.to_body || contains_any_word(fold(found.saying.text), sought.names);
  if (!sought.about.empty())
    found.share = shared(sought.about, found.content) / static_cast<double>(sought.about.size());
}

bool is_said_to(Store& store, std::int64_t statement, std::int64_t body) {
  Query rows = store.database().query("SELECT actor FROM addressees WHERE statement = ?");
  for (rows.bind(statement); rows.next();)
    if (store.merged(rows.integer(0)) == body) return true;
  return false;
}

/// Statements known on the day that hold a word of the matter or name the body, or are said to it.
std::vector<Found> statements(Store& store, const Sought& sought, const Matter& matter) {
  std::vector<Found> out;
  std::map<std::int64_t, std::string> texts;  // of reports
  Query rows = store.database().query(
      "SELECT s.id, s.report, s.speaker, s.act, s.content, coalesce(s.date, r.published, ''), "
      "s.confidence FROM statements s JOIN reports r ON r.id = s.report WHERE (s.id IN (SELECT "
      "rowid FROM statement_search WHERE statement_search MATCH ?1 ORDER BY rowid DESC LIMIT ?5) "
      "OR s.id IN (SELECT statement FROM addressees WHERE actor = ?2)) AND coalesce(r.published, "
      "'') <= ?3 AND coalesce(s.date, r.published, '') BETWEEN ?4 AND ?3 AND (s.review IS NULL OR "
      "s.review <> 'rejected') AND s.retells IS NULL AND s.speaker IS NOT NULL ORDER BY "
      "coalesce(s.date, r.published) "
      "DESC, s.id DESC LIMIT ?5");
  for (rows.all(any_of(matter.about, sought.names), sought.body, matter.as_of,
                shifted(matter.as_of, -kReach), kMostLooked);
       rows.next();) {
    const auto [report, fresh] = texts.try_emplace(rows.integer(1));
    if (fresh) report->second = store.text_of(rows.integer(1));
    Found one{.saying = {.item = fmt::format("s{}", rows.integer(0)),
                         .day = rows.text(5),
                         .act = rows.text(3),
                         .text = words_of(report->second, spans_of(rows.text(4))),
                         .actor = store.merged(rows.integer(2)),
                         .report = rows.integer(1),
                         .confidence = rows.real(6)}};
    one.to_body = is_said_to(store, rows.integer(0), sought.body);
    look_at(one, sought);
    one.saying.direction =
        direction_of(rows.kind<SpeechAct>(3), one.saying.text, one.to_body, one.share);
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<std::string_view> types_that_point() {
  std::vector<std::string_view> out;
  for (std::size_t type = 0; type < kEventTypes.size(); ++type)
    if (direction_of(static_cast<EventType>(type), "") != 0) out.push_back(kEventTypes[type]);
  return out;
}

/// What happened by the reports' own word in reports that hold every word of the matter, or was
/// done to the body; an event for each who did it.
std::vector<Found> events(Store& store, const Sought& sought, const Matter& matter) {
  std::vector<std::int64_t> ids;
  Query rows = store.database().once(
      {"SELECT e.id FROM events e JOIN reports r ON r.id = e.report WHERE e.type IN ",
       types_that_point(),
       " AND e.status = 'occurred' AND e.confidence >= ?1 AND (e.story IS NULL OR e.story = e.id) "
       "AND coalesce(r.published, '') <= ?2 AND coalesce(e.date, r.published, '') BETWEEN ?3 AND "
       "?2 AND (e.review IS NULL OR e.review <> 'rejected') AND (e.report IN (SELECT rowid FROM "
       "report_search WHERE report_search MATCH ?4) OR e.id IN (SELECT event FROM parties WHERE "
       "actor = ?5 AND target = 1)) ORDER BY coalesce(e.date, r.published) DESC, e.id DESC LIMIT "
       "?6"});
  for (rows.all(kLeastSure, matter.as_of, shifted(matter.as_of, -kReach), all_of(matter.about),
                sought.body, kMostEvents);
       rows.next();)
    ids.push_back(rows.integer(0));
  std::vector<Found> out;
  for (const std::int64_t id : ids) {
    const Json row = event_row(store, id);
    const Json& date = row["date"];
    Found one{.saying = {.item = row["id"],
                         .day = date.is_string()   ? date
                                : date.is_object() ? date["from"]
                                                   : row["published"],
                         .act = row["type"],
                         .text = row.value("text", ""),
                         .report = number_of(row["report"]),
                         .confidence = row["confidence"]}};
    for (const Json& to : row["target"])
      one.to_body = one.to_body || store.merged(number_of(to["id"])) == sought.body;
    look_at(one, sought);
    const auto type = kind_named<EventType>(one.saying.act);
    one.saying.direction = type ? direction_of(*type, one.saying.text) : 0;
    for (const Json& from : row["source"]) {
      one.saying.actor = store.merged(number_of(from["id"]));
      out.push_back(one);
    }
  }
  return out;
}

/// What else is said where the matter is named: its words, without the body's own name.
std::set<std::string> words_beside(const Body& body, const Sought& sought,
                                   const std::vector<Found>& all) {
  std::set<std::string> out;
  const std::set<std::string> name = content_words(body.name);
  for (const Found& one : all) {
    if (one.share < kOnMatter) continue;
    for (const std::string& word : one.content)
      if (sought.about.count(word) == 0 && name.count(word) == 0) out.insert(word);
  }
  return out;
}

/// Those that are on the matter: by its words, or said of the body in words that go with them.
std::vector<Saying> near_ones(std::vector<Found> all, const std::set<std::string>& words) {
  std::vector<Saying> out;
  for (Found& one : all) {
    const double common = shared(one.content, words);
    one.saying.near = one.share >= kOnMatter      ? one.share
                      : one.of_body && common > 0 ? std::min(0.5 + 0.1 * common, 0.8)
                                                  : 0;
    if (one.saying.near > 0) out.push_back(std::move(one.saying));
  }
  return out;
}

}  // namespace

Sayings sayings(Store& store, const Body& body, const Matter& matter) {
  const KnownActor* known = store.knowledge().named(body.name);
  Sought sought{.body = store.actor_of(*known).value_or(0),
                .names = store.knowledge().names_of(*known),
                .about = content_words(matter.about)};
  sought.names.push_back(body.name);
  for (std::string& name : sought.names) name = fold(name);
  std::vector<Found> said = statements(store, sought, matter);
  Sayings out;
  out.words = words_beside(body, sought, said);
  out.said = near_ones(std::move(said), out.words);
  out.done = near_ones(events(store, sought, matter), out.words);
  return out;
}

double direction_of(EventType type, std::string_view text) {
  if (is_negated(fold(text))) return 0;
  switch (type) {
    case EventType::Agree:
    case EventType::Support:
    case EventType::Request:
      return 1;
    case EventType::Concede:
      return 0.5;
    case EventType::Reject:
    case EventType::Protest:
      return -1;
    case EventType::Consult:
    case EventType::Cooperate:
    case EventType::Aid:
    case EventType::Retreat:
    case EventType::Accuse:
    case EventType::Threaten:
    case EventType::Sanction:
    case EventType::Mobilize:
    case EventType::Coerce:
    case EventType::Assault:
      break;
  }
  return 0;
}

double direction_of(SpeechAct act, std::string_view text, bool to_body, double share) {
  const std::string folded = fold(text);
  const bool negated = is_negated(folded);
  // Who blames the body for what it leaves undone wants it done.
  const bool left_undone = contains_any(folded, words_of(WordSet::Undone));
  const bool on_matter = share >= kOnMatter;
  switch (act) {
    case SpeechAct::Request:
    case SpeechAct::Promise:
    case SpeechAct::Support:
      return negated ? -1 : 1;
    case SpeechAct::Expect:
      return negated ? 0 : 0.8;
    case SpeechAct::Concede:
      return negated ? 0 : 0.5;
    case SpeechAct::Reject:
    case SpeechAct::Deny:
      return -1;
    case SpeechAct::Accuse:
    case SpeechAct::Criticize:
      return to_body && left_undone ? 0.8 : on_matter ? -0.8 : 0;
    case SpeechAct::State:
      return negated ? -0.6 : on_matter ? 0.3 : 0;
    case SpeechAct::Threaten:
    case SpeechAct::Question:
      return 0;
  }
  return 0;
}

}  // namespace casus::outlook
