// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "actors/knowledge.h"
#include "casus/analysis.h"
#include "casus/report.h"

namespace casus {

/// Makes the names of states and bodies that `knowledge` has whole where the network found a part
/// of them or none ("Save the [Children]"): two to seven words from one capital to another. A name
/// that reaches beyond such a one stays as it is.
void complete_names(const Report& report, const Knowledge& knowledge, Analysis& analysis);

}  // namespace casus
