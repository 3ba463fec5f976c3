// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store.h"

namespace casus {

/// Puts a report into the story it belongs to: reports within weeks of each other whose telling
/// words and names, weighed by how few reports of the record have them, are alike. Two that are
/// alike begin a story; one that is like none stays by itself. The versions of one report count as
/// one and are together. A report that was put somewhere
/// stays there. The cost does not grow with the record. Returns the story, 0 where there is none
/// new; it is still to be weighed.
/// Source: single-pass clustering of weighed words, as in topic detection and tracking (Allan,
/// Papka and Lavrenko, "On-line New Event Detection and Tracking", SIGIR 1998).
std::int64_t join_story(Store& store, std::int64_t report);

/// Takes a report out of its story, and its words out of what tells reports from each other, before
/// it is removed. A story of which one report is left is none any more. Returns the story where it
/// goes on, to be weighed once the report is gone; else 0.
std::int64_t leave_story(Store& store, std::int64_t report);

/// Names a story anew, after what it tells.
void name_story(Store& store, std::int64_t story);

}  // namespace casus
