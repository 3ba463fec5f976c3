// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace casus {

// The tables of model/, compiled in by cmake/embed.cmake.
extern const std::string_view kStatesTable;
extern const std::string_view kTerritoriesTable;
extern const std::string_view kOrganisationsTable;
extern const std::string_view kGroupsTable;
extern const std::string_view kMembershipsTable;
extern const std::string_view kChairsTable;
extern const std::string_view kOfficesTable;
extern const std::string_view kPlacesTable;
extern const std::string_view kEventLexicon;

}  // namespace casus
