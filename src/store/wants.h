// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace casus {

/// The PLOVER types of the events that would be what a commitment asks, promises or threatens, by
/// its words: " AID RETREAT ", each between spaces; empty where none is told.
std::string wants_of(std::string_view commitment);

}  // namespace casus
