// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cmath>

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

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : std::string(between)) + part;
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

namespace {

bool turns_or_hides(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c >= 0xE0000 && c <= 0xE007F);
}

std::size_t columns_of(char32_t code_point) {
  if (code_point < 0x300) return 1;
  const auto c = static_cast<UChar32>(code_point);
  const auto category = u_charType(c);
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR)
    return 0;
  const auto width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

/// Where the characters that fit in `width` columns end, and at least one character.
std::size_t fitting(std::string_view text, std::size_t width) {
  std::size_t at = 0;
  for (std::size_t next = 0, used = 0; next < text.size(); at = next) {
    used += columns_of(next_code_point(text, next));
    if (used > width && at > 0) break;
  }
  return at;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (turns_or_hides(c)) continue;
    if (c == 0x2028 || c == 0x2029)
      out += '\n';
    else if ((c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0xFFFD ||
             c == 0xFFFE || c == 0xFFFF)
      out += "\xEF\xBF\xBD";
    else
      out += text.substr(begin, at - begin);
  }
  return out;
}

std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) count += columns_of(next_code_point(text, at));
  return count;
}

std::string cropped(std::string_view text, std::size_t width, std::string_view mark) {
  if (columns(text) <= width) return std::string(text);
  if (width < columns(mark)) return {};
  const std::size_t room = width - std::min(width, columns(mark));
  return std::string(text.substr(0, room == 0 ? 0 : fitting(text, room))) + std::string(mark);
}

std::vector<std::string> in_rows(std::string_view text, std::size_t width) {
  std::vector<std::string> rows;
  std::size_t used = 0;
  const std::string words = squeeze(text);
  for (std::string_view rest = words; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    const std::size_t size = columns(word);
    const bool fits = !rows.empty() && used + 1 + size <= width;
    const std::size_t taken = size > width ? fitting(word, width) : end;
    if (fits)
      rows.back().append(" ").append(word);
    else
      rows.emplace_back(word.substr(0, taken));
    used = fits ? used + 1 + size : columns(rows.back());
    rest.remove_prefix(fits ? end : taken);
    if (rest.starts_with(' ')) rest.remove_prefix(1);
  }
  return rows;
}

double rounded(double value) {
  return std::round(value * 1000) / 1000;
}

}  // namespace casus
