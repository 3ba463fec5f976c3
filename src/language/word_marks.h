// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "casus/analysis.h"

namespace casus {

inline constexpr std::uint32_t kFrameMark = 64;  // of [CLS] and [SEP]

/// What the network sees beside a word's pieces: its shape, white space before it, whether it is
/// quoted, whether it opens a line (`mark`), and the number of its line in the window. As marks()
/// in train/corpora.py.
struct WordMark {
  std::uint32_t mark = 0;
  std::uint32_t line = 0;
};

/// True for the text's first word, and for one with a line break before it.
bool starts_line(std::string_view text, const std::vector<Word>& words, std::uint32_t word);

std::vector<WordMark> word_marks(std::string_view text, const std::vector<Word>& words,
                                 WordRange window);

}  // namespace casus
