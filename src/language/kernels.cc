// SPDX-License-Identifier: Apache-2.0
#include "language/kernels.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "language/lanes.h"

#if CASUS_X86
#include <immintrin.h>
#endif

namespace casus {

namespace {

/// Rows of a from `row` on, kRows at a time while there are so many, times one panel of b, kWide
/// times sixteen columns; each sum runs over `inner` from the first to the last. Returns the row it
/// came to.
template <int kRows, int kWide>
CASUS_INLINE std::size_t multiply_rows(View a, std::size_t row, std::size_t rows, std::size_t inner,
                                       const float* panel, std::size_t columns, float* out,
                                       std::size_t out_step) {
  constexpr std::size_t kPanel = kWide * kLanes;
  for (; row + kRows <= rows; row += kRows) {
    Lanes sums[kRows][kWide] = {};
    for (std::size_t i = 0; i < inner; ++i) {
      Lanes right[kWide];
#pragma GCC unroll 2
      for (int w = 0; w < kWide; ++w)
        load(panel + i * kPanel + static_cast<std::size_t>(w) * kLanes, right[w]);
#pragma GCC unroll 8
      for (std::size_t r = 0; r < kRows; ++r) {
        const float value = a.data[(row + r) * a.row_step + i * a.column_step];
#pragma GCC unroll 2
        for (int w = 0; w < kWide; ++w) sums[r][w] += value * right[w];
      }
    }
#pragma GCC unroll 8
    for (std::size_t r = 0; r < kRows; ++r) {
      float* to = out + (row + r) * out_step;
      if (columns == kPanel) {  // a size known to the compiler is a few stores
        std::memcpy(to, sums[r], sizeof sums[r]);
      } else {
        std::memcpy(to, sums[r], columns * sizeof(float));
      }
    }
  }
  return row;
}

/// `width` columns of b from `first` on side by side, kPanel floats a row.
template <std::size_t kPanel>
CASUS_INLINE void pack(View b, std::size_t first, std::size_t width, std::size_t inner,
                       float* panel) {
  const float* from = b.data + first * b.column_step;
  if (b.column_step == 1) {
    for (std::size_t i = 0; i < inner; ++i)
      std::memcpy(panel + i * kPanel, from + i * b.row_step, width * sizeof(float));
    return;
  }
  for (std::size_t c = 0; c < width; ++c) {  // along what lies side by side
    for (std::size_t i = 0; i < inner; ++i)
      panel[i * kPanel + c] = from[i * b.row_step + c * b.column_step];
  }
}

/// The product with kRows rows by kWide times sixteen columns kept in registers: what an
/// instruction set has room for.
template <int kRows, int kWide>
CASUS_INLINE void multiply_by(View a, std::size_t rows, std::size_t inner, View b,
                              std::size_t columns, float* out, std::size_t out_step) {
  constexpr std::size_t kPanel = kWide * kLanes;
  Floats packed(inner * kPanel, 0.0F);
  float* panel = packed.data();
  for (std::size_t first = 0; first < columns; first += kPanel) {
    const std::size_t width = std::min(kPanel, columns - first);
    pack<kPanel>(b, first, width, inner, panel);
    std::size_t row =
        multiply_rows<kRows, kWide>(a, 0, rows, inner, panel, width, out + first, out_step);
    row = multiply_rows<2, kWide>(a, row, rows, inner, panel, width, out + first, out_step);
    multiply_rows<1, kWide>(a, row, rows, inner, panel, width, out + first, out_step);
  }
}

using Multiply = void (*)(View, std::size_t, std::size_t, View, std::size_t, float*, std::size_t);

#if CASUS_X86

__attribute__((target("avx512f"))) void multiply_avx512(View a, std::size_t rows, std::size_t inner,
                                                        View b, std::size_t columns, float* out,
                                                        std::size_t out_step) {
  multiply_by<8, 2>(a, rows, inner, b, columns, out, out_step);
}

/// Rows of a from `row` on, as multiply_rows, in registers of eight floats.
template <int kRows>
__attribute__((target("avx2"))) std::size_t rows_avx2(View a, std::size_t row, std::size_t rows,
                                                      std::size_t inner, const float* panel,
                                                      std::size_t columns, float* out,
                                                      std::size_t out_step) {
  for (; row + kRows <= rows; row += kRows) {
    __m256 sums[kRows][2];
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) sums[r][0] = sums[r][1] = _mm256_setzero_ps();
    const float* from = a.data + row * a.row_step;
    for (std::size_t i = 0; i < inner; ++i) {
      const __m256 left = _mm256_loadu_ps(panel + i * kLanes),
                   right = _mm256_loadu_ps(panel + i * kLanes + 8);
#pragma GCC unroll 8
      for (std::size_t r = 0; r < kRows; ++r) {
        const __m256 value = _mm256_broadcast_ss(from + r * a.row_step + i * a.column_step);
        sums[r][0] = _mm256_add_ps(sums[r][0], _mm256_mul_ps(value, left));
        sums[r][1] = _mm256_add_ps(sums[r][1], _mm256_mul_ps(value, right));
      }
    }
#pragma GCC unroll 8
    for (std::size_t r = 0; r < kRows; ++r)
      std::memcpy(out + (row + r) * out_step, sums[r], columns * sizeof(float));
  }
  return row;
}

__attribute__((target("avx2"))) void multiply_avx2(View a, std::size_t rows, std::size_t inner,
                                                   View b, std::size_t columns, float* out,
                                                   std::size_t out_step) {
  Floats panel(inner * kLanes, 0.0F);
  for (std::size_t first = 0; first < columns; first += kLanes) {
    const std::size_t width = std::min(kLanes, columns - first);
    pack<kLanes>(b, first, width, inner, panel.data());
    std::size_t row = rows_avx2<6>(a, 0, rows, inner, panel.data(), width, out + first, out_step);
    row = rows_avx2<2>(a, row, rows, inner, panel.data(), width, out + first, out_step);
    rows_avx2<1>(a, row, rows, inner, panel.data(), width, out + first, out_step);
  }
}

Multiply best_multiply() {
  if (__builtin_cpu_supports("avx512f")) return multiply_avx512;
  if (__builtin_cpu_supports("avx2")) return multiply_avx2;
  return multiply_by<2, 1>;
}

#else

Multiply best_multiply() {
  return multiply_by<4, 1>;
}

#endif

}  // namespace

void multiply(View a, std::size_t rows, std::size_t inner, View b, std::size_t columns, float* out,
              std::size_t out_step) {
  static const Multiply best = best_multiply();
  best(a, rows, inner, b, columns, out, out_step);
}

CASUS_CLONES float dot(const float* a, const float* b, std::size_t count) {
  Lanes sums = {}, left, right;
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    load(a + i, left);
    load(b + i, right);
    sums += left * right;
  }
  float sum = 0;
  for (std::size_t lane = 0; lane < kLanes; ++lane) sum += sums[lane];
  for (; i < count; ++i) sum += a[i] * b[i];
  return sum;
}

void relu(Floats& x) {
  for (float& value : x) value = std::max(value, 0.0F);
}

namespace {

/// exp(x) for x <= 0 to about 2e-7, in a form compilers turn into vector code (after Cephes' expf).
CASUS_INLINE float fast_exp(float x) {
  x = x < -87.0F ? -87.0F : x;
  const float scaled = x * 1.44269504F;
  const float whole = std::floor(scaled + 0.5F);
  const float rest = x - whole * 0.693359375F + whole * 2.12194440e-4F;
  float y = 1.9875691500e-4F;
  y = y * rest + 1.3981999507e-3F;
  y = y * rest + 8.3334519073e-3F;
  y = y * rest + 4.1665795894e-2F;
  y = y * rest + 1.6666665459e-1F;
  y = y * rest + 5.0000001201e-1F;
  y = y * rest * rest + rest + 1.0F;
  std::int32_t bits = (static_cast<std::int32_t>(whole) + 127) << 23;
  float power = 0;
  std::memcpy(&power, &bits, sizeof power);
  return y * power;
}

}  // namespace

CASUS_CLONES void gelu(float* x, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const float z = std::abs(x[i]) * 0.70710678F;
    const float t = 1.0F / (1.0F + 0.3275911F * z);
    const float tail =
        t *
        (0.254829592F +
         t * (-0.284496736F + t * (1.421413741F + t * (-1.453152027F + t * 1.061405429F)))) *
        fast_exp(-z * z);
    x[i] = 0.5F * x[i] * (1.0F + (x[i] < 0 ? tail - 1.0F : 1.0F - tail));
  }
}

CASUS_CLONES void softmax(float* x, std::size_t count) {
  const auto same = [](float value) { return value; };
  const float most = folded(
      x, count, x[0], [](float a, float b) { return b > a ? b : a; }, same);
  for (std::size_t i = 0; i < count; ++i) x[i] = fast_exp(x[i] - most);
  const float scale = 1.0F / folded(
                                 x, count, 0.0F, [](float a, float b) { return a + b; }, same);
  for (std::size_t i = 0; i < count; ++i) x[i] *= scale;
}

CASUS_CLONES void layer_norm(float* x, std::size_t rows, std::size_t width, const float* gain,
                             const float* bias) {
  const auto add = [](float a, float b) { return a + b; };
  for (std::size_t row = 0; row < rows; ++row) {
    float* at = x + row * width;
    const float mean =
        folded(at, width, 0.0F, add, [](float value) { return value; }) / static_cast<float>(width);
    const float variance = folded(at, width, 0.0F, add,
                                  [mean](float value) { return (value - mean) * (value - mean); });
    const float scale = 1.0F / std::sqrt(variance / static_cast<float>(width) + 1e-12F);
    for (std::size_t i = 0; i < width; ++i) at[i] = (at[i] - mean) * scale * gain[i] + bias[i];
  }
}

std::vector<std::size_t> best_bio_path(const float* scores, std::size_t rows, std::size_t classes) {
  if (rows == 0) return {};
  constexpr float kNever = -1e9F;
  const auto follows = [](std::size_t before, std::size_t now) {
    return now == 0 || now % 2 == 1 || before == now || before + 1 == now;
  };
  std::vector<float> best(classes), next(classes);
  std::vector<std::size_t> back(rows * classes);
  for (std::size_t c = 0; c < classes; ++c) best[c] = c != 0 && c % 2 == 0 ? kNever : scores[c];
  for (std::size_t row = 1; row < rows; ++row) {
    for (std::size_t now = 0; now < classes; ++now) {
      std::size_t from = 0;
      float value = kNever * 2;
      for (std::size_t before = 0; before < classes; ++before) {
        if (follows(before, now) && best[before] > value) value = best[before], from = before;
      }
      next[now] = value + scores[row * classes + now];
      back[row * classes + now] = from;
    }
    best.swap(next);
  }
  std::vector<std::size_t> path(rows);
  path[rows - 1] =
      static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
  for (std::size_t row = rows - 1; row > 0; --row) path[row - 1] = back[row * classes + path[row]];
  return path;
}

}  // namespace casus
