// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace casus {

// Rows of the record as text. Rows are objects with the same keys; nested actors are shown by name.

/// Aligned columns for people, the text column cut to what `width` leaves. Columns are chosen by
/// the kind of row.
std::string rows_table(const std::vector<nlohmann::ordered_json>& rows, std::size_t width);
/// RFC 4180, a header line first; lists are joined with "; ". A cell that a spreadsheet would take
/// for a formula is quoted with an apostrophe (OWASP, CSV injection).
std::string rows_csv(const std::vector<nlohmann::ordered_json>& rows);
std::string rows_ndjson(const std::vector<nlohmann::ordered_json>& rows);

/// One value for a person: a name, a date or stretch of days, a list.
std::string plain_value(const nlohmann::ordered_json& value);

}  // namespace casus
