// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "casus/ingest.h"

namespace casus {
namespace {

/// "text=value" of every expression, joined by "; ".
std::string found(std::string_view text, std::string_view published = "2022-11-22") {
  std::string out;
  for (const TimeExpression& time : find_times(text, published)) {
    const std::string value = !time.when.known()   ? "?"
                              : time.when.is_day() ? time.when.from
                                                   : time.when.from + ".." + time.when.to;
    out += (out.empty() ? "" : "; ") + std::string(cut(text, time.span)) + "=" + value;
  }
  return out;
}

struct Example {
  const char* text;
  const char* want;
};

class Times : public testing::TestWithParam<Example> {};

TEST_P(Times, FindsAndResolves) {
  EXPECT_EQ(found(GetParam().text), GetParam().want);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, Times,
    testing::Values(
        Example{"due on November 23 in Yerevan", "November 23=2022-11-23"},
        Example{"they met on December 28", "December 28=2021-12-28"},
        Example{"the summit will be held on December 28", "December 28=2022-12-28"},
        Example{"he said on Monday", "Monday=2022-11-21"},
        Example{"they will meet on Friday", "Friday=2022-11-25"},
        Example{"on Tuesday, November 15, 2022, he", "Tuesday, November 15, 2022=2022-11-15"},
        Example{"claimed this week", "this week=2022-11-21..2022-11-27"},
        Example{"in mid-September", "mid-September=2022-09-11..2022-09-20"},
        Example{"on September 13-14, which", "September 13-14=2022-09-13..2022-09-14"},
        Example{"since May 2021.", "since May 2021=2021-05-01.."},
        Example{"the 2020 war", "2020=2020-01-01..2020-12-31"},
        Example{"last year", "last year=2021-01-01..2021-12-31"},
        Example{"on October 28 and two days later",
                "October 28=2022-10-28; two days later=2022-10-30"},
        Example{"three days ago", "three days ago=2022-11-19"},
        Example{"23 June 2016 and 2016-06-24", "23 June 2016=2016-06-23; 2016-06-24=2016-06-24"},
        Example{"in the 1990s", "1990s=1990-01-01..1999-12-31"},
        Example{"yesterday", "yesterday=2022-11-21"},
        // Near misses.
        Example{"he may march in 500 places", ""}, Example{"2,020 people and $2020", ""},
        Example{"Theresa May said", ""}, Example{"sun and sat", ""}),
    [](const auto& example) { return "rule" + std::to_string(example.index); });

struct Dated {
  const char* published;
  const char* text;
  const char* want;
};

class TimesOn : public testing::TestWithParam<Dated> {};

TEST_P(TimesOn, FindsAndResolves) {
  EXPECT_EQ(found(GetParam().text, GetParam().published), GetParam().want);
}

const auto kIndexed = [](const auto& example) { return "rule" + std::to_string(example.index); };

// 2022-11-22 is a Tuesday. After the examples of each kind, its near misses.
INSTANTIATE_TEST_SUITE_P(
    Years, Times,
    testing::Values(
        Example{"a 1929 agreement gave them the river", "1929=1929-01-01..1929-12-31"},
        Example{"Kosta's 2015 deal and its landmark 2011 accord",
                "2015=2015-01-01..2015-12-31; 2011=2011-01-01..2011-12-31"},
        Example{"after 2016\xE2\x80\x99s failed coup", "2016=2016-01-01..2016-12-31"},
        Example{"since the 2020 war", "2020=2020-01-01..2020-12-31"},
        Example{"since at least 2019,", "since at least 2019=2019-01-01.."},
        Example{"Elections in 2010, 2011 and 2014.",
                "2010=2010-01-01..2010-12-31; 2011=2011-01-01..2011-12-31; "
                "2014=2014-01-01..2014-12-31"},
        Example{"killed between 2010 and 2012", "2010 and 2012=2010-01-01..2012-12-31"},
        Example{"from 1990 to 2000", "1990 to 2000=1990-01-01..2000-12-31"},
        Example{"in the 2020-21 budget", "2020-21=2020-01-01..2021-12-31"},
        Example{"in nineteen eighty-four.", "nineteen eighty-four=1984-01-01..1984-12-31"},
        Example{"in two thousand and eight they", "two thousand and eight=2008-01-01..2008-12-31"},
        Example{"the nineties and the '80s",
                "nineties=1990-01-01..1999-12-31; 80s=1980-01-01..1989-12-31"},
        Example{"in the early 1930s", "1930s=1930-01-01..1939-12-31"},
        Example{"in late 2018", "late 2018=2018-09-01..2018-12-31"},
        Example{"the third quarter of 2021 and Q3 2020",
                "third quarter of 2021=2021-07-01..2021-09-30; Q3 2020=2020-07-01..2020-09-30"},
        Example{"in the second half of last year",
                "second half of last year=2021-07-01..2021-12-31"},
        Example{"in the summer of 2014", "summer of 2014=2014-06-01..2014-08-31"},
        Example{"the winter of 1998-1999", "winter of 1998-1999=1998-12-01..1999-02-28"},
        Example{"last summer and next spring",
                "last summer=2022-06-01..2022-08-31; next spring=2023-03-01..2023-05-31"},
        // Near misses.
        Example{"He sent 2020 soldiers, a 1500 metre race", ""},
        Example{"the 2000 troops and a 2000 metre race", ""},
        Example{"1,929 people saw an F-2000 and a 2000-strong crowd", ""},
        Example{"the first 2010 visitors and Velia's 2000 observers", ""},
        Example{"of two thousand and eight villages", ""},
        Example{"in nineteen eighty-page books", ""}, Example{"two men in their nineties", ""},
        Example{"a goal in the third quarter", ""}, Example{"the fall of the town", ""},
        Example{"it may spring up", ""}),
    kIndexed);

INSTANTIATE_TEST_SUITE_P(
    Near, Times,
    testing::Values(
        Example{"last year's assault", "last year=2021-01-01..2021-12-31"},
        Example{"this year and next year",
                "this year=2022-01-01..2022-12-31; next year=2023-01-01..2023-12-31"},
        Example{"last month's vote", "last month=2022-10-01..2022-10-31"},
        Example{"this month or next month",
                "this month=2022-11-01..2022-11-30; next month=2022-12-01..2022-12-31"},
        Example{"last week and next week",
                "last week=2022-11-14..2022-11-20; next week=2022-11-28..2022-12-04"},
        Example{"yesterday's vote, today's talks, tomorrow's summit",
                "yesterday=2022-11-21; today=2022-11-22; tomorrow=2022-11-23"},
        Example{"the day before yesterday", "day before yesterday=2022-11-20"},
        Example{"closed yesterday (July 27, 2022)",
                "yesterday=2022-07-27; July 27, 2022=2022-07-27"},
        Example{"He left last night", "last night=2022-11-21"},
        Example{"in the past week", "past week=2022-11-15..2022-11-22"},
        Example{"two days ago, three weeks ago",
                "two days ago=2022-11-20; three weeks ago=2022-10-29..2022-11-04"},
        Example{"48 hours ago", "48 hours ago=2022-11-20"},
        Example{"The two will meet in two weeks", "in two weeks=2022-12-03..2022-12-09"},
        Example{"A ruling is due in three days' time", "in three days' time=2022-11-25"},
        Example{"two days after November 3", "two days after November 3=2022-11-05"},
        Example{"It closed two months after Velia expelled him", "two months after=?"},
        Example{"On May 3 he fled. Two days after the raid", "May 3=2022-05-03; Two days after=?"},
        // Near misses.
        Example{"They fought for two days", ""}, Example{"within 48 hours", ""},
        Example{"prices rose in two weeks", ""}, Example{"their first meeting in two years", ""},
        Example{"in the last year of the siege", ""}, Example{"the next 2 metres", ""}),
    kIndexed);

INSTANTIATE_TEST_SUITE_P(
    Weekdays, Times,
    testing::Values(Example{"They met on Friday", "Friday=2022-11-18"},
                    Example{"On Friday, ministers will meet", "Friday=2022-11-25"},
                    Example{"Parliament is to vote on Friday", "Friday=2022-11-25"},
                    Example{"They must withdraw by Friday", "Friday=2022-11-25"},
                    Example{"He gave them until Friday", "Friday=2022-11-25"},
                    Example{"They agreed to leave by Friday", "Friday=2022-11-25"},
                    Example{"next Friday", "next Friday=2022-11-25"},
                    Example{"last Thursday", "last Thursday=2022-11-17"},
                    Example{"last Tuesday and on Tuesday",
                            "last Tuesday=2022-11-15; Tuesday=2022-11-22"},
                    Example{"Sunday's poll will decide", "Sunday=2022-11-27"},
                    Example{"this Monday and this Saturday",
                            "this Monday=2022-11-21; this Saturday=2022-11-26"},
                    Example{"He resigned on Friday last week", "Friday last week=2022-11-18"},
                    Example{"On November 3 he left; the following Monday he died",
                            "November 3=2022-11-03; following Monday=2022-11-07"},
                    Example{"He said the United Front met on Friday", "Friday=2022-11-18"},
                    Example{"Rebels will answer. They left on Friday", "Friday=2022-11-18"},
                    // Near misses.
                    Example{"They had fled by Friday", "Friday=2022-11-18"},
                    Example{"It was held until Friday", "Friday=2022-11-18"},
                    Example{"every Friday and Good Friday", ""},
                    Example{"Mr. Weekday met friday", ""}),
    kIndexed);

INSTANTIATE_TEST_SUITE_P(
    Months, TimesOn,
    testing::Values(
        Dated{"2018-07-27", "jailed in May last year", "May last year=2017-05-01..2017-05-31"},
        Dated{"2018-07-27", "He left on 18 August last year", "18 August last year=2017-08-18"},
        Dated{"2018-07-27", "He was jailed in May", "May=2018-05-01..2018-05-31"},
        Dated{"2018-03-27", "He was jailed in May", "May=2017-05-01..2017-05-31"},
        Dated{"2018-03-27", "The trial will begin in May", "May=2018-05-01..2018-05-31"},
        Dated{"2018-03-27", "Polls are planned for June", "June=2018-06-01..2018-06-30"},
        Dated{"2018-03-27", "It is set to reopen in September", "September=2018-09-01..2018-09-30"},
        Dated{"2018-06-12", "this September", "this September=2018-09-01..2018-09-30"},
        Dated{"2018-06-12", "The army said last December", "last December=2017-12-01..2017-12-31"},
        Dated{"2024-03-01", "They must withdraw before April 20", "April 20=2024-04-20"},
        Dated{"2024-03-01", "They agreed to withdraw before April 20", "April 20=2024-04-20"},
        Dated{"2024-06-01", "They withdrew before April 20", "April 20=2024-04-20"},
        Dated{"2024-09-30", "an answer by October 14", "October 14=2024-10-14"},
        Dated{"2017-11-28", "It was put on hold until at least February",
              "February=2018-02-01..2018-02-28"},
        Dated{"2017-11-28", "The truce lasted until February", "February=2017-02-01..2017-02-28"},
        Dated{"2018-07-27", "from March to May 2016", "March to May 2016=2016-03-01..2016-05-31"},
        Dated{"2018-07-27", "from November to May", "November to May=2017-11-01..2018-05-31"},
        Dated{"2018-07-27", "between 4 and 11 May", "4 and 11 May=2018-05-04..2018-05-11"},
        Dated{"2018-07-27", "from May 3 to June 5, 2016",
              "May 3 to June 5, 2016=2016-05-03..2016-06-05"},
        Dated{"2018-07-27", "in the first week of June 2016",
              "first week of June 2016=2016-06-01..2016-06-07"},
        // Near misses.
        Dated{"2018-07-27",
              "by Mar\xC3\xAD"
              "a Ruiz and Jan Olsen",
              ""},
        Dated{"2018-07-27", "she may in time march", ""},
        Dated{"2018-07-27", "in May 2,000 people", "May=2018-05-01..2018-05-31"}),
    kIndexed);

INSTANTIATE_TEST_SUITE_P(
    Datelines, TimesOn,
    testing::Values(Dated{"",
                          "Paris, July 22, 2022 (Agency) -- He left on Friday. Yesterday's vote",
                          "July 22, 2022=2022-07-22; Friday=2022-07-22; Yesterday=2022-07-21"},
                    Dated{"", "LIMEN - 26 July 2022: He met her in May.",
                          "26 July 2022=2022-07-26; May=2022-05-01..2022-05-31"},
                    Dated{"",
                          "Orel News, 6 May - Yesterday's vote came after the raid of 2 May 2011.",
                          "6 May=2011-05-06; Yesterday=2011-05-05; 2 May 2011=2011-05-02"},
                    Dated{"", "Orel News, 6 May - He fled yesterday.\n\n(c) Copyright 2011 Orel",
                          "6 May=2011-05-06; yesterday=2011-05-05"},
                    Dated{"2011-05-08", "Orel News, 6 May - He fled yesterday.",
                          "6 May=2011-05-06; yesterday=2011-05-07"},
                    // Near misses: no year is told, or one that is not the report's.
                    Dated{"", "Orel News, 6 May - He fled yesterday.", "6 May=?; yesterday=?"},
                    Dated{"", "Orel News, 6 May - Yesterday's vote, as in 2009, was close.",
                          "6 May=?; Yesterday=?; 2009=2009-01-01..2009-12-31"},
                    Dated{"", "On 6 May 2011 he left. He fled yesterday.",
                          "6 May 2011=2011-05-06; yesterday=?"}),
    kIndexed);

TEST(TimesAlone, FarAwayYearsAreLeftUnknown) {
  EXPECT_EQ(found("3000 years ago and the last 4000 years"), "3000 years ago=?; last 4000 years=?");
}

TEST(TimesAlone, WithoutAPublicationDayNothingIsGuessed) {
  EXPECT_EQ(found("on Monday, in mid-September and on May 3", ""),
            "Monday=?; mid-September=?; May 3=?");
}

TEST(TimesAlone, DaysWithoutAYearAreOfTheYearToldAround) {
  EXPECT_EQ(
      found("They met on May 3. The summit of June 9, 2021 failed. Talks began on July 2.", ""),
      "May 3=2021-05-03; June 9, 2021=2021-06-09; July 2=2021-07-02");
  EXPECT_EQ(found("The war of 1979 is long over. They met on May 3.", ""),
            "1979=1979-01-01..1979-12-31; May 3=?");
}

TEST(TimesAlone, TheNearDayIsMeantWhateverTheTense) {
  EXPECT_EQ(found("He said he was asking them to meet on 10 and 11 September.", "2018-09-04"),
            "10 and 11 September=2018-09-10..2018-09-11");
}

TEST(TimesAlone, MonthsAndYearsBackEndOnTheSameDay) {
  EXPECT_EQ(found("over the last two months", "2019-03-22"),
            "last two months=2019-01-22..2019-03-22");
  EXPECT_EQ(found("over the last six months", "2019-08-31"),
            "last six months=2019-02-28..2019-08-31");
}

}  // namespace
}  // namespace casus
