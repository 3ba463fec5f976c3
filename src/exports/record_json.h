// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "casus/record.h"

namespace casus {

/// The record as one JSON object (docs/record.md). Spans become code points.
nlohmann::ordered_json record_value(const Record& record);

/// The same as text; `indent` -1 keeps it on one line.
std::string to_json(const Record& record, int indent);

/// {"id": ..., "error": ...} on one line, for an input that could not be read.
/// Its statements alone, a row each: speaker, act, kind, words, date, venue, medium, addressees,
/// confidence and spans.
std::string statements_json(const Record& record, int indent);
/// The same as CSV (RFC 4180) without a header; `with_header` for the first.
std::string statements_csv(const Record& record, bool with_header);

std::string error_json(const std::string& id, const std::string& message);

/// The time expressions of a text as a JSON array of {span, text, date}, on one line.
std::string times_json(const std::string& text, const std::vector<TimeExpression>& times);

}  // namespace casus
