// SPDX-License-Identifier: Apache-2.0
#include "language/time_spans.h"

namespace casus {

namespace chrono = std::chrono;

When day(Day at) {
  return {iso(at), iso(at)};
}
When stretch(Day from, Day to) {
  return {iso(from), iso(to)};
}
When month_of(int year, unsigned month) {
  return stretch(Day{chrono::year{year}, chrono::month{month}, chrono::day{1}},
                 last_of_month(year, month));
}
When year_of(int year) {
  return stretch(Day{chrono::year{year}, chrono::January, chrono::day{1}},
                 Day{chrono::year{year}, chrono::December, chrono::day{31}});
}

When decade_of(int year) {
  return {year_of(year).from, year_of(year + 9).to};
}

When season_of(int year, unsigned month) {
  return {month_of(year, month).from,
          month == 12 ? month_of(year + 1, 2).to : month_of(year, month + 2).to};
}

When days(int year, unsigned month, int from, int to) {
  if (year == 0) return {};
  const Day first{chrono::year{year}, chrono::month{month},
                  chrono::day{static_cast<unsigned>(from)}};
  const Day last{chrono::year{year}, chrono::month{month}, chrono::day{static_cast<unsigned>(to)}};
  if (!first.ok() || !last.ok()) return {};
  return to == from ? day(first) : stretch(first, last);
}

When month_from(Day base, int step) {
  const auto month = chrono::year_month{base.year(), base.month()} + chrono::months{step};
  return month_of(static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

Day same_day(Day base, int by, int each) {
  if (each < 30) return add_days(base, by * each);
  const auto month =
      chrono::year_month{base.year(), base.month()} + chrono::months{each == 30 ? by : 12 * by};
  const Day made = month / base.day();
  return made.ok() ? made : Day{month / chrono::last};
}

When moved(Day base, int by, int each) {
  if (each == 365) {
    const int year = static_cast<int>(base.year()) + by;
    return year > 0 && year < 10000 ? year_of(year) : When{};
  }
  if (each == 30) return month_from(base, by);
  const Day middle = add_days(base, by * each);
  return each == 1 ? day(middle) : stretch(add_days(middle, -3), add_days(middle, 3));
}

int nearest_year(Day from, unsigned month, int date, int horizon, int behind) {
  const auto base = chrono::sys_days{from};
  const int this_year = static_cast<int>(from.year());
  int best = 0;
  long best_gap = 10000;
  for (int year = this_year - 1; year <= this_year + 1; ++year) {
    const Day made{chrono::year{year}, chrono::month{month},
                   chrono::day{static_cast<unsigned>(date)}};
    if (!made.ok()) continue;
    const long gap = (chrono::sys_days{made} - base).count();
    if (gap > horizon) continue;
    const long weight = gap < 0 ? -gap * behind : gap;
    if (weight < best_gap) best = year, best_gap = weight;
  }
  return best;
}

}  // namespace casus
