// SPDX-License-Identifier: Apache-2.0
#include "language/encoder.h"

#include <numeric>

#include "language/word_marks.h"

namespace casus {

namespace {

constexpr std::size_t kWidth = TransformerLayer::kWidth;
constexpr std::size_t kPositions = 512;

}  // namespace

Result<Encoder> Encoder::of(const ModelFile& model, const std::string& base) {
  Encoder encoder;
  encoder.file_ = model;
  const auto misshapen = [&](const std::string& name) {
    return Error{Errc::Corrupt,
                 "C0201 the model file is damaged: " + base + name + " has another shape"};
  };
  CASUS_TRY(encoder.pieces_, model.rows(base + "pieces.weight"));
  if (encoder.pieces_.columns != kWidth) return misshapen("pieces.weight");
  CASUS_TRY(encoder.positions_, model.tensor(base + "positions.weight"));
  if (encoder.positions_.values.size() != kPositions * kWidth) return misshapen("positions.weight");
  if (model.has(base + "marks.weight")) {
    CASUS_TRY(encoder.marks_, model.tensor(base + "marks.weight"));
    if (encoder.marks_.values.size() != (kFrameMark + 1) * kWidth) return misshapen("marks.weight");
  }
  CASUS_TRY(encoder.norm_, model.tensor(base + "norm.weight"));
  CASUS_TRY(encoder.norm_bias_, model.tensor(base + "norm.bias"));
  if (encoder.norm_.values.size() != kWidth || encoder.norm_bias_.values.size() != kWidth)
    return misshapen("norm");
  for (std::size_t n = 0;; ++n) {
    const std::string layer = base + "layers." + std::to_string(n) + ".";
    if (n > 0 && !model.has(layer + "qkv.weight")) break;
    CASUS_TRY(TransformerLayer one, TransformerLayer::of(model, layer));
    encoder.layers_.push_back(std::move(one));
  }
  return encoder;
}

Floats Encoder::operator()(const WordPieceWindow& window) const {
  const std::size_t count = window.pieces.size();
  Floats x(count * kWidth);
  for (std::size_t piece = 0; piece < count; ++piece) {
    const std::uint32_t id = window.pieces[piece];
    const std::int8_t* row = pieces_.data + std::size_t{id} * kWidth;
    const float* position = positions_.values.data() + piece * kWidth;
    float* out = x.data() + piece * kWidth;
    for (std::size_t i = 0; i < kWidth; ++i) out[i] = pieces_.scale[id] * row[i] + position[i];
    if (marks_.values.empty()) continue;
    const float* mark = marks_.values.data() + window.marks[piece] * kWidth;
    for (std::size_t i = 0; i < kWidth; ++i) out[i] += mark[i];
  }
  layer_norm(x.data(), count, kWidth, norm_.values.data(), norm_bias_.values.data());
  std::vector<std::uint32_t> all(count);
  std::iota(all.begin(), all.end(), 0U);
  // Of the last layer only the words' first pieces are wanted.
  for (const TransformerLayer& layer : layers_)
    x = layer(x, count, &layer == &layers_.back() ? window.first : all);
  return x;
}

}  // namespace casus
