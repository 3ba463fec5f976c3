// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace casus {

/// A window of words as an encoder takes it.
struct WordPieceWindow {
  std::vector<std::uint32_t> pieces;  // with [CLS] before and [SEP] behind
  std::vector<std::uint32_t> marks;   // of each piece (language/word_marks.h)
  std::vector<std::uint32_t> first;   // of each word, its first piece
  std::vector<std::uint32_t> lines;   // of each word, its line in the window
};

/// Uncased WordPiece (Wu et al. 2016; BERT's normaliser): lower case, accents off, split at
/// punctuation, then the longest known piece first. Thread-safe: immutable after construction.
class WordPieces {
 public:
  static constexpr std::uint32_t kUnknown = 100, kFirst = 101, kLast = 102;  // [UNK], [CLS], [SEP]

  explicit WordPieces(const std::vector<std::string>& vocabulary);
  /// Appends the pieces of one word, at least one and at most 12.
  void append(std::string_view word, std::vector<std::uint32_t>& out) const;

 private:
  void append_part(std::string_view part, std::vector<std::uint32_t>& out) const;
  std::unordered_map<std::string, std::uint32_t> ids_;
};

}  // namespace casus
