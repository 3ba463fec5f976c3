// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "store/store.h"

namespace casus {

// Who speaks for whom, by the roles reports tell of and by the offices the knowledge base knows.
// All return kept actors' ids, the asked one first. What one report says without being sure makes
// nobody speak for a state: a tie counts where it is sure or where several reports tell it, a title
// where it is an office of a government; whose offices the knowledge base knows has those alone.
// Former ministers, the opposition and lawyers speak for themselves.

/// What the knowledge base has on a kept actor; null when it is not there.
const KnownActor* known_actor(Store& store, std::int64_t actor);

/// The state that a description makes a group a voice of ("Turkish officials", "the French foreign
/// ministry"): a state's name or adjective, then an office of a government and nothing of others;
/// null where there is none.
const KnownActor* described_state(const Knowledge& knowledge, std::string_view name);

/// The actor and the states and bodies whose office it holds or whose part it is.
std::vector<std::int64_t> speaks_for(Store& store, std::int64_t actor);

/// The actor and those who speak for it: office holders, spokesmen, its bodies.
std::vector<std::int64_t> voices_of(Store& store, std::int64_t actor);

/// True where a title ("foreign ministry spokesman") makes its holder a voice of a state; of a body
/// that is no state any title does but those of people who left it or are against it.
bool is_title_of_voice(std::string_view title, bool of_state);

/// The members of an organisation on a day (empty: today): by the knowledge base, and by what
/// reports say of others.
std::vector<std::int64_t> members_of(Store& store, std::int64_t organisation,
                                     const std::string& day);

/// Kept actors a written name means ("Minsk", "Lukashenka", "CSTO"), the best known first; empty
/// when none.
std::vector<std::int64_t> actors_named(Store& store, std::string_view name);

}  // namespace casus
