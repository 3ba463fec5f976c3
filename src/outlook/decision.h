// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "outlook/bodies.h"

namespace casus::outlook {

/// What is thought of where a member stands: weights of a Dirichlet distribution over Against,
/// None, For. Their shares are the chances, their sum how sure these are.
using Thought = std::array<double, 3>;

inline constexpr std::uint64_t kSeed = 19;

/// The chance of each option, and between what it lies in nine of ten worlds that fit what is
/// thought.
struct Forecast {
  std::array<double, 3> chance{}, low{}, high{};
  Option likeliest() const;
};

/// Draws where each member stands and counts by the body's rule: worlds of stances' chances, in
/// each some decisions; in a world, all who are silent err to the same side. Every draw is made
/// both ways round, so that turning all thoughts turns the forecast exactly. Deterministic.
/// Thread-safe.
Forecast forecast(const Body& body, const std::vector<Thought>& thoughts,
                  const std::vector<bool>& spoke, int worlds = 400, int draws = 25);

/// How much a forecast is worth, by how much is said of which it is made.
enum class Worth : std::uint8_t {
  Nothing,  // nobody of the body has spoken: it is the rule's alone
  Little,   // few have, or by which rule it decides is a guess
  Some
};
inline constexpr std::array<std::string_view, 3> kWorths = {"nothing", "little", "some"};

/// How much hangs on a member: the chance of For when it is for, less that when it is against.
struct Pivot {
  std::size_t member = 0;
  double effect = 0;
};
/// The members on whom most hangs, at most so many, none without effect.
std::vector<Pivot> pivots(const Body& body, const std::vector<Thought>& thoughts,
                          const std::vector<bool>& spoke, std::size_t most = 5);

/// The fewest and shortest moves found, one after the other, that make another option the
/// likeliest.
struct Turn {
  Option to = Option::NoDecision;
  struct Move {
    std::size_t member = 0;
    Stance from = Stance::None, to = Stance::None;
  };
  std::vector<Move> moves;
  double chance = 0;  // of `to`, after them
};
/// Nothing where six moves do not turn it.
std::optional<Turn> smallest_turn(const Body& body, std::vector<Thought> thoughts,
                                  std::vector<bool> spoke);

}  // namespace casus::outlook
