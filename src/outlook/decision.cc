// SPDX-License-Identifier: Apache-2.0
#include "outlook/decision.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace casus::outlook {

/// The same on every machine, unlike the distributions of the standard library.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}
  double uniform() { return (static_cast<double>(engine_() >> 11) + 0.5) / 9007199254740992.0; }
  double normal() {
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }
  /// Marsaglia and Tsang (2000).
  double gamma(double shape) {
    if (shape < 1) return gamma(shape + 1) * std::pow(uniform(), 1 / shape);
    const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
    while (true) {
      const double x = normal(), root = 1 + c * x, v = root * root * root;
      if (v > 0 && std::log(uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
    }
  }

 private:
  std::mt19937_64 engine_;
};

namespace {

constexpr double kCommonError = 0.5;  // of the log odds of all silent members at once, a world
// Where consensus is sought, who stands alone often stands aside: at most this often (a world draws
// how often, from 0 up to it) where all others are on the other side; who has said nothing, thrice
// as readily. Our own choice: decisions with dated stances are too few to learn it from.
constexpr double kMostGiveWay = 0.7, kSilentGiveWay = 3;
constexpr double kLeastSalience = 0.1;  // of who says nothing, where a text is bargained for
constexpr double kNobody = 1e-9;        // of weight on both sides: rounding, no member
constexpr double kGolden = 0.61803398874989485;  // its multiples' fractions fill 0 to 1 evenly
constexpr std::size_t kWorlds = 400, kDecisions = 25;       // drawn each way round
constexpr std::size_t kFewWorlds = 60, kFewDecisions = 10;  // of them, where moves are compared
constexpr std::size_t kMostTried = 15;  // members whose moves are tried, the least sure first
constexpr std::size_t kMostMoves = 6;
constexpr double kFirm = 1e6;  // a stance that is taken for certain

Stance turned(Stance stance) {
  return static_cast<Stance>(2 - static_cast<int>(stance));
}

std::size_t at(Stance stance) {
  return static_cast<std::size_t>(stance);
}

/// Where who is nearly alone stands aside.
bool seeks_consensus(Rule rule) {
  return rule == Rule::Consensus || rule == Rule::Unanimity || rule == Rule::ConsensusOrTwoThirds;
}

/// Of a council of so many vetoes and others: how often one without a veto is the one that carries
/// it, all orders of joining being alike.
double carries(double vetoes, double others, double needed) {
  if (needed <= vetoes || others < 1) return 0;
  const auto factorial = [](double n) { return std::lgamma(n + 1); };
  const double before = needed - vetoes - 1;  // others that joined before it
  return std::exp(factorial(others - 1) - factorial(before) - factorial(others - 1 - before) +
                  factorial(needed - 1) + factorial(vetoes + others - needed) -
                  factorial(vetoes + others));
}

double mean_stance(const Thought& thought) {
  return (thought[2] - thought[0]) / (thought[0] + thought[1] + thought[2]);
}

Stance likeliest_stance(const Thought& thought) {
  return static_cast<Stance>(std::max_element(thought.begin(), thought.end()) - thought.begin());
}

}  // namespace

Option Forecast::likeliest() const {
  // Of two alike, no decision: it is what lasts.
  const double none = chance[1];
  if (chance[2] > none && chance[2] > chance[0]) return Option::For;
  return chance[0] > none && chance[0] > chance[2] ? Option::Against : Option::NoDecision;
}

bool bargains(Rule rule) {
  return seeks_consensus(rule) || rule == Rule::Council || rule == Rule::Qualified;
}

std::vector<double> influences(const Body& body) {
  std::vector<double> out(body.members.size(), 1);
  const auto all = static_cast<double>(body.members.size());
  double vetoes = 0, people = 0;
  for (const Body::Member& member : body.members)
    vetoes += member.vetoes ? 1 : 0, people += member.people;
  const double other = carries(vetoes, all - vetoes, body.needed);
  for (std::size_t member = 0; member < out.size(); ++member) {
    const Body::Member& one = body.members[member];
    if (body.rule == Rule::Qualified && people > 0)
      out[member] = (1 + all * one.people / people) / 2;
    if (body.rule == Rule::Council && vetoes > 0)
      out[member] = one.vetoes ? (1 - (all - vetoes) * other) / vetoes : other;
  }
  return out;
}

Draws::Draws(const Body& body, const std::vector<Leaning>& members)
    : body_(&body), members_(members), weights_(influences(body)) {
  for (std::size_t member = 0; member < members_.size(); ++member)
    weights_[member] *= std::max(members_[member].salience, kLeastSalience);
  const std::size_t rows = 2 * kWorlds * kDecisions;
  stances_.resize(rows * members_.size());
  if (seeks_consensus(body.rule)) stand_aside_.resize(stances_.size());
  for (std::size_t way = 0; way < 2; ++way) {
    Chance chance(kSeed);
    for (std::size_t world = 0; world < kWorlds; ++world) draw_world(way * kWorlds + world, chance);
  }
  for (std::size_t row = 0; row < rows; ++row) sums_.push_back(sum_of(row));
}

void Draws::draw_world(std::size_t world, Chance& chance) {
  const bool turn = world >= kWorlds;
  std::vector<Thought> drawn;  // the world's chances of each member's stances
  const double error = std::exp(kCommonError * chance.normal());
  for (const Leaning& member : members_) {
    Thought& one = drawn.emplace_back();
    double sum = 0;
    for (std::size_t stance = 0; stance < 3; ++stance) {
      one[stance] = chance.gamma(member.thought[turn ? 2 - stance : stance]);
      if (!member.spoke && stance == 2) one[stance] *= error;
      sum += one[stance];
    }
    for (double& part : one) part /= sum;
  }
  const double share = kGolden * static_cast<double>(world % kWorlds + 1);
  worlds_.push_back({.give_way = kMostGiveWay * chance.uniform(),
                     .bargain = bargains(body_->rule) ? share - std::floor(share) : 0});
  std::size_t cell = world * kDecisions * members_.size();
  for (std::size_t decision = 0; decision < kDecisions; ++decision) {
    for (std::size_t member = 0; member < members_.size(); ++member, ++cell) {
      const Thought& one = drawn[member];
      const double where = chance.uniform();
      const Stance stance = where < one[2]            ? Stance::For
                            : where < one[2] + one[1] ? Stance::None
                                                      : Stance::Against;
      stances_[cell] = turn ? turned(stance) : stance;
      if (!stand_aside_.empty())
        stand_aside_[cell] =
            static_cast<float>(chance.uniform() / (members_[member].spoke ? 1 : kSilentGiveWay));
    }
  }
}

Draws::Sum Draws::sum_of(std::size_t row) const {
  Sum out;
  for (std::size_t member = 0; member < members_.size(); ++member) {
    const Stance stance = stances_[row * members_.size() + member];
    out.tally.add(body_->members[member], stance, 1);
    out.weight[at(stance)] += weights_[member];
  }
  return out;
}

void Draws::move(Sum& sum, std::size_t member, Stance from, Stance to) const {
  sum.tally.add(body_->members[member], from, -1);
  sum.tally.add(body_->members[member], to, 1);
  sum.weight[at(from)] -= weights_[member];
  sum.weight[at(to)] += weights_[member];
}

/// What the rule makes of it, when members that are few against many have stood aside, by the
/// square of the others' share, alike on both sides. Where they may, only members are counted.
Option Draws::by_rule(std::size_t row, Sum sum, const Moved* moved) const {
  auto& sides = sum.tally.members;
  if (stand_aside_.empty() || sides[0] == 0 || sides[2] == 0) return decided(*body_, sum.tally);
  const auto all = static_cast<double>(members_.size());
  std::array<float, 3> rate{};  // at which each side stands aside
  for (const Stance side : {Stance::Against, Stance::For})
    rate[at(side)] = static_cast<float>(worlds_[row / kDecisions].give_way *
                                        std::pow(sides[at(turned(side))] / all, 2));
  const Stance* stances = &stances_[row * members_.size()];
  const float* drawn = &stand_aside_[row * members_.size()];
  std::array<int, 3> aside{};
  for (std::size_t member = 0; member < members_.size(); ++member)
    aside[at(stances[member])] += drawn[member] < rate[at(stances[member])] ? 1 : 0;
  if (moved) {
    const Stance from = stances[moved->member];
    aside[at(from)] -= drawn[moved->member] < rate[at(from)] ? 1 : 0;
    aside[at(moved->to)] += drawn[moved->member] < rate[at(moved->to)] ? 1 : 0;
  }
  sides[0] -= aside[0], sides[1] += aside[0] + aside[2], sides[2] -= aside[2];
  return decided(*body_, sum.tally);
}

void Draws::add(std::size_t row, const Sum& sum, const Moved* moved,
                std::array<double, 3>& chances) const {
  const double bargain = worlds_[row / kDecisions].bargain;
  chances[static_cast<std::size_t>(by_rule(row, sum, moved))] += 1 - bargain;
  const double against = sum.weight[0], favour = sum.weight[2], sides = against + favour;
  const double net = sides > kNobody ? (favour - against) / sides : 0;
  chances[0] += bargain * std::max(-net, 0.0);
  chances[1] += bargain * (1 - std::abs(net));
  chances[2] += bargain * std::max(net, 0.0);
}

Forecast Draws::forecast() const {
  Forecast out;
  std::array<std::vector<double>, 3> shares;
  for (std::size_t world = 0; world < worlds_.size(); ++world) {
    std::array<double, 3> chances{};
    for (std::size_t row = world * kDecisions; row < (world + 1) * kDecisions; ++row)
      add(row, sums_[row], nullptr, chances);
    for (std::size_t option = 0; option < 3; ++option)
      shares[option].push_back(chances[option] / kDecisions);
  }
  for (std::size_t option = 0; option < 3; ++option) {
    auto& all = shares[option];
    std::sort(all.begin(), all.end());
    for (const double share : all) out.chance[option] += share / static_cast<double>(all.size());
    out.low[option] = all[all.size() / 20];
    out.high[option] = all[all.size() - 1 - all.size() / 20];
  }
  return out;
}

/// The chances by the first worlds and decisions alone, with a member moved or, of null, as it is.
std::array<double, 3> Draws::few(const Moved* moved) const {
  std::array<double, 3> out{};
  for (const std::size_t first : {std::size_t{0}, kWorlds}) {
    for (std::size_t world = first; world < first + kFewWorlds; ++world) {
      for (std::size_t row = world * kDecisions; row < world * kDecisions + kFewDecisions; ++row) {
        Sum sum = sums_[row];
        if (moved)
          move(sum, moved->member, stances_[row * members_.size() + moved->member], moved->to);
        add(row, sum, moved, out);
      }
    }
  }
  for (double& chance : out) chance /= 2 * kFewWorlds * kFewDecisions;
  return out;
}

void Draws::hold(const Moved& moved) {
  for (std::size_t row = 0; row < sums_.size(); ++row) {
    Stance& stance = stances_[row * members_.size() + moved.member];
    move(sums_[row], moved.member, stance, moved.to);
    stance = moved.to;
    if (!stand_aside_.empty() && !members_[moved.member].spoke)
      stand_aside_[row * members_.size() + moved.member] *= static_cast<float>(kSilentGiveWay);
  }
  members_[moved.member].spoke = true;
  members_[moved.member].thought = {1, 1, 1};
  members_[moved.member].thought[at(moved.to)] = kFirm;
}

/// All members of a small body; of a large one those with a veto and those least sure.
std::vector<std::size_t> Draws::tried() const {
  std::vector<std::size_t> out;
  for (std::size_t member = 0; member < members_.size(); ++member) out.push_back(member);
  if (out.size() <= 2 * kMostTried) return out;
  const auto rank = [&](std::size_t m) {
    return (body_->members[m].vetoes ? 0 : 1) + std::abs(mean_stance(members_[m].thought));
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  out.resize(kMostTried);
  return out;
}

std::vector<Pivot> Draws::pivots(std::size_t most) const {
  std::vector<Pivot> out;
  for (const std::size_t member : tried()) {
    const Moved favour{member, Stance::For}, against{member, Stance::Against};
    const double effect = few(&favour)[2] - few(&against)[2];
    if (effect > 0.005) out.push_back({member, effect});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Pivot& a, const Pivot& b) { return a.effect > b.effect; });
  if (out.size() > most) out.resize(most);
  return out;
}

std::optional<Turn> Draws::smallest_turn() const {
  Draws after = *this;
  Turn turn;
  turn.to = forecast().likeliest() == Option::For ? Option::NoDecision : Option::For;
  const auto target = static_cast<std::size_t>(turn.to);
  while (turn.moves.size() < kMostMoves) {
    const double before = after.few(nullptr)[target];
    Moved best;
    double most = 0;
    for (const std::size_t member : after.tried()) {
      for (const Stance to : {Stance::Against, Stance::None, Stance::For}) {
        const double way =
            std::abs(static_cast<double>(to) - 1 - mean_stance(after.members_[member].thought));
        const bool there =
            after.members_[member].spoke && likeliest_stance(after.members_[member].thought) == to;
        if (way < 0.1 || there) continue;
        const Moved moved{member, to};
        // A long way must be worth it: per length, and a little for what it turns on its own.
        const double worth = (after.few(&moved)[target] - before) / (0.5 + way);
        if (worth > most) most = worth, best = moved;
      }
    }
    if (most <= 0) return std::nullopt;
    turn.moves.push_back(
        {best.member, likeliest_stance(after.members_[best.member].thought), best.to});
    after.hold(best);
    const Forecast moved = after.forecast();
    turn.chance = moved.chance[target];
    if (moved.likeliest() == turn.to) return turn;
  }
  return std::nullopt;
}

}  // namespace casus::outlook
