// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "store/question.h"

namespace casus {

/// What a map is asked. `about` is an actor's name or words of the reports, `type` a type of event;
/// `at` is the key of a place or state, whose newest events are told besides.
struct PlacesQuestion {
  std::string about, since, until, type, at;
};

inline constexpr std::int64_t kMostMapped = 20000;  // events, the newest
inline constexpr std::size_t kMostSpots = 300, kMostWays = 60, kMostRowsAtSpot = 50;

/// Where events happened, and who acted on whom: {"total", "shown", "unplaced", "places": [{key,
/// name, type, latitude, longitude, events, conflict}], "ways": [{from, to, events, conflict}],
/// "here"}. An event is where it is told to be, else at a place that it was done to, else with the
/// state it was done to, else with the one that did it; who holds an office acts for its state.
/// States lie at their capitals; what model/actors/places.tsv does not know is not placed. Errors:
/// InvalidInput, NotFound, Io.
Result<Json> places_view(Store& store, const PlacesQuestion& question);

}  // namespace casus
