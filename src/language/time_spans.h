// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "casus/ingest.h"
#include "core/calendar.h"

namespace casus {

// Days and stretches of days, as a time expression names them. Thread-safe.

When day(Day at);
When stretch(Day from, Day to);
/// A day, or a range of days, of a month; nothing where the year is 0 or there is no such day.
When days(int year, unsigned month, int from, int to);
When month_of(int year, unsigned month);
/// So many months from that of `base`.
When month_from(Day base, int step);
/// The season that begins in `year` with `month`.
When season_of(int year, unsigned month);
When year_of(int year);
When decade_of(int year);

/// The day so many units of `each` days on: the same of another month (30) or year (365), or its
/// last.
Day same_day(Day base, int by, int each);
/// What lies so many units from `base`: the day, the days about a week's end, the month, the year.
When moved(Day base, int by, int each);
/// The year that brings the day nearest to `from`, at most `horizon` days ahead; a day behind
/// weighs `behind` times. 0 where none does.
int nearest_year(Day from, unsigned month, int date, int horizon, int behind);

}  // namespace casus
