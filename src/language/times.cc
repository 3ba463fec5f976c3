// SPDX-License-Identifier: Apache-2.0
// Time expressions and their days. After TIMEX3 (Pustejovsky et al. 2003) and HeidelTime (Stroetgen
// & Gertz 2010): one pass over words, a rule a kind of expression, each rule anchored at its first
// word.
#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casus/ingest.h"
#include "core/calendar.h"
#include "core/text.h"
#include "core/word_sets.h"

namespace casus {

namespace chrono = std::chrono;

namespace {

struct Token {
  Span span;
  std::string low;  // an apostrophe is "'", an en dash "-" and an em dash "--", however written
};

/// Length of the letter at `at`, 0 where there is none. What stands in Latin-1's or the general
/// punctuation block (lead bytes C2 and E2) is no letter.
std::uint32_t letter_size(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return is_letter(text[at]) ? 1 : 0;
  if (lead >= 0xC3 && lead < 0xE0 && at + 1 < text.size()) return 2;
  return 0;
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  for (std::uint32_t i = 0; i < text.size();) {
    const bool hard_space = text.substr(i).starts_with("\xC2\xA0");
    if (is_space(text[i]) || hard_space) {
      i += hard_space ? 2 : 1;
      continue;
    }
    std::uint32_t end = i;
    if (is_digit(text[i])) {
      while (end < text.size() && is_digit(text[end])) ++end;
    } else if (letter_size(text, i)) {
      while (end < text.size() && letter_size(text, end)) end += letter_size(text, end);
    } else {
      ++end;
      while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    }
    std::string low = lower(text.substr(i, end - i));
    if (low == "\xE2\x80\x93") low = "-";
    if (low == "\xE2\x80\x94") low = "--";
    if (low == "\xE2\x80\x99") low = "'";
    tokens.push_back({{i, end}, std::move(low)});
    i = end;
  }
  return tokens;
}

constexpr std::array<std::string_view, 19> kNumbers = {
    "one",     "two",     "three",     "four",     "five",    "six",      "seven",
    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 8> kTens = {"twenty", "thirty",  "forty",  "fifty",
                                                   "sixty",  "seventy", "eighty", "ninety"};
constexpr std::array<std::string_view, 7> kDecades = {"thirties",  "forties",  "fifties", "sixties",
                                                      "seventies", "eighties", "nineties"};
constexpr std::array<std::string_view, 5> kOrdinals = {"first", "second", "third", "fourth",
                                                       "last"};
/// The found expression ends before token `next`.
struct Match {
  std::size_t next = 0;
  When when;
};

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

class Finder {
 public:
  Finder(std::string_view text, std::string_view published)
      : text_(text), tokens_(tokens_of(text)), base_(parse_iso_day(published)) {
    const auto dateline = dateline_day();
    if (!base_) base_ = dateline;
  }

  bool has_base() const { return base_.has_value(); }

  /// `latest`: the latest day the text tells, where that is known.
  std::vector<TimeExpression> find(std::optional<Day> latest = std::nullopt) {
    latest_ = latest;
    anchor_.reset();
    last_end_ = 0;
    std::vector<TimeExpression> found;
    for (std::size_t at = 0; at < tokens_.size();) {
      const auto match = rule_at(at);
      if (!match) {
        ++at;
        continue;
      }
      When when = match->when;
      std::size_t first = at;
      const std::size_t lead = lead_of(at);
      // "since the 2020 war": the year is the war's.
      const bool lent = word_before(at) == "the" && match->next < tokens_.size() &&
                        is_letter(text_[tokens_[match->next].span.begin]);
      if (lead < at && word(lead) == "since" && !lent && !when.from.empty())
        when.to.clear(), first = lead;
      found.push_back({{tokens_[first].span.begin, tokens_[match->next - 1].span.end}, when});
      if (match->when.is_day()) anchor_ = parse_iso_day(match->when.from);
      at = last_end_ = match->next;
    }
    return found;
  }

 private:
  std::string_view word(std::size_t at) const {
    return at < tokens_.size() ? std::string_view(tokens_[at].low) : std::string_view();
  }
  std::string_view word_before(std::size_t at, std::size_t by = 1) const {
    return at >= by ? word(at - by) : std::string_view();
  }

  bool is_capital(std::size_t at) const {
    return at < tokens_.size() && is_upper(text_[tokens_[at].span.begin]);
  }
  bool is_plain_word(std::size_t at) const {
    return at < tokens_.size() && is_letter(text_[tokens_[at].span.begin]) && !is_capital(at);
  }
  bool is_glued(std::size_t at) const {
    return at > 0 && at < tokens_.size() && tokens_[at].span.begin == tokens_[at - 1].span.end;
  }

  bool is_number(std::size_t at, std::size_t most_digits) const {
    return at < tokens_.size() && is_digit(tokens_[at].low[0]) &&
           tokens_[at].low.size() <= most_digits;
  }

  /// 1-19 for a number's name, else 0.
  static int named_number(std::string_view name) {
    for (std::size_t i = 0; i < kNumbers.size(); ++i) {
      if (name == kNumbers[i]) return static_cast<int>(i) + 1;
    }
    return 0;
  }

  int number_at(std::size_t at) const {
    if (is_number(at, 4)) return std::stoi(tokens_[at].low);
    if (const int named = named_number(word(at))) return named;
    return word(at) == "a" || word(at) == "an" ? 1 : 0;
  }

  /// Whether more digits of the same number follow: "2,000".
  bool is_grouped(std::size_t at) const {
    return (word(at + 1) == "," || word(at + 1) == ".") && is_number(at + 2, 3) &&
           is_glued(at + 1) && is_glued(at + 2);
  }

  int year_at(std::size_t at) const {
    if (!is_number(at, 4) || tokens_[at].low.size() != 4) return 0;
    const int year = std::stoi(tokens_[at].low);
    return year >= 1700 && year <= 2100 && !is_grouped(at) ? year : 0;
  }

  /// A year that was read, 0 where it is told by words that need a publication day, and the first
  /// token after it.
  struct YearRead {
    int year = 0;
    std::size_t next = 0;
  };

  /// "nineteen eighty-four", "two thousand and eight"
  std::optional<YearRead> spelt_year_at(std::size_t at) const {
    std::size_t next = at + 1;
    int year = word(at) == "nineteen" ? 1900 : word(at) == "eighteen" ? 1800 : 0;
    if (word(at) == "twenty") year = 2000;
    const bool thousands = word(at) == "two" && word(at + 1) == "thousand";
    if (thousands) year = 2000, next = word(at + 2) == "and" ? at + 3 : at + 2;
    if (!year) return std::nullopt;
    if (const int small = named_number(word(next))) {
      if (small < 10 && !thousands) return std::nullopt;
      year += small;
      ++next;
    } else {
      const auto* ten = std::find(kTens.begin(), kTens.end(), word(next));
      if (ten == kTens.end()) return std::nullopt;
      year += 20 + 10 * static_cast<int>(ten - kTens.begin());
      ++next;
      const std::size_t unit = word(next) == "-" ? next + 1 : next;
      const int digit = named_number(word(unit));
      if (digit > 0 && digit < 10) year += digit, next = unit + 1;
    }
    return word(next) == "-" ? std::nullopt : std::optional(YearRead{year, next});
  }

  /// The year told after a month, a quarter or a season: "2016", ", 2016", "of 2016", "last year",
  /// "of this year".
  std::optional<YearRead> told_year(std::size_t at) const {
    const std::size_t bare = word(at) == "," || word(at) == "of" ? at + 1 : at;
    if (const int year = year_at(bare)) return YearRead{year, bare + 1};
    if (const auto spelt = spelt_year_at(bare)) return spelt;
    if (word(at) == "," || word(bare + 1) != "year") return std::nullopt;
    const std::string_view which = word(bare);
    if (which != "last" && which != "this" && which != "next") return std::nullopt;
    const int step = which == "last" ? -1 : which == "next" ? 1 : 0;
    return YearRead{base_ ? static_cast<int>(base_->year()) + step : 0, bare + 2};
  }

  int day_number_at(std::size_t at) const {
    if (!is_number(at, 2) || is_grouped(at)) return 0;
    const int value = std::stoi(tokens_[at].low);
    return value >= 1 && value <= 31 ? value : 0;
  }

  /// Skips "st", "nd", "rd", "th" written on to a number.
  std::size_t after_ordinal(std::size_t at) const {
    const std::string_view suffix = word(at);
    return is_glued(at) && is_one_of(suffix, {"st", "nd", "rd", "th"}) ? at + 1 : at;
  }

  unsigned month_at(std::size_t at) const { return is_capital(at) ? month_named(word(at)) : 0; }

  bool ends_sentence(std::size_t at) const {
    if (word(at) == "!" || word(at) == "?") return true;
    if (word(at) == ".")
      return at == 0 || (tokens_[at - 1].low.size() > 1 && !(month_at(at - 1) && is_glued(at)));
    if (at + 1 >= tokens_.size()) return false;
    const std::string_view gap =
        text_.substr(tokens_[at].span.end, tokens_[at + 1].span.begin - tokens_[at].span.end);
    return std::count(gap.begin(), gap.end(), '\n') > 1;
  }

  enum class Tense { Past, WeakPast, Open, Future };

  /// What one word says of time. A participle after "be" says nothing: "will be held".
  Tense cue_at(std::size_t at) const {
    const std::string_view cue = word(at);
    if (is_one_of(cue, WordSet::FutureWords)) return Tense::Future;
    if (cue == "may" && is_plain_word(at)) return Tense::Future;
    if (cue == "to" && is_one_of(word_before(at), WordSet::Aims) && is_plain_word(at + 1))
      return Tense::Future;
    if (word_before(at) == "be" || word_before(at, 2) == "be") return Tense::Open;
    if (is_one_of(cue, WordSet::PastWords)) return Tense::Past;
    const bool regular = cue.size() > 4 && cue.ends_with("ed") && !cue.ends_with("eed") &&
                         cue != "hundred" && is_plain_word(at);
    return regular ? Tense::WeakPast : Tense::Open;
  }

  /// What the words before the expression, in its sentence, say of its time. The nearest counts; a
  /// word in "-ed", which may be an adjective, only where no other does.
  Tense tense_before(std::size_t at) const {
    Tense tense = Tense::Open;
    for (std::size_t back = at; back > 0 && at - back < 14; --back) {
      if (ends_sentence(back - 1)) break;
      const Tense cue = cue_at(back - 1);
      if (cue == Tense::Past || cue == Tense::Future) return cue;
      if (cue == Tense::WeakPast) tense = cue;
    }
    return tense;
  }

  /// What the words after it say, up to the end of their clause: "On Friday, they will meet".
  Tense tense_after(std::size_t next) const {
    const std::size_t first = word(next) == "," ? next + 1 : next;
    for (std::size_t at = first; at < tokens_.size() && at < first + 12; ++at) {
      if (ends_sentence(at) || is_one_of(word(at), {",", ")", "that", "who", "which"})) break;
      if (const Tense cue = cue_at(at); cue != Tense::Open) return cue;
    }
    return Tense::Open;
  }

  /// The token that leads the expression: "until" in "until at least the end of May".
  std::size_t lead_of(std::size_t at) const {
    std::size_t lead = at;
    while (lead > 0 && at - lead < 6) {
      --lead;
      if (!is_one_of(word(lead), {"at", "least", "the", "end", "start", "beginning", "middle", "of",
                                  "early", "late", "mid", "-"}))
        return lead;
    }
    return at;
  }

  /// Whether a day after "by", "before" or "until" is still ahead.
  bool is_deadline_ahead(std::size_t lead) const {
    const bool until = word(lead) == "until" || word(lead) == "till";
    if (until) {
      for (std::size_t back = lead; back > 0 && lead - back < 10; --back) {
        if (ends_sentence(back - 1)) break;
        if (is_one_of(word(back - 1), WordSet::Delays)) return true;
      }
      if (is_one_of(word_before(lead), {"had", "has", "have"})) return true;
    }
    const Tense tense = tense_before(lead);
    if (tense == Tense::Future || tense == Tense::Open) return true;
    for (std::size_t back = lead; back > 0 && lead - back < 8; --back) {
      if (ends_sentence(back - 1)) break;
      if (word(back - 1) == "to" && is_plain_word(back)) return true;
      if (cue_at(back - 1) != Tense::Open) break;
    }
    return word(lead) == "by" && tense == Tense::WeakPast;
  }

  Tense tense_of(std::size_t at, std::size_t next) const {
    if (dateline_ == at) return Tense::Past;
    const std::size_t lead = lead_of(at);
    if (lead < at) {
      if (word(lead) == "since") return Tense::Past;
      if (is_one_of(word(lead), {"by", "before", "until", "till"}))
        return is_deadline_ahead(lead) ? Tense::Future : Tense::Past;
    }
    if (word(next) == "'" && tense_after(next) == Tense::Future) return Tense::Future;
    const Tense tense = tense_before(at);
    return tense == Tense::Open ? tense_after(next) : tense;
  }

  /// The year of the day told last, or of the latest the text tells; 0 where it tells none.
  int year_told() const {
    if (anchor_) return static_cast<int>(anchor_->year());
    return latest_ ? static_cast<int>(latest_->year()) : 0;
  }

  /// The year a day without one must mean, seen from the publication day; without one, that of the
  /// days told around it. 0 when there is none to see from.
  int year_for(unsigned month, int date, Tense tense) const {
    if (!base_) return year_told();
    const int horizon = tense == Tense::Future ? 330
                        : tense == Tense::Open ? 45
                                               : 20;  // days ahead still read as the future
    return nearest_year(month, date, horizon, tense == Tense::Future ? 2 : 1);
  }

  /// The same for a month: the latest, unless words say that it is ahead.
  int year_for_month(unsigned month, Tense tense) const {
    if (!base_) return year_told();
    if (static_cast<unsigned>(base_->month()) == month) return static_cast<int>(base_->year());
    return nearest_year(month, 1, tense == Tense::Future ? 330 : 0, tense == Tense::Future ? 2 : 1);
  }

  /// The year that brings the day nearest to the publication day, at most `horizon` days ahead; a
  /// day behind weighs `behind` times.
  int nearest_year(unsigned month, int date, int horizon, int behind) const {
    const auto base = chrono::sys_days{*base_};
    const int this_year = static_cast<int>(base_->year());
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

  /// The day of "Paris, July 22 (Agency)" or "afrol News, 6 May - ...", among the first lines. Its
  /// year is its own, or a copyright line's, or that of a whole date of the month before it, where
  /// no later year is told.
  std::optional<Day> dateline_day() {
    int lines = 0;
    for (std::size_t at = 0; at < tokens_.size() && lines < 3; ++at) {
      if (at > 0 &&
          text_.substr(tokens_[at - 1].span.end, tokens_[at].span.begin - tokens_[at - 1].span.end)
                  .find('\n') == std::string_view::npos)
        continue;
      ++lines;
      for (std::size_t i = at; i < at + 12 && i < tokens_.size(); ++i) {
        const auto told = month_day_at(i);
        if (!told || told->first != told->last) continue;
        const auto year = told_year(told->next);
        if (!is_one_of(word(year ? year->next : told->next), {"-", "--", ":", "(", ")"})) break;
        dateline_ = i;
        const int sure = year ? year->year : year_elsewhere(*told);
        const Day made{chrono::year{sure}, chrono::month{told->month},
                       chrono::day{static_cast<unsigned>(told->first)}};
        return sure && made.ok() ? std::optional(made) : std::nullopt;
      }
    }
    return std::nullopt;
  }

  /// A day, or days, of a month whose year is not read yet.
  struct MonthDay {
    unsigned month = 0;
    int first = 0;
    int last = 0;
    std::size_t next = 0;
  };

  int year_elsewhere(const MonthDay& told) const {
    int latest = 0;
    int found = 0;
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (word(at) == "copyright" || word(at) == "\xC2\xA9") {
        for (std::size_t i = at + 1; i < at + 4; ++i) {
          if (const int year = year_at(i)) return year;
        }
      }
      latest = std::max(latest, year_at(at));
      const auto other = month_day_at(at);
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

  std::optional<Match> rule_at(std::size_t at) {
    for (const auto rule :
         {&Finder::iso_rule, &Finder::calendar_rule, &Finder::month_rule,
          &Finder::part_of_month_rule, &Finder::week_of_month_rule, &Finder::quarter_rule,
          &Finder::season_rule, &Finder::weekday_rule, &Finder::near_rule, &Finder::distance_rule,
          &Finder::ahead_rule, &Finder::day_word_rule, &Finder::decade_rule, &Finder::year_rule}) {
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

  /// "November 23", "Nov. 23-24", "23 November", "13-14 September"
  std::optional<MonthDay> month_day_at(std::size_t at) const {
    if (const unsigned month = month_at(at)) {
      std::size_t next = at + 1;
      if (word(next) == "." && tokens_[at].low.size() <= 4) ++next;
      const int date = day_number_at(next);
      if (!date) return std::nullopt;
      next = after_ordinal(next + 1);
      if (is_one_of(word(next), {"-", "and", "to"}) && day_number_at(next + 1) > date &&
          !month_at(next + 2))
        return MonthDay{month, date, day_number_at(next + 1), after_ordinal(next + 2)};
      return MonthDay{month, date, date, next};
    }
    const int date = day_number_at(at);
    if (!date) return std::nullopt;
    std::size_t next = after_ordinal(at + 1);
    int last = date;
    if (is_one_of(word(next), {"-", "and", "to"}) && day_number_at(next + 1) > date) {
      last = day_number_at(next + 1);
      next = after_ordinal(next + 2);
    }
    if (word(next) == "of") ++next;
    const unsigned month = month_at(next);
    if (!month) return std::nullopt;
    const bool stop = word(next + 1) == "." && word(next).size() <= 4 && year_at(next + 2);
    return MonthDay{month, date, last, stop ? next + 2 : next + 1};
  }

  /// Whether the token joins two ends of a stretch that began at `at`: "from .. to", "between ..
  /// and".
  bool joins(std::size_t at, std::size_t joint) const {
    const std::string_view lead = word_before(at);
    if (word(joint) == "-") return true;
    if (word(joint) == "and") return lead == "between";
    return lead == "from" && is_one_of(word(joint), {"to", "until", "till", "through"});
  }

  /// "November 23", "23 November 2022", "May 3 last year", "from May 3 to June 5, 2016"
  std::optional<Match> calendar_rule(std::size_t at) {
    const auto told = month_day_at(at);
    if (!told) return std::nullopt;
    if (told->first == told->last && joins(at, told->next)) {
      if (const auto end = month_day_at(told->next + 1)) {
        const auto year = told_year(end->next);
        const std::size_t next = year ? year->next : end->next;
        const int last_year =
            year ? year->year : year_for(end->month, end->last, tense_of(at, next));
        const int first_year = end->month < told->month && last_year ? last_year - 1 : last_year;
        return Match{next,
                     {days(first_year, told->month, told->first, told->first).from,
                      days(last_year, end->month, end->last, end->last).to}};
      }
    }
    const auto year = told_year(told->next);
    const int known =
        year ? year->year : year_for(told->month, told->first, tense_of(at, told->next));
    return Match{year ? year->next : told->next, days(known, told->month, told->first, told->last)};
  }

  /// "September 2022", "in September", "May last year", "from March to May 2016"
  std::optional<Match> month_rule(std::size_t at) {
    const unsigned month = month_at(at);
    if (!month) return std::nullopt;
    std::size_t next = at + 1;
    if (word(next) == "." && tokens_[at].low.size() <= 4) ++next;
    const auto year = told_year(next);
    const std::size_t joint = year ? year->next : at + 1;
    const unsigned last = joins(at, joint) ? month_at(joint + 1) : 0;
    if (last && !day_number_at(joint + 2)) {
      const auto last_told = told_year(joint + 2);
      if (last_told || !year) {
        const std::size_t end = last_told ? last_told->next : joint + 2;
        const int last_year = last_told ? last_told->year : year_for_month(last, tense_of(at, end));
        const int first_year = year ? year->year : last < month ? last_year - 1 : last_year;
        if (!last_year || !first_year) return Match{end, {}};
        return Match{end, {month_of(first_year, month).from, month_of(last_year, last).to}};
      }
    }
    if (year) return Match{year->next, year->year ? month_of(year->year, month) : When{}};
    return bare_month(at, month);
  }

  /// A month alone. "May", "March" and what may be a name need a word before them that asks for a
  /// time.
  std::optional<Match> bare_month(std::size_t at, unsigned month) const {
    const bool short_name = tokens_[at].low.size() < 5;
    if (short_name || month == 3) {
      const std::string_view lead = word_before(at);
      if (!is_one_of(lead, WordSet::MonthLeads) && (lead != "for" || month == 5))
        return std::nullopt;
      const bool doubtful = tokens_[at].low.size() < 4 && is_one_of(lead, {"and", "of"});
      if (doubtful && !is_one_of(word_before(at, 2), {"end", "start", "beginning", "middle"}))
        return std::nullopt;
      if (tokens_[at].low.size() < 4 && month != 5 && is_capital(at + 1)) return std::nullopt;
    }
    const int year = year_for_month(month, tense_of(at, at + 1));
    return Match{at + 1, year ? month_of(year, month) : When{}};
  }

  /// "mid-September", "early June 2020", "late last year" is left to the near rule
  std::optional<Match> part_of_month_rule(std::size_t at) {
    const std::string_view part = word(at);
    if (part != "mid" && part != "early" && part != "late") return std::nullopt;
    std::size_t next = at + 1;
    if (word(next) == "-") ++next;
    if (const unsigned month = month_at(next)) {
      const auto told = told_year(next + 1);
      const std::size_t end = told ? told->next : next + 1;
      const int year = told ? told->year : year_for(month, 15, tense_of(at, end));
      if (!year) return Match{end, {}};
      const auto last = static_cast<int>(static_cast<unsigned>(last_of_month(year, month).day()));
      return Match{end, part == "mid"     ? days(year, month, 11, 20)
                        : part == "early" ? days(year, month, 1, 10)
                                          : days(year, month, 21, last)};
    }
    if (const int year = year_at(next); year && !(word(next + 1) == "s" && is_glued(next + 1))) {
      const int first = part == "mid" ? 5 : part == "early" ? 1 : 9;
      return Match{next + 1,
                   {month_of(year, static_cast<unsigned>(first)).from,
                    month_of(year, static_cast<unsigned>(first) + 3).to}};
    }
    return std::nullopt;
  }

  /// 1-4 for "first" to "fourth" or "1st" to "4th", 5 for "last", else 0; moves past it.
  int ordinal_at(std::size_t& at) const {
    if (is_number(at, 1) && after_ordinal(at + 1) > at + 1) {
      const int value = std::stoi(tokens_[at].low);
      if (value < 1 || value > 4) return 0;
      at += 2;
      return value;
    }
    for (std::size_t i = 0; i < kOrdinals.size(); ++i) {
      if (word(at) == kOrdinals[i]) return ++at, static_cast<int>(i) + 1;
    }
    return 0;
  }

  /// "the first week of June"
  std::optional<Match> week_of_month_rule(std::size_t at) {
    std::size_t next = at;
    const int which = ordinal_at(next);
    if (!which || word(next) != "week" || word(next + 1) != "of") return std::nullopt;
    const unsigned month = month_at(next + 2);
    if (!month) return std::nullopt;
    const auto told = told_year(next + 3);
    const std::size_t end = told ? told->next : next + 3;
    const int year = told ? told->year : year_for_month(month, tense_of(at, end));
    if (!year) return Match{end, {}};
    const auto last = static_cast<int>(static_cast<unsigned>(last_of_month(year, month).day()));
    return Match{end, which == 5 ? days(year, month, last - 6, last)
                                 : days(year, month, 7 * which - 6, 7 * which)};
  }

  /// "the third quarter of 2021", "Q3 2021", "the first half of last year"
  std::optional<Match> quarter_rule(std::size_t at) {
    std::size_t next = at;
    int which = 0;
    int parts = 4;
    if (word(at) == "q" && is_glued(at + 1) && is_number(at + 1, 1)) {
      which = std::stoi(tokens_[at + 1].low);
      next = at + 2;
    } else {
      which = ordinal_at(next);
      if (word(next) == "-") ++next;
      if (word(next) != "quarter" && word(next) != "half") return std::nullopt;
      parts = word(next) == "half" ? 2 : 4;
      ++next;
    }
    if (which == 5) which = parts;
    const auto told = told_year(next);
    if (which < 1 || which > parts || !told) return std::nullopt;
    if (!told->year) return Match{told->next, {}};
    const int months = 12 / parts;
    return Match{told->next,
                 {month_of(told->year, static_cast<unsigned>((which - 1) * months + 1)).from,
                  month_of(told->year, static_cast<unsigned>(which * months)).to}};
  }

  /// First month of a season of the north, 0 for another word.
  static unsigned season_named(std::string_view name) {
    if (name == "spring") return 3;
    if (name == "summer") return 6;
    if (name == "autumn" || name == "fall") return 9;
    return name == "winter" ? 12 : 0;
  }

  /// The season that begins in `year`.
  static When season_of(int year, unsigned month) {
    return {month_of(year, month).from,
            month == 12 ? month_of(year + 1, 2).to : month_of(year, month + 2).to};
  }

  /// "the summer of 2014", "last summer". The winter of one year may be either of two: it is left
  /// as that year.
  std::optional<Match> season_rule(std::size_t at) {
    const std::string_view which = word(at);
    const bool led = which == "last" || which == "this" || which == "next";
    const std::size_t name = led ? at + 1 : at;
    const unsigned month = season_named(word(name));
    if (!month) return std::nullopt;
    const bool named = is_capital(name) && word(name + 1) == "of";  // "the Arab Spring of 2011"
    if (const auto told = named ? std::nullopt : told_year(name + 1)) {
      if (!told->year) return Match{told->next, {}};
      if (month != 12) return Match{told->next, season_of(told->year, month)};
      const bool pair = is_one_of(word(told->next), {"-", "/"}) && is_number(told->next + 1, 4);
      return pair ? Match{told->next + 2, season_of(told->year, month)}
                  : Match{told->next, year_of(told->year)};
    }
    if (!led || is_capital(name)) return std::nullopt;
    if (!base_) return Match{name + 1, {}};
    const std::string today = iso(*base_);
    int year = static_cast<int>(base_->year());
    if (which == "this") {
      if (month == 12 && static_cast<unsigned>(base_->month()) < 4) --year;
    } else if (which == "last") {
      while (season_of(year, month).to >= today) --year;
    } else if (season_of(year, month).from <= today) {
      ++year;
    }
    return Match{name + 1, season_of(year, month)};
  }

  /// "Monday", "last Friday", "by Friday", "Friday last week", "on Monday, November 21"
  std::optional<Match> weekday_rule(std::size_t at) {
    const std::string_view which = word(at);
    const bool led = is_one_of(which, WordSet::NearWords) || which == "following";
    const std::size_t name = led ? at + 1 : at;
    if (!is_capital(name)) return std::nullopt;
    const int weekday = weekday_named(word(name));
    if (weekday < 0) return std::nullopt;
    const std::string_view before = word_before(name);
    if (before == "every" || before == "each" ||
        (is_one_of(before, WordSet::NamedDays) && is_capital(name - 1)))
      return std::nullopt;
    if (auto full = calendar_rule(word(name + 1) == "," ? name + 2 : name + 1)) return full;
    std::size_t end = name + 1;
    if (is_one_of(word(end), {"morning", "evening", "night", "afternoon"})) ++end;
    const std::size_t week = word(end) == "of" ? end + 1 : end;
    if (word(week + 1) == "week" && is_one_of(word(week), {"last", "this", "next"})) {
      if (!base_) return Match{week + 2, {}};
      return Match{week + 2, day(add_days(monday_of(step_of(word(week))), (weekday + 6) % 7))};
    }
    if (which == "following" || which == "previous") {
      if (!anchor_) return Match{end, {}};
      const int behind = (weekday_of(*anchor_) - weekday + 7) % 7;
      return Match{
          end, day(add_days(*anchor_, which == "previous" ? -(behind ? behind : 7) : 7 - behind))};
    }
    if (!base_) return Match{end, {}};
    const int back = (weekday_of(*base_) - weekday + 7) % 7;
    if (which == "next" || which == "coming") return Match{end, day(add_days(*base_, 7 - back))};
    if (which == "last" || which == "past")
      return Match{end, day(add_days(*base_, back ? -back : -7))};
    const Tense tense = tense_of(at, end);
    if (which == "this" && tense == Tense::Open)
      return Match{end, day(add_days(monday_of(0), (weekday + 6) % 7))};
    const bool ahead = tense == Tense::Future;
    return Match{end, day(add_days(*base_, ahead && back ? 7 - back : -back))};
  }

  static int step_of(std::string_view which) {
    if (which == "last" || which == "past" || which == "previous") return -1;
    return which == "next" || which == "coming" ? 1 : 0;
  }

  /// Monday of the week so many weeks from the publication day's.
  Day monday_of(int step) const {
    return add_days(*base_, -((weekday_of(*base_) + 6) % 7) + 7 * step);
  }

  /// A month by its place: the last that is over, this year's, the next that begins.
  When near_month(std::string_view which, unsigned month) const {
    const auto now = static_cast<unsigned>(base_->month());
    const int year = static_cast<int>(base_->year());
    if (step_of(which) < 0) return month_of(now > month ? year : year - 1, month);
    return month_of(step_of(which) > 0 && now >= month ? year + 1 : year, month);
  }

  /// "this week", "last year", "earlier this month", "last night", "this September", "the past
  /// year"
  std::optional<Match> near_rule(std::size_t at) {
    std::size_t near = at;
    if ((word(at) == "earlier" || word(at) == "later") &&
        is_one_of(word(at + 1), WordSet::NearWords))
      near = at + 1;
    if (!is_one_of(word(near), WordSet::NearWords)) return std::nullopt;
    const std::string_view which = word(near);
    const std::string_view unit = word(near + 1);
    const Match empty{near + 2, {}};
    if (which == "this" && is_one_of(unit, {"morning", "afternoon", "evening"}))
      return Match{near + 2, base_ ? day(*base_) : When{}};
    if (which == "last" && unit == "night")
      return Match{near + 2, base_ ? day(add_days(*base_, -1)) : When{}};
    if (const unsigned month = month_at(near + 1)) {
      if (day_number_at(near + 2) || told_year(near + 2)) return std::nullopt;
      return Match{near + 2, base_ ? near_month(which, month) : When{}};
    }
    if (!is_one_of(unit, {"week", "month", "year", "weekend"}))
      return number_at(near + 1) > 1 ? counted_near(near, which) : std::nullopt;
    if (word(near + 2) == "of" && (which == "last" || which == "next"))
      return std::nullopt;  // "the last year of the war"
    if (!base_) return empty;
    if (which == "past" && unit != "weekend")
      return Match{near + 2, stretch(same_day(*base_, -1, unit_days(unit)), *base_)};
    const int step = step_of(which);
    if (unit == "year") return Match{near + 2, year_of(static_cast<int>(base_->year()) + step)};
    if (unit == "month") return Match{near + 2, month_from(*base_, step)};
    const Day monday = monday_of(step);
    return unit == "week" ? Match{near + 2, stretch(monday, add_days(monday, 6))}
                          : Match{near + 2, stretch(add_days(monday, 5), add_days(monday, 6))};
  }

  static When month_from(Day base, int step) {
    const auto month = chrono::year_month{base.year(), base.month()} + chrono::months{step};
    return month_of(static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
  }

  /// "the last two weeks", "the past three years"
  std::optional<Match> counted_near(std::size_t near, std::string_view which) const {
    const int days_each = unit_days(word(near + 2));
    if (days_each == 0 || which == "this") return std::nullopt;
    if (!base_) return Match{near + 3, {}};
    const int count = number_at(near + 1);
    if (count > 900) return Match{near + 3, {}};
    const bool ahead = which == "next" || which == "coming";
    const Day other = same_day(*base_, ahead ? count : -count, days_each);
    return Match{near + 3, ahead ? stretch(*base_, other) : stretch(other, *base_)};
  }

  /// The day so many units on: the same of another month or year, or its last.
  static Day same_day(Day base, int by, int each) {
    if (each < 30) return add_days(base, by * each);
    const auto month =
        chrono::year_month{base.year(), base.month()} + chrono::months{each == 30 ? by : 12 * by};
    const Day made = month / base.day();
    return made.ok() ? made : Day{month / chrono::last};
  }

  static int unit_days(std::string_view unit) {
    if (unit == "day" || unit == "days") return 1;
    if (unit == "week" || unit == "weeks") return 7;
    if (unit == "month" || unit == "months") return 30;
    return unit == "year" || unit == "years" ? 365 : 0;
  }

  /// What lies so many units from `base`: the day, the days about a week's end, the month, the
  /// year.
  static When moved(Day base, int by, int each) {
    if (each == 365) {
      const int year = static_cast<int>(base.year()) + by;
      return year > 0 && year < 10000 ? year_of(year) : When{};
    }
    if (each == 30) return month_from(base, by);
    const Day middle = add_days(base, by * each);
    return each == 1 ? day(middle) : stretch(add_days(middle, -3), add_days(middle, 3));
  }

  /// "two days ago", "three weeks later", "a year earlier", "two days after May 3". After or before
  /// what is no date ("two months after they left") the time stays unknown.
  std::optional<Match> distance_rule(std::size_t at) {
    const int count = number_at(at);
    const std::string_view way = word(at + 2);
    if (count && way == "ago" && (word(at + 1) == "hours" || word(at + 1) == "hour"))
      return Match{at + 3, base_ && count <= 4000 ? day(add_days(*base_, -(count / 24))) : When{}};
    const int each = unit_days(word(at + 1));
    if (count == 0 || each == 0) return std::nullopt;
    if (!is_one_of(way, {"ago", "later", "earlier", "before", "after"})) return std::nullopt;
    const Match unknown{at + 3, {}};
    const int by = way == "later" || way == "after" ? count : -count;
    const bool goes_on = at + 3 < tokens_.size() && (is_letter(text_[tokens_[at + 3].span.begin]) ||
                                                     is_digit(text_[tokens_[at + 3].span.begin]));
    if ((way == "after" || way == "before") && goes_on)
      return each < 30 && count <= 4000 ? from_date(at, by, each) : unknown;
    const auto& base = way == "ago" ? base_ : anchor_;
    return base && count <= 4000 ? Match{at + 3, moved(*base, by, each)} : unknown;
  }

  /// So many days or weeks from the day that stands after "after" or "before".
  Match from_date(std::size_t at, int by, int each) {
    const std::size_t date = word(at + 3) == "the" ? at + 4 : at + 3;
    for (const auto rule : {&Finder::calendar_rule, &Finder::weekday_rule}) {
      const auto inner = (this->*rule)(date);
      if (!inner || !inner->when.is_day()) continue;
      if (const auto known = parse_iso_day(inner->when.from))
        return {inner->next, moved(*known, by, each)};
    }
    return {at + 3, {}};
  }

  /// "in two weeks", where the sentence looks ahead. "rose in two weeks" and "the first in two
  /// years" are durations.
  std::optional<Match> ahead_rule(std::size_t at) {
    if (word(at) != "in") return std::nullopt;
    const int count = number_at(at + 1);
    const int each = unit_days(word(at + 2));
    if (!count || !each || count > 400 || word(at + 3) == "of") return std::nullopt;
    std::size_t end = at + 3;
    if (word(end) == "'") end += word(end + 1) == "s" ? 2 : 1;
    end = word(end) == "time" ? end + 1 : at + 3;  // "in two weeks' time", "in a year's time"
    if (is_one_of(word(end), {"ago", "later", "earlier", "after", "before"})) return std::nullopt;
    if (end == at + 3) {
      const Tense tense = tense_of(at, end);
      const bool article = word(at + 1) == "a" || word(at + 1) == "an";
      if (tense != Tense::Future && (tense != Tense::Open || article || counts_within(at)))
        return std::nullopt;
    }
    return Match{end, base_ ? moved(*base_, count, each) : When{}};
  }

  /// Whether what stands before "in two weeks" measures rather than dates it.
  bool counts_within(std::size_t at) const {
    for (std::size_t back = at; back > 0 && at - back < 14; --back) {
      const std::string_view before = word(back - 1);
      if (ends_sentence(back - 1)) return false;
      if (is_one_of(before, {"has", "have", "time", "times"}) || is_one_of(before, kOrdinals) ||
          before.ends_with("est") || is_number(back - 1, 4) || named_number(before))
        return true;
    }
    return false;
  }

  /// "today", "yesterday", "the day before yesterday", "the same day", "the next day"
  std::optional<Match> day_word_rule(std::size_t at) {
    const std::string_view name = word(at);
    const auto shifted_from = [](const std::optional<Day>& base, int by) {
      return base ? day(add_days(*base, by)) : When{};
    };
    // "yesterday (July 27, 2022)"
    if (is_one_of(name, {"today", "yesterday", "tomorrow"}) && word(at + 1) == "(") {
      if (const auto told = rule_at(at + 2); told && told->when.is_day())
        return Match{at + 1, told->when};
    }
    if (name == "today" || name == "tonight") return Match{at + 1, shifted_from(base_, 0)};
    if (name == "yesterday") return Match{at + 1, shifted_from(base_, -1)};
    if (name == "tomorrow") return Match{at + 1, shifted_from(base_, 1)};
    if (name == "same" && word(at + 1) == "day") return Match{at + 2, shifted_from(anchor_, 0)};
    if (word_before(at) != "the") return std::nullopt;
    if (is_one_of(name, {"next", "following", "previous"}) && word(at + 1) == "day")
      return Match{at + 2, shifted_from(anchor_, name == "previous" ? -1 : 1)};
    if (name != "day" || (word(at + 1) != "before" && word(at + 1) != "after")) return std::nullopt;
    if (word(at + 2) == "yesterday") return Match{at + 3, shifted_from(base_, -2)};
    if (word(at + 2) == "tomorrow") return Match{at + 3, shifted_from(base_, 2)};
    if (is_plain_word(at + 2) || is_capital(at + 2))
      return from_date(at - 1, word(at + 1) == "before" ? -1 : 1, 1);
    return Match{at + 2, shifted_from(anchor_, word(at + 1) == "before" ? -1 : 1)};
  }

  static When decade_of(int year) { return {year_of(year).from, year_of(year + 9).to}; }

  /// "the 1990s", "the '90s", "the nineties". "in his nineties" is an age.
  std::optional<Match> decade_rule(std::size_t at) {
    const bool tailed = word(at + 1) == "s" && is_glued(at + 1);
    const int year = year_at(at);
    if (year && year % 10 == 0 && tailed) return Match{at + 2, decade_of(year)};
    std::size_t lead = at;
    if (word_before(lead) == "'") --lead;
    if (word_before(lead) == "-") --lead;
    if (!is_one_of(word_before(lead), {"the", "early", "mid", "late"})) return std::nullopt;
    if (tailed && is_number(at, 2)) {
      const int value = std::stoi(tokens_[at].low);
      if (value >= 30 && value % 10 == 0) return Match{at + 2, decade_of(1900 + value)};
    }
    const auto* named = std::find(kDecades.begin(), kDecades.end(), word(at));
    if (named == kDecades.end()) return std::nullopt;
    return Match{at + 1, decade_of(1930 + 10 * static_cast<int>(named - kDecades.begin()))};
  }

  /// "in 2020", "a 1929 agreement", "2016's coup", "2020-2022", "between 2010 and 2012"
  std::optional<Match> year_rule(std::size_t at) {
    if (const auto spelt = spelt_year_at(at)) return spelt_year(at, *spelt);
    const int year = year_at(at);
    if (!year || is_counted(at + 1) || !is_dating(at)) return std::nullopt;
    if (const int last = year_at(at + 2); last > year && joins(at, at + 1))
      return Match{at + 3, {year_of(year).from, year_of(last).to}};
    if ((word(at + 1) == "-" || word(at + 1) == "/") && is_number(at + 2, 2) &&
        tokens_[at + 2].low.size() == 2 && is_glued(at + 2) && word(at + 3) != "-") {
      const int last = year - year % 100 + std::stoi(tokens_[at + 2].low);
      if (last > year) return Match{at + 3, {year_of(year).from, year_of(last).to}};
    }
    if (word(at + 1) == "-" && is_glued(at + 2) && !is_number(at + 2, 4)) return std::nullopt;
    return Match{at + 1, year_of(year)};
  }

  /// Whether the word counts or measures: "2020 soldiers", "a 1500 metre race".
  bool is_counted(std::size_t at) const {
    return unit_days(word(at)) || word(at) == "%" || is_one_of(word(at), WordSet::Counted);
  }

  /// Whether the words about a number of four digits make it a year.
  bool is_dating(std::size_t at) const {
    if (word(at + 1) == "'" && word(at + 2) == "s") return true;
    if (at == 0 || ends_sentence(at - 1))
      return is_one_of(word(at + 1), {"was", "saw", "is", "has"});
    const std::string_view before = word_before(at);
    if (before == "(" || is_one_of(before, WordSet::YearLeads)) return true;
    if (before == "least") return is_one_of(word(lead_of(at)), {"since", "until", "in"});
    if (before == ",") return last_end_ + 1 == at && year_at(at - 2);
    if (before == "as") return is_one_of(word_before(at, 2), {"early", "late", "recently", "far"});
    if (!is_plain_word(at + 1) && !is_capital(at + 1)) return false;
    if (is_one_of(before, WordSet::Owners) || is_possessive(at - 1))
      return year_at(at) % 100 != 0 || !word(at + 1).ends_with("s");
    // One adjective between: "its landmark 2015 deal". A round hundred may be a count.
    return is_plain_word(at - 1) && !is_one_of(before, WordSet::CountLeads) &&
           year_at(at) % 100 != 0 &&
           (is_one_of(word_before(at, 2), WordSet::Owners) || (at > 1 && is_possessive(at - 2)));
  }

  /// Whether a possessive ends here: "Syria's", "the rebels'".
  bool is_possessive(std::size_t at) const {
    if (word(at) == "s") return is_glued(at) && word_before(at) == "'";
    return word(at) == "'" && is_glued(at) && word_before(at).ends_with("s");
  }

  std::optional<Match> spelt_year(std::size_t at, const YearRead& spelt) const {
    if (!is_one_of(word_before(at), WordSet::YearLeads) || is_counted(spelt.next))
      return std::nullopt;
    const std::string_view after = word(spelt.next);
    if (is_plain_word(spelt.next) && after.size() > 3 && after.ends_with("s")) return std::nullopt;
    return Match{spelt.next, year_of(spelt.year)};
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::optional<Day> base_;    // the publication day, or the dateline's where none is given
  std::optional<Day> latest_;  // the latest day the text tells
  std::optional<Day> anchor_;  // the last single day the text named
  std::size_t last_end_ = 0;   // first token after the last expression
  std::optional<std::size_t> dateline_;  // token where the dateline's day begins
};

}  // namespace

std::vector<TimeExpression> find_times(std::string_view text, std::string_view published) {
  Finder finder(text, published);
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
