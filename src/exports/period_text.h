// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace casus {

// The brief of a period (assess/period.h) as a page of text: for a terminal of `width` columns, as
// Markdown, as an HTML page without scripts.

std::string period_text(const nlohmann::ordered_json& period, std::size_t width);
std::string period_markdown(const nlohmann::ordered_json& period);
std::string period_html(const nlohmann::ordered_json& period);

}  // namespace casus
