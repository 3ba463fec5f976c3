// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "actors/resolver.h"
#include "casus/record.h"
#include "language/syntax.h"

namespace casus {

/// The factual propositions on record, and who asserts and who denies them. docs/readings.md.
std::vector<Claim> read_claims(const Report& report, const Syntax& syntax,
                               const std::vector<Statement>& statements, const Resolver& resolver);

/// Who stands where on what the report shows contested or asked.
std::vector<Position> read_positions(const std::vector<Claim>& claims,
                                     const std::vector<Commitment>& commitments,
                                     const std::vector<Statement>& statements);

}  // namespace casus
