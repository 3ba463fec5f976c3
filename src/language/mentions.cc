// SPDX-License-Identifier: Apache-2.0
#include "language/mentions.h"

#include <algorithm>
#include <set>

#include "core/text.h"
#include "core/word_sets.h"

namespace casus {

namespace {

using Kind = Reference::Kind;
using Number = Reference::Number;
using Gender = Reference::Gender;

bool is_possessive_mark(std::string_view form) {
  return is_one_of(form, {"'s", "\xE2\x80\x99s", "'", "\xE2\x80\x99"});
}

/// Relations of what stands in a noun's subtree, but joins it to the sentence or says something of
/// it.
bool is_apart(Dependency relation) {
  switch (relation) {
    case Dependency::Advcl:
    case Dependency::Aux:
    case Dependency::Cop:
    case Dependency::Csubj:
    case Dependency::Discourse:
    case Dependency::Dislocated:
    case Dependency::Expl:
    case Dependency::Mark:
    case Dependency::Nsubj:
    case Dependency::Orphan:
    case Dependency::Parataxis:
    case Dependency::Punct:
    case Dependency::Vocative:
      return true;
    default:
      return false;
  }
}

/// Relations of what says something by itself: of a noun, that it is a predicate.
bool is_clause(Dependency relation) {
  switch (relation) {
    case Dependency::Acl:
    case Dependency::Advcl:
    case Dependency::Ccomp:
    case Dependency::Parataxis:
    case Dependency::Root:
    case Dependency::Xcomp:
      return true;
    default:
      return false;
  }
}

/// An adjective that stands for a noun ("the poor") has none of these relations.
bool is_of_adjective(Dependency relation) {
  switch (relation) {
    case Dependency::Advmod:
    case Dependency::Amod:
    case Dependency::Ccomp:
    case Dependency::Conj:
    case Dependency::Root:
    case Dependency::Xcomp:
      return true;
    default:
      return false;
  }
}

class Finder {
 public:
  explicit Finder(const Syntax& syntax) : syntax_(syntax) {}

  std::vector<Reference> find() {
    for (std::uint32_t word = 0; word < syntax_.size(); ++word) {
      if (is_pronoun(word)) {
        add({word, word + 1}, word);
      } else if (is_noun_head(word)) {
        const bool coordinated = std::any_of(
            syntax_.children(word).begin(), syntax_.children(word).end(), [&](std::uint32_t c) {
              return syntax_.relation(c) == Dependency::Conj && syntax_.is_noun(c);
            });
        add(extent(word, false), word);
        if (coordinated) add(extent(word, true), word);
      }
    }
    std::sort(found_.begin(), found_.end(), [](const Reference& a, const Reference& b) {
      return a.words.begin != b.words.begin ? a.words.begin < b.words.begin
                                            : a.words.end < b.words.end;
    });
    return std::move(found_);
  }

 private:
  bool is_pronoun(std::uint32_t word) const {
    const std::string& tag = syntax_.word(word).xpos;
    return syntax_.word(word).upos == PartOfSpeech::Pron &&
           (tag == "PRP" || tag == "PRP$" || (tag == "DT" && syntax_.children(word).empty()));
  }

  bool is_noun_head(std::uint32_t word) const {
    const PartOfSpeech part = syntax_.word(word).upos;
    const Dependency relation = syntax_.relation(word);
    if (relation == Dependency::Flat || relation == Dependency::Fixed ||
        relation == Dependency::Goeswith)
      return false;
    if (part != PartOfSpeech::Propn && relation == Dependency::Compound) return false;
    switch (part) {
      case PartOfSpeech::Propn:
      case PartOfSpeech::Noun:
      case PartOfSpeech::X:
      case PartOfSpeech::Sym:
        return true;
      case PartOfSpeech::Pron:
        return !is_one_of(syntax_.word(word).xpos, {"EX", "WP", "WDT"});
      case PartOfSpeech::Num:
        return relation != Dependency::Nummod;
      case PartOfSpeech::Adj:
        return !is_of_adjective(relation);
      default:
        return false;
    }
  }

  /// The subtree of a noun, without what joins it to the sentence.
  WordRange extent(std::uint32_t head, bool with_conjuncts) const {
    const bool predicate =
        syntax_.child(head, Dependency::Cop).has_value() || is_clause(syntax_.relation(head));
    WordRange words{head, head + 1};
    for (const std::uint32_t child : syntax_.children(head)) {
      const Dependency relation = syntax_.relation(child);
      if (relation == Dependency::Case && !is_possessive_mark(syntax_.form(child))) continue;
      if (relation == Dependency::Conj && !with_conjuncts) continue;
      if (relation == Dependency::Cc && !(with_conjuncts && child > head)) continue;
      if (is_apart(relation)) continue;
      if (predicate && (relation == Dependency::Advmod || relation == Dependency::Obl)) continue;
      const WordRange part = syntax_.phrase(child);
      words.begin = std::min(words.begin, part.begin);
      words.end = std::max(words.end, part.end);
    }
    while (words.begin < head && (is_punctuation(words.begin) || leads_on(words.begin)))
      ++words.begin;
    while (words.end > head + 1 && is_punctuation(words.end - 1)) --words.end;
    return words;
  }

  bool is_punctuation(std::uint32_t word) const {
    return syntax_.word(word).upos == PartOfSpeech::Punct;
  }
  bool leads_on(std::uint32_t word) const {
    const Dependency relation = syntax_.relation(word);
    return relation == Dependency::Cc || relation == Dependency::Mark;
  }

  void add(WordRange words, std::uint32_t head) {
    if (!seen_.insert({words.begin, words.end}).second) return;
    Reference reference;
    reference.words = words;
    reference.head = head;
    const Word& word = syntax_.word(head);
    const bool coordination =
        words.end > head + 1 && std::any_of(syntax_.children(head).begin(),
                                            syntax_.children(head).end(), [&](std::uint32_t c) {
                                              return syntax_.relation(c) == Dependency::Conj &&
                                                     words.contains(c);
                                            });
    reference.kind = is_pronoun(head)                   ? Kind::Pronoun
                     : word.upos == PartOfSpeech::Propn ? Kind::Name
                                                        : Kind::Nominal;
    if (const Entity* entity = syntax_.entity_of(head)) reference.type = entity->type;
    reference.number =
        coordination || word.feats.find("Number=Plur") != std::string::npos || is_plural_noun(word)
            ? Number::Plural
        : word.feats.find("Number=Sing") != std::string::npos ? Number::Singular
                                                              : Number::Unknown;
    if (reference.kind == Kind::Pronoun)
      describe_pronoun(reference);
    else
      describe_noun(reference, coordination);
    found_.push_back(std::move(reference));
  }

  void describe_pronoun(Reference& reference) const {
    const std::string_view form = syntax_.form(reference.head);
    reference.text = std::string(form);
    reference.core = reference.text;
    if (is_one_of(form, WordSet::FirstPerson)) reference.person = 1;
    if (is_one_of(form, WordSet::SecondPerson)) reference.person = 2;
    if (is_one_of(form, WordSet::MasculinePronouns)) reference.gender = Gender::Masculine;
    if (is_one_of(form, WordSet::FemininePronouns)) reference.gender = Gender::Feminine;
    if (is_one_of(form, WordSet::NeuterPronouns) || is_one_of(form, WordSet::Demonstratives))
      reference.gender = Gender::Neuter;
    if (is_one_of(form, WordSet::PluralPronouns))
      reference.number = Number::Plural;
    else if (reference.person != 2)
      reference.number = Number::Singular;
  }

  void describe_noun(Reference& reference, bool coordination) const {
    std::uint32_t first = reference.words.begin;
    const std::string_view opening = syntax_.form(first);
    if (first < reference.head) {
      if (is_one_of(opening, WordSet::Determiners)) {
        reference.determiner = opening == "an" ? "a" : std::string(opening);
        ++first;
      } else if (is_possessive_pronoun(syntax_.word(first))) {
        reference.determiner = "poss";
      } else if (std::any_of(syntax_.children(reference.head).begin(),
                             syntax_.children(reference.head).end(), [&](std::uint32_t c) {
                               return syntax_.word(c).deprel == Dependency::NmodPoss;
                             })) {
        reference.determiner = "owned";
      }
    }
    std::uint32_t last = reference.words.end;
    if (last > first + 1 && is_possessive_mark(syntax_.form(last - 1))) --last;
    reference.text = lower(syntax_.text_of({first, last}));
    std::uint32_t from = reference.head, to = reference.head + 1;
    const auto is_part_of_name = [&](std::uint32_t word) {
      const Dependency relation = syntax_.relation(word);
      return (relation == Dependency::Compound || relation == Dependency::Flat) &&
             syntax_.word(word).upos == PartOfSpeech::Propn;
    };
    while (from > first && is_part_of_name(from - 1)) --from;
    while (to < last && syntax_.relation(to) == Dependency::Flat) ++to;
    reference.core = lower(syntax_.text_of({from, to}));
    if (coordination) return;
    const std::string_view opener = syntax_.form(from == 0 ? from : from - 1);
    const auto titled = [&](WordSet titles) {
      return is_one_of(opener, titles) || is_one_of(syntax_.form(from), titles);
    };
    if (titled(WordSet::MasculineTitles)) reference.gender = Gender::Masculine;
    if (titled(WordSet::FeminineTitles)) reference.gender = Gender::Feminine;
    const std::string_view noun = syntax_.lemma(reference.head);
    if (is_one_of(noun, WordSet::MasculineNouns)) reference.gender = Gender::Masculine;
    if (is_one_of(noun, WordSet::FeminineNouns)) reference.gender = Gender::Feminine;
  }

  const Syntax& syntax_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen_;
  std::vector<Reference> found_;
};

}  // namespace

std::vector<Reference> find_references(const Syntax& syntax) {
  return Finder(syntax).find();
}

}  // namespace casus
