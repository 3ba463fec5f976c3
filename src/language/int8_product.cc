// SPDX-License-Identifier: Apache-2.0
#include "language/int8_product.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstring>
#include <memory>
#include <numeric>

#include "language/lanes.h"

#if CASUS_X86
#include <immintrin.h>
#endif

namespace casus {

namespace {

constexpr std::uint32_t kBlock = 16;  // outputs side by side
constexpr std::uint32_t kGroup = 4;   // inputs of one dot product

/// One strip: `rows` rows of activations times `blocks` blocks of outputs; sums[row * blocks * 16 +
/// output]. `x` are activations moved to 0..255, `stride` bytes a row.
using Strip = void (*)(const std::uint8_t* x, std::size_t stride, std::size_t rows,
                       const std::int8_t* packed, std::size_t blocks, std::size_t groups,
                       std::int32_t* sums);

void strip_portable(const std::uint8_t* x, std::size_t stride, std::size_t rows,
                    const std::int8_t* packed, std::size_t blocks, std::size_t groups,
                    std::int32_t* sums) {
  std::fill(sums, sums + rows * blocks * kBlock, 0);
  for (std::size_t block = 0; block < blocks; ++block) {
    for (std::size_t row = 0; row < rows; ++row) {
      std::int32_t* out = sums + (row * blocks + block) * kBlock;
      const std::int8_t* w = packed + block * groups * kBlock * kGroup;
      for (std::size_t group = 0; group < groups; ++group, w += kBlock * kGroup) {
        const std::uint8_t* a = x + row * stride + group * kGroup;
        for (std::uint32_t o = 0; o < kBlock; ++o)
          out[o] +=
              a[0] * w[4 * o] + a[1] * w[4 * o + 1] + a[2] * w[4 * o + 2] + a[3] * w[4 * o + 3];
      }
    }
  }
}

#if CASUS_X86

/// Products in 16 bits, since the 8-bit ones of AVX2 saturate; `x` are activations widened to
/// 16 bits, so that a group of them is one load that fills a register.
template <int kRows>
__attribute__((target("avx2"))) void tile_avx2(const std::int16_t* x, std::size_t stride,
                                               const std::int8_t* packed, std::size_t groups,
                                               std::int32_t* sums, std::size_t sums_stride) {
  for (int half = 0; half < 2; ++half) {  // half a block, 8 outputs, at a time
    __m256i low[kRows], high[kRows];
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) low[r] = high[r] = _mm256_setzero_si256();
    const std::int8_t* w = packed + half * 32;
    for (std::size_t group = 0; group < groups; ++group, w += kBlock * kGroup) {
      const __m256i w_low =
          _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(w)));
      const __m256i w_high =
          _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(w + 16)));
#pragma GCC unroll 8
      for (int r = 0; r < kRows; ++r) {
        long long four = 0;
        std::memcpy(&four, x + static_cast<std::size_t>(r) * stride + group * kGroup, sizeof four);
        const __m256i a = _mm256_set1_epi64x(four);
        low[r] = _mm256_add_epi32(low[r], _mm256_madd_epi16(a, w_low));
        high[r] = _mm256_add_epi32(high[r], _mm256_madd_epi16(a, w_high));
        // One row after another: all six broadcasts first would push the sums out of registers.
        asm volatile("" : "+x"(low[r]), "+x"(high[r]));
      }
    }
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
      const __m256i pairs = _mm256_hadd_epi32(low[r], high[r]);  // outputs 0 1 4 5 2 3 6 7
      _mm256_storeu_si256(
          reinterpret_cast<__m256i*>(sums + static_cast<std::size_t>(r) * sums_stride + half * 8),
          _mm256_permute4x64_epi64(pairs, 0xD8));
    }
  }
}

void strip_avx2(const std::uint8_t* x, std::size_t stride, std::size_t rows,
                const std::int8_t* packed, std::size_t blocks, std::size_t groups,
                std::int32_t* sums) {
  const auto wide = std::make_unique_for_overwrite<std::int16_t[]>(rows * stride);
  std::copy(x, x + rows * stride, wide.get());
  for (std::size_t block = 0; block < blocks; ++block) {
    const std::int8_t* w = packed + block * groups * kBlock * kGroup;
    std::size_t row = 0;
    for (; row + 6 <= rows; row += 6)
      tile_avx2<6>(wide.get() + row * stride, stride, w, groups,
                   sums + row * blocks * kBlock + block * kBlock, blocks * kBlock);
    for (; row + 2 <= rows; row += 2)
      tile_avx2<2>(wide.get() + row * stride, stride, w, groups,
                   sums + row * blocks * kBlock + block * kBlock, blocks * kBlock);
    for (; row < rows; ++row)
      tile_avx2<1>(wide.get() + row * stride, stride, w, groups,
                   sums + row * blocks * kBlock + block * kBlock, blocks * kBlock);
  }
}

// Unrolled early, so that the sums stay in registers.
template <int kRows, int kBlocks>
__attribute__((target("avx512f,avx512bw,avx512vnni"))) void tile_vnni(
    const std::uint8_t* x, std::size_t stride, const std::int8_t* packed, std::size_t groups,
    std::int32_t* sums, std::size_t sums_stride) {
  __m512i acc[kRows][kBlocks];
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 8
    for (int b = 0; b < kBlocks; ++b) acc[r][b] = _mm512_setzero_si512();
  }
  const std::size_t block_bytes = groups * kBlock * kGroup;
  for (std::size_t group = 0; group < groups; ++group) {
    __m512i w[kBlocks];
#pragma GCC unroll 8
    for (int b = 0; b < kBlocks; ++b)
      w[b] = _mm512_loadu_si512(packed + static_cast<std::size_t>(b) * block_bytes +
                                group * kBlock * kGroup);
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
      std::int32_t four = 0;
      std::memcpy(&four, x + static_cast<std::size_t>(r) * stride + group * kGroup, kGroup);
      const __m512i a = _mm512_set1_epi32(four);
#pragma GCC unroll 8
      for (int b = 0; b < kBlocks; ++b) acc[r][b] = _mm512_dpbusd_epi32(acc[r][b], a, w[b]);
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 8
    for (int b = 0; b < kBlocks; ++b)
      _mm512_storeu_si512(sums + static_cast<std::size_t>(r) * sums_stride + b * 16, acc[r][b]);
  }
}

template <int kBlocks>
void rows_vnni(const std::uint8_t* x, std::size_t stride, std::size_t rows,
               const std::int8_t* packed, std::size_t groups, std::int32_t* sums,
               std::size_t sums_stride) {
  std::size_t row = 0;
  for (; row + 6 <= rows; row += 6)
    tile_vnni<6, kBlocks>(x + row * stride, stride, packed, groups, sums + row * sums_stride,
                          sums_stride);
  for (; row + 2 <= rows; row += 2)
    tile_vnni<2, kBlocks>(x + row * stride, stride, packed, groups, sums + row * sums_stride,
                          sums_stride);
  for (; row < rows; ++row)
    tile_vnni<1, kBlocks>(x + row * stride, stride, packed, groups, sums + row * sums_stride,
                          sums_stride);
}

void strip_vnni(const std::uint8_t* x, std::size_t stride, std::size_t rows,
                const std::int8_t* packed, std::size_t blocks, std::size_t groups,
                std::int32_t* sums) {
  const std::size_t sums_stride = blocks * kBlock;
  std::size_t block = 0;
  const auto at = [&](std::size_t b) { return packed + b * groups * kBlock * kGroup; };
  for (; block + 4 <= blocks; block += 4)
    rows_vnni<4>(x, stride, rows, at(block), groups, sums + block * kBlock, sums_stride);
  for (; block < blocks; ++block)
    rows_vnni<1>(x, stride, rows, at(block), groups, sums + block * kBlock, sums_stride);
}

#endif

Strip strip_of(InstructionSet set) {
#if CASUS_X86
  if (set == InstructionSet::Avx512Vnni) return strip_vnni;
  if (set == InstructionSet::Avx2) return strip_avx2;
#endif
  (void)set;
  return strip_portable;
}

/// Rounds a row to int8 by its largest value and moves it to 0..255; returns the scale.
CASUS_CLONES float quantise(const float* x, std::size_t count, std::uint8_t* out) {
  const float most = folded(
      x, count, 0.0F, [](float a, float b) { return b > a ? b : a; },
      [](float value) { return std::abs(value); });
  const float scale = most > 0 ? most / 127.0F : 1.0F;
  const float inverse = 1.0F / scale;
  for (std::size_t i = 0; i < count; ++i) {
    // Adding 1.5 * 2^23 rounds to the nearest integer and leaves it in the low bits.
    const float shifted = x[i] * inverse + 12582912.0F;
    std::int32_t bits = 0;
    std::memcpy(&bits, &shifted, sizeof bits);
    out[i] = static_cast<std::uint8_t>(bits + 128);
  }
  return scale;
}

/// Sums of one row to floats: out = (sum - offset) * scale * scales + bias.
CASUS_CLONES void restore(const std::int32_t* sums, const std::int32_t* offsets,
                          const float* scales, float scale, const float* bias, std::size_t count,
                          float* out) {
  for (std::size_t i = 0; i < count; ++i)
    out[i] = static_cast<float>(sums[i] - offsets[i]) * (scale * scales[i]) + bias[i];
}

}  // namespace

InstructionSet best_instruction_set() {
#if CASUS_X86
  static const InstructionSet best =
      __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw")
          ? InstructionSet::Avx512Vnni
      : __builtin_cpu_supports("avx2") ? InstructionSet::Avx2
                                       : InstructionSet::Portable;
  return best;
#else
  return InstructionSet::Portable;
#endif
}

Int8Matrix::Int8Matrix(const std::int8_t* rows, const float* scales, std::uint32_t outputs,
                       std::uint32_t inputs)
    : outputs_(outputs),
      inputs_(inputs),
      blocks_((outputs + kBlock - 1) / kBlock),
      groups_((inputs + kGroup - 1) / kGroup),
      packed_(std::size_t{blocks_} * groups_ * kBlock * kGroup),
      scales_(scales, scales + outputs),
      offsets_(outputs) {
  for (std::uint32_t output = 0; output < outputs; ++output) {
    const std::int8_t* row = rows + std::size_t{output} * inputs;
    std::int8_t* to = packed_.data() +
                      (std::size_t{output / kBlock} * groups_ * kBlock + output % kBlock) * kGroup;
    for (std::uint32_t input = 0; input < inputs; input += kGroup, to += kBlock * kGroup) {
      if (input + kGroup <= inputs)
        std::memcpy(to, row + input, kGroup);
      else
        std::memcpy(to, row + input, inputs - input);
    }
    offsets_[output] = 128 * std::accumulate(row, row + inputs, 0);
  }
}

Int8Matrix Int8Matrix::rounded(const float* rows, std::uint32_t outputs, std::uint32_t inputs) {
  std::vector<std::int8_t> bytes(std::size_t{outputs} * inputs);
  std::vector<std::uint8_t> row(inputs);
  std::vector<float> scales(outputs);
  for (std::size_t output = 0; output < outputs; ++output) {
    scales[output] = quantise(rows + output * inputs, inputs, row.data());
    for (std::size_t input = 0; input < inputs; ++input)
      bytes[output * inputs + input] = static_cast<std::int8_t>(row[input] - 128);
  }
  return Int8Matrix(bytes.data(), scales.data(), outputs, inputs);
}

void Int8Matrix::multiply(const float* x, std::size_t rows, const float* bias, float* out,
                          InstructionSet set) const {
  assert(bias != nullptr);
  constexpr std::size_t kStrip = 48;  // rows whose bytes and sums stay in the second-level cache
  const std::size_t stride = std::size_t{groups_} * kGroup;
  // What lies behind a row's last input meets weights of zero.
  const auto bytes = std::make_unique_for_overwrite<std::uint8_t[]>(kStrip * stride);
  const auto sums = std::make_unique_for_overwrite<std::int32_t[]>(kStrip * blocks_ * kBlock);
  std::array<float, kStrip> row_scales{};
  const Strip strip = strip_of(set);
  for (std::size_t first = 0; first < rows; first += kStrip) {
    const std::size_t count = std::min(kStrip, rows - first);
    for (std::size_t row = 0; row < count; ++row)
      row_scales[row] = quantise(x + (first + row) * inputs_, inputs_, bytes.get() + row * stride);
    strip(bytes.get(), stride, count, packed_.data(), blocks_, groups_, sums.get());
    for (std::size_t row = 0; row < count; ++row) {
      restore(sums.get() + row * blocks_ * kBlock, offsets_.data(), scales_.data(), row_scales[row],
              bias, outputs_, out + (first + row) * outputs_);
    }
  }
}

}  // namespace casus
