// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "casus/analysis.h"
#include "language/model_file.h"

namespace casus {

/// A place between two words where a sentence may end.
struct SentenceGap {
  std::string_view text;
  const std::vector<Word>& words;  // those before it
  std::size_t sentence_begin;      // the first word of the sentence so far
  std::size_t next;                // byte where the next word begins
  bool by_rule;                    // what Tokenizer's rules say
};

/// Whether a sentence ends at a gap: a logistic regression over the words and marks around it, and
/// over what the rules say. Of capitalised words it knows the shape and never the letters, function
/// words apart: no name moves a boundary. Thread-safe: immutable.
class SentenceEnds {
 public:
  static constexpr std::uint32_t kWeights = 1U << 16;

  /// Without weights the rules decide.
  SentenceEnds() = default;
  explicit SentenceEnds(std::vector<float> weights) : weights_(std::move(weights)) {}
  /// From the section "sentences", or without weights where the model has none. Errors: Corrupt.
  static Result<SentenceEnds> create(const ModelFile& model);

  bool at(const SentenceGap& gap) const;
  static void features(const SentenceGap& gap, std::vector<std::uint32_t>& out);

 private:
  std::vector<float> weights_;
};

}  // namespace casus
