// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "casus/span.h"

namespace casus {

// By which words a refusal is known that does not name what was asked.

/// What is said later is said of something else.
inline constexpr int kGoingOnDays = 30;
/// The newest reports of a story in which somebody who was asked to stop is looked for.
inline constexpr std::int64_t kGoingOnReports = 60;
/// A saying that is less sure refuses nothing.
inline constexpr double kSureRefusal = 0.5;

/// True where it is asked that something be stopped or kept small.
bool asks_to_stop(std::string_view text);

/// True where somebody says that he goes on.
bool says_goes_on(std::string_view text);

/// "Refused", not "disputed": what is disputed is what was said.
bool is_refusal(std::string_view cue);

/// True where the spans begin in the sentence after what was asked.
bool stands_right_after(Span asked, const std::vector<Span>& spans);

}  // namespace casus
