// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "casus/kinds.h"
#include "casus/record.h"
#include "language/syntax.h"

namespace casus {

/// The number at word `number` as a quantity of `what`: value ("2.3 billion"), qualifier ("at
/// least"), unit (the noun it counts) and words. Value 0: not told ("dozens of").
Quantity quantity_at(const Syntax& syntax, std::uint32_t number, QuantityKind what);

}  // namespace casus
