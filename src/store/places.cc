// SPDX-License-Identifier: Apache-2.0
#include "store/places.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <unordered_map>

#include "store/day_index.h"
#include "store/days.h"
#include "store/rows.h"
#include "store/ties.h"

namespace casus {

namespace {

/// A point of the map: a state by its code, a place by its name.
struct Spot {
  std::string key, name;
  ActorType type{};
  double latitude = 0, longitude = 0;
};

struct Sum {
  std::int64_t events = 0, conflict = 0;
  void add(bool is_conflict) { ++events, conflict += is_conflict ? 1 : 0; }
};

/// An event with the spots of its parties; null where one has none.
struct Placed {
  std::int64_t id = 0;
  bool conflict = false;
  const Spot *place = nullptr, *source = nullptr, *target = nullptr;

  const Spot* where() const {
    if (place != nullptr) return place;
    for (const Spot* spot : {target, source})
      if (spot != nullptr && spot->type == ActorType::Place) return spot;
    return target != nullptr ? target : source;
  }
};

class Mapper {
 public:
  explicit Mapper(Store& store) : store_(store) {}

  /// The events of these numbers in their order.
  std::vector<Placed> placed(const std::vector<std::int64_t>& ids) {
    std::unordered_map<std::int64_t, std::size_t> at;
    std::vector<Placed> out(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) at[ids[i]] = i;
    Query rows = store_.database().once(
        {"SELECT e.id, e.type, coalesce(e.place, 0), coalesce(p.actor, 0), coalesce(p.target, 0) "
         "FROM events e LEFT JOIN parties p ON p.event = e.id WHERE e.id IN ",
         ids});
    while (rows.next()) {
      Placed& event = out[at[rows.integer(0)]];
      event.id = rows.integer(0);
      event.conflict = is_conflict(rows.kind<EventType>(1));
      if (rows.integer(2) != 0) event.place = spot_of(rows.integer(2));
      const Spot*& party = rows.integer(4) != 0 ? event.target : event.source;
      if (const Spot* spot = rows.integer(3) == 0 ? nullptr : spot_of(rows.integer(3));
          spot != nullptr && (party == nullptr || spot->type == ActorType::Place))
        party = spot;
    }
    return out;
  }

 private:
  const Spot* spot_of(std::int64_t actor) {
    auto [known, fresh] = spots_.try_emplace(actor);
    if (fresh) known->second = find(actor);
    return known->second ? &*known->second : nullptr;
  }

  std::optional<Spot> find(std::int64_t actor) {
    for (const std::int64_t body : speaks_for(store_, actor)) {
      Query row =
          store_.database().query("SELECT name, type, coalesce(code, '') FROM actors WHERE id = ?");
      if (!row.bind(body).next()) continue;
      Spot spot{.key = row.text(2), .name = row.text(0), .type = row.kind<ActorType>(1)};
      const bool is_place = spot.type == ActorType::Place;
      if (!is_place && spot.type != ActorType::State) continue;
      auto lies = store_.knowledge().place(is_place ? spot.name : spot.key);
      if (!lies && is_place && !spot.key.empty()) lies = store_.knowledge().place(spot.key);
      if (!lies) continue;
      if (spot.key.empty()) spot.key = spot.name;
      spot.latitude = lies->latitude, spot.longitude = lies->longitude;
      return spot;
    }
    return std::nullopt;
  }

  Store& store_;
  std::unordered_map<std::int64_t, std::optional<Spot>> spots_;
};

/// The events that answer, the newest kept first, at most kMostMapped of them, and how many there
/// are.
Result<std::pair<std::vector<std::int64_t>, std::size_t>> events_of(Store& store,
                                                                    const PlacesQuestion& q) {
  std::vector<std::int64_t> ids;
  if (q.about.empty() && q.type.empty()) {
    CASUS_TRY(const std::string from, first_day(q.since));
    CASUS_TRY(const std::string to, last_day(q.until));
    const auto index = day_index(store);
    for (const DayIndex::Event& event : index->events) {
      const std::string& day = index->days[event.day];
      if ((from.empty() || from <= day) && (to.empty() || (!day.empty() && day <= to)))
        ids.push_back(event.id);
    }
  } else {
    Question question{.kind = "events", .type = q.type, .since = q.since, .until = q.until};
    (actors_named(store, q.about).empty() ? question.text : question.about) = q.about;
    CASUS_TRY(ids, ids_of(store, question));
  }
  const std::size_t total = ids.size();
  std::sort(ids.begin(), ids.end(), std::greater<>());
  ids.resize(std::min<std::size_t>(total, kMostMapped));
  return std::pair(std::move(ids), total);
}

/// The most frequent of a map's sums, each as `told` writes it.
template <typename Key, typename Told>
Json most_of(const std::map<Key, Sum>& sums, std::size_t most, const Told& told) {
  std::vector<std::pair<Key, Sum>> order(sums.begin(), sums.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& x, const auto& y) { return x.second.events > y.second.events; });
  order.resize(std::min(order.size(), most));
  Json out = Json::array();
  for (const auto& [key, sum] : order) {
    Json one = told(key);
    one["events"] = sum.events;
    one["conflict"] = sum.conflict;
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

Result<Json> places_view(Store& store, const PlacesQuestion& question) {
  CASUS_TRY(const auto found, events_of(store, question));
  Mapper mapper(store);
  std::map<std::string, Sum> places;
  std::map<std::pair<std::string, std::string>, Sum> ways;
  std::map<std::string, const Spot*> spots;
  std::int64_t unplaced = 0;
  std::vector<std::int64_t> at;
  for (const Placed& event : mapper.placed(found.first)) {
    const Spot* where = event.where();
    if (where == nullptr) {
      ++unplaced;
      continue;
    }
    spots[where->key] = where;
    places[where->key].add(event.conflict);
    if (where->key == question.at) at.push_back(event.id);
    if (event.source == nullptr || event.source->key == where->key) continue;
    spots[event.source->key] = event.source;
    ways[{event.source->key, where->key}].add(event.conflict);
  }
  Json out = {{"total", found.second}, {"shown", found.first.size()}, {"unplaced", unplaced}};
  for (const auto& [key, spot] : spots) places.try_emplace(key);  // where an arc begins
  out["places"] = most_of(places, kMostSpots, [&](const std::string& key) {
    const Spot& spot = *spots[key];
    return Json{{"key", key},
                {"name", spot.name},
                {"type", name_of(spot.type)},
                {"latitude", spot.latitude},
                {"longitude", spot.longitude}};
  });
  out["ways"] = most_of(ways, kMostWays, [](const auto& ends) {
    return Json{{"from", ends.first}, {"to", ends.second}};
  });
  out["here"] = Json::array();
  at.resize(std::min(at.size(), kMostRowsAtSpot));
  for (const std::int64_t id : at) out["here"].push_back(event_row(store, id));
  if (auto error = store.database().take_error()) return *error;
  return out;
}

}  // namespace casus
