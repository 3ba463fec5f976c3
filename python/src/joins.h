// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "actors/knowledge.h"
#include "arrow_columns.h"
#include "casus/record.h"

namespace casus::python {

/// What the joins of a record look at, a row a report: its signs, actors, ties, claims,
/// commitments, statements, of these the sayings that may answer, and its events. Actors are
/// numbers of the record's list; sets of words are texts with blanks between; a day is a number
/// from 1970-01-01.
const Type& join_table();

/// A report's row. `at` is its place in the order in which a store would get the reports; copies
/// are left out before.
Json join_row(const Knowledge& knowledge, std::int64_t at, const Record& record);

}  // namespace casus::python
