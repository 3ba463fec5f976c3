// SPDX-License-Identifier: Apache-2.0
#include "language/attributor.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "language/transformer.h"

namespace casus {

namespace {

constexpr std::size_t kWidth = TransformerLayer::kWidth;
constexpr std::size_t kReach = 20;  // distance buckets; twice as many with the flag "same line"
constexpr std::size_t kCueClasses = 3, kRoleClasses = 5;

/// As reach_bucket in train/network.py.
std::size_t reach_bucket(long distance, bool same_line) {
  const long n = std::abs(distance);
  const std::size_t bucket = n <= 3    ? static_cast<std::size_t>(n)
                             : n <= 5  ? 4
                             : n <= 8  ? 5
                             : n <= 13 ? 6
                             : n <= 21 ? 7
                             : n <= 40 ? 8
                                       : 9;
  return bucket + (distance < 0 ? 10 : 0) + (same_line ? kReach : 0);
}

}  // namespace

Result<Attributor> Attributor::of(const ModelFile& model, const std::string& base) {
  Attributor out;
  CASUS_TRY(out.cue_, Dense::of(model, base + "cue", kWidth));
  CASUS_TRY(out.word_, Dense::of(model, base + "role_word", kWidth));
  CASUS_TRY(out.of_cue_, Dense::of(model, base + "role_cue", kWidth));
  CASUS_TRY(out.gate_, Dense::of(model, base + "role_gate", kWidth));
  CASUS_TRY(out.reach_, model.tensor(base + "role_reach.weight"));
  CASUS_TRY(out.conv_, Convolution::of(model, base + "role_conv", out.word_.outputs()));
  CASUS_TRY(out.out_, Convolution::of(model, base + "role_out", out.conv_.layer.outputs()));
  const std::size_t width = out.word_.outputs();
  if (out.cue_.outputs() != kCueClasses || out.out_.layer.outputs() != kRoleClasses ||
      out.of_cue_.outputs() != width || out.gate_.outputs() != width ||
      out.reach_.values.size() != 2 * kReach * width) {
    return Error{Errc::Corrupt,
                 "C0201 the model file is damaged: " + base + "role_* have another shape"};
  }
  return out;
}

/// Scores [count, 5] of every word's role (none; source and content, each first or further word)
/// for a cue.
Floats Attributor::role_scores(const Look& look, const std::vector<std::uint32_t>& lines,
                               WordRange cue) {
  const auto& [heads, words, base] = look;
  const std::size_t count = lines.size(), width = heads.word_.outputs();
  Floats mean(kWidth, 0.0F);
  for (std::uint32_t i = cue.begin; i < cue.end; ++i) {
    for (std::size_t j = 0; j < kWidth; ++j)
      mean[j] += words[i * kWidth + j] / static_cast<float>(cue.size());
  }
  const Floats shift = heads.of_cue_(mean, 1);
  Floats gate = heads.gate_(mean, 1);
  for (float& open : gate) open = 1.0F / (1.0F + std::exp(-open));
  Floats z(count * width);
  for (std::size_t i = 0; i < count; ++i) {
    const long distance = i < cue.begin  ? static_cast<long>(i) - cue.begin
                          : i >= cue.end ? static_cast<long>(i) - (cue.end - 1)
                                         : 0;
    bool same_line = false;
    for (std::uint32_t c = cue.begin; c < cue.end; ++c) same_line |= lines[c] == lines[i];
    const float* reach = heads.reach_.values.data() + reach_bucket(distance, same_line) * width;
    for (std::size_t j = 0; j < width; ++j)
      z[i * width + j] = base[i * width + j] * gate[j] + shift[j] + reach[j];
  }
  relu(z);
  Floats hidden = heads.conv_(z, count);
  relu(hidden);
  return heads.out_(hidden, count);
}

std::vector<Attribution> Attributor::operator()(const Floats& words,
                                                const std::vector<std::uint32_t>& lines) const {
  return found({{*this, words, {}}}, lines);
}

std::vector<Attribution> Attributor::with(const Attributor& other, const Floats& words,
                                          const Floats& other_words,
                                          const std::vector<std::uint32_t>& lines) const {
  return found({{*this, words, {}}, {other, other_words, {}}}, lines);
}

namespace {

/// sum += part / of
void add_share(Floats& sum, const Floats& part, std::size_t of) {
  if (sum.empty()) sum.resize(part.size(), 0.0F);
  for (std::size_t i = 0; i < part.size(); ++i) sum[i] += part[i] / static_cast<float>(of);
}

}  // namespace

std::vector<Attribution> Attributor::found(std::vector<Look> looks,
                                           const std::vector<std::uint32_t>& lines) {
  std::vector<Attribution> out;
  const std::size_t count = lines.size();
  Floats cue_scores;
  for (const Look& look : looks)
    add_share(cue_scores, look.heads.cue_(look.words, count), looks.size());
  const auto cues = best_bio_path(cue_scores.data(), count, kCueClasses);
  if (std::find(cues.begin(), cues.end(), 1U) == cues.end()) return out;
  for (Look& look : looks) look.base = look.heads.word_(look.words, count);
  for (std::size_t i = 0; i < count; ++i) softmax(cue_scores.data() + i * kCueClasses, kCueClasses);
  for (std::uint32_t first = 0; first < count; ++first) {
    if (cues[first] != 1) continue;
    Attribution found;
    found.cue = {first, first + 1};
    while (found.cue.end < count && cues[found.cue.end] == 2) ++found.cue.end;
    Floats scores;
    for (const Look& look : looks)
      add_share(scores, role_scores(look, lines, found.cue), looks.size());
    const auto path = best_bio_path(scores.data(), count, kRoleClasses);
    double certainty = 0;
    std::size_t parts = 0;
    for (std::uint32_t i = 0; i < count;) {
      std::uint32_t stop = i + 1;
      if (path[i] % 2 == 1) {
        while (stop < count && path[stop] == path[i] + 1) ++stop;
        (path[i] == 1 ? found.source : found.content).push_back({i, stop});
        for (const std::uint32_t edge : {i, stop - 1}) {
          Floats row(scores.begin() + static_cast<std::ptrdiff_t>(edge * kRoleClasses),
                     scores.begin() + static_cast<std::ptrdiff_t>((edge + 1) * kRoleClasses));
          softmax(row.data(), row.size());
          certainty += row[path[edge]];
          ++parts;
        }
      }
      i = stop;
    }
    const double cue_certainty = 1.0 - cue_scores[first * kCueClasses];
    found.confidence =
        parts == 0 ? 0.3 * cue_certainty : cue_certainty * certainty / static_cast<double>(parts);
    out.push_back(std::move(found));
  }
  return out;
}

}  // namespace casus
