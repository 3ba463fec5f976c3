// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "store/store.h"

namespace casus {

// Who speaks for whom, by the roles reports tell of and by the offices the knowledge base knows.
// All return kept actors' ids, the asked one first.

/// What the knowledge base has on a kept actor; null when it is not there.
const KnownActor* known_actor(Store& store, std::int64_t actor);

/// The actor and the states and bodies whose office it holds or whose part it is.
std::vector<std::int64_t> speaks_for(Store& store, std::int64_t actor);

/// The actor and those who speak for it: office holders, spokesmen, members of its parliament.
std::vector<std::int64_t> voices_of(Store& store, std::int64_t actor);

/// The members of an organisation on a day (empty: today): by the knowledge base, and by what
/// reports say of others.
std::vector<std::int64_t> members_of(Store& store, std::int64_t organisation,
                                     const std::string& day);

/// Kept actors a written name means ("Minsk", "Lukashenka", "CSTO"), the best known first; empty
/// when none.
std::vector<std::int64_t> actors_named(Store& store, std::string_view name);

}  // namespace casus
