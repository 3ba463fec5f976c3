// SPDX-License-Identifier: Apache-2.0
#include "store/terms.h"

#include <algorithm>
#include <map>

#include "store/ties.h"

namespace casus {

std::vector<Holder> holders_of(Store& store, std::int64_t actor) {
  const KnownActor* known = known_actor(store, actor);
  if (known == nullptr) return {};
  std::map<std::int64_t, std::vector<Term>> terms;
  for (const Tenure& tenure : store.knowledge().tenures()) {
    if (tenure.of != known) continue;
    if (const auto holder = store.actor_of(*tenure.holder); holder && *holder != actor)
      terms[*holder].push_back({tenure.from, tenure.to});
  }
  std::vector<Holder> out;
  for (auto& [holder, days] : terms) out.push_back({holder, std::move(days)});
  return out;
}

void Voices::join(const Voices& other) {
  actors.insert(actors.end(), other.actors.begin(), other.actors.end());
  for (const Holder& holder : other.holders) {
    const auto known = std::find_if(holders.begin(), holders.end(),
                                    [&](const Holder& one) { return one.actor == holder.actor; });
    if (known == holders.end())
      holders.push_back(holder);
    else
      known->terms.insert(known->terms.end(), holder.terms.begin(), holder.terms.end());
  }
}

Condition in_office(const std::vector<Holder>& holders, Sql column, Sql day) {
  if (holders.empty()) return {{"TRUE"}, {}};
  Condition out;
  std::vector<SqlText> all;
  for (const Holder& holder : holders) {
    std::vector<SqlText> held;
    for (const Term& term : holder.terms) {
      out.values.emplace_back(term.from);
      if (!term.until.empty()) out.values.emplace_back(term.until);
      held.push_back(term.until.empty() ? SqlText{"(", day, " >= ?)"}
                                        : SqlText{"(", day, " >= ? AND ", day, " < ?)"});
    }
    all.push_back({"(", column, " <> ", holder.actor, " OR ", day, " IS NULL OR ",
                   SqlText::joined(held, " OR "), ")"});
  }
  out.sql = SqlText::joined(all, " AND ");
  return out;
}

}  // namespace casus
