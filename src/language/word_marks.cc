// SPDX-License-Identifier: Apache-2.0
#include "language/word_marks.h"

#include <unicode/uchar.h>

#include "core/text.h"
#include "core/utf8.h"

namespace casus {

namespace {

/// As shape_of in train/corpora.py: 0 lower, 1 Title, 2 UPPER, 3 one capital, 4 mIxed, 5 digits, 6
/// digits and letters, 7 marks.
std::uint32_t shape_of(std::string_view form) {
  std::size_t upper = 0, low = 0, digits = 0, length = 0;
  bool first_upper = false;
  for (std::size_t at = 0; at < form.size(); ++length) {
    const auto c = static_cast<UChar32>(next_code_point(form, at));
    const bool is_capital = u_isupper(c);
    upper += is_capital;
    low += static_cast<bool>(u_islower(c));
    digits += static_cast<bool>(u_isdigit(c));
    if (length == 0) first_upper = is_capital;
  }
  if (digits > 0) return upper > 0 || low > 0 ? 6 : 5;
  if (upper == 0) return low == 0 ? 7 : 0;
  if (upper == 1 && length == 1) return 3;
  if (low == 0) return 2;
  return upper == 1 && first_upper ? 1 : 4;
}

enum class Quote { None, Straight, Open, Close };

Quote quote_of(std::string_view form) {
  constexpr std::array<std::pair<std::string_view, Quote>, 8> kMarks = {
      {{"\"", Quote::Straight},
       {"``", Quote::Open},
       {"\xE2\x80\x9C", Quote::Open},
       {"\xE2\x80\x9E", Quote::Open},
       {"\xC2\xAB", Quote::Open},
       {"''", Quote::Close},
       {"\xE2\x80\x9D", Quote::Close},
       {"\xC2\xBB", Quote::Close}}};
  for (const auto& [mark, quote] : kMarks) {
    if (form == mark) return quote;
  }
  return Quote::None;
}

}  // namespace

bool starts_line(std::string_view text, const std::vector<Word>& words, std::uint32_t word) {
  if (word == 0) return true;
  const Span between{words[word - 1].span.end, words[word].span.begin};
  return cut(text, between).find('\n') != std::string_view::npos;
}

std::vector<WordMark> word_marks(std::string_view text, const std::vector<Word>& words,
                                 WordRange window) {
  std::vector<WordMark> marks;
  marks.reserve(window.size());
  std::uint32_t line = 0;
  bool quoted = false;
  for (std::uint32_t i = window.begin; i < window.end; ++i) {
    const Word& word = words[i];
    const bool first = starts_line(text, words, i);
    if (first) quoted = false, ++line;
    const std::string_view form = cut(text, word.span);
    const Quote quote = quote_of(form);
    const bool inside = quoted || quote != Quote::None;
    if (quote != Quote::None)
      quoted = quote == Quote::Open || (quote == Quote::Straight && !quoted);
    marks.push_back({shape_of(form) + 8U * word.space_before + 16U * inside + 32U * first, line});
  }
  return marks;
}

}  // namespace casus
