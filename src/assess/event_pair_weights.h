// Made by train/joins.py; do not edit.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace casus {

// near, trigger, sentence, named, differ, status, figures, day
inline constexpr std::array<double, 8> kEventPairWeights = {3.661,  1.391,  2.135, 1.146,
                                                            -1.022, -0.977, 1.365, 0.056};
inline constexpr double kEventPairBias = -3.888;
inline constexpr double kEventPairThreshold = 0.51;

}  // namespace casus
