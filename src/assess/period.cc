// SPDX-License-Identifier: Apache-2.0
#include "assess/period.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "assess/joining.h"
#include "assess/likeness.h"
#include "core/calendar.h"
#include "core/text.h"
#include "store/days.h"
#include "store/fields.h"
#include "store/rows.h"
#include "store/ties.h"

namespace casus {

namespace {

constexpr std::size_t kShown = 12;     // items a part
constexpr std::size_t kOfAStory = 3;   // events: of one story no more, so that others are seen
constexpr std::size_t kVoices = 3;     // who said what of an event
constexpr double kSure = 0.5;          // an event that is as likely right as wrong
constexpr double kLess = 0.35;         // what is shown besides, where there is little
constexpr std::size_t kLooked = 60;    // items looked at for a part
constexpr std::int64_t kWide = 20000;  // events of a period that is gone through by what matters

class Teller {
 public:
  Teller(Store& store, std::string since, std::string until, std::string about)
      : store_(store),
        database_(store.database()),
        since_(std::move(since)),
        until_(std::move(until)),
        about_(std::move(about)) {
    is_story_ = about_.size() > 1 && about_[0] == 't' &&
                std::all_of(about_.begin() + 1, about_.end(), is_digit);
    is_actor_ = !about_.empty() && !is_story_ && !actors_named(store_, about_).empty();
    Query events = database_.query(
        "SELECT count(*) FROM (SELECT 1 FROM events WHERE date BETWEEN ? AND ? LIMIT ?)");
    is_wide_ = events.all(since_, until_, kWide).next() && events.integer(0) == kWide;
  }

  Result<Json> tell() {
    Json out = {{"since", since_},
                {"until", until_},
                {"about", about_.empty() ? Json(nullptr) : Json(about_)}};
    CASUS_TRY([[maybe_unused]] const Json reports, rows({.kind = "reports", .limit = 1}));
    out["reports"] = total_;
    CASUS_TRY(out["stories"], stories());  // that there is no such story is said here
    CASUS_TRY(out["happened"], happened());
    CASUS_TRY(out["disputed"], disputed());
    out["asked"] = Json::array();
    out["answered"] = answered();
    CASUS_TRY(out["due"], due());
    CASUS_TRY(out["overdue"], overdue());
    CASUS_TRY(out["asked"], asked(out));
    out["changed"] = changed();
    out["sources"] = sources(out);
    if (auto error = database_.take_error()) return *error;
    return out;
  }

 private:
  /// The rows of a question of the period; a name nobody has gives none.
  Result<Json> rows(Question question, bool of_period = true) {
    if (of_period) question.since = since_, question.until = until_;
    if (is_story_ && question.kind != name_of(AskedKind::Stories))
      question.story = about_;
    else if (question.kind == name_of(AskedKind::Events) && !is_actor_)
      question.text = about_;
    else
      question.about = about_;
    auto answer = ask(store_, question);
    if (!answer && answer.error().code != Errc::NotFound) return answer.error();
    total_ = answer ? answer->total : 0;
    return answer ? Json(answer->rows) : Json::array();
  }

  Result<Json> stories() {
    if (!is_story_) return rows({.kind = "stories", .limit = 6, .counted = false});
    CASUS_TRY(const Json story, item_row(store_, about_));
    return Json::array({story});
  }

  Result<Json> happened();
  Json said_of(const Json& event);
  Result<Json> disputed();
  Result<Json> asked(const Json& told);
  Json answered();
  Result<Json> due();
  Result<Json> overdue();
  Json changed();
  void turned_claims(Json& out);
  void turned_positions(Json& out);
  bool concerns(const Json& row);
  Json sources(const Json& out);

  Store& store_;
  Database& database_;
  const std::string since_, until_, about_;
  bool is_story_ = false, is_actor_ = false;
  bool is_wide_ = false;  // so many events that going by what matters is shorter than by the day
  std::size_t total_ = 0;
};

Result<Json> Teller::happened() {
  // What began in it and was over soon after: a year is no event of its weeks.
  std::vector<std::int64_t> within;
  const SqlText of_actor =
      is_actor_ ? SqlText{"AND id IN (SELECT event FROM parties WHERE actor IN ",
                          voices_of(store_, actors_named(store_, about_).front()), ")"}
                : SqlText();
  Query found = database_.once(
      {"SELECT id FROM events ", is_wide_ && !is_actor_ ? Sql("INDEXED BY events_weight") : Sql(""),
       " WHERE date BETWEEN ? AND ? AND coalesce(date_to, date) <= ? AND salience IS NOT NULL ",
       of_actor, " ORDER BY salience DESC LIMIT 3000"});
  for (found.all(since_, until_, shifted(until_, 3)); found.next();)
    within.push_back(found.integer(0));
  if (within.empty()) return Json(Json::array());
  std::map<std::string, std::size_t> of_story;
  Json out = Json::array();
  // What is sure; where that is little, what is less so, which a reader sees marked.
  for (const double least : {kSure, kLess}) {
    if (out.size() >= kShown / 2) break;
    CASUS_TRY(Json events, rows({.kind = "events",
                                 .status = "occurred,alleged,denied",
                                 .min_confidence = least,
                                 .limit = kLooked,
                                 .counted = false,
                                 .among = within}));
    for (Json& event : events) {
      if (out.size() == kShown) break;
      // Of what nobody is told to have done, and what is there already, a reader learns nothing.
      if ((event["source"].empty() && event["target"].empty()) ||
          std::any_of(out.begin(), out.end(),
                      [&](const Json& known) { return known["id"] == event["id"]; }))
        continue;
      if (!is_story_ && event["story"].is_string() &&
          ++of_story[event["story"].get<std::string>()] > kOfAStory)
        continue;
      event["said"] = said_of(event);
      out.push_back(std::move(event));
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Json& x, const Json& y) {
    const auto day = [](const Json& row) {
      return row["date"].is_object() ? row["date"]["from"] : row["date"];
    };
    return day(x) < day(y);
  });
  return out;
}

/// What was claimed or denied in the period, and is contested by its end, whenever it began.
Result<Json> Teller::disputed() {
  Question question{
      .kind = "claims", .status = "contested", .as_of = until_, .limit = kShown, .counted = false};
  Query found = database_.query(
      is_wide_
          ? Sql("SELECT id FROM claims f INDEXED BY claims_disputed WHERE disputed = 1 AND EXISTS "
                "(SELECT 1 FROM claims c WHERE (c.id = f.id OR c.matter = f.id) AND c.date BETWEEN "
                "? AND ?) LIMIT 1000")
          : Sql("SELECT DISTINCT coalesce(c.matter, c.id) FROM claims c JOIN claims f ON f.id = "
                "coalesce(c.matter, c.id) WHERE c.date BETWEEN ? AND ? AND f.disputed = 1 LIMIT "
                "1000"));
  for (found.all(since_, until_); found.next();) question.among.push_back(found.integer(0));
  return question.among.empty() ? Result<Json>(Json::array()) : rows(question, false);
}

/// What is said where an event is told: the sayings whose words tell it, then those of its parties
/// in the same reports that are likest to it; of each speaker one.
Json Teller::said_of(const Json& event) {
  std::vector<std::pair<double, std::int64_t>> found;
  const std::int64_t id = number_of(event["id"]);
  const auto parties = set_of(database_.ids("SELECT actor FROM parties WHERE event = ?", id));
  const std::string words = event.value("text", "");
  Query tellings = database_.query(
      "SELECT t.span, s.id, s.content, coalesce(s.speaker, 0), s.confidence, "
      "sqlar_uncompress(r.text, r.size) FROM events t JOIN reports r ON r.id = t.report JOIN "
      "statements s ON s.report = t.report WHERE (t.id = ?1 OR t.story = ?1) AND s.speaker IS NOT "
      "NULL AND s.retells IS NULL AND (s.review IS NULL OR s.review <> 'rejected') LIMIT 400");
  for (tellings.bind(id); tellings.next();) {
    const auto trigger = spans_of(tellings.text(0));
    const auto content = spans_of(tellings.text(2));
    const bool tells = !trigger.empty() && std::any_of(content.begin(), content.end(), [&](Span s) {
      return s.contains(trigger.front());
    });
    const double alike = likeness(words, words_of(tellings.text(5), content));
    const bool party = parties.count(tellings.integer(3)) != 0;
    if (!tells && !(party && alike > 0.15) && alike < 0.3) continue;
    found.emplace_back((tells ? 1 : 0) + (party ? 0.5 : 0) + alike + 0.3 * tellings.real(4),
                       tellings.integer(1));
  }
  std::sort(found.begin(), found.end(), std::greater<>());
  Json out = Json::array();
  std::set<std::string> speakers;
  for (const auto& [weight, statement] : found) {
    if (out.size() == kVoices) break;
    Json row = statement_row(store_, statement);
    if (speakers.insert(row["speaker"]["id"].get<std::string>()).second)
      out.push_back(std::move(row));
  }
  return out;
}

/// True where a commitment or a turn is of what the brief is about.
bool Teller::concerns(const Json& row) {
  if (about_.empty()) return true;
  if (is_story_) return row.value("story", Json(nullptr)) == about_;
  if (!is_actor_) return contains_word(fold(row.value("text", "")), fold(about_));
  const auto voices = voices_of(store_, actors_named(store_, about_).front());
  const auto is_voice = [&](const Json& actor) {
    return actor.is_object() &&
           std::find(voices.begin(), voices.end(), number_of(actor["id"])) != voices.end();
  };
  for (const char* key : {"from", "to", "actor"}) {
    if (!row.contains(key)) continue;
    if (is_voice(row[key])) return true;
    if (row[key].is_array() && std::any_of(row[key].begin(), row[key].end(), is_voice)) return true;
  }
  return false;
}

/// What was asked and promised in the period, but for what is told of by what became of it.
Result<Json> Teller::asked(const Json& told) {
  CASUS_TRY(Json all, rows({.kind = "commitments", .limit = kLooked, .counted = false}));
  Json out = Json::array();
  for (Json& row : all) {
    const auto is_told = [&](const char* part) {
      return std::any_of(told[part].begin(), told[part].end(),
                         [&](const Json& one) { return one["id"] == row["id"]; });
    };
    if (out.size() < kShown && !is_told("answered") && !is_told("due") && !is_told("overdue"))
      out.push_back(std::move(row));
  }
  return out;
}

Json Teller::answered() {
  const auto ids_of = [&](Sql sql) {
    std::vector<std::int64_t> out;
    Query found = database_.query(sql);
    for (found.all(since_, until_); found.next();) out.push_back(found.integer(0));
    return out;
  };
  const auto found = ids_of(
      "SELECT DISTINCT coalesce(c.matter, c.id) FROM resolutions a JOIN commitments c ON c.id = "
      "a.commitment JOIN commitments x ON x.id = coalesce(c.matter, c.id) WHERE a.date BETWEEN ? "
      "AND ? AND (x.review IS NULL OR x.review <> 'rejected') ORDER BY x.salience DESC LIMIT 40");
  Json out = Json::array();
  for (const std::int64_t id : found) {
    Json row = commitment_row(store_, id, until_);
    if (out.size() < kShown && concerns(row)) out.push_back(std::move(row));
  }
  return out;
}

Result<Json> Teller::due() {
  std::vector<std::int64_t> found;
  Query rows = database_.query(
      "SELECT id FROM commitments WHERE due BETWEEN ?1 AND ?2 AND (matter IS NULL OR matter = id) "
      "AND (review IS NULL OR review <> 'rejected') AND coalesce(date, '') <= ?2 ORDER BY salience "
      "DESC LIMIT 40");
  // Of the days after, as many as the period has.
  const auto first = parse_iso_day(since_), last = parse_iso_day(until_);
  const auto length = days_between(*first, *last) + 1;
  for (rows.all(until_, shifted(until_, std::min(length, 366))); rows.next();)
    found.push_back(rows.integer(0));
  Json out = Json::array();
  for (const std::int64_t id : found) {
    Json row = commitment_row(store_, id, until_);
    if (row["status"] == name_of(CommitmentStatus::Open) && out.size() < kShown && concerns(row))
      out.push_back(std::move(row));
  }
  return out;
}

/// What fell due in the period and is not answered.
Result<Json> Teller::overdue() {
  Question question{.kind = "commitments",
                    .status = "overdue",
                    .as_of = until_,
                    .limit = kShown,
                    .counted = false};
  Query fell = database_.query(
      "SELECT id FROM commitments WHERE due BETWEEN ?1 AND ?3 AND coalesce(due_to, due) >= ?2 AND "
      "coalesce(due_to, due) < ?3 LIMIT 3000");
  constexpr int kLongest = 31;  // days of what is due in a month
  for (fell.all(shifted(since_, -kLongest), since_, until_); fell.next();)
    question.among.push_back(fell.integer(0));
  return question.among.empty() ? Result<Json>(Json::array()) : rows(question, false);
}

/// A claim that one actor made and unmade: its words of the period, and those before.
void Teller::turned_claims(Json& out) {
  std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t>> found;
  // In this order: SQLite, which does not know how few claims have a matter, finds a longer one.
  Query rows = database_.once(
      {"SELECT n.actor, b.id, c.id FROM claims c INDEXED BY ",
       is_wide_ ? Sql("claims_matter") : Sql("claims_date"),
       " CROSS JOIN claim_sides n ON n.claim = c.id CROSS JOIN claims b ON (b.matter = c.matter OR "
       "b.id = c.matter) AND b.date < c.date CROSS JOIN claim_sides o ON o.claim = b.id AND "
       "o.actor = n.actor WHERE c.date BETWEEN ? AND ? AND c.matter > 0 AND (n.denies <> "
       "c.negated) <> (o.denies <> b.negated) ORDER BY c.date LIMIT 20"});
  for (rows.all(since_, until_); rows.next();)
    found.emplace_back(rows.integer(0), rows.integer(1), rows.integer(2));
  for (const auto& [actor, before, after] : found)
    out.push_back({{"actor", actor_json(store_, actor)},
                   {"before", claim_row(store_, before, until_)},
                   {"after", claim_row(store_, after, until_)}});
}

/// An issue that one actor was for and is against now, or the other way.
void Teller::turned_positions(Json& out) {
  struct Stand {
    std::int64_t actor, statement;
    std::string issue;
    double stance;
  };
  std::vector<Stand> now;
  Query rows = database_.query(
      is_wide_ ? Sql("SELECT p.actor, p.statement, p.issue, p.stance FROM positions p CROSS JOIN "
                     "statements s WHERE p.statement = s.id AND s.date BETWEEN ? AND ? AND "
                     "p.report = s.report AND s.retells IS NULL LIMIT 2000")
               : Sql("SELECT p.actor, p.statement, p.issue, p.stance FROM statements s JOIN "
                     "positions p WHERE p.statement = s.id AND s.date BETWEEN ? AND ? AND "
                     "p.report = s.report AND s.retells IS NULL LIMIT 2000"));
  for (rows.all(since_, until_); rows.next();)
    now.push_back({rows.integer(0), rows.integer(1), rows.text(2), rows.real(3)});
  for (const Stand& one : now) {
    const auto words = content_words(one.issue);
    if (words.size() < 3) continue;
    std::int64_t before = 0;
    Query earlier = database_.query(
        "SELECT p.statement, p.issue FROM positions p WHERE p.actor = ? AND p.date < ? AND "
        "p.stance * ? < 0 AND p.statement IS NOT NULL ORDER BY p.date DESC LIMIT 100");
    for (earlier.all(one.actor, since_, one.stance); earlier.next() && before == 0;) {
      if (dice(words, content_words(earlier.text(1))) >= 0.5) before = earlier.integer(0);
    }
    if (before != 0)
      out.push_back({{"actor", actor_json(store_, one.actor)},
                     {"before", statement_row(store_, before)},
                     {"after", statement_row(store_, one.statement)}});
  }
}

Json Teller::changed() {
  Json all = Json::array(), out = Json::array();
  turned_claims(all);
  turned_positions(all);
  for (Json& one : all) {
    if (out.size() < kShown && (about_.empty() || concerns(one) || concerns(one["after"])))
      out.push_back(std::move(one));
  }
  return out;
}

/// The reports that are named, each once, by day.
Json Teller::sources(const Json& out) {
  std::set<std::int64_t> reports;
  const std::function<void(const Json&)> gather = [&](const Json& node) {
    if (node.is_object() && node.contains("report") && node["report"].is_string())
      reports.insert(number_of(node["report"]));
    if (node.is_object() && node.contains("reports") && node["reports"].is_array()) {
      for (const Json& one : node["reports"]) reports.insert(number_of(one));
    }
    if (node.is_structured()) {
      for (const Json& one : node) gather(one);
    }
  };
  for (const char* part :
       {"happened", "disputed", "asked", "answered", "due", "overdue", "changed"})
    gather(out[part]);
  Json named = Json::array();
  for (const std::int64_t report : reports) {
    Json row = report_row(store_, report);
    if (!row.is_null()) named.push_back(std::move(row));
  }
  return named;
}

}  // namespace

Result<Json> period_view(Store& store, const Period& period) {
  CASUS_TRY(std::string since, first_day(period.since));
  CASUS_TRY(std::string until, last_day(period.until));
  if (until.empty()) {
    Query newest = store.database().query("SELECT coalesce(max(published), '') FROM reports");
    if (newest.next()) until = newest.text(0);
    if (until.empty()) until = utc_today();
  }
  if (since.empty()) since = shifted(until, -6);
  if (since > until)
    return Error{Errc::InvalidInput,
                 fmt::format("C0407 a period ends on {} before it begins on {}", until, since)};
  return Teller(store, since, until, std::string(trim(period.about))).tell();
}

}  // namespace casus
