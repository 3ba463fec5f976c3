// SPDX-License-Identifier: Apache-2.0
#include "reading/event_dates.h"

#include <algorithm>

#include "core/text.h"

namespace casus {

When EventDates::date_of(std::uint32_t trigger, const std::vector<Span>& aside) const {
  const WordRange sentence = syntax_.sentence_of(trigger);
  const Span span = syntax_.span_of(sentence);
  When best;
  std::size_t least = 9;
  for (const TimeExpression& time : times_) {
    const auto holds = [&](Span part) { return part.contains(time.span); };
    if (!span.contains(time.span) || !time.when.known() ||
        std::any_of(aside.begin(), aside.end(), holds))
      continue;
    const std::uint32_t first = syntax_.word_at(time.span.begin);
    if (first > 0 && is_one_of(syntax_.form(first - 1), {"by", "until", "till"}))
      continue;  // what was promised, and not when
    const std::size_t far = distance(trigger, first, syntax_.word_at(time.span.end - 1));
    if (far < least) least = far, best = time.when;
  }
  return best;
}

/// Up from the time to an ancestor of the trigger, counting both ways; a time below another event's
/// verb is that event's.
std::size_t EventDates::distance(std::uint32_t trigger, std::uint32_t begin,
                                 std::uint32_t end) const {
  const std::uint32_t time = syntax_.head_of({begin, end + 1});
  std::size_t up = 0;
  for (std::uint32_t at = time; at != kRoot && up < 8; at = syntax_.word(at).head, ++up) {
    std::size_t down = 0;
    for (std::uint32_t t = trigger; t != kRoot && down < 8; t = syntax_.word(t).head, ++down) {
      if (t == at)
        return up + down + (syntax_.relation(trigger) == Dependency::Root ? 0 : down / 2);
    }
  }
  return 99;
}

}  // namespace casus
