// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "actors/resolver.h"
#include "casus/record.h"
#include "language/syntax.h"

namespace casus {

/// The standing ties a report names: membership, leadership, chair, office, party, alliance, backing, from apposition,
/// modifiers, possessives and copulas. Adds roles, and bodies named by them, to the actors. docs/relations.md.
std::vector<Relation> read_relations(const Syntax& syntax, const Analysis& analysis, const std::vector<Event>& events, Resolver& resolver);

}  // namespace casus
