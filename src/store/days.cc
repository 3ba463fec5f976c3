// SPDX-License-Identifier: Apache-2.0
#include "store/days.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "casus/kinds.h"
#include "core/text.h"

namespace casus {

namespace {

using std::chrono::months;
using std::chrono::years;

Days of_month(Day day) {
  const int year = static_cast<int>(day.year());
  const auto month = static_cast<unsigned>(day.month());
  return {Day{day.year(), day.month(), std::chrono::day{1}}, last_of_month(year, month)};
}

Days of_year(Day day) {
  return {Day{day.year(), std::chrono::January, std::chrono::day{1}},
          Day{day.year(), std::chrono::December, std::chrono::day{31}}};
}

/// Monday to Sunday.
Days of_week(Day day) {
  const Day monday = add_days(day, -((weekday_of(day) + 6) % 7));
  return {monday, add_days(monday, 6)};
}

enum class Unit : std::uint8_t { OfDay, OfWeek, OfMonth, OfYear };
constexpr std::array<std::string_view, 4> kUnits = {"day", "week", "month", "year"};

/// Which one from today: "last week".
enum class Which : std::uint8_t { This, Last, Next, Past };
constexpr std::array<std::string_view, 4> kWhich = {"this", "last", "next", "past"};

/// So many units from a day; the 31st of a shorter month is its last.
Day moved(Day day, Unit unit, int by) {
  if (unit == Unit::OfDay) return add_days(day, by);
  if (unit == Unit::OfWeek) return add_days(day, 7 * by);
  const Day there = unit == Unit::OfMonth ? day + months{by} : day + years{by};
  return there.ok()
             ? there
             : last_of_month(static_cast<int>(there.year()), static_cast<unsigned>(there.month()));
}

Days around(Day day, Unit unit) {
  switch (unit) {
    case Unit::OfYear:
      return of_year(day);
    case Unit::OfMonth:
      return of_month(day);
    case Unit::OfWeek:
      return of_week(day);
    case Unit::OfDay:
      break;
  }
  return {day, day};
}

int number_in(std::string_view word) {
  if (word.empty() || word.size() > 4 || !std::all_of(word.begin(), word.end(), is_digit))
    return -1;
  int out = 0;
  for (const char c : word) out = out * 10 + (c - '0');
  return out;
}

/// Of "month", and of "months"; nothing for what is no unit.
std::optional<Unit> unit_of(std::string_view word) {
  if (word.ends_with('s')) word.remove_suffix(1);
  return kind_named<Unit>(kUnits, word);
}

/// "last week", "this month"
std::optional<Days> near(std::string_view which, std::string_view word, Day today) {
  const auto unit = kind_named<Unit>(kUnits, word);
  const auto named = kind_named<Which>(kWhich, which);
  if (!unit || !named) return std::nullopt;
  switch (*named) {
    case Which::This:
      return around(today, *unit);
    case Which::Last:
      return around(moved(around(today, *unit).first, *unit, -1), *unit);
    case Which::Next:
      return around(moved(around(today, *unit).first, *unit, 1), *unit);
    case Which::Past:
      break;
  }
  return Days{moved(today, *unit, -1), today};
}

/// "2 weeks ago", "last 2 weeks"
std::optional<Days> counted(const std::vector<std::string>& words, Day today) {
  constexpr std::string_view kAgo = "ago";
  const bool ago = words[2] == kAgo;
  const int count = number_in(ago ? words[0] : words[1]);
  const auto unit = unit_of(ago ? words[1] : words[2]);
  if (!unit || count < 0 || count > 2000) return std::nullopt;
  const Day there = moved(today, *unit, -count);
  if (!there.ok() || static_cast<int>(there.year()) < 1000) return std::nullopt;
  if (ago) return Days{there, there};
  const auto named = kind_named<Which>(kWhich, words[0]);
  if (named == Which::Last || named == Which::Past) return Days{there, today};
  return std::nullopt;
}

std::optional<Days> relative(const std::vector<std::string>& words, Day today) {
  if (words.size() == 1) {
    for (const auto& [name, by] : {std::pair{"today", 0}, {"yesterday", -1}, {"tomorrow", 1}}) {
      if (words[0] == name) return Days{add_days(today, by), add_days(today, by)};
    }
  }
  if (words.size() == 2) return near(words[0], words[1], today);
  return words.size() == 3 ? counted(words, today) : std::nullopt;
}

std::optional<Days> month_of(int year, unsigned month) {
  if (year < 1000 || month < 1 || month > 12) return std::nullopt;
  return of_month(Day{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{1}});
}

Error no_day(const std::string& words) {
  return {Errc::InvalidInput, fmt::format("C0407 '{}' is not a day, a month or a year; write "
                                          "2026-11-24, 2026-11, 2026 or \"last month\"",
                                          words)};
}

}  // namespace

std::optional<Days> days_meant(std::string_view text, Day today) {
  const std::string low = squeeze(lower(text));
  std::vector<std::string> words;
  for (const std::string_view word : split(low, ' ')) words.emplace_back(word);
  if (auto days = relative(words, today)) return days;
  if (words.size() == 1 && low.size() == 4 && number_in(low) >= 1000)
    return of_year(
        Day{std::chrono::year{number_in(low)}, std::chrono::January, std::chrono::day{1}});
  if (words.size() == 1 && low.size() == 7 && low[4] == '-')
    return month_of(number_in(low.substr(0, 4)),
                    static_cast<unsigned>(std::max(0, number_in(low.substr(5)))));
  if (words.size() == 2 && words[1].size() == 4 && month_named(words[0]) != 0)
    return month_of(number_in(words[1]), month_named(words[0]));
  if (low.size() > 10 && parse_iso_day(low) && low[10] != 't' && low[10] != ' ')
    return std::nullopt;
  // A day, and what says no more than its hour.
  if (low.size() > 30) return std::nullopt;
  if (const auto day = parse_day(low)) return Days{*day, *day};
  return std::nullopt;
}

Result<std::string> first_day(const std::string& words) {
  if (words.empty()) return words;
  const auto days = days_meant(words, *parse_iso_day(utc_today()));
  return days ? Result<std::string>(iso(days->first)) : Result<std::string>(no_day(words));
}

Result<std::string> last_day(const std::string& words) {
  if (words.empty()) return words;
  const auto days = days_meant(words, *parse_iso_day(utc_today()));
  return days ? Result<std::string>(iso(days->last)) : Result<std::string>(no_day(words));
}

}  // namespace casus
