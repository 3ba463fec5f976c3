// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "ingest/article_features.h"

namespace casus {

/// The rows of `features` with what the first look thinks of the block and of those around it: the
/// second look reads a page as a sequence. `first` has the chance of each block by the first.
///
/// Cost:    O(blocks). Thread-safe.
/// Source:  stacked sequential learning (Cohen and Carvalho 2005).
Features look_around(const Blocks& page, const Features& features, const std::vector<float>& first);

}  // namespace casus
