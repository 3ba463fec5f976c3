// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "actors/resolver.h"
#include "casus/analysis.h"
#include "casus/record.h"
#include "language/syntax.h"
#include "reading/readings.h"

namespace casus {

/// The statements of a report, in its order, from the attributions of its analysis: spans, speaker,
/// kind, speech act, date. docs/statements.md.
std::vector<Statement> read_statements(const Report& report, const Analysis& analysis,
                                       const Syntax& syntax, const Findings& findings,
                                       Resolver& resolver);

}  // namespace casus
