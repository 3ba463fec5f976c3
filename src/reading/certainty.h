// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "casus/record.h"

namespace casus {

/// What a feature of an item adds to the log-odds of its being right.
struct CertaintyWeight {
  std::string_view feature;
  double weight;
};

/// Turns the certainty that its reader gave each item of a record into how likely it is right: a
/// logistic regression a kind over that certainty's log-odds and what the item and its actors are
/// (docs/readings.md, "Confidence"). No name is among the features, and no length that a name has.
/// The weights (certainty_weights.h) are fitted by train/calibrate.py. Thread-safe.
void weigh(Record& record);

}  // namespace casus
