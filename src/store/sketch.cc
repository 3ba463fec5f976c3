// SPDX-License-Identifier: Apache-2.0
#include "store/sketch.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "core/hashing.h"
#include "core/text.h"

namespace casus {

namespace {

/// FNV-1a with a final mix (splitmix64), so that high bits are as good as low ones.
std::uint64_t spread_hash(std::string_view bytes, std::uint64_t seed) {
  std::uint64_t h = hash_of(bytes, seed);
  h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9ULL;
  h = (h ^ (h >> 27)) * 0x94d049bb133111ebULL;
  return h ^ (h >> 31);
}

/// Runs of letters and digits.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() && (is_letter(text[at]) || is_digit(text[at]))) ++at;
    if (at > begin) out.push_back(text.substr(begin, at - begin));
    if (at == begin) ++at;
  }
  return out;
}

/// Word `first` and the next.
std::string pair_at(const std::vector<std::string_view>& words, std::size_t first) {
  return std::string(words[first]) + " " + std::string(words[first + 1]);
}

}  // namespace

std::vector<std::int64_t> shingle_sample(std::string_view text) {
  constexpr std::size_t kShingle = 5, kLeast = 12;
  constexpr std::uint64_t kSampled = ~0ULL / 32;
  std::vector<std::uint64_t> words;
  const std::string folded = fold(text);
  for (std::size_t at = 0; at < folded.size();) {
    const auto in_word = [&](std::size_t i) { return is_letter(folded[i]) || is_digit(folded[i]); };
    while (at < folded.size() && !in_word(at)) ++at;
    const std::size_t begin = at;
    while (at < folded.size() && in_word(at)) ++at;
    if (at > begin)
      words.push_back(spread_hash(std::string_view(folded).substr(begin, at - begin), 1));
  }
  std::vector<std::uint64_t> all;
  for (std::size_t i = 0; i + kShingle <= words.size(); ++i) {
    all.push_back(spread_hash(
        {reinterpret_cast<const char*>(words.data() + i), kShingle * sizeof(std::uint64_t)}, 2));
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::vector<std::int64_t> out;
  for (const std::uint64_t h : all) {
    if (h > kSampled && out.size() >= kLeast) break;
    out.push_back(static_cast<std::int64_t>(h));
  }
  return out;
}

std::string fingerprint(std::string_view text, std::string_view published) {
  const std::string all = std::string(text) + '\0' + std::string(published);
  return fmt::format("{:016x}{:016x}", spread_hash(all, 3), spread_hash(all, 4));
}

bool is_correction(std::string_view text) {
  return fold(text.substr(0, 100)).starts_with("correct");
}

bool tells_more(std::string_view text, std::string_view than, bool is_one_address) {
  constexpr std::size_t kSentence = 6;  // words; shorter ones are headings and captions
  if (is_correction(text) && !is_correction(than)) return true;
  const std::string folded = fold(text), other = fold(than);
  const auto theirs = words_of(other);
  const std::unordered_set<std::string_view> known(theirs.begin(), theirs.end());
  std::unordered_set<std::string> pairs;
  for (std::size_t i = 0; i + 1 < theirs.size(); ++i) pairs.insert(pair_at(theirs, i));
  std::unordered_set<std::string_view> numbers, told;  // anywhere; in a sentence
  std::size_t sentences = 0;
  for (std::size_t begin = 0; begin < folded.size();) {
    const std::size_t end = std::min(folded.find_first_of(".!?\n", begin), folded.size());
    const auto words = words_of(std::string_view(folded).substr(begin, end - begin));
    std::size_t unknown = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (is_digit(words[i][0]) && known.count(words[i]) == 0) {
        numbers.insert(words[i]);
        if (words.size() >= kSentence) told.insert(words[i]);
      }
      if (i + 1 < words.size() && pairs.count(pair_at(words, i)) == 0) ++unknown;
    }
    if (words.size() >= kSentence && 2 * unknown > words.size()) ++sentences;
    begin = end + 1;
  }
  return numbers.size() >= 2 || sentences >= 2 ||
         (is_one_address && (!told.empty() || sentences > 0));
}

}  // namespace casus
