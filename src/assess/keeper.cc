// SPDX-License-Identifier: Apache-2.0
#include "assess/keeper.h"

#include "assess/joins.h"
#include "assess/salience.h"
#include "assess/stories.h"
#include "store/corrections.h"
#include "store/description.h"

namespace casus {

namespace {

/// Weighs what a report tells, and the story it is in (0: none).
void weigh(Store& store, std::int64_t report, std::int64_t story) {
  weigh_report(store, report);
  if (story != 0) weigh_story(store, story);
}

/// Weighs what a record of an older casus holds, and puts its reports in stories, once.
void settle(Store& store) {
  Database& database = store.database();
  Query asked = database.query("DELETE FROM settings WHERE name = 'unsettled' RETURNING 1");
  if (!asked.next()) return;
  asked.run();
  std::vector<std::int64_t> described;
  Query actors = database.query("SELECT id, name FROM actors WHERE type NOT IN ('state', 'place')");
  while (actors.next()) {
    if (store.knowledge().named(actors.text(1)) == nullptr && is_description(actors.text(1)))
      described.push_back(actors.integer(0));
  }
  for (const std::int64_t actor : described)
    database.query("UPDATE actors SET described = 1 WHERE id = ?").bind(actor).run();
  for (const std::int64_t report :
       database.ids("SELECT id FROM reports WHERE copy_of IS NULL AND id > ? ORDER BY id", 0)) {
    weigh(store, report, join_story(store, report));
  }
}

}  // namespace

Result<std::vector<Store::Kept>> Keeper::keep(const std::vector<Record>& batch, bool again) {
  Database& database = store_.database();
  std::vector<Store::Kept> out;
  database.run("BEGIN IMMEDIATE");
  settle(store_);
  for (const Record& record : batch) {
    const Store::Kept kept = store_.insert(record, again);
    out.push_back(kept);
    if (kept.added != Added::New) continue;
    apply_corrections(store_, kept.report);
    const std::int64_t story = join_story(store_, kept.report);
    join_events(store_, kept.report);
    join_claims(store_, kept.report);
    join_commitments(store_, kept.report);
    join_refusals(store_, kept.report);
    join_outcomes(store_, kept.report);
    weigh(store_, kept.report, story);
  }
  database.run("COMMIT");
  if (auto error = database.take_error()) {
    database.run("ROLLBACK");
    database.take_error();
    return *error;
  }
  return out;
}

}  // namespace casus
