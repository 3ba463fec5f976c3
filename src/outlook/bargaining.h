// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "casus/result.h"

namespace casus::outlook {

// Models of bargaining over a question on a scale, side by side. All are pure and thread-safe.

/// Who takes part: how much it can bring to bear, where it stands and how much it cares, on each
/// dimension; positions and saliences from 0 to 1.
struct Bargainer {
  std::string name;
  double influence = 1;
  std::vector<double> position, salience;
};

using Matrix = std::vector<std::vector<double>>;

/// What a place is worth to one: 1 less its distance, weighed by salience.
double value_of(const Bargainer& one, const std::vector<double>& place);

/// The chance that option `a` beats `b`, `worth` having a row for each who bargains and a column an
/// option: what all who prefer it bring to bear.
double victory(const std::vector<Bargainer>& all, const Matrix& worth, std::size_t a,
               std::size_t b);

/// What the position of another is worth to each.
/// Source: KTAB, smp, "raw actor-pos value matrix" (KAPSARC 2017); checked against its output.
Matrix values_of(const std::vector<Bargainer>& all);

/// How each takes risks, from -0.5 (its position is the least likely to win) to 1 (the likeliest):
/// the chance of a position is that it beats each other, strengths being influence times gain.
/// Source: as above ("inferred risk attitudes", conditional PCE, linear victory).
std::vector<double> risk_attitudes(const std::vector<Bargainer>& all);

/// `values` as seen by who takes such risks: v (1 + (1 - v) r).
Matrix utilities_of(const Matrix& values, const std::vector<double>& risks);

/// Each challenges one other: no picture of a body larger than this.
inline constexpr std::size_t kMostChallengers = 60;

/// Where it ends, on each dimension.
struct Settlement {
  std::vector<double> compromise;  // mean weighed by influence and salience (Achen 2006)
  std::vector<double> median;      // weighed likewise (Black 1948)
  std::vector<double> nash;        // what makes the product of gains over no agreement greatest
  std::vector<double> challenge;   // the median after rounds of challenges (challenges.h); empty
                                   // where more than kMostChallengers take part
  int rounds = 0;                  // of challenges, until moves are small; fifty at most
};
/// Errors: InvalidInput: nobody, unlike dimensions, or a number out of its range.
Result<Settlement> settle(const std::vector<Bargainer>& all);

/// Reads "name;influence;position;salience[;position;salience...]" a line, positions and saliences
/// from 0 to 100; `#` begins a comment. Errors: InvalidInput names the line.
Result<std::vector<Bargainer>> read_bargainers(std::string_view text);

}  // namespace casus::outlook
