// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/question.h"

namespace casus {

// Answers that put several kinds of items together. Days are ISO; an empty day does not restrict.
// All: errors NotFound, Io.

/// A kept report with its text and every item read out of it, spans in code points of the text
/// (RECORD.md's convention), its copies and the corrections made to it.
Result<Json> report_view(Store& store, const std::string& id);

/// An item with the words that justify it, and the words around them.
Result<Json> item_view(Store& store, const std::string& id);

/// Who an actor is: offices and memberships over time, what it said, what others said of it, its
/// positions.
Result<Json> actor_view(Store& store, const std::string& name);

/// Both sides of a dispute beside each other: claims and denials, what each said of the other,
/// events between them with every figure given.
Result<Json> dispute_view(Store& store, const std::string& a, const std::string& b,
                          const std::string& since, const std::string& until);

/// What belongs together over days: the reports of a story by day, how many a day, what happened in
/// it by day, what is disputed, asked and said, what matters first.
Result<Json> story_view(Store& store, const std::string& id);

/// Events and statements by day, of each the `limit` that matter most or are newest. `about` names
/// an actor; empty is everything.
Result<Json> timeline_view(Store& store, const std::string& about, const std::string& since,
                           const std::string& until, std::size_t limit);

/// What stands in the record: counts, the newest, the disputed, the overdue, who speaks most,
/// statements by month; without `rows`, the counts alone.
Result<Json> overview_view(Store& store, const std::string& as_of, bool rows = true);

/// What lies ahead of `as_of` (empty: today), up to `until` (empty: for a year): events that were
/// planned, and what was asked or promised by a day and is not answered, each by its day.
Result<Json> outlook_view(Store& store, const std::string& as_of, const std::string& until);

/// Who supports, accuses, asks, rejects, meets or strikes whom: nodes, and links with a count a
/// kind, of the newest `most` events and statements; -1 is all.
inline constexpr std::int64_t kMostDrawn = 20000;
Result<Json> graph_view(Store& store, const std::string& since, const std::string& until,
                        const std::string& member_of, std::int64_t most = kMostDrawn);

/// Positions over time of an actor ("" for all): issue, stance, day, evidence.
Result<Json> positions_view(Store& store, const std::string& actor);

}  // namespace casus
