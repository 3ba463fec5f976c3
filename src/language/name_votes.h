// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "casus/analysis.h"

namespace casus {

/// A name has one type in a text: the one that all its places together make likeliest. A person's
/// whole name votes for its first and last word too ("Ana Roth" for "Roth"). `text` is the
/// report's.
void agree_on_names(std::string_view text, Analysis& analysis);

}  // namespace casus
