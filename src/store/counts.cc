// SPDX-License-Identifier: Apache-2.0
#include "store/counts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <nlohmann/json.hpp>

#include "casus/kinds.h"
#include "core/calendar.h"
#include "core/text.h"
#include "store/days.h"
#include "store/rows.h"
#include "store/ties.h"

namespace casus {

namespace {

constexpr std::size_t kMostCandidates = 60;  // actors looked at for the lanes

struct Counts {
  std::int64_t conflict = 0, cooperation = 0, statements = 0;
  std::int64_t all() const { return conflict + cooperation + statements; }
  void operator+=(const Counts& other) {
    conflict += other.conflict;
    cooperation += other.cooperation;
    statements += other.statements;
  }
};

using ByDay = std::map<std::string, Counts>;

/// The types of conflict, for a question.
std::string conflict_types() {
  std::string out;
  for (const std::string_view name : kEventTypes) {
    if (is_conflict(*kind_named<EventType>(name)))
      out += fmt::format("{}'{}'", out.empty() ? "" : ",", name);
  }
  return out;
}

/// Words as full text takes them, all of them asked for.
std::string match_of(std::string_view text) {
  std::string out, word;
  for (const char c : std::string(text) + " ") {
    if (is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80) {
      word += c;
    } else if (!word.empty()) {
      out += (out.empty() ? "\"" : " AND \"") + word + "\"";
      word.clear();
    }
  }
  return out;
}

enum class Unit : std::uint8_t { Day, Week, Month, Year };

class Timeline {
 public:
  Timeline(Store& store, const TimelineQuestion& question) : store_(store), q_(question) {
    if (q_.about.empty()) return;
    if (const auto found = actors_named(store, q_.about); !found.empty())
      asked_ = voices_of(store, found.front());
    else
      match_ = match_of(q_.about);
  }

  Result<Json> answer() {
    CASUS_TRY(from_, first_day(q_.since));
    CASUS_TRY(to_, last_day(q_.until));
    const ByDay days = by_day({});
    Json out = window(days);
    out["all"] = bins(days, from_, to_, unit_);
    out["around"] = around(days);
    std::int64_t shown = 0;
    for (const auto& [day, counts] : days)
      if (inside(day)) shown += counts.all();
    out["lanes"] = Json::array();
    for (const auto& [actor, voices] : lanes()) {
      Json lane = actor_json(store_, actor);
      const ByDay own = by_day(voices);
      lane["bins"] = bins(own, from_, to_, unit_);
      lane["voices"] = Json::array();
      for (const std::int64_t voice : voices) lane["voices"].push_back("a" + std::to_string(voice));
      out["lanes"].push_back(std::move(lane));
    }
    out["items"] = Json::array();
    if (static_cast<std::size_t>(shown) <= q_.marks) add_items(out["items"]);
    if (auto error = store_.database().take_error()) return *error;
    return out;
  }

 private:
  bool inside(const std::string& day) const { return from_ <= day && day <= to_; }

  /// The conditions of events and of statements: what is asked, and who is involved.
  std::string where_event(const std::vector<std::int64_t>& who) const {
    std::string out =
        "(e.story IS NULL OR e.story = e.id) AND (e.review IS NULL OR e.review <> 'rejected') AND "
        "e.status <> 'denied'";
    for (const auto* list : {&asked_, &who})
      if (!list->empty())
        out += " AND e.id IN (SELECT event FROM parties WHERE actor IN " + list_of(*list) + ")";
    if (!match_.empty())
      out += " AND e.report IN (SELECT rowid FROM report_search WHERE report_search MATCH ?1)";
    return out;
  }
  std::string where_statement(const std::vector<std::int64_t>& who) const {
    std::string out = "(s.review IS NULL OR s.review <> 'rejected')";
    if (!who.empty()) out += " AND s.speaker IN " + list_of(who);
    if (!asked_.empty())
      out += fmt::format(
          " AND (s.speaker IN {0} OR s.id IN (SELECT statement FROM addressees WHERE actor IN "
          "{0}))",
          list_of(asked_));
    if (!match_.empty())
      out += " AND s.id IN (SELECT rowid FROM statement_search WHERE statement_search MATCH ?1)";
    return out;
  }
  /// The day an item stands on.
  static std::string day_of(char table) {
    return fmt::format(
        "coalesce({0}.date, (SELECT published FROM reports r WHERE r.id = {0}.report))", table);
  }
  Query asked(const std::string& sql) const {
    Query query = store_.database().once(sql);
    if (!match_.empty()) query.bind(match_);
    return query;
  }

  ByDay by_day(const std::vector<std::int64_t>& who) const {
    ByDay out;
    if (q_.events) {
      Query rows = asked(fmt::format(
          "SELECT {} AS day, e.type IN ({}), count(*) FROM events e WHERE {} GROUP BY 1, 2",
          day_of('e'), conflict_types(), where_event(who)));
      while (rows.next())
        (rows.integer(1) != 0 ? out[rows.text(0)].conflict : out[rows.text(0)].cooperation) +=
            rows.integer(2);
    }
    if (q_.statements) {
      Query rows =
          asked(fmt::format("SELECT {} AS day, count(*) FROM statements s WHERE {} GROUP BY 1",
                            day_of('s'), where_statement(who)));
      while (rows.next()) out[rows.text(0)].statements += rows.integer(1);
    }
    return out;
  }

  /// Settles the period and the unit, and says what lies beyond.
  Json window(const ByDay& days) {
    Counts before, after, undated;
    if (const auto none = days.find(""); none != days.end()) undated = none->second;
    if (from_.empty() || to_.empty()) {
      const auto [first, last] = densest(days);
      if (from_.empty()) from_ = to_.empty() || first <= to_ ? first : to_;
      if (to_.empty()) to_ = from_ <= last ? last : from_;
    }
    for (const auto& [day, counts] : days)
      if (!day.empty() && !inside(day)) (day < from_ ? before : after) += counts;
    unit_ = unit_of(from_, to_);
    const auto first = days.upper_bound("");
    return {{"from", from_},
            {"to", to_},
            {"unit", name_of(unit_)},
            {"first", first == days.end() ? "" : first->first},
            {"last", first == days.end() ? "" : days.rbegin()->first},
            {"before", before.all()},
            {"after", after.all()},
            {"undated", undated.all()}};
  }

  /// So that there are some hundred bins; `finer` times as many.
  static Unit unit_of(const std::string& from, const std::string& to, int finer = 1) {
    const auto begin = parse_iso_day(from), end = parse_iso_day(to);
    const int span = begin && end ? days_between(*begin, *end) / finer : 0;
    return span <= 120    ? Unit::Day
           : span <= 840  ? Unit::Week
           : span <= 4000 ? Unit::Month
                          : Unit::Year;
  }
  static const char* name_of(Unit unit) {
    static constexpr std::array<const char*, 4> kNames = {"day", "week", "month", "year"};
    return kNames[static_cast<std::size_t>(unit)];
  }

  /// All days but a fortieth of the items at either end, to choose a period from.
  static Json around(const ByDay& days) {
    std::int64_t total = 0, held = 0;
    for (const auto& [day, counts] : days)
      if (!day.empty()) total += counts.all();
    std::string first, last;
    for (const auto& [day, counts] : days) {
      if (day.empty()) continue;
      held += counts.all();
      if (first.empty() && 40 * held >= total) first = day;
      if (last.empty() && 40 * held >= 39 * total) last = day;
    }
    const Unit unit = unit_of(first, last, 3);
    return {{"from", first},
            {"to", last},
            {"unit", name_of(unit)},
            {"bins", bins(days, first, last, unit)}};
  }

  /// The shortest run of days that holds three quarters of what has a day.
  std::pair<std::string, std::string> densest(const ByDay& days) const {
    std::vector<std::pair<std::string, std::int64_t>> all;
    std::int64_t total = 0;
    for (const auto& [day, counts] : days) {
      if (day.empty() || (!from_.empty() && day < from_) || (!to_.empty() && day > to_)) continue;
      all.emplace_back(day, counts.all());
      total += counts.all();
    }
    if (all.empty()) return {utc_today(), utc_today()};
    std::pair<std::string, std::string> best{all.front().first, all.back().first};
    std::int64_t held = 0;
    int shortest = -1;
    for (std::size_t begin = 0, end = 0; end < all.size(); ++end) {
      held += all[end].second;
      while (4 * (held - all[begin].second) >= 3 * total) held -= all[begin++].second;
      const auto a = parse_iso_day(all[begin].first), b = parse_iso_day(all[end].first);
      if (4 * held < 3 * total || !a || !b) continue;
      if (const int span = days_between(*a, *b); shortest < 0 || span < shortest)
        shortest = span, best = {all[begin].first, all[end].first};
    }
    return best;
  }

  /// The first day of the bin a day falls into.
  static std::string bin_of(const std::string& day, Unit unit) {
    if (unit == Unit::Month) return day.substr(0, 7) + "-01";
    if (unit == Unit::Year) return day.substr(0, 4) + "-01-01";
    const auto date = parse_iso_day(day);
    if (unit == Unit::Day || !date) return day;
    // 1970-01-05 was a Monday.
    const int since = days_between(*parse_iso_day("1970-01-05"), *date);
    return iso(add_days(*date, -(((since % 7) + 7) % 7)));
  }

  static Json bins(const ByDay& days, const std::string& from, const std::string& to, Unit unit) {
    ByDay sums;
    for (const auto& [day, counts] : days)
      if (!day.empty() && from <= day && day <= to) sums[bin_of(day, unit)] += counts;
    Json out = Json::array();
    for (const auto& [day, counts] : sums)
      out.push_back({day, counts.conflict, counts.cooperation, counts.statements});
    return out;
  }

  /// The actors most involved in the period, each with those who stand for it there. An official
  /// stands for the state whose office it holds; what has no name of its own ("officials") is no
  /// lane.
  std::vector<std::pair<std::int64_t, std::vector<std::int64_t>>> lanes() const {
    std::map<std::int64_t, std::int64_t> involved;
    const auto add = [&](const std::string& sql) {
      Query rows = asked(sql);
      while (rows.next()) involved[rows.integer(0)] += rows.integer(1);
    };
    const auto top = [&](const char* actor, const char* tables, const std::string& where, char t) {
      return fmt::format(
          "SELECT {0}, count(*) FROM {1} WHERE {2} AND {3} BETWEEN '{4}' AND '{5}' AND {0} IS NOT "
          "NULL GROUP BY 1 ORDER BY 2 DESC LIMIT {6}",
          actor, tables, where, day_of(t), from_, to_, kMostCandidates);
    };
    if (q_.events)
      add(top("p.actor", "events e JOIN parties p ON p.event = e.id", where_event({}), 'e'));
    if (q_.statements) add(top("s.speaker", "statements s", where_statement({}), 's'));
    std::map<std::int64_t, std::pair<std::int64_t, std::vector<std::int64_t>>> grouped;
    for (const auto& [actor, n] : involved) {
      if (!is_named(actor)) continue;
      auto& [total, voices] = grouped[state_of(actor)];
      total += n;
      voices.push_back(actor);
    }
    std::vector<std::pair<std::int64_t, std::vector<std::int64_t>>> out;
    std::vector<std::pair<std::int64_t, std::int64_t>> order;
    for (const auto& [actor, group] : grouped) order.emplace_back(-group.first, actor);
    std::sort(order.begin(), order.end());
    for (const auto& [total, actor] : order)
      if (out.size() < q_.lanes) out.emplace_back(actor, grouped[actor].second);
    return out;
  }

  bool is_named(std::int64_t actor) const {
    Query row = store_.database().query("SELECT name FROM actors WHERE id = ?");
    return row.bind(actor).next() && !row.text(0).empty() && !is_lower(row.text(0)[0]);
  }

  std::int64_t state_of(std::int64_t actor) const {
    for (const std::int64_t body : speaks_for(store_, actor)) {
      Query type = store_.database().query("SELECT type FROM actors WHERE id = ?");
      if (body != actor && type.bind(body).next() && type.kind<ActorType>(0) == ActorType::State)
        return body;
    }
    return actor;
  }

  void add_items(Json& items) const {
    const auto add = [&](const char* table, char t, const std::string& where, const auto& row) {
      std::vector<std::tuple<std::int64_t, std::string, bool>> found;
      Query rows = asked(fmt::format(
          "SELECT {1}.id, {2}, {1}.date IS NULL FROM {0} {1} WHERE {3} AND {2} BETWEEN '{4}' AND "
          "'{5}' ORDER BY 2, 1",
          table, t, day_of(t), where, from_, to_));
      while (rows.next()) found.emplace_back(rows.integer(0), rows.text(1), rows.integer(2) != 0);
      for (const auto& [id, day, told] : found) {
        Json item = row(store_, id);
        item["kind_of_item"] = t == 'e' ? "event" : "statement";
        item["day"] = day;
        item["told"] = told;
        items.push_back(std::move(item));
      }
    };
    if (q_.events) add("events", 'e', where_event({}), event_row);
    if (q_.statements) add("statements", 's', where_statement({}), statement_row);
  }

  Store& store_;
  const TimelineQuestion& q_;
  std::vector<std::int64_t> asked_;
  std::string match_, from_, to_;
  Unit unit_ = Unit::Day;
};

}  // namespace

Result<Json> timeline_counts(Store& store, const TimelineQuestion& question) {
  return Timeline(store, question).answer();
}

Result<Json> statement_counts(Store& store, const Question& question) {
  Json out = Json::object();
  for (const auto& [name, column, own] : {std::tuple{"by", CountedBy::Speaker, &Question::by},
                                          std::tuple{"to", CountedBy::Addressee, &Question::to},
                                          std::tuple{"act", CountedBy::Act, &Question::act},
                                          std::tuple{"type", CountedBy::Kind, &Question::type}}) {
    Question without = question;
    (without.*own).clear();
    CASUS_TRY(const auto counts, count_by(store, without, column));
    out[name] = Json::array();
    for (const auto& [key, n] : counts) {
      const bool actor = column == CountedBy::Speaker || column == CountedBy::Addressee;
      const Json who = actor ? actor_json(store, std::atoll(key.c_str())) : Json();
      if (!actor || !who.is_null()) out[name].push_back({actor ? who["name"] : Json(key), n});
    }
  }
  if (auto error = store.database().take_error()) return *error;
  return out;
}

}  // namespace casus
