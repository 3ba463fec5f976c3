// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "language/int8_product.h"
#include "language/kernels.h"
#include "language/model_file.h"

namespace casus {

/// A dense layer: y = x W^T + b, with W [outputs, inputs] in int8. Thread-safe: immutable.
struct Dense {
  Int8Matrix weight;
  Floats bias;
  std::uint32_t outputs() const { return weight.outputs(); }

  /// The layer `name`.weight, `name`.bias of a model. Errors: Corrupt when it is not there or takes
  /// other inputs.
  static Result<Dense> of(const ModelFile& model, const std::string& name, std::size_t inputs);
  /// x[rows, inputs] -> [rows, outputs].
  Floats operator()(const float* x, std::size_t rows) const;
  Floats operator()(const Floats& x, std::size_t rows) const { return (*this)(x.data(), rows); }
};

/// A convolution over rows, zeros beyond the ends: the layer's inputs are a row's neighbourhood
/// side by side.
struct Convolution {
  Dense layer;
  std::size_t reach = 1;  // rows of a neighbourhood, an odd number

  /// `name`.weight [outputs, inputs, reach], `name`.bias. Errors as of Dense.
  static Result<Convolution> of(const ModelFile& model, const std::string& name,
                                std::size_t inputs);
  Floats operator()(const Floats& x, std::size_t rows) const;
};

}  // namespace casus
