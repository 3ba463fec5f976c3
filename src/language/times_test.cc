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

TEST_P(Times, FindsAndResolves) { EXPECT_EQ(found(GetParam().text), GetParam().want); }

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

TEST(TimesAlone, WithoutAPublicationDayNothingIsGuessed) {
  EXPECT_EQ(found("on Monday, in mid-September and on May 3", ""),
            "Monday=?; mid-September=?; May 3=?");
}

}  // namespace
}  // namespace casus
