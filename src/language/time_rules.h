// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "casus/ingest.h"
#include "core/calendar.h"
#include "language/time_tense.h"
#include "language/time_words.h"

namespace casus {

/// Finds the time expressions of a text: one pass over its tokens, a rule a kind of expression,
/// each anchored at its first word. Each rule gives what begins at a token, or nothing. Not
/// thread-safe: a finder remembers the day told last.
class TimeRules {
 public:
  /// `published`: the day of the report; empty where none is known, then its dateline's.
  TimeRules(std::string_view text, std::string_view published);

  TimeRules(const TimeRules&) = delete;  // its tenses look at its text
  TimeRules& operator=(const TimeRules&) = delete;

  bool has_base() const { return base_.has_value(); }
  /// `latest`: the latest day the text tells, where that is known.
  std::vector<TimeExpression> find(std::optional<Day> latest = std::nullopt);

 private:
  /// The found expression ends before token `next`.
  struct Match {
    std::size_t next = 0;
    When when;
  };

  std::optional<Match> rule_at(std::size_t at);
  // time_rules_calendar.cc: what has a place in the calendar.
  std::optional<Match> iso_rule(std::size_t at);
  std::optional<Match> calendar_rule(std::size_t at);
  std::optional<Match> month_rule(std::size_t at);
  std::optional<Match> part_of_month_rule(std::size_t at);
  std::optional<Match> week_of_month_rule(std::size_t at);
  std::optional<Match> quarter_rule(std::size_t at);
  std::optional<Match> season_rule(std::size_t at);
  std::optional<Match> decade_rule(std::size_t at);
  std::optional<Match> year_rule(std::size_t at);
  // time_rules_near.cc: what is told from another day.
  std::optional<Match> weekday_rule(std::size_t at);
  std::optional<Match> near_rule(std::size_t at);
  std::optional<Match> distance_rule(std::size_t at);
  std::optional<Match> ahead_rule(std::size_t at);
  std::optional<Match> day_word_rule(std::size_t at);

  std::optional<Match> bare_month(std::size_t at, unsigned month) const;
  std::optional<Match> near_season(std::size_t at, unsigned month) const;
  std::optional<Match> counted_near(std::size_t near, TimeWord which) const;
  std::optional<Match> spelt_year(std::size_t at, const TimeText::YearRead& spelt) const;
  Match from_date(std::size_t at, int by, int each);
  bool is_counted(std::size_t at) const;
  bool is_dating(std::size_t at) const;
  bool is_near(std::size_t at) const;
  bool counts_within(std::size_t at) const;
  When near_weekday(TimeWord which, int weekday, Tense tense) const;
  When near_month(TimeWord which, unsigned month) const;
  Day monday_of(int step) const;

  Tense tense_of(std::size_t at, std::size_t next) const;
  std::optional<TimeText::YearRead> told_year(std::size_t at) const;
  int year_told() const;
  int year_for(unsigned month, int date, Tense tense) const;
  int year_for_month(unsigned month, Tense tense) const;
  std::optional<Day> dateline_day();
  int year_elsewhere(const TimeText::MonthDay& told) const;

  TimeText text_;
  Tenses tenses_;
  std::optional<Day> base_;    // the publication day, or the dateline's where none is given
  std::optional<Day> latest_;  // the latest day the text tells
  std::optional<Day> anchor_;  // the last single day the text named
  std::size_t last_end_ = 0;   // first token after the last expression
  std::optional<std::size_t> dateline_;  // token where the dateline's day begins
};

}  // namespace casus
