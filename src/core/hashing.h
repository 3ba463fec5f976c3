// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace casus {

// Hashes that are the same on every machine: trained weights and kept sketches stand under them.

inline constexpr std::uint64_t kHashStart = 0xCBF29CE484222325ULL;

/// FNV-1a, gone on with: of "ab" it is that of "b" after that of "a".
constexpr std::uint64_t hash_on(std::uint64_t so_far, char letter) {
  return (so_far ^ static_cast<unsigned char>(letter)) * 0x100000001B3ULL;
}
constexpr std::uint64_t hash_on(std::uint64_t so_far, std::string_view text) {
  for (const char letter : text) so_far = hash_on(so_far, letter);
  return so_far;
}

/// FNV-1a.
constexpr std::uint64_t hash_of(std::string_view text, std::uint64_t seed = 0) {
  return hash_on(kHashStart ^ seed, text);
}

inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t x =
      (a ^ (b + 0x9E3779B97F4A7C15ULL + (a << 6) + (a >> 2))) * 0xBF58476D1CE4E5B9ULL;
  return x ^ (x >> 29);
}

template <typename... More>
std::uint64_t mix(std::uint64_t a, std::uint64_t b, More... more) {
  return mix(mix(a, b), more...);
}

}  // namespace casus
