// SPDX-License-Identifier: Apache-2.0
#include "language/tree.h"

#include <algorithm>
#include <limits>

namespace casus {

namespace {

constexpr float kNever = -1e9F;

/// One cycle of `head` (node 0 is the root, head[0] unused) as a list of nodes; empty when there is
/// none.
std::vector<std::size_t> cycle_of(const std::vector<std::size_t>& head) {
  std::vector<int> state(head.size(), 0);
  state[0] = 2;
  for (std::size_t start = 1; start < head.size(); ++start) {
    std::vector<std::size_t> path;
    std::size_t node = start;
    while (state[node] == 0) {
      state[node] = 1;
      path.push_back(node);
      node = head[node];
    }
    if (state[node] == 1) return {std::find(path.begin(), path.end(), node), path.end()};
    for (const std::size_t seen : path) state[seen] = 2;
  }
  return {};
}

/// Edmonds' algorithm over a dense matrix: weight[dependent * size + head], node 0 the root.
std::vector<std::size_t> arborescence(const std::vector<float>& weight, std::size_t size) {
  std::vector<std::size_t> head(size, 0);
  for (std::size_t d = 1; d < size; ++d) {
    float best = -std::numeric_limits<float>::infinity();
    for (std::size_t h = 0; h < size; ++h) {
      if (h != d && weight[d * size + h] > best) best = weight[d * size + h], head[d] = h;
    }
  }
  const std::vector<std::size_t> cycle = cycle_of(head);
  if (cycle.empty()) return head;

  // The cycle becomes one node, the last of a smaller graph.
  std::vector<bool> in_cycle(size, false);
  for (const std::size_t node : cycle) in_cycle[node] = true;
  std::vector<std::size_t> outside;
  for (std::size_t node = 0; node < size; ++node) {
    if (!in_cycle[node]) outside.push_back(node);
  }
  const std::size_t small = outside.size() + 1;
  const std::size_t joint = small - 1;
  float cycle_weight = 0;
  for (const std::size_t node : cycle) cycle_weight += weight[node * size + head[node]];
  std::vector<float> inner(small * small, kNever);
  std::vector<std::size_t> enters(small, 0), leaves(small, 0);
  for (std::size_t i = 0; i < joint; ++i) {
    for (std::size_t j = 0; j < joint; ++j)
      inner[i * small + j] = weight[outside[i] * size + outside[j]];
    float best_in = -std::numeric_limits<float>::infinity();
    float best_out = best_in;
    for (const std::size_t node : cycle) {
      const float in =
          cycle_weight - weight[node * size + head[node]] + weight[node * size + outside[i]];
      if (in > best_in) best_in = in, enters[i] = node;
      const float out = weight[outside[i] * size + node];
      if (out > best_out) best_out = out, leaves[i] = node;
    }
    inner[joint * small + i] = best_in;
    if (i > 0) inner[i * small + joint] = best_out;
  }
  const std::vector<std::size_t> solved = arborescence(inner, small);
  for (std::size_t i = 1; i < joint; ++i)
    head[outside[i]] = solved[i] == joint ? leaves[i] : outside[solved[i]];
  head[enters[solved[joint]]] = outside[solved[joint]];
  return head;
}

std::vector<std::size_t> without_root(std::vector<std::size_t> head) {
  head.erase(head.begin());
  return head;
}

}  // namespace

std::vector<std::size_t> best_tree(const std::vector<float>& scores, std::size_t n) {
  const std::size_t size = n + 1;
  std::vector<float> weight(size * size, kNever);
  for (std::size_t d = 0; d < n; ++d)
    std::copy_n(scores.begin() + static_cast<std::ptrdiff_t>(d * size), size,
                weight.begin() + static_cast<std::ptrdiff_t>((d + 1) * size));
  for (std::size_t d = 1; d < size; ++d) weight[d * size + d] = kNever;
  std::vector<std::size_t> head = arborescence(weight, size);
  if (std::count(head.begin() + 1, head.end(), std::size_t{0}) == 1)
    return without_root(std::move(head));

  // Several roots: keep the one that wants it most over its best other head.
  std::size_t root = 1;
  float best = -std::numeric_limits<float>::infinity();
  for (std::size_t d = 1; d < size; ++d) {
    if (head[d] != 0) continue;
    const float other =
        *std::max_element(weight.begin() + static_cast<std::ptrdiff_t>(d * size + 1),
                          weight.begin() + static_cast<std::ptrdiff_t>((d + 1) * size));
    if (weight[d * size] - other > best) best = weight[d * size] - other, root = d;
  }
  for (std::size_t d = 1; d < size; ++d) {
    if (d != root) weight[d * size] = kNever;
  }
  return without_root(arborescence(weight, size));
}

}  // namespace casus
