// SPDX-License-Identifier: Apache-2.0
#include "outlook/ahead.h"

#include <algorithm>
#include <set>

#include "assess/keeper.h"
#include "casus/kinds.h"
#include "core/calendar.h"
#include "outlook/bodies.h"
#include "outlook/questions.h"
#include "store/rows.h"

namespace casus::outlook {

namespace {

constexpr std::size_t kMost = 3;  // forecasts of a brief

/// Forecasts of what is asked by these commitments and open on a day.
Result<Json> foreseen(Store& store, const std::vector<std::int64_t>& commitments,
                      const std::string& day) {
  Json out = Json::array();
  std::set<std::string> bodies;
  for (const AskedOfBody& one : asked_of_bodies(store, commitments, day, false)) {
    if (out.size() == kMost || !bodies.insert(one.body).second) continue;
    CASUS_TRY(Json found, forecast_view(store, {.body = one.body,
                                                .about = one.row["text"],
                                                .on = std::max(one.due, day),
                                                .as_of = day}));
    found["asked"] = one.row;
    out.push_back(std::move(found));
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
