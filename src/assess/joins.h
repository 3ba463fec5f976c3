// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store.h"

namespace casus {

/// Joins the events of a report to the same events of other reports: one type, a party in common,
/// days that meet where both are told, and both parties or a likelihood by event_pairs.h. Two of
/// one report are joined by day and both parties alone. Joined events share a story.
void join_events(Store& store, std::int64_t report);

/// Joins what a report tells in the words of another version of it: statements said again name the
/// first (statements.retells), events share a story, claims and commitments a matter.
void join_versions(Store& store, std::int64_t report);

/// Joins the claims of a report to the same claims of others, by the words and numbers they share,
/// within weeks. Joined claims share a matter; it is disputed where one says so and another, for
/// whom the first does not speak, denies it.
void join_claims(Store& store, std::int64_t report);

/// Joins commitments told of twice, and finds the statements that answer them, earlier reports
/// added later included: a refusal or a promise by whom the appeal went to, or by one who speaks
/// for it or is its member, that names who asked and what was asked.
void join_commitments(Store& store, std::int64_t report);

/// Finds the refusals that only their place or sense tells: one by whom an appeal went to, told
/// right after it; and that whoever was asked to stop says it goes on.
void join_refusals(Store& store, std::int64_t report);

/// How long after it was said an answer or an outcome is looked for: an appeal of the year before
/// last is not answered today.
inline constexpr int kAnswerDays = 400;

/// Finds what came of commitments: the event of another report, within these days, that is what was
/// asked, promised or threatened (by the words of it), done by whom it was asked of or who
/// announced it.
void join_outcomes(Store& store, std::int64_t report);

}  // namespace casus
