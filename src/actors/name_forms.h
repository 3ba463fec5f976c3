// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace casus {

/// The short form in brackets right behind a name that ends at byte `end` of `text` ("...
/// Programme (UNEP)"); empty where there is none.
std::string_view short_form_behind(std::string_view text, std::uint32_t end);

/// A name's words.
std::vector<std::string> tokens_of(const std::string& name);

/// "AMLO", "APRM": capitals only, as the first letters of a name are written together.
bool is_initials(std::string_view name);

/// The first letters of a name's words: of all, and of those that begin with a capital.
std::array<std::string, 2> initials_of(const std::string& name);

/// True where the last words of `whole` are `part`: "De Mistura" of "Staffan de Mistura", "Jari" of
/// "Waleed Al-Jari".
bool ends_in(const std::vector<std::string>& whole, const std::vector<std::string>& part);

}  // namespace casus
