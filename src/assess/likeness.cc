// SPDX-License-Identifier: Apache-2.0
#include "assess/likeness.h"

#include "core/text.h"
#include "core/word_sets.h"

namespace casus {

namespace {

/// Hands on the content words, folded.
template <typename Use>
void each_content_word(std::string_view text, const Use& use) {
  const std::string folded = fold(text);
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t begin = at;
    while (at < folded.size() && (is_letter(folded[at]) || is_digit(folded[at])) &&
           static_cast<unsigned char>(folded[at]) < 0x80)
      ++at;
    const std::string word = folded.substr(begin, at - begin);
    if ((word.size() >= 4 || (!word.empty() && is_digit(word[0]))) &&
        !is_one_of(word, WordSet::EmptyWords))
      use(word);
    if (at == begin) ++at;
  }
}

std::string_view without_ending(std::string_view word) {
  for (const std::string_view ending : {"ing", "ed", "es", "s"}) {
    if (word.size() >= ending.size() + 4 && word.ends_with(ending))
      return word.substr(0, word.size() - ending.size());
  }
  return word;
}

}  // namespace

std::set<std::string> content_words(std::string_view text) {
  std::set<std::string> out;
  each_content_word(text, [&](const std::string& word) { out.insert(word.substr(0, 6)); });
  return out;
}

std::set<std::string> content_stems(std::string_view text) {
  std::set<std::string> out;
  each_content_word(text,
                    [&](std::string_view word) { out.emplace(without_ending(word).substr(0, 6)); });
  return out;
}

/// The words that begin with a small letter.
std::string without_names(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" -", at), text.size());
    if (end > at && is_lower(text[at])) out += std::string(text.substr(at, end - at)) + " ";
    at = end + 1;
  }
  return out;
}

double dice(const std::set<std::string>& a, const std::set<std::string>& b) {
  if (a.empty() || b.empty()) return 0;
  std::size_t shared = 0;
  for (const std::string& word : a) shared += b.count(word);
  return 2.0 * static_cast<double>(shared) / static_cast<double>(a.size() + b.size());
}

double likeness(std::string_view a, std::string_view b) {
  return dice(content_words(a), content_words(b));
}

std::set<std::string> figures_of(const std::set<std::string>& words) {
  std::set<std::string> out;
  for (const std::string& word : words) {
    if (is_digit(word[0])) out.insert(word);
  }
  return out;
}

}  // namespace casus
