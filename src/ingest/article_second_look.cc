// SPDX-License-Identifier: Apache-2.0
#include "ingest/article_second_look.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace casus {

namespace {

constexpr double kFull = 400;            // bytes: a longer block does not count for more
constexpr float kSure = 0.6F;            // with these bytes or more, a block surely the article's
constexpr std::size_t kSureBytes = 80;   // more than
constexpr std::ptrdiff_t kFarAway = 50;  // blocks; as good as not there

/// Blocks from each to the next sure one before it (`step` 1) or after it (-1).
std::vector<std::ptrdiff_t> to_sure(const Blocks& page, const std::vector<float>& first, int step) {
  const auto count = static_cast<std::ptrdiff_t>(first.size());
  std::vector<std::ptrdiff_t> out(first.size(), kFarAway);
  std::ptrdiff_t away = kFarAway;
  for (std::ptrdiff_t at = step > 0 ? 0 : count - 1; at >= 0 && at < count; at += step) {
    const auto place = static_cast<std::size_t>(at);
    out[place] = away;
    const bool sure = first[place] > kSure && page.blocks[place].text.size() > kSureBytes;
    away = sure ? 1 : std::min(kFarAway, away + 1);
  }
  return out;
}

}  // namespace

Features look_around(const Blocks& page, const Features& features,
                     const std::vector<float>& first) {
  const std::size_t count = first.size();
  std::vector<double> weights(count + 1, 0);  // of all blocks before each
  std::vector<double> sums(count + 1, 0);     // of weight times chance
  for (std::size_t at = 0; at < count; ++at) {
    const double weight = std::min(static_cast<double>(page.blocks[at].text.size()), kFull);
    weights[at + 1] = weights[at] + weight;
    sums[at + 1] = sums[at] + weight * static_cast<double>(first[at]);
  }
  const double whole = sums.back();
  const float best = count == 0 ? 0 : *std::max_element(first.begin(), first.end());
  const std::vector<std::ptrdiff_t> before = to_sure(page, first, 1);
  const std::vector<std::ptrdiff_t> after = to_sure(page, first, -1);
  Features out;
  const auto add = [&](auto value) { out.values.push_back(static_cast<float>(value)); };
  for (std::size_t at = 0; at < count; ++at) {
    out.values.insert(out.values.end(), features.row(at), features.row(at) + features.columns);
    add(first[at]);
    for (const std::ptrdiff_t step : {-3, -2, -1, 1, 2, 3}) {
      const std::ptrdiff_t there = static_cast<std::ptrdiff_t>(at) + step;
      const bool is_there = there >= 0 && there < static_cast<std::ptrdiff_t>(count);
      add(is_there ? first[static_cast<std::size_t>(there)] : 0.0F);
    }
    const double own_weight = weights[at + 1] - weights[at];
    const double own = sums[at + 1] - sums[at];
    for (const std::size_t reach : {2U, 5U, 12U}) {
      const std::size_t low = at < reach ? 0 : at - reach;
      const std::size_t high = std::min(count, at + reach + 1);
      add((sums[high] - sums[low] - own) /
          std::max(1e-6, weights[high] - weights[low] - own_weight));
    }
    add(sums[at] / std::max(1.0, whole));
    add((whole - sums[at + 1]) / std::max(1.0, whole));
    add(std::log1p(whole));
    add(best);
    add(before[at]);
    add(after[at]);
    if (at == 0) out.columns = out.values.size();
  }
  return out;
}

}  // namespace casus
