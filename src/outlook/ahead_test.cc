// SPDX-License-Identifier: Apache-2.0
// What a brief says of what bodies will decide.
#include "outlook/ahead.h"

#include "core/text.h"
#include "core/utf8.h"
#include "exports/brief.h"
#include "exports/outlook_text.h"
#include "exports/period_text.h"
#include "outlook/outlook_testing.h"

namespace casus::outlook {
namespace {

const Period kWeek{"2025-09-08", "2025-09-14", ""};

TEST_F(Kept, ABriefForeseesWhatABodyIsAskedAndSaysHowLittleThatIsWorth) {
  ask("2025-09-20");
  const auto brief = brief_with_decisions(*store_, kWeek);
  ASSERT_TRUE(brief.has_value()) << brief.error().message;
  ASSERT_EQ((*brief)["decisions"].size(), 1U);
  const Json& found = (*brief)["decisions"][0];
  EXPECT_EQ(found["asked"]["id"], "k1");
  EXPECT_EQ(found["body"]["name"], "Council of Lake States");
  EXPECT_EQ(found["on"], "2025-09-20");
  EXPECT_EQ(found["as_of"], "2025-09-14");
  EXPECT_EQ(found["worth"]["grade"], "little");
  EXPECT_EQ(found["worth"]["spoke"], 1);
  EXPECT_EQ(found["worth"]["newest"], "2025-09-10");
  for (const std::string& drawn :
       {period_text(*brief, 100), period_markdown(*brief), period_html(*brief)}) {
    for (const char* part : {"WHAT WILL THEY DECIDE", "worth little", "1 saying of 1 of 3 members",
                             "for it", "against it", "no decision", "what would turn it",
                             "not known: silent in the record: Norhaven and Velmar"})
      EXPECT_NE(drawn.find(part), std::string::npos) << part << " is not in " << drawn;
  }
}

TEST_F(Kept, OfAnotherTopicAndOfNobodyNothingIsForeseen) {
  ask("");
  EXPECT_EQ((*brief_with_decisions(*store_, kWeek))["decisions"].size(), 1U) << "without a day";
  EXPECT_TRUE(
      (*brief_with_decisions(*store_, {kWeek.since, kWeek.until, "fishing rights"}))["decisions"]
          .empty());
  EXPECT_TRUE(
      (*brief_with_decisions(*store_, {"2025-09-01", "2025-09-05", ""}))["decisions"].empty())
      << "before it was asked";
  EXPECT_EQ(brief_with_decisions(*store_, {"soon", "", ""}).error().code, Errc::InvalidInput);
}

TEST_F(Kept, AReportsOwnBriefForeseesWhatItSaysABodyIsAsked) {
  const Record record = asking("2025-09-20");
  const auto found = decisions_in(record, 0.5, kActors);
  ASSERT_TRUE(found.has_value()) << found.error().message;
  ASSERT_EQ(found->size(), 1U);
  EXPECT_EQ((*found)[0]["as_of"], "2025-09-10") << "the day it was published";
  EXPECT_EQ((*found)[0]["worth"]["grade"], "little");
  for (const std::size_t width : {40, 100}) {
    const std::string brief = to_brief(record, {.width = width}, {entry_of_decision((*found)[0])});
    EXPECT_NE(brief.find("WHAT WILL THEY DECIDE"), std::string::npos);
    EXPECT_NE(brief.find("worth little"), std::string::npos);
    for (const Span line : lines_of(brief)) EXPECT_LE(columns(cut(brief, line)), width) << brief;
  }
  EXPECT_TRUE(decisions_in(record, 0.95, kActors)->empty()) << "too uncertain to be shown";
  EXPECT_TRUE(decisions_in(record, 0.5, "")->empty()) << "nobody knows this council";
  Record undated = record;
  undated.report.published.clear();
  EXPECT_TRUE(decisions_in(undated, 0.5, kActors)->empty());
}

TEST_F(Kept, AForecastIsWorthWhatItRestsOn) {
  ask("");
  EXPECT_EQ(foresee()["worth"]["grade"], "little");
  EXPECT_EQ(foresee("2025-09-09")["worth"]["grade"], "nothing");
  EXPECT_EQ(foresee("2025-09-09")["worth"]["newest"], nullptr);
  EXPECT_NE(forecast_text(foresee(), 100).find("worth little: rests on 1 saying"),
            std::string::npos);
  const auto told = forecast_of_stances(
      {.body = "CSTO", .about = "send observers", .on = "2022-11-23"},
      "2022-11-01;Armenia;1;x\n2022-11-01;Belarus;-1;x\n2022-11-02;Kazakhstan;1;x\n");
  EXPECT_EQ((*told)["worth"]["grade"], "some");
  EXPECT_EQ((*told)["worth"]["in_words"],
            "rests on 3 sayings of 3 of 6 members, the newest of 2022-11-02");
  EXPECT_EQ(forecast_view(*store_, {.body = " "}).error().code, Errc::InvalidInput);
}

}  // namespace
}  // namespace casus::outlook
