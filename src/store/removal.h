// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/store.h"

namespace casus {

/// Counts a report's items in (1) or out (-1) of what the overview shows; what it says again of an
/// earlier version does not count.
void tally_items(Database& database, std::int64_t report, std::int64_t by);

/// Takes a report's rows out again, inside the caller's transaction; the report itself and the
/// actors stay. What was joined by way of them stays joined.
void forget_items(Store& store, std::int64_t report);

/// What was taken out of a record with one report.
struct Removed {
  std::int64_t report = 0;
  std::string headline;
  std::vector<std::int64_t> copies;  // of it, taken out with it: their words are its own
  std::int64_t statements = 0, events = 0, claims = 0, commitments = 0, relations = 0;
  std::int64_t actors = 0;           // whom no other report names
  std::vector<std::int64_t> others;  // actors that stay
};

/// Takes a kept report out inside the caller's transaction, with its items, what answered or joined
/// them, its words in the indexes, its copies, and the actors that nothing else names. The log of
/// corrections stays, for when the report is added again. What was joined by way of it is still to
/// be joined anew (assess/keeper.h).
Removed remove_report(Store& store, std::int64_t report);

/// After removals, inside the same transaction: numbers of items that are free again are new to
/// every watch.
void settle_numbers(Database& database);

}  // namespace casus
