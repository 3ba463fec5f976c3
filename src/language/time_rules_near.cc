// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "core/word_sets.h"
#include "language/time_rules.h"
#include "language/time_spans.h"

namespace casus {

namespace {

using W = TimeWord;

int step_of(TimeWord which) {
  if (which == W::Last || which == W::Past || which == W::Previous) return -1;
  return which == W::Next || which == W::Coming ? 1 : 0;
}

}  // namespace

/// "Monday", "last Friday", "by Friday", "Friday last week", "on Monday, November 21"
std::optional<TimeRules::Match> TimeRules::weekday_rule(std::size_t at) {
  const TimeWord which = text_.word(at);
  const bool led = is_near(at) || which == W::Following;
  const std::size_t name = led ? at + 1 : at;
  if (!text_.is_capital(name)) return std::nullopt;
  const int weekday = weekday_named(text_.form(name));
  if (weekday < 0) return std::nullopt;
  const TimeWord before = text_.word_before(name);
  if (before == W::Every || before == W::Each ||
      (is_one_of(text_.form_before(name), WordSet::NamedDays) && text_.is_capital(name - 1)))
    return std::nullopt;
  if (auto full = calendar_rule(text_.word(name + 1) == W::Comma ? name + 2 : name + 1))
    return full;
  std::size_t end = name + 1;
  if (is_one_of(text_.word(end), {W::Morning, W::Evening, W::Night, W::Afternoon})) ++end;
  const std::size_t week = text_.word(end) == W::Of ? end + 1 : end;
  if (text_.word(week + 1) == W::Week && is_one_of(text_.word(week), {W::Last, W::This, W::Next})) {
    if (!base_) return Match{week + 2, {}};
    return Match{week + 2, day(add_days(monday_of(step_of(text_.word(week))), (weekday + 6) % 7))};
  }
  if (which == W::Following || which == W::Previous) {
    if (!anchor_) return Match{end, {}};
    const int behind = (weekday_of(*anchor_) - weekday + 7) % 7;
    return Match{
        end, day(add_days(*anchor_, which == W::Previous ? -(behind ? behind : 7) : 7 - behind))};
  }
  if (!base_) return Match{end, {}};
  return Match{end, near_weekday(which, weekday, tense_of(at, end))};
}

/// The day of the week that "next", "last", "this" or the words around it mean.
When TimeRules::near_weekday(TimeWord which, int weekday, Tense tense) const {
  const int back = (weekday_of(*base_) - weekday + 7) % 7;
  if (which == W::Next || which == W::Coming) return day(add_days(*base_, 7 - back));
  if (which == W::Last || which == W::Past) return day(add_days(*base_, back ? -back : -7));
  if (which == W::This && tense == Tense::Open)
    return day(add_days(monday_of(0), (weekday + 6) % 7));
  return day(add_days(*base_, tense == Tense::Future && back ? 7 - back : -back));
}

/// "last", "this", "coming" ...
bool TimeRules::is_near(std::size_t at) const {
  return is_one_of(text_.form(at), WordSet::NearWords);
}

/// Monday of the week so many weeks from the publication day's.
Day TimeRules::monday_of(int step) const {
  return add_days(*base_, -((weekday_of(*base_) + 6) % 7) + 7 * step);
}

/// A month by its place: the last that is over, this year's, the next that begins.
When TimeRules::near_month(TimeWord which, unsigned month) const {
  const auto now = static_cast<unsigned>(base_->month());
  const int year = static_cast<int>(base_->year());
  if (step_of(which) < 0) return month_of(now > month ? year : year - 1, month);
  return month_of(step_of(which) > 0 && now >= month ? year + 1 : year, month);
}

/// "this week", "last year", "earlier this month", "last night", "this September", "the past
/// year"
std::optional<TimeRules::Match> TimeRules::near_rule(std::size_t at) {
  std::size_t near = at;
  if ((text_.word(at) == W::Earlier || text_.word(at) == W::Later) && is_near(at + 1))
    near = at + 1;
  if (!is_near(near)) return std::nullopt;
  const TimeWord which = text_.word(near);
  const TimeWord unit = text_.word(near + 1);
  const Match empty{near + 2, {}};
  if (which == W::This && is_one_of(unit, {W::Morning, W::Afternoon, W::Evening}))
    return Match{near + 2, base_ ? day(*base_) : When{}};
  if (which == W::Last && unit == W::Night)
    return Match{near + 2, base_ ? day(add_days(*base_, -1)) : When{}};
  if (const unsigned month = text_.month_at(near + 1)) {
    if (text_.day_number_at(near + 2) || told_year(near + 2)) return std::nullopt;
    return Match{near + 2, base_ ? near_month(which, month) : When{}};
  }
  if (!is_one_of(unit, {W::Week, W::Month, W::Year, W::Weekend}))
    return text_.number_at(near + 1) > 1 ? counted_near(near, which) : std::nullopt;
  if (text_.word(near + 2) == W::Of && (which == W::Last || which == W::Next))
    return std::nullopt;  // "the last year of the war"
  if (!base_) return empty;
  if (which == W::Past && unit != W::Weekend)
    return Match{near + 2, stretch(same_day(*base_, -1, TimeText::unit_days(unit)), *base_)};
  const int step = step_of(which);
  if (unit == W::Year) return Match{near + 2, year_of(static_cast<int>(base_->year()) + step)};
  if (unit == W::Month) return Match{near + 2, month_from(*base_, step)};
  const Day monday = monday_of(step);
  return unit == W::Week ? Match{near + 2, stretch(monday, add_days(monday, 6))}
                         : Match{near + 2, stretch(add_days(monday, 5), add_days(monday, 6))};
}

/// "the last two weeks", "the past three years"
std::optional<TimeRules::Match> TimeRules::counted_near(std::size_t near, TimeWord which) const {
  const int days_each = TimeText::unit_days(text_.word(near + 2));
  if (days_each == 0 || which == W::This) return std::nullopt;
  if (!base_) return Match{near + 3, {}};
  const int count = text_.number_at(near + 1);
  if (count > 900) return Match{near + 3, {}};
  const bool ahead = which == W::Next || which == W::Coming;
  const Day other = same_day(*base_, ahead ? count : -count, days_each);
  return Match{near + 3, ahead ? stretch(*base_, other) : stretch(other, *base_)};
}

/// "two days ago", "three weeks later", "a year earlier", "two days after May 3". After or before
/// what is no date ("two months after they left") the time stays unknown.
std::optional<TimeRules::Match> TimeRules::distance_rule(std::size_t at) {
  const int count = text_.number_at(at);
  const TimeWord way = text_.word(at + 2);
  if (count && way == W::Ago && (text_.word(at + 1) == W::Hours || text_.word(at + 1) == W::Hour))
    return Match{at + 3, base_ && count <= 4000 ? day(add_days(*base_, -(count / 24))) : When{}};
  const int each = TimeText::unit_days(text_.word(at + 1));
  if (count == 0 || each == 0) return std::nullopt;
  if (!is_one_of(way, {W::Ago, W::Later, W::Earlier, W::Before, W::After})) return std::nullopt;
  const Match unknown{at + 3, {}};
  const int by = way == W::Later || way == W::After ? count : -count;
  const bool goes_on = text_.begins_with_letter(at + 3) || text_.begins_with_digit(at + 3);
  if ((way == W::After || way == W::Before) && goes_on)
    return each < 30 && count <= 4000 ? from_date(at, by, each) : unknown;
  const auto& base = way == W::Ago ? base_ : anchor_;
  return base && count <= 4000 ? Match{at + 3, moved(*base, by, each)} : unknown;
}

/// So many days or weeks from the day that stands after "after" or "before".
TimeRules::Match TimeRules::from_date(std::size_t at, int by, int each) {
  const std::size_t date = text_.word(at + 3) == W::The ? at + 4 : at + 3;
  for (const auto rule : {&TimeRules::calendar_rule, &TimeRules::weekday_rule}) {
    const auto inner = (this->*rule)(date);
    if (!inner || !inner->when.is_day()) continue;
    if (const auto known = parse_iso_day(inner->when.from))
      return {inner->next, moved(*known, by, each)};
  }
  return {at + 3, {}};
}

/// "in two weeks", where the sentence looks ahead. "rose in two weeks" and "the first in two
/// years" are durations.
std::optional<TimeRules::Match> TimeRules::ahead_rule(std::size_t at) {
  if (text_.word(at) != W::In) return std::nullopt;
  const int count = text_.number_at(at + 1);
  const int each = TimeText::unit_days(text_.word(at + 2));
  if (!count || !each || count > 400 || text_.word(at + 3) == W::Of) return std::nullopt;
  std::size_t end = at + 3;
  if (text_.word(end) == W::Apostrophe) end += text_.word(end + 1) == W::S ? 2 : 1;
  end = text_.word(end) == W::Time ? end + 1 : at + 3;  // "in two weeks' time", "in a year's time"
  if (is_one_of(text_.word(end), {W::Ago, W::Later, W::Earlier, W::After, W::Before}))
    return std::nullopt;
  if (end == at + 3) {
    const Tense tense = tense_of(at, end);
    const bool article = text_.word(at + 1) == W::A || text_.word(at + 1) == W::An;
    if (tense != Tense::Future && (tense != Tense::Open || article || counts_within(at)))
      return std::nullopt;
  }
  return Match{end, base_ ? moved(*base_, count, each) : When{}};
}

/// Whether what stands before "in two weeks" measures rather than dates it.
bool TimeRules::counts_within(std::size_t at) const {
  for (std::size_t back = at; back > 0 && at - back < 14; --back) {
    const std::string_view before = text_.form(back - 1);
    if (text_.ends_sentence(back - 1)) return false;
    if (is_one_of(text_.word(back - 1), {W::Has, W::Have, W::Time, W::Times}) ||
        TimeText::is_ordinal(before) || before.ends_with("est") || text_.is_number(back - 1, 4) ||
        TimeText::named_number(before))
      return true;
  }
  return false;
}

/// "today", "yesterday", "the day before yesterday", "the same day", "the next day"
std::optional<TimeRules::Match> TimeRules::day_word_rule(std::size_t at) {
  const TimeWord name = text_.word(at);
  const auto shifted_from = [](const std::optional<Day>& base, int by) {
    return base ? day(add_days(*base, by)) : When{};
  };
  // "yesterday (July 27, 2022)"
  if (is_one_of(name, {W::Today, W::Yesterday, W::Tomorrow}) && text_.word(at + 1) == W::Bracket) {
    if (const auto told = rule_at(at + 2); told && told->when.is_day())
      return Match{at + 1, told->when};
  }
  if (name == W::Today || name == W::Tonight) return Match{at + 1, shifted_from(base_, 0)};
  if (name == W::Yesterday) return Match{at + 1, shifted_from(base_, -1)};
  if (name == W::Tomorrow) return Match{at + 1, shifted_from(base_, 1)};
  if (name == W::Same && text_.word(at + 1) == W::DayWord)
    return Match{at + 2, shifted_from(anchor_, 0)};
  if (text_.word_before(at) != W::The) return std::nullopt;
  if (is_one_of(name, {W::Next, W::Following, W::Previous}) && text_.word(at + 1) == W::DayWord)
    return Match{at + 2, shifted_from(anchor_, name == W::Previous ? -1 : 1)};
  if (name != W::DayWord || (text_.word(at + 1) != W::Before && text_.word(at + 1) != W::After))
    return std::nullopt;
  if (text_.word(at + 2) == W::Yesterday) return Match{at + 3, shifted_from(base_, -2)};
  if (text_.word(at + 2) == W::Tomorrow) return Match{at + 3, shifted_from(base_, 2)};
  if (text_.is_plain_word(at + 2) || text_.is_capital(at + 2))
    return from_date(at - 1, text_.word(at + 1) == W::Before ? -1 : 1, 1);
  return Match{at + 2, shifted_from(anchor_, text_.word(at + 1) == W::Before ? -1 : 1)};
}

}  // namespace casus
