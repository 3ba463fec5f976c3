// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace casus {

/// XML as feeds write it, for an XML parser, which would drop what it does not know: an ampersand
/// that begins no reference is a character ("AT&T"), and so is what HTML has names for
/// ("&eacute;"). What a document declares itself is left to the parser.
std::string with_known_entities(std::string_view xml);

}  // namespace casus
