// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "store/store.h"

namespace casus {

// How much an item matters, in doublings: an item of one point more matters twice as much. It is
// the sum of what docs/record.md lists: who tells it, who is concerned, how sure it is, how unusual
// for these two, and how new. A year is one point, so that the order stays as it is while days pass
// and an index keeps it. Nothing in it knows a name, a state or a side.

/// Weighs what a report tells: its events, claims and commitments, those of others that it was
/// joined to or answers, and its actors.
void weigh_report(Store& store, std::int64_t report);

/// Weighs actors alone.
void weigh_actors(Store& store, const std::vector<std::int64_t>& actors);

/// Weighs one story, its span and the number of its reports.
void weigh_story(Store& store, std::int64_t story);

}  // namespace casus
