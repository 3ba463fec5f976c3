// SPDX-License-Identifier: Apache-2.0
#include "store/sketch.h"

#include <fmt/format.h>

#include <algorithm>

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

}  // namespace casus
