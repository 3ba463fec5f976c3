// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "outlook/bargaining.h"

namespace casus::outlook {

// The expected-utility challenge model of Bueno de Mesquita (1985, 1997) as KAPSARC's KTAB computes
// it (spatial model, 2017): linear victory, proportional votes, conditional chances, third parties
// that commit by half, risks of others taken to be a third theirs, the challenger's offer alone.
// Every step is checked against what KTAB printed (bargaining_test.cc). Pure and thread-safe. The
// saliences of one who bargains are shares of its attention: their sum counts as 1 at most.

/// What comes of a challenge, as `by` sees it.
struct Contest {
  double chance = 0;  // that the challenger's position prevails
  double gain = 0;    // expected of it by the one asked for, over leaving all as it is
};
/// `challenger` against `target` as `by` estimates it, with the gain of `whose`.
class Contests {
 public:
  explicit Contests(const std::vector<Bargainer>& all);
  Contest of(std::size_t by, std::size_t whose, std::size_t challenger, std::size_t target) const;
  /// What a place is worth to one of them, risks taken as it takes them.
  double worth(std::size_t whose, const std::vector<double>& place) const;
  const std::vector<double>& risks() const { return risks_; }

 private:
  double seen(std::size_t by, std::size_t whose, std::size_t position) const;

  const std::vector<Bargainer>& all_;  // outlives this
  Matrix values_;
  std::vector<double> risks_, weights_, cares_;
};

/// The best challenge of one who has any: whom, what it hopes for, and where it would have both be.
struct Challenge {
  std::size_t challenger = 0, target = 0;
  Contest contest;
  std::vector<double> own, other;  // places after the bargain
};
std::vector<Challenge> challenges(const std::vector<Bargainer>& all);

/// One round: of the bargains each is part of, and of leaving things as they are, it takes what is
/// likeliest to win a vote of all. Returns how far all moved (root of the sum of squares).
double bargain_once(std::vector<Bargainer>& all);

}  // namespace casus::outlook
