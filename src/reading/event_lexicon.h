// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "casus/kinds.h"
#include "language/syntax.h"

namespace casus {

/// What one pattern of model/events/lexicon.tsv says of its trigger.
struct EventSense {
  std::vector<std::vector<std::string>>
      needs;  // sets of lemmas, one of each must stand under the trigger; empty: none
  std::optional<EventType> type;  // nothing: announces no event
  std::string mode;
  std::string example;
  bool weak = false;  // a word of many senses: an event only between parties that matter
};

/// Triggers of PLOVER events and their frames, compiled into the library. Thread-safe: immutable.
class EventLexicon {
 public:
  static const EventLexicon& builtin();
  /// The most telling sense of `trigger` in its sentence; null where it announces nothing.
  const EventSense* sense_of(const Syntax& syntax, std::uint32_t trigger) const;
  std::size_t size() const { return size_; }
  const std::unordered_map<std::string, std::vector<EventSense>>& all() const { return senses_; }

 private:
  EventLexicon();
  std::unordered_map<std::string, std::vector<EventSense>>
      senses_;  // "lemma" of a verb, "lemma/n" of a noun
  std::size_t size_ = 0;
};

}  // namespace casus
