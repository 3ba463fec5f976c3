// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace casus {

/// The files of model/words one after the other, compiled in by cmake/embed.cmake.
extern const std::string_view kWordLists;

}  // namespace casus
