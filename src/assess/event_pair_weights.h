// Made by train/joins.py; do not edit.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace casus {

// near, trigger, sentence, named, differ, status, figures, day
inline constexpr std::array<double, 8> kEventPairWeights = {3.291,  1.285,  2.793, 1.175,
                                                            -0.551, -0.665, 1.267, 0.442};
inline constexpr double kEventPairBias = -3.791;
inline constexpr double kEventPairThreshold = 0.50;

}  // namespace casus
