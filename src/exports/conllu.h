// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "casus/analysis.h"
#include "casus/report.h"

namespace casus {

/// The analysis as CoNLL-U, with multiword tokens, SpaceAfter and entities ("Entity=(Person" ...
/// ")") in MISC.
std::string to_conllu(const Report& report, const Analysis& analysis);

}  // namespace casus
