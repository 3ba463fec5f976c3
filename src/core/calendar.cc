// SPDX-License-Identifier: Apache-2.0
#include "core/calendar.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <vector>

#include "core/text.h"

namespace casus {

namespace chrono = std::chrono;

namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays = {"sunday",   "monday", "tuesday", "wednesday",
                                                       "thursday", "friday", "saturday"};

int number(std::string_view digits) {
  int value = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && end == digits.data() + digits.size() ? value : -1;
}

std::optional<Day> checked(int year, int month, int day) {
  if (year < 1000 || month < 1 || day < 1) return std::nullopt;
  const Day made{chrono::year{year}, chrono::month{static_cast<unsigned>(month)},
                 chrono::day{static_cast<unsigned>(day)}};
  return made.ok() ? std::optional(made) : std::nullopt;
}

/// Runs of digits and runs of letters, at most 12 of them.
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t i = 0; i < text.size() && parts.size() < 12;) {
    const bool digits = is_digit(text[i]);
    if (!digits && !is_letter(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && (digits ? is_digit(text[end]) : is_letter(text[end]))) ++end;
    parts.push_back(text.substr(i, end - i));
    i = end;
  }
  return parts;
}

std::optional<Day> with_month_name(const std::vector<std::string_view>& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const unsigned month = month_named(parts[i]);
    if (month == 0) continue;
    int day = -1;
    int year = -1;
    for (std::size_t j = i == 0 ? 0 : i - 1; j < parts.size() && j <= i + 3; ++j) {
      if (!is_digit(parts[j][0])) continue;
      const int value = number(parts[j]);
      if (parts[j].size() == 4 && year < 0) year = value;
      if (parts[j].size() <= 2 && day < 0) day = value;
    }
    if (auto found = checked(year, static_cast<int>(month), day)) return found;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Day> parse_iso_day(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return checked(number(text.substr(0, 4)), number(text.substr(5, 2)), number(text.substr(8, 2)));
}

std::optional<Day> parse_day(std::string_view text) {
  text = trim(text);
  if (auto day = parse_iso_day(text)) return day;
  const auto parts = parts_of(text);
  if (auto day = with_month_name(parts)) return day;
  if (!parts.empty() && parts[0].size() >= 8 && parts[0].size() <= 14 && is_digit(parts[0][0])) {
    if (auto day = checked(number(parts[0].substr(0, 4)), number(parts[0].substr(4, 2)),
                           number(parts[0].substr(6, 2))))
      return day;
  }
  for (std::size_t i = 0; i + 2 < parts.size(); ++i) {
    const int a = number(parts[i]);
    const int b = number(parts[i + 1]);
    const int c = number(parts[i + 2]);
    if (parts[i].size() == 4 && is_digit(parts[i][0])) {
      if (auto day = checked(a, b, c)) return day;
    }
    if (parts[i + 2].size() == 4 && is_digit(parts[i + 2][0]) && a > 0 && b > 0) {
      if (a > 12 || a == b) return checked(c, b, a);
      if (b > 12) return checked(c, a, b);
      if (text.find('.') != std::string_view::npos)
        return checked(c, b, a);  // 03.04.2022 is written day first everywhere
    }
  }
  return std::nullopt;
}

std::string utc_now() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::hh_mm_ss time(now - day);
  char out[40];
  std::snprintf(out, sizeof out, "%sT%02d:%02d:%02dZ", iso(Day(day)).c_str(),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return out;
}

std::string utc_today() {
  return utc_now().substr(0, 10);
}

std::string iso(Day day) {
  std::string out = "0000-00-00";
  int year = static_cast<int>(day.year());
  for (int i = 3; i >= 0; --i, year /= 10)
    out[static_cast<std::size_t>(i)] = static_cast<char>('0' + year % 10);
  const auto month = static_cast<unsigned>(day.month());
  const auto date = static_cast<unsigned>(day.day());
  out[5] = static_cast<char>('0' + month / 10);
  out[6] = static_cast<char>('0' + month % 10);
  out[8] = static_cast<char>('0' + date / 10);
  out[9] = static_cast<char>('0' + date % 10);
  return out;
}

unsigned month_named(std::string_view word) {
  while (!word.empty() && word.back() == '.') word.remove_suffix(1);
  const std::string low = lower(word);
  if (low.size() < 3) return 0;
  for (unsigned i = 0; i < kMonths.size(); ++i) {
    if (low == kMonths[i] || (low.size() == 3 && kMonths[i].starts_with(low)) ||
        (low == "sept" && i == 8))
      return i + 1;
  }
  return 0;
}

int weekday_named(std::string_view word) {
  while (!word.empty() && word.back() == '.') word.remove_suffix(1);
  const std::string low = lower(word);
  for (std::size_t i = 0; i < kWeekdays.size(); ++i) {
    if (low == kWeekdays[i]) return static_cast<int>(i);
  }
  return -1;
}

Day add_days(Day day, int days) {
  return Day{chrono::sys_days{day} + chrono::days{days}};
}

int days_between(Day from, Day to) {
  return static_cast<int>((std::chrono::sys_days(to) - std::chrono::sys_days(from)).count());
}

Day last_of_month(int year, unsigned month) {
  return Day{chrono::year{year} / chrono::month{month} / chrono::last};
}

int weekday_of(Day day) {
  return static_cast<int>(chrono::weekday{chrono::sys_days{day}}.c_encoding());
}

std::string shifted(const std::string& day, int by) {
  const auto parsed = parse_iso_day(day);
  return parsed ? iso(add_days(*parsed, by)) : day;
}

}  // namespace casus
