// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace casus {

/// 128 random bits as 32 hexadecimal digits: what who may change the record shows.
std::string new_token();

/// Compares in a time that does not tell how much of it was right.
bool is_same_token(std::string_view a, std::string_view b);

}  // namespace casus
