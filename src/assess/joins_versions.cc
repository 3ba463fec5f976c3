// SPDX-License-Identifier: Apache-2.0
// What two versions of one report both tell is told once.
#include <algorithm>
#include <map>

#include "assess/event_pairs.h"
#include "assess/joining.h"
#include "assess/joins.h"
#include "core/text.h"
#include "store/removal.h"
#include "store/versions.h"

namespace casus {

namespace {

using Reports = std::vector<std::int64_t>;

/// Marks what a later kept version says in the words of an earlier one as said again.
void retell_statements(Store& store, const Reports& versions) {
  Database& database = store.database();
  using Saying = std::pair<std::int64_t, std::string>;            // speaker, words
  std::map<Saying, std::pair<std::int64_t, std::int64_t>> first;  // report, statement
  std::vector<std::pair<std::int64_t, std::int64_t>> retold;      // statement, first
  for (const std::int64_t report : versions) {
    tally_items(database, report, -1);
    const std::string text = store.text_of(report);
    Query rows = database.query(
        "SELECT id, coalesce(speaker, 0), content FROM statements WHERE report = ? ORDER BY id");
    for (rows.bind(report); rows.next();) {
      const Saying saying{rows.integer(1), fold(words_of(text, spans_of(rows.text(2))))};
      const auto known = first.try_emplace(saying, report, rows.integer(0)).first->second;
      retold.emplace_back(rows.integer(0), known.first == report ? 0 : known.second);
    }
  }
  for (const auto& [statement, by] : retold)
    database.query("UPDATE statements SET retells = nullif(?, 0) WHERE id = ?")
        .all(by, statement)
        .run();
  for (const std::int64_t report : versions) tally_items(database, report, 1);
}

/// Joins each event of a report to the likest of another version: of one type and state, told by
/// the same word in nearly the same sentence, whatever its day, parties and figures.
void unite_events(Store& store, std::int64_t report, const Reports& versions) {
  Database& database = store.database();
  EventPairs pairs(store);
  const auto events_of = [&](std::int64_t of) {
    return database.ids("SELECT id FROM events WHERE report = ?", of);
  };
  for (const std::int64_t own : events_of(report)) {
    const EventTelling telling = pairs.telling(own);
    for (const std::int64_t version : versions) {
      if (version == report) continue;
      std::pair<double, std::int64_t> best{kNearlyTheSame, 0};
      for (const std::int64_t other : events_of(version)) {
        best = std::max(best, {likeness_in_versions(pairs.telling(other), telling), other});
      }
      if (best.second != 0) unite(database, kOneEvent, own, best.second);
    }
  }
}

/// Joins what a report claims or asks in the same words as another version: `texts` gives the
/// numbers and words of a report's.
void unite_texts(Store& store, const Joined& rows_of, Sql texts, std::int64_t report,
                 const Reports& versions) {
  Database& database = store.database();
  std::map<std::string, std::int64_t> own;
  {
    Query rows = database.query(texts);
    for (rows.bind(report); rows.next();) own.emplace(fold(rows.text(1)), rows.integer(0));
  }
  std::vector<std::pair<std::int64_t, std::int64_t>> same;
  for (const std::int64_t version : versions) {
    if (version == report) continue;
    Query rows = database.query(texts);
    for (rows.bind(version); rows.next();) {
      if (const auto known = own.find(fold(rows.text(1))); known != own.end())
        same.emplace_back(known->second, rows.integer(0));
    }
  }
  for (const auto& [one, other] : same) unite(database, rows_of, one, other);
}

}  // namespace

void join_versions(Store& store, std::int64_t report) {
  Reports versions = versions_of(store, report);
  if (versions.size() < 2) return;
  std::sort(versions.begin(), versions.end());
  retell_statements(store, versions);
  unite_events(store, report, versions);
  unite_texts(store, kOneClaim, "SELECT id, text FROM claims WHERE report = ?", report, versions);
  unite_texts(store, kOneCommitment, "SELECT id, text FROM commitments WHERE report = ?", report,
              versions);
}

}  // namespace casus
