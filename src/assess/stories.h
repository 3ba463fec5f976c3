// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store.h"

namespace casus {

/// Puts a report into the story it belongs to: reports within weeks of each other whose telling
/// words and names, weighed by how few reports of the record have them, are alike. Two that are
/// alike begin a story; one that is like none stays by itself. A report that was put somewhere
/// stays there. The cost does not grow with the record. Returns the story, 0 where there is none
/// new; it is still to be weighed.
/// Source: single-pass clustering of weighed words, as in topic detection and tracking (Allan,
/// Papka and Lavrenko, "On-line New Event Detection and Tracking", SIGIR 1998).
std::int64_t join_story(Store& store, std::int64_t report);

}  // namespace casus
