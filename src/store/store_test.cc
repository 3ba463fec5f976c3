// SPDX-License-Identifier: Apache-2.0
#include "store/store.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "assess/keeper.h"
#include "assess/likeness.h"
#include "exports/record_export.h"
#include "store/corrections.h"
#include "store/counts.h"
#include "store/days.h"
#include "store/fields.h"
#include "store/places.h"
#include "store/sketch.h"
#include "store/spelling.h"
#include "store/store_testing.h"
#include "store/upkeep.h"
#include "store/views.h"

namespace casus {
namespace {

/// Builds a record by hand.
class Writing : public WrittenReport {
 public:
  Writing(std::string day, std::string text) : WrittenReport(std::move(day), std::move(text)) {
    record_.report.title = "A report";
  }
  std::string says(const std::string& who, const std::string& act, std::string_view words,
                   std::vector<std::string> to = {}) {
    Statement s{.id = "s" + std::to_string(record_.statements.size() + 1),
                .speaker = who,
                .content = {at(words)},
                .kind = StatementKind::Indirect,
                .act = *kind_named<SpeechAct>(act),
                .addressees = std::move(to)};
    record_.statements.push_back(s);
    return s.id;
  }
};

class StoreTest : public RecordTest {
 protected:
  Store::Kept keep(const Record& record, bool again = false) {
    const auto kept = Keeper(*store_).keep({record}, again);
    EXPECT_TRUE(kept) << kept.error().message;
    return kept->front();
  }
  Answer asked(const Question& question) {
    auto answer = ask(*store_, question);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? *answer : Answer{};
  }
  int reports_ = 0;
};

const std::string kLong =
    "The two governments met at the border on Tuesday to speak of water and of the road between "
    "the towns, and their ministers said afterwards that they would meet again before the end of "
    "the month. ";

template <typename Kind>
void expect_both_ways() {
  const auto& names = kClosedSet<Kind>.names;
  for (std::size_t at = 0; at < names.size(); ++at)
    EXPECT_EQ(kind_named<Kind>(names[at]), static_cast<Kind>(at)) << names[at];
  EXPECT_FALSE(kind_named<Kind>("unheard of"));
}

TEST(Fields, NamesGoBothWays) {
  expect_both_ways<AskedKind>();
  expect_both_ways<Order>();
  expect_both_ways<ReportType>();
}

TEST_F(StoreTest, WhatTellsMoreThanAnotherIsNoCopyOfIt) {
  const std::string talks = kLong + "Armenia said that 12 of 15 drones were shot down over Goris.";
  keep(Writing("2024-03-01", talks).record());
  EXPECT_EQ(keep(Writing("2024-03-02", "CORRECTION: " + talks).record()).added, Added::New);
  EXPECT_EQ(keep(Writing("2024-03-02", kLong + "Armenia said that 33 of 37 drones were shot down "
                                               "over Goris.")
                     .record())
                .added,
            Added::New)
      << "a bulletin from a template";
  EXPECT_EQ(
      keep(Writing("2024-03-03", talks + " Eritrea offered Assab harbour to merchant shipping "
                                         "companies. Kenya sent envoys carrying sealed letters "
                                         "towards Nairobi.")
               .record())
          .added,
      Added::New)
      << "an article that grew";
  EXPECT_EQ(keep(Writing("2024-03-04", "By our own staff. " + talks).record()).added, Added::Copy);
}

TEST_F(StoreTest, KeepsAReportOnceAndItsReprintAsACopy) {
  Writing first("2024-03-01", kLong + "Armenia said that the talks were useful.");
  first.says(first.actor("Armenia", "state", "ARM"), "state", "that the talks were useful");
  EXPECT_EQ(keep(first.record()).added, Added::New);
  EXPECT_EQ(keep(first.record()).added, Added::Known);
  Writing reprint("2024-03-02",
                  "From our correspondent. " + kLong + "Armenia said that the talks were useful.");
  reprint.says(reprint.actor("Armenia", "state", "ARM"), "state", "that the talks were useful");
  EXPECT_EQ(keep(reprint.record()).added, Added::Copy);
  EXPECT_EQ(asked({.kind = "statements"}).total, 1U);
  EXPECT_EQ(asked({.kind = "reports"}).total, 2U);
  EXPECT_EQ(asked({.kind = "reports", .type = "copy"}).total, 1U);
}

TEST_F(StoreTest, MergesTwoSpellingsOfAPersonAndNobodyElse) {
  EXPECT_EQ(spelling_key("Tigran Abrahamian"), spelling_key("Tigran Abrahamyan"));
  EXPECT_EQ(spelling_key("Alexander Lukashenko"), spelling_key("Alexander Lukashenka"));
  EXPECT_NE(spelling_key("Tigran Abrahamian"), spelling_key("Tigran Petrosian"));
  for (const auto& [day, name] :
       {std::pair{"2024-03-01", "Tigran Abrahamian"}, std::pair{"2024-04-01", "Tigran Abrahamyan"},
        std::pair{"2024-05-01", "Armen Abrahamyan"}}) {
    Writing w(day, std::string(name) + " said that " + day + " was a good day.");
    w.says(w.actor(name, "person"), "state", "that");
    keep(w.record());
  }
  EXPECT_EQ(asked({.kind = "statements", .by = "Tigran Abrahamian"}).total, 2U);
  EXPECT_EQ(asked({.kind = "statements", .by = "Tigran Abrahamyan"}).total, 2U);
  EXPECT_EQ(asked({.kind = "actors", .type = "person"}).total, 2U);
}

TEST_F(StoreTest, FindsAClaimContestedAcrossReports) {
  Writing one("2024-03-01",
              "Armenia said that Azerbaijan had closed the mountain road to the villages.");
  const std::string a = one.actor("Armenia", "state", "ARM");
  one.actor("Azerbaijan", "state", "AZE");
  one.says(a, "state", "that Azerbaijan had closed the mountain road to the villages");
  one.record().claims.push_back(
      {"c1",
       "that Azerbaijan had closed the mountain road to the villages",
       {one.at("that Azerbaijan had closed the mountain road to the villages")},
       {a},
       {},
       ClaimStatus::Asserted,
       0.9});
  keep(one.record());
  EXPECT_EQ(asked({.kind = "claims", .status = "contested"}).total, 0U);
  Writing two("2024-03-05",
              "Azerbaijan said that it had not closed the mountain road to the villages.");
  const std::string b = two.actor("Azerbaijan", "state", "AZE");
  two.record().claims.push_back(
      {"c1",
       "that it had not closed the mountain road to the villages",
       {two.at("that it had not closed the mountain road to the villages")},
       {b},
       {},
       ClaimStatus::Asserted,
       0.9});
  keep(two.record());
  const Answer contested = asked({.kind = "claims", .status = "contested"});
  ASSERT_EQ(contested.total, 1U);
  EXPECT_EQ(contested.rows[0]["asserted_by"][0]["name"], "Armenia");
  EXPECT_EQ(contested.rows[0]["denied_by"][0]["name"], "Azerbaijan");
  EXPECT_EQ(asked({.kind = "claims", .status = "contested", .as_of = "2024-03-02"}).total, 0U)
      << "not known to be denied then";
}

/// A claim of one actor about another, told on a day.
Record claimed(const std::string& day, const std::string& who, const Role& role,
               const std::string& words) {
  // Each report has words of its own, or the later ones would be kept as reprints.
  constexpr std::string_view kElse[] = {
      "Snow fell on the market square while bakers carried bread through narrow lanes before dawn "
      "broke.",
      "A choir from the valley sang old songs about shepherds, rivers and a lost silver ring.",
      "Engineers measured the dam twice and wrote long letters home about cold coffee and fog.",
      "Pilots waited in the canteen, playing cards, until the wind over the pass had dropped.",
      "Two painters argued all night about blue, green and the proper colour of the evening sea."};
  Writing w(day, who + " said " + words + ". " +
                     std::string(kElse[static_cast<std::size_t>(day.back()) % std::size(kElse)]));
  Role of = role;
  if (who != "Norhaven") of.of = w.actor("Norhaven", "state");
  const std::string a = w.actor(who, role.title.empty() ? "state" : "person", "", of);
  w.record().claims.push_back({"c1", words, {w.at(words)}, {a}, {}, ClaimStatus::Asserted, 0.9});
  return w.record();
}

TEST_F(StoreTest, NobodyContestsHimself) {
  keep(claimed("2024-03-01", "Norhaven", {},
               "that the northern harbour gates of Norhaven stood open for ships"));
  keep(claimed("2024-03-03", "Norhaven", {},
               "that the northern harbour gates of Norhaven had not stood open for ships"));
  EXPECT_EQ(asked({.kind = "claims", .status = "contested"}).total, 0U);
  keep(claimed("2024-03-04", "Edda Brandt", {.title = "Foreign Minister", .of = "Norhaven"},
               "that the northern harbour gates of Norhaven had not stood open for ships"));
  EXPECT_EQ(asked({.kind = "claims", .status = "contested"}).total, 0U) << "she speaks for it";
  keep(claimed("2024-03-05", "Velmar", {},
               "that the northern harbour gates of Norhaven had not stood open for ships"));
  EXPECT_EQ(asked({.kind = "claims", .status = "contested"}).total, 1U);
}

TEST_F(StoreTest, OtherNumbersAndOtherWeeksAreOtherClaims) {
  keep(claimed("2024-03-01", "Norhaven", {},
               "that 40 soldiers crossed the harbour bridge of Norhaven"));
  keep(claimed("2024-03-02", "Velmar", {},
               "that 12 soldiers had not crossed the harbour bridge of Norhaven"));
  keep(claimed("2024-08-02", "Velmar", {},
               "that 40 soldiers had not crossed the harbour bridge of Norhaven"));
  EXPECT_EQ(asked({.kind = "claims", .status = "contested"}).total, 0U);
}

TEST_F(StoreTest, AnAttackADayIsAnEventADay) {
  for (const char* day : {"2024-03-01", "2024-03-02", "2024-03-03"}) {
    Writing w(day, std::string("Velmar shelled Norhaven. Day ") + day);
    Event e{.id = "e1",
            .type = EventType::Assault,
            .source = {w.actor("Velmar", "state")},
            .target = {w.actor("Norhaven", "state")},
            .trigger = w.at("shelled"),
            .date = {day, day}};
    w.record().events.push_back(e);
    keep(w.record());
  }
  EXPECT_EQ(asked({.kind = "events", .type = "ASSAULT"}).total, 3U);
}

TEST_F(StoreTest, SaysWhichNameOfAFileIsOfNoClosedSet) {
  Writing w("2024-03-01", "Velmar shelled Norhaven.");
  w.record().events = {{.id = "e1",
                        .type = EventType::Assault,
                        .source = {w.actor("Velmar", "state")},
                        .trigger = w.at("shelled")}};
  keep(w.record());
  store_->database().run("UPDATE events SET type = 'INVADE'");
  const auto answer = ask(*store_, {.kind = "events"});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::Corrupt);
  EXPECT_EQ(answer.error().message, "C0402 the record is damaged: 'INVADE' is no event type");
}

TEST_F(StoreTest, AnswersAnAppealByALaterRefusalWhicheverReportComesFirst) {
  for (const bool turned : {false, true}) {
    TearDown();
    SetUp();
    Writing appeal("2022-09-13",
                   "Armenia urged the CSTO to send military assistance to the border.");
    const std::string armenia = appeal.actor("Armenia", "state", "ARM"),
                      csto =
                          appeal.actor("Collective Security Treaty Organization", "organization");
    appeal.record().commitments.push_back(
        {.id = "k1",
         .kind = CommitmentKind::Appeal,
         .from = armenia,
         .to = {csto},
         .text = "to send military assistance to the border",
         .span = appeal.at("to send military assistance to the border")});
    Writing refusal("2022-10-28",
                    "Alexander Lukashenko rejected Armenia's appeal for military assistance.");
    const std::string lukashenko = refusal.actor("Alexander Lukashenko", "person");
    refusal.actor("Armenia", "state", "ARM");
    refusal.actor("Belarus", "state", "BLR");
    refusal.says(lukashenko, "reject", "Armenia's appeal for military assistance");
    keep(turned ? refusal.record() : appeal.record());
    keep(turned ? appeal.record() : refusal.record());
    const Answer answered = asked({.kind = "commitments", .status = "rejected"});
    ASSERT_EQ(answered.total, 1U) << "added in turn: " << turned;
    EXPECT_EQ(answered.rows[0]["answers"][0]["date"], "2022-10-28");
    EXPECT_EQ(answered.rows[0]["answers"][0]["by"]["name"], "Alexander Lukashenko");
    EXPECT_EQ(asked({.kind = "commitments", .status = "open", .as_of = "2022-10-01"}).total, 1U);
  }
}

TEST_F(StoreTest, FindsWhatCameOfAPromise) {
  for (const bool turned : {false, true}) {
    TearDown();
    SetUp();
    Writing promise("2024-03-01", "France promised aid to Chad.");
    promise.record().commitments.push_back({.id = "k1",
                                            .kind = CommitmentKind::Promise,
                                            .from = promise.actor("France", "state", "FRA"),
                                            .to = {promise.actor("Chad", "state", "TCD")},
                                            .text = "aid to Chad",
                                            .span = promise.at("aid to Chad")});
    Writing deed("2024-05-01", "France sent Chad tents.");
    deed.record().events.push_back({.id = "e1",
                                    .type = EventType::Aid,
                                    .source = {deed.actor("France", "state", "FRA")},
                                    .target = {deed.actor("Chad", "state", "TCD")},
                                    .trigger = deed.at("sent"),
                                    .date = {"2024-05-01", "2024-05-01"}});
    Writing other("2024-05-02", "France sent Peru tents.");
    other.record().events.push_back({.id = "e1",
                                     .type = EventType::Aid,
                                     .source = {other.actor("France", "state", "FRA")},
                                     .target = {other.actor("Peru", "state", "PER")},
                                     .trigger = other.at("sent"),
                                     .date = {"2024-05-02", "2024-05-02"}});
    for (Writing* one :
         turned ? std::vector{&other, &deed, &promise} : std::vector{&promise, &deed, &other})
      keep(one->record());
    const Answer fulfilled = asked({.kind = "commitments", .status = "fulfilled"});
    ASSERT_EQ(fulfilled.total, 1U) << "added in turn: " << turned;
    ASSERT_EQ(fulfilled.rows[0]["outcomes"].size(), 1U);
    EXPECT_EQ(fulfilled.rows[0]["outcomes"][0]["date"], "2024-05-01");
    EXPECT_EQ(asked({.kind = "commitments", .status = "open", .as_of = "2024-04-01"}).total, 1U);
  }
}

TEST_F(StoreTest, FindsWhatIsOverdue) {
  Writing w("2024-03-01", "France demanded that Italy pay by March 20.");
  w.record().commitments.push_back({.id = "k1",
                                    .kind = CommitmentKind::Demand,
                                    .from = w.actor("France", "state", "FRA"),
                                    .to = {w.actor("Italy", "state", "ITA")},
                                    .text = "pay by March 20",
                                    .span = w.at("pay by March 20"),
                                    .due = {"2024-03-20", "2024-03-20"}});
  keep(w.record());
  EXPECT_EQ(asked({.kind = "commitments", .status = "open", .as_of = "2024-03-20"}).total, 1U);
  EXPECT_EQ(asked({.kind = "commitments", .status = "overdue", .as_of = "2024-03-21"}).total, 1U);
}

TEST_F(StoreTest, JoinsOneClashAndKeepsBothFigures) {
  for (const auto& [day, dead] : {std::pair{"2024-03-02", 12.0}, std::pair{"2024-03-03", 17.0}}) {
    Writing w(day, "Soldiers of Chad and Sudan clashed on March 1; " +
                       std::to_string(static_cast<int>(dead)) + " died, said the " + day +
                       " report.");
    const std::string a = w.actor("Chad", "state", "TCD"), b = w.actor("Sudan", "state", "SDN");
    Event e{.id = "e1",
            .type = EventType::Assault,
            .source = {a, b},
            .target = {a, b},
            .trigger = w.at("clashed"),
            .date = {"2024-03-01", "2024-03-01"}};
    e.quantities = {{QuantityKind::Killed, dead, "", "soldiers", w.at("died")}};
    w.record().events = {e};
    keep(w.record());
  }
  const Answer events = asked({.kind = "events", .between = "Chad,Khartoum"});
  ASSERT_EQ(events.total, 1U);
  EXPECT_EQ(events.rows[0]["figures"].size(), 2U);
  EXPECT_EQ(events.rows[0]["reports"].size(), 2U);
  ASSERT_EQ(events.notes.size(), 1U);
  EXPECT_EQ(events.notes[0], "Khartoum is taken to mean Sudan");
}

TEST_F(StoreTest, JoinsOneEventToldWithoutADay) {
  struct Telling {
    const char *text, *source, *target;
    EventStatus status;
    When day;
    const char* trigger = "expelled";
  };
  const auto stories_kept = [&] {
    Query row = store_->database().query("SELECT count(DISTINCT coalesce(story, id)) FROM events");
    return row.next() ? row.integer(0) : 0;
  };
  const auto stories = [&](std::initializer_list<Telling> tellings) {
    const std::int64_t before = stories_kept();
    for (const Telling& telling : tellings) {
      Writing w("2024-03-02",
                std::string(telling.text) + " So says report " + std::to_string(++reports_) + ".");
      const std::string source = w.actor(telling.source, "state"),
                        target = w.actor(telling.target, "state");
      w.record().events = {{.id = "e1",
                            .type = EventType::Coerce,
                            .source = {source},
                            .target = {target},
                            .trigger = w.at(telling.trigger),
                            .date = telling.day,
                            .status = telling.status}};
      keep(w.record());
    }
    return stories_kept() - before;
  };
  const char *told = "Chad expelled three diplomats of Sudan over the raid on a border market.",
             *again = "Officials confirm that Chad expelled three diplomats of Sudan.",
             *reverse = "Sudan expelled three diplomats of Chad over the raid on a border market.";
  EXPECT_EQ(stories({{told, "Chad", "Sudan", EventStatus::Occurred, {}},
                     {again, "Chad", "Sudan", EventStatus::Occurred, {}}}),
            1);
  EXPECT_EQ(stories({{reverse, "Sudan", "Chad", EventStatus::Occurred, {}}}), 1)
      << "who did it to whom";
  const char *kenya = "Kenya expelled two envoys of Malawi from the capital after a quarrel.",
             *later = "Kenya expelled two envoys of Malawi from the capital again, in autumn.";
  EXPECT_EQ(
      stories({{kenya, "Kenya", "Malawi", EventStatus::Occurred, {"2023-03-01", "2023-03-01"}},
               {later, "Kenya", "Malawi", EventStatus::Occurred, {"2023-10-04", "2023-10-04"}}}),
      2)
      << "another day is another event";
  const char *ghana = "Ghana expelled the only consul of Togo at dawn.",
             *may = "Papers ask whether Ghana would have the only consul of Togo expelled at dawn.";
  EXPECT_EQ(stories({{ghana, "Ghana", "Togo", EventStatus::Occurred, {}},
                     {may, "Ghana", "Togo", EventStatus::Hypothetical, {}}}),
            2)
      << "what may be is not what was";
  const char* other = "Boats came back to the harbour after smugglers were jailed by Ghana.";
  EXPECT_EQ(stories({{other, "Ghana", "Togo", EventStatus::Occurred, {}, "jailed"}}), 1)
      << "in other words";
}

TEST_F(StoreTest, KeepsCorrectionsWhenAReportIsReadAgain) {
  Writing w("2024-03-01",
            "Kenya said that the border was open. Kenya said that the road was closed.");
  const std::string kenya = w.actor("Kenya", "state", "KEN");
  w.says(kenya, "state", "that the border was open");
  w.says(kenya, "state", "that the road was closed");
  keep(w.record());
  ASSERT_TRUE(correct(*store_, "s1", "reject", "", "ada"));
  ASSERT_TRUE(correct(*store_, "s2", "amend", "act=deny", "ada"));
  EXPECT_FALSE(correct(*store_, "s99", "reject", "", "ada"));
  EXPECT_FALSE(correct(*store_, "s2", "amend", "text=else", "ada"));
  EXPECT_EQ(asked({.kind = "statements"}).total, 1U);
  keep(w.record(), true);
  const Answer after = asked({.kind = "statements"});
  ASSERT_EQ(after.total, 1U);
  EXPECT_EQ(after.rows[0]["act"], "deny");
  EXPECT_EQ(after.rows[0]["review"], "amended");
  EXPECT_EQ(corrections(*store_).size(), 2U);
  ASSERT_TRUE(correct(*store_, "s1", "restore", "", "ada"));
  EXPECT_EQ(asked({.kind = "statements"}).total, 2U) << "a rejection is taken back";
  ASSERT_TRUE(correct(*store_, "s2", "restore", "", "ada"));
  EXPECT_EQ((*item_row(*store_, "s2"))["review"], "amended") << "only a verdict is";
}

TEST_F(StoreTest, CountsATimelineByTheDensestDays) {
  for (const char* day : {"2024-03-01", "2024-03-02", "2024-03-02", "2024-03-03", "2024-03-04",
                          "2024-03-04", "2024-03-05", "2024-03-06", "2024-03-07", "2045-01-01"}) {
    static int n = 0;  // two reports of one text are one
    Writing w("2024-03-08", "Kenya attacked Chad at dawn, said telegram number " +
                                std::to_string(++n) + " of the series from the border town.");
    const std::string kenya = w.actor("Kenya", "state", "KEN");
    const std::string chad = w.actor("Chad", "state", "TCD");
    w.record().events.push_back({.id = "e1",
                                 .type = n % 2 == 0 ? EventType::Assault : EventType::Aid,
                                 .source = {kenya},
                                 .target = {chad},
                                 .trigger = w.at("attacked"),
                                 .date = {day, day}});
    ASSERT_TRUE(store_->insert(w.record()).report > 0);
  }
  const Json counts = *timeline_counts(*store_, {});
  EXPECT_EQ(counts["from"], "2024-03-01");
  EXPECT_EQ(counts["to"], "2024-03-06");
  EXPECT_EQ(counts["after"], 2) << "the plan for 2045 does not stretch the axis";
  EXPECT_EQ(counts["unit"], "day");
  ASSERT_EQ(counts["lanes"].size(), 2U);
  ASSERT_EQ(counts["all"].size(), 6U);
  EXPECT_EQ(counts["all"][0], Json({"2024-03-01", 0, 1, 0}));
  EXPECT_EQ(counts["all"][1], Json({"2024-03-02", 1, 1, 0}));
  EXPECT_EQ(counts["items"].size(), 8U);
  const Json far = *timeline_counts(
      *store_,
      {.about = "Chad", .since = "2024", .until = "2045", .statements = false, .marks = 3});
  EXPECT_EQ(far["unit"], "year");
  EXPECT_TRUE(far["items"].empty()) << "more than can be shown one by one";
  EXPECT_EQ(far["all"][0], Json({"2024-01-01", 4, 5, 0}));
  EXPECT_TRUE((*timeline_counts(*store_, {.about = "no such words"}))["all"].empty());
  EXPECT_FALSE(timeline_counts(*store_, {.since = "soon"}));
}

TEST_F(StoreTest, PlacesEventsAtACityElseAtTheStateAndSaysWhoActedThere) {
  Writing w("2024-03-01", "Kenya attacked Mombasa. Chad attacked Kenya. Kenya met somebody.");
  const std::string kenya = w.actor("Kenya", "state", "KEN"),
                    chad = w.actor("Chad", "state", "TCD"), city = w.actor("Mombasa", "place");
  const auto add = [&](std::vector<std::string> source, std::vector<std::string> target) {
    w.record().events.push_back({.id = "e" + std::to_string(w.record().events.size() + 1),
                                 .type = EventType::Assault,
                                 .source = std::move(source),
                                 .target = std::move(target),
                                 .trigger = w.at("attacked"),
                                 .date = {"2024-03-01", "2024-03-01"}});
  };
  add({kenya}, {city});
  add({chad}, {kenya});
  add({}, {});
  keep(w.record());
  const Json map = *places_view(*store_, {.at = "KEN"});
  EXPECT_EQ(map["total"], 3);
  EXPECT_EQ(map["unplaced"], 1) << "nobody says where";
  std::map<std::string, Json> places;
  for (const Json& place : map["places"]) places[place["key"]] = place;
  EXPECT_EQ(places["Mombasa"]["events"], 1) << "a city, though its state acted";
  EXPECT_EQ(places["KEN"]["events"], 1);
  EXPECT_EQ(places["TCD"]["events"], 0) << "there an arc begins";
  EXPECT_EQ(map["ways"].size(), 2U);
  ASSERT_EQ(map["here"].size(), 1U);
  EXPECT_EQ(map["here"][0]["target"][0]["name"], "Kenya");
  EXPECT_EQ((*places_view(*store_, {.until = "2024-02"}))["total"], 0);
}

TEST_F(StoreTest, CountsStatementsByEachFacetWithoutItsOwnFilter) {
  Writing w("2024-03-01",
            "Kenya said that the border was open. Chad denied that the border was open. Chad said "
            "that rain was near.");
  const std::string kenya = w.actor("Kenya", "state", "KEN"),
                    chad = w.actor("Chad", "state", "TCD");
  w.says(kenya, "state", "that the border was open", {chad});
  w.says(chad, "deny", "border was open. Chad", {kenya});
  w.says(chad, "state", "that rain was near");
  keep(w.record());
  const Json counts = *statement_counts(*store_, {.by = "Chad"});
  EXPECT_EQ(counts["by"], Json::parse(R"([["Chad", 2], ["Kenya", 1]])"))
      << "others can still be chosen";
  EXPECT_EQ(counts["act"], Json::parse(R"([["deny", 1], ["state", 1]])")) << "of what Chad said";
  EXPECT_EQ(counts["to"], Json::array({{"Kenya", 1}}));
  EXPECT_EQ(asked({.kind = "statements", .by = "Chad,Kenya"}).total, 3U);
  EXPECT_EQ((*statement_counts(*store_, {.by = "Chad", .text = "rain"}))["act"],
            Json::array({{"state", 1}}));
  EXPECT_FALSE(statement_counts(*store_, {.by = "Nobody Known"}));
}

TEST_F(StoreTest, CallsAReportWithoutATitleByItsFirstSentence) {
  Writing w("2024-03-01", "  Kenya said that the border was open. It rained.");
  w.says(w.actor("Kenya", "state", "KEN"), "state", "that the border was open");
  w.record().report.title.clear();
  keep(w.record());
  EXPECT_EQ((*item_row(*store_, "d1"))["title"], nullptr);
  EXPECT_EQ((*item_row(*store_, "d1"))["headline"], "Kenya said that the border was open");
  EXPECT_EQ((*item_row(*store_, "s1"))["headline"], "Kenya said that the border was open");
}

TEST_F(StoreTest, MergesActorsByCorrection) {
  for (const char* name : {"Northern Front", "Front of the North"}) {
    Writing w("2024-03-01", std::string(name) + " said that it would not yield.");
    w.says(w.actor(name, "organization"), "state", "that it would not yield");
    keep(w.record());
  }
  EXPECT_EQ(asked({.kind = "statements", .by = "Northern Front"}).total, 1U);
  ASSERT_TRUE(correct(*store_, "a2", "merge", "a1", "ada"));
  EXPECT_EQ(asked({.kind = "statements", .by = "Northern Front"}).total, 2U);
  EXPECT_FALSE(correct(*store_, "a1", "merge", "a1", "ada"));
}

TEST_F(StoreTest, TakesAnyTextForAQuestion) {
  Writing w("2024-03-01", "Kenya said that \"the border\" was open.");
  w.says(w.actor("Kenya", "state", "KEN"), "state", "that \"the border\" was open");
  keep(w.record());
  for (const char* text : {"\"", "border OR", "NEAR(", "x'; DROP TABLE statements; --", "*",
                           "border:open", "-border", "\xF0\x9F\x98\x80", ".", "--",
                           "cease\xE2\x80\x94"
                           "fire",
                           "Lake\xE2\x80\x99s", "(", "\xFF", "U.S.", "%_"}) {
    for (const char* kind :
         {"statements", "events", "claims", "commitments", "actors", "reports"}) {
      const auto answer = ask(*store_, {.kind = kind, .text = text});
      EXPECT_TRUE(answer) << kind << " " << text << ": " << answer.error().message;
      EXPECT_TRUE(ask(*store_, {.kind = kind, .about = text}) || std::string(kind) == "events")
          << kind << " " << text;
    }
  }
  EXPECT_EQ(asked({.kind = "statements", .text = "\""}).total, 0U)
      << "no word is asked for: nothing answers";
  for (const char* kind : {"claims", "commitments"}) {
    (void)ask(*store_,
              {.kind = kind, .status = "open", .as_of = "2024-03-01'; DROP TABLE claims; --"});
    EXPECT_TRUE(ask(*store_, {.kind = kind})) << "the tables stand";
  }
  EXPECT_EQ(asked({.kind = "statements", .text = "border"}).total, 1U);
  EXPECT_FALSE(ask(*store_, {.kind = "statements", .by = "Nobody Known"}));
  EXPECT_FALSE(ask(*store_, {.kind = "statements", .since = "one day"}));
  EXPECT_FALSE(ask(*store_, {.kind = "secrets"}));
}

TEST_F(StoreTest, AnswersWhatOneStateSaidOfHelpingAnother) {
  Writing w("2022-10-28",
            "President Alexander Lukashenko rejected Armenia's appeal for military assistance. "
            "Belarus said that the weather was fine.");
  const std::string lukashenko = w.actor("Alexander Lukashenko", "person");
  w.actor("Armenia", "state", "ARM");
  const std::string belarus = w.actor("Belarus", "state", "BLR");
  w.says(lukashenko, "reject", "Armenia's appeal for military assistance");
  w.says(belarus, "state", "that the weather was fine");
  keep(w.record());
  const Answer answer = asked({.kind = "statements", .by = "Minsk", .about = "help for Armenia"});
  ASSERT_EQ(answer.total, 1U);
  EXPECT_EQ(answer.rows[0]["role"], "president, Belarus");
}

TEST_F(StoreTest, MarksAreNoNameOfWhoHasNoLetterEither) {
  WrittenReport w("2022-10-01", "2017 said that the weather was fine.");
  const std::string group = w.actor("2017", "group");
  w.record().statements.push_back(
      {.id = "s1", .speaker = group, .content = {w.at("the weather was fine")}});
  keep(w.record());
  EXPECT_EQ(asked({.kind = "statements", .by = "2017"}).total, 1U);
  const auto nobody = ask(*store_, {.kind = "statements", .by = "%"});
  ASSERT_FALSE(nobody);
  EXPECT_EQ(nobody.error().code, Errc::NotFound);
}

TEST_F(StoreTest, RefusesWhatIsNoRecordOrOfALaterCasus) {
  store_->database().run("PRAGMA user_version = 99");
  store_.reset();
  const auto later = Store::open(path_, Database::Mode::ReadWrite);
  ASSERT_FALSE(later);
  EXPECT_EQ(later.error().code, Errc::Unsupported);
  const std::string other = path_ + ".txt";
  std::FILE* file = std::fopen(other.c_str(), "w");
  std::fputs("this is no record, only a text that is long enough to be looked at", file);
  std::fclose(file);
  EXPECT_FALSE(Store::open(other, Database::Mode::ReadWrite));
  std::filesystem::remove(other);
  EXPECT_EQ(Store::open("/nowhere/at/all.db", Database::Mode::ReadOnly).error().code,
            Errc::NotFound);
}

TEST_F(StoreTest, RefusesWhatAKindOfItemDoesNotTake) {
  const Question wrong[] = {
      {.kind = "reports", .by = "Kenya"},       {.kind = "actors", .since = "2022"},
      {.kind = "claims", .to = "Kenya"},        {.kind = "claims", .member_of = "CSTO"},
      {.kind = "statements", .status = "open"}, {.kind = "events", .act = "accuse"},
      {.kind = "commitments", .act = "accuse"}, {.kind = "relations", .text = "border"},
      {.kind = "actors", .as_of = "2022"},      {.kind = "reports", .min_confidence = 0.5}};
  for (const Question& question : wrong) {
    const auto answer = ask(*store_, question);
    ASSERT_FALSE(answer) << question.kind;
    EXPECT_EQ(answer.error().code, Errc::InvalidInput);
    EXPECT_TRUE(answer.error().message.starts_with("C0409")) << answer.error().message;
  }
}

TEST_F(StoreTest, ListsKnownValuesWhereOneIsUnknown) {
  for (const Question& question :
       {Question{.kind = "events", .type = "attack"}, Question{.kind = "statements", .act = "say"},
        Question{.kind = "claims", .status = ","},
        Question{.kind = "commitments", .status = "open,late"},
        Question{.kind = "relations", .type = "none"},
        Question{.kind = "reports", .type = "reprint"},
        Question{.kind = "events", .sort = "newest"},
        Question{.kind = "reports", .sort = "confidence"}}) {
    const auto answer = ask(*store_, question);
    ASSERT_FALSE(answer) << question.kind;
    EXPECT_NE(answer.error().message.find("known are "), std::string::npos)
        << answer.error().message;
  }
  const auto settled_ =
      settled({.kind = "events", .type = "assault, Consult", .status = "PLANNED"});
  ASSERT_TRUE(settled_);
  EXPECT_EQ(settled_->type, "ASSAULT,CONSULT");
  EXPECT_EQ(settled_->status, "planned");
  EXPECT_EQ(settled({.kind = "relations", .type = "Ally-Of"})->type, "ally_of");
}

TEST(Days, AreReadAsPeriods) {
  const Day today = *parse_iso_day("2024-03-31");
  for (const auto& [words, first, last] : {std::tuple{"2022-09", "2022-09-01", "2022-09-30"},
                                           {"2022", "2022-01-01", "2022-12-31"},
                                           {"2022-09-13", "2022-09-13", "2022-09-13"},
                                           {"2022-09-13T10:00:00Z", "2022-09-13", "2022-09-13"},
                                           {"13 September 2022", "2022-09-13", "2022-09-13"},
                                           {"Sept 2022", "2022-09-01", "2022-09-30"},
                                           {"last month", "2024-02-01", "2024-02-29"},
                                           {"Last  Month", "2024-02-01", "2024-02-29"},
                                           {"this month", "2024-03-01", "2024-03-31"},
                                           {"last year", "2023-01-01", "2023-12-31"},
                                           {"last week", "2024-03-18", "2024-03-24"},
                                           {"yesterday", "2024-03-30", "2024-03-30"},
                                           {"last 7 days", "2024-03-24", "2024-03-31"},
                                           {"1 month ago", "2024-02-29", "2024-02-29"},
                                           {"past year", "2023-03-31", "2024-03-31"}}) {
    const auto days = days_meant(words, today);
    ASSERT_TRUE(days) << words;
    EXPECT_EQ(iso(days->first), first) << words;
    EXPECT_EQ(iso(days->last), last) << words;
  }
  for (const char* words :
       {"", "soon", "2022-13", "2022-02-30", "0022", "99", "last", "last banana",
        "2024-03-01'; DROP TABLE claims; --", "03/04/2022", "last -3 days"})
    EXPECT_FALSE(days_meant(words, today)) << words;
}

TEST_F(StoreTest, TakesMonthsAndYearsInQuestionsAndViews) {
  Writing w("2022-09-14", "Kenya said that the border was open.");
  w.says(w.actor("Kenya", "state", "KEN"), "state", "that the border was open");
  keep(w.record());
  EXPECT_EQ(asked({.kind = "statements", .since = "2022-09", .until = "2022-09"}).total, 1U);
  EXPECT_EQ(asked({.kind = "statements", .since = "2022-10"}).total, 0U);
  EXPECT_EQ(asked({.kind = "statements", .as_of = "2022"}).total, 1U);
  EXPECT_EQ(timeline_view(*store_, "Kenya", "2022-09", "2022-09", 10)->size(), 1U);
  EXPECT_FALSE(timeline_view(*store_, "Kenya", "soon", "", 10));
  EXPECT_FALSE(dispute_view(*store_, "Kenya", "Kenya", "soon", ""));
  EXPECT_FALSE(outlook_view(*store_, "", "soon"));
  EXPECT_FALSE(overview_view(*store_, "soon"));
  EXPECT_FALSE(graph_view(*store_, "soon", "", ""));
}

TEST_F(StoreTest, HandsOnEveryRowHoweverMany) {
  constexpr std::size_t kMany = 12000;  // more than are counted
  Database& database = store_->database();
  Writing w("2024-03-01", "Kenya said that the border was open.");
  w.says(w.actor("Kenya", "state", "KEN"), "state", "that the border was open");
  keep(w.record());
  database.run(
      "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) INSERT INTO "
      "statements(report, speaker, act, kind, content, confidence, date) SELECT 1, 1, 'state', "
      "'indirect', '0-5', 0.9, '2024-03-01' FROM n");
  std::size_t rows = 0;
  ASSERT_TRUE(each_row(*store_, {.kind = "statements"}, [&](Json&&) { ++rows; }));
  EXPECT_EQ(rows, kMany);
  for (const ExportFormat format : {ExportFormat::Ndjson, ExportFormat::Csv}) {
    std::size_t lines = 0;
    ASSERT_TRUE(export_record(*store_, format, "statements", [&](std::string_view text) {
      lines += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    }));
    EXPECT_EQ(lines, kMany + (format == ExportFormat::Csv ? 1 : 0));
  }
}

TEST_F(StoreTest, GoesOutAsSqlAndComesBackTheSame) {
  Writing w("2024-03-01", "Kenya said that the border's \"gate\" was open. " + kLong + kLong);
  w.says(w.actor("Kenya", "state", "KEN"), "state", "that the border's \"gate\" was open");
  keep(w.record());
  std::string text;
  ASSERT_TRUE(
      export_record(*store_, ExportFormat::Sql, "", [&](std::string_view part) { text += part; }));
  const std::string back = path_ + ".back.db";
  {
    sqlite3* loaded = nullptr;
    ASSERT_EQ(sqlite3_open(back.c_str(), &loaded), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(loaded, text.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(loaded);
    sqlite3_close(loaded);
  }
  auto restored = Store::open(back, Database::Mode::ReadOnly);
  ASSERT_TRUE(restored) << restored.error().message;
  for (const Question& question :
       {Question{.kind = "statements", .by = "Kenya"},
        Question{.kind = "statements", .text = "gate"},
        Question{.kind = "reports", .text = "border"}, Question{.kind = "actors", .text = "Ken"}}) {
    const auto there = ask(*restored, question);
    ASSERT_TRUE(there);
    EXPECT_EQ(there->rows, asked(question).rows);
    EXPECT_EQ(there->total, 1U) << question.kind << " " << question.text;
  }
  EXPECT_TRUE(check_record(*restored)->problems.empty());
  std::filesystem::remove(back);
}

TEST_F(StoreTest, AmendsByKnownValuesAndRealDaysOnly) {
  Writing w("2024-03-01", "Kenya said that the border was open. Soldiers of Kenya attacked Chad.");
  const std::string kenya = w.actor("Kenya", "state", "KEN");
  w.says(kenya, "state", "that the border was open");
  w.record().events.push_back({.id = "e1",
                               .type = EventType::Assault,
                               .source = {kenya},
                               .trigger = w.at("attacked"),
                               .date = {"2024-03-01", "2024-03-02"}});
  keep(w.record());
  for (const auto& [item, value] : {std::pair{"s1", "act=banana"},
                                    {"s1", "kind=ASSAULT"},
                                    {"s1", "date=yesterday's"},
                                    {"s1", "date=2024-02-30"},
                                    {"s1", "date=2024-02"},
                                    {"s1", "speaker=Nobody Known"},
                                    {"s1", "venue="},
                                    {"s1", "venue=a\x1B[2J"},
                                    {"e1", "type=<script>"},
                                    {"e1", "status=maybe"},
                                    {"e1", "mode=banana"},
                                    {"e1", "act=deny"},
                                    {"e1", "type"}}) {
    const auto done = correct(*store_, item, "amend", value, "ada");
    ASSERT_FALSE(done) << value;
    EXPECT_EQ(done.error().code, Errc::InvalidInput) << value;
  }
  EXPECT_FALSE(correct(*store_, "s1", "accept", "junk", "ada"));
  EXPECT_FALSE(correct(*store_, "s1", "restore", "junk", "ada"));
  EXPECT_FALSE(correct(*store_, "s1", "split", "", "ada"));
  EXPECT_TRUE(corrections(*store_).empty()) << "what was refused is not in the log";
  for (const auto& [item, value, kept] : {std::tuple{"e1", "type=coerce", "type=COERCE"},
                                          {"e1", "date=3 March 2024", "date=2024-03-03"},
                                          {"s1", "act=DENY", "act=deny"},
                                          {"e1", "mode=Arrest", "mode=arrest"}}) {
    const auto done = correct(*store_, item, "amend", value, "ada");
    ASSERT_TRUE(done) << value << ": " << done.error().message;
    EXPECT_EQ(done->value, kept);
  }
  const Answer events = asked({.kind = "events"});
  ASSERT_EQ(events.total, 1U);
  EXPECT_EQ(events.rows[0]["type"], "COERCE");
  EXPECT_EQ(events.rows[0]["date"], "2024-03-03") << "one day, no period any more";
}

/// The bytes of a file.
std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(file)), {});
}

TEST_F(StoreTest, LeavesAnotherProgramsFileAsItIs) {
  const std::string other = path_ + ".places.db";
  {
    auto places = Database::open(other, Database::Mode::ReadWrite);
    ASSERT_TRUE(places);
    (*places)->run("CREATE TABLE places (name TEXT)");
  }
  const std::string before = bytes_of(other);
  for (const auto mode :
       {Database::Mode::ReadOnly, Database::Mode::Change, Database::Mode::ReadWrite}) {
    const auto opened = Store::open(other, mode);
    ASSERT_FALSE(opened);
    EXPECT_TRUE(opened.error().message.starts_with("C0410")) << opened.error().message;
  }
  EXPECT_EQ(bytes_of(other), before);
  EXPECT_FALSE(std::filesystem::exists(other + "-wal"));
  std::filesystem::remove(other);
  for (const char* name : {"", ":memory:"})
    EXPECT_EQ(Store::open(name, Database::Mode::ReadWrite).error().code, Errc::InvalidInput);
  const std::string none = path_ + ".none.db";
  EXPECT_EQ(Store::open(none, Database::Mode::Change).error().code, Errc::NotFound);
  EXPECT_FALSE(std::filesystem::exists(none));
}

TEST_F(StoreTest, SaysOfADamagedRecordThatItIsDamaged) {
  for (int i = 0; i < 40; ++i) {
    Writing w("2024-03-01", "Report " + std::to_string(i) +
                                ". Kenya said that the border with Chad was open for the " +
                                std::to_string(i) + "th time.");
    w.actor("Chad", "state", "TCD");
    w.says(w.actor("Kenya", "state", "KEN"), "state", "that the border");
    keep(w.record());
  }
  const std::string copy = path_ + ".copy.db", cut = path_ + ".cut.db";
  std::filesystem::remove(copy);
  ASSERT_TRUE(back_up(*store_, copy)) << "while it is open elsewhere";
  EXPECT_FALSE(back_up(*store_, copy)) << "what is there is not written over";
  const std::string whole = bytes_of(copy);
  {
    auto sound = Store::open(copy, Database::Mode::ReadOnly);
    ASSERT_TRUE(sound);
    const auto found = check_record(*sound);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->problems.empty()) << found->problems.front();
    EXPECT_EQ(found->counts.front(), (std::pair<std::string, std::int64_t>{"reports", 40}));
  }
  for (const char* end : {"-wal", "-shm"}) std::filesystem::remove(copy + end);
  std::ofstream(cut, std::ios::binary) << whole.substr(0, whole.size() / 2);
  const auto half = Store::open(cut, Database::Mode::ReadOnly);
  ASSERT_FALSE(half);
  EXPECT_EQ(half.error().code, Errc::Corrupt);
  // Every page but the schema's is overwritten: whatever is asked meets the damage.
  std::string broken = whole;
  std::int64_t schema_pages = 8;
  std::fill(broken.begin() + schema_pages * 4096, broken.end(), '\x5A');
  std::ofstream(cut, std::ios::binary) << broken;
  auto damaged = Store::open(cut, Database::Mode::ReadOnly);
  if (damaged) {
    const auto corrupt = [](const auto& result) {
      return !result && result.error().code == Errc::Corrupt;
    };
    EXPECT_TRUE(corrupt(timeline_view(*damaged, "", "", "", 10)));
    EXPECT_TRUE(corrupt(overview_view(*damaged, "")));
    EXPECT_TRUE(corrupt(dispute_view(*damaged, "Kenya", "Chad", "", "")));
    EXPECT_TRUE(corrupt(actor_view(*damaged, "Kenya")));
    EXPECT_TRUE(corrupt(positions_view(*damaged, "Kenya")));
    EXPECT_TRUE(corrupt(ask(*damaged, {.kind = "statements", .by = "Kenya"})));
    EXPECT_FALSE(check_record(*damaged)->problems.empty());
  } else {
    EXPECT_EQ(damaged.error().code, Errc::Corrupt) << damaged.error().message;
  }
  for (const char* end : {"", "-wal", "-shm"})
    std::filesystem::remove(cut + end), std::filesystem::remove(copy + end);
}

TEST_F(StoreTest, ShowsNoReportWithoutItsWords) {
  Writing w("2024-03-01", "Kenya said that the border was open. " + kLong + kLong);
  w.says(w.actor("Kenya", "state", "KEN"), "state", "that the border was open");
  keep(w.record());
  store_->database().run("UPDATE reports SET text = x'00112233'");
  const auto answer = ask(*store_, {.kind = "statements"});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::Corrupt);
  EXPECT_FALSE(check_record(*store_)->problems.empty());
}

TEST(Likeness, SeesTheSameMatterInOtherWords) {
  EXPECT_GT(likeness("that Azerbaijan had closed the mountain road",
                     "closing of the mountain road by Azerbaijan"),
            0.6);
  EXPECT_LT(likeness("that the talks were useful", "that the mountain road was closed"), 0.2);
}

TEST_F(StoreTest, WhatMattersFirstIsTheSameHoweverManyAnswer) {
  Writing w("2024-03-01", "Something happened.");
  keep(w.record());
  // Of every tenth the time takes forty days.
  store_->database().run(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000) INSERT INTO "
      "events(report, type, date, date_to, status, span, confidence, salience) SELECT 1, 'AID', "
      "date('2020-01-01', '+' || (i * 7 % 1400) || ' days'), date('2020-01-01', '+' || (i * 7 % "
      "1400 + iif(i % 10 = 0, 40, 0)) || ' days'), iif(i % 3 = 0, 'planned', 'occurred'), '0-9', "
      "0.5, (i * 37 % 1009) / 10.0 FROM n");
  const auto same = [&](const Question& question, Sql where) {
    const Answer answer = asked(question);
    std::vector<std::string> given, wanted;
    for (const Json& row : answer.rows) given.push_back(row["id"]);
    Query all = store_->database().once(
        {"SELECT id FROM events WHERE ", where, " ORDER BY salience DESC, id DESC"});
    while (all.next()) wanted.push_back("e" + std::to_string(all.integer(0)));
    EXPECT_EQ(answer.total, wanted.size());
    wanted.resize(std::min<std::size_t>(wanted.size(), 50));
    EXPECT_EQ(given, wanted) << where.text();
  };
  same({.kind = "events"}, "1");
  same({.kind = "events", .since = "2020-02-01"}, "date_to >= '2020-02-01'");
  same({.kind = "events", .since = "2021-03-01", .until = "2021-03-31"},
       "date_to >= '2021-03-01' AND date <= '2021-03-31'");
  same({.kind = "events", .status = "planned", .until = "2022-01-01"},
       "status = 'planned' AND date <= '2022-01-01'");
}

}  // namespace
}  // namespace casus
