// SPDX-License-Identifier: Apache-2.0
#include "store/store.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "assess/keeper.h"
#include "assess/joins.h"
#include "store/corrections.h"
#include "store/sketch.h"
#include "store/spelling.h"
#include "store/views.h"

namespace casus {
namespace {

/// Builds a record by hand: each part of the text that an item needs is found in it.
class Writing {
 public:
  Writing(std::string day, std::string text) {
    record_.report.published = std::move(day);
    record_.report.title = "A report";
    record_.report.text = std::move(text);
  }
  Span at(std::string_view words) const {
    const auto begin = record_.report.text.find(words);
    EXPECT_NE(begin, std::string::npos) << words;
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + words.size())};
  }
  std::string actor(const std::string& name, const std::string& type, const std::string& code = "", const Role& role = {}) {
    Actor a{.id = "a" + std::to_string(record_.actors.size() + 1), .name = name, .type = type, .code = code};
    if (record_.report.text.find(name) != std::string::npos) a.mentions = {at(name)};
    if (!role.title.empty()) a.roles = {role};
    record_.actors.push_back(a);
    return a.id;
  }
  std::string says(const std::string& who, const std::string& act, std::string_view words, std::vector<std::string> to = {}) {
    Statement s{.id = "s" + std::to_string(record_.statements.size() + 1), .speaker = who, .content = {at(words)}, .kind = "indirect", .act = act, .addressees = std::move(to)};
    record_.statements.push_back(s);
    return s.id;
  }
  Record& record() { return record_; }

 private:
  Record record_;
};

class StoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = ::testing::TempDir() + "casus-store-" + std::to_string(::getpid()) + "-" + ::testing::UnitTest::GetInstance()->current_test_info()->name() + ".db";
    std::filesystem::remove(path_);
    auto opened = Store::open(path_, Database::Mode::ReadWrite);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::make_unique<Store>(std::move(*opened));
  }
  void TearDown() override {
    store_.reset();
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + end);
  }
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
  std::string path_;
  std::unique_ptr<Store> store_;
};

const std::string kLong = "The two governments met at the border on Tuesday to speak of water and of the road between the towns, and their ministers said afterwards that they would meet again before the end of the month. ";

TEST_F(StoreTest, KeepsAReportOnceAndItsReprintAsACopy) {
  Writing first("2024-03-01", kLong + "Armenia said that the talks were useful.");
  first.says(first.actor("Armenia", "state", "ARM"), "state", "that the talks were useful");
  EXPECT_EQ(keep(first.record()).added, Added::New);
  EXPECT_EQ(keep(first.record()).added, Added::Known);
  Writing reprint("2024-03-02", "From our correspondent. " + kLong + "Armenia said that the talks were useful.");
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
  for (const auto& [day, name] : {std::pair{"2024-03-01", "Tigran Abrahamian"}, std::pair{"2024-04-01", "Tigran Abrahamyan"}, std::pair{"2024-05-01", "Armen Abrahamyan"}}) {
    Writing w(day, std::string(name) + " said that " + day + " was a good day.");
    w.says(w.actor(name, "person"), "state", "that");
    keep(w.record());
  }
  EXPECT_EQ(asked({.kind = "statements", .by = "Tigran Abrahamian"}).total, 2U);
  EXPECT_EQ(asked({.kind = "statements", .by = "Tigran Abrahamyan"}).total, 2U);
  EXPECT_EQ(asked({.kind = "actors", .type = "person"}).total, 2U);
}

TEST_F(StoreTest, FindsAClaimContestedAcrossReports) {
  Writing one("2024-03-01", "Armenia said that Azerbaijan had closed the mountain road to the villages.");
  const std::string a = one.actor("Armenia", "state", "ARM");
  one.actor("Azerbaijan", "state", "AZE");
  one.says(a, "state", "that Azerbaijan had closed the mountain road to the villages");
  one.record().claims.push_back({"c1", "that Azerbaijan had closed the mountain road to the villages", {one.at("that Azerbaijan had closed the mountain road to the villages")}, {a}, {}, "asserted", 0.9});
  keep(one.record());
  EXPECT_EQ(asked({.kind = "claims", .status = "contested"}).total, 0U);
  Writing two("2024-03-05", "Azerbaijan said that it had not closed the mountain road to the villages.");
  const std::string b = two.actor("Azerbaijan", "state", "AZE");
  two.record().claims.push_back({"c1", "that it had not closed the mountain road to the villages", {two.at("that it had not closed the mountain road to the villages")}, {b}, {}, "asserted", 0.9});
  keep(two.record());
  const Answer contested = asked({.kind = "claims", .status = "contested"});
  ASSERT_EQ(contested.total, 1U);
  EXPECT_EQ(contested.rows[0]["asserted_by"][0]["name"], "Armenia");
  EXPECT_EQ(contested.rows[0]["denied_by"][0]["name"], "Azerbaijan");
  EXPECT_EQ(asked({.kind = "claims", .status = "contested", .as_of = "2024-03-02"}).total, 0U) << "not known to be denied then";
}

/// A claim of one actor about another, told on a day.
Record claimed(const std::string& day, const std::string& who, const Role& role, const std::string& words) {
  Writing w(day, who + " said " + words + ". Norhaven listened.");
  Role of = role;
  if (!role.of.empty()) of.of = w.actor("Norhaven", "state");
  const std::string a = w.actor(who, role.title.empty() ? "state" : "person", "", of);
  w.record().claims.push_back({"c1", words, {w.at(words)}, {a}, {}, "asserted", 0.9});
  return w.record();
}

TEST_F(StoreTest, NobodyContestsHimself) {
  keep(claimed("2024-03-01", "Norhaven", {}, "that the northern harbour gates stood open for ships"));
  keep(claimed("2024-03-03", "Norhaven", {}, "that the northern harbour gates had not stood open for ships"));
  EXPECT_EQ(asked({.kind = "claims", .status = "contested"}).total, 0U);
  keep(claimed("2024-03-04", "Edda Brandt", {.title = "Foreign Minister", .of = "Norhaven"}, "that the northern harbour gates had not stood open for ships"));
  EXPECT_EQ(asked({.kind = "claims", .status = "contested"}).total, 0U) << "she speaks for it";
  keep(claimed("2024-03-05", "Velmar", {}, "that the northern harbour gates had not stood open for ships"));
  EXPECT_EQ(asked({.kind = "claims", .status = "contested"}).total, 1U);
}

TEST_F(StoreTest, OtherNumbersAndOtherWeeksAreOtherClaims) {
  keep(claimed("2024-03-01", "Norhaven", {}, "that 40 soldiers crossed the northern harbour bridge"));
  keep(claimed("2024-03-02", "Velmar", {}, "that 12 soldiers had not crossed the northern harbour bridge"));
  keep(claimed("2024-08-02", "Velmar", {}, "that 40 soldiers had not crossed the northern harbour bridge"));
  EXPECT_EQ(asked({.kind = "claims", .status = "contested"}).total, 0U);
}

TEST_F(StoreTest, AnAttackADayIsAnEventADay) {
  for (const char* day : {"2024-03-01", "2024-03-02", "2024-03-03"}) {
    Writing w(day, std::string("Velmar shelled Norhaven. Day ") + day);
    Event e{.id = "e1", .type = "ASSAULT", .source = {w.actor("Velmar", "state")}, .target = {w.actor("Norhaven", "state")}, .trigger = w.at("shelled"), .date = {day, day}};
    w.record().events.push_back(e);
    keep(w.record());
  }
  EXPECT_EQ(asked({.kind = "events", .type = "ASSAULT"}).total, 3U);
}

TEST_F(StoreTest, AnswersAnAppealByALaterRefusalWhicheverReportComesFirst) {
  for (const bool turned : {false, true}) {
    TearDown();
    SetUp();
    Writing appeal("2022-09-13", "Armenia urged the CSTO to send military assistance to the border.");
    const std::string armenia = appeal.actor("Armenia", "state", "ARM"), csto = appeal.actor("Collective Security Treaty Organization", "organization");
    appeal.record().commitments.push_back({.id = "k1", .kind = "appeal", .from = armenia, .to = {csto}, .text = "to send military assistance to the border", .span = appeal.at("to send military assistance to the border")});
    Writing refusal("2022-10-28", "Alexander Lukashenko rejected Armenia's appeal for military assistance.");
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
    promise.record().commitments.push_back({.id = "k1", .kind = "promise", .from = promise.actor("France", "state", "FRA"), .to = {promise.actor("Chad", "state", "TCD")}, .text = "aid to Chad", .span = promise.at("aid to Chad")});
    Writing deed("2024-05-01", "France sent Chad tents.");
    deed.record().events.push_back({.id = "e1", .type = "AID", .source = {deed.actor("France", "state", "FRA")}, .target = {deed.actor("Chad", "state", "TCD")}, .trigger = deed.at("sent"), .date = {"2024-05-01", "2024-05-01"}});
    Writing other("2024-05-02", "France sent Peru tents.");
    other.record().events.push_back({.id = "e1", .type = "AID", .source = {other.actor("France", "state", "FRA")}, .target = {other.actor("Peru", "state", "PER")}, .trigger = other.at("sent"), .date = {"2024-05-02", "2024-05-02"}});
    for (Writing* one : turned ? std::vector{&other, &deed, &promise} : std::vector{&promise, &deed, &other}) keep(one->record());
    const Answer fulfilled = asked({.kind = "commitments", .status = "fulfilled"});
    ASSERT_EQ(fulfilled.total, 1U) << "added in turn: " << turned;
    ASSERT_EQ(fulfilled.rows[0]["outcomes"].size(), 1U);
    EXPECT_EQ(fulfilled.rows[0]["outcomes"][0]["date"], "2024-05-01");
    EXPECT_EQ(asked({.kind = "commitments", .status = "open", .as_of = "2024-04-01"}).total, 1U);
  }
}

TEST_F(StoreTest, FindsWhatIsOverdue) {
  Writing w("2024-03-01", "France demanded that Italy pay by March 20.");
  w.record().commitments.push_back({.id = "k1", .kind = "demand", .from = w.actor("France", "state", "FRA"), .to = {w.actor("Italy", "state", "ITA")}, .text = "pay by March 20", .span = w.at("pay by March 20"), .due = {"2024-03-20", "2024-03-20"}});
  keep(w.record());
  EXPECT_EQ(asked({.kind = "commitments", .status = "open", .as_of = "2024-03-20"}).total, 1U);
  EXPECT_EQ(asked({.kind = "commitments", .status = "overdue", .as_of = "2024-03-21"}).total, 1U);
}

TEST_F(StoreTest, JoinsOneClashAndKeepsBothFigures) {
  for (const auto& [day, dead] : {std::pair{"2024-03-02", 12.0}, std::pair{"2024-03-03", 17.0}}) {
    Writing w(day, "Soldiers of Chad and Sudan clashed on March 1; " + std::to_string(static_cast<int>(dead)) + " died, said the " + day + " report.");
    const std::string a = w.actor("Chad", "state", "TCD"), b = w.actor("Sudan", "state", "SDN");
    Event e{.id = "e1", .type = "ASSAULT", .source = {a, b}, .target = {a, b}, .trigger = w.at("clashed"), .date = {"2024-03-01", "2024-03-01"}};
    e.quantities = {{"killed", dead, "", "soldiers", w.at("died")}};
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

TEST_F(StoreTest, KeepsCorrectionsWhenAReportIsReadAgain) {
  Writing w("2024-03-01", "Kenya said that the border was open. Kenya said that the road was closed.");
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
  for (const char* text : {"\"", "border OR", "NEAR(", "x'; DROP TABLE statements; --", "*", "border:open", "-border", "\xF0\x9F\x98\x80"}) {
    EXPECT_TRUE(ask(*store_, {.kind = "statements", .text = text})) << text;
  }
  for (const char* kind : {"claims", "commitments"}) {
    (void)ask(*store_, {.kind = kind, .status = "open", .as_of = "2024-03-01'; DROP TABLE claims; --"});
    EXPECT_TRUE(ask(*store_, {.kind = kind})) << "the tables stand";
  }
  EXPECT_EQ(asked({.kind = "statements", .text = "border"}).total, 1U);
  EXPECT_FALSE(ask(*store_, {.kind = "statements", .by = "Nobody Known"}));
  EXPECT_FALSE(ask(*store_, {.kind = "statements", .since = "yesterday"}));
  EXPECT_FALSE(ask(*store_, {.kind = "secrets"}));
}

TEST_F(StoreTest, AnswersWhatOneStateSaidOfHelpingAnother) {
  Writing w("2022-10-28", "President Alexander Lukashenko rejected Armenia's appeal for military assistance. Belarus said that the weather was fine.");
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
  EXPECT_EQ(Store::open("/nowhere/at/all.db", Database::Mode::ReadOnly).error().code, Errc::NotFound);
}

TEST(Likeness, SeesTheSameMatterInOtherWords) {
  EXPECT_GT(likeness("that Azerbaijan had closed the mountain road", "closing of the mountain road by Azerbaijan"), 0.6);
  EXPECT_LT(likeness("that the talks were useful", "that the mountain road was closed"), 0.2);
}

}  // namespace
}  // namespace casus
