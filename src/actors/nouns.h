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

}  // namespace casus
