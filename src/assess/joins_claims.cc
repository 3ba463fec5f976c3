// SPDX-License-Identifier: Apache-2.0
// Which claims are of one matter, and which of those are disputed.
#include <algorithm>

#include "assess/joining.h"
#include "assess/joins.h"
#include "assess/likeness.h"
#include "core/calendar.h"
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
      "WHERE m.id = ?1 OR m.matter = ?1");
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

}  // namespace

bool is_same_claim(const std::set<std::string>& a, const std::set<std::string>& b) {
  return dice(a, b) >= 0.6 && figures_of(a) == figures_of(b);
}

void join_claims(Store& store, std::int64_t report) {
  Database& database = store.database();
  struct Own {
    std::int64_t id;
    std::string words, spans, date;
  };
  std::vector<Own> own;
  Query claims =
      database.query("SELECT id, text, spans, coalesce(date, '') FROM claims WHERE report = ?");
  for (claims.bind(report); claims.next();)
    own.push_back({claims.integer(0), claims.text(1), claims.text(2), claims.text(3)});
  for (const Own& claim : own) {
    const auto terms = content_words(claim.words);
    if (terms.size() < kClaimWords) {
      mark_disputed(store, claim.id);
      continue;
    }
    // The same claim again is made by, or speaks of, one who makes or is spoken of here.
    IdSet sides = named_within(database, report, spans_of(claim.spans));
    sides.merge(set_of(database.ids("SELECT actor FROM claim_sides WHERE claim = ?", claim.id)));
    for (const std::int64_t side : sides)
      database.query("INSERT OR IGNORE INTO claim_actors VALUES (?,?)").all(side, claim.id).run();
    std::vector<std::int64_t> same;
    for (const std::int64_t side : sides) {
      for (const std::int64_t voice : voices_of(store, side)) {
        Query near = database.query(
            "SELECT c.id, c.text, coalesce(c.date, '') FROM claim_actors s JOIN claims c ON c.id = "
            "s.claim WHERE s.actor = ? AND c.id <> ? ORDER BY s.claim DESC LIMIT 60");
        for (near.all(voice, claim.id); near.next();) {
          const std::string date = near.text(2);
          if (!date.empty() && !claim.date.empty() &&
              (date < shifted(claim.date, -kClaimDays) || date > shifted(claim.date, kClaimDays)))
            continue;
          if (is_same_claim(terms, content_words(near.text(1)))) same.push_back(near.integer(0));
        }
      }
    }
    for (const std::int64_t other : same) unite(database, "claims", "matter", claim.id, other);
    mark_disputed(store, claim.id);
  }
}

}  // namespace casus
