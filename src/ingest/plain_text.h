// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "casus/report.h"

namespace casus {

/// True for a news agency's or service's name as it stands in a dateline or byline ("Reuters",
/// "AFP", "Azatutyun").
bool is_agency(std::string_view name);

/// Finds the frame of a plain text (headline, caption above it, byline, dateline, agency,
/// publication day) and marks furniture. Fills what `report` does not say yet; `report.text` is not
/// touched.
void read_frame(Report& report);

}  // namespace casus
