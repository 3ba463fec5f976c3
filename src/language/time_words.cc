// SPDX-License-Identifier: Apache-2.0
#include "language/time_words.h"

#include <unordered_map>

#include "core/calendar.h"
#include "core/text.h"

namespace casus {

namespace {

using W = TimeWord;

/// Length of the letter at `at`, 0 where there is none. What stands in Latin-1's or the general
/// punctuation block (lead bytes C2 and E2) is no letter.
std::uint32_t letter_size(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return is_letter(text[at]) ? 1 : 0;
  if (lead >= 0xC3 && lead < 0xE0 && at + 1 < text.size()) return 2;
  return 0;
}

/// A mark as it is kept, however it is written.
std::string plain_mark(std::string low) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kMarks = {
      {{"\xE2\x80\x93", "-"}, {"\xE2\x80\x94", "--"}, {"\xE2\x80\x99", "'"}}};
  for (const auto& [mark, plain] : kMarks) {
    if (low == mark) return std::string(plain);
  }
  return low;
}

TimeWord word_called(std::string_view form) {
  static const auto words = [] {
    std::unordered_map<std::string_view, TimeWord> out;
    for (std::size_t i = 1; i < kTimeWords.size(); ++i)
      out.emplace(kTimeWords[i], static_cast<TimeWord>(i));
    return out;
  }();
  const auto found = words.find(form);
  return found == words.end() ? TimeWord::Other : found->second;
}

constexpr std::array<std::string_view, 19> kNumbers = {
    "one",     "two",     "three",     "four",     "five",    "six",      "seven",
    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 8> kTens = {"twenty", "thirty",  "forty",  "fifty",
                                                   "sixty",  "seventy", "eighty", "ninety"};
constexpr std::array<std::string_view, 5> kOrdinals = {"first", "second", "third", "fourth",
                                                       "last"};

}  // namespace

TimeText::TimeText(std::string_view text) : text_(text), tokens_(tokens_of(text)) {}

std::vector<TimeText::Token> TimeText::tokens_of(std::string_view text) {
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
    std::string low = plain_mark(lower(text.substr(i, end - i)));
    const TimeWord word = word_called(low);
    tokens.push_back({{i, end}, std::move(low), word});
    i = end;
  }
  return tokens;
}

std::string_view TimeText::form(std::size_t at) const {
  return at < tokens_.size() ? std::string_view(tokens_[at].low) : std::string_view();
}

std::string_view TimeText::form_before(std::size_t at, std::size_t by) const {
  return at >= by ? form(at - by) : std::string_view();
}

TimeWord TimeText::word(std::size_t at) const {
  return at < tokens_.size() ? tokens_[at].word : TimeWord::Other;
}

TimeWord TimeText::word_before(std::size_t at, std::size_t by) const {
  return at >= by ? word(at - by) : TimeWord::Other;
}

bool TimeText::begins_with_letter(std::size_t at) const {
  return at < tokens_.size() && is_letter(text_[tokens_[at].span.begin]);
}

bool TimeText::begins_with_digit(std::size_t at) const {
  return at < tokens_.size() && is_digit(text_[tokens_[at].span.begin]);
}

bool TimeText::begins_line(std::size_t at) const {
  return at == 0 || gap_before(at).find('\n') != std::string_view::npos;
}

/// What stands between the token and the one before.
std::string_view TimeText::gap_before(std::size_t at) const {
  const std::uint32_t end = tokens_[at - 1].span.end;
  return text_.substr(end, tokens_[at].span.begin - end);
}

bool TimeText::is_capital(std::size_t at) const {
  return at < tokens_.size() && is_upper(text_[tokens_[at].span.begin]);
}

bool TimeText::is_plain_word(std::size_t at) const {
  return at < tokens_.size() && is_letter(text_[tokens_[at].span.begin]) && !is_capital(at);
}

bool TimeText::is_glued(std::size_t at) const {
  return at > 0 && at < tokens_.size() && tokens_[at].span.begin == tokens_[at - 1].span.end;
}

bool TimeText::is_number(std::size_t at, std::size_t most_digits) const {
  return at < tokens_.size() && is_digit(tokens_[at].low[0]) && form(at).size() <= most_digits;
}

bool TimeText::is_possessive(std::size_t at) const {
  if (word(at) == W::S) return is_glued(at) && word_before(at) == W::Apostrophe;
  return word(at) == W::Apostrophe && is_glued(at) && form_before(at).ends_with("s");
}

bool TimeText::ends_sentence(std::size_t at) const {
  if (word(at) == W::Exclamation || word(at) == W::QuestionMark) return true;
  if (word(at) == W::Stop)
    return at == 0 || (tokens_[at - 1].low.size() > 1 && !(month_at(at - 1) && is_glued(at)));
  if (at + 1 >= tokens_.size()) return false;
  const std::string_view gap = gap_before(at + 1);
  return std::count(gap.begin(), gap.end(), '\n') > 1;
}

int TimeText::number_at(std::size_t at) const {
  if (is_number(at, 4)) return std::stoi(tokens_[at].low);
  if (const int named = named_number(form(at))) return named;
  return word(at) == W::A || word(at) == W::An ? 1 : 0;
}

int TimeText::named_number(std::string_view name) {
  for (std::size_t i = 0; i < kNumbers.size(); ++i) {
    if (name == kNumbers[i]) return static_cast<int>(i) + 1;
  }
  return 0;
}

int TimeText::year_at(std::size_t at) const {
  if (!is_number(at, 4) || form(at).size() != 4) return 0;
  const int year = std::stoi(tokens_[at].low);
  return year >= 1700 && year <= 2100 && !is_grouped(at) ? year : 0;
}

bool TimeText::is_grouped(std::size_t at) const {
  return (word(at + 1) == W::Comma || word(at + 1) == W::Stop) && is_number(at + 2, 3) &&
         is_glued(at + 1) && is_glued(at + 2);
}

std::optional<TimeText::YearRead> TimeText::spelt_year_at(std::size_t at) const {
  std::size_t next = at + 1;
  int year = word(at) == W::Nineteen ? 1900 : word(at) == W::Eighteen ? 1800 : 0;
  if (word(at) == W::Twenty) year = 2000;
  const bool thousands = word(at) == W::Two && word(at + 1) == W::Thousand;
  if (thousands) year = 2000, next = word(at + 2) == W::And ? at + 3 : at + 2;
  if (!year) return std::nullopt;
  if (const int small = named_number(form(next))) {
    if (small < 10 && !thousands) return std::nullopt;
    year += small;
    ++next;
  } else {
    const auto* ten = std::find(kTens.begin(), kTens.end(), form(next));
    if (ten == kTens.end()) return std::nullopt;
    year += 20 + 10 * static_cast<int>(ten - kTens.begin());
    ++next;
    const std::size_t unit = word(next) == W::Dash ? next + 1 : next;
    const int digit = named_number(form(unit));
    if (digit > 0 && digit < 10) year += digit, next = unit + 1;
  }
  return word(next) == W::Dash ? std::nullopt : std::optional(YearRead{year, next});
}

unsigned TimeText::month_at(std::size_t at) const {
  return is_capital(at) ? month_named(form(at)) : 0;
}

int TimeText::day_number_at(std::size_t at) const {
  if (!is_number(at, 2) || is_grouped(at)) return 0;
  const int value = std::stoi(tokens_[at].low);
  return value >= 1 && value <= 31 ? value : 0;
}

std::size_t TimeText::after_ordinal(std::size_t at) const {
  return is_glued(at) && is_one_of(word(at), {W::St, W::Nd, W::Rd, W::Th}) ? at + 1 : at;
}

std::optional<TimeText::MonthDay> TimeText::month_day_at(std::size_t at) const {
  if (const unsigned month = month_at(at)) {
    std::size_t next = at + 1;
    if (word(next) == W::Stop && form(at).size() <= 4) ++next;
    const int date = day_number_at(next);
    if (!date) return std::nullopt;
    next = after_ordinal(next + 1);
    if (is_one_of(word(next), {W::Dash, W::And, W::To}) && day_number_at(next + 1) > date &&
        !month_at(next + 2))
      return MonthDay{month, date, day_number_at(next + 1), after_ordinal(next + 2)};
    return MonthDay{month, date, date, next};
  }
  const int date = day_number_at(at);
  if (!date) return std::nullopt;
  std::size_t next = after_ordinal(at + 1);
  int last = date;
  if (is_one_of(word(next), {W::Dash, W::And, W::To}) && day_number_at(next + 1) > date) {
    last = day_number_at(next + 1);
    next = after_ordinal(next + 2);
  }
  if (word(next) == W::Of) ++next;
  const unsigned month = month_at(next);
  if (!month) return std::nullopt;
  const bool stop = word(next + 1) == W::Stop && form(next).size() <= 4 && year_at(next + 2);
  return MonthDay{month, date, last, stop ? next + 2 : next + 1};
}

int TimeText::ordinal_at(std::size_t& at) const {
  if (is_number(at, 1) && after_ordinal(at + 1) > at + 1) {
    const int value = std::stoi(tokens_[at].low);
    if (value < 1 || value > 4) return 0;
    at += 2;
    return value;
  }
  for (std::size_t i = 0; i < kOrdinals.size(); ++i) {
    if (form(at) == kOrdinals[i]) return ++at, static_cast<int>(i) + 1;
  }
  return 0;
}

std::size_t TimeText::lead_of(std::size_t at) const {
  std::size_t lead = at;
  while (lead > 0 && at - lead < 6) {
    --lead;
    if (!is_one_of(word(lead), {W::At, W::Least, W::The, W::End, W::Start, W::Beginning, W::Middle,
                                W::Of, W::Early, W::Late, W::Mid, W::Dash}))
      return lead;
  }
  return at;
}

bool TimeText::joins(std::size_t at, std::size_t joint) const {
  const TimeWord lead = word_before(at);
  if (word(joint) == W::Dash) return true;
  if (word(joint) == W::And) return lead == W::Between;
  return lead == W::From && is_one_of(word(joint), {W::To, W::Until, W::Till, W::Through});
}

int TimeText::unit_days(TimeWord unit) {
  if (unit == W::DayWord || unit == W::Days) return 1;
  if (unit == W::Week || unit == W::Weeks) return 7;
  if (unit == W::Month || unit == W::Months) return 30;
  return unit == W::Year || unit == W::Years ? 365 : 0;
}

bool TimeText::is_ordinal(std::string_view name) {
  return is_one_of(name, kOrdinals);
}

}  // namespace casus
