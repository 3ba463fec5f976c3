// SPDX-License-Identifier: Apache-2.0
#include "store/ties.h"

#include <algorithm>

#include "core/text.h"
#include "store/spelling.h"

namespace casus {

namespace {

void add(std::vector<std::int64_t>& ids, std::int64_t id) {
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

}  // namespace

const KnownActor* known_actor(Store& store, std::int64_t actor) {
  Query row = store.database().query("SELECT name, type FROM actors WHERE id = ?");
  if (!row.bind(actor).next()) return nullptr;
  const KnownActor* known = store.knowledge().named(row.text(0));
  return known != nullptr && known->type == row.text(1) ? known : nullptr;
}

std::vector<std::int64_t> speaks_for(Store& store, std::int64_t actor) {
  std::vector<std::int64_t> out{actor};
  Query roles = store.database().query(
      "SELECT of FROM roles WHERE actor = ?1 AND of IS NOT NULL UNION SELECT to_actor FROM "
      "relations WHERE from_actor = ?1 AND type IN ('holds_office', 'part_of')");
  for (roles.bind(actor); roles.next();) add(out, roles.integer(0));
  if (const KnownActor* known = known_actor(store, actor)) {
    for (const Tenure* tenure : store.knowledge().offices_of(*known)) {
      if (const auto of = store.actor_of(*tenure->of)) add(out, *of);
    }
  }
  for (std::int64_t& id : out) id = store.merged(id);
  return out;
}

std::vector<std::int64_t> voices_of(Store& store, std::int64_t actor) {
  std::vector<std::int64_t> out{actor};
  Query roles = store.database().query(
      "SELECT actor FROM roles WHERE of = ?1 UNION SELECT from_actor FROM relations WHERE to_actor "
      "= ?1 AND type IN ('holds_office', 'part_of')");
  for (roles.bind(actor); roles.next();) add(out, roles.integer(0));
  if (const KnownActor* known = known_actor(store, actor)) {
    for (const Tenure& tenure : store.knowledge().tenures()) {
      if (tenure.of != known) continue;
      if (const auto holder = store.actor_of(*tenure.holder)) add(out, *holder);
    }
  }
  for (std::int64_t& id : out) id = store.merged(id);
  return out;
}

std::vector<std::int64_t> members_of(Store& store, std::int64_t organisation,
                                     const std::string& day) {
  std::vector<std::int64_t> out;
  const KnownActor* known = known_actor(store, organisation);
  if (known != nullptr) {
    for (const KnownActor* member : store.knowledge().members(*known, day)) {
      if (const auto id = store.actor_of(*member)) add(out, *id);
    }
  }
  if (out.empty()) {
    Query said = store.database().query(
        "SELECT DISTINCT from_actor FROM relations WHERE to_actor = ? AND type = 'member_of'");
    for (said.bind(organisation); said.next();) add(out, said.integer(0));
  }
  return out;
}

std::vector<std::int64_t> actors_named(Store& store, std::string_view name) {
  std::vector<std::int64_t> out;
  const std::string written(trim(name));
  // The knowledge base first, so that a seat or an adjective finds its state.
  for (const std::string& form :
       {written, written.empty() ? written
                                 : std::string(1, static_cast<char>(std::toupper(
                                                      static_cast<unsigned char>(written[0])))) +
                                       written.substr(1)}) {
    const KnownActor* known = store.knowledge().named(form);
    if (known == nullptr) continue;
    if (const auto id = store.actor_of(*known)) add(out, *id);
  }
  const auto collect = [&](const std::string& sql, const std::string& value) {
    Query rows = store.database().query(sql);
    for (rows.bind(value); rows.next() && out.size() < 20;) add(out, store.merged(rows.integer(0)));
  };
  const std::string by_mentions =
      " ORDER BY (SELECT count(*) FROM mentions m WHERE m.actor = a.id) DESC LIMIT 20";
  if (out.empty())
    collect("SELECT a.id FROM actor_names n JOIN actors a ON a.id = n.actor WHERE n.folded = ?" +
                by_mentions,
            fold(written));
  if (out.empty())
    collect("SELECT a.id FROM actors a WHERE a.spelling = ?" + by_mentions, spelling_key(written));
  // A family name in another spelling: the last word of a kept person's name.
  if (out.empty() && written.find(' ') == std::string::npos && written.size() > 3)
    collect("SELECT a.id FROM actors a WHERE a.type = 'person' AND a.spelling LIKE '% ' || ?" +
                by_mentions,
            spelling_key(written));
  return out;
}

}  // namespace casus
