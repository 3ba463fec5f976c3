// SPDX-License-Identifier: Apache-2.0
#include "language/kernels.h"

#include <cblas.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <mutex>

namespace casus {

namespace {

/// Debian's serial OpenBLAS shares its packing buffers between threads without a lock: two products at once spoil each other.
std::mutex product_mutex;

}  // namespace

void dense(const float* x, std::size_t rows, std::size_t inputs, const float* weight, const float* bias, std::size_t outputs, float* out) {
  for (std::size_t row = 0; row < rows; ++row) {
    if (bias != nullptr) std::memcpy(out + row * outputs, bias, outputs * sizeof(float));
  }
  const auto m = static_cast<int>(rows), n = static_cast<int>(outputs), k = static_cast<int>(inputs);
  const std::lock_guard<std::mutex> alone(product_mutex);
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1.0F, x, k, weight, k, bias != nullptr ? 1.0F : 0.0F, out, n);
}

void multiply(const float* a, std::size_t rows, std::size_t inner, const float* b, std::size_t columns, float* out) {
  const auto m = static_cast<int>(rows), n = static_cast<int>(columns), k = static_cast<int>(inner);
  const std::lock_guard<std::mutex> alone(product_mutex);
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1.0F, a, k, b, n, 0.0F, out, n);
}

void relu(Floats& x) {
  for (float& value : x) value = std::max(value, 0.0F);
}

namespace {

/// exp(x) for x <= 0 to about 2e-7, in a form compilers turn into vector code (after Cephes' expf).
inline __attribute__((always_inline)) float fast_exp(float x) {
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
    const float tail = t * (0.254829592F + t * (-0.284496736F + t * (1.421413741F + t * (-1.453152027F + t * 1.061405429F)))) * fast_exp(-z * z);
    x[i] = 0.5F * x[i] * (1.0F + (x[i] < 0 ? tail - 1.0F : 1.0F - tail));
  }
}

CASUS_CLONES void softmax(float* x, std::size_t count) {
  float most = x[0];
  for (std::size_t i = 0; i < count; ++i) most = x[i] > most ? x[i] : most;
  float sum = 0;
  for (std::size_t i = 0; i < count; ++i) x[i] = fast_exp(x[i] - most);
  for (std::size_t i = 0; i < count; ++i) sum += x[i];
  const float scale = 1.0F / sum;
  for (std::size_t i = 0; i < count; ++i) x[i] *= scale;
}

CASUS_CLONES void layer_norm(float* x, std::size_t rows, std::size_t width, const float* gain, const float* bias) {
  for (std::size_t row = 0; row < rows; ++row) {
    float* at = x + row * width;
    float mean = 0;
    for (std::size_t i = 0; i < width; ++i) mean += at[i];
    mean /= static_cast<float>(width);
    float variance = 0;
    for (std::size_t i = 0; i < width; ++i) variance += (at[i] - mean) * (at[i] - mean);
    const float scale = 1.0F / std::sqrt(variance / static_cast<float>(width) + 1e-12F);
    for (std::size_t i = 0; i < width; ++i) at[i] = (at[i] - mean) * scale * gain[i] + bias[i];
  }
}

Floats convolve(const Floats& x, std::size_t rows, std::size_t in, const Floats& weight, const Floats& bias, std::size_t outputs, std::size_t reach) {
  // Rows with their neighbours side by side turn the convolution into one product.
  Floats wide(rows * in * reach, 0.0F);
  const std::size_t half = reach / 2;
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t step = 0; step < reach; ++step) {
      if (row + step < half || row + step - half >= rows) continue;
      const float* from = x.data() + (row + step - half) * in;
      float* to = wide.data() + row * in * reach + step;
      for (std::size_t i = 0; i < in; ++i) to[i * reach] = from[i];
    }
  }
  Floats out(rows * outputs);
  dense(wide.data(), rows, in * reach, weight.data(), bias.data(), outputs, out.data());
  return out;
}

std::vector<std::size_t> best_bio_path(const float* scores, std::size_t rows, std::size_t classes) {
  if (rows == 0) return {};
  constexpr float kNever = -1e9F;
  const auto follows = [](std::size_t before, std::size_t now) { return now == 0 || now % 2 == 1 || before == now || before + 1 == now; };
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
  path[rows - 1] = static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
  for (std::size_t row = rows - 1; row > 0; --row) path[row - 1] = back[row * classes + path[row]];
  return path;
}

}  // namespace casus
