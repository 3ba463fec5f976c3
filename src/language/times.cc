// SPDX-License-Identifier: Apache-2.0
// Time expressions and their days. After TIMEX3 (Pustejovsky et al. 2003) and HeidelTime (Stroetgen
// & Gertz 2010).
#include <algorithm>
#include <chrono>

#include "language/time_rules.h"
#include "language/time_spans.h"

namespace casus {

namespace chrono = std::chrono;

namespace {

using W = TimeWord;

}  // namespace

TimeRules::TimeRules(std::string_view text, std::string_view published)
    : text_(text), tenses_(text_), base_(parse_iso_day(published)) {
  const auto dateline = dateline_day();
  if (!base_) base_ = dateline;
}

std::vector<TimeExpression> TimeRules::find(std::optional<Day> latest) {
  latest_ = latest;
  anchor_.reset();
  last_end_ = 0;
  std::vector<TimeExpression> found;
  for (std::size_t at = 0; at < text_.size();) {
    const auto match = rule_at(at);
    if (!match) {
      ++at;
      continue;
    }
    When when = match->when;
    std::size_t first = at;
    const std::size_t lead = text_.lead_of(at);
    // "since the 2020 war": the year is the war's.
    const bool lent = text_.word_before(at) == W::The && text_.begins_with_letter(match->next);
    if (lead < at && text_.word(lead) == W::Since && !lent && !when.from.empty())
      when.to.clear(), first = lead;
    found.push_back({{text_.span(first).begin, text_.span(match->next - 1).end}, when});
    if (match->when.is_day()) anchor_ = parse_iso_day(match->when.from);
    at = last_end_ = match->next;
  }
  return found;
}

std::optional<TimeRules::Match> TimeRules::rule_at(std::size_t at) {
  for (const auto rule :
       {&TimeRules::iso_rule, &TimeRules::calendar_rule, &TimeRules::month_rule,
        &TimeRules::part_of_month_rule, &TimeRules::week_of_month_rule, &TimeRules::quarter_rule,
        &TimeRules::season_rule, &TimeRules::weekday_rule, &TimeRules::near_rule,
        &TimeRules::distance_rule, &TimeRules::ahead_rule, &TimeRules::day_word_rule,
        &TimeRules::decade_rule, &TimeRules::year_rule}) {
    if (auto match = (this->*rule)(at)) return match;
  }
  return std::nullopt;
}

/// The year told after a month, a quarter or a season: "2016", ", 2016", "of 2016", "last year",
/// "of this year".
std::optional<TimeText::YearRead> TimeRules::told_year(std::size_t at) const {
  const std::size_t bare = text_.word(at) == W::Comma || text_.word(at) == W::Of ? at + 1 : at;
  if (const int year = text_.year_at(bare)) return TimeText::YearRead{year, bare + 1};
  if (const auto spelt = text_.spelt_year_at(bare)) return spelt;
  if (text_.word(at) == W::Comma || text_.word(bare + 1) != W::Year) return std::nullopt;
  const TimeWord which = text_.word(bare);
  if (which != W::Last && which != W::This && which != W::Next) return std::nullopt;
  const int step = which == W::Last ? -1 : which == W::Next ? 1 : 0;
  return TimeText::YearRead{base_ ? static_cast<int>(base_->year()) + step : 0, bare + 2};
}

/// The year of the day told last, or of the latest the text tells; 0 where it tells none.
int TimeRules::year_told() const {
  if (anchor_) return static_cast<int>(anchor_->year());
  return latest_ ? static_cast<int>(latest_->year()) : 0;
}

/// The year a day without one must mean, seen from the publication day; without one, that of the
/// days told around it. 0 when there is none to see from.
int TimeRules::year_for(unsigned month, int date, Tense tense) const {
  if (!base_) return year_told();
  const int horizon = tense == Tense::Future ? 330
                      : tense == Tense::Open ? 45
                                             : 20;  // days ahead still read as the future
  return nearest_year(*base_, month, date, horizon, tense == Tense::Future ? 2 : 1);
}

/// The same for a month: the latest, unless words say that it is ahead.
int TimeRules::year_for_month(unsigned month, Tense tense) const {
  if (!base_) return year_told();
  if (static_cast<unsigned>(base_->month()) == month) return static_cast<int>(base_->year());
  return nearest_year(*base_, month, 1, tense == Tense::Future ? 330 : 0,
                      tense == Tense::Future ? 2 : 1);
}

/// The day of "Paris, July 22 (Agency)" or "afrol News, 6 May - ...", among the first lines. Its
/// year is its own, or a copyright line's, or that of a whole date of the month before it, where
/// no later year is told.
std::optional<Day> TimeRules::dateline_day() {
  int lines = 0;
  for (std::size_t at = 0; at < text_.size() && lines < 3; ++at) {
    if (!text_.begins_line(at)) continue;
    ++lines;
    for (std::size_t i = at; i < at + 12 && i < text_.size(); ++i) {
      const auto told = text_.month_day_at(i);
      if (!told || told->first != told->last) continue;
      const auto year = told_year(told->next);
      if (!is_one_of(text_.word(year ? year->next : told->next),
                     {W::Dash, W::LongDash, W::Colon, W::Bracket, W::BracketEnd}))
        break;
      dateline_ = i;
      const int sure = year ? year->year : year_elsewhere(*told);
      const Day made{chrono::year{sure}, chrono::month{told->month},
                     chrono::day{static_cast<unsigned>(told->first)}};
      return sure && made.ok() ? std::optional(made) : std::nullopt;
    }
  }
  return std::nullopt;
}

int TimeRules::year_elsewhere(const TimeText::MonthDay& told) const {
  int latest = 0;
  int found = 0;
  for (std::size_t at = 0; at < text_.size(); ++at) {
    if (text_.word(at) == W::Copyright || text_.word(at) == W::CopyrightSign) {
      for (std::size_t i = at + 1; i < at + 4; ++i) {
        if (const int year = text_.year_at(i)) return year;
      }
    }
    latest = std::max(latest, text_.year_at(at));
    const auto other = text_.month_day_at(at);
    const auto year = other ? told_year(other->next) : std::nullopt;
    if (!year || !year->year) continue;
    for (int candidate = year->year; candidate <= year->year + 1; ++candidate) {
      const auto made = parse_iso_day(days(candidate, told.month, told.first, told.first).from);
      const auto earlier =
          parse_iso_day(days(year->year, other->month, other->first, other->first).from);
      if (!made || !earlier) continue;
      const auto gap = (chrono::sys_days{*made} - chrono::sys_days{*earlier}).count();
      if (gap >= 0 && gap <= 31) found = candidate;
    }
  }
  return found >= latest ? found : 0;
}

Tense TimeRules::tense_of(std::size_t at, std::size_t next) const {
  return dateline_ == at ? Tense::Past : tenses_.of(at, next);
}

std::vector<TimeExpression> find_times(std::string_view text, std::string_view published) {
  TimeRules finder(text, published);
  auto found = finder.find();
  if (finder.has_base()) return found;
  // Days without a year are read again in the light of those with one.
  std::string latest;
  bool all_known = true;
  for (const TimeExpression& time : found) {
    if (time.when.is_day()) latest = std::max(latest, time.when.from);
    all_known = all_known && time.when.known();
  }
  return latest.empty() || all_known ? found : finder.find(parse_iso_day(latest));
}

}  // namespace casus
