// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "store/rows.h"

namespace casus {

// What rows of several kinds are made of.

Json text_or_null(const Query& row, int column);
/// A day, a period {"from", "to"}, or null, of two columns.
Json date_json(const Query& row, int from, int to);
/// A whole number without a point.
Json number_json(double value);
/// "s12".
std::string label(char letter, std::int64_t id);
/// Null for what there is none of.
Json label_or_null(char letter, std::int64_t id);
/// The actors whose numbers a query of one id gives.
Json actors_of(Store& store, Sql sql, std::int64_t id);
/// What every item says of its report.
void add_report(Store& store, Json& out, std::int64_t report);
/// Points, by a query of one id; null of what is not weighed by itself: another telling of the
/// same.
Json salience_of(Store& store, Sql sql, std::int64_t id);

}  // namespace casus
