// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "casus/record.h"
#include "reading/parties.h"

namespace casus {

/// What was asked of, promised by, threatened or expected, and what came of it within the report.
/// docs/readings.md.
std::vector<Commitment> read_commitments(const Report& report, const Syntax& syntax,
                                         const Findings& findings,
                                         const std::vector<Statement>& statements,
                                         const std::vector<Event>& events, const Parties& parties,
                                         Resolver& resolver);

}  // namespace casus
