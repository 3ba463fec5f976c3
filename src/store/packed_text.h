// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace casus {

/// A text as SQLite's archives keep it (sqlar): its zlib stream, or the text itself where that is
/// no longer. The shell `sqlite3` reads it with sqlar_uncompress(text, size), as the record's own
/// queries do.
std::string packed(std::string_view text);

/// The inverse; `size` is the text's. Empty where the bytes are no such stream.
std::string unpacked(std::string_view bytes, std::size_t size);

}  // namespace casus
