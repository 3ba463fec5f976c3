// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "core/calendar.h"
#include "store/days.h"
#include "store/rows.h"
#include "store/ties.h"
#include "store/views.h"

namespace casus {

namespace {

/// One did something to, or said something to, another.
struct Act {
  std::int64_t from, to;
  std::string kind;
};

/// How often each acted on each, by kind.
using Links = std::map<std::pair<std::int64_t, std::int64_t>, std::map<std::string, std::int64_t>>;

/// The newest acts of a period, at most so many events and so many statements.
std::vector<Act> acts_between(Store& store, const std::string& from, const std::string& to,
                              std::int64_t most) {
  std::vector<Act> out;
  for (const Sql sql : std::initializer_list<Sql>{
           "SELECT s.actor, t.actor, e.type FROM events e JOIN parties s ON s.event = e.id AND "
           "s.target = 0 JOIN parties t ON t.event = e.id AND t.target = 1 "
           "WHERE e.date BETWEEN ? AND ? AND (e.story IS NULL OR e.story = e.id) AND s.actor <> "
           "t.actor AND e.status <> 'denied' ORDER BY e.date DESC LIMIT ?",
           "SELECT s.speaker, a.actor, s.act FROM statements s JOIN addressees a ON a.statement = "
           "s.id WHERE s.date BETWEEN ? AND ? AND s.speaker IS NOT NULL AND s.speaker <> a.actor "
           "AND s.retells IS NULL ORDER BY s.date DESC LIMIT ?"}) {
    Query rows = store.database().query(sql);
    for (rows.all(from, to, most); rows.next();)
      out.push_back({rows.integer(0), rows.integer(1), rows.text(2)});
  }
  return out;
}

/// A person acts for the state whose office it holds: officials are drawn as one with it.
Links links_of(Store& store, const std::vector<Act>& acts) {
  std::map<std::int64_t, std::int64_t> stands;
  const auto stand_in = [&](std::int64_t actor) {
    if (const auto known = stands.find(actor); known != stands.end()) return known->second;
    std::int64_t out = actor;
    for (const std::int64_t body : speaks_for(store, actor)) {
      Query type = store.database().query("SELECT type FROM actors WHERE id = ?");
      if (body != actor && type.bind(body).next() && type.kind<ActorType>(0) == ActorType::State)
        out = body;
    }
    return stands[actor] = out;
  };
  Links out;
  for (const auto& [a, b, kind] : acts) {
    if (stand_in(a) != stand_in(b)) ++out[{stand_in(a), stand_in(b)}][kind];
  }
  return out;
}

}  // namespace

Result<Json> graph_view(Store& store, const std::string& since, const std::string& until,
                        const std::string& member_of, std::int64_t most) {
  CASUS_TRY(std::string from, first_day(since));
  CASUS_TRY(std::string to, last_day(until));
  const std::string on = to.empty() ? utc_today() : to;
  if (from.empty()) from = "0000";
  if (to.empty()) to = "9999";
  Json out = {{"nodes", Json::array()}, {"links", Json::array()}};
  std::map<std::int64_t, std::int64_t> weight;
  for (const auto& [ends, kinds] : links_of(store, acts_between(store, from, to, most))) {
    Json counts = Json::object();
    std::int64_t total = 0;
    for (const auto& [kind, n] : kinds) counts[kind] = n, total += n;
    weight[ends.first] += total;
    weight[ends.second] += total;
    out["links"].push_back({{"from", "a" + std::to_string(ends.first)},
                            {"to", "a" + std::to_string(ends.second)},
                            {"kinds", counts},
                            {"total", total}});
  }
  std::vector<std::int64_t> ringed;
  if (!member_of.empty()) {
    const auto organisation = actors_named(store, member_of);
    if (organisation.empty()) {
      if (auto error = store.database().take_error()) return *error;
      return Error{Errc::NotFound,
                   fmt::format("C0408 nobody in the record is called '{}'", member_of)};
    }
    ringed = members_of(store, organisation.front(), on);
  }
  for (const auto& [actor, total] : weight) {
    Json node = actor_json(store, actor);
    node["total"] = total;
    node["member"] = std::find(ringed.begin(), ringed.end(), actor) != ringed.end();
    out["nodes"].push_back(node);
  }
  if (auto error = store.database().take_error()) return *error;
  return out;
}

}  // namespace casus
