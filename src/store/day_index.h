// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "casus/kinds.h"
#include "store/store.h"

namespace casus {

/// What happened and was said by day and actor, in memory: what a chart counts over a hundred
/// thousand reports takes milliseconds of it, and seconds of the tables. Some 12 bytes an event, a
/// statement and a party; 60 MB for a hundred thousand reports. Denied events, rejected items and
/// later tellings of one event are not in it. An item without a day stands on that of its report.
struct DayIndex {
  struct Event {
    std::uint32_t id = 0, report = 0, day = 0;  // day: its place in `days`
    bool conflict = false, told = false;        // told: the day is that of the report
  };
  struct Said {
    std::uint32_t id = 0, speaker = 0, day = 0;  // speaker 0: nobody is named
    bool told = false;
    SpeechAct act{};
    StatementKind kind{};
  };
  /// An actor and the place in `events` or `statements` of what it is a party or addressee of.
  struct Involved {
    std::uint32_t actor = 0, item = 0;
    auto operator<=>(const Involved&) const = default;
  };

  std::vector<std::string> days;  // in order; the first is "", for what has no day
  std::vector<Event> events;      // by id, as are the statements
  std::vector<Said> statements;
  std::vector<Involved> parties, addressees;  // by actor, each once an item
};

/// The index of a record as it stands, made anew when its file has changed: of a record that takes
/// more than a fifth of a second, at most a twentieth of the time, so that its counts may be a
/// minute old while it grows. Held once a process. Thread-safe for stores of their own.
std::shared_ptr<const DayIndex> day_index(Store& store);

}  // namespace casus
