// SPDX-License-Identifier: Apache-2.0
#include "reading/quantities.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/text.h"
#include "core/word_sets.h"

namespace casus {

namespace {

constexpr std::array<std::string_view, 21> kSmall = {
    "zero",     "one",     "two",     "three",     "four",     "five",     "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};

constexpr std::array<std::pair<std::string_view, double>, 4> kScales = {
    {{"hundred", 1e2}, {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}}};

/// What a number's name multiplies the one before it by; 0 for another word.
double scale_of(std::string_view word) {
  for (const auto& [name, scale] : kScales) {
    if (word == name) return scale;
  }
  return 0;
}

std::optional<double> plain_number(std::string_view word) {
  if (const auto found = std::find(kSmall.begin(), kSmall.end(), word); found != kSmall.end())
    return static_cast<double>(found - kSmall.begin());
  constexpr std::array<std::string_view, 7> kTens = {"thirty",  "forty",  "fifty", "sixty",
                                                     "seventy", "eighty", "ninety"};
  if (const auto found = std::find(kTens.begin(), kTens.end(), word); found != kTens.end())
    return 30.0 + 10.0 * static_cast<double>(found - kTens.begin());
  if (word.empty() || !is_digit(word[0])) return std::nullopt;
  std::string digits;
  for (const char c : word) {
    if (c != ',') digits += c;
  }
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

/// The noun a number counts ("300 soldiers", "dozens of square kilometers"); the number itself
/// where there is none.
std::uint32_t counted_by(const Syntax& syntax, std::uint32_t number) {
  const Word& word = syntax.word(number);
  // "2.3 billion pounds": what the billions count.
  if (word.head == number + 1 && syntax.word(word.head).upos == PartOfSpeech::Num &&
      scale_of(syntax.lemma(word.head)) > 0)
    return counted_by(syntax, word.head);
  const bool before_noun = word.head != kRoot && syntax.is_noun(word.head) && word.head > number;
  const Dependency relation = syntax.relation(number);
  if (before_noun && (relation == Dependency::Nummod || relation == Dependency::Compound))
    return word.head;
  for (const std::uint32_t c : syntax.children(number)) {
    if (syntax.relation(c) == Dependency::Nmod && syntax.preposition(c) == "of") return c;
  }
  return number;
}

/// "at least", "nearly": what is said of how exact the number is; `begin` moves to its first word.
std::string qualifier_of(const Syntax& syntax, std::uint32_t number, std::uint32_t& begin) {
  const auto before = [&](std::uint32_t n) {
    return number >= n ? syntax.form(number - n) : std::string_view{};
  };
  const std::string two = std::string(before(2)) + " " + std::string(before(1));
  if (is_one_of(two, WordSet::LongQualifiers)) {
    begin = number - 2;
    return two;
  }
  if (is_one_of(before(1), WordSet::Qualifiers)) {
    begin = number - 1;
    return std::string(before(1));
  }
  return {};
}

}  // namespace

Quantity quantity_at(const Syntax& syntax, std::uint32_t number, QuantityKind what) {
  Quantity out;
  out.what = what;
  std::uint32_t begin = number;
  out.qualifier = qualifier_of(syntax, number, begin);
  out.value = plain_number(syntax.form(number)).value_or(0);
  if (number + 1 < syntax.size() && out.value > 0) {
    if (const double scale = scale_of(syntax.lemma(number + 1)); scale > 0) out.value *= scale;
  }
  if (out.value == 0)
    out.qualifier = std::string(syntax.form(number)) +
                    (syntax.form(number) == syntax.lemma(number) ? "" : " of");
  const std::uint32_t noun = counted_by(syntax, number);
  if (what == QuantityKind::Area)
    out.unit = "km2";
  else if (noun != number)
    out.unit = syntax.form(noun);
  out.span = syntax.span_of({begin, std::max(noun, number) + 1});
  return out;
}

}  // namespace casus
