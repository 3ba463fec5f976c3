// SPDX-License-Identifier: Apache-2.0
#include "store/views.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "core/calendar.h"
#include "core/text.h"
#include "store/conditions.h"
#include "store/days.h"
#include "store/row_parts.h"
#include "store/rows.h"
#include "store/ties.h"

namespace casus {

namespace {

/// The rows of a question, for a part of a view: a name nobody has, or that is no name, gives none.
/// Any other error is the view's: no view is shown in part as if it were whole. Days are checked
/// before.
Result<Json> rows_of(Store& store, Question question) {
  question.counted = false;
  auto answer = ask(store, question);
  if (answer) return Json(answer->rows);
  if (answer.error().code == Errc::NotFound || answer.error().code == Errc::InvalidInput)
    return Json::array();
  return answer.error();
}

Json points(const CodePoints& at, const std::string& spans, std::size_t size) {
  Json out = Json::array();
  for (const Span span : spans_of(spans)) {
    if (span.begin <= span.end && span.end <= size)
      out.push_back({at.at(span.begin), at.at(span.end)});
  }
  return out;
}

template <typename T>
Result<T> checked(Store& store, T value) {
  if (auto error = store.database().take_error()) return *error;
  return value;
}

/// A damaged record finds nobody either, and that is what to say then.
Error nobody(Store& store, const std::string& name) {
  if (auto error = store.database().take_error()) return *error;
  return {Errc::NotFound, fmt::format("C0408 nobody in the record is called '{}'", name)};
}

/// The first day of a date; empty where none is told.
std::string plain_day(const Json& date) {
  return date.is_string()                               ? date.get<std::string>()
         : date.is_object() && date["from"].is_string() ? date["from"].get<std::string>()
                                                        : std::string();
}

/// Tables whose rows point into a report, with their columns of spans.
struct Spanned {
  char letter;
  const char* table;
  Sql of_report;                   // the numbers of its items, and their spans
  Sql of_item;                     // the number of its report, and its spans
  std::vector<const char*> names;  // of the spans
};

const std::vector<Spanned>& spanned() {
  static const std::vector<Spanned> kAll = {
      {'s',
       "statements",
       "SELECT id, coalesce(content, ''), coalesce(source_span, ''), coalesce(cue_span, '') FROM "
       "statements WHERE report = ? ORDER BY id",
       "SELECT report, coalesce(content, ''), coalesce(source_span, ''), coalesce(cue_span, '') "
       "FROM statements WHERE id = ?",
       {"content_spans", "speaker_span", "cue_span"}},
      {'e',
       "events",
       "SELECT id, coalesce(span, '') FROM events WHERE report = ? ORDER BY id",
       "SELECT report, coalesce(span, '') FROM events WHERE id = ?",
       {"trigger_span"}},
      {'c',
       "claims",
       "SELECT id, coalesce(spans, '') FROM claims WHERE report = ? ORDER BY id",
       "SELECT report, coalesce(spans, '') FROM claims WHERE id = ?",
       {"spans"}},
      {'k',
       "commitments",
       "SELECT id, coalesce(span, '') FROM commitments WHERE report = ? ORDER BY id",
       "SELECT report, coalesce(span, '') FROM commitments WHERE id = ?",
       {"span"}},
      {'r',
       "relations",
       "SELECT id, coalesce(span, '') FROM relations WHERE report = ? ORDER BY id",
       "SELECT report, coalesce(span, '') FROM relations WHERE id = ?",
       {"span"}}};
  return kAll;
}

}  // namespace

Result<Json> report_view(Store& store, const std::string& id) {
  CASUS_TRY(Json out, item_row(store, id));
  if (id[0] != 'd')
    return Error{Errc::NotFound, "C0405 " + id + " is no report; reports are d1, d2, ..."};
  std::int64_t report = number_of(out["id"]);
  const std::string text = store.text_of(report);
  const CodePoints at(text);
  out["text"] = text;
  Query furniture =
      store.database().query("SELECT coalesce(furniture, '') FROM reports WHERE id = ?");
  if (furniture.bind(report).next()) out["furniture"] = points(at, furniture.text(0), text.size());
  for (const Spanned& kind : spanned()) {
    std::vector<std::pair<std::int64_t, std::vector<std::string>>> found;
    Query rows = store.database().query(kind.of_report);
    for (rows.bind(report); rows.next();) {
      std::vector<std::string> spans;
      for (std::size_t i = 0; i < kind.names.size(); ++i)
        spans.push_back(rows.text(static_cast<int>(i) + 1));
      found.emplace_back(rows.integer(0), std::move(spans));
    }
    Json items = Json::array();
    for (const auto& [number, spans] : found) {
      CASUS_TRY(Json item, item_row(store, kind.letter + std::to_string(number)));
      for (std::size_t i = 0; i < spans.size(); ++i)
        item[kind.names[i]] = points(at, spans[i], text.size());
      items.push_back(std::move(item));
    }
    out[kind.table] = std::move(items);
  }
  out["copies_of_it"] = Json::array();
  std::vector<std::int64_t> copies;
  Query same = store.database().query("SELECT id FROM reports WHERE copy_of = ?");
  for (same.bind(report); same.next();) copies.push_back(same.integer(0));
  for (const std::int64_t copy : copies) out["copies_of_it"].push_back(report_row(store, copy));
  out["corrections"] = Json::array();
  Query log = store.database().query(
      "SELECT c.at, c.who, c.action, c.item, c.value FROM corrections c JOIN reports r ON c.anchor "
      "LIKE r.uid || ':%' WHERE r.id = ? ORDER BY c.id");
  for (log.bind(report); log.next();)
    out["corrections"].push_back({{"at", log.text(0)},
                                  {"who", log.text(1)},
                                  {"action", log.text(2)},
                                  {"item", log.text(3)},
                                  {"value", log.text(4)}});
  return checked(store, std::move(out));
}

Result<Json> story_view(Store& store, const std::string& id) {
  CASUS_TRY(Json out, item_row(store, id));
  if (id[0] != 't')
    return Error{Errc::NotFound, "C0405 " + id + " is no story; stories are t1, t2, ..."};
  const std::string story = out["id"];
  out["days"] = Json::array();
  Query days = store.database().query(
      "SELECT published, count(*) FROM reports WHERE part_of = ? AND published IS NOT NULL GROUP "
      "BY published ORDER BY published");
  for (days.bind(number_of(out["id"])); days.next();)
    out["days"].push_back({days.text(0), days.integer(1)});
  CASUS_TRY(out["told_in"],
            rows_of(store, {.kind = "reports", .story = story, .sort = "date", .limit = 200}));
  CASUS_TRY(out["events"], rows_of(store, {.kind = "events", .story = story, .limit = 40}));
  std::stable_sort(out["events"].begin(), out["events"].end(), [](const Json& x, const Json& y) {
    return plain_day(x["date"]) < plain_day(y["date"]);
  });
  CASUS_TRY(out["claims"], rows_of(store, {.kind = "claims", .story = story, .limit = 20}));
  CASUS_TRY(out["commitments"],
            rows_of(store, {.kind = "commitments", .story = story, .limit = 20}));
  CASUS_TRY(out["statements"],
            rows_of(store, {.kind = "statements", .story = story, .sort = "date", .limit = 100}));
  return checked(store, std::move(out));
}

Result<Json> item_view(Store& store, const std::string& id) {
  if (id.starts_with("t")) return story_view(store, id);
  CASUS_TRY(Json out, item_row(store, id));
  for (const Spanned& kind : spanned()) {
    if (kind.letter != id[0]) continue;
    Query row = store.database().query(kind.of_item);
    if (!row.bind(number_of(out["id"])).next()) break;
    const std::string text = store.text_of(row.integer(0));
    const CodePoints at(text);
    std::uint32_t begin = UINT32_MAX, end = 0;
    for (std::size_t i = 0; i < kind.names.size(); ++i) {
      const std::string spans = row.text(static_cast<int>(i) + 1);
      out[kind.names[i]] = points(at, spans, text.size());
      for (const Span span : spans_of(spans))
        begin = std::min(begin, span.begin), end = std::max(end, span.end);
    }
    if (begin >= end || end > text.size()) break;
    // The lines the words stand in.
    const std::size_t before = begin == 0 ? std::string::npos : text.rfind('\n', begin - 1);
    const std::size_t first = before == std::string::npos ? 0 : before + 1;
    const std::size_t last = std::min(text.find('\n', end), text.size());
    out["context"] = text.substr(first, last - first);
    out["context_span"] = {at.at(static_cast<std::uint32_t>(first)),
                           at.at(static_cast<std::uint32_t>(last))};
  }
  return checked(store, std::move(out));
}

namespace {

/// What the knowledge base has of an actor, into `out`; gives the offices it held.
Json known_facts(const Knowledge& base, const KnownActor& known, Json& out) {
  Json offices = Json::array(), members = Json::array();
  for (const Tenure* tenure : base.offices_of(known))
    offices.push_back({{"title", tenure->title},
                       {"of", tenure->of->name},
                       {"from", tenure->from},
                       {"to", tenure->to.empty() ? Json(nullptr) : Json(tenure->to)},
                       {"from_knowledge", true}});
  for (const KnownActor* member : base.members(known, utc_today())) members.push_back(member->name);
  out["members"] = members;
  if (const KnownActor* chair = base.chair(known, utc_today())) out["chair"] = chair->name;
  if (!known.rotation.empty()) out["presidency"] = known.rotation;
  if (!known.treaty.empty()) out["treaty"] = known.treaty;
  if (!known.help.empty()) out["mutual_help"] = known.help;
  return offices;
}

/// The offices that reports call an actor by.
void add_told_offices(Store& store, std::int64_t actor, Json& offices) {
  Query roles = store.database().query(
      "SELECT o.title, a.name, min(r.published), max(r.published), count(DISTINCT r.id) FROM roles "
      "o JOIN reports r ON r.id = o.report LEFT JOIN actors a ON a.id = o.of WHERE o.actor = ? "
      "GROUP BY lower(o.title), o.of ORDER BY 5 DESC LIMIT 12");
  for (roles.bind(actor); roles.next();) {
    std::string title = roles.text(0);
    while (!title.empty() && (title[0] == ',' || title[0] == ' ')) title.erase(0, 1);
    offices.push_back({{"title", title},
                       {"of", roles.is_null(1) ? Json(nullptr) : Json(roles.text(1))},
                       {"from", roles.is_null(2) ? Json(nullptr) : Json(roles.text(2))},
                       {"to", roles.is_null(3) ? Json(nullptr) : Json(roles.text(3))},
                       {"told_by", roles.integer(4)},
                       {"from_knowledge", false}});
  }
}

}  // namespace

Result<Json> actor_view(Store& store, const std::string& name) {
  std::int64_t actor = 0;
  const bool by_id =
      name.size() > 1 && name[0] == 'a' && std::all_of(name.begin() + 1, name.end(), is_digit);
  if (by_id)
    actor = store.merged(std::atoll(name.c_str() + 1));
  else if (const auto found = actors_named(store, name); !found.empty())
    actor = found.front();
  CASUS_TRY(Json out, actor == 0 ? Result<Json>(nobody(store, name))
                                 : item_row(store, "a" + std::to_string(actor)));
  const std::string full = out["name"];
  Json offices = Json::array(), memberships = Json::array();
  if (const KnownActor* known = known_actor(store, actor)) {
    offices = known_facts(store.knowledge(), *known, out);
    for (const KnownActor* organisation : store.knowledge().organisations_of(*known, utc_today()))
      memberships.push_back(organisation->name);
  }
  add_told_offices(store, actor, offices);
  out["offices"] = offices;
  out["member_of"] = memberships;
  CASUS_TRY(out["said"], rows_of(store, {.kind = "statements", .by = full, .limit = 20}));
  CASUS_TRY(out["said_of_it"], rows_of(store, {.kind = "statements", .about = full, .limit = 20}));
  CASUS_TRY(out["events"], rows_of(store, {.kind = "events", .about = full, .limit = 20}));
  CASUS_TRY(out["asked_of_it"], rows_of(store, {.kind = "commitments", .to = full, .limit = 20}));
  CASUS_TRY(out["asked_by_it"], rows_of(store, {.kind = "commitments", .by = full, .limit = 20}));
  CASUS_TRY(out["ties"], rows_of(store, {.kind = "relations", .about = full, .limit = 30}));
  CASUS_TRY(out["positions"], positions_view(store, full));
  return checked(store, std::move(out));
}

Result<Json> dispute_view(Store& store, const std::string& a, const std::string& b,
                          const std::string& since, const std::string& until) {
  CASUS_TRY([[maybe_unused]] const std::string from,
            first_day(since));  // a period that means nothing is said at once
  CASUS_TRY([[maybe_unused]] const std::string to, last_day(until));
  Json out;
  for (const auto& [key, name] : {std::pair{"a", &a}, std::pair{"b", &b}}) {
    const auto found = actors_named(store, *name);
    if (found.empty()) return nobody(store, *name);
    out[key] = actor_json(store, found.front());
  }
  const std::string first = out["a"]["name"], second = out["b"]["name"],
                    both = first + "," + second;
  CASUS_TRY(
      out["claims"],
      rows_of(store,
              {.kind = "claims", .between = both, .since = since, .until = until, .limit = 100}));
  CASUS_TRY(out["a_on_b"], rows_of(store, {.kind = "statements",
                                           .by = first,
                                           .about = second,
                                           .since = since,
                                           .until = until,
                                           .sort = "date",
                                           .limit = 100}));
  CASUS_TRY(out["b_on_a"], rows_of(store, {.kind = "statements",
                                           .by = second,
                                           .about = first,
                                           .since = since,
                                           .until = until,
                                           .sort = "date",
                                           .limit = 100}));
  CASUS_TRY(out["events"], rows_of(store, {.kind = "events",
                                           .between = both,
                                           .since = since,
                                           .until = until,
                                           .sort = "date",
                                           .limit = 100}));
  CASUS_TRY(out["commitments"], rows_of(store, {.kind = "commitments",
                                                .between = both,
                                                .since = since,
                                                .until = until,
                                                .sort = "date",
                                                .limit = 100}));
  return checked(store, std::move(out));
}

Result<Json> timeline_view(Store& store, const std::string& about, const std::string& since,
                           const std::string& until, std::size_t limit) {
  CASUS_TRY([[maybe_unused]] const std::string from, first_day(since));
  CASUS_TRY([[maybe_unused]] const std::string to, last_day(until));
  if (!about.empty() && actors_named(store, about).empty()) return nobody(store, about);
  Json items = Json::array();
  const Question events{
      .kind = "events", .about = about, .since = since, .until = until, .limit = limit};
  const Question statements{
      .kind = "statements", .by = about, .since = since, .until = until, .limit = limit};
  for (const auto& [question, one] : {std::pair{&events, "event"}, {&statements, "statement"}}) {
    CASUS_TRY(const Json rows, rows_of(store, *question));
    for (Json row : rows) {
      row["kind"] = one;
      items.push_back(std::move(row));
    }
  }
  std::stable_sort(items.begin(), items.end(), [](const Json& x, const Json& y) {
    return plain_day(x["date"]) < plain_day(y["date"]);
  });
  return checked(store, std::move(items));
}

namespace {

/// The ten who said most, with their statements by month.
Json speakers(Store& store) {
  Database& database = store.database();
  std::vector<std::pair<std::int64_t, std::int64_t>> most;
  Query rows = database.query(
      "SELECT CAST(key AS INTEGER), n FROM tallies WHERE kind = 'speaker' ORDER BY n DESC LIMIT "
      "10");
  while (rows.next()) most.emplace_back(rows.integer(0), rows.integer(1));
  Json out = Json::array();
  for (const auto& [speaker, statements] : most) {
    Json who = actor_json(store, speaker);
    who["statements"] = statements;
    Json months = Json::array();
    Query by_month = database.query(
        "SELECT substr(key, instr(key, ':') + 1), n FROM tallies WHERE kind = 'speaker.month' AND "
        "key >= ?1 || ':' AND key < ?1 || ';' ORDER BY key");
    for (by_month.bind(std::to_string(speaker)); by_month.next();)
      months.push_back({by_month.text(0), by_month.integer(1)});
    who["months"] = months;
    out.push_back(who);
  }
  return out;
}

struct Tallied {
  const char* key;
  Sql sql;
};
constexpr Tallied kTallied[] = {
    {"statements_by_month",
     "SELECT key, n FROM tallies WHERE kind = 'statement.month' AND n > 0 ORDER BY key"},
    {"events_by_month",
     "SELECT key, n FROM tallies WHERE kind = 'event.month' AND n > 0 ORDER BY key"},
    {"acts", "SELECT key, n FROM tallies WHERE kind = 'act' AND n > 0 ORDER BY n DESC"},
    {"types", "SELECT key, n FROM tallies WHERE kind = 'type' AND n > 0 ORDER BY n DESC"}};

}  // namespace

Result<Json> overview_view(Store& store, const std::string& as_of, bool rows) {
  CASUS_TRY([[maybe_unused]] const std::string day, last_day(as_of));
  Database& database = store.database();
  Json out;
  const auto count = [&](Sql sql) {
    Query row = database.query(sql);
    return row.next() ? row.integer(0) : 0;
  };
  out["reports"] = count("SELECT count(*) FROM reports WHERE copy_of IS NULL");
  out["copies"] = count("SELECT count(*) FROM reports WHERE copy_of IS NOT NULL");
  out["statements"] = count("SELECT coalesce(sum(n), 0) FROM tallies WHERE kind = 'act'");
  out["events"] = count("SELECT coalesce(sum(n), 0) FROM tallies WHERE kind = 'type'");
  out["actors"] = count("SELECT count(*) FROM actors WHERE merged_into IS NULL AND described = 0");
  Query days = database.query("SELECT min(published), max(published) FROM reports");
  if (days.next()) out["first"] = days.text(0), out["last"] = days.text(1);
  if (rows) {
    CASUS_TRY(out["newest"], rows_of(store, {.kind = "reports", .limit = 8}));
    CASUS_TRY(out["stories"], rows_of(store, {.kind = "stories", .limit = 8}));
    CASUS_TRY(
        out["disputed"],
        rows_of(store, {.kind = "claims", .status = "contested", .as_of = as_of, .limit = 8}));
    CASUS_TRY(
        out["overdue"],
        rows_of(store, {.kind = "commitments", .status = "overdue", .as_of = as_of, .limit = 8}));
    CASUS_TRY(
        out["open"],
        rows_of(store, {.kind = "commitments", .status = "open", .as_of = as_of, .limit = 8}));
  }
  out["speakers"] = speakers(store);
  for (const auto& [key, sql] : kTallied) {
    Json pairs = Json::array();
    Query counts = database.query(sql);
    while (counts.next()) pairs.push_back({counts.text(0), counts.integer(1)});
    out[key] = pairs;
  }
  return checked(store, std::move(out));
}

Result<Json> outlook_view(Store& store, const std::string& as_of, const std::string& until) {
  CASUS_TRY(const std::string asked, last_day(as_of));
  CASUS_TRY(const std::string end, last_day(until));
  const std::string from = asked.empty() ? utc_today() : asked;
  const std::string to = end.empty() ? iso(add_days(*parse_iso_day(from), 365)) : end;
  Json out = {{"from", from}, {"to", to}};
  CASUS_TRY(out["planned"], rows_of(store, {.kind = "events",
                                            .status = "planned",
                                            .since = from,
                                            .until = to,
                                            .as_of = from,
                                            .sort = "date",
                                            .limit = 50}));
  out["due"] = Json::array();
  std::vector<std::int64_t> due;
  Query rows = store.database().query(
      "SELECT id FROM commitments WHERE due <= ?2 AND coalesce(due_to, due) >= ?1 AND date <= ?1 "
      "AND (matter IS NULL OR matter = id) AND (review IS NULL OR review <> 'rejected') ORDER BY "
      "due, id LIMIT 200");
  for (rows.all(from, to); rows.next();) due.push_back(rows.integer(0));
  for (const std::int64_t id : due) {
    if (Json row = commitment_row(store, id, from);
        row["status"] == name_of(CommitmentStatus::Open))
      out["due"].push_back(std::move(row));
  }
  return checked(store, std::move(out));
}

Result<Json> positions_view(Store& store, const std::string& actor) {
  Conditions where;
  if (!actor.empty()) {
    const auto found = actors_named(store, actor);
    if (found.empty()) return nobody(store, actor);
    where.add("x.actor IN ?", {voices_of(store, found.front())});
  }
  struct Row {
    std::int64_t actor, statement, report;
    std::string issue, date;
    double stance;
  };
  std::vector<Row> found;
  Query rows = store.database().once(
      {"SELECT x.actor, coalesce(x.statement, 0), x.report, x.issue, coalesce(x.date, ''), "
       "x.stance FROM positions x WHERE ",
       where.where(),
       " AND NOT EXISTS (SELECT 1 FROM statements s WHERE s.id = x.statement AND s.retells IS NOT "
       "NULL) ORDER BY x.date, x.id LIMIT 500"});
  while (rows.next())
    found.push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.text(3), rows.text(4),
                     rows.real(5)});
  Json out = Json::array();
  for (const Row& row : found) {
    out.push_back({{"date", row.date.empty() ? Json(nullptr) : Json(row.date)},
                   {"actor", actor_json(store, row.actor)},
                   {"issue", row.issue},
                   {"stance", row.stance},
                   {"evidence",
                    row.statement == 0 ? Json(nullptr) : Json("s" + std::to_string(row.statement))},
                   {"report", label('d', row.report)}});
  }
  return checked(store, std::move(out));
}

}  // namespace casus
