// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace casus::outlook {

// The tables of model/outlook, compiled in by cmake/embed.cmake.
extern const std::string_view kBodiesTable;
extern const std::string_view kMembersTable;
extern const std::string_view kPeopleTable;
extern const std::string_view kAgreementTable;

}  // namespace casus::outlook
