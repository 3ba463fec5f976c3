// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "casus/record.h"
#include "reading/parties.h"

namespace casus {

/// The events of a report: what the network found, with its parties as actors, date, status and
/// quantities. A sentence tells an event once; `tellings` keeps its other triggers there. May add
/// actors. docs/readings.md.
std::vector<Event> read_events(const Report& report, const Syntax& syntax, const Findings& findings,
                               const Parties& parties);

}  // namespace casus
