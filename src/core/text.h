// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "casus/span.h"

namespace casus {

// Small helpers over UTF-8. Only ASCII letters change case; white space is ASCII's plus U+00A0 and
// U+200B..U+200D.

inline bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
inline bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
inline bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
inline bool is_letter(char c) {
  return is_upper(c) || is_lower(c) || static_cast<unsigned char>(c) >= 0x80;
}

std::string_view trim(std::string_view text);
std::string lower(std::string_view text);
/// The parts of `text` between marks, each trimmed; one that is empty is kept.
std::vector<std::string_view> split(std::string_view text, char mark);
/// The parts with `between` in between.
std::string joined(const std::vector<std::string>& parts, std::string_view between);

/// True when `word` is one of `words`.
inline bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
bool contains_word(std::string_view text, std::string_view word);

/// True when one of `words` stands in `text` as a word.
template <typename Words = std::initializer_list<std::string_view>>
bool contains_any_word(std::string_view text, const Words& words) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return contains_word(text, word); });
}
/// True when one of `parts` stands in `text`, be it within a word ("refus" in "refused").
template <typename Parts = std::initializer_list<std::string_view>>
bool contains_any(std::string_view text, const Parts& parts) {
  return std::any_of(std::begin(parts), std::end(parts), [&](std::string_view part) {
    return text.find(part) != std::string_view::npos;
  });
}

/// `text` in lower case (any script), without accents and other combining marks: as names are
/// compared.
std::string fold(std::string_view text);

/// Every run of white space becomes one space; none at the ends.
std::string squeeze(std::string_view text);

/// True where a proposition is negated by a word of its own ("did not cross", "never", "no
/// longer").
bool is_negated(std::string_view proposition);

/// `text` as a screen or XML may show it: a control character becomes U+FFFD (line feed and tab
/// stay), and what turns, hides or orders the characters after it (marks of direction, of byte
/// order, tags) is left out, so that no report steers a terminal (Trojan Source, Boucher and
/// Anderson 2021).
std::string printable(std::string_view text);

/// Columns on a terminal: two for wide East Asian characters (UAX #11), none for combining and
/// formatting ones, else one. `text` is well-formed UTF-8.
std::size_t columns(std::string_view text);
/// `text` cut to `width` columns, `mark` at its end where it was longer.
std::string cropped(std::string_view text, std::size_t width, std::string_view mark = "...");

/// The words of `text` in rows of at most `width` columns (at least 1); a word longer than a row is
/// cut. No rows when there are no words.
std::vector<std::string> in_rows(std::string_view text, std::size_t width);

/// To thousandths, as JSON writes probabilities.
double rounded(double value);

/// Number of runs of non-space.
std::size_t count_words(std::string_view text);

/// The lines of `text` without their line feeds, as spans. Empty lines are kept.
std::vector<Span> lines_of(std::string_view text);

/// `span` without white space at its ends.
Span trimmed(std::string_view text, Span span);

}  // namespace casus
