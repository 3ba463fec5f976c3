// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "actors/knowledge.h"
#include "actors/nouns.h"
#include "casus/analysis.h"
#include "casus/record.h"
#include "language/model_file.h"
#include "language/syntax.h"

namespace casus {

/// A place where an actor is named.
struct NamedPlace {
  WordRange words;
  std::size_t actor = 0;
};

/// The weights that tell whom a pronoun or a description means: a log-linear ranker over hashed
/// features (Denis & Baldridge 2008), learned from annotated reports (train/train_references.py).
/// Names count by kind, never by letters. Thread-safe: immutable.
class ReferenceWeights {
 public:
  static constexpr std::uint32_t kWeights = 1U << 15;
  /// From the section "references"; without weights where the model has none. Errors: Corrupt.
  static Result<ReferenceWeights> create(const ModelFile& model);
  bool learned() const { return !weights_.empty(); }
  double score(const std::vector<std::uint32_t>& features) const;

 private:
  std::vector<float> weights_;
};

/// Whom the words of one report refer to. Keeps references to its arguments.
class References {
 public:
  /// `names` by place; `known` what the knowledge base has on each actor, null where nothing.
  References(const Report& report, const Analysis& analysis, const Syntax& syntax,
             const Knowledge& knowledge, const std::vector<Actor>& actors,
             const std::vector<const KnownActor*>& known, const std::vector<NamedPlace>& names);

  /// One whom a word may mean: an actor with a name, or who was described before ("the rebels");
  /// neither: the description stands for itself, or nobody is told.
  struct Candidate {
    std::optional<std::size_t> actor;
    std::optional<std::uint32_t> described;  // the noun
    std::vector<std::uint32_t> features;
  };
  /// Whom the pronoun or noun at `word` may mean: the actors named so far, those most lately named
  /// first, those described so far likewise, and, last, itself.
  std::vector<Candidate> candidates(std::uint32_t word) const;

 private:
  struct Mention;
  Mention mention_at(std::uint32_t word) const;
  std::vector<std::uint32_t> features_of(const Mention& mention, const NamedPlace& place,
                                         std::size_t rank, std::size_t rank_of_type,
                                         std::uint32_t times) const;
  std::vector<std::uint32_t> features_of(const Mention& mention, std::uint32_t noun,
                                         std::size_t rank) const;
  void offer_described(const Mention& mention, std::vector<Candidate>& out) const;
  bool holds_office(const Mention& mention, std::size_t actor) const;
  std::string_view gender_of(WordRange name) const;
  std::optional<std::size_t> speaker_before(std::uint32_t word) const;
  std::vector<std::size_t> named_in(WordRange words) const;

  const Report& report_;
  const Analysis& analysis_;
  const Syntax& syntax_;
  const Knowledge& knowledge_;
  const std::vector<Actor>& actors_;
  const std::vector<const KnownActor*>& known_;
  const std::vector<NamedPlace>& names_;
  std::vector<std::uint32_t> described_;  // nouns of people and bodies without a name, by place
  std::vector<std::uint32_t> said_in_, chain_;  // one a word: 1 + the attribution in whose content
                                                // it stands, the latest; 1 + its chain; 0: none
  std::vector<bool> is_source_;                 // one a word: the head of whom some words are by
};

}  // namespace casus
