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

/// Items of one kind that are joined: each row holds the least number of those that are one.
struct Joined {
  Sql first;  // the least number, by a row's own
  Sql share;  // gives the rows ?2 and ?3, and those joined to ?2, the number ?1
};
inline constexpr Joined kOneEvent = {
    "SELECT coalesce(story, id) FROM events WHERE id = ?",
    "UPDATE events SET story = ?1 WHERE id IN (?2, ?3) OR story = ?2"};
inline constexpr Joined kOneClaim = {
    "SELECT coalesce(matter, id) FROM claims WHERE id = ?",
    "UPDATE claims SET matter = ?1 WHERE id IN (?2, ?3) OR matter = ?2"};
inline constexpr Joined kOneCommitment = {
    "SELECT coalesce(matter, id) FROM commitments WHERE id = ?",
    "UPDATE commitments SET matter = ?1 WHERE id IN (?2, ?3) OR matter = ?2"};

/// Makes two rows, and all that each is joined to, one.
void unite(Database& database, const Joined& rows, std::int64_t a, std::int64_t b);

/// Notes in the log of changes that an item ("k7") became `what` by another ("s12"), for digests;
/// right after the statement that made it so, and only where that changed a row.
void note_change(Database& database, const std::string& item, std::string_view what,
                 const std::string& cause);

/// The actors named within spans of a report.
IdSet named_within(Database& database, std::int64_t report, const std::vector<Span>& spans);

}  // namespace casus
