// SPDX-License-Identifier: Apache-2.0
#include "store/sql.h"

#include <gtest/gtest.h>

#include <type_traits>

#include "store/conditions.h"
#include "store/correctable.h"

namespace casus {
namespace {

// What was put together while running is no statement: only a literal is.
static_assert(!std::is_convertible_v<std::string, Sql>);
static_assert(!std::is_convertible_v<std::string_view, Sql>);
static_assert(!std::is_constructible_v<SqlText::Part, std::string>);

TEST(Sql, IsPutTogetherOfLiteralsNumbersAndLists) {
  const std::vector<std::int64_t> ids{3, 5};
  const std::vector<std::string_view> names{"AID", "it's"};
  EXPECT_EQ((SqlText{"x IN ", ids, " OR y IN ", names, " LIMIT ", 7}).text(),
            "x IN (3,5) OR y IN ('AID','it''s') LIMIT 7");
  EXPECT_EQ((SqlText{"x IN ", std::vector<std::int64_t>()}).text(), "x IN ()");
  EXPECT_EQ(SqlText::name("a\"; DROP TABLE b").text(), "\"a\"\"; DROP TABLE b\"");
  EXPECT_EQ(SqlText::joined({{"a"}, {"b"}, {"c"}}, " AND ").text(), "a AND b AND c");
}

TEST(Conditions, NumberTheirValuesAndWriteTheirLists) {
  Conditions where;
  EXPECT_EQ(where.where().text(), "1");
  where.add("x.id IN ?", {Conditions::Ids{1, 2}});
  where.among("x.act IN ?", "deny,,reject");
  where.among("x.kind IN ?", "");
  where.add("x.date BETWEEN ? AND ?", {"2024-01-01", "2024-02-01"});
  EXPECT_EQ(where.where().text(),
            "x.id IN (1,2) AND x.act IN (?1,?2) AND x.date BETWEEN ?3 AND ?4");
}

TEST(Conditions, LookInEitherOfTwoWays) {
  Conditions where;
  where.add("x.to >= ?", {"2024-01-01"});
  where.either("x.date >= ?", "x.date < ? AND x.to >= ?");
  EXPECT_EQ(where.select("SELECT x.id FROM events x").text(),
            "SELECT x.id FROM events x WHERE x.date >= ?1 AND x.to >= ?1 UNION ALL "
            "SELECT x.id FROM events x WHERE x.date < ?1 AND x.to >= ?1 AND x.to >= ?1");
}

TEST(Correctable, KnowsWhatIsAmendedOfEachKind) {
  ASSERT_NE(correctable('s'), nullptr);
  EXPECT_NE(correctable('s')->of(Column::Speaker), nullptr);
  EXPECT_EQ(correctable('e')->of(Column::Speaker), nullptr);
  EXPECT_EQ(correctable('a'), nullptr) << "actors are merged and split";
  for (const char letter : {'s', 'e', 'c', 'k', 'r'}) {
    for (const Amendment& one : correctable(letter)->amendments) {
      const std::string start = "UPDATE " + std::string(correctable(letter)->name) + " SET " +
                                std::string(name_of(one.column)) + " = ?";
      EXPECT_TRUE(one.sql.text().starts_with(start)) << one.sql.text();
    }
  }
}

}  // namespace
}  // namespace casus
