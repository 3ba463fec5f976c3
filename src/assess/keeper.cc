// SPDX-License-Identifier: Apache-2.0
#include "assess/keeper.h"

#include "assess/joins.h"
#include "store/corrections.h"

namespace casus {

Result<std::vector<Store::Kept>> Keeper::keep(const std::vector<Record>& batch, bool again) {
  Database& database = store_.database();
  std::vector<Store::Kept> out;
  database.run("BEGIN IMMEDIATE");
  for (const Record& record : batch) {
    const Store::Kept kept = store_.insert(record, again);
    out.push_back(kept);
    if (kept.added != Added::New) continue;
    apply_corrections(store_, kept.report);
    join_events(store_, kept.report);
    join_claims(store_, kept.report);
    join_commitments(store_, kept.report);
    join_outcomes(store_, kept.report);
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
