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
#include "store/day_index.h"
#include "store/days.h"
#include "store/full_text.h"
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

enum class Unit : std::uint8_t { Day, Week, Month, Year };

class Timeline {
 public:
  Timeline(Store& store, const TimelineQuestion& question)
      : store_(store), q_(question), index_(day_index(store)) {
    if (q_.events) events_.resize(index_->events.size(), true);
    if (q_.statements) statements_.resize(index_->statements.size(), true);
    if (q_.about.empty()) return;
    if (const auto found = actors_named(store, q_.about); !found.empty())
      keep_of(voices_of(store, found.front()));
    else if (const std::string match = match_all(q_.about, false); !match.empty())
      keep_told(match);
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

  /// Which of all items answer: a mark for each, in the order of the index.
  using Marks = std::vector<bool>;
  using Ids = std::vector<std::int64_t>;

  /// The items these are parties, speakers or addressees of.
  Marks of(const Ids& who, const std::vector<DayIndex::Involved>& involved, std::size_t n) const {
    Marks out(n, false);
    if (n == 0) return out;  // these are not asked for
    for (const std::int64_t actor : who) {
      const DayIndex::Involved from{static_cast<std::uint32_t>(actor), 0};
      for (auto at = std::lower_bound(involved.begin(), involved.end(), from);
           at != involved.end() && at->actor == from.actor; ++at)
        out[at->item] = true;
    }
    return out;
  }
  static Marks speakers_of(const Ids& who) {
    Marks out(
        who.empty() ? 0 : static_cast<std::size_t>(*std::max_element(who.begin(), who.end())) + 1);
    for (const std::int64_t actor : who) out[static_cast<std::size_t>(actor)] = true;
    return out;
  }
  static bool has(const Marks& marks, std::uint32_t at) { return at < marks.size() && marks[at]; }

  void keep_of(const Ids& who) {
    const Marks acted = of(who, index_->parties, events_.size());
    for (std::size_t i = 0; i < events_.size(); ++i) events_[i] = acted[i];
    Marks spoken = of(who, index_->addressees, statements_.size());
    const Marks speak = speakers_of(who);
    for (std::size_t i = 0; i < statements_.size(); ++i)
      statements_[i] = spoken[i] || has(speak, index_->statements[i].speaker);
  }

  /// Events of reports, and statements, in which all of these words are.
  void keep_told(const std::string& match) {
    const auto found = [&](Sql sql) {
      std::vector<std::uint32_t> out;
      Query rows = store_.database().query(sql);
      for (rows.bind(match); rows.next();)
        out.push_back(static_cast<std::uint32_t>(rows.integer(0)));
      std::sort(out.begin(), out.end());
      return out;
    };
    const auto in = [](const std::vector<std::uint32_t>& ids, std::uint32_t id) {
      return std::binary_search(ids.begin(), ids.end(), id);
    };
    const auto reports = found("SELECT rowid FROM report_search WHERE report_search MATCH ?");
    for (std::size_t i = 0; i < events_.size(); ++i)
      events_[i] = in(reports, index_->events[i].report);
    const auto said = found("SELECT rowid FROM statement_search WHERE statement_search MATCH ?");
    for (std::size_t i = 0; i < statements_.size(); ++i)
      statements_[i] = in(said, index_->statements[i].id);
  }

  /// What answers, by day; where some are named, what these were party to or said.
  ByDay by_day(const Ids& who) const {
    std::vector<Counts> counts(index_->days.size());
    const Marks acted = who.empty() ? Marks() : of(who, index_->parties, events_.size());
    const Marks speak = speakers_of(who);
    for (std::size_t i = 0; i < events_.size(); ++i) {
      if (!events_[i] || (!who.empty() && !acted[i])) continue;
      Counts& day = counts[index_->events[i].day];
      ++(index_->events[i].conflict ? day.conflict : day.cooperation);
    }
    for (std::size_t i = 0; i < statements_.size(); ++i)
      if (statements_[i] && (who.empty() || has(speak, index_->statements[i].speaker)))
        ++counts[index_->statements[i].day].statements;
    ByDay out;
    for (std::size_t day = 0; day < counts.size(); ++day)
      if (counts[day].all() > 0) out.emplace_hint(out.end(), index_->days[day], counts[day]);
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
    Marks window(index_->days.size());
    for (std::size_t day = 1; day < window.size(); ++day) window[day] = inside(index_->days[day]);
    std::vector<std::int64_t> acted, spoke;  // by actor
    const auto count = [](std::vector<std::int64_t>& by, std::uint32_t actor) {
      if (actor >= by.size()) by.resize(actor + 1);
      ++by[actor];
    };
    for (const auto& [actor, at] : index_->parties)
      if (at < events_.size() && events_[at] && window[index_->events[at].day]) count(acted, actor);
    for (std::size_t i = 0; i < statements_.size(); ++i) {
      const DayIndex::Said& said = index_->statements[i];
      if (statements_[i] && said.speaker != 0 && window[said.day]) count(spoke, said.speaker);
    }
    std::map<std::int64_t, std::int64_t> involved;
    for (const auto* counted : {&acted, &spoke}) {
      std::vector<std::pair<std::int64_t, std::size_t>> most;
      for (std::size_t actor = 0; actor < counted->size(); ++actor)
        if ((*counted)[actor] > 0) most.emplace_back(-(*counted)[actor], actor);
      std::sort(most.begin(), most.end());
      most.resize(std::min(most.size(), kMostCandidates));
      for (const auto& [n, actor] : most) involved[static_cast<std::int64_t>(actor)] -= n;
    }
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
    const auto add = [&](const auto& all, const Marks& marks, const char* kind, const auto& row) {
      std::vector<std::tuple<std::uint32_t, std::uint32_t, bool>> found;
      for (std::size_t i = 0; i < marks.size(); ++i)
        if (marks[i] && all[i].day != 0 && inside(index_->days[all[i].day]))
          found.emplace_back(all[i].day, all[i].id, all[i].told);
      std::sort(found.begin(), found.end());
      for (const auto& [day, id, told] : found) {
        Json item = row(store_, id);
        item["kind_of_item"] = kind;
        item["day"] = index_->days[day];
        item["told"] = told;
        items.push_back(std::move(item));
      }
    };
    add(index_->events, events_, "event", event_row);
    add(index_->statements, statements_, "statement", statement_row);
  }

  Store& store_;
  const TimelineQuestion& q_;
  std::shared_ptr<const DayIndex> index_;
  Marks events_, statements_;  // empty where they are not asked for
  std::string from_, to_;
  Unit unit_ = Unit::Day;
};

}  // namespace

Result<Json> timeline_counts(Store& store, const TimelineQuestion& question) {
  return Timeline(store, question).answer();
}

}  // namespace casus
