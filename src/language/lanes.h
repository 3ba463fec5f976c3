// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstring>

// CASUS_PORTABLE leaves out what is written for one kind of processor.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(CASUS_PORTABLE)
#define CASUS_X86 1
#else
#define CASUS_X86 0
#endif

// Functions marked so are compiled once an instruction set; the loader picks.
#if CASUS_X86 && !defined(__clang__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__SANITIZE_ADDRESS__)
#define CASUS_CLONES __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define CASUS_CLONES
#endif
#define CASUS_INLINE inline __attribute__((always_inline))

namespace casus {

/// Sixteen floats side by side; the compiler makes of them what the instruction set has. Sums kept
/// in them have one order everywhere, so that, with products not fused (-ffp-contract=off), every
/// instruction set gives the same result.
using Lanes = float __attribute__((vector_size(64)));
constexpr std::size_t kLanes = 16;

CASUS_INLINE void load(const float* from, Lanes& lanes) {
  std::memcpy(&lanes, from, sizeof lanes);
}

/// Folds value(i), 0 <= i < count, into `start` by `fold`: sixteen at a time, then the sixteen,
/// then the rest.
template <typename Fold, typename Value>
CASUS_INLINE float folded(const float* x, std::size_t count, float start, Fold fold, Value value) {
  float parts[kLanes];
  for (float& part : parts) part = start;
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane)
      parts[lane] = fold(parts[lane], value(x[i + lane]));
  }
  for (std::size_t half = kLanes / 2; half > 0; half /= 2) {
    for (std::size_t lane = 0; lane < half; ++lane)
      parts[lane] = fold(parts[lane], parts[lane + half]);
  }
  for (; i < count; ++i) parts[0] = fold(parts[0], value(x[i]));
  return parts[0];
}

}  // namespace casus
