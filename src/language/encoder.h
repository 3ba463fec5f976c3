// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "casus/analyser.h"
#include "language/transformer.h"
#include "language/word_pieces.h"

namespace casus {

/// Vectors of words in context: embeddings of pieces, their places and marks, and layers of a
/// transformer over them (Devlin et al. 2019). Thread-safe: immutable.
class Encoder {
 public:
  /// Sections pieces, positions, marks, norm and layers of a model. Errors: Corrupt.
  static Result<Encoder> of(const ModelFile& model);

  /// The vectors of a window; a word's is its first piece's.
  WindowVectors operator()(const WordPieceWindow& window) const;

  std::uint32_t vocabulary() const { return pieces_.rows; }

 private:
  ModelFile file_;  // the pieces' rows lie in it
  ByteRows pieces_;
  Tensor positions_, marks_, norm_, norm_bias_;
  std::vector<TransformerLayer> layers_;
};

}  // namespace casus
