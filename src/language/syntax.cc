// SPDX-License-Identifier: Apache-2.0
#include "language/syntax.h"

#include <algorithm>

#include "core/text.h"
#include "core/word_sets.h"

namespace casus {

Syntax::Syntax(const Report& report, const Analysis& analysis)
    : report_(report),
      analysis_(analysis),
      children_(analysis.words.size()),
      sentence_(analysis.words.size()),
      entities_(analysis.words.size(), nullptr) {
  for (std::uint32_t i = 0; i < size(); ++i) {
    const Word& w = word(i);
    forms_.push_back(lower(cut(report.text, w.span)));
    lemmas_.push_back(w.lemma.empty() || w.lemma == "_" ? forms_.back() : lower(w.lemma));
    phrases_.push_back({i, i + 1});
    if (w.head != kRoot) children_[w.head].push_back(i);
  }
  for (std::uint32_t s = 0; s < analysis.sentences.size(); ++s) {
    for (std::uint32_t i = analysis.sentences[s].begin; i < analysis.sentences[s].end; ++i)
      sentence_[i] = s;
  }
  for (const Entity& entity : analysis.entities) {
    for (std::uint32_t i = entity.words.begin; i < entity.words.end; ++i) entities_[i] = &entity;
  }
  // Deepest first: walk each word's extent up to its ancestors.
  for (std::uint32_t i = 0; i < size(); ++i) {
    std::size_t steps = 0;
    for (std::uint32_t at = word(i).head; at != kRoot && steps < 200; at = word(at).head, ++steps) {
      phrases_[at].begin = std::min(phrases_[at].begin, i);
      phrases_[at].end = std::max(phrases_[at].end, i + 1);
    }
  }
}

std::optional<std::uint32_t> Syntax::child(std::uint32_t index, Dependency wanted) const {
  for (const std::uint32_t c : children_[index]) {
    if (word(c).deprel == wanted || relation(c) == wanted) return c;
  }
  return std::nullopt;
}

bool Syntax::has_feature(std::uint32_t index, std::string_view feature) const {
  return word(index).feats.find(feature) != std::string::npos;
}

std::string_view Syntax::preposition(std::uint32_t noun) const {
  for (const std::uint32_t c : children_[noun]) {
    if (word(c).deprel == Dependency::Case && form(c) != "'s" && form(c) != "\xE2\x80\x99s")
      return form(c);
  }
  return {};
}

bool Syntax::is_negated(std::uint32_t index) const {
  return std::any_of(children_[index].begin(), children_[index].end(), [&](std::uint32_t c) {
    return is_one_of(lemma(c), WordSet::Negators) ||
           is_one_of(form(c), {"n't", "n\xE2\x80\x99t"}) ||
           (form(c) == "no" && relation(c) == Dependency::Det);
  });
}

bool Syntax::is_passive(std::uint32_t verb) const {
  return child(verb, Dependency::NsubjPass).has_value() ||
         child(verb, Dependency::AuxPass).has_value();
}

bool Syntax::is_under(std::uint32_t index, std::uint32_t ancestor) const {
  std::size_t steps = 0;
  for (; index != kRoot && steps < 200; index = word(index).head, ++steps) {
    if (index == ancestor) return true;
  }
  return false;
}

std::uint32_t Syntax::head_of(WordRange words) const {
  for (std::uint32_t i = words.begin; i < words.end; ++i) {
    if (!words.contains(word(i).head) && word(i).upos != PartOfSpeech::Punct) return i;
  }
  return words.begin;
}

std::uint32_t Syntax::word_at(std::uint32_t offset) const {
  const auto found =
      std::lower_bound(analysis_.words.begin(), analysis_.words.end(), offset,
                       [](const Word& w, std::uint32_t at) { return w.span.end <= at; });
  return static_cast<std::uint32_t>(
      std::min<std::ptrdiff_t>(found - analysis_.words.begin(), std::ptrdiff_t{size()} - 1));
}

std::string Syntax::text_of(WordRange words) const {
  return squeeze(cut(report_.text, span_of(words)));
}

std::optional<std::uint32_t> Syntax::antecedent_of(std::uint32_t pronoun) const {
  if (word(pronoun).upos != PartOfSpeech::Pron ||
      word(pronoun).feats.find("PronType=Rel") == std::string::npos)
    return std::nullopt;
  for (std::uint32_t at = pronoun; word(at).head != kRoot; at = word(at).head) {
    if (relation(at) == Dependency::Acl) return word(at).head;
  }
  return std::nullopt;
}

std::vector<std::uint32_t> Syntax::members(std::uint32_t noun) const {
  std::vector<std::uint32_t> out = {noun};
  for (const std::uint32_t c : children_[noun]) {
    if (relation(c) == Dependency::Conj && !is_verb(c)) out.push_back(c);
  }
  return out;
}

}  // namespace casus
