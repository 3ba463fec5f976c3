// SPDX-License-Identifier: Apache-2.0
#include "outlook/scores.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "assess/likeness.h"
#include "casus/kinds.h"
#include "core/calendar.h"
#include "core/text.h"
#include "outlook/bodies.h"
#include "store/rows.h"

namespace casus::outlook {

namespace {

constexpr int kReach = 30;           // days after the decision in which its outcome is looked for
constexpr double kSameMatter = 0.6;  // of the question's words
constexpr double kSure = 0.5;
constexpr std::size_t kBins = 5;

struct Kept {
  std::int64_t id = 0;
  std::string body, about, on;
};

double chance_of(const Json& forecast, Option option) {
  for (const Json& one : forecast["options"])
    if (one["option"] == name_of(option)) return one["chance"];
  return 0;
}

bool on_matter(const std::string& about, const std::string& text) {
  const auto asked = content_words(about), said = content_words(text);
  double common = 0;
  for (const std::string& word : asked) common += static_cast<double>(said.count(word));
  return !asked.empty() && common >= kSameMatter * static_cast<double>(asked.size());
}

/// What a row of the body's own tells: nothing where it is not of the matter or is unsure.
std::optional<Option> told_by(const Json& row, const std::string& about, bool refuses) {
  const std::string text = row.contains("text") ? row["text"].get<std::string>() : "";
  if (row["confidence"] < kSure || !on_matter(about, text)) return std::nullopt;
  return refuses || is_negated(fold(text)) ? Option::NoDecision : Option::For;
}

/// The outcome by what the body said or did, with the item that tells it.
std::pair<std::optional<Option>, std::string> outcome_of(Store& store, const Kept& kept) {
  const KnownActor* known = store.knowledge().named(kept.body);
  const auto actor = known == nullptr ? std::nullopt : store.actor_of(*known);
  if (!actor) return {};
  const std::string until = shifted(kept.on, kReach);
  std::vector<std::int64_t> said, done;
  Query statements = store.database().query(
      "SELECT id FROM statements WHERE speaker = ? AND date BETWEEN ? AND ? ORDER BY date, id");
  for (statements.all(*actor, kept.on, until); statements.next();)
    said.push_back(statements.integer(0));
  Query events = store.database().query(
      "SELECT e.id FROM events e JOIN parties p ON p.event = e.id AND p.target = 0 WHERE p.actor = "
      "? AND e.date BETWEEN ? AND ? AND e.status = 'occurred' ORDER BY e.date, e.id");
  for (events.all(*actor, kept.on, until); events.next();) done.push_back(events.integer(0));
  for (const std::int64_t id : done) {
    const Json row = event_row(store, id);
    const auto told = told_by(row, kept.about, row["type"] == name_of(EventType::Reject));
    if (told) return {told, row["id"]};
  }
  for (const std::int64_t id : said) {
    const Json row = statement_row(store, id);
    const bool refuses =
        row["act"] == name_of(SpeechAct::Reject) || row["act"] == name_of(SpeechAct::Deny);
    const auto told = told_by(row, kept.about, refuses);
    if (told) return {told, row["id"]};
  }
  return {};
}

/// Sums over scored forecasts.
struct Sums {
  double brier = 0, log = 0;
  int count = 0;
  struct Bin {
    double chance = 0;
    int came = 0, count = 0;
  };
  std::array<Bin, kBins> bins;

  void add(const Json& chances, Option outcome) {
    ++count;
    for (const Option option : {Option::Against, Option::NoDecision, Option::For}) {
      const double chance = chances[std::string(name_of(option))];
      const bool came = option == outcome;
      brier += std::pow(chance - (came ? 1 : 0), 2);
      if (came) log -= std::log(std::max(chance, 0.001));
      Bin& bin = bins[std::min(static_cast<std::size_t>(chance * kBins), kBins - 1)];
      bin.chance += chance, bin.came += came ? 1 : 0, ++bin.count;
    }
  }
  Json json() const {
    if (count == 0) return nullptr;
    Json table = Json::array();
    double error = 0;
    for (const Bin& bin : bins) {
      if (bin.count == 0) continue;
      table.push_back({{"chance", bin.chance / bin.count},
                       {"came", static_cast<double>(bin.came) / bin.count},
                       {"count", bin.count}});
      error += std::abs(bin.chance - bin.came) / (3.0 * count);
    }
    return {{"forecasts", count},
            {"brier", brier / count},
            {"log_score", log / count},
            {"calibration_error", error},
            {"calibration", table}};
  }
};

}  // namespace

Result<std::int64_t> keep_forecast(Store& store, const Json& forecast) {
  Database& database = store.database();
  const Json& area = forecast["body"]["area"];
  Query row = database.query(
      "INSERT INTO forecasts (made, body, area, about, decides, as_of, against, none, favour, "
      "forecast) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (body, area, about, decides, "
      "as_of) DO UPDATE SET made = excluded.made, against = excluded.against, none = "
      "excluded.none, favour = excluded.favour, forecast = excluded.forecast WHERE outcome IS "
      "NULL");
  row.all(utc_now(), forecast["body"]["name"].get<std::string>(),
          area.is_string() ? area.get<std::string>() : std::string(),
          forecast["about"].get<std::string>(), forecast["on"].get<std::string>(),
          forecast["as_of"].get<std::string>(), chance_of(forecast, Option::Against),
          chance_of(forecast, Option::NoDecision), chance_of(forecast, Option::For),
          forecast.dump(-1, ' ', false, Json::error_handler_t::replace));
  row.run();
  Query id = database.query(
      "SELECT id FROM forecasts WHERE body = ? AND area = ? AND about = ? AND decides = ? AND "
      "as_of = ?");
  id.all(forecast["body"]["name"].get<std::string>(),
         area.is_string() ? area.get<std::string>() : std::string(),
         forecast["about"].get<std::string>(), forecast["on"].get<std::string>(),
         forecast["as_of"].get<std::string>());
  const std::int64_t number = id.next() ? id.integer(0) : 0;
  if (auto error = database.take_error()) return *error;
  return number;
}

Result<bool> tell_outcome(Store& store, const std::string& id, const std::string& outcome,
                          const std::string& by) {
  if (!kind_named<Option>(outcome))
    return Error{Errc::InvalidInput,
                 "C0407 an outcome is for, against or none, not '" + outcome + "'"};
  const bool named = id.size() > 1 && id.size() < 12 && id[0] == 'f' &&
                     std::all_of(id.begin() + 1, id.end(), is_digit);
  Query known = store.database().query("SELECT 1 FROM forecasts WHERE id = ?");
  if (!named || !known.bind(std::int64_t{std::atoll(id.c_str() + 1)}).next())
    return Error{Errc::NotFound, "C0405 there is no forecast " + id + "; they are f1, f2, ..."};
  Query row = store.database().query("UPDATE forecasts SET outcome = ?, told_by = ? WHERE id = ?");
  row.bind(outcome).bind_or_null(by).bind(std::int64_t{std::atoll(id.c_str() + 1)}).run();
  if (auto error = store.database().take_error()) return *error;
  return true;
}

Result<int> find_outcomes(Store& store) {
  std::vector<Kept> open;
  Query rows = store.database().query(
      "SELECT id, body, about, decides FROM forecasts WHERE outcome IS NULL ORDER BY id");
  while (rows.next()) open.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.text(3)});
  int found = 0;
  for (const Kept& kept : open) {
    const auto [outcome, item] = outcome_of(store, kept);
    if (!outcome) continue;
    CASUS_TRY([[maybe_unused]] const bool told, tell_outcome(store, fmt::format("f{}", kept.id),
                                                             std::string(name_of(*outcome)), item));
    ++found;
  }
  if (auto error = store.database().take_error()) return *error;
  return found;
}

Result<Json> scores_view(Store& store) {
  Json rows = Json::array();
  Sums sums;
  Query kept = store.database().query(
      "SELECT id, made, body, about, decides, as_of, against, none, favour, outcome, told_by "
      "FROM forecasts ORDER BY decides, id");
  while (kept.next()) {
    const auto text = [&](int column) {
      return kept.is_null(column) ? Json(nullptr) : Json(kept.text(column));
    };
    Json row = {{"id", fmt::format("f{}", kept.integer(0))},
                {"made", kept.text(1)},
                {"body", kept.text(2)},
                {"about", kept.text(3)},
                {"on", kept.text(4)},
                {"as_of", kept.text(5)},
                {"against", kept.real(6)},
                {"none", kept.real(7)},
                {"for", kept.real(8)},
                {"outcome", text(9)},
                {"told_by", text(10)}};
    if (!kept.is_null(9)) sums.add(row, kept.kind<Option>(9));
    rows.push_back(std::move(row));
  }
  if (auto error = store.database().take_error()) return *error;
  return Json{{"scored", sums.json()}, {"rows", rows}};
}

}  // namespace casus::outlook
