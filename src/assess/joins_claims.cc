// SPDX-License-Identifier: Apache-2.0
// Which claims are of one matter, and which of those are disputed.
#include <algorithm>

#include "assess/claim_pairs.h"
#include "assess/joins.h"
#include "store/ties.h"

namespace casus {

namespace {

/// True where one of two actors speaks for the other: nobody contests himself.
bool one_voice(Store& store, std::int64_t a, std::int64_t b) {
  const auto speaks = [&](std::int64_t who, std::int64_t whom) {
    const auto bodies = speaks_for(store, who);
    return std::find(bodies.begin(), bodies.end(), whom) != bodies.end();
  };
  return speaks(a, b) || speaks(b, a);
}

/// Marks the first claim of a matter where one says so and another, for whom the first does not
/// speak, denies it.
void mark_disputed(Store& store, std::int64_t claim) {
  Database& database = store.database();
  Query root = database.query("SELECT coalesce(matter, id) FROM claims WHERE id = ?");
  if (!root.bind(claim).next()) return;
  const std::int64_t first = root.integer(0);
  IdSet sides[2];
  Query said = database.query(
      "SELECT s.actor, s.denies <> m.negated FROM claims m JOIN claim_sides s ON s.claim = m.id "
      "WHERE m.id IN (SELECT ?1 UNION ALL SELECT id FROM claims WHERE matter = ?1)");
  for (said.bind(first); said.next();) sides[said.integer(1)].insert(said.integer(0));
  const auto contested = [&](std::int64_t a) {
    return std::any_of(sides[1].begin(), sides[1].end(),
                       [&](std::int64_t b) { return !one_voice(store, a, b); });
  };
  const bool disputed = std::any_of(sides[0].begin(), sides[0].end(), contested);
  database.query("UPDATE claims SET disputed = ?1 WHERE id = ?2 AND disputed <> ?1")
      .all(std::int64_t{disputed}, first)
      .run();
  if (disputed)
    note_change(database, "c" + std::to_string(first), name_of(ClaimStatus::Contested),
                "c" + std::to_string(claim));
}

/// Keeps who makes a claim, is named in it or spoken to: the same claim again is of one of these.
void keep_actors(Store& store, std::int64_t report, std::int64_t claim) {
  Database& database = store.database();
  std::string spans;
  {
    Query row = database.query("SELECT spans FROM claims WHERE id = ?");
    if (!row.bind(claim).next()) return;
    spans = row.text(0);
  }
  IdSet actors = named_within(database, report, spans_of(spans));
  actors.merge(set_of(database.ids("SELECT actor FROM claim_sides WHERE claim = ?", claim)));
  Query spoken_to = database.query(
      "SELECT a.actor FROM statements s JOIN addressees a ON a.statement = s.id WHERE s.report = ? "
      "AND s.content = ?");
  for (spoken_to.all(report, spans); spoken_to.next();) actors.insert(spoken_to.integer(0));
  for (const std::int64_t actor : actors)
    database.query("INSERT OR IGNORE INTO claim_actors VALUES (?,?)").all(actor, claim).run();
}

/// Claims that share somebody with one, of each the newest.
IdSet candidates_for(Store& store, std::int64_t claim) {
  Database& database = store.database();
  IdSet out;
  for (const std::int64_t side :
       database.ids("SELECT actor FROM claim_actors WHERE claim = ?", claim)) {
    for (const std::int64_t voice : voices_of(store, side)) {
      Query near = database.query(
          "SELECT claim FROM claim_actors WHERE actor = ? AND claim <> ? ORDER BY claim DESC LIMIT "
          "60");
      for (near.all(voice, claim); near.next();) out.insert(near.integer(0));
    }
  }
  return out;
}

}  // namespace

void join_claims(Store& store, std::int64_t report) {
  Database& database = store.database();
  set_polarity(store, report);
  const auto own = database.ids("SELECT id FROM claims WHERE report = ?", report);
  for (const std::int64_t claim : own) keep_actors(store, report, claim);
  ClaimPairs pairs(store);
  for (const std::int64_t claim : own) {
    for (const std::int64_t other : candidates_for(store, claim)) {
      if (tie_of(pairs.telling(claim), pairs.telling(other)) != ClaimTie::None)
        unite(database, kOneClaim, claim, other);
    }
    mark_disputed(store, claim);
  }
}

}  // namespace casus
