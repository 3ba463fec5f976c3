// SPDX-License-Identifier: Apache-2.0
#include "language/transformer.h"

#include <algorithm>
#include <cmath>

namespace casus {

namespace {

constexpr std::size_t kHeads = 12;
constexpr std::size_t kHeadWidth = TransformerLayer::kWidth / kHeads;
constexpr std::size_t kStrip = 48;  // rows whose values stay in the second-level cache

}  // namespace

Result<TransformerLayer> TransformerLayer::of(const ModelFile& model, const std::string& base) {
  TransformerLayer layer;
  CASUS_TRY(layer.qkv_, Dense::of(model, base + "qkv", kWidth));
  CASUS_TRY(layer.out_, Dense::of(model, base + "out", kWidth));
  CASUS_TRY(layer.up_, Dense::of(model, base + "up", kWidth));
  CASUS_TRY(layer.down_, Dense::of(model, base + "down", 4 * kWidth));
  CASUS_TRY(layer.norm1_, model.tensor(base + "norm1.weight"));
  CASUS_TRY(layer.norm1_bias_, model.tensor(base + "norm1.bias"));
  CASUS_TRY(layer.norm2_, model.tensor(base + "norm2.weight"));
  CASUS_TRY(layer.norm2_bias_, model.tensor(base + "norm2.bias"));
  return layer;
}

Result<std::vector<TransformerLayer>> TransformerLayer::stack(const ModelFile& model,
                                                              const std::string& base) {
  std::vector<TransformerLayer> out;
  for (;;) {
    const std::string name = base + std::to_string(out.size()) + ".";
    if (!out.empty() && !model.has(name + "qkv.weight")) return out;
    CASUS_TRY(TransformerLayer layer, of(model, name));
    out.push_back(std::move(layer));
  }
}

/// What each of `rows` gathers from all rows, before the output product: [rows.size(), width].
Floats TransformerLayer::attended(const Floats& x, std::size_t count,
                                  const std::vector<std::uint32_t>& rows) const {
  const Floats qkv = qkv_(x, count);
  const std::size_t asked = rows.size();
  Floats mixed(asked * kWidth), queries(asked * kWidth), scores(asked * count);
  const float scale = 1.0F / std::sqrt(static_cast<float>(kHeadWidth));
  for (std::size_t i = 0; i < asked; ++i) {
    for (std::size_t j = 0; j < kWidth; ++j)
      queries[i * kWidth + j] = qkv[rows[i] * 3 * kWidth + j] * scale;
  }
  for (std::size_t first = 0; first < kWidth; first += kHeadWidth) {
    const View query{queries.data() + first, kWidth};
    const View keys{qkv.data() + kWidth + first, 1, 3 * kWidth};
    const View values{qkv.data() + 2 * kWidth + first, 3 * kWidth};
    multiply(query, asked, kHeadWidth, keys, count, scores.data(), count);
    for (std::size_t i = 0; i < asked; ++i) softmax(scores.data() + i * count, count);
    multiply({scores.data(), count}, asked, count, values, kHeadWidth, mixed.data() + first,
             kWidth);
  }
  return mixed;
}

Floats TransformerLayer::operator()(const Floats& x, std::size_t count,
                                    const std::vector<std::uint32_t>& rows) const {
  Floats mixed = attended(x, count, rows);
  for (std::size_t first = 0; first < rows.size(); first += kStrip) {
    const std::size_t end = std::min(first + kStrip, rows.size());
    Floats kept = out_(mixed.data() + first * kWidth, end - first);
    for (std::size_t i = first; i < end; ++i) {
      for (std::size_t j = 0; j < kWidth; ++j)
        kept[(i - first) * kWidth + j] += x[rows[i] * kWidth + j];
    }
    layer_norm(kept.data(), end - first, kWidth, norm1_.values.data(), norm1_bias_.values.data());
    Floats up = up_(kept, end - first);
    gelu(up.data(), up.size());
    const Floats down = down_(up, end - first);
    for (std::size_t i = 0; i < kept.size(); ++i) kept[i] += down[i];
    layer_norm(kept.data(), end - first, kWidth, norm2_.values.data(), norm2_bias_.values.data());
    std::copy(kept.begin(), kept.end(),
              mixed.begin() + static_cast<std::ptrdiff_t>(first * kWidth));
  }
  return mixed;
}

}  // namespace casus
