// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

// Functions marked so are compiled once an instruction set; the loader picks.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
#define CASUS_CLONES __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define CASUS_CLONES
#endif

namespace casus {

// Dense float kernels over row-major matrices; products go to OpenBLAS. All are deterministic and thread-safe.

using Floats = std::vector<float>;

/// out[rows, outputs] = x[rows, inputs] weight[outputs, inputs]^T + bias (bias may be null).
void dense(const float* x, std::size_t rows, std::size_t inputs, const float* weight, const float* bias, std::size_t outputs, float* out);
/// out[rows, columns] = a[rows, inner] b[inner, columns].
void multiply(const float* a, std::size_t rows, std::size_t inner, const float* b, std::size_t columns, float* out);

void relu(Floats& x);
/// Gaussian error linear unit (Hendrycks & Gimpel 2016), by the error function's rational approximation
/// (Abramowitz & Stegun 7.1.26, error below 2e-7).
void gelu(float* x, std::size_t count);
void softmax(float* x, std::size_t count);
void layer_norm(float* x, std::size_t rows, std::size_t width, const float* gain, const float* bias);
/// A convolution over rows: x[rows, in] -> out[rows, outputs], weight[outputs, in, reach], zeros beyond the ends.
Floats convolve(const Floats& x, std::size_t rows, std::size_t in, const Floats& weight, const Floats& bias, std::size_t outputs, std::size_t reach);

/// The best path over `classes` with scores[rows, classes], where BIO allows it: class 0 is outside, odd classes begin
/// what the next even class goes on with.
std::vector<std::size_t> best_bio_path(const float* scores, std::size_t rows, std::size_t classes);

}  // namespace casus
