// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "arrow_columns.h"

namespace casus::python {

/// Version of the tables below (docs/parquet.md). Raised when a column changes its name, type or
/// meaning; a new column at the end does not raise it.
inline constexpr std::string_view kTablesVersion = "1";

/// A row a report: the record as docs/record.md has it, nested; `id` as the input gives it, `day`
/// the day of publication, `error` why there is no record.
const Type& record_table();

/// A row an item: what a question for "statements", "events", ... answers (store/question.h).
/// Nothing where there is no such kind.
const Type* answer_table(std::string_view kind);

/// The same as it is written to Parquet: actors have whom they speak for, themselves first.
const Type* kept_table(std::string_view kind);

}  // namespace casus::python
