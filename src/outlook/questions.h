// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace casus::outlook {

using Json = nlohmann::ordered_json;

/// A commitment that asks a body to decide, with its row as of a day and the last day on which it
/// is due (empty: none is told).
struct AskedOfBody {
  std::string body, due;
  Json row;
};

/// Of commitments, in their order: those that ask, are open on that day (with `overdue`: or are
/// overdue), and are addressed to a body whose members are known; once a body. Io and Corrupt are
/// left to Database::take_error.
std::vector<AskedOfBody> asked_of_bodies(Store& store, const std::vector<std::int64_t>& commitments,
                                         const std::string& day, bool overdue);

/// What bodies are asked and have not answered by a day (empty: today), newest first. Errors:
/// InvalidInput, Io, Corrupt.
Result<Json> questions_ahead(Store& store, const std::string& as_of);

}  // namespace casus::outlook
