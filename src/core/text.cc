// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "core/utf8.h"

namespace casus {

namespace {

/// Bytes of white space starting at `offset`: 0 when none.
std::size_t space_length(std::string_view text, std::size_t offset) {
  if (is_space(text[offset])) return 1;
  const std::string_view rest = text.substr(offset);
  if (rest.starts_with("\xC2\xA0")) return 2;
  if (rest.starts_with("\xE2\x80\x8B") || rest.starts_with("\xE2\x80\x8C") ||
      rest.starts_with("\xE2\x80\x8D"))
    return 3;
  return 0;
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = space_length(text, 0);
    if (length == 0) break;
    text.remove_prefix(length);
  }
  while (!text.empty()) {
    if (is_space(text.back())) {
      text.remove_suffix(1);
    } else if (text.ends_with("\xC2\xA0")) {
      text.remove_suffix(2);
    } else if (text.size() >= 3 && space_length(text, text.size() - 3) == 3) {
      text.remove_suffix(3);
    } else {
      break;
    }
  }
  return text;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (is_upper(c)) c = static_cast<char>(c + 32);
  }
  return out;
}

bool contains_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const bool left = at == 0 || !is_letter(text[at - 1]);
    const bool right = at + word.size() == text.size() || !is_letter(text[at + word.size()]);
    if (left && right) return true;
  }
  return false;
}

std::string squeeze(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool pending = false;
  for (std::size_t offset = 0; offset < text.size();) {
    if (const std::size_t length = space_length(text, offset)) {
      pending = true;
      offset += length;
      continue;
    }
    if (pending && !out.empty()) out += ' ';
    pending = false;
    out += text[offset++];
  }
  return out;
}

std::size_t count_words(std::string_view text) {
  std::size_t count = 0;
  bool inside = false;
  for (const char c : text) {
    count += !is_space(c) && !inside;
    inside = !is_space(c);
  }
  return count;
}

std::vector<Span> lines_of(std::string_view text) {
  std::vector<Span> lines;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    begin = end + 1;
  }
  return lines;
}

Span trimmed(std::string_view text, Span span) {
  const std::string_view whole = cut(text, span);
  const std::string_view inner = trim(whole);
  if (inner.empty()) return {span.begin, span.begin};
  const auto begin = span.begin + static_cast<std::uint32_t>(inner.data() - whole.data());
  return {begin, begin + static_cast<std::uint32_t>(inner.size())};
}

std::string fold(std::string_view text) {
  if (std::all_of(text.begin(), text.end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return lower(text);
  UErrorCode status = U_ZERO_ERROR;
  const auto* decompose = icu::Normalizer2::getNFDInstance(status);
  auto wide = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  wide = decompose->normalize(wide, status);
  std::string out;
  for (std::int32_t i = 0; i < wide.length();) {
    const UChar32 c = wide.char32At(i);
    i += U16_LENGTH(c);
    if (u_charType(c) == U_NON_SPACING_MARK || u_charType(c) == U_CONTROL_CHAR ||
        u_charType(c) == U_FORMAT_CHAR)
      continue;
    append_utf8(out, static_cast<char32_t>(u_tolower(c)));
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(mark, begin), text.size());
    out.push_back(trim(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return out;
}

bool is_negated(std::string_view proposition) {
  const std::string folded = " " + fold(proposition);
  for (const std::string_view word :
       {" not ", "n't ", "n\xE2\x80\x99t ", " never ", " no longer ", " nobody "}) {
    if (folded.find(word) != std::string::npos) return true;
  }
  return false;
}

std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
  return count;
}

std::string cropped(std::string_view text, std::size_t width, std::string_view mark) {
  if (columns(text) <= width) return std::string(text);
  std::size_t at = 0;
  for (std::size_t i = columns(mark); i < width && at < text.size(); ++i) next_code_point(text, at);
  return std::string(text.substr(0, at)) + std::string(mark);
}

}  // namespace casus
