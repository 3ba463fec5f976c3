// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "exports/entries.h"

namespace casus {

// What a body will decide (outlook/forecast.h), as a person reads it on a terminal of `width`
// columns.

std::string forecast_text(const nlohmann::ordered_json& forecast, std::size_t width);
/// One of a brief's decisions (outlook/ahead.h) as lines of it: the question, what it rests on, the
/// chance of each option, on whom it hangs, what would turn it, what is not known.
Entry entry_of_decision(const nlohmann::ordered_json& forecast);
std::string scores_text(const nlohmann::ordered_json& scores, std::size_t width);
std::string scale_text(const nlohmann::ordered_json& scale);

}  // namespace casus
