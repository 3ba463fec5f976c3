// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "outlook/bodies.h"

namespace casus::outlook {

/// What is thought of where a member stands: weights of a Dirichlet distribution over Against,
/// None, For. Their shares are the chances, their sum how sure these are.
using Thought = std::array<double, 3>;

/// A member as a forecast sees it.
struct Leaning {
  Thought thought{};
  bool spoke = false;
  double salience = 1;  // 0 to 1, by how much it says on the matter
};

inline constexpr std::uint64_t kSeed = 19;

/// The chance of each option, and between what it lies in nine of ten worlds that fit what is
/// thought.
struct Forecast {
  std::array<double, 3> chance{}, low{}, high{};
  Option likeliest() const;
};

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

/// True where the members talk until a text is found instead of counting votes: consensus,
/// unanimity, the councils.
bool bargains(Rule rule);

/// How much each member weighs where a text is bargained for: equally, but by votes and people
/// where the rule counts people, and in a council with vetoes by Shapley and Shubik's index (1954).
std::vector<double> influences(const Body& body);

/// Worlds that fit what is thought of a body's members, drawn once: in each the chances of every
/// stance, and some decisions; what all who are silent err by, they err by to the same side. Every
/// draw is made both ways round, so that turning all thoughts turns the forecast exactly.
/// Where the body bargains (bargains), a world is one of two by a share drawn from 0 to 1: the rule
/// counts what members say in public, those few against many at times standing aside; or they
/// settle on the mean of both sides, weighed by influence and salience (Achen 2006), whose distance
/// from the middle is the chance that the side it lies on has its way. docs/outlook.md says why.
/// Deterministic.
class Draws {
 public:
  Draws(const Body& body, const std::vector<Leaning>& members);  // `body` outlives this

  Forecast forecast() const;
  /// The members on whom most hangs, at most so many, none without effect.
  std::vector<Pivot> pivots(std::size_t most = 5) const;
  /// Nothing where six moves do not turn it.
  std::optional<Turn> smallest_turn() const;

 private:
  struct World {
    double give_way = 0;  // how often those few against many stand aside, at most
    double bargain = 0;   // the share of its decisions that are bargained for
  };
  /// What a decision's stances come to: what the rule counts, and the weight of each side.
  struct Sum {
    Tally tally;
    std::array<double, 3> weight{};
  };
  /// A member taken to stand elsewhere than drawn.
  struct Moved {
    std::size_t member = 0;
    Stance to = Stance::None;
  };

  void draw_world(std::size_t world, class Chance& chance);
  Sum sum_of(std::size_t row) const;
  void move(Sum& sum, std::size_t member, Stance from, Stance to) const;
  Option by_rule(std::size_t row, Sum sum, const Moved* moved) const;
  void add(std::size_t row, const Sum& sum, const Moved* moved,
           std::array<double, 3>& chances) const;
  std::array<double, 3> few(const Moved* moved) const;
  void hold(const Moved& moved);
  std::vector<std::size_t> tried() const;

  const Body* body_;
  std::vector<Leaning> members_;
  std::vector<double> weights_;
  std::vector<World> worlds_;       // the second half drawn the other way round
  std::vector<Stance> stances_;     // a row of members for each decision of each world
  std::vector<float> stand_aside_;  // likewise, the rate below which it does; empty: nobody does
  std::vector<Sum> sums_;           // of each row
};

}  // namespace casus::outlook
