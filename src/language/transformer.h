// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "language/dense.h"

namespace casus {

/// One layer of a transformer encoder, post-norm, twelve heads (Vaswani et al. 2017; Devlin et al.
/// 2019), its products in int8. Thread-safe: immutable.
class TransformerLayer {
 public:
  static constexpr std::size_t kWidth = 384;

  /// Sections `base`{qkv,out,up,down,norm1,norm2} of a model. Errors: Corrupt.
  static Result<TransformerLayer> of(const ModelFile& model, const std::string& base);
  /// The layers `base`0., `base`1. and on, at least one. Errors: Corrupt.
  static Result<std::vector<TransformerLayer>> stack(const ModelFile& model,
                                                     const std::string& base);

  /// x[count, width] -> [rows.size(), width], for the rows named; every row of x is looked at.
  Floats operator()(const Floats& x, std::size_t count,
                    const std::vector<std::uint32_t>& rows) const;

 private:
  Floats attended(const Floats& x, std::size_t count, const std::vector<std::uint32_t>& rows) const;

  Dense qkv_, out_, up_, down_;
  Tensor norm1_, norm1_bias_, norm2_, norm2_bias_;
};

}  // namespace casus
