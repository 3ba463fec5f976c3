// SPDX-License-Identifier: Apache-2.0
// What becomes of a record when a report comes in a new version, and when one is taken out.
#include "assess/keeper.h"

#include <map>

#include "assess/assess_testing.h"
#include "store/upkeep.h"
#include "store/versions.h"
#include "store/views.h"

namespace casus {
namespace {

const std::string kRoad =
    "The two governments met at the border on Tuesday to speak of water and of the road between "
    "the towns, and their ministers said afterwards that they would meet again before the end of "
    "the month. Farmers on both banks have waited for three years for the pumps that were promised "
    "to them, while engineers quarrelled over who should pay for cables, valves and a guard house. "
    "A schoolteacher who had walked down from the upper valley held a banner which asked for "
    "bread, "
    "lamps and a doctor, and she was given tea by a sergeant. ";
const std::string kHarbour = "that the northern harbour gates of Norhaven stood open for ships";
const std::string kGrown =
    " Velmar shelled Norhaven after midnight and burned eleven wooden barges there. Old fishermen "
    "from Sorania carried frightened children across the cold river.";

/// Norhaven says that its gates are open and asks Velmar for grain, and what is told besides.
Told harbour(const std::string& day, const std::string& url, const std::string& before = "",
             const std::string& after = "") {
  Told out(day, before + kRoad + "Norhaven said " + kHarbour + ". It urged Velmar to send grain." +
                    after);
  out.record().report.url = url;
  const std::string norhaven = out.state("Norhaven"), velmar = out.state("Velmar");
  out.statement("state", norhaven, kHarbour, "said");
  out.claim(norhaven, kHarbour);
  out.commitment(CommitmentKind::Appeal, norhaven, {velmar}, "send grain");
  out.event("CONSULT", norhaven, velmar, "met");
  if (!after.empty()) out.event("ASSAULT", velmar, norhaven, "shelled");
  return out;
}

class KeeperTest : public Assess {
 protected:
  std::size_t count(const std::string& kind) { return rows({.kind = kind}).size(); }
  Json report(const std::string& id) {
    auto row = item_row(*store_, id);
    EXPECT_TRUE(row) << row.error().message;
    return row ? *row : Json();
  }
  Result<std::vector<Removed>> remove(const std::vector<std::int64_t>& reports, bool dry = false) {
    return Keeper(*store_).remove(reports, dry);
  }
  std::int64_t number(const SqlText& sql) {
    Query row = store_->database().once(sql);
    return row.next() ? row.integer(0) : -1;
  }
  /// Everything of the record but numbers and weights of events and stories: rows a table, counts,
  /// what full text finds.
  std::map<std::string, std::string> contents() {
    std::map<std::string, std::string> out;
    const auto all = [&](const std::string& name, const SqlText& sql) {
      Query row = store_->database().once({"WITH t(x) AS (SELECT ", sql,
                                           ") SELECT group_concat(x, '|') FROM (SELECT x FROM t "
                                           "ORDER BY x)"});
      if (row.next()) out[name] = row.text(0);
    };
    for (const char* table :
         {"reports",     "shingles",      "actors",     "actor_names", "roles",
          "mentions",    "statements",    "addressees", "events",      "parties",
          "according",   "quantities",    "claims",     "claim_sides", "claim_actors",
          "commitments", "commitment_to", "answers",    "outcomes",    "relations",
          "positions",   "stories",       "signs",      "sign_counts"})
      all(table, {"count(*) FROM ", SqlText::name(table)});
    all("names", {"name || type || reports || round(coalesce(salience, 0), 6) FROM actors"});
    // How unusual an event was is weighed when it comes, by what was known then: not compared.
    all("joined events", {"type || coalesce((SELECT f.report FROM events f WHERE f.id = e.story), "
                          "0) FROM events e"});
    all("disputes", {"text || disputed || round(coalesce(salience, 0), 6) FROM claims WHERE "
                     "coalesce(matter, id) = id"});
    all("asked", {"text || (SELECT count(*) FROM answers a WHERE a.commitment = k.id) || "
                  "round(coalesce(salience, 0), 6) FROM commitments k"});
    all("tallies", {"kind || n FROM tallies WHERE n > 0"});
    all("signs known", {"sign || ':' || n FROM sign_counts"});
    all("stories", {"name || reports || first || last FROM stories"});
    for (const char* word : {"harbour", "grain", "midnight", "refused", "border"}) {
      for (const char* index : {"report_search", "statement_search", "claim_search"})
        all(std::string(index) + word,
            {"count(*) FROM ", SqlText::name(index), " WHERE ", SqlText::name(index), " MATCH ",
             std::vector<std::string_view>{word}});
    }
    return out;
  }
  void expect_sound() {
    const auto found = check_record(*store_);
    ASSERT_TRUE(found) << found.error().message;
    for (const std::string& problem : found->problems) ADD_FAILURE() << problem;
    for (const char* index : {"report_search", "statement_search", "claim_search", "actor_search"})
      store_->database().run({"INSERT INTO ", SqlText::name(index), "(", SqlText::name(index),
                              ") VALUES ('integrity-check')"});
    const auto error = store_->database().take_error();
    EXPECT_FALSE(error) << error->message;
  }
};

TEST_F(KeeperTest, AnArticleThatGrewAtItsAddressIsANewVersionAndWhatItSaysAgainCountsOnce) {
  Told first = harbour("2024-03-01", "http://www.site.org/a"),
       grown = harbour("2024-03-02", "https://site.org/a", "", kGrown);
  keep(first);
  const Json before = rows({.kind = "claims"})[0];
  keep(grown);
  EXPECT_EQ(report("d2")["replaces"], "d1");
  EXPECT_EQ(report("d2")["replaced_by"], nullptr);
  EXPECT_EQ(report("d1")["replaced_by"], "d2");
  EXPECT_EQ(report("d1")["copy_of"], nullptr);
  EXPECT_EQ(count("reports"), 2U);
  const Json versions = rows({.kind = "reports", .type = "version"});
  ASSERT_EQ(versions.size(), 1U);
  EXPECT_EQ(versions[0]["id"], "d2");
  for (const char* kind : {"statements", "claims", "commitments"})
    EXPECT_EQ(count(kind), 1U) << kind;
  EXPECT_EQ(count("events"), 2U) << "the meeting once, and what only the new version tells";
  EXPECT_EQ(rows({.kind = "statements"})[0]["reports"], Json({"d1", "d2"}));
  EXPECT_EQ(report("s2")["retells"], "s1");
  EXPECT_EQ(report("s1")["replaced_by"], "d2");
  EXPECT_EQ(count("stories"), 0U) << "two versions of one report are no story";
  const Json after = rows({.kind = "claims"})[0];
  EXPECT_EQ(after["reports"], Json({"d1", "d2"}));
  EXPECT_NEAR(after["salience"].get<double>() - before["salience"].get<double>(), 0, 0.01)
      << "told by one report, a day later";
  EXPECT_EQ(overview_view(*store_, "", false)->at("statements"), 1);
  Told third = harbour("2024-03-03", "https://site.org/a", "", kGrown + " Ninety were hurt.");
  keep(third);
  EXPECT_EQ(versions_of(*store_, 2), (std::vector<std::int64_t>{1, 2, 3}));
  EXPECT_EQ(report("d3")["replaces"], "d2");
  expect_sound();
}

TEST_F(KeeperTest, ACorrectionReplacesWhatItCorrectsAndABulletinReplacesNothing) {
  const auto drones = [](const std::string& day, const std::string& said) {
    Told out(day, said);
    out.record().report.agency = "Casus Wire";
    return out;
  };
  const std::string text = kRoad + "Norhaven said that 12 of 15 drones were shot down over Goris.";
  Told wrong = drones("2024-03-01", text),
       right = drones("2024-03-02", "CORRECTION: " + kRoad +
                                        "Norhaven said that 12 of 25 drones were shot down over "
                                        "Goris."),
       bulletin = drones("2024-03-03", kRoad +
                                           "Norhaven said that 33 of 37 drones were shot down "
                                           "over Velm."),
       longer = drones("2024-03-02", text + kGrown);
  keep(wrong), keep(right), keep(bulletin), keep(longer);
  EXPECT_EQ(report("d2")["replaces"], "d1");
  EXPECT_EQ(report("d3")["replaces"], nullptr) << "other numbers of another day";
  EXPECT_EQ(report("d4")["replaces"], "d2") << "one outlet, one week, and all that was told";
  EXPECT_EQ(report("d3")["copy_of"], nullptr);
}

TEST_F(KeeperTest, WhatAnotherOutletTellsBesidesIsNoVersion) {
  Told first = harbour("2024-03-01", "http://site.org/a"),
       other = harbour("2024-03-01", "http://paper.net/b", "", kGrown);
  keep(first), keep(other);
  EXPECT_EQ(report("d2")["replaces"], nullptr);
  EXPECT_EQ(report("d2")["copy_of"], nullptr);
}

TEST_F(KeeperTest, AReportIsTakenOutAsIfItHadNeverBeen) {
  // Two say so; the third denies it, refuses, and tells the meeting and the story too.
  const auto write = [](int which) {
    if (which == 0) return harbour("2024-03-01", "http://a.org/1");
    if (which == 2)
      return harbour("2024-03-04", "http://c.org/3", "", kGrown + of_its_own("2024-03-03"));
    Told out("2024-03-03", "Velmar denied " + kHarbour +
                               ". Zora Mund of Velmar refused to send grain to Norhaven. They met "
                               "at the border." +
                               of_its_own("2024-03-02"));
    const std::string velmar = out.state("Velmar"), norhaven = out.state("Norhaven");
    const std::string mund = out.actor("Zora Mund", "person");
    out.denial(velmar, kHarbour);
    out.statement("reject", velmar, "to send grain to Norhaven", "refused", {norhaven});
    out.event("CONSULT", norhaven, velmar, "met");
    out.office(mund, velmar, 0.9);
    return out;
  };
  for (const int which : {0, 2}) {
    Told told = write(which);
    keep(told);
  }
  const auto without = contents();
  TearDown();
  SetUp();  // an empty one
  for (const int which : {0, 1, 2}) {
    Told told = write(which);
    keep(told);
  }
  ASSERT_EQ(rows({.kind = "claims", .status = "contested"}).size(), 1U);
  ASSERT_EQ(rows({.kind = "commitments", .status = "rejected"}).size(), 1U);
  ASSERT_EQ(rows({.kind = "actors", .text = "Mund"}).size(), 1U);
  const auto whole = contents();
  const auto dry = remove({2}, true);
  ASSERT_TRUE(dry) << dry.error().message;
  EXPECT_EQ(contents(), whole) << "a dry run changes nothing";
  const auto gone = remove({2});
  ASSERT_TRUE(gone) << gone.error().message;
  ASSERT_EQ(gone->size(), 1U);
  EXPECT_EQ(gone->front().statements, 1);
  EXPECT_EQ(gone->front().claims, 1);
  EXPECT_EQ(gone->front().actors, 1);
  EXPECT_EQ(contents(), without);
  EXPECT_EQ(number({"SELECT count(*) FROM changes"}), 0);
  EXPECT_TRUE(rows({.kind = "claims", .status = "contested"}).empty());
  EXPECT_NE(item_row(*store_, "d2").error().message.find("taken out"), std::string::npos);
  expect_sound();
  Told again = write(1);
  keep(again);
  EXPECT_EQ(report("d4")["published"], "2024-03-03") << "no number is given twice";
  EXPECT_EQ(rows({.kind = "claims", .status = "contested"}).size(), 1U);
  expect_sound();
}

TEST_F(KeeperTest, CopiesGoWithTheirOriginalAndVersionsStay) {
  Told first = harbour("2024-03-01", "http://site.org/a"),
       copy = harbour("2024-03-01", "http://paper.net/b", "By our own staff. "),
       grown = harbour("2024-03-02", "http://site.org/a", "", kGrown);
  keep(first), keep(copy), keep(grown);
  ASSERT_EQ(report("d2")["copy_of"], "d1");
  ASSERT_EQ(report("d3")["replaces"], "d1");
  EXPECT_EQ(remove({1, 9}).error().code, Errc::NotFound);
  EXPECT_EQ(number({"SELECT count(*) FROM reports"}), 3) << "all or none";
  const auto gone = remove({1, 2, 1});
  ASSERT_TRUE(gone) << gone.error().message;
  ASSERT_EQ(gone->size(), 1U);
  EXPECT_EQ(gone->front().copies, std::vector<std::int64_t>{2});
  EXPECT_EQ(report("d3")["replaces"], nullptr);
  for (const char* kind : {"statements", "claims", "commitments"})
    EXPECT_EQ(count(kind), 1U) << kind;
  EXPECT_EQ(overview_view(*store_, "", false)->at("statements"), 1);
  expect_sound();
  ASSERT_TRUE(remove({3}));
  for (const char* table : {"reports", "shingles", "actors", "actor_names", "statements", "events",
                            "claims", "commitments", "signs", "sign_counts", "tallies"})
    EXPECT_EQ(number({"SELECT count(*) FROM ", SqlText::name(table)}), 0) << table;
  expect_sound();
}

TEST_F(KeeperTest, AnItemThatTakesAFreeNumberIsNewToAWatch) {
  Told first = harbour("2024-03-01", "http://site.org/a");
  keep(first);
  store_->database().run(
      "INSERT INTO watches(name, kind, question, created, seen) VALUES ('w', 'statements', '{}', "
      "'2024-03-01', 1)");
  ASSERT_TRUE(remove({1}));
  EXPECT_EQ(number({"SELECT seen FROM watches"}), 0);
}

TEST_F(KeeperTest, WhoLeftOfficeSpeaksForNoState) {
  for (const auto& [day, words] : {std::pair{"2008-03-01", "that talks would go on"},
                                   {"2024-05-01", "that crimes were done"}}) {
    Told told(day, "Ehud Olmert said " + std::string(words) + " by Israel." + of_its_own(day));
    told.actor("Israel", "state", "ISR");
    told.statement("state", told.actor("Ehud Olmert", "person"), words, "said");
    keep(told);
  }
  const auto said = rows({.kind = "statements", .by = "Israel"});
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0]["date"], "2008-03-01");
  EXPECT_EQ(said[0]["speaker"]["name"], "Ehud Olmert") << "who spoke is shown";
  EXPECT_EQ(rows({.kind = "statements", .by = "Ehud Olmert"}).size(), 2U);
  EXPECT_EQ(rows({.kind = "statements", .by = "Israel,Ehud Olmert"}).size(), 2U);
}

}  // namespace
}  // namespace casus
