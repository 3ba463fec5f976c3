// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace casus {

/// True when `bytes` is well-formed UTF-8 (RFC 3629).
bool is_utf8(std::string_view bytes);

/// `bytes` with every malformed sequence replaced by U+FFFD; `repaired` counts them.
std::string repair_utf8(std::string_view bytes, std::size_t& repaired);

/// The code point at `offset`, which moves past it. `text` is well-formed and offset < text.size().
char32_t next_code_point(std::string_view text, std::size_t& offset);

/// Appends `code_point` to `out` as UTF-8.
void append_utf8(std::string& out, char32_t code_point);

}  // namespace casus
