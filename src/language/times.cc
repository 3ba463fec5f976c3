// SPDX-License-Identifier: Apache-2.0
// Time expressions and their days. After TIMEX3 (Pustejovsky et al. 2003) and HeidelTime (Stroetgen
// & Gertz 2010): one pass over words, a rule a kind of expression, each rule anchored at its first
// word.
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "casus/ingest.h"
#include "core/calendar.h"
#include "core/text.h"

namespace casus {

namespace chrono = std::chrono;

namespace {

struct Token {
  Span span;
  std::string low;
};

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  for (std::uint32_t i = 0; i < text.size();) {
    if (is_space(text[i])) {
      ++i;
      continue;
    }
    std::uint32_t end = i + 1;
    if (is_digit(text[i])) {
      while (end < text.size() && is_digit(text[end])) ++end;
    } else if (is_letter(text[i]) && static_cast<unsigned char>(text[i]) < 0x80) {
      while (end < text.size() && is_letter(text[end]) &&
             static_cast<unsigned char>(text[end]) < 0x80)
        ++end;
    } else if (text.substr(i).starts_with("\xE2\x80\x93") ||
               text.substr(i).starts_with("\xE2\x80\x94")) {
      end = i + 3;
    }
    std::string low = lower(text.substr(i, end - i));
    if (low == "\xE2\x80\x93") low = "-";
    tokens.push_back({{i, end}, std::move(low)});
    i = end;
  }
  return tokens;
}

constexpr std::array<std::string_view, 12> kNumbers = {"one",  "two", "three",  "four",
                                                       "five", "six", "seven",  "eight",
                                                       "nine", "ten", "eleven", "twelve"};
constexpr std::array<std::string_view, 10> kFutureWords = {
    "will",  "due",      "scheduled", "upcoming", "planned",
    "shall", "expected", "tomorrow",  "would",    "forthcoming"};
constexpr std::array<std::string_view, 14> kPastWords = {"was",  "were",  "had",   "met",   "held",
                                                         "took", "began", "won",   "lost",  "fell",
                                                         "came", "left",  "broke", "struck"};
constexpr std::array<std::string_view, 18> kYearLeads = {
    "in",    "since", "of",     "the",   "by",      "until", "from", "during", "late",
    "early", "mid",   "before", "after", "between", "and",   "to",   "till",   "its"};
constexpr std::array<std::string_view, 20> kMonthLeads = {
    "in",   "since",   "until", "by",  "of",     "last",    "this",  "next",   "early", "late",
    "from", "between", "to",    "and", "during", "through", "after", "before", "till",  "mid"};
constexpr std::array<std::string_view, 7> kNearWords = {"last",     "this",   "next",   "past",
                                                        "previous", "coming", "current"};

/// The found expression ends before token `next`.
struct Match {
  std::size_t next = 0;
  When when;
};

When day(Day at) { return {iso(at), iso(at)}; }
When stretch(Day from, Day to) { return {iso(from), iso(to)}; }
When month_of(int year, unsigned month) {
  return stretch(Day{chrono::year{year}, chrono::month{month}, chrono::day{1}},
                 last_of_month(year, month));
}
When year_of(int year) {
  return stretch(Day{chrono::year{year}, chrono::January, chrono::day{1}},
                 Day{chrono::year{year}, chrono::December, chrono::day{31}});
}

class Finder {
 public:
  Finder(std::string_view text, std::string_view published)
      : text_(text), tokens_(tokens_of(text)), published_(parse_iso_day(published)) {}

  std::vector<TimeExpression> find() {
    std::vector<TimeExpression> found;
    for (std::size_t at = 0; at < tokens_.size();) {
      const auto match = rule_at(at);
      if (!match) {
        ++at;
        continue;
      }
      std::size_t first = at;
      When when = match->when;
      if (first > 0 && word(first - 1) == "since" && !when.from.empty()) when.to.clear(), --first;
      found.push_back({{tokens_[first].span.begin, tokens_[match->next - 1].span.end}, when});
      if (match->when.is_day()) anchor_ = parse_iso_day(match->when.from);
      at = match->next;
    }
    return found;
  }

 private:
  std::string_view word(std::size_t at) const {
    return at < tokens_.size() ? std::string_view(tokens_[at].low) : std::string_view();
  }

  bool is_number(std::size_t at, std::size_t most_digits) const {
    return at < tokens_.size() && is_digit(tokens_[at].low[0]) &&
           tokens_[at].low.size() <= most_digits;
  }

  int number_at(std::size_t at) const {
    if (is_number(at, 4)) return std::stoi(tokens_[at].low);
    for (std::size_t i = 0; i < kNumbers.size(); ++i) {
      if (word(at) == kNumbers[i]) return static_cast<int>(i) + 1;
    }
    return word(at) == "a" || word(at) == "an" ? 1 : 0;
  }

  int year_at(std::size_t at) const {
    if (!is_number(at, 4) || tokens_[at].low.size() != 4) return 0;
    const int year = std::stoi(tokens_[at].low);
    const bool grouped = (word(at + 1) == "," || word(at + 1) == ".") && is_number(at + 2, 3) &&
                         tokens_[at + 2].span.begin == tokens_[at + 1].span.end;
    return year >= 1700 && year <= 2100 && !grouped ? year : 0;
  }

  int day_number_at(std::size_t at) const {
    if (!is_number(at, 2)) return 0;
    const int value = std::stoi(tokens_[at].low);
    return value >= 1 && value <= 31 ? value : 0;
  }

  /// Skips "st", "nd", "rd", "th" written on to a number.
  std::size_t after_ordinal(std::size_t at) const {
    const std::string_view suffix = word(at);
    const bool glued =
        at > 0 && at < tokens_.size() && tokens_[at].span.begin == tokens_[at - 1].span.end;
    return glued && (suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th") ? at + 1
                                                                                           : at;
  }

  unsigned month_at(std::size_t at) const {
    if (at >= tokens_.size() || !is_upper(text_[tokens_[at].span.begin])) return 0;
    return month_named(tokens_[at].low);
  }

  enum class Tense { Past, Open, Future };

  /// What the words before the expression, in its sentence, say of its time. A word of the future
  /// outweighs a past verb.
  Tense tense_before(std::size_t at) const {
    Tense tense = Tense::Open;
    for (std::size_t back = at; back > 0 && at - back < 14; --back) {
      const std::string_view before = word(back - 1);
      if (before == "." || before == "!" || before == "?") break;
      if (is_one_of(before, kFutureWords)) return Tense::Future;
      if (is_one_of(before, kPastWords) || (before.size() > 4 && before.ends_with("ed")))
        tense = Tense::Past;
    }
    return tense;
  }

  bool speaks_of_future(std::size_t at) const { return tense_before(at) == Tense::Future; }

  /// The year a day without one must mean, seen from the publication day; 0 when there is none to
  /// see from.
  int year_for(unsigned month, int date, std::size_t at) const {
    if (!published_) return 0;
    const auto base = chrono::sys_days{*published_};
    const int this_year = static_cast<int>(published_->year());
    const Tense tense = tense_before(at);
    const int horizon = tense == Tense::Future ? 270
                        : tense == Tense::Open ? 45
                                               : 3;  // days ahead still read as the future
    int best = 0;
    long best_gap = 1000;
    for (int year = this_year - 1; year <= this_year + 1; ++year) {
      const Day made{chrono::year{year}, chrono::month{month},
                     chrono::day{static_cast<unsigned>(date)}};
      if (!made.ok()) continue;
      const long gap = (chrono::sys_days{made} - base).count();
      if (gap > horizon) continue;
      if (std::abs(gap) < best_gap) best = year, best_gap = std::abs(gap);
    }
    return best;
  }

  std::optional<Match> rule_at(std::size_t at) {
    for (const auto rule : {&Finder::iso_rule, &Finder::month_first_rule, &Finder::day_first_rule,
                            &Finder::part_of_month_rule, &Finder::weekday_rule, &Finder::near_rule,
                            &Finder::distance_rule, &Finder::day_word_rule, &Finder::decade_rule,
                            &Finder::year_rule}) {
      if (auto match = (this->*rule)(at)) return match;
    }
    return std::nullopt;
  }

  /// 2022-11-23
  std::optional<Match> iso_rule(std::size_t at) {
    if (!year_at(at) || word(at + 1) != "-" || word(at + 3) != "-" || !is_number(at + 4, 2))
      return std::nullopt;
    const auto found = parse_iso_day(text_.substr(tokens_[at].span.begin, 10));
    return found ? std::optional(Match{at + 5, day(*found)}) : std::nullopt;
  }

  /// A day, or a range of days, of a known month; `next` is the first token after.
  When days(int year, unsigned month, int from, int to) const {
    if (year == 0) return {};
    const Day first{chrono::year{year}, chrono::month{month},
                    chrono::day{static_cast<unsigned>(from)}};
    const Day last{chrono::year{year}, chrono::month{month},
                   chrono::day{static_cast<unsigned>(to)}};
    if (!first.ok() || !last.ok()) return {};
    return to == from ? day(first) : stretch(first, last);
  }

  /// "November 23", "Nov. 23-24, 2022", "September 2022", "in September"
  std::optional<Match> month_first_rule(std::size_t at) {
    const unsigned month = month_at(at);
    if (month == 0) return std::nullopt;
    std::size_t next = at + 1;
    if (word(next) == "." && tokens_[at].low.size() <= 4) ++next;
    if (const int date = day_number_at(next)) {
      next = after_ordinal(next + 1);
      int last = date;
      if ((word(next) == "-" || word(next) == "and" || word(next) == "to") &&
          day_number_at(next + 1) > date && !month_at(next + 2)) {
        last = day_number_at(next + 1);
        next = after_ordinal(next + 2);
      }
      int year = 0;
      if (word(next) == "," && year_at(next + 1)) {
        year = year_at(next + 1);
        next += 2;
      } else if (year_at(next)) {
        year = year_at(next++);
      }
      return Match{next, days(year ? year : year_for(month, date, at), month, date, last)};
    }
    const std::size_t comma = word(next) == "," || word(next) == "of" ? next + 1 : next;
    if (const int year = year_at(comma)) return Match{comma + 1, month_of(year, month)};
    return bare_month(at, at + 1, month);
  }

  /// A month alone. "May" and "March" need a word before them that asks for a time.
  std::optional<Match> bare_month(std::size_t at, std::size_t next, unsigned month) const {
    if (at == 0 || !is_one_of(word(at - 1), kMonthLeads)) {
      if (tokens_[at].low.size() < 5 || month == 3 || month == 5) return std::nullopt;
    }
    const int year = year_for(month, 1, at);
    return Match{next, year ? month_of(year, month) : When{}};
  }

  /// "23 November 2022", "13-14 September"
  std::optional<Match> day_first_rule(std::size_t at) {
    const int date = day_number_at(at);
    if (!date) return std::nullopt;
    std::size_t next = after_ordinal(at + 1);
    int last = date;
    if (word(next) == "-" && day_number_at(next + 1) > date) {
      last = day_number_at(next + 1);
      next = after_ordinal(next + 2);
    }
    if (word(next) == "of") ++next;
    const unsigned month = month_at(next);
    if (month == 0) return std::nullopt;
    ++next;
    int year = 0;
    if (year_at(next)) year = year_at(next++);
    return Match{next, days(year ? year : year_for(month, date, at), month, date, last)};
  }

  /// "mid-September", "early June 2020", "late last year" is left to the near rule
  std::optional<Match> part_of_month_rule(std::size_t at) {
    const std::string_view part = word(at);
    if (part != "mid" && part != "early" && part != "late") return std::nullopt;
    std::size_t next = at + 1;
    if (word(next) == "-") ++next;
    if (const unsigned month = month_at(next)) {
      int year = year_at(next + 1);
      const std::size_t end = next + (year ? 2 : 1);
      if (!year) year = year_for(month, 15, at);
      if (!year) return Match{end, {}};
      const auto last = static_cast<int>(static_cast<unsigned>(last_of_month(year, month).day()));
      return Match{end, part == "mid"     ? days(year, month, 11, 20)
                        : part == "early" ? days(year, month, 1, 10)
                                          : days(year, month, 21, last)};
    }
    if (const int year = year_at(next)) {
      const int first = part == "mid" ? 5 : part == "early" ? 1 : 9;
      return Match{next + 1,
                   {month_of(year, static_cast<unsigned>(first)).from,
                    month_of(year, static_cast<unsigned>(first) + 3).to}};
    }
    return std::nullopt;
  }

  /// "Monday", "last Friday", "on Monday, November 21"
  std::optional<Match> weekday_rule(std::size_t at) {
    const bool led = word(at) == "last" || word(at) == "next" || word(at) == "this";
    const std::size_t name = led ? at + 1 : at;
    if (name >= tokens_.size() || !is_upper(text_[tokens_[name].span.begin])) return std::nullopt;
    const int weekday = weekday_named(tokens_[name].low);
    if (weekday < 0) return std::nullopt;
    const std::size_t after = word(name + 1) == "," ? name + 2 : name + 1;
    if (auto full = month_first_rule(after)) {
      if (day_number_at(after + 1) || day_number_at(after + 2)) return full;
    }
    if (auto full = day_first_rule(after)) return full;
    std::size_t end = name + 1;
    if (is_one_of(word(end),
              std::array<std::string_view, 4>{"morning", "evening", "night", "afternoon"}))
      ++end;
    if (!published_) return Match{end, {}};
    const int back = (weekday_of(*published_) - weekday + 7) % 7;
    const bool ahead = word(at) == "next" || (!led && back != 0 && speaks_of_future(at));
    if (ahead) return Match{end, day(add_days(*published_, back == 0 ? 7 : 7 - back))};
    return Match{end, day(add_days(*published_, word(at) == "last" && back == 0 ? -7 : -back))};
  }

  /// "this week", "last year", "earlier this month", "next summer" is not supported
  std::optional<Match> near_rule(std::size_t at) {
    std::size_t near = at;
    if ((word(at) == "earlier" || word(at) == "later") && is_one_of(word(at + 1), kNearWords))
      near = at + 1;
    if (!is_one_of(word(near), kNearWords)) return std::nullopt;
    const std::string_view which = word(near);
    const std::string_view unit = word(near + 1);
    const Match empty{near + 2, {}};
    if (unit == "morning" || unit == "afternoon" || unit == "evening") {
      return which == "this"
                 ? std::optional(Match{near + 2, published_ ? day(*published_) : When{}})
                 : std::nullopt;
    }
    if (unit != "week" && unit != "month" && unit != "year" && unit != "weekend") {
      return number_at(near + 1) > 1 ? counted_near(near, which) : std::nullopt;
    }
    if (!published_) return empty;
    const int step = which == "last" || which == "past" || which == "previous" ? -1
                     : which == "next" || which == "coming"                    ? 1
                                                                               : 0;
    if (unit == "year")
      return Match{near + 2, year_of(static_cast<int>(published_->year()) + step)};
    if (unit == "month") {
      const auto month =
          chrono::year_month{published_->year(), published_->month()} + chrono::months{step};
      return Match{near + 2,
                   month_of(static_cast<int>(month.year()), static_cast<unsigned>(month.month()))};
    }
    const Day monday = add_days(*published_, -((weekday_of(*published_) + 6) % 7) + 7 * step);
    return unit == "week" ? Match{near + 2, stretch(monday, add_days(monday, 6))}
                          : Match{near + 2, stretch(add_days(monday, 5), add_days(monday, 6))};
  }

  /// "the last two weeks", "the past three years"
  std::optional<Match> counted_near(std::size_t near, std::string_view which) const {
    const int days_each = unit_days(word(near + 2));
    if (days_each == 0 || which == "this") return std::nullopt;
    if (!published_) return Match{near + 3, {}};
    const int length = days_each * number_at(near + 1);
    const bool ahead = which == "next" || which == "coming";
    return Match{near + 3, ahead ? stretch(*published_, add_days(*published_, length))
                                 : stretch(add_days(*published_, -length), *published_)};
  }

  static int unit_days(std::string_view unit) {
    if (unit == "day" || unit == "days") return 1;
    if (unit == "week" || unit == "weeks") return 7;
    if (unit == "month" || unit == "months") return 30;
    return unit == "year" || unit == "years" ? 365 : 0;
  }

  /// "two days ago", "three weeks later", "a year earlier"
  std::optional<Match> distance_rule(std::size_t at) {
    const int count = number_at(at);
    const int each = unit_days(word(at + 1));
    if (count == 0 || each == 0) return std::nullopt;
    const std::string_view way = word(at + 2);
    if (way != "ago" && way != "later" && way != "earlier" && way != "before") return std::nullopt;
    const auto& base = way == "ago" ? published_ : anchor_;
    if (!base || count > 4000) return Match{at + 3, {}};
    const int sign = way == "later" ? 1 : -1;
    if (each == 365) return Match{at + 3, year_of(static_cast<int>(base->year()) + sign * count)};
    if (each == 30) {
      const auto month =
          chrono::year_month{base->year(), base->month()} + chrono::months{sign * count};
      return Match{at + 3,
                   month_of(static_cast<int>(month.year()), static_cast<unsigned>(month.month()))};
    }
    const Day middle = add_days(*base, sign * count * each);
    return Match{at + 3,
                 each == 1 ? day(middle) : stretch(add_days(middle, -3), add_days(middle, 3))};
  }

  /// "today", "yesterday", "the same day", "the day before"
  std::optional<Match> day_word_rule(std::size_t at) {
    const std::string_view name = word(at);
    const auto shifted = [](const std::optional<Day>& base, int by) {
      return base ? day(add_days(*base, by)) : When{};
    };
    if (name == "today" || name == "tonight") return Match{at + 1, shifted(published_, 0)};
    if (name == "yesterday") return Match{at + 1, shifted(published_, -1)};
    if (name == "tomorrow") return Match{at + 1, shifted(published_, 1)};
    if (name == "same" && word(at + 1) == "day") return Match{at + 2, shifted(anchor_, 0)};
    if (name == "day" && at > 0 && word(at - 1) == "the" &&
        (word(at + 1) == "before" || word(at + 1) == "after"))
      return Match{at + 2, shifted(anchor_, word(at + 1) == "before" ? -1 : 1)};
    return std::nullopt;
  }

  /// "the 1990s"
  std::optional<Match> decade_rule(std::size_t at) {
    const int year = year_at(at);
    if (!year || year % 10 != 0 || word(at + 1) != "s" ||
        tokens_[at + 1].span.begin != tokens_[at].span.end)
      return std::nullopt;
    return Match{at + 2, {year_of(year).from, year_of(year + 9).to}};
  }

  /// "in 2020", "the 2020 war", "2020-2022"
  std::optional<Match> year_rule(std::size_t at) {
    const int year = year_at(at);
    if (!year || at == 0 || (!is_one_of(word(at - 1), kYearLeads) && word(at - 1) != "("))
      return std::nullopt;
    if (unit_days(word(at + 1)) || word(at + 1) == "people" || word(at + 1) == "percent" ||
        word(at + 1) == "%")
      return std::nullopt;
    if (word(at + 1) == "-" && year_at(at + 2) > year)
      return Match{at + 3, {year_of(year).from, year_of(year_at(at + 2)).to}};
    return Match{at + 1, year_of(year)};
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::optional<Day> published_;
  std::optional<Day> anchor_;  // the last single day the text named
};

}  // namespace

std::vector<TimeExpression> find_times(std::string_view text, std::string_view published) {
  return Finder(text, published).find();
}

}  // namespace casus
