// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace casus {

using Day = std::chrono::year_month_day;

/// "2022-11-22" -> a day, or nothing when it is not a day of the calendar. Text after the day is
/// ignored.
std::optional<Day> parse_iso_day(std::string_view text);

/// A day as people and machines write it ("2022-11-22T10:00:00Z", "22 November 2022", "Nov. 22,
/// 2022", "Tue, 22 Nov 2022 10:00:00 GMT", "20221122", "/2022/11/22/"), or nothing. Numeric orders
/// that differ by country
/// ("03/04/2022") are read only when one order is possible.
std::optional<Day> parse_day(std::string_view text);

std::string iso(Day day);

/// Now, as "2026-11-24T08:48:25Z", and its day.
std::string utc_now();
std::string utc_today();

/// 1-12 for an English month's name or its usual abbreviation (any case, with or without a full
/// stop), else 0.
unsigned month_named(std::string_view word);

/// 0 (Sunday) to 6 for an English weekday's name or abbreviation, else -1.
int weekday_named(std::string_view word);

Day add_days(Day day, int days);
/// Negative where `to` lies before `from`.
int days_between(Day from, Day to);
/// An ISO day moved by so many days; what is no ISO day, as it is.
std::string shifted(const std::string& day, int by);
Day last_of_month(int year, unsigned month);
int weekday_of(Day day);

}  // namespace casus
