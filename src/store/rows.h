// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "store/question.h"

namespace casus {

// One item's row as JSON, by its number. Null when there is none. Names are as the actors table has
// them.

Json statement_row(Store& store, std::int64_t id);
/// An event with what other reports tell of it: sources, and every figure given with who gives it.
Json event_row(Store& store, std::int64_t id);
/// A claim with all sides of its matter, as of a day.
Json claim_row(Store& store, std::int64_t id, const std::string& as_of);
/// A commitment with its answers, as of a day: open, overdue, or as it was answered.
Json commitment_row(Store& store, std::int64_t id, const std::string& as_of);
Json relation_row(Store& store, std::int64_t id);
Json actor_row(Store& store, std::int64_t id);
Json report_row(Store& store, std::int64_t id);
/// A story with its newest headline and the actors it speaks of most.
Json story_row(Store& store, std::int64_t id);

/// What to call a report: its title, else its first sentence, cropped.
std::string headline_of(Store& store, std::int64_t report);

/// 7 of "a7"; 0 of what is no item's id.
std::int64_t number_of(const Json& id);

/// {"id": "a7", "name": ...}, or null.
Json actor_json(Store& store, std::int64_t id);
/// The office an actor held on a day, in words ("President, Belarus"); empty when unknown.
std::string role_on(Store& store, std::int64_t actor, std::int64_t report, const std::string& day);

}  // namespace casus
