// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace casus {

/// The heads of the best dependency tree with exactly one word under the root. scores[dependent *
/// (n + 1) + head], head 0 is the root, word i is head i + 1. Returns heads in that numbering. Chu
/// & Liu 1965, Edmonds 1967; where the greedy choice is a tree already, it costs nothing more. At
/// most O(n^3), n is a sentence's length.
std::vector<std::size_t> best_tree(const std::vector<float>& scores, std::size_t n);

}  // namespace casus
