// SPDX-License-Identifier: Apache-2.0
#include "outlook/bargaining.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "core/text.h"
#include "outlook/challenges.h"

namespace casus::outlook {
namespace {

TEST(Bargaining, MirroredPositionsMirrorWhereItEnds) {
  std::vector<Bargainer> all = {
      {"A", 3, {0.1}, {0.9}}, {"B", 1, {0.5}, {0.4}}, {"C", 2, {0.8}, {0.7}}};
  const auto end = settle(all);
  ASSERT_TRUE(end.has_value());
  for (Bargainer& one : all) one.position[0] = 1 - one.position[0];
  const auto mirrored = settle(all);
  EXPECT_NEAR(end->compromise[0], 1 - mirrored->compromise[0], 1e-9);
  EXPECT_NEAR(end->median[0], 1 - mirrored->median[0], 1e-9);
  EXPECT_NEAR(end->nash[0], 1 - mirrored->nash[0], 1e-6);
  EXPECT_NEAR(end->challenge[0], 1 - mirrored->challenge[0], 1e-9);
}

TEST(Bargaining, KnownCases) {
  const auto even = settle({{"A", 1, {0.0}, {1}}, {"B", 1, {1.0}, {1}}});
  EXPECT_NEAR(even->nash[0], 0.5, 1e-6);
  EXPECT_NEAR(even->compromise[0], 0.5, 1e-9);
  const auto strong = settle({{"A", 9, {0.0}, {1}}, {"B", 1, {1.0}, {1}}});
  EXPECT_NEAR(strong->compromise[0], 0.1, 1e-6);
  EXPECT_LT(strong->nash[0], 0.5);
  EXPECT_EQ(strong->median[0], 0);
  EXPECT_FALSE(settle({}).has_value());
  EXPECT_FALSE(settle({{"A", 1, {1.5}, {1}}}).has_value());
  EXPECT_FALSE(read_bargainers("A;1;50").has_value());
  EXPECT_FALSE(read_bargainers("A;1;50;101").has_value());
  EXPECT_EQ(read_bargainers("# head\nA;1;50;100\nB;2;0;30\n")->size(), 2U);
}

/// KAPSARC's example of its program, as far as it is beside this checkout.
class Ktab : public testing::Test {
 protected:
  void SetUp() override {
    const std::filesystem::path folder = CASUS_ROOT "/../shared/data/votes";
    if (!std::filesystem::exists(folder / "SOE-Pol-Comp.csv"))
      GTEST_SKIP() << folder << " is not here";
    std::ifstream in(folder / "SOE-Pol-Comp.csv");
    std::string line;
    for (int number = 0; std::getline(in, line); ++number) {
      const auto fields = split(line, ',');
      if (number < 2 || fields.size() < 7) continue;
      const auto at = [&](std::size_t i) { return std::atof(std::string(fields[i]).c_str()); };
      all_.push_back(
          {std::string(fields[0]), at(2), {at(3) / 100, at(5) / 100}, {at(4) / 100, at(6) / 100}});
    }
    ASSERT_EQ(all_.size(), 13U);
  }
  std::vector<Bargainer> all_;
};

// Figures below are what the program printed (SOE-Pol-Comp.reference.txt).

TEST_F(Ktab, ValuesRisksAndUtilities) {
  const Matrix values = values_of(all_);
  EXPECT_NEAR(values[0][1], 0.592, 5e-4);
  EXPECT_NEAR(values[1][0], 0.675, 5e-4);
  EXPECT_NEAR(values[12][11], 0.791, 5e-4);
  const std::vector<double> risks = risk_attitudes(all_);
  const std::vector<double> printed = {1,      -0.498, -0.452, 0.362,  -0.5,   -0.5, -0.497,
                                       -0.499, -0.452, 0.643,  -0.383, -0.196, -0.5};
  for (std::size_t i = 0; i < printed.size(); ++i)
    EXPECT_NEAR(risks[i], printed[i], 6e-4) << all_[i].name;
  const Matrix utilities = utilities_of(values, risks);
  EXPECT_NEAR(utilities[0][1], 0.8335, 6e-5);
  EXPECT_NEAR(utilities[3][0], 0.8277, 6e-5);
  EXPECT_NEAR(utilities[12][0], 0.6013, 6e-5);
}

TEST_F(Ktab, EachChallengeOfTheFirstRound) {
  struct Printed {
    std::size_t target;
    double chance, gain;
    std::array<double, 2> own;
  };
  const std::vector<Printed> printed = {
      {10, 0.7676, 0.0456, {34.83, 22.5}},  {5, 0.8974, 0.4826, {44.8, 64.57}},
      {10, 0.7913, 0.2639, {32.85, 16.27}}, {8, 0.9361, 0.1977, {44.89, 44.98}},
      {5, 0.8682, 0.492, {49.59, 64.44}},   {8, 0.1164, 0.0359, {29.63, 14.73}},
      {5, 0.9768, 0.0714, {20, 15}},        {6, 0.8965, 0.4244, {59.72, 49.81}},
      {5, 0.8849, 0.152, {29.64, 14.74}},   {5, 0.7667, 0.1157, {42.94, 38.75}},
      {8, 0.9113, 0.34, {49.93, 49.96}},    {5, 0.9322, 0.1448, {19.99, 29.93}},
      {8, 0.9602, 0.4215, {15.01, 59.99}}};
  const std::vector<Challenge> made = challenges(all_);
  ASSERT_EQ(made.size(), printed.size());
  for (std::size_t i = 0; i < printed.size(); ++i) {
    EXPECT_EQ(made[i].target, printed[i].target) << i;
    EXPECT_NEAR(made[i].contest.chance, printed[i].chance, 6e-5) << i;
    EXPECT_NEAR(made[i].contest.gain, printed[i].gain, 6e-5) << i;
    for (std::size_t d = 0; d < 2; ++d)
      EXPECT_NEAR(100 * made[i].own[d], printed[i].own[d], 1e-6) << i;
  }
  // The same contest as its target sees it, for the challenger and for itself.
  const Contests contests(all_);
  EXPECT_NEAR(contests.of(10, 0, 0, 10).chance, 0.8775, 6e-5);
  EXPECT_NEAR(contests.of(10, 0, 0, 10).gain, 0.2065, 6e-5);
  EXPECT_NEAR(contests.of(0, 10, 0, 10).gain, -0.0883, 6e-5);
  EXPECT_NEAR(contests.of(10, 10, 0, 10).gain, -0.2565, 6e-5);
}

TEST_F(Ktab, EveryPlaceOfEveryRoundUntilItEnds) {
  const auto end = settle(all_);
  ASSERT_TRUE(end.has_value());
  EXPECT_EQ(end->rounds, 27);
  // By policy, then by competition: where the program had them after 1, 7, 14 and 27 rounds.
  const std::map<int, std::array<std::vector<double>, 2>> printed = {
      {1,
       {{{30, 44.8, 30, 44.9, 49.6, 42.9, 20, 59.7, 29.6, 42.9, 49.9, 20, 15},
         {20, 64.6, 15, 45, 64.4, 38.8, 15, 49.8, 14.7, 38.8, 50, 29.9, 60}}}},
      {7,
       {{{40.1, 44.7, 30, 41.6, 40.1, 40.1, 40, 34.2, 34.5, 41.2, 41.6, 20, 15},
         {28, 64.4, 15, 43.5, 28, 39.5, 39.1, 21.6, 21.9, 37, 43.5, 29.9, 60}}}},
      {14,
       {{{39.6, 44.7, 30, 39, 38.3, 39, 39.1, 39.6, 39, 39.3, 39, 39, 15},
         {29.5, 64.4, 15, 31.8, 28.1, 32.5, 30.7, 29.5, 31.6, 35.8, 32.5, 31.8, 60}}}},
      {27,
       {{{43.2, 43.2, 38.7, 38.6, 38.7, 38.6, 38.7, 38.7, 38.7, 38.8, 38.8, 38.8, 15},
         {43.3, 43.3, 28.8, 28.8, 28.8, 29.5, 29, 29, 28.9, 30.7, 30.8, 30.8, 60}}}}};
  for (int round = 1; round <= 27; ++round) {
    bargain_once(all_);
    const auto known = printed.find(round);
    if (known == printed.end()) continue;
    for (std::size_t d = 0; d < 2; ++d)
      for (std::size_t i = 0; i < all_.size(); ++i)
        EXPECT_NEAR(100 * all_[i].position[d], known->second[d][i], 0.0501) << round << " " << i;
  }
}

}  // namespace
}  // namespace casus::outlook
