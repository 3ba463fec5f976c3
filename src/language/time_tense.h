// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "language/time_words.h"

namespace casus {

/// Whether words say that a time lies behind or ahead. WeakPast: a word in "-ed" alone says so.
enum class Tense : std::uint8_t { Past, WeakPast, Open, Future };

/// What the words around an expression of time say of it. Thread-safe: immutable.
class Tenses {
 public:
  explicit Tenses(const TimeText& text) : text_(text) {}
  /// Of the expression from token `at` up to before token `next`.
  Tense of(std::size_t at, std::size_t next) const;

 private:
  Tense cue_at(std::size_t at) const;
  Tense before(std::size_t at) const;
  Tense after(std::size_t next) const;
  bool is_deadline_ahead(std::size_t lead) const;

  const TimeText& text_;
};

}  // namespace casus
