// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casus/span.h"

namespace casus {

/// The words and marks that rules about times look for; Other: none of them.
enum class TimeWord : std::uint8_t {
  Other,
  A,
  An,
  The,
  This,
  That,
  Which,
  Who,
  Each,
  Every,
  Same,
  Last,
  Next,
  Past,
  Previous,
  Coming,
  Following,
  Early,
  Late,
  Mid,
  End,
  Start,
  Beginning,
  Middle,
  Least,
  Far,
  Recently,
  Ago,
  Earlier,
  Later,
  Before,
  After,
  Since,
  Until,
  Till,
  By,
  From,
  To,
  Through,
  Between,
  And,
  Of,
  In,
  At,
  For,
  As,
  DayWord,
  Days,
  Week,
  Weeks,
  Weekend,
  Month,
  Months,
  Quarter,
  Half,
  Year,
  Years,
  Hour,
  Hours,
  Time,
  Times,
  Today,
  Tonight,
  Yesterday,
  Tomorrow,
  Morning,
  Afternoon,
  Evening,
  Night,
  Spring,
  Summer,
  Autumn,
  Fall,
  Winter,
  Two,
  Eighteen,
  Nineteen,
  Twenty,
  Hundred,
  Thousand,
  St,
  Nd,
  Rd,
  Th,
  S,
  Q,
  Be,
  Is,
  Was,
  Saw,
  Has,
  Have,
  Had,
  May,
  Copyright,
  CopyrightSign,
  Comma,
  Stop,
  Colon,
  Dash,
  LongDash,
  Slash,
  Percent,
  Apostrophe,
  Bracket,
  BracketEnd,
  Exclamation,
  QuestionMark,
};
inline constexpr std::array<std::string_view, 108> kTimeWords = {
    "",          "a",         "an",        "the",       "this",     "that",     "which",
    "who",       "each",      "every",     "same",      "last",     "next",     "past",
    "previous",  "coming",    "following", "early",     "late",     "mid",      "end",
    "start",     "beginning", "middle",    "least",     "far",      "recently", "ago",
    "earlier",   "later",     "before",    "after",     "since",    "until",    "till",
    "by",        "from",      "to",        "through",   "between",  "and",      "of",
    "in",        "at",        "for",       "as",        "day",      "days",     "week",
    "weeks",     "weekend",   "month",     "months",    "quarter",  "half",     "year",
    "years",     "hour",      "hours",     "time",      "times",    "today",    "tonight",
    "yesterday", "tomorrow",  "morning",   "afternoon", "evening",  "night",    "spring",
    "summer",    "autumn",    "fall",      "winter",    "two",      "eighteen", "nineteen",
    "twenty",    "hundred",   "thousand",  "st",        "nd",       "rd",       "th",
    "s",         "q",         "be",        "is",        "was",      "saw",      "has",
    "have",      "had",       "may",       "copyright", "\xC2\xA9", ",",        ".",
    ":",         "-",         "--",        "/",         "%",        "'",        "(",
    ")",         "!",         "?"};

static_assert(kTimeWords.size() == static_cast<std::size_t>(TimeWord::QuestionMark) + 1 &&
              kTimeWords.back() == "?");

/// True when `word` is one of `words`.
inline bool is_one_of(TimeWord word, std::initializer_list<TimeWord> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// A text as the rules about times see it: letters, digits and marks apart, in lower case; an
/// apostrophe is "'", an en dash "-" and an em dash "--", however written. Places are numbers of
/// tokens; one that is behind the last holds nothing. It views the text it was made of.
/// Thread-safe: immutable.
class TimeText {
 public:
  /// A year that was read, 0 where it is told by words that need a publication day, and the first
  /// token after it.
  struct YearRead {
    int year = 0;
    std::size_t next = 0;
  };
  /// A day, or days, of a month whose year is not read yet.
  struct MonthDay {
    unsigned month = 0;
    int first = 0;
    int last = 0;
    std::size_t next = 0;
  };

  explicit TimeText(std::string_view text);

  std::size_t size() const { return tokens_.size(); }
  Span span(std::size_t at) const { return tokens_[at].span; }
  /// The text from the token on.
  std::string_view from(std::size_t at) const { return text_.substr(tokens_[at].span.begin); }
  std::string_view form(std::size_t at) const;
  std::string_view form_before(std::size_t at, std::size_t by = 1) const;
  TimeWord word(std::size_t at) const;
  TimeWord word_before(std::size_t at, std::size_t by = 1) const;

  bool is_capital(std::size_t at) const;
  bool is_plain_word(std::size_t at) const;
  bool begins_with_letter(std::size_t at) const;
  bool begins_with_digit(std::size_t at) const;
  /// True where nothing stands between the token and the one before.
  bool is_glued(std::size_t at) const;
  bool is_number(std::size_t at, std::size_t most_digits) const;
  /// True where a possessive ends: "Syria's", "the rebels'".
  bool is_possessive(std::size_t at) const;
  bool ends_sentence(std::size_t at) const;
  bool begins_line(std::size_t at) const;

  /// A number in digits or words, 1 for "a"; else 0.
  int number_at(std::size_t at) const;
  int year_at(std::size_t at) const;
  /// "nineteen eighty-four", "two thousand and eight"
  std::optional<YearRead> spelt_year_at(std::size_t at) const;
  unsigned month_at(std::size_t at) const;
  int day_number_at(std::size_t at) const;
  /// "November 23", "Nov. 23-24", "23 November", "13-14 September"
  std::optional<MonthDay> month_day_at(std::size_t at) const;
  /// 1-4 for "first" to "fourth" or "1st" to "4th", 5 for "last", else 0; moves past it.
  int ordinal_at(std::size_t& at) const;

  /// The token that leads the expression: "until" in "until at least the end of May".
  std::size_t lead_of(std::size_t at) const;
  /// True where the token joins two ends of a stretch that began at `at`: "from .. to", "between ..
  /// and".
  bool joins(std::size_t at, std::size_t joint) const;

  /// Days of "day" (1), "week" (7), "month" (30) or "year" (365), of several too; else 0.
  static int unit_days(TimeWord unit);
  /// 1-19 for a number's name, else 0.
  static int named_number(std::string_view name);
  /// "first" to "fourth", "last".
  static bool is_ordinal(std::string_view name);

 private:
  struct Token {
    Span span;
    std::string low;
    TimeWord word = TimeWord::Other;
  };
  static std::vector<Token> tokens_of(std::string_view text);
  std::string_view gap_before(std::size_t at) const;
  /// Whether more digits of the same number follow: "2,000".
  bool is_grouped(std::size_t at) const;
  /// Skips "st", "nd", "rd", "th" written on to a number.
  std::size_t after_ordinal(std::size_t at) const;

  std::string_view text_;
  std::vector<Token> tokens_;
};

}  // namespace casus
