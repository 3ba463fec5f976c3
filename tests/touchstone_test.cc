// SPDX-License-Identifier: Apache-2.0
// The touchstone report stays outside the project; without it these tests skip.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "casus/ingest.h"

namespace casus {
namespace {

class Touchstone : public testing::Test {
 protected:
  void SetUp() override {
    const std::filesystem::path path = CASUS_ROOT "/../shared/data/seed/report.txt";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not here";
    std::ifstream in(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    auto read = read_document(bytes, {.date = "2022-11-22"});
    ASSERT_TRUE(read.has_value());
    report_ = std::move(*read);
  }
  Report report_;
};

TEST_F(Touchstone, Frame) {
  EXPECT_TRUE(report_.title.starts_with("Russian Senator Says Armenia-Azerbaijan Conflict"));
  EXPECT_EQ(report_.byline, std::vector<std::string>{"Astghik Bedevian"});
  EXPECT_EQ(report_.agency, "Azatutyun");
  EXPECT_EQ(report_.dateline, "YEREVAN");
  ASSERT_EQ(report_.furniture.size(), 3U);
  EXPECT_EQ(cut(report_.text, report_.furniture[1]), "Get the Mirror in your inbox:");
}

TEST_F(Touchstone, Times) {
  std::vector<std::string> days;
  for (const TimeExpression& time : find_times(report_.text, report_.published))
    days.push_back(time.when.from);
  EXPECT_EQ(days, (std::vector<std::string>{"2022-11-21", "2022-11-21", "2022-11-23", "2022-09-11",
                                            "2021-05-01", "2022-09-13", "2020-01-01", "2022-10-28",
                                            "2022-11-16", "2022-11-21"}));
}

}  // namespace
}  // namespace casus
