// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/text.h"
#include "outlook/outlook_testing.h"
#include "outlook/scores.h"
#include "outlook/silent.h"
#include "outlook/stances.h"
#include "outlook/tables.h"

namespace casus::outlook {
namespace {

constexpr Stance kFor = Stance::For, kNone = Stance::None, kAgainst = Stance::Against;

Body body_of(Rule rule, std::size_t members, int needed = 0) {
  Body body{.name = "Council", .rule = rule, .needed = needed};
  for (std::size_t at = 0; at < members; ++at)
    body.members.push_back({.name = "State " + std::to_string(at)});
  return body;
}

TEST(Bodies, EveryLineOfTheTableIsRead) {
  std::size_t lines = 0;
  for (const Span span : lines_of(kBodiesTable)) {
    const std::string_view line = trim(cut(kBodiesTable, span));
    if (line.empty() || line[0] == '#') continue;
    ++lines;
    const auto fields = split(line, ';');
    ASSERT_EQ(fields.size(), 9U) << line;
    EXPECT_FALSE(fields[8].empty()) << "without a source: " << line;
    const auto body = body_on(Knowledge::builtin(), fields[0], "", fields[1], fields[3]);
    const std::string_view day = fields[4].empty() ? "2026-01-01" : fields[3];
    const auto now = body_on(Knowledge::builtin(), fields[0], "", fields[1], day);
    ASSERT_TRUE(now.has_value()) << line << ": " << now.error().message;
    EXPECT_TRUE(now->rule_known) << line;
    EXPECT_EQ(kRules[static_cast<std::size_t>(now->rule)], fields[5]) << line;
  }
  EXPECT_GE(lines, 40U);
}

TEST(Bodies, MembersRulesAndVetoesOfADay) {
  const auto alliance =
      body_on(Knowledge::builtin(), "CSTO", "political assessment", "", "2022-11-23");
  ASSERT_TRUE(alliance.has_value());
  EXPECT_EQ(alliance->members.size(), 6U);
  EXPECT_EQ(alliance->rule, Rule::Consensus);
  const auto council =
      body_on(Knowledge::builtin(), "Security Council", "a no-fly zone", "", "2011-03-17");
  ASSERT_TRUE(council.has_value());
  EXPECT_EQ(council->members.size(), 15U);
  EXPECT_EQ(std::count_if(council->members.begin(), council->members.end(),
                          [](const Body::Member& one) { return one.vetoes; }),
            5);
  const auto agenda =
      body_on(Knowledge::builtin(), "Security Council", "put it on the agenda", "", "2011-03-17");
  EXPECT_EQ(agenda->area, "procedure");
  EXPECT_TRUE(std::none_of(agenda->members.begin(), agenda->members.end(),
                           [](const Body::Member& one) { return one.vetoes; }));
  EXPECT_EQ(body_on(Knowledge::builtin(), "EU", "new sanctions", "", "2022-05-30")->rule,
            Rule::Unanimity);
  EXPECT_EQ(body_on(Knowledge::builtin(), "EU", "a law on packaging", "", "2022-05-30")->rule,
            Rule::Qualified);
  EXPECT_FALSE(body_on(Knowledge::builtin(), "Armenia", "", "", "2022-11-23").has_value());
  EXPECT_EQ(body_on(Knowledge::builtin(), "EU", "", "fishing", "2022-05-30").error().code,
            Errc::InvalidInput);
}

TEST(Rules, WhatCarriesAndWhatDoesNot) {
  const auto what = [](Rule rule, std::vector<Stance> stances, int needed = 0) {
    return decided(body_of(rule, stances.size(), needed), stances);
  };
  EXPECT_EQ(what(Rule::Consensus, {kFor, kNone, kNone}), Option::For);
  EXPECT_EQ(what(Rule::Consensus, {kFor, kFor, kAgainst}), Option::NoDecision);
  EXPECT_EQ(what(Rule::Consensus, {kNone, kNone, kNone}), Option::NoDecision);
  EXPECT_EQ(what(Rule::Unanimity, {kFor, kFor, kNone}), Option::For);
  EXPECT_EQ(what(Rule::Unanimity, {kFor, kNone, kNone}), Option::NoDecision);
  EXPECT_EQ(what(Rule::ConsensusOrTwoThirds, {kFor, kFor, kAgainst}), Option::For);
  EXPECT_EQ(what(Rule::MajorityCast, {kFor, kNone, kNone}), Option::For);
  EXPECT_EQ(what(Rule::MajorityMembers, {kFor, kNone, kNone}), Option::NoDecision);
  EXPECT_EQ(what(Rule::TwoThirdsCast, {kFor, kFor, kAgainst}), Option::For);
  EXPECT_EQ(what(Rule::TwoThirdsCast, {kFor, kAgainst, kNone}), Option::NoDecision);
  EXPECT_EQ(what(Rule::Council, {kFor, kFor, kAgainst}, 2), Option::For);
  Body council = body_of(Rule::Council, 3, 2);
  council.members[2].vetoes = true;
  EXPECT_EQ(decided(council, {kFor, kFor, kAgainst}), Option::NoDecision);
  Body union_of = body_of(Rule::Qualified, 3);
  union_of.members[0].people = 80, union_of.members[1].people = 10, union_of.members[2].people = 10;
  EXPECT_EQ(decided(union_of, {kFor, kFor, kAgainst}), Option::For);
  EXPECT_EQ(decided(union_of, {kAgainst, kFor, kFor}), Option::NoDecision);  // not the people
}

TEST(Rules, TurnedStancesTurnWhatIsDecided) {
  for (std::size_t rule = 0; rule < kRules.size(); ++rule) {
    Body body = body_of(static_cast<Rule>(rule), 4, 3);
    body.members[1].vetoes = true;
    for (int code = 0; code < 81; ++code) {
      std::vector<Stance> stances, turned;
      for (int at = 0, rest = code; at < 4; ++at, rest /= 3) {
        stances.push_back(static_cast<Stance>(rest % 3));
        turned.push_back(static_cast<Stance>(2 - rest % 3));
      }
      EXPECT_EQ(static_cast<int>(decided(body, turned)),
                2 - static_cast<int>(decided(body, stances)));
    }
  }
}

TEST(Forecasts, TurnExactlyWhenAllThoughtsTurn) {
  for (std::size_t rule = 0; rule < kRules.size(); ++rule) {
    Body body = body_of(static_cast<Rule>(rule), 5, 3);
    body.members[1].vetoes = true;
    std::vector<Leaning> members = {{{3, 1, 0.4}, true, 0.9},
                                    {{0.5, 0.5, 2}, true, 0.3},
                                    {{1, 1, 1}, false, 0},
                                    {{0.2, 2, 1}, false, 0},
                                    {{1, 0.1, 4}, true, 0.6}};
    const Forecast a = Draws(body, members).forecast();
    for (Leaning& one : members) std::swap(one.thought[0], one.thought[2]);
    const Forecast b = Draws(body, members).forecast();
    EXPECT_DOUBLE_EQ(a.chance[2], b.chance[0]) << kRules[rule];
    EXPECT_DOUBLE_EQ(a.chance[0], b.chance[2]) << kRules[rule];
    EXPECT_DOUBLE_EQ(a.low[2], b.low[0]) << kRules[rule];
    EXPECT_NEAR(a.chance[0] + a.chance[1] + a.chance[2], 1, 1e-9);
    EXPECT_GT(a.high[2], a.low[2]) << "an interval, no number pretending";
  }
}

/// Three sure voices for it and one against.
const std::vector<Leaning> kOneObjects = {
    {{0.1, 1, 9}, true, 1}, {{0.1, 1, 9}, true, 1}, {{0.1, 1, 9}, true, 1}, {{9, 1, 0.1}, true, 1}};

TEST(Forecasts, ALoneObjectorIsPivotalAndTurnsIt) {
  const Body body = body_of(Rule::Consensus, 4);
  const Draws draws(body, kOneObjects);
  EXPECT_EQ(draws.forecast().likeliest(), Option::NoDecision);
  const auto on_whom = draws.pivots();
  ASSERT_FALSE(on_whom.empty());
  EXPECT_EQ(on_whom.front().member, 3U);
  const auto turn = draws.smallest_turn();
  ASSERT_TRUE(turn.has_value());
  EXPECT_EQ(turn->to, Option::For);
  ASSERT_EQ(turn->moves.size(), 1U);
  EXPECT_EQ(turn->moves[0].member, 3U);
  EXPECT_EQ(turn->moves[0].to, kNone);  // it need not be for: standing aside is enough
}

TEST(Forecasts, WhereTextsAreBargainedForAnObjectionIsNotTheLastWord) {
  const auto chance = [](Rule rule, double salience) {
    std::vector<Leaning> members = kOneObjects;
    members[3].salience = salience;
    return Draws(body_of(rule, 4), members).forecast().chance[2];
  };
  EXPECT_GT(chance(Rule::Consensus, 1), 0.2);
  EXPECT_LT(chance(Rule::Consensus, 1), 0.5) << "nor is it nothing";
  EXPECT_GT(chance(Rule::Consensus, 0.2), chance(Rule::Consensus, 1)) << "who cares less gives way";
  EXPECT_EQ(chance(Rule::MajorityCast, 0.2), chance(Rule::MajorityCast, 1)) << "votes are counted";
}

TEST(Forecasts, InfluenceIsWhatTheRuleGives) {
  Body council = body_of(Rule::Council, 15, 9);
  for (std::size_t at = 0; at < 5; ++at) council.members[at].vetoes = true;
  const std::vector<double> shares = influences(council);
  EXPECT_NEAR(shares[0], 0.19627, 1e-5);  // Shapley and Shubik's index of the Security Council
  EXPECT_NEAR(shares[14], 0.0018648, 1e-7);
  EXPECT_EQ(influences(body_of(Rule::Consensus, 3)), (std::vector<double>{1, 1, 1}));
}

TEST(Directions, OfDeedsWithANearMiss) {
  EXPECT_GT(direction_of(EventType::Agree, "Sorania agreed to send observers"), 0);
  EXPECT_LT(direction_of(EventType::Reject, "Velmar rejected the call for observers"), 0);
  EXPECT_EQ(direction_of(EventType::Reject, "Velmar did not reject the call for observers"), 0);
  EXPECT_EQ(direction_of(EventType::Consult, "They met about observers"), 0);
}

TEST(Silent, FollowThoseTheyVoteWithAndTurnWithThem) {
  EXPECT_EQ(silent_stance({}), (Chances{1.0 / 3, 1.0 / 3, 1.0 / 3}));
  const Chances near = silent_stance({{{0, 0, 1}, 0.9}, {{1, 0, 0}, -0.5}});
  EXPECT_GT(near[2], 0.5);
  const Chances turned = silent_stance({{{1, 0, 0}, 0.9}, {{0, 0, 1}, -0.5}});
  EXPECT_NEAR(near[2], turned[0], 1e-4);  // weights are written with four places
  EXPECT_NEAR(near[0] + near[1] + near[2], 1, 1e-9);
  EXPECT_GT(agreement("EST", "LVA"), 0.5);
  EXPECT_DOUBLE_EQ(agreement("USA", "CUB"), agreement("CUB", "USA"));
  EXPECT_EQ(agreement("VLM", "USA"), 0);  // nobody's code
}

TEST(Directions, EachActWithANearMiss) {
  const auto way = [](SpeechAct act, const char* text, bool of_body, double share) {
    return direction_of(act, text, of_body, share);
  };
  EXPECT_GT(way(SpeechAct::Request, "to send observers", true, 0), 0);
  EXPECT_LT(way(SpeechAct::Request, "not to send observers", true, 0), 0);
  EXPECT_GT(way(SpeechAct::Expect, "that the council will send observers", true, 1), 0);
  EXPECT_EQ(way(SpeechAct::Expect, "that the council will not send observers", true, 1), 0);
  EXPECT_LT(way(SpeechAct::Reject, "the appeal for observers", true, 0.5), 0);
  EXPECT_GT(way(SpeechAct::Accuse, "the council of failing its member", true, 0), 0);
  EXPECT_EQ(way(SpeechAct::Accuse, "the council of breaking its rules", true, 0), 0);
  EXPECT_LT(way(SpeechAct::Criticize, "the plan to send observers", false, 1), 0);
  EXPECT_EQ(way(SpeechAct::Question, "whether observers will be sent", true, 1), 0);
}

TEST_F(Kept, WhoAsksIsForAndWhoRejectsAgainstWithTheirWords) {
  tell("Sorania", "Velmar");
  const Json found = foresee();
  EXPECT_GT(member(found, "Sorania")["for"], 0.7);
  EXPECT_EQ(member(found, "Sorania")["words"][0]["item"], "s1");
  EXPECT_GT(member(found, "Velmar")["against"], 0.7);
  EXPECT_FALSE(member(found, "Norhaven")["spoke"]);
  EXPECT_GT(member(found, "Norhaven")["width"], 0.1);
  EXPECT_EQ(found["likeliest"], "none");
  EXPECT_EQ(found["body"]["rule"], nullptr);  // no line of the tables: said, not pretended
  EXPECT_EQ(found["pivotal"][0]["name"], "Velmar");
}

TEST_F(Kept, SwappingTheSidesSwapsTheForecast) {
  tell("Sorania", "Velmar");
  const Json found = foresee();
  TearDown();
  open("b");
  tell("Velmar", "Sorania");
  const Json swapped = foresee();
  EXPECT_GT(member(swapped, "Velmar")["for"], 0.7);
  EXPECT_EQ(member(found, "Sorania")["for"], member(swapped, "Velmar")["for"]);
  EXPECT_EQ(member(found, "Velmar")["against"], member(swapped, "Sorania")["against"]);
  EXPECT_EQ(member(found, "Norhaven")["for"], member(swapped, "Norhaven")["for"]);
  for (std::size_t option = 0; option < 3; ++option)
    EXPECT_NEAR(found["options"][option]["chance"].get<double>(),
                swapped["options"][option]["chance"].get<double>(), 0.02);
}

TEST_F(Kept, WhatAMemberDidCountsWithItsSentenceUnlessItSaidSoThere) {
  const auto against = [&](bool said) {
    TearDown();
    open(said ? "d" : "c");
    tell("Sorania", "Velmar");
    Record record;
    record.report.published = "2025-09-11";
    record.report.text = "Norhaven rejected the call to send observers to Lake Ardal.";
    record.actors = {
        {.id = "a1",
         .name = "Norhaven",
         .type = ActorType::State,
         .code = "NHV",
         .mentions = {{0, 8}}},
        {.id = "a2", .name = "Council of Lake States", .type = ActorType::Organization}};
    record.events = {{.id = "e1",
                      .type = EventType::Reject,
                      .source = {"a1"},
                      .target = {"a2"},
                      .trigger = {9, 17},
                      .confidence = 0.9}};
    if (said)
      record.statements = {{.id = "s1",
                            .speaker = "a1",
                            .content = {{18, 58}},
                            .kind = StatementKind::Indirect,
                            .act = SpeechAct::Reject,
                            .confidence = 0.9}};
    EXPECT_TRUE(Keeper(*store_).keep({record}).has_value());
    return member(foresee(), "Norhaven");
  };
  const Json did = against(false), said = against(true);
  ASSERT_EQ(did["words"].size(), 1U) << did;
  EXPECT_EQ(did["words"][0]["item"], "e1");
  EXPECT_EQ(did["words"][0]["act"], "REJECT");
  EXPECT_EQ(did["words"][0]["text"], "Norhaven rejected the call to send observers to Lake Ardal.");
  EXPECT_GT(did["against"], 0.6);
  ASSERT_EQ(said["words"].size(), 1U) << "one thing told twice counts once: " << said;
  EXPECT_EQ(said["words"][0]["item"].get<std::string>()[0], 's');
}

TEST_F(Kept, NothingOfAfterTheDayCounts) {
  tell("Sorania", "Velmar");
  const Json before = foresee("2025-09-09");
  EXPECT_FALSE(member(before, "Sorania")["spoke"]);
  EXPECT_FALSE(forecast_view(*store_, {.body = "Lake Council",
                                       .about = "send observers",
                                       .on = "2025-09-20",
                                       .as_of = "2025-10-01"})
                   .has_value());
  EXPECT_EQ(forecast_view(*store_, {.body = "Nobody's Club", .about = "x", .on = "2025-09-20"})
                .error()
                .code,
            Errc::NotFound);
}

TEST_F(Kept, AForecastIsKeptFoundAndScored) {
  tell("Sorania", "Velmar");
  const Json found = foresee();
  ASSERT_EQ(*keep_forecast(*store_, found), 1);
  EXPECT_EQ(*keep_forecast(*store_, found), 1);  // asked again: the same one
  EXPECT_EQ(*find_outcomes(*store_), 0);
  Record record;
  record.report.published = "2025-09-21";
  record.report.text = "The Lake Council will not send observers, it said.";
  record.actors = {{.id = "a1", .name = "Council of Lake States", .type = ActorType::Organization}};
  record.statements = {{.id = "s1",
                        .speaker = "a1",
                        .content = {{0, 40}},
                        .kind = StatementKind::Indirect,
                        .act = SpeechAct::Reject,
                        .confidence = 0.9}};
  ASSERT_TRUE(Keeper(*store_).keep({record}).has_value());
  EXPECT_EQ(*find_outcomes(*store_), 1);
  const Json scores = *scores_view(*store_);
  EXPECT_EQ(scores["rows"][0]["outcome"], "none");
  EXPECT_EQ(scores["rows"][0]["told_by"], "s3");
  const double none = scores["rows"][0]["none"], yes = scores["rows"][0]["for"],
               no = scores["rows"][0]["against"];
  EXPECT_NEAR(scores["scored"]["brier"], (1 - none) * (1 - none) + yes * yes + no * no, 1e-9);
  EXPECT_FALSE(tell_outcome(*store_, "f9", "for", "").has_value());
  EXPECT_FALSE(tell_outcome(*store_, "f1", "maybe", "").has_value());
  ASSERT_TRUE(tell_outcome(*store_, "f1", "for", "").has_value());
  EXPECT_GT((*scores_view(*store_))["scored"]["brier"].get<double>(),
            scores["scored"]["brier"].get<double>());
}

TEST(Told, StancesWrittenByHandAndLinesThatAreNone) {
  const Asked asked{.body = "CSTO", .about = "send observers", .on = "2022-11-23"};
  const auto found = forecast_of_stances(
      asked, "# a comment\n2022-11-01;Armenia;1;asked\n2022-11-24;Belarus;-1;too late to count\n");
  ASSERT_TRUE(found.has_value());
  int spoke = 0;
  for (const Json& one : (*found)["members"]) spoke += one["spoke"].get<bool>() ? 1 : 0;
  EXPECT_EQ(spoke, 1);
  EXPECT_FALSE(forecast_of_stances(asked, "2022-11-01;France;1;no member").has_value());
  EXPECT_FALSE(forecast_of_stances(asked, "2022-11-01;Armenia;3;out of range").has_value());
}

}  // namespace
}  // namespace casus::outlook
