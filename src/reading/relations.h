// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "casus/record.h"
#include "reading/parties.h"
#include "reading/tie_evidence.h"

namespace casus {

/// All that speaks for ties in a report, before it is weighed: what train/ties.py learns from.
Ties ties_of(const Syntax& syntax, const Findings& findings, const std::vector<Event>& events,
             const Parties& parties, Resolver& resolver);

/// The standing ties a report names: membership, leadership, chair, office, party, alliance,
/// backing, as the network reads them, held against the knowledge base. Adds roles, and bodies
/// named by them, to the actors. docs/readings.md.
std::vector<Relation> read_relations(const Syntax& syntax, const Findings& findings,
                                     const std::vector<Event>& events, const Parties& parties,
                                     Resolver& resolver);

}  // namespace casus
