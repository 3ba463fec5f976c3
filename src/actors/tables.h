// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace casus {

// The tables of model/actors, as text; CMake writes their definitions from the files.
extern const std::string_view kStatesTable;
extern const std::string_view kOrganisationsTable;

}  // namespace casus
