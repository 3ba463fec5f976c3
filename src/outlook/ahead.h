// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "assess/period.h"
#include "casus/record.h"
#include "outlook/forecast.h"

namespace casus::outlook {

/// What bodies are likely to decide that are asked in the brief of a period (assess/period.h): of
/// what is due or asked there and open, by what matters first, at most three and one of each body.
/// Each is a forecast (forecast.h) as known on the period's last day, and `asked`, the commitment
/// it is of. Errors: Io, Corrupt.
Result<Json> decisions(Store& store, const Json& brief);

/// The brief of a period with its `decisions`. Errors: as period_view.
Result<Json> brief_with_decisions(Store& store, const Period& period);

/// The same of what one report says, in its words alone: of items of `least` confidence or more, as
/// known on the day it was published; nothing of a report without a day. `actors` are a user's own
/// actor lines. Errors: Io, Corrupt, InvalidInput (actors).
Result<Json> decisions_in(const Record& record, double least, const std::string& actors);

}  // namespace casus::outlook
