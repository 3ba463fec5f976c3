// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace casus {

// Float kernels over row-major matrices. All are thread-safe and give the same for any instruction
// set (language/lanes.h).

using Floats = std::vector<float>;

/// A matrix inside another: element (i, j) is data[i * row_step + j * column_step].
struct View {
  const float* data = nullptr;
  std::size_t row_step = 0;
  std::size_t column_step = 1;
};

/// out[rows, columns] = a[rows, inner] b[inner, columns]; rows of out are out_step apart.
void multiply(View a, std::size_t rows, std::size_t inner, View b, std::size_t columns, float* out,
              std::size_t out_step);

/// The sum of a[i] b[i].
float dot(const float* a, const float* b, std::size_t count);

void relu(Floats& x);
/// Gaussian error linear unit (Hendrycks & Gimpel 2016), by the error function's rational
/// approximation (Abramowitz & Stegun 7.1.26, error below 2e-7).
void gelu(float* x, std::size_t count);
void softmax(float* x, std::size_t count);
void layer_norm(float* x, std::size_t rows, std::size_t width, const float* gain,
                const float* bias);

/// The best path over `classes` with scores[rows, classes], where BIO allows it: class 0 is
/// outside, odd classes begin what the next even class goes on with.
std::vector<std::size_t> best_bio_path(const float* scores, std::size_t rows, std::size_t classes);

}  // namespace casus
