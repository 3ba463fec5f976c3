// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "store/question.h"

namespace casus {

/// What a brief of the record is of. Days as days.h reads them; both empty are the seven days up to
/// the record's newest. `about`: an actor, a topic, or a story ("t12"); empty is everything.
struct Period {
  std::string since, until, about;
};

/// A period in the record's own words: `stories`, `happened` (events, each with who said what of
/// it), `disputed`, `asked`, `answered`, `due`, `overdue`, `changed` (who said otherwise before),
/// each by what matters first, and `sources`, the reports they are from. Errors: InvalidInput (no
/// day, no such story), Io, Corrupt.
Result<Json> period_view(Store& store, const Period& period);

}  // namespace casus
