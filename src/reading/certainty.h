// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string_view>

namespace casus {

/// A certainty as log-odds.
inline double log_odds(double certainty) {
  const double c = std::clamp(certainty, 1e-4, 1 - 1e-4);
  return std::log(c / (1 - c));
}

inline double logistic(double odds) {
  return 1.0 / (1.0 + std::exp(-odds));
}

/// A raw certainty in (0, 1) as the probability of being right, by Platt scaling (Platt 1999): the
/// logistic of scale * log-odds + shift. Fitted on the annotated dev reports by train/calibrate.py,
/// a pair a kind.
struct Calibration {
  double scale = 1;
  double shift = 0;
  double operator()(double certainty) const {
    return logistic(scale * log_odds(certainty) + shift);
  }
};

/// How likely an event is right in its type and both parties: a logistic regression over the heads'
/// certainty, the type, the status and what the parties are. Fitted as the calibrations are.
struct EventCertainty {
  /// What a party is: nobody, or the type of its first actor; `several`: there are more.
  static constexpr std::array<std::string_view, 6> kParties = {
      "", "person", "state", "organization", "group", "place"};
  struct Side {
    std::array<double, 6> first;
    double several;
  };
  double scale, shift;
  std::array<double, 16> types;    // as kEventTypes
  std::array<double, 5> statuses;  // as kEventStatuses
  Side source, target;
};

inline constexpr EventCertainty kEventCertainty{0.55,
                                                -0.27,
                                                {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
                                                {0, 0, 0, 0, 0},
                                                {{0, 0, 0, 0, 0, 0}, 0},
                                                {{0, 0, 0, 0, 0, 0}, 0}};

inline constexpr Calibration kStatementCalibration{0.55, -0.26};
inline constexpr Calibration kCommitmentCalibration{
    0.11, -1.17};  // of 247 given 55 right, whatever the certainty
inline constexpr Calibration kRelationCalibration{0.70, -1.23};
inline constexpr double kContested =
    0.12;  // of what the statements' confidence leaves: 2 of 24 given

}  // namespace casus
