// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string_view>

#include "casus/analysis.h"
#include "language/syntax.h"
#include "reading/event_lexicon.h"

namespace casus {

/// True for the types that are acts of speech: what is said is done.
bool is_verbal(std::string_view type);

/// Which words announce an event of their own: by the lexicon, joined with what the model makes of the word in its context.
/// Keeps references to its arguments.
class Triggers {
 public:
  Triggers(const Syntax& syntax, const Analysis& analysis) : syntax_(syntax), analysis_(analysis) {}

  /// The sense of a word that announces an event; null where it announces none. Senses by the model alone are weak.
  const EventSense* sense_of(std::uint32_t word) const;

  /// How likely the model finds it that a word announces an event of any type; one where it does not tell.
  double likely(std::uint32_t word) const;

  /// True where another word tells the same event, or an event of which this one is part: below the complement of what
  /// takes it in ("refused to lift the curfew"), or by the noun it is said of ("the war that claimed 7,000 lives").
  bool is_told_elsewhere(std::uint32_t word, const EventSense& sense) { return is_part_of_another(word) || is_told_by_subject(word, sense); }

  /// The verb that tells of an event's noun ("the war" and "claimed"), for what it counts; nothing where none does.
  std::optional<std::uint32_t> teller_of(std::uint32_t word) const;

 private:
  const Deed* deed_of(std::uint32_t word) const;
  const EventSense* sense_by_model(std::uint32_t verb) const;
  bool is_told_by_subject(std::uint32_t verb, const EventSense& sense);
  bool is_part_of_another(std::uint32_t trigger);

  const Syntax& syntax_;
  const Analysis& analysis_;
  std::map<std::uint32_t, std::uint32_t> told_;
};

}  // namespace casus
