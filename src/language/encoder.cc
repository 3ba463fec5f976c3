// SPDX-License-Identifier: Apache-2.0
#include "language/encoder.h"

#include <numeric>

#include "language/word_marks.h"

namespace casus {

namespace {

constexpr std::size_t kWidth = TransformerLayer::kWidth;
constexpr std::size_t kPositions = 512;

}  // namespace

Result<Encoder> Encoder::of(const ModelFile& model) {
  Encoder encoder;
  encoder.file_ = model;
  const auto misshapen = [](const std::string& name) {
    return Error{Errc::Corrupt, "C0201 the model file is damaged: " + name + " has another shape"};
  };
  CASUS_TRY(encoder.pieces_, model.rows("pieces.weight"));
  if (encoder.pieces_.columns != kWidth) return misshapen("pieces.weight");
  struct Named {
    const char* name;
    Tensor* tensor;
    std::size_t count;
  };
  for (const auto& [name, tensor, count] :
       std::initializer_list<Named>{{"positions.weight", &encoder.positions_, kPositions * kWidth},
                                    {"marks.weight", &encoder.marks_, (kFrameMark + 1) * kWidth},
                                    {"norm.weight", &encoder.norm_, kWidth},
                                    {"norm.bias", &encoder.norm_bias_, kWidth}}) {
    CASUS_TRY(*tensor, model.tensor(name));
    if (tensor->values.size() != count) return misshapen(name);
  }
  CASUS_TRY(encoder.layers_, TransformerLayer::stack(model, "layers."));
  return encoder;
}

WindowVectors Encoder::operator()(const WordPieceWindow& window) const {
  const std::size_t count = window.pieces.size();
  Floats x(count * kWidth);
  for (std::size_t piece = 0; piece < count; ++piece) {
    const std::uint32_t id = window.pieces[piece];
    const std::int8_t* row = pieces_.data + std::size_t{id} * kWidth;
    const float* position = positions_.values.data() + piece * kWidth;
    const float* mark = marks_.values.data() + window.marks[piece] * kWidth;
    for (std::size_t i = 0; i < kWidth; ++i)
      x[piece * kWidth + i] = pieces_.scale[id] * row[i] + position[i] + mark[i];
  }
  layer_norm(x.data(), count, kWidth, norm_.values.data(), norm_bias_.values.data());
  std::vector<std::uint32_t> all(count);
  std::iota(all.begin(), all.end(), 0U);
  // Of the last layer only the words' first pieces are wanted.
  WindowVectors out{{}, {}, window.first};
  for (const TransformerLayer& layer : layers_) {
    x = layer(x, count, &layer == &layers_.back() ? window.first : all);
    if (&layer == &layers_.front()) out.pieces = x;
  }
  out.words = std::move(x);
  return out;
}

}  // namespace casus
