// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "assess/period.h"
#include "outlook/forecast.h"

namespace casus::outlook {

/// What bodies are likely to decide that are asked in the brief of a period (assess/period.h): of
/// what is due or asked there and open, by what matters first, at most three and one of each body.
/// Each is a forecast (forecast.h) as known on the period's last day, and `asked`, the commitment
/// it is of. Errors: Io, Corrupt.
Result<Json> decisions(Store& store, const Json& brief);

/// The brief of a period with its `decisions`. Errors: as period_view.
Result<Json> brief_with_decisions(Store& store, const Period& period);

}  // namespace casus::outlook
