// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace casus {

/// What a common noun says of the one it names.
enum class NounKind {
  Other,
  Person,      // one holder of an office or a trade: "lawmaker"
  Government,  // stands for the state it goes with: "government", "troops"
  Group,       // people acting together: "rebels", "protesters"
};

NounKind kind_of_noun(std::string_view lemma);

/// True where a title is of one who acts for a state or a body ("Prime Minister", "rebel
/// commander").
bool is_of_power(std::string_view title);

}  // namespace casus
