// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace casus {

// Names and descriptions of actors, by how they are written. "the mother of the suspect" names
// nobody: it is an actor of one report alone. "Turkish officials" is carried by a name and may be
// the same elsewhere, but is a description, and stands in no list of who is in the record.

/// True where a word of it begins with a capital, leading articles and the like aside ("His").
bool has_name(std::string_view actor);

/// True where it is no name: it has none, or a plain word stands in it ("Kurdish forces").
bool is_description(std::string_view actor);

}  // namespace casus
