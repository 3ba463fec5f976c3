// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "casus/analysis.h"
#include "language/mentions.h"
#include "language/model_file.h"
#include "language/syntax.h"

namespace casus {

/// Indices of weights that a decision adds up.
using Features = std::vector<std::uint32_t>;

/// What speaks for and against every antecedent of every reference: hashed surface features
/// (Durrett & Klein 2013). Keeps references to its arguments.
class ReferenceFeatures {
 public:
  static constexpr std::uint32_t kWeights = 1U << 18;

  ReferenceFeatures(const Syntax& syntax, const Analysis& analysis,
                    const std::vector<Reference>& references);

  /// The references before `index` that it may refer back to, nearest last: its neighbourhood, and
  /// farther ones of the same words. Bounded, whatever the text.
  std::vector<std::uint32_t> antecedents(std::uint32_t index) const;
  /// For: `index` begins something new.
  void of_new(std::uint32_t index, Features& out) const;
  /// For: `index` refers to what `antecedent` does. `rank`: how many candidates stand between.
  void of_link(std::uint32_t index, std::uint32_t antecedent, std::uint32_t rank,
               Features& out) const;

 private:
  /// What the features ask of a reference; strings as hashes. Of names the features know only the
  /// kind, never the letters: no name is easier to refer to than another.
  struct Facts {
    std::uint64_t lemma = 0, text = 0, core = 0;  // as they stand, to be compared
    std::uint64_t word = 0, words = 0, first = 0, governor = 0, relation = 0, before = 0, after = 0,
                  type = 0, determiner = 0, shape = 0;
    std::uint64_t kind = 0;  // pronouns by their class, names and nominals by theirs
    std::uint32_t sentence = 0, times_head = 0, times_text = 0;
    std::uint32_t quoted = 0;  // number of the attribution whose words hold it, or 0
    bool subject = false;
    std::vector<std::uint64_t> contents;  // its content words
    std::vector<std::uint32_t> alike;     // earlier references of the same head or core
  };
  bool is_source(std::uint32_t index, std::uint32_t attribution) const;

  const Analysis& analysis_;
  const std::vector<Reference>& references_;
  std::vector<Facts> facts_;
};

/// Which references go together. Every reference is tied to its best antecedent, or to none.
/// Thread-safe: immutable.
class Coreference {
 public:
  /// From the section "coreference"; a model without it, such as one still in training, finds no
  /// chains. Errors: Corrupt.
  static Result<Coreference> create(const ModelFile& model);
  /// Weights as they are trained, ReferenceFeatures::kWeights of them.
  explicit Coreference(std::vector<float> weights) : weights_(std::move(weights)) {}

  /// Chains of two references or more, each in order, the chains in order of their first.
  std::vector<std::vector<WordRange>> chains(const Syntax& syntax, const Analysis& analysis) const;

 private:
  std::vector<float> weights_;
};

}  // namespace casus
