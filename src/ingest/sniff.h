// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "casus/ingest.h"

namespace casus {

/// How much of an input tells its kind.
inline constexpr std::size_t kSniffedBytes = 64 << 10;

/// The kind shown by the first bytes of an input (after gzip), in UTF-8 or UTF-16.
Kind kind_of(std::string_view head);

/// What an input is that casus does not read ("a PDF file", "an e-mail"); empty when it may be
/// read.
std::string_view foreign_format(std::string_view head);

/// What is no text at all, whatever the input is said to be.
std::string_view binary_format(std::string_view head);

/// "UTF-16LE" or "UTF-16BE" where the bytes can be nothing else though no mark says so, else empty.
std::string_view utf16_without_mark(std::string_view bytes);

}  // namespace casus
