// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "casus/analysis.h"
#include "casus/record.h"

namespace casus {

/// The statements of a report, in its order, from the attributions of its analysis: spans, kind, speech act. Speakers
/// are left to be resolved. docs/statements.md.
std::vector<Statement> read_statements(const Report& report, const Analysis& analysis);

}  // namespace casus
