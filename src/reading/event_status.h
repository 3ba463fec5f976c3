// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "casus/record.h"
#include "language/syntax.h"

namespace casus {

/// When an event is, and whether it is: the day its sentence gives, and what its verb, its mood and who tells of it say.
/// Keeps references to its arguments.
class EventStatus {
 public:
  EventStatus(const Report& report, const Syntax& syntax);

  /// The time that goes with the trigger: nearest in the tree of its sentence.
  When date_of(std::uint32_t trigger) const;
  /// "occurred", "planned", "hypothetical", "denied", or "alleged" where only `statement` tells of it (null: the report does).
  std::string status_of(std::uint32_t trigger, const Statement* statement) const;
  /// "will lift", "plans to lift".
  bool is_future(std::uint32_t verb) const;
  /// "is ready to contribute": willingness, whoever reports it.
  bool is_ready(std::uint32_t verb) const;
  /// "They should negotiate": advice, and no event.
  bool is_advised(std::uint32_t verb) const;

 private:
  std::size_t distance(std::uint32_t trigger, std::uint32_t begin, std::uint32_t end) const;

  const Report& report_;
  const Syntax& syntax_;
  std::vector<TimeExpression> times_;
};

}  // namespace casus
