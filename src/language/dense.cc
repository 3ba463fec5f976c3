// SPDX-License-Identifier: Apache-2.0
#include "language/dense.h"

#include <cstring>

namespace casus {

namespace {

Error other_shape(const std::string& name) {
  return {Errc::Corrupt, "C0201 the model file is damaged: " + name + " has another shape"};
}

}  // namespace

Result<Dense> Dense::of(const ModelFile& model, const std::string& name, std::size_t inputs) {
  CASUS_TRY(Tensor bias, model.tensor(name + ".bias"));
  const auto of_shape = [&](std::size_t rows, std::size_t columns) {
    return columns == inputs && bias.values.size() == rows;
  };
  if (const auto weight = model.rows(name + ".weight")) {
    if (of_shape(weight->rows, weight->columns))
      return Dense{Int8Matrix(weight->data, weight->scale, weight->rows, weight->columns),
                   std::move(bias.values)};
  } else {
    CASUS_TRY(Tensor small, model.tensor(name + ".weight"));
    if (small.dims.size() == 2 && of_shape(small.dims[0], small.dims[1]))
      return Dense{Int8Matrix::rounded(small.values.data(), small.dims[0], small.dims[1]),
                   std::move(bias.values)};
  }
  return other_shape(name);
}

Floats Dense::operator()(const float* x, std::size_t rows) const {
  Floats out(rows * outputs());
  weight.multiply(x, rows, bias.data(), out.data());
  return out;
}

Result<Convolution> Convolution::of(const ModelFile& model, const std::string& name,
                                    std::size_t inputs) {
  CASUS_TRY(const Tensor weight, model.tensor(name + ".weight"));
  CASUS_TRY(Tensor bias, model.tensor(name + ".bias"));
  if (weight.dims.size() != 3 || weight.dims[1] != inputs || weight.dims[2] % 2 == 0 ||
      bias.values.size() != weight.dims[0])
    return other_shape(name);
  const std::size_t outputs = weight.dims[0], reach = weight.dims[2];
  Floats rows(weight.values.size());
  for (std::size_t output = 0; output < outputs; ++output) {
    for (std::size_t input = 0; input < inputs; ++input) {
      for (std::size_t step = 0; step < reach; ++step)
        rows[(output * reach + step) * inputs + input] =
            weight.values[(output * inputs + input) * reach + step];
    }
  }
  return Convolution{
      {Int8Matrix::rounded(rows.data(), weight.dims[0], static_cast<std::uint32_t>(inputs * reach)),
       std::move(bias.values)},
      reach};
}

Floats Convolution::operator()(const Floats& x, std::size_t rows) const {
  const std::size_t width = layer.weight.inputs() / reach, half = reach / 2;
  Floats neighbourhoods(rows * width * reach, 0.0F);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t step = 0; step < reach; ++step) {
      if (row + step < half || row + step - half >= rows) continue;
      std::memcpy(neighbourhoods.data() + (row * reach + step) * width,
                  x.data() + (row + step - half) * width, width * sizeof(float));
    }
  }
  return layer(neighbourhoods, rows);
}

}  // namespace casus
