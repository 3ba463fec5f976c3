// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "casus/record.h"
#include "reading/parties.h"

namespace casus {

/// The standing ties a report names: membership, leadership, chair, office, party, alliance,
/// backing, as the network reads them, held against the knowledge base. Adds roles, and bodies
/// named by them, to the actors. docs/readings.md.
std::vector<Relation> read_relations(const Syntax& syntax, const Findings& findings,
                                     const std::vector<Event>& events, const Parties& parties,
                                     Resolver& resolver);

}  // namespace casus
