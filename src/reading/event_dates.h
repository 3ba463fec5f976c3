// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "casus/ingest.h"
#include "language/syntax.h"

namespace casus {

/// When an event is, by the time expressions of its sentence. Keeps references to its arguments.
class EventDates {
 public:
  /// `times` are the report's.
  EventDates(const std::vector<TimeExpression>& times, const Syntax& syntax)
      : times_(times), syntax_(syntax) {}

  /// The time that goes with the trigger: nearest in the tree of its sentence, those within `aside`
  /// left out.
  When date_of(std::uint32_t trigger, const std::vector<Span>& aside) const;

 private:
  std::size_t distance(std::uint32_t trigger, std::uint32_t begin, std::uint32_t end) const;

  const std::vector<TimeExpression>& times_;
  const Syntax& syntax_;
};

}  // namespace casus
