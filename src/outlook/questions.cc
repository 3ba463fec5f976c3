// SPDX-License-Identifier: Apache-2.0
#include "outlook/questions.h"

#include <map>

#include "casus/kinds.h"
#include "core/calendar.h"
#include "outlook/bodies.h"
#include "store/days.h"
#include "store/rows.h"
#include "store/ties.h"

namespace casus::outlook {

namespace {

constexpr int kReach = 365;  // days back in which what was asked is still a question

bool is_pending(CommitmentStatus status, bool overdue) {
  return status == CommitmentStatus::Open || (overdue && status == CommitmentStatus::Overdue);
}

/// The last day on which it is due; empty where none is told.
std::string due_of(const Json& row) {
  const Json& due = row["due"];
  if (due.is_string()) return due;
  if (!due.is_object()) return {};
  return due["to"].is_string() ? due["to"] : due["from"].is_string() ? due["from"] : Json("");
}

}  // namespace

std::vector<AskedOfBody> asked_of_bodies(Store& store, const std::vector<std::int64_t>& commitments,
                                         const std::string& day, bool overdue) {
  std::vector<AskedOfBody> out;
  std::map<std::pair<std::string, std::string>, bool> known_on;  // bodies, by name and day
  for (const std::int64_t id : commitments) {
    const Json row = commitment_row(store, id, day);
    if (row.is_null()) continue;
    const auto kind = kind_named<CommitmentKind>(row["kind"].get<std::string>());
    const auto status = kind_named<CommitmentStatus>(row["status"].get<std::string>());
    if (!kind || !is_answerable(*kind) || !status || !is_pending(*status, overdue)) continue;
    const std::string due = due_of(row), on = std::max(due, day);
    for (const Json& to : row["to"]) {
      const KnownActor* actor = known_actor(store, store.merged(number_of(to["id"])));
      if (actor == nullptr) continue;
      const auto [known, fresh] = known_on.try_emplace({actor->name, on}, false);
      if (fresh) known->second = body_on(store.knowledge(), actor->name, "", "", on).has_value();
      if (known->second) out.push_back({actor->name, due, row});
    }
  }
  return out;
}

Result<Json> questions_ahead(Store& store, const std::string& as_of) {
  CASUS_TRY(const std::string asked, last_day(as_of));
  const std::string day = asked.empty() ? utc_today() : asked;
  std::vector<std::int64_t> found;
  Query rows = store.database().query(
      "SELECT DISTINCT k.id FROM commitments k JOIN commitment_to t ON t.commitment = k.id JOIN "
      "actors a ON a.id = t.actor WHERE a.type = 'organization' AND k.kind IN ('appeal', 'demand', "
      "'expectation') AND k.date BETWEEN ?2 AND ?1 AND (k.matter IS NULL OR k.matter = k.id) AND "
      "(k.review IS NULL OR k.review <> 'rejected') ORDER BY k.date DESC, k.id DESC LIMIT 200");
  for (rows.all(day, shifted(day, -kReach)); rows.next();) found.push_back(rows.integer(0));
  Json out = Json::array();
  for (const AskedOfBody& one : asked_of_bodies(store, found, day, true))
    out.push_back({{"body", one.body},
                   {"about", one.row["text"]},
                   {"commitment", one.row["id"]},
                   {"from", one.row["from"]},
                   {"date", one.row["date"]},
                   {"due", one.row["due"]}});
  if (auto error = store.database().take_error()) return *error;
  return out;
}

}  // namespace casus::outlook
