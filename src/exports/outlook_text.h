// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace casus {

// What a body will decide (outlook/forecast.h), as a person reads it on a terminal of `width`
// columns.

std::string forecast_text(const nlohmann::ordered_json& forecast, std::size_t width);
std::string scores_text(const nlohmann::ordered_json& scores, std::size_t width);
std::string scale_text(const nlohmann::ordered_json& scale);

}  // namespace casus
