// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>

namespace casus {

/// A raw certainty in (0, 1) as the probability of being right, by Platt scaling (Platt 1999): the
/// logistic of scale * log-odds + shift. Fitted on the annotated dev reports by train/calibrate.py,
/// a pair a kind.
struct Calibration {
  double scale = 1;
  double shift = 0;
  double operator()(double certainty) const {
    const double c = std::clamp(certainty, 1e-4, 1 - 1e-4);
    return 1.0 / (1.0 + std::exp(-(scale * std::log(c / (1 - c)) + shift)));
  }
};

inline constexpr Calibration kStatementCalibration{0.55, -0.26};
inline constexpr Calibration kEventCalibration{0.55, -0.27};
inline constexpr Calibration kCommitmentCalibration{
    0.11, -1.17};  // of 247 given 55 right, whatever the certainty
inline constexpr Calibration kRelationCalibration{0.70, -1.23};
inline constexpr double kContested =
    0.12;  // of what the statements' confidence leaves: 2 of 24 given

}  // namespace casus
