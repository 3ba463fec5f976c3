// Made by train/joins.py; do not edit.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace casus {

// near, trigger, sentence, named, differ, status, figures, day, parties, story
inline constexpr std::array<double, 10> kEventPairWeights = {2.785,  1.381, 1.894, 1.722, -0.368,
                                                             -0.409, 1.183, 0.179, 0.425, 0.776};
inline constexpr double kEventPairBias = -4.149;
inline constexpr double kEventPairThreshold = 0.40;

}  // namespace casus
