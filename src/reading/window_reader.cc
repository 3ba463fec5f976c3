// SPDX-License-Identifier: Apache-2.0
#include "reading/window_reader.h"

#include <algorithm>
#include <numeric>

#include "casus/kinds.h"
#include "language/kernels.h"

namespace casus {

namespace {

constexpr std::size_t kWidth = TransformerLayer::kWidth;
constexpr std::size_t kHidden = 128, kCueHidden = 192;
constexpr std::size_t kReaches = 14;

std::uint32_t reach_of(std::uint32_t from, std::uint32_t to) {
  const std::uint32_t n = from < to ? to - from : from - to;
  const std::uint32_t bucket = n <= 1 ? n : n <= 3 ? 2 : n <= 6 ? 3 : n <= 12 ? 4 : n <= 25 ? 5 : 6;
  return bucket + (to < from ? 7 : 0);
}

Error other_shape(const std::string& name) {
  return {Errc::Corrupt, "C0201 the model file is damaged: " + name + " has another shape"};
}

Result<Tensor> shaped(const ModelFile& model, const std::string& name, std::size_t count) {
  CASUS_TRY(Tensor tensor, model.tensor(name));
  if (tensor.values.size() != count) return other_shape(name);
  return tensor;
}

/// A head's scores of one word, as probabilities.
Floats likely(const Dense& head, const float* word) {
  Floats out = head(word, 1);
  softmax(out.data(), out.size());
  return out;
}

}  // namespace

Result<WindowReader::Arcs> WindowReader::Arcs::of(const ModelFile& model, const std::string& base,
                                                  std::size_t paths, std::size_t outputs) {
  Arcs arcs;
  CASUS_TRY(arcs.a, Dense::of(model, base + "a", kWidth));
  CASUS_TRY(arcs.b, Dense::of(model, base + "b", kWidth));
  CASUS_TRY(arcs.c, Dense::of(model, base + "c", kWidth));
  CASUS_TRY(arcs.d, Dense::of(model, base + "d", kWidth));
  for (const Dense* end : {&arcs.a, &arcs.b, &arcs.c, &arcs.d}) {
    if (end->outputs() != kHidden) return other_shape(base);
  }
  CASUS_TRY(arcs.path, shaped(model, base + "path.weight", paths * kHidden));
  CASUS_TRY(arcs.reach, shaped(model, base + "reach.weight", kReaches * kHidden));
  CASUS_TRY(arcs.nobody, shaped(model, base + "nobody", kHidden));
  CASUS_TRY(arcs.out_bias, shaped(model, base + "out.bias", outputs));
  CASUS_TRY(arcs.out, shaped(model, base + "out.weight", outputs * kHidden));
  return arcs;
}

void WindowReader::Arcs::score(const float* hidden, float* to) const {
  for (std::size_t o = 0; o < outputs(); ++o)
    to[o] = out_bias.values[o] + dot(hidden, out.values.data() + o * kHidden, kHidden);
}

Result<WindowReader> WindowReader::of(const ModelFile& model, const std::string& base,
                                      ReaderPlace place, std::size_t paths) {
  WindowReader out;
  out.place_ = place;
  CASUS_TRY(out.feature_,
            shaped(model, base + "feature.weight", ReadingWindow::kFeatures * kWidth));
  CASUS_TRY(out.layers_, TransformerLayer::stack(model, base + "layers."));
  struct Head {
    const char* name;
    Dense* dense;
    std::size_t inputs, outputs;
  };
  for (const auto& [name, dense, inputs, outputs] : std::initializer_list<Head>{
           {"trigger", &out.trigger_, kWidth, kEventTypes.size() + 1},
           {"status", &out.status_, kWidth, kEventStatuses.size()},
           {"what", &out.what_, kWidth, kQuantityKinds.size()},
           {"cue_hidden", &out.cue_hidden_, 3 * kWidth, kCueHidden},
           {"act", &out.act_, kCueHidden, kSpeechActs.size()},
           {"commitment", &out.commitment_, kCueHidden, kCommitmentKinds.size()},
           {"untold", &out.untold_, kWidth, kRelationTypes.size()}}) {
    CASUS_TRY(*dense, Dense::of(model, base + name, inputs));
    if (dense->outputs() != outputs) return other_shape(base + name);
  }
  CASUS_TRY(out.arcs_[0], Arcs::of(model, base + "parties.", paths, 2));
  CASUS_TRY(out.arcs_[1], Arcs::of(model, base + "addressee.", paths, 1));
  CASUS_TRY(out.arcs_[2], Arcs::of(model, base + "relation.", paths, kRelationTypes.size()));
  return out;
}

WindowReader::Look WindowReader::look_at(const std::vector<std::array<std::uint32_t, 5>>& features,
                                         const WindowVectors& vectors) const {
  const bool by_piece = place_ == ReaderPlace::Pieces;
  Floats x = by_piece ? vectors.pieces : vectors.words;
  for (std::size_t w = 0; w < features.size(); ++w) {
    float* at = x.data() + (by_piece ? vectors.first[w] : w) * kWidth;
    for (const std::uint32_t id : features[w]) {
      for (std::size_t i = 0; i < kWidth; ++i) at[i] += feature_.values[id * kWidth + i];
    }
  }
  const std::size_t count = x.size() / kWidth;
  std::vector<std::uint32_t> all(count);
  std::iota(all.begin(), all.end(), 0U);
  // Of the last layer only the words are wanted.
  for (const TransformerLayer& layer : layers_)
    x = layer(x, count, by_piece && &layer == &layers_.back() ? vectors.first : all);
  return {std::move(x), {}};
}

Floats WindowReader::triggers(const Look& look) const {
  Floats out = trigger_(look.words, look.size());
  const std::size_t classes = trigger_.outputs();
  for (std::size_t w = 0; w < look.size(); ++w) softmax(out.data() + w * classes, classes);
  return out;
}

Floats WindowReader::status_of(const Look& look, std::uint32_t word) const {
  return likely(status_, look.word(word));
}

Floats WindowReader::number_of(const Look& look, std::uint32_t word) const {
  return likely(what_, look.word(word));
}

Floats WindowReader::untold_of(const Look& look, std::uint32_t word) const {
  return likely(untold_, look.word(word));
}

Floats WindowReader::act_of(const Look& look, WordRange cue,
                            const std::vector<std::uint32_t>& said) const {
  // The cue's mean, what was said's mean and its greatest, side by side.
  Floats pooled(3 * kWidth, 0.0F);
  for (std::uint32_t w = cue.begin; w < cue.end; ++w) {
    for (std::size_t i = 0; i < kWidth; ++i)
      pooled[i] += look.word(w)[i] / static_cast<float>(cue.size());
  }
  for (std::size_t i = 0; i < kWidth; ++i) {
    float sum = 0, most = look.word(said.front())[i];
    for (const std::uint32_t w : said)
      sum += look.word(w)[i], most = std::max(most, look.word(w)[i]);
    pooled[kWidth + i] = sum / static_cast<float>(said.size());
    pooled[2 * kWidth + i] = most;
  }
  Floats hidden = cue_hidden_(pooled, 1);
  relu(hidden);
  Floats out = likely(act_, hidden.data());
  const Floats kinds = likely(commitment_, hidden.data());
  out.insert(out.end(), kinds.begin(), kinds.end());
  return out;
}

const WindowReader::Look::Ends& WindowReader::ends_of(Choice choice, Look& look) const {
  const Arcs& arcs = arcs_[static_cast<std::size_t>(choice)];
  Look::Ends& ends = look.ends[static_cast<std::size_t>(choice)];
  if (ends.a.empty()) {
    ends = {arcs.a(look.words, look.size()), arcs.b(look.words, look.size()),
            arcs.c(look.words, look.size()), arcs.d(look.words, look.size())};
  }
  return ends;
}

void WindowReader::score(Choice choice, Look& look, std::uint32_t anchor, std::uint32_t other,
                         std::uint32_t path, float* out) const {
  const Arcs& arcs = arcs_[static_cast<std::size_t>(choice)];
  const Look::Ends& ends = ends_of(choice, look);
  const float* by_path = arcs.path.values.data() + path * kHidden;
  const float* by_reach = arcs.reach.values.data() + reach_of(anchor, other) * kHidden;
  const float *a = ends.a.data() + anchor * kHidden, *b = ends.b.data() + other * kHidden;
  const float *c = ends.c.data() + anchor * kHidden, *d = ends.d.data() + other * kHidden;
  std::array<float, kHidden> hidden;
  for (std::size_t i = 0; i < kHidden; ++i)
    hidden[i] = std::max(0.0F, a[i] + b[i] + c[i] * d[i] + by_path[i] + by_reach[i]);
  arcs.score(hidden.data(), out);
}

Floats WindowReader::chosen(Choice choice, Look& look, std::uint32_t anchor,
                            const std::vector<std::uint32_t>& candidates,
                            const std::vector<std::uint32_t>& paths) const {
  const Arcs& arcs = arcs_[static_cast<std::size_t>(choice)];
  const std::size_t outputs = arcs.outputs(), count = candidates.size();
  Floats scores((count + 1) * outputs), nobody(kHidden), column(count + 1);
  for (std::size_t c = 0; c < count; ++c)
    score(choice, look, anchor, candidates[c], paths[c], scores.data() + c * outputs);
  const float* a = ends_of(choice, look).a.data() + anchor * kHidden;
  for (std::size_t i = 0; i < kHidden; ++i)
    nobody[i] = std::max(0.0F, a[i] + arcs.nobody.values[i]);
  arcs.score(nobody.data(), scores.data() + count * outputs);
  for (std::size_t o = 0; o < outputs; ++o) {
    for (std::size_t c = 0; c <= count; ++c) column[c] = scores[c * outputs + o];
    softmax(column.data(), column.size());
    for (std::size_t c = 0; c <= count; ++c) scores[c * outputs + o] = column[c];
  }
  return scores;
}

Floats WindowReader::tie(Look& look, std::uint32_t from, std::uint32_t to,
                         std::uint32_t path) const {
  Floats out(arcs_[static_cast<std::size_t>(Choice::Relation)].outputs());
  score(Choice::Relation, look, from, to, path, out.data());
  softmax(out.data(), out.size());
  return out;
}

}  // namespace casus
