// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casus/result.h"

namespace casus {

/// Text in UTF-8, CRLF and CR turned into LF, and what had to be repaired.
struct Decoded {
  std::string text;
  std::vector<std::string> diagnostics;
};

/// Decodes `bytes`: by byte order mark, else as UTF-8 when well-formed, else by `declared` (may be
/// empty), else by sniffing (uchardet). Malformed sequences become U+FFFD and are counted. Errors:
/// InvalidInput for binary data.
Result<Decoded> decode(std::string_view bytes, std::string_view declared);

/// True when the first bytes cannot be text: NULs without a UTF-16 pattern, or a known binary
/// signature.
bool looks_binary(std::string_view bytes);

/// The charset an HTML page declares in its first 4,096 bytes, or empty.
std::string declared_in_html(std::string_view bytes);

}  // namespace casus
