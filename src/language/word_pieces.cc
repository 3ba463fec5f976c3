// SPDX-License-Identifier: Apache-2.0
#include "language/word_pieces.h"

#include <unicode/uchar.h>

#include "core/text.h"
#include "core/utf8.h"

namespace casus {

namespace {

constexpr std::size_t kMostPieces = 12;
constexpr std::size_t kLongestPart = 100;  // characters; longer parts are unknown, as in BERT

bool is_mark(char32_t c) {
  if (c < 0x80)
    return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) ||
           (c >= 123 && c <= 126);
  return u_ispunct(static_cast<UChar32>(c));
}

bool is_ideograph(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0xF900 && c <= 0xFAFF);
}

}  // namespace

WordPieces::WordPieces(const std::vector<std::string>& vocabulary) {
  for (std::uint32_t i = 0; i < vocabulary.size(); ++i) ids_.emplace(vocabulary[i], i);
}

void WordPieces::append(std::string_view word, std::vector<std::uint32_t>& out) const {
  const std::string text = fold(word);
  const std::size_t before = out.size();
  std::size_t begin = 0;
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t at = offset;
    const char32_t c = next_code_point(text, offset);
    const bool alone = is_mark(c) || is_ideograph(c);
    if (!alone && c != U' ') continue;
    if (at > begin) append_part(std::string_view(text).substr(begin, at - begin), out);
    if (alone) append_part(std::string_view(text).substr(at, offset - at), out);
    begin = offset;
  }
  if (begin < text.size()) append_part(std::string_view(text).substr(begin), out);
  if (out.size() > before + kMostPieces) out.resize(before + kMostPieces);
  if (out.size() == before) out.push_back(kUnknown);
}

void WordPieces::append_part(std::string_view part, std::vector<std::uint32_t>& out) const {
  const std::size_t before = out.size();
  if (part.size() > kLongestPart * 4) return out.push_back(kUnknown);
  std::string candidate;
  for (std::size_t begin = 0; begin < part.size();) {
    std::size_t end = part.size();
    std::uint32_t found = kUnknown;
    for (; end > begin; --end) {
      if (end < part.size() && (static_cast<unsigned char>(part[end]) & 0xC0) == 0x80) continue;
      candidate.assign(begin == 0 ? "" : "##").append(part.substr(begin, end - begin));
      if (const auto at = ids_.find(candidate); at != ids_.end()) {
        found = at->second;
        break;
      }
    }
    if (end == begin) {
      out.resize(before);
      return out.push_back(kUnknown);
    }
    out.push_back(found);
    begin = end;
  }
}

}  // namespace casus
