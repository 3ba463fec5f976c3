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

/// "(1,2,3)", for a condition of a query.
std::string list_of(const IdSet& ids);

/// Makes the joined rows of `table` share the least id of them in `column`.
void unite(Database& database, const std::string& table, const std::string& column, std::int64_t a,
           std::int64_t b);

/// The actors named within spans of a report.
IdSet named_within(Database& database, std::int64_t report, const std::vector<Span>& spans);

}  // namespace casus
