// SPDX-License-Identifier: Apache-2.0
#include "actors/knowledge.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "core/calendar.h"

namespace casus {
namespace {

const Knowledge& base() {
  return Knowledge::builtin();
}

std::size_t count_members(std::string_view organisation, std::string_view day) {
  return base().members(*base().named(organisation), day).size();
}

TEST(Knowledge, EveryStateIsReachedByNameAdjectiveAndCapital) {
  std::size_t states = 0;
  for (const KnownActor& actor : base().all()) {
    if (actor.type != ActorType::State) continue;
    ++states;
    EXPECT_EQ(actor.code.size(), 3U) << actor.name;
    EXPECT_TRUE(actor.wikidata.starts_with("Q")) << actor.name;
    ASSERT_NE(base().find(actor.name).actor, nullptr) << actor.name;
    EXPECT_EQ(base().find(actor.name).actor->code, actor.code);
    ASSERT_FALSE(actor.seat.empty()) << actor.name;
    const NameMatch seat = base().find(actor.seat);
    // Brussels means the European Union before it means Belgium.
    if (actor.code != "BEL") {
      EXPECT_EQ(seat.actor, &actor) << actor.seat;
    }
    std::size_t adjectives = 0;
    for (const std::string& name : base().names_of(actor))
      adjectives +=
          base()
              .find(std::string(1, static_cast<char>(std::toupper(name[0]))) + name.substr(1))
              .kind == NameKind::Adjective;
    EXPECT_GE(adjectives, 1U) << actor.name;
  }
  EXPECT_EQ(states, 197U);
}

TEST(Knowledge, NamesMeanWhatTheySay) {
  EXPECT_EQ(base().find("Minsk").actor->code, "BLR");
  EXPECT_EQ(base().find("Minsk").kind, NameKind::Seat);
  EXPECT_EQ(base().find("the Kremlin").actor->code, "RUS");
  EXPECT_EQ(base().find("US").actor->code, "USA");
  EXPECT_EQ(base().find("us").actor, nullptr);
  EXPECT_EQ(base().find("T\xC3\xBCrkiye").actor->code, "TUR");
  EXPECT_EQ(base().find("Atlantis").actor, nullptr);
  EXPECT_EQ(base().find("Alyaksandr Lukashenka").actor->name, "Alexander Lukashenko");
}

TEST(Knowledge, HasTheMembersOfTenOrganisationsOnGivenDays) {
  // Figures the organisations themselves give.
  EXPECT_EQ(count_members("CSTO", "2022-11-22"), 6U);
  EXPECT_EQ(count_members("CSTO", "1998-01-01"), 9U);
  EXPECT_EQ(count_members("NATO", "2003-01-01"), 19U);
  EXPECT_EQ(count_members("NATO", "2022-11-22"), 30U);
  EXPECT_EQ(count_members("NATO", "2024-06-01"), 32U);
  EXPECT_EQ(count_members("EU", "2019-01-01"), 28U);
  EXPECT_EQ(count_members("EU", "2024-01-01"), 27U);
  EXPECT_EQ(count_members("ASEAN", "2020-01-01"), 10U);
  EXPECT_EQ(count_members("GCC", "2020-01-01"), 6U);
  EXPECT_EQ(count_members("Arab League", "2020-01-01"), 22U);
  EXPECT_EQ(count_members("African Union", "2020-01-01"), 55U);
  EXPECT_EQ(count_members("ECOWAS", "2020-01-01"), 15U);
  EXPECT_EQ(count_members("ECOWAS", "2025-06-01"), 12U);
  EXPECT_EQ(count_members("SADC", "2020-01-01"), 16U);
  EXPECT_EQ(count_members("OSCE", "2020-01-01"), 57U);
  EXPECT_EQ(count_members("Council of Europe", "2020-01-01"), 47U);
  EXPECT_EQ(count_members("SCO", "2024-12-01"), 10U);
  EXPECT_EQ(count_members("UN Security Council", "2024-05-01"), 15U);
  EXPECT_EQ(count_members("OPEC", "2020-01-01"), 13U);
}

TEST(Knowledge, KnowsOfficesByDate) {
  const KnownActor& belarus = *base().named("Belarus");
  EXPECT_EQ(base().holder(belarus, "President", "2022-11-22")->name, "Alexander Lukashenko");
  const KnownActor& britain = *base().named("Britain");
  EXPECT_EQ(base().holder(britain, "Prime Minister", "2022-10-24")->name, "Liz Truss");
  EXPECT_EQ(base().holder(britain, "Premier", "2022-10-26")->name, "Rishi Sunak");
  EXPECT_EQ(
      base().holder(*base().named("Armenia"), "Minister of Foreign Affairs", "2024-01-01")->name,
      "Ararat Mirzoyan");
  EXPECT_EQ(base().find_by_family_name("Pashinian", "2022-11-22")->name, "Nikol Pashinyan");
  EXPECT_EQ(base().find_by_family_name("Xi", "2022-11-22")->name, "Xi Jinping");
  EXPECT_EQ(base().find_by_family_name("Smith", "2022-11-22"), nullptr);
  EXPECT_EQ(base().chair(*base().named("CSTO"), "2022-11-22")->code, "ARM");
  EXPECT_FALSE(*base().is_member(*base().named("CSTO"), *base().named("Azerbaijan"), "2022-11-22"));
}

TEST(Knowledge, GivesAnOfficeToOneAtATime) {
  std::map<std::pair<const KnownActor*, std::string>, std::vector<const Tenure*>> offices;
  for (const Tenure& tenure : base().tenures()) {
    EXPECT_TRUE(parse_iso_day(tenure.from)) << tenure.holder->name << " " << tenure.from;
    if (!tenure.to.empty()) {
      EXPECT_LT(tenure.from, tenure.to) << tenure.holder->name << ", " << tenure.title;
    }
    offices[{tenure.of, tenure.title}].push_back(&tenure);
  }
  for (const auto& [office, tenures] : offices) {
    for (std::size_t i = 1; i < tenures.size(); ++i) {
      ASSERT_FALSE(tenures[i - 1]->to.empty()) << tenures[i]->holder->name;
      EXPECT_LE(tenures[i - 1]->to, tenures[i]->from)
          << office.second << " of " << office.first->name << ": " << tenures[i]->holder->name;
    }
  }
  std::set<const KnownActor*> states;
  for (const Tenure& tenure : base().tenures()) {
    if (tenure.of->type == ActorType::State) states.insert(tenure.of);
  }
  EXPECT_GE(states.size(), 80U);
}

TEST(Knowledge, TakesAUsersOwnLines) {
  const auto own = Knowledge::with(
      "# mine\norganisation;Lake States Council;LSC\nmembership;Lake States Council;2020;;TZA "
      "MWI\noffice;Lake States Council;secretary-general;Ada Nye @2021-05\n");
  ASSERT_TRUE(own) << own.error().message;
  EXPECT_EQ(own->members(*own->named("LSC"), "2024-01-01").size(), 2U);
  EXPECT_EQ(own->holder(*own->named("LSC"), "Secretary General", "2024-01-01")->name, "Ada Nye");
  const auto wrong = Knowledge::with("membership;No Such Body;2020;;TZA\n");
  ASSERT_FALSE(wrong);
  EXPECT_TRUE(wrong.error().message.starts_with("C0301 line 1"));
}

}  // namespace
}  // namespace casus
