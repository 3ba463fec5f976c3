// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "casus/result.h"
#include "core/calendar.h"

namespace casus {

/// A stretch of days, both ends within.
struct Days {
  Day first, last;
};

/// The days that words of a question mean, seen from `today`: "2022-09-13", "13 September 2022",
/// "2022-09", "September 2022", "2022", "today", "last month", "this year", "past week", "last 30
/// days", "2 weeks ago". Nothing where they mean none.
std::optional<Days> days_meant(std::string_view words, Day today);

/// The first or last day meant, as ISO; empty where nothing is asked. Errors: InvalidInput.
Result<std::string> first_day(const std::string& words);
Result<std::string> last_day(const std::string& words);

}  // namespace casus
