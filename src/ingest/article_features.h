// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/article_blocks.h"

namespace casus {

/// Numbers about each block of a page, a row a block: what it is made of, where it stands, what its
/// elements are called, what stands around it. None looks at what a word means, so that they hold
/// in any language.
struct Features {
  std::size_t columns = 0;
  std::vector<float> values;
  const float* row(std::size_t block) const { return values.data() + block * columns; }
};

/// Measure the blocks of a page. `title` is its headline. `names`, where given, takes the columns'
/// names (for training).
///
/// Cost:    O(blocks * depth). Thread-safe.
Features measure_blocks(const Blocks& page, std::string_view title,
                        std::vector<std::string>* names = nullptr);

}  // namespace casus
