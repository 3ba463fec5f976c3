// SPDX-License-Identifier: Apache-2.0
#include "outlook/challenges.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace casus::outlook {

namespace {

constexpr double kLeastSide = 1e-10;    // strength of a side nobody is on
constexpr double kAlike = 1e-10;        // less is rounding: of two alike, the first is taken
constexpr double kLeastGain = 1e-5;     // of a challenge worth making
constexpr double kLeastWeight = 1e-6;   // keeps a bargain nobody cares about where it is
constexpr double kPlaces = 10000;       // a bargain is struck to four places
constexpr double kOwnView = 2.0 / 3.0;  // of others' risks, the rest is theirs

double attention(const Bargainer& one) {
  return std::min(1.0, std::accumulate(one.salience.begin(), one.salience.end(), 0.0));
}

/// Halves go to the even place, so that a mirrored table gives mirrored places.
double in_places(double x) {
  return std::nearbyint(x * kPlaces) / kPlaces;
}

/// Where both would be by the challenger's offer: between their places, by the squares of what each
/// cares and of each one's chance.
void strike(const std::vector<Bargainer>& all, Challenge& made) {
  const Bargainer &one = all[made.challenger], &other = all[made.target];
  for (std::size_t d = 0; d < one.position.size(); ++d) {
    const double with = std::pow(one.salience[d] * made.contest.chance, 2);
    const double against = std::pow(other.salience[d] * (1 - made.contest.chance), 2);
    const double sum = with + against + kLeastWeight, a = one.position[d], b = other.position[d];
    made.own.push_back(in_places(((with + kLeastWeight) * a + against * b) / sum));
    made.other.push_back(in_places((with * a + (against + kLeastWeight) * b) / sum));
  }
}

std::vector<Challenge> best_challenges(const std::vector<Bargainer>& all,
                                       const Contests& contests) {
  std::vector<Challenge> out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Challenge best{.challenger = i, .target = i, .contest = {.gain = kLeastGain}};
    for (std::size_t j = 0; j < all.size(); ++j) {
      const Contest found = i == j ? Contest{} : contests.of(i, i, i, j);
      if (found.gain > best.contest.gain + kAlike) best.target = j, best.contest = found;
    }
    if (best.target == i) continue;
    strike(all, best);
    out.push_back(std::move(best));
  }
  return out;
}

/// The likeliest of options by their worth to each, a column an option: the chance of one is that
/// it beats each other. Of two alike, the first.
std::size_t likeliest(const std::vector<Bargainer>& all, const Matrix& worth) {
  std::size_t best = 0;
  double most = -1;
  for (std::size_t a = 0; a < worth.front().size(); ++a) {
    double chance = 1;
    for (std::size_t b = 0; b < worth.front().size(); ++b) chance *= victory(all, worth, a, b);
    if (chance > most + kAlike) best = a, most = chance;
  }
  return best;
}

}  // namespace

Contests::Contests(const std::vector<Bargainer>& all)
    : all_(all), values_(values_of(all)), risks_(risk_attitudes(all)) {
  for (const Bargainer& one : all) {
    cares_.push_back(attention(one));
    weights_.push_back(one.influence * cares_.back());
  }
}

double Contests::seen(std::size_t by, std::size_t whose, std::size_t position) const {
  const double risk = kOwnView * risks_[by] + (1 - kOwnView) * risks_[whose];
  const double value = values_[whose][position];
  return value * (1 + (1 - value) * risk);
}

double Contests::worth(std::size_t whose, const std::vector<double>& place) const {
  const double value = value_of(all_[whose], place);
  return value * (1 + (1 - value) * risks_[whose]);
}

Contest Contests::of(std::size_t by, std::size_t whose, std::size_t challenger,
                     std::size_t target) const {
  const double own = kLeastSide + weights_[challenger] * (seen(by, challenger, challenger) -
                                                          seen(by, challenger, target));
  const double other =
      kLeastSide + weights_[target] * (seen(by, target, target) - seen(by, target, challenger));
  double with = own, against = other;
  for (std::size_t third = 0; third < all_.size(); ++third) {
    if (third == challenger || third == target) continue;
    // A third party looks at the small contest of three: on the winning side the winner's place is
    // worth twice to it, and its own once; on the losing side the winner's thrice.
    const double a = seen(by, third, challenger), b = seen(by, third, target);
    const double kept = seen(by, third, third), vote = weights_[third] * (a - b);
    const double chance = (own + std::max(vote, 0.0)) / (own + other + std::abs(vote));
    const double beside = chance * (2 * a + kept) + (1 - chance) * 3 * b;
    const double opposed = chance * 3 * a + (1 - chance) * (2 * b + kept);
    const double committed = weights_[third] * (beside - opposed);
    (committed > 0 ? with : against) += std::abs(committed);
  }
  const double chance = with / (with + against), care = cares_[target];
  const double won = 2 * seen(by, whose, challenger), lost = 2 * seen(by, whose, target);
  // A target that does not care gives way, another fights.
  return {chance,
          (1 - care) * won + care * (chance * won + (1 - chance) * lost) - (won + lost) / 2};
}

std::vector<Challenge> challenges(const std::vector<Bargainer>& all) {
  return best_challenges(all, Contests(all));
}

double bargain_once(std::vector<Bargainer>& all) {
  const std::vector<Bargainer> before = all;
  const Contests contests(before);
  const std::vector<Challenge> made = best_challenges(before, contests);
  // What all places together are worth to each as they are, and what each bargain would change.
  Matrix worth(all.size(), {0});
  for (std::size_t k = 0; k < all.size(); ++k) {
    const auto at = [&](std::size_t place) { return contests.worth(k, before[place].position); };
    for (std::size_t place = 0; place < all.size(); ++place) worth[k][0] += at(place);
    for (const Challenge& one : made)
      worth[k].push_back(worth[k][0] + contests.worth(k, one.own) + contests.worth(k, one.other) -
                         at(one.challenger) - at(one.target));
    for (double& sum : worth[k]) sum /= static_cast<double>(all.size());
  }
  double moved = 0;
  for (std::size_t k = 0; k < all.size(); ++k) {
    std::vector<std::size_t> mine{0};  // columns of `worth` that k has a part in
    for (std::size_t m = 0; m < made.size(); ++m)
      if (made[m].challenger == k || made[m].target == k) mine.push_back(m + 1);
    Matrix options(all.size());
    for (std::size_t who = 0; who < all.size(); ++who)
      for (const std::size_t column : mine) options[who].push_back(worth[who][column]);
    const std::size_t taken = mine[likeliest(before, options)];
    if (taken == 0) continue;
    const Challenge& one = made[taken - 1];
    all[k].position = one.challenger == k ? one.own : one.other;
    for (std::size_t d = 0; d < all[k].position.size(); ++d)
      moved += std::pow(all[k].position[d] - before[k].position[d], 2);
  }
  return std::sqrt(moved);
}

}  // namespace casus::outlook
