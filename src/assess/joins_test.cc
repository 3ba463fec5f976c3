// SPDX-License-Identifier: Apache-2.0
// What several reports tell together: who contests whom, what was asked and came of it.
#include "assess/assess_testing.h"

namespace casus {
namespace {

class Joins : public Assess {
 protected:
  /// The names of those who say so and who deny it, of the one contested claim; none, where there
  /// is none.
  std::pair<std::string, std::string> dispute() {
    const auto found = rows({.kind = "claims", .status = "contested"});
    if (found.size() != 1) return {std::to_string(found.size()) + " disputes", ""};
    const auto names = [&](const char* side) {
      std::string out;
      for (const Json& who : found[0][side])
        out += (out.empty() ? "" : ", ") + std::string(who["name"]);
      return out;
    };
    return {names("asserted_by"), names("denied_by")};
  }
  std::size_t count(const std::string& status) {
    return rows({.kind = "commitments", .status = status}).size();
  }
};

/// Velmar says that a guard is of a party.
void say_linked(Told& told) {
  told.actor("Hill Guard", "organization");
  told.actor("Free Ridge Party", "organization");
  told.claim(told.state("Velmar"), "that the Hill Guard is linked to the Free Ridge Party");
}

TEST_F(Joins, ADenialOfAnotherReportContestsWhatIsSaidOfTheDenier) {
  Told said("2024-03-01",
            "Velmar said that the Hill Guard is linked to the Free Ridge Party, which "
            "it fights." +
                of_its_own("2024-03-01"));
  say_linked(said);
  keep(said);
  Told other("2024-03-02",
             "The Hill Guard denied to have links to Sorania." + of_its_own("2024-03-02"));
  other.state("Sorania");
  other.denial(other.actor("Hill Guard", "organization"), "to have links to Sorania");
  keep(other);
  EXPECT_TRUE(rows({.kind = "claims", .status = "contested"}).empty()) << "links to another";
  Told denied("2024-03-08", "The Hill Guard denied to have links to the Free Ridge Party." +
                                of_its_own("2024-03-08"));
  denied.actor("Free Ridge Party", "organization");
  denied.denial(denied.actor("Hill Guard", "organization"),
                "to have links to the Free Ridge Party");
  keep(denied);
  EXPECT_EQ(dispute(), std::pair(std::string("Velmar"), std::string("Hill Guard")));
}

TEST_F(Joins, AnOpinionThatIsNotHeldContestsIt) {
  Told said("2024-03-01",
            "Velmar calls the Hill Guard a designated terrorist group with a long war "
            "behind it." +
                of_its_own("2024-03-01"));
  said.actor("Hill Guard", "organization");
  said.claim(said.state("Velmar"),
             "the Hill Guard a designated terrorist group with a long war behind it");
  keep(said);
  Told held("2024-03-02",
            "Norhaven does consider the Hill Guard a terrorist group." + of_its_own("2024-03-02"));
  held.actor("Hill Guard", "organization");
  held.claim(held.state("Norhaven"), "the Hill Guard a terrorist group");
  held.statement("state", held.state("Norhaven"), "the Hill Guard a terrorist group", "consider");
  keep(held);
  EXPECT_TRUE(rows({.kind = "claims", .status = "contested"}).empty());
  Told unheld("2024-03-05", "Sorania does not consider the Hill Guard a terrorist group." +
                                of_its_own("2024-03-05"));
  unheld.actor("Hill Guard", "organization");
  unheld.claim(unheld.state("Sorania"), "the Hill Guard a terrorist group");
  unheld.statement("state", unheld.state("Sorania"), "the Hill Guard a terrorist group",
                   "consider");
  keep(unheld);
  EXPECT_EQ(dispute().second, "Sorania");
}

TEST_F(Joins, AnAccountOfTalksIsContestedByWhomItIsOf) {
  Told told("2024-03-01",
            "Velmar said it had asked for a smaller operation. French officials denied "
            "the Velmar readout." +
                of_its_own("2024-03-01"));
  told.claim(told.state("Velmar"), "it had asked for a smaller operation");
  told.denial(told.actor("French officials", "group"), "the Velmar readout");
  told.record().actors[0].mentions.push_back(
      {static_cast<std::uint32_t>(told.record().report.text.find("Velmar readout")),
       static_cast<std::uint32_t>(told.record().report.text.find("Velmar readout") + 6)});
  keep(told);
  EXPECT_EQ(dispute(), std::pair(std::string("Velmar"), std::string("French officials")));
}

TEST_F(Joins, WhoIsQuotedDoesNotContestTheQuotation) {
  const std::string all = "we heard the guards say that no gate of the harbour was open for ships";
  Told told("2024-03-01", "Ada Brandt said " + all + "." + of_its_own("2024-03-01"));
  told.claim(told.actor("Ada Brandt", "person"), all);
  told.claim(told.actor("the guards", "group"), "that no gate of the harbour was open for ships");
  told.record().claims[1].denied_by.swap(told.record().claims[1].asserted_by);
  keep(told);
  EXPECT_TRUE(rows({.kind = "claims", .status = "contested"}).empty());
}

TEST_F(Joins, OfficialsOfAStateSpeakForIt) {
  Told told("2024-03-01",
            "French officials, French-backed rebels and France met." + of_its_own("2024-03-01"));
  told.actor("France", "state", "FRA");
  told.actor("French officials", "group");
  told.actor("French-backed rebels", "group");
  keep(told);
  EXPECT_TRUE(speaks("French officials", "France"));
  EXPECT_FALSE(speaks("French-backed rebels", "France"));
}

TEST_F(Joins, APromiseToldAgainIsOne) {
  for (const char* day : {"2024-03-01", "2024-03-06"}) {
    Told told(day, "Velmar will extend its operation to the town of Ostel." + of_its_own(day));
    told.commitment(
        day == std::string("2024-03-01") ? CommitmentKind::Promise : CommitmentKind::Threat,
        told.state("Velmar"), {}, "extend its operation to the town of Ostel");
    keep(told);
  }
  EXPECT_EQ(rows({.kind = "commitments"}).size(), 1U);
  Told later("2024-11-04",
             "Velmar will extend its operation to the town of Ostel." + of_its_own("2024-11-04"));
  later.commitment(CommitmentKind::Promise, later.state("Velmar"), {},
                   "extend its operation to the town of Ostel");
  keep(later);
  EXPECT_EQ(rows({.kind = "commitments"}).size(), 2U) << "months later it is another";
}

TEST_F(Joins, ARefusalToldNextAnswersAnAppeal) {
  for (const char* verb : {"disputed", "refused"}) {
    Told told(verb[0] == 'd' ? "2024-03-01" : "2024-03-02",
              std::string("Velmar asked Norhaven to defend Ostel. Norhaven ") + verb + " it." +
                  of_its_own(verb[0] == 'd' ? "2024-03-01" : "2024-03-02"));
    told.commitment(CommitmentKind::Appeal, told.state("Velmar"), {told.state("Norhaven")},
                    "defend Ostel");
    told.event("REJECT", told.state("Norhaven"), told.state("Velmar"), verb);
    keep(told);
    EXPECT_EQ(count("rejected"), verb[0] == 'd' ? 0U : 1U) << verb;
  }
}

TEST_F(Joins, WhoGoesOnRefusesToStop) {
  Told asked("2024-03-01",
             "Velmar asked Norhaven to halt the operation. Norhaven vowed that it would "
             "continue until the ridge was taken." +
                 of_its_own("2024-03-01"));
  asked.commitment(CommitmentKind::Appeal, asked.state("Velmar"), {asked.state("Norhaven")},
                   "halt the operation");
  asked.statement("promise", asked.state("Norhaven"), "it would continue until the ridge was taken",
                  "vowed");
  keep(asked);
  EXPECT_EQ(count("rejected"), 1U);
  Told other("2024-03-02",
             "Velmar asked Sorania to open the road. Sorania vowed that it would continue "
             "to repair it." +
                 of_its_own("2024-03-02"));
  other.commitment(CommitmentKind::Appeal, other.state("Velmar"), {other.state("Sorania")},
                   "open the road");
  other.statement("promise", other.state("Sorania"), "it would continue to repair it", "vowed");
  keep(other);
  EXPECT_EQ(count("rejected"), 1U) << "nothing was to be stopped";
}

TEST_F(Joins, ADeedFulfilsWhatItsWordsTell) {
  Told promise("2024-03-01",
               "Velmar promised to withdraw its troops from the Kestrin ridge. It promised "
               "to withdraw from the river treaty." +
                   of_its_own("2024-03-01"));
  promise.commitment(CommitmentKind::Promise, promise.state("Velmar"), {},
                     "withdraw its troops from the Kestrin ridge");
  promise.commitment(CommitmentKind::Promise, promise.state("Velmar"), {},
                     "withdraw from the river treaty");
  promise.commitment(CommitmentKind::Appeal, promise.state("Norhaven"), {promise.state("Velmar")},
                     "promised to withdraw its troops");
  keep(promise);
  Told deed("2024-04-02", "Velmar pulled its last troops from the Kestrin ridge on Tuesday." +
                              of_its_own("2024-04-02"));
  deed.event("RETREAT", deed.state("Velmar"), deed.state("Sorania"), "pulled");
  keep(deed);
  const auto fulfilled = rows({.kind = "commitments", .status = "fulfilled"});
  ASSERT_EQ(fulfilled.size(), 1U);
  EXPECT_EQ(fulfilled[0]["text"], "withdraw its troops from the Kestrin ridge");
}

TEST_F(Joins, NoAppealForProtectionIsFulfilledByAnAttack) {
  Told appeal("2024-03-01",
              "Velmar asked Norhaven to protect the ridge from attack." + of_its_own("2024-03-01"));
  appeal.commitment(CommitmentKind::Appeal, appeal.state("Velmar"), {appeal.state("Norhaven")},
                    "protect the ridge from attack");
  keep(appeal);
  Told attack("2024-03-02",
              "Norhaven led the attack on the ridge of Velmar." + of_its_own("2024-03-02"));
  attack.event("ASSAULT", attack.state("Norhaven"), attack.state("Velmar"), "attack");
  keep(attack);
  EXPECT_EQ(count("fulfilled"), 0U);
}

}  // namespace
}  // namespace casus
