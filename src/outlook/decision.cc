// SPDX-License-Identifier: Apache-2.0
#include "outlook/decision.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace casus::outlook {

namespace {

constexpr double kCommonError = 0.5;  // of the log odds of all silent members at once, a world
// Where consensus is sought, who stands alone often stands aside: at most this often (a world draws
// how often, from 0 up to it) where all others are on the other side; who has said nothing, thrice
// as readily. Our own choice: decisions with dated stances are too few to learn it from.
constexpr double kMostGiveWay = 0.7, kSilentGiveWay = 3;
constexpr int kFewWorlds = 60, kFewDraws = 10;  // where many forecasts are compared
constexpr std::size_t kMostTried = 15;  // members whose moves are tried, the least sure first
constexpr std::size_t kMostMoves = 6;
constexpr double kFirm = 1e6;  // a stance that is taken for certain

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
      const double x = normal(), v = std::pow(1 + c * x, 3);
      if (v > 0 && std::log(uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
    }
  }

 private:
  std::mt19937_64 engine_;
};

Stance turned(Stance stance) {
  return static_cast<Stance>(2 - static_cast<int>(stance));
}

/// A world's chances of each member's stances.
std::vector<Thought> world_of(const std::vector<Thought>& thoughts, const std::vector<bool>& spoke,
                              bool turn, Chance& chance) {
  std::vector<Thought> out;
  const double error = std::exp(kCommonError * chance.normal());
  for (std::size_t member = 0; member < thoughts.size(); ++member) {
    Thought drawn{};
    double sum = 0;
    for (std::size_t stance = 0; stance < 3; ++stance) {
      drawn[stance] = chance.gamma(thoughts[member][turn ? 2 - stance : stance]);
      if (!spoke[member] && stance == 2) drawn[stance] *= error;
      sum += drawn[stance];
    }
    for (double& part : drawn) part /= sum;
    out.push_back(drawn);
  }
  return out;
}

bool seeks_consensus(Rule rule) {
  return rule == Rule::Consensus || rule == Rule::Unanimity || rule == Rule::ConsensusOrTwoThirds;
}

/// Members that are few against many stand aside, by the square of the others' share, alike on both
/// sides.
void give_way(std::vector<Stance>& stances, const std::vector<bool>& spoke, double rate,
              Chance& chance) {
  double sides[3] = {0, 0, 0};
  for (const Stance stance : stances) ++sides[static_cast<std::size_t>(stance)];
  for (std::size_t member = 0; member < stances.size(); ++member) {
    const double others = sides[static_cast<std::size_t>(turned(stances[member]))] /
                          static_cast<double>(stances.size());
    const double at = chance.uniform();
    if (stances[member] != Stance::None &&
        at < (spoke[member] ? 1 : kSilentGiveWay) * rate * others * others)
      stances[member] = Stance::None;
  }
}

/// Adds to `counts` what the body does in so many draws of one world.
void decide(const Body& body, const std::vector<Thought>& world, const std::vector<bool>& spoke,
            bool turn, int draws, Chance& chance, std::array<double, 3>& counts) {
  std::vector<Stance> stances(world.size());
  const double rate = kMostGiveWay * chance.uniform();
  for (int draw = 0; draw < draws; ++draw) {
    for (std::size_t member = 0; member < world.size(); ++member) {
      const double at = chance.uniform();
      const Stance stance = at < world[member][2]                      ? Stance::For
                            : at < world[member][2] + world[member][1] ? Stance::None
                                                                       : Stance::Against;
      stances[member] = turn ? turned(stance) : stance;
    }
    if (seeks_consensus(body.rule)) give_way(stances, spoke, rate, chance);
    counts[static_cast<std::size_t>(decided(body, stances))] += 1.0 / draws;
  }
}

/// The member taken to stand there for certain.
std::vector<Thought> with_stance(std::vector<Thought> thoughts, std::size_t member, Stance stance) {
  thoughts[member] = {1, 1, 1};
  thoughts[member][static_cast<std::size_t>(stance)] = kFirm;
  return thoughts;
}

double mean_stance(const Thought& thought) {
  return (thought[2] - thought[0]) / (thought[0] + thought[1] + thought[2]);
}

Stance likeliest_stance(const Thought& thought) {
  return static_cast<Stance>(std::max_element(thought.begin(), thought.end()) - thought.begin());
}

/// All members of a small body; of a large one those with a veto and those least sure.
std::vector<std::size_t> tried(const Body& body, const std::vector<Thought>& thoughts) {
  std::vector<std::size_t> out;
  for (std::size_t member = 0; member < thoughts.size(); ++member) out.push_back(member);
  if (out.size() <= 2 * kMostTried) return out;
  const auto rank = [&](std::size_t m) {
    return (body.members[m].vetoes ? 0 : 1) + std::abs(mean_stance(thoughts[m]));
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  out.resize(kMostTried);
  return out;
}

}  // namespace

Option Forecast::likeliest() const {
  // Of two alike, no decision: it is what lasts.
  const double none = chance[1];
  if (chance[2] > none && chance[2] > chance[0]) return Option::For;
  return chance[0] > none && chance[0] > chance[2] ? Option::Against : Option::NoDecision;
}

Forecast forecast(const Body& body, const std::vector<Thought>& thoughts,
                  const std::vector<bool>& spoke, int worlds, int draws) {
  Forecast out;
  std::array<std::vector<double>, 3> shares;
  for (const bool turn : {false, true}) {
    Chance chance(kSeed);
    for (int world = 0; world < worlds; ++world) {
      const auto stances = world_of(thoughts, spoke, turn, chance);
      std::array<double, 3> counts{};
      decide(body, stances, spoke, turn, draws, chance, counts);
      for (std::size_t option = 0; option < 3; ++option) shares[option].push_back(counts[option]);
    }
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

std::vector<Pivot> pivots(const Body& body, const std::vector<Thought>& thoughts,
                          const std::vector<bool>& spoke, std::size_t most) {
  std::vector<Pivot> out;
  for (const std::size_t member : tried(body, thoughts)) {
    const auto chance = [&](Stance stance) {
      return forecast(body, with_stance(thoughts, member, stance), spoke, kFewWorlds, kFewDraws)
          .chance[2];
    };
    const double effect = chance(Stance::For) - chance(Stance::Against);
    if (effect > 0.005) out.push_back({member, effect});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Pivot& a, const Pivot& b) { return a.effect > b.effect; });
  if (out.size() > most) out.resize(most);
  return out;
}

std::optional<Turn> smallest_turn(const Body& body, std::vector<Thought> thoughts,
                                  std::vector<bool> spoke) {
  const Option now = forecast(body, thoughts, spoke).likeliest();
  Turn turn;
  turn.to = now == Option::For ? Option::NoDecision : Option::For;
  const auto target = static_cast<std::size_t>(turn.to);
  double before = forecast(body, thoughts, spoke, kFewWorlds, kFewDraws).chance[target];
  while (turn.moves.size() < kMostMoves) {
    Turn::Move best;
    double most = 0, after = before;
    for (const std::size_t member : tried(body, thoughts)) {
      for (const Stance to : {Stance::Against, Stance::None, Stance::For}) {
        const double way = std::abs(static_cast<double>(to) - 1 - mean_stance(thoughts[member]));
        if (way < 0.1) continue;
        const double chance =
            forecast(body, with_stance(thoughts, member, to), spoke, kFewWorlds, kFewDraws)
                .chance[target];
        // A long way must be worth it: per length, and a little for what it turns on its own.
        const double worth = (chance - before) / (0.5 + way);
        if (worth > most)
          most = worth, after = chance, best = {member, likeliest_stance(thoughts[member]), to};
      }
    }
    if (most <= 0) return std::nullopt;
    turn.moves.push_back(best);
    thoughts = with_stance(thoughts, best.member, best.to);
    spoke[best.member] = true;
    before = after;
    const Forecast moved = forecast(body, thoughts, spoke);
    turn.chance = moved.chance[target];
    if (moved.likeliest() == turn.to) return turn;
  }
  return std::nullopt;
}

}  // namespace casus::outlook
