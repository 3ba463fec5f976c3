// Made by train/joins.py; do not edit.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace casus {

// near, trigger, sentence, named, differ, status, figures, day
inline constexpr std::array<double, 8> kEventWeights = {3.667,  1.388,  2.148, 1.138,
                                                        -1.041, -0.975, 1.365, 0.055};
inline constexpr double kEventBias = -3.887;
inline constexpr double kEventThreshold = 0.51;

}  // namespace casus
