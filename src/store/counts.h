// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/question.h"

namespace casus {

// Counts for the page's charts: the record is summed up here, so that a browser draws some hundred
// marks whether there are seven reports or a hundred thousand.

/// What a timeline is asked. `about` is an actor's name or, where nobody is called so, words of the
/// reports. Days are as days.h reads them.
struct TimelineQuestion {
  std::string about, since, until;
  bool events = true, statements = true;
  std::size_t lanes = 8;    // actors, each on a line of its own
  std::size_t marks = 300;  // so many items are told one by one; more are only counted
};

/// Conflict, cooperation and statements by day, week, month or year, in all and for the actors most
/// involved, officials with their state. Without a period: the shortest that holds three quarters
/// of what has a day, with how many lie before and after. An item without a day of its own stands
/// on the day of its report ("told"). Errors: InvalidInput, Io.
Result<Json> timeline_counts(Store& store, const TimelineQuestion& question);

/// How many statements answer a question by speaker, addressee, act and kind, each counted
/// without its own filter, the most first. Errors: those of ask().
Result<Json> statement_counts(Store& store, const Question& question);

}  // namespace casus
