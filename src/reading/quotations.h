// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "casus/kinds.h"
#include "casus/span.h"

namespace casus {

// Quotation marks in a report's text: what stands between them, and where they are of what was
// said. Thread-safe.

/// The quotations of `text`, marks included, each within its line. A mark turned the wrong way (a
/// closing one at the start of a word) opens.
std::vector<Span> quotations_of(std::string_view text);

/// `part` without an opening mark at its end, or the first word of the next sentence after a
/// closing one.
Span tidied(std::string_view text, Span part);

/// Whether all of what was said stands in quotation marks, none of it, or some.
StatementKind kind_of(std::string_view text, const std::vector<Span>& content);

}  // namespace casus
