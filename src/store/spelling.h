// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace casus {

/// What two romanisations of one name have in common: "Abrahamian" and "Abrahamyan", "Lukashenko"
/// and "Lukashenka" give the same key. Our own rules over the romanisations news agencies use of
/// Cyrillic, Armenian and Arabic names.
std::string spelling_key(std::string_view name);

}  // namespace casus
