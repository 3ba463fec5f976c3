// SPDX-License-Identifier: Apache-2.0
// What matters first, what belongs together, and the brief of a period.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "assess/assess_testing.h"
#include "assess/period.h"
#include "store/description.h"
#include "store/views.h"

namespace casus {
namespace {

TEST_F(Assess, WhatSeveralTellOfStatesComesBeforeWhatOneTellsOfOthers) {
  for (const char* day : {"2024-03-02", "2024-03-03"}) {
    Told big(day, "Velmar shelled Norhaven on March 1." + of_its_own(day));
    big.event("ASSAULT", big.state("Velmar"), big.state("Norhaven"), "shelled");
    big.record().events[0].date = {"2024-03-01", "2024-03-01"};
    keep(big);
  }
  Told small("2024-03-05", "Ada Brandt met Olaf Lund in a garden." + of_its_own("2024-03-05"));
  small.event("CONSULT", small.actor("Ada Brandt", "person"), small.actor("Olaf Lund", "person"),
              "met");
  keep(small);
  const auto first = rows({.kind = "events"});
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first[0]["type"], "ASSAULT");
  EXPECT_GT(first[0]["salience"].get<double>(), first[1]["salience"].get<double>());
  EXPECT_EQ(rows({.kind = "events", .sort = "-date"})[0]["type"], "CONSULT");
  EXPECT_EQ(rows({.kind = "events", .sort = "date"})[0]["type"], "ASSAULT");
}

TEST_F(Assess, WeighsTheOneSideAsTheOther) {
  Told there("2024-03-01", "Velmar accused Norhaven." + of_its_own("2024-03-01"));
  there.event("ACCUSE", there.state("Velmar"), there.state("Norhaven"), "accused");
  keep(there);
  Told back("2024-03-01", "Norhaven accused Velmar." + of_its_own("2024-03-02"));
  back.event("ACCUSE", back.state("Norhaven"), back.state("Velmar"), "accused");
  keep(back);
  const auto both = rows({.kind = "events"});
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0]["salience"], both[1]["salience"]);
}

TEST_F(Assess, WhatTwoNeverDoToEachOtherWeighsMore) {
  for (int day = 10; day < 22; ++day) {
    const std::string on = "2024-03-" + std::to_string(day);
    Told usual(on,
               "Velmar met Norhaven, talk " + std::to_string(day * 7919) + "." + of_its_own(on));
    usual.event("CONSULT", usual.state("Velmar"), usual.state("Norhaven"), "met");
    keep(usual);
  }
  Told shock("2024-03-21", "Velmar struck Norhaven." + of_its_own("2024-03-24"));
  shock.event("ASSAULT", shock.state("Velmar"), shock.state("Norhaven"), "struck");
  keep(shock);
  const auto first = rows({.kind = "events"});
  EXPECT_EQ(first[0]["type"], "ASSAULT");
  EXPECT_GT(first[0]["salience"].get<double>(), first[1]["salience"].get<double>() + 1);
}

TEST_F(Assess, PutsReportsInStoriesByWordsAndDays) {
  const auto summit = [](const std::string& day, const std::string& more) {
    Told out(day,
             "Presidents Mirela Castan and Jorin Vask met in Kestrin for the summit on the "
             "Ardal waterway treaty. " +
                 more);
    for (const char* name : {"Mirela Castan", "Jorin Vask"}) out.actor(name, "person");
    out.event("CONSULT", out.actor("Mirela Castan", "person"), out.actor("Jorin Vask", "person"),
              "summit");
    return out;
  };
  // A record has other reports, by which words are weighed.
  Told other("2024-03-02",
             "Fishermen of Port Lindow counted herring. The harbour was quiet, and "
             "the auction house sold nets, ropes and lanterns to sailors.");
  keep(other);
  Told first = summit("2024-03-01", "Delegates arrived by train and dined beside frozen canals.");
  Told second = summit("2024-03-04", "Experts drew maps until midnight; aides carried coffee.");
  Told later = summit("2024-06-04", "Summer storms had flooded orchards, mills and two chapels.");
  keep(first);
  keep(second);
  keep(later);
  const auto stories = rows({.kind = "stories"});
  ASSERT_EQ(stories.size(), 1U);
  EXPECT_EQ(stories[0]["reports"], 2);
  EXPECT_EQ(stories[0]["first"], "2024-03-01");
  EXPECT_EQ(stories[0]["last"], "2024-03-04");
  const std::string name = stories[0]["name"];
  EXPECT_NE(name.find("Mirela Castan"), std::string::npos) << name;
  EXPECT_NE(name.find(": summit"), std::string::npos) << name;
  const auto page = story_view(*store_, "t1");
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ((*page)["told_in"].size(), 2U);
  EXPECT_EQ((*page)["days"].size(), 2U);
  EXPECT_EQ(rows({.kind = "events", .story = "t1"}).size(), (*page)["events"].size());
  EXPECT_EQ(rows({.kind = "reports", .story = "t1"}).size(), 2U);
  EXPECT_EQ(rows({.kind = "stories", .about = "Jorin Vask"}).size(), 1U);
  EXPECT_EQ(rows({.kind = "stories", .about = "herring"}).size(), 0U);
  EXPECT_EQ(rows({.kind = "stories", .since = "2024-04-01"}).size(), 0U);
  EXPECT_EQ(story_view(*store_, "t9").error().code, Errc::NotFound);
  EXPECT_EQ(ask(*store_, {.kind = "events", .story = "x1"}).error().code, Errc::InvalidInput);
}

TEST_F(Assess, DescriptionsAreNoActorsAcrossReports) {
  for (const char* name : {"the mother of the suspect", "officials", "Kurdish forces", "His aides",
                           "the UK ambassador to Turkey"})
    EXPECT_TRUE(is_description(name)) << name;
  for (const char* name : {"Houthis", "Ministry of Defence", "Islamic State",
                           "Sudan's Rapid Support "
                           "Forces",
                           "Ada Brandt"})
    EXPECT_FALSE(is_description(name)) << name;
  EXPECT_FALSE(has_name("His aides"));
  EXPECT_TRUE(has_name("Kurdish forces"));
  for (const char* day : {"2024-03-01", "2024-03-02"}) {
    Told told(day, "the mother of the suspect spoke; Kurdish forces and Ada Brandt did not." +
                       of_its_own(day));
    told.actor("the mother of the suspect", "person");
    told.actor("Kurdish forces", "group");
    told.actor("Ada Brandt", "person");
    keep(told);
  }
  EXPECT_EQ(rows({.kind = "actors"}).size(), 1U) << "names alone";
  EXPECT_EQ(rows({.kind = "actors", .described = true}).size(), 4U)
      << "two mothers; the forces a name carries";
}

TEST_F(Assess, WhoSpeaksForAStateIsSureOrToldByTwo) {
  for (const char* title : {"foreign ministry spokesman", "President", "Crown Prince"})
    EXPECT_TRUE(is_title_of_voice(title, true)) << title;
  for (const char* title : {"former president", "opposition leader", "analyst", "lawyer",
                            "journalist", "retired general", "ex-minister"})
    EXPECT_FALSE(is_title_of_voice(title, true)) << title;
  Told once("2024-03-01", "Ada Brandt, Olaf Lund and Edda Moor, former minister, spoke in Velmar." +
                              of_its_own("2024-03-01"));
  const std::string velmar = once.state("Velmar");
  once.office(once.actor("Ada Brandt", "person"), velmar, 0.55);
  once.office(once.actor("Olaf Lund", "person"), velmar, 0.8);
  once.title(once.actor("Edda Moor", "person"), "former minister", velmar);
  keep(once);
  EXPECT_FALSE(speaks("Ada Brandt", "Velmar")) << "one report, and not sure";
  EXPECT_TRUE(speaks("Olaf Lund", "Velmar"));
  EXPECT_FALSE(speaks("Edda Moor", "Velmar"));
  Told again("2024-03-02", "Ada Brandt spoke for Velmar." + of_its_own("2024-03-02"));
  again.office(again.actor("Ada Brandt", "person"), again.state("Velmar"), 0.55);
  keep(again);
  EXPECT_TRUE(speaks("Ada Brandt", "Velmar")) << "told by two";
}

TEST_F(Assess, WhoseOfficeIsKnownSpeaksForNoOtherState) {
  Told told("2019-03-01", "Donald Trump, the president, spoke of Syria and the United States." +
                              of_its_own("2019-03-01"));
  const std::string trump = told.actor("Donald Trump", "person");
  told.title(trump, "president", told.actor("Syria", "state", "SYR"));
  told.office(trump, told.actor("United States", "state", "USA"), 0.3);
  keep(told);
  EXPECT_FALSE(speaks("Donald Trump", "Syria"));
  EXPECT_TRUE(speaks("Donald Trump", "United States"));
}

TEST_F(Assess, ABriefTellsWhatWasDisputedAnsweredDueAndTurned) {
  const std::string gates = "that the northern harbour gates of Norhaven stood open for ships",
                    shut =
                        "that the northern harbour gates of Norhaven had not stood open for ships";
  Told open("2024-03-01", "Norhaven said " + gates + "." + of_its_own("2024-03-01"));
  open.claim(open.state("Norhaven"), gates);
  open.record().commitments.push_back({.id = "k1",
                                       .kind = CommitmentKind::Appeal,
                                       .from = open.state("Norhaven"),
                                       .to = {open.state("Velmar")},
                                       .text = "open for ships",
                                       .span = open.at("open for ships"),
                                       .due = {"2024-03-12", "2024-03-12"},
                                       .confidence = 0.8});
  keep(open);
  Told denial("2024-03-05",
              "Velmar said " + shut + ", and shelled Norhaven." + of_its_own("2024-03-05"));
  denial.claim(denial.state("Velmar"), shut);
  denial.event("ASSAULT", denial.state("Velmar"), denial.state("Norhaven"), "shelled");
  denial.record().statements.push_back({.id = "s1",
                                        .speaker = denial.state("Velmar"),
                                        .content = {denial.at(shut + ", and shelled")},
                                        .kind = StatementKind::Indirect,
                                        .act = SpeechAct::State});
  keep(denial);
  Told turn("2024-03-06", "Norhaven said " + shut + "." + of_its_own("2024-03-09"));
  turn.claim(turn.state("Norhaven"), shut);
  keep(turn);
  const auto brief = period_view(*store_, {"2024-03-04", "2024-03-08", ""});
  ASSERT_TRUE(brief) << brief.error().message;
  ASSERT_EQ((*brief)["happened"].size(), 1U);
  EXPECT_EQ((*brief)["happened"][0]["said"][0]["speaker"]["name"], "Velmar");
  ASSERT_EQ((*brief)["disputed"].size(), 1U) << "though it was first said before";
  ASSERT_EQ((*brief)["due"].size(), 1U) << "in as many days after as the period has";
  ASSERT_EQ((*brief)["changed"].size(), 1U);
  EXPECT_EQ((*brief)["changed"][0]["actor"]["name"], "Norhaven");
  EXPECT_EQ((*brief)["changed"][0]["before"]["date"], "2024-03-01");
  EXPECT_GE((*brief)["sources"].size(), 2U);
  EXPECT_EQ((*period_view(*store_, {"2024-03-04", "2024-03-08", "Peru"}))["happened"].size(), 0U);
  const auto later = period_view(*store_, {"2024-03-10", "2024-03-16", ""});
  EXPECT_EQ((*later)["overdue"].size(), 1U);
  EXPECT_EQ(period_view(*store_, {"2024-03-08", "2024-03-04", ""}).error().code,
            Errc::InvalidInput);
  // What the claim became is in the log that digests go by.
  Query log = store_->database().query("SELECT item, what FROM changes");
  ASSERT_TRUE(log.next());
  EXPECT_EQ(log.text(0) + " " + log.text(1), "c1 contested");
}

TEST_F(Assess, APeriodOfVeryManyEventsIsGoneThroughByWhatMatters) {
  Told told("2024-03-01", "Velmar shelled Norhaven.");
  told.event("ASSAULT", told.state("Velmar"), told.state("Norhaven"), "shelled");
  keep(told);
  store_->database().run(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO "
      "events(report, type, date, status, span, confidence, salience) SELECT 1, 'AID', "
      "date('2024-03-01', '+' || (i % 20) || ' days'), 'occurred', '0-6', 0.9, 0.1 FROM n");
  const auto brief = period_view(*store_, {"2024-03-01", "2024-03-31", ""});
  ASSERT_TRUE(brief) << brief.error().message;
  ASSERT_FALSE((*brief)["happened"].empty());
  EXPECT_EQ((*brief)["happened"][0]["type"], "ASSAULT");
}

}  // namespace
}  // namespace casus
