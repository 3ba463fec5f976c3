// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "casus/analysis.h"
#include "language/sentence_ends.h"

namespace casus {

/// Splits text into sentences of syntactic words as UD English does: punctuation, hyphenated
/// compounds and clitics apart ("do" "n't"), abbreviations, numbers and addresses whole. Rules,
/// with a list of words seen written with inner or final marks ("U.S.", "e-mail"); where a sentence
/// ends, weights over what the rules say. Thread-safe: immutable after construction.
class Tokenizer {
 public:
  explicit Tokenizer(const std::vector<std::string>& words_with_marks, SentenceEnds ends = {});

  /// Fills `words` (span and space_before) and `sentences` of the analysis. Stretches in `skip`
  /// hold no words.
  void split(std::string_view text, const std::vector<Span>& skip, Analysis& out) const {
    split(text, skip, out, [this](const SentenceGap& gap) { return ends_.at(gap); });
  }
  /// The same with `is_end` to say where sentences end; for training.
  void split(std::string_view text, const std::vector<Span>& skip, Analysis& out,
             const std::function<bool(const SentenceGap&)>& is_end) const;

 private:
  void split_chunk(std::string_view text, Span chunk, bool space_before, Analysis& out) const;
  std::size_t kept_end(std::string_view text, std::size_t at, std::size_t end) const;
  std::size_t whole_end(std::string_view text, std::size_t at, std::size_t end) const;
  bool is_kept(std::string_view form) const;
  bool ends_sentence(std::string_view text, const std::vector<Word>& words,
                     std::size_t sentence_begin, std::size_t next) const;

  std::unordered_set<std::string> kept_;
  SentenceEnds ends_;
};

}  // namespace casus
