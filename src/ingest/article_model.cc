// SPDX-License-Identifier: Apache-2.0
#include "ingest/article_model.h"

#include <array>
#include <cmath>
#include <cstdint>

namespace casus {

namespace {

/// A question: is feature `column` at most `at`? Then `lower`, else `higher`: a split by its index,
/// or a leaf as ~index.
struct Split {
  std::int16_t column;
  std::int16_t lower;
  std::int16_t higher;
  float at;
};

// kColumns, kSplits, kLeaves, kFirstRoots and kSecondRoots (the first split of each tree).
#include "ingest/article_model.inc"

template <std::size_t N>
float chance(const std::array<std::int16_t, N>& roots, const float* row) {
  float odds = 0;  // log-odds
  for (const std::int16_t root : roots) {
    std::int16_t node = root;
    while (node >= 0) {
      const Split& split = kSplits[static_cast<std::size_t>(node)];
      node = row[split.column] <= split.at ? split.lower : split.higher;
    }
    odds += kLeaves[static_cast<std::size_t>(~node)];
  }
  return 1.0F / (1.0F + std::exp(-odds));
}

}  // namespace

const std::size_t kArticleColumns = kColumns;

float first_chance(const float* row) {
  return chance(kFirstRoots, row);
}

float second_chance(const float* row) {
  return chance(kSecondRoots, row);
}

}  // namespace casus
