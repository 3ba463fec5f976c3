// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace casus {

// Hashes that are the same on every machine: trained weights and kept sketches stand under them.

/// FNV-1a.
inline std::uint64_t hash_of(std::string_view text, std::uint64_t seed = 0) {
  std::uint64_t hash = 0xCBF29CE484222325ULL ^ seed;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
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
