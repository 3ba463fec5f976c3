// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace casus {

/// Instruction sets a product can use; all give the same sums to the last bit.
enum class InstructionSet : std::uint8_t { Portable, Avx2, Avx512Vnni };

/// The best one this processor has.
InstructionSet best_instruction_set();

/// An int8 matrix W [outputs, inputs] with a scale a row, laid out for products with rows of
/// activations.
///
/// multiply: out[rows, outputs] = x[rows, inputs] W^T + bias, where each row of x is rounded to
/// int8 by its own largest value (symmetric, dynamic) and sums are exact in int32. Thread-safe:
/// immutable. Source: dynamic quantisation as in Zafrir et al. 2019, "Q8BERT"; layout as dot
/// products of four bytes (VNNI) want it.
///
///   packed: outputs in blocks of 16, inputs in groups of 4 -> [block][group][16][4] bytes
class Int8Matrix {
 public:
  Int8Matrix() = default;
  Int8Matrix(const std::int8_t* rows, const float* scales, std::uint32_t outputs,
             std::uint32_t inputs);
  /// The same from floats, each row rounded by its own largest value.
  static Int8Matrix rounded(const float* rows, std::uint32_t outputs, std::uint32_t inputs);

  void multiply(const float* x, std::size_t rows, const float* bias, float* out,
                InstructionSet set = best_instruction_set()) const;

  std::uint32_t outputs() const { return outputs_; }
  std::uint32_t inputs() const { return inputs_; }

 private:
  std::uint32_t outputs_ = 0, inputs_ = 0, blocks_ = 0, groups_ = 0;
  std::vector<std::int8_t> packed_;
  std::vector<float> scales_;
  std::vector<std::int32_t>
      offsets_;  // 128 times the sum of a row: what activations moved to 0..255 add
};

}  // namespace casus
