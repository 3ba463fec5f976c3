// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "store/store.h"

namespace casus {

// What the joins of events, claims and commitments share.

using IdSet = std::set<std::int64_t>;

inline IdSet set_of(const std::vector<std::int64_t>& ids) {
  return {ids.begin(), ids.end()};
}

/// True where the sets share an id.
bool meet(const IdSet& a, const IdSet& b);

/// Makes the joined rows of `table` share the least id of them in `column`.
void unite(Database& database, const std::string& table, const std::string& column, std::int64_t a,
           std::int64_t b);

/// Notes in the log of changes that an item ("k7") became `what` by another ("s12"), for digests;
/// right after the statement that made it so, and only where that changed a row.
void note_change(Database& database, const std::string& item, std::string_view what,
                 const std::string& cause);

/// The actors named within spans of a report.
IdSet named_within(Database& database, std::int64_t report, const std::vector<Span>& spans);

}  // namespace casus
