// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "outlook/forecast.h"

namespace casus::outlook {

/// Keeps a forecast in the record (table forecasts) and returns its number; the same question asked
/// again of the same days takes its place, unless its outcome is known. Errors: Io, Corrupt.
Result<std::int64_t> keep_forecast(Store& store, const Json& forecast);

/// Says how forecast "f3" came out: for, against or none; `by` names the item that tells it, or is
/// empty. Errors: NotFound, InvalidInput.
Result<bool> tell_outcome(Store& store, const std::string& id, const std::string& outcome,
                          const std::string& by);

/// Looks in the record for outcomes that are not known yet: what the body itself said or did of the
/// matter within thirty days. Returns how many were found. Errors: Io, Corrupt.
Result<int> find_outcomes(Store& store);

/// Every kept forecast with its outcome, and of those whose outcome is known the Brier score (0 to
/// 2; 0.667 is knowing nothing), the log score and how chances compare with what came. Errors: Io,
/// Corrupt.
Result<Json> scores_view(Store& store);

}  // namespace casus::outlook
