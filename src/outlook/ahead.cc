// SPDX-License-Identifier: Apache-2.0
#include "outlook/ahead.h"

#include <algorithm>
#include <set>

#include "assess/keeper.h"
#include "casus/kinds.h"
#include "core/calendar.h"
#include "outlook/bodies.h"
#include "store/rows.h"
#include "store/ties.h"

namespace casus::outlook {

namespace {

constexpr std::size_t kMost = 3;  // forecasts of a brief

bool asks(const Json& row) {
  const auto kind = kind_named<CommitmentKind>(row["kind"].get<std::string>());
  return kind == CommitmentKind::Appeal || kind == CommitmentKind::Demand ||
         kind == CommitmentKind::Expectation;
}

/// The last day on which it is due; empty where none is told.
std::string due_of(const Json& row) {
  const Json& due = row["due"];
  if (due.is_string()) return due;
  if (!due.is_object()) return {};
  return due["to"].is_string() ? due["to"] : due["from"].is_string() ? due["from"] : Json("");
}

/// Forecasts of what is asked by these commitments and open on a day.
Result<Json> foreseen(Store& store, const std::vector<std::int64_t>& commitments,
                      const std::string& day) {
  Json out = Json::array();
  std::set<std::string> bodies;
  for (const std::int64_t id : commitments) {
    const Json row = commitment_row(store, id, day);
    if (row.is_null() || !asks(row) || row["status"] != Json(name_of(CommitmentStatus::Open)))
      continue;
    const std::string due = due_of(row), on = std::max(due, day);
    for (const Json& to : row["to"]) {
      const KnownActor* known = known_actor(store, store.merged(number_of(to["id"])));
      if (out.size() == kMost || known == nullptr || bodies.count(known->name) != 0) continue;
      if (!body_on(store.knowledge(), known->name, "", "", on)) continue;
      CASUS_TRY(Json found,
                forecast_view(store,
                              {.body = known->name, .about = row["text"], .on = on, .as_of = day}));
      bodies.insert(known->name);
      found["asked"] = row;
      out.push_back(std::move(found));
    }
  }
  if (auto error = store.database().take_error()) return *error;
  return out;
}

/// Whether anything in a report is said to a body whose members are known.
bool asks_a_body(const Record& record, double least, const Knowledge& knowledge) {
  std::set<std::string> asked;  // ids of actors
  for (const Commitment& one : record.commitments) {
    if (one.confidence >= least) asked.insert(one.to.begin(), one.to.end());
  }
  return std::any_of(record.actors.begin(), record.actors.end(), [&](const Actor& actor) {
    return asked.count(actor.id) != 0 &&
           body_on(knowledge, actor.name, "", "", record.report.published).has_value();
  });
}

}  // namespace

Result<Json> decisions(Store& store, const Json& brief) {
  std::vector<std::int64_t> asked;
  for (const char* part : {"due", "asked"}) {
    for (const Json& row : brief[part]) asked.push_back(number_of(row["id"]));
  }
  return foreseen(store, asked, brief["until"]);
}

Result<Json> brief_with_decisions(Store& store, const Period& period) {
  CASUS_TRY(Json out, period_view(store, period));
  CASUS_TRY(out["decisions"], decisions(store, out));
  return out;
}

Result<Json> decisions_in(const Record& record, double least, const std::string& actors) {
  CASUS_TRY(const auto knowledge, Knowledge::shared(actors));
  if (!parse_iso_day(record.report.published) || !asks_a_body(record, least, *knowledge))
    return Json(Json::array());
  CASUS_TRY(Store store, Store::open("", Database::Mode::Memory, actors));
  CASUS_TRY([[maybe_unused]] const auto kept, Keeper(store).keep({record}));
  std::vector<std::int64_t> asked;
  Query rows = store.database().query(
      "SELECT id FROM commitments WHERE confidence >= ? ORDER BY due IS NULL, id");
  for (rows.bind(least); rows.next();) asked.push_back(rows.integer(0));
  return foreseen(store, asked, record.report.published);
}

}  // namespace casus::outlook
