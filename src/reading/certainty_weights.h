// SPDX-License-Identifier: Apache-2.0
// Written by train/calibrate.py; what the numbers mean: certainty.h.
#pragma once

#include "reading/certainty.h"

namespace casus {

inline constexpr CertaintyWeight kStatementWeights[] = {{"certainty", 1.000}};
inline constexpr CertaintyWeight kEventWeights[] = {{"certainty", 1.000}};
inline constexpr CertaintyWeight kCommitmentWeights[] = {{"certainty", 1.000}};
inline constexpr CertaintyWeight kRelationWeights[] = {{"certainty", 1.000}};
inline constexpr CertaintyWeight kContestedWeights[] = {{"certainty", 1.000}};

}  // namespace casus
