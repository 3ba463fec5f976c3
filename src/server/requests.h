// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <httplib.h>

#include <string>
#include <string_view>
#include <vector>

#include "store/question.h"

namespace casus {

// What an address asks for.

inline constexpr std::size_t kMostRows = 1000;

/// A whole number of the address, at most `most`. Errors: InvalidInput.
Result<std::size_t> number(const httplib::Request& request, const char* name, std::size_t otherwise,
                           std::size_t least, std::size_t most);

/// What is asked; a parameter that no question takes is refused by its name, and ask() refuses what
/// this kind does not take. Errors: InvalidInput.
Result<Question> question_of(const httplib::Request& request, const std::string& kind);

/// Refuses what a view does not take by its name. Errors: InvalidInput.
Result<bool> takes_only(const httplib::Request& request,
                        const std::vector<std::string_view>& names);

}  // namespace casus
