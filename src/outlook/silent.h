// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace casus::outlook {

/// Chances of Stance::Against, None, For, in that order; they add up to 1.
using Chances = std::array<double, 3>;

/// How alike two states vote in the UN General Assembly (-1 to 1), of codes ISO 3166-1 alpha-3; 0
/// where either is not in the table. Thread-safe.
/// Source: model/outlook/agreement.tsv, made from eight sessions of roll calls (Voeten's data).
double agreement(std::string_view code, std::string_view other);

/// A member that spoke: where it stands, and how close the silent one is to it (-1 to 1).
struct Told {
  Chances stance{};
  double tie = 0;
};

/// Where a silent member may stand, by those who spoke: a softmax regression over shares weighed by
/// closeness, learned from roll calls (eval/votes/silent.py; eval/backtest.py scores it). One third
/// each where nobody spoke. Turning every stance turns the answer. Thread-safe.
Chances silent_stance(const std::vector<Told>& told);

}  // namespace casus::outlook
