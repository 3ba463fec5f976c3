// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casus/analysis.h"
#include "casus/report.h"

namespace casus {

/// True for what tells of what a text is: nouns, names, verbs, adjectives, numbers.
constexpr bool is_content_word(PartOfSpeech part) {
  switch (part) {
    case PartOfSpeech::Adj:
    case PartOfSpeech::Noun:
    case PartOfSpeech::Num:
    case PartOfSpeech::Propn:
    case PartOfSpeech::Verb:
      return true;
    default:
      return false;
  }
}
/// "his", "their" before a noun.
inline bool is_possessive_pronoun(const Word& word) {
  return word.xpos == "PRP$";
}
/// A pronoun, by itself or before a noun.
inline bool is_pronoun(const Word& word) {
  return word.upos == PartOfSpeech::Pron || is_possessive_pronoun(word);
}
/// A noun or a name in the plural.
inline bool is_plural_noun(const Word& word) {
  return word.xpos == "NNS" || word.xpos == "NNPS";
}

/// A report's dependency trees, made easy to walk. Keeps references to both arguments. Thread-safe:
/// immutable.
class Syntax {
 public:
  Syntax(const Report& report, const Analysis& analysis);

  const Word& word(std::uint32_t index) const { return analysis_.words[index]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(analysis_.words.size()); }
  /// Lower-case lemma; the lower-case form where the analysis has none.
  std::string_view lemma(std::uint32_t index) const { return lemmas_[index]; }
  /// Lower-case form.
  std::string_view form(std::uint32_t index) const { return forms_[index]; }
  const std::vector<std::uint32_t>& children(std::uint32_t index) const { return children_[index]; }

  /// The relation without its subtype (NsubjPass: Nsubj).
  Dependency relation(std::uint32_t index) const { return universal(word(index).deprel); }
  /// The first child under `relation`; a universal one stands for those with a subtype too.
  std::optional<std::uint32_t> child(std::uint32_t index, Dependency relation) const;
  bool has_feature(std::uint32_t index, std::string_view feature) const;

  /// The preposition of a noun ("with"), or empty.
  std::string_view preposition(std::uint32_t noun) const;
  bool is_negated(std::uint32_t index) const;
  bool is_passive(std::uint32_t verb) const;
  bool is_verb(std::uint32_t index) const { return casus::is_verb(word(index).upos); }
  bool is_noun(std::uint32_t index) const { return casus::is_noun(word(index).upos); }
  bool is_under(std::uint32_t index, std::uint32_t ancestor) const;

  /// First to last word of the subtree of `index`.
  WordRange phrase(std::uint32_t index) const { return phrases_[index]; }
  WordRange sentence_of(std::uint32_t index) const { return analysis_.sentences[sentence_[index]]; }
  std::uint32_t sentence_number(std::uint32_t index) const { return sentence_[index]; }
  /// The head of a stretch of words: the first whose own head lies outside.
  std::uint32_t head_of(WordRange words) const;
  /// The word at or after byte `offset`.
  std::uint32_t word_at(std::uint32_t offset) const;
  Span span_of(WordRange words) const {
    return {word(words.begin).span.begin, word(words.end - 1).span.end};
  }
  std::string text_of(WordRange words) const;

  /// The name that holds a word, or null.
  const Entity* entity_of(std::uint32_t index) const { return entities_[index]; }

  /// The noun that a relative pronoun stands for ("the union, which said"); nothing for others.
  std::optional<std::uint32_t> antecedent_of(std::uint32_t pronoun) const;

  /// `noun` and the nouns coordinated with it.
  std::vector<std::uint32_t> members(std::uint32_t noun) const;

 private:
  const Report& report_;
  const Analysis& analysis_;
  std::vector<std::string> lemmas_;
  std::vector<std::string> forms_;
  std::vector<std::vector<std::uint32_t>> children_;
  std::vector<WordRange> phrases_;
  std::vector<std::uint32_t> sentence_;
  std::vector<const Entity*> entities_;
};

}  // namespace casus
