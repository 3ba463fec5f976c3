// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "actors/knowledge.h"
#include "casus/analyser.h"

namespace casus {

/// The names, seats and peoples of states in `text` that have one or two words, each to be read
/// under a stand-in of as many: the first state named is read as one neutral state, the second as
/// another, and so on. So the network
/// sees the same words whoever the sides are, and a report with its sides swapped gives the same
/// record with its sides swapped.
StandIns stand_ins_for(std::string_view text, const Knowledge& knowledge, std::string_view day);

}  // namespace casus
