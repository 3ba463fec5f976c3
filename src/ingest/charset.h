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

/// Decodes `bytes` as a browser does: by byte order mark, else as UTF-16 that can be nothing else,
/// else as UTF-8 when well-formed, else by `declared` (may be empty, or a name nobody knows), else
/// as UTF-8 with malformed sequences turned into U+FFFD where most are well-formed, else by
/// sniffing (uchardet), else as windows-1252. Errors: InvalidInput for binary data.
Result<Decoded> decode(std::string_view bytes, std::string_view declared);

/// True when the first bytes cannot be text: NULs without a UTF-16 pattern, or a known binary
/// signature (sniff.h).
bool looks_binary(std::string_view bytes);

/// The charset that an HTML page declares in a meta element of its first 4,096 bytes or as XML,
/// that an XML document declares, and that a content type names; or empty.
std::string declared_in_html(std::string_view bytes);
std::string declared_in_xml(std::string_view bytes);
std::string charset_of_type(std::string_view type);

}  // namespace casus
