// SPDX-License-Identifier: Apache-2.0
#include "store/terms.h"

#include <fmt/format.h>

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

std::string in_office(const std::vector<Holder>& holders, const std::string& column,
                      const std::string& day) {
  std::string out;
  for (const Holder& holder : holders) {
    std::string held;
    for (const Term& term : holder.terms) {
      held += fmt::format("{}({} >= '{}'", held.empty() ? "" : " OR ", day, term.from);
      held += term.until.empty() ? ")" : fmt::format(" AND {} < '{}')", day, term.until);
    }
    out += fmt::format("{}({} <> {} OR {} IS NULL OR {})", out.empty() ? "" : " AND ", column,
                       holder.actor, day, held);
  }
  return out;
}

}  // namespace casus
