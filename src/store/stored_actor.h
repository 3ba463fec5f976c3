// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "actors/knowledge.h"
#include "casus/record.h"

namespace casus {

/// How a report's actor is looked for among those that are kept.
struct StoredActor {
  std::string key;           // who has it is this actor
  bool own = false;          // a description without a name: nobody else's
  bool by_spelling = false;  // a person's full name: another spelling of it is this actor too
};
StoredActor stored_actor(std::int64_t report, const Actor& actor);

/// The key of one that the knowledge base knows.
std::string key_of(const KnownActor& known);

}  // namespace casus
