// SPDX-License-Identifier: Apache-2.0
#include "reading/quantities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

#include "core/text.h"

namespace casus {

namespace {

constexpr std::array<std::string_view, 21> kSmall = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
                                                     "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};

double scale_of(std::string_view word) {
  if (word == "hundred") return 1e2;
  if (word == "thousand") return 1e3;
  if (word == "million") return 1e6;
  if (word == "billion") return 1e9;
  return 0;
}

std::optional<double> plain_number(std::string_view word) {
  if (const auto found = std::find(kSmall.begin(), kSmall.end(), word); found != kSmall.end()) return static_cast<double>(found - kSmall.begin());
  constexpr std::array<std::string_view, 7> kTens = {"thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
  if (const auto found = std::find(kTens.begin(), kTens.end(), word); found != kTens.end()) return 30.0 + 10.0 * static_cast<double>(found - kTens.begin());
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

/// What a verb or noun of harm counts.
std::string_view harm_of(std::string_view lemma) {
  if (is_one_of(lemma, {"kill", "die", "dead", "killing", "life", "death", "murder", "massacre", "assassinate", "execute", "perish"})) return "killed";
  if (is_one_of(lemma, {"wound", "injure", "wounded", "hurt"})) return "wounded";
  if (is_one_of(lemma, {"displace", "flee", "evacuate"})) return "displaced";
  if (is_one_of(lemma, {"arrest", "detain", "jail", "imprison"})) return "detained";
  if (is_one_of(lemma, {"capture"})) return "captured";
  return {};
}

std::string_view measure_of(std::string_view unit) {
  if (is_one_of(unit, {"kilometer", "kilometre", "km", "mile", "meter", "metre"})) return "distance";
  if (is_one_of(unit, {"dollar", "euro", "$", "pound", "yen", "yuan", "ruble", "rouble"})) return "money";
  if (is_one_of(unit, {"troop", "peacekeeper"})) return "troops";
  if (is_one_of(unit, {"hectare", "acre"})) return "area";
  if (is_one_of(unit, {"ton", "tonne"})) return "weight";
  return {};
}

class QuantityReader {
 public:
  QuantityReader(const Syntax& syntax, std::uint32_t trigger) : syntax_(syntax), trigger_(trigger) {}

  std::vector<Quantity> read() {
    const WordRange sentence = syntax_.sentence_of(trigger_);
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      const std::string_view lemma = syntax_.lemma(i);
      if (syntax_.word(i).upos == "NUM" || is_one_of(lemma, {"dozen", "hundred", "thousand", "score"})) take(i);
    }
    return std::move(out_);
  }

 private:
  void take(std::uint32_t number) {
    if (!out_.empty() && out_.back().span.contains(syntax_.word(number).span)) return;
    const std::uint32_t noun = counted(number);
    if (noun == number && !is_one_of(syntax_.lemma(number), {"dozen", "hundred", "thousand"}) && syntax_.relation(number) != "nsubj" && syntax_.relation(number) != "obj") return;
    const std::string what = what_of(noun);
    if (what.empty() || !belongs(noun)) return;
    Quantity q;
    q.what = what;
    std::uint32_t begin = number, end = noun + 1;
    q.qualifier = qualifier_of(number, begin);
    const std::string_view form = syntax_.form(number);
    q.value = plain_number(form).value_or(0);
    if (number + 1 < syntax_.size() && scale_of(syntax_.lemma(number + 1)) > 0 && q.value > 0) q.value *= scale_of(syntax_.lemma(number + 1));
    if (q.value == 0) q.qualifier = syntax_.form(number) == syntax_.lemma(number) ? std::string(form) : std::string(form) + " of";
    // "killing nine people and wounding 50": of what was counted before.
    const bool bare = noun == number && plain_number(form);
    q.unit = what == "area" ? "km2" : bare ? (out_.empty() ? "" : out_.back().unit) : std::string(syntax_.form(noun));
    if (begin >= end) end = number + 1;
    q.span = syntax_.span_of({std::min(begin, number), std::max(end, number + 1)});
    out_.push_back(std::move(q));
  }

  /// The noun a number counts ("300 soldiers", "dozens of square kilometers").
  std::uint32_t counted(std::uint32_t number) const {
    const Word& word = syntax_.word(number);
    // "2.3 billion pounds": what the billions count.
    if (word.head == number + 1 && syntax_.word(word.head).upos == "NUM" && scale_of(syntax_.lemma(word.head)) > 0) return counted(word.head);
    if (word.head != kRoot && syntax_.is_noun(word.head) && word.head > number && (word.deprel.starts_with("nummod") || syntax_.relation(number) == "compound")) return word.head;
    for (const std::uint32_t c : syntax_.children(number)) {
      if (syntax_.relation(c) == "nmod" && syntax_.preposition(c) == "of") return c;
    }
    return number;
  }

  std::string what_of(std::uint32_t noun) const {
    const std::string_view lemma = syntax_.lemma(noun);
    if (is_one_of(lemma, {"kilometer", "kilometre", "km", "mile"})) {
      for (const std::uint32_t c : syntax_.children(noun)) {
        if (syntax_.lemma(c) == "square") return "area";
      }
    }
    if (const auto measure = measure_of(lemma); !measure.empty()) return std::string(measure);
    // Up from the noun to the first word of harm, not past a clause with a subject of its own.
    std::uint32_t at = noun;
    for (std::size_t steps = 0; steps < 4 && at != kRoot; ++steps, at = syntax_.word(at).head) {
      if (const auto harm = harm_of(syntax_.lemma(at)); !harm.empty()) {
        const std::string_view relation = syntax_.word(noun).deprel;
        const bool object = relation == "nsubj:pass" || relation == "obj" || syntax_.lemma(at) != "kill";
        return object || at == noun ? std::string(harm) : "";
      }
      if (is_one_of(syntax_.relation(at), {"advcl", "ccomp", "root", "parataxis", "acl"})) break;
    }
    return {};
  }

  /// The number's clause is the trigger's: one is above the other, or both hang on one verb.
  bool belongs(std::uint32_t noun) const {
    const auto clause = [&](std::uint32_t at) {
      for (std::size_t steps = 0; steps < 12 && syntax_.word(at).head != kRoot && !is_one_of(syntax_.word(at).deprel, {"acl:relcl", "ccomp", "parataxis", "root"}); ++steps) at = syntax_.word(at).head;
      return at;
    };
    const std::uint32_t own = clause(noun), its = clause(trigger_);
    if (own == its) return true;
    // "the 2020 war that claimed the lives of 7,000 people"
    return syntax_.word(own).deprel == "acl:relcl" && syntax_.word(own).head == trigger_;
  }

  std::string qualifier_of(std::uint32_t number, std::uint32_t& begin) const {
    const auto before = [&](std::uint32_t n) { return number >= n ? syntax_.form(number - n) : std::string_view{}; };
    const std::string two = std::string(before(2)) + " " + std::string(before(1));
    if (is_one_of(two, {"close to", "more than", "at least", "up to", "less than", "fewer than", "as many", "at most"})) {
      begin = number - 2;
      return two;
    }
    if (is_one_of(before(1), {"nearly", "about", "some", "almost", "around", "over", "approximately", "roughly", "only", "under"})) {
      begin = number - 1;
      return std::string(before(1));
    }
    return {};
  }

  const Syntax& syntax_;
  std::uint32_t trigger_;
  std::vector<Quantity> out_;
};

}  // namespace

std::optional<double> number_of(std::string_view words) { return plain_number(words); }

std::vector<Quantity> read_quantities(const Report&, const Syntax& syntax, std::uint32_t trigger) { return QuantityReader(syntax, trigger).read(); }

}  // namespace casus
