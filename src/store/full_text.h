// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace casus {

// What a text asks of the record's full-text tables. `phrases`: the table keeps places, so that
// "cease-fire" is asked for as one word after the other.

/// The words of a text as full text keeps them: letters, digits and their accents, of any script.
/// Nothing else reaches it, so that no text is an error.
std::vector<std::string> words_in(std::string_view text);

/// A word in full text's quotation marks.
std::string in_marks(std::string_view word);

/// Asks for all words of a text.
std::string match_all(std::string_view text, bool phrases);

/// Asks for what --about says: the actors it names, by any of their names, and any of its other
/// words, or words like them. Empty where it says nothing.
std::string match_about(Store& store, std::string_view about, bool phrases);

}  // namespace casus
