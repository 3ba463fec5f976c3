// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "casus/record.h"
#include "language/syntax.h"

namespace casus {

/// Casualties, areas, distances, troops and money that belong to the event of `trigger`: numbers in its clause.
std::vector<Quantity> read_quantities(const Report& report, const Syntax& syntax, std::uint32_t trigger);

/// "7,000", "three", "2.5 million" as a number; nothing for other words.
std::optional<double> number_of(std::string_view words);

}  // namespace casus
