// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "actors/resolver.h"
#include "casus/record.h"
#include "language/syntax.h"

namespace casus {

/// The events of a report: PLOVER types (Open Event Data Alliance, manual 0.8) from model/events/lexicon.tsv over its
/// trees, with parties, date, status and quantities; tellings of one event are merged. May add actors. docs/events.md.
std::vector<Event> read_events(const Report& report, const Analysis& analysis, const Syntax& syntax,
                               const std::vector<Statement>& statements, Resolver& resolver);

}  // namespace casus
