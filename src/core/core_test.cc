// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "casus/kinds.h"
#include "casus/span.h"
#include "core/calendar.h"
#include "core/ordered_pool.h"
#include "core/text.h"
#include "core/utf8.h"
#include "core/word_sets.h"
#include "core/word_tables.h"

namespace casus {
namespace {

/// Each name of a closed set leads to its enumerator and back; no name stands for two.
template <typename Kind>
void expect_both_ways() {
  const auto& names = kClosedSet<Kind>.names;
  for (std::size_t at = 0; at < names.size(); ++at) {
    const auto kind = static_cast<Kind>(at);
    EXPECT_EQ(name_of(kind), names[at]);
    EXPECT_EQ(kind_named<Kind>(names[at]), kind) << names[at];
  }
  EXPECT_FALSE(kind_named<Kind>("")) << kClosedSet<Kind>.what;
  EXPECT_FALSE(kind_named<Kind>("unheard of")) << kClosedSet<Kind>.what;
}

TEST(Kinds, NamesGoBothWays) {
  expect_both_ways<ActorType>();
  expect_both_ways<StatementKind>();
  expect_both_ways<SpeechAct>();
  expect_both_ways<EventType>();
  expect_both_ways<EventStatus>();
  expect_both_ways<ClaimStatus>();
  expect_both_ways<CommitmentKind>();
  expect_both_ways<CommitmentStatus>();
  expect_both_ways<RelationType>();
  expect_both_ways<QuantityKind>();
  static_assert(name_of(EventType::Assault) == "ASSAULT");
  static_assert(kind_named<ActorType>("place") == ActorType::Place);
}

TEST(Utf8, RepairsAndCounts) {
  std::size_t repaired = 0;
  EXPECT_EQ(repair_utf8("a\xFF"
                        "b\xC3",
                        repaired),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
  EXPECT_EQ(repaired, 2U);
  EXPECT_FALSE(is_utf8("\xC0\x80"));
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));
  EXPECT_TRUE(is_utf8("Gro\xC3\x9F"));
}

TEST(CodePoints, CountsAcrossBlocks) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "a\xE2\x80\x9C";
  const CodePoints points(text);
  for (std::uint32_t i = 0; i <= 1000; ++i) ASSERT_EQ(points.at(i * 4), i * 2);
}

TEST(Text, SqueezesNoBreakSpaces) {
  EXPECT_EQ(squeeze("  a\xC2\xA0 b\n\tc "), "a b c");
  EXPECT_EQ(trim("\xC2\xA0x\xC2\xA0"), "x");
  EXPECT_TRUE(contains_word("the us army", "us"));
  EXPECT_FALSE(contains_word("the bus", "us"));
}

TEST(WordSets, HaveALineEach) {
  std::map<std::string_view, int> lines;
  for (const Span span : lines_of(kWordLists)) {
    const std::string_view line = cut(kWordLists, span);
    if (line.empty() || line[0] == '#') continue;
    const auto fields = split(line, ';');
    ASSERT_EQ(fields.size(), 3U) << line;
    EXPECT_TRUE(kind_named<WordSet>(kWordSets, fields[0])) << line;
    EXPECT_FALSE(fields[2].empty()) << line;
    ++lines[fields[0]];
    std::set<std::string_view> words;
    for (const std::string_view word : split(fields[1], '|')) {
      EXPECT_FALSE(word.empty()) << line;
      EXPECT_TRUE(words.insert(word).second) << word << " twice: " << line;
      EXPECT_TRUE(fields[0] == "sentence_starters" || word == lower(word)) << word;
    }
  }
  for (const std::string_view name : kWordSets) EXPECT_EQ(lines[name], 1) << name;
}

TEST(WordSets, HoldTheirWordsAndNoOthers) {
  EXPECT_TRUE(is_one_of("communiqu\xC3\xA9", WordSet::Documents));
  EXPECT_TRUE(is_one_of("prime minister", WordSet::StateOffices));
  EXPECT_TRUE(is_one_of("ash", WordSet::NamedDays));  // the last of its line
  EXPECT_TRUE(is_one_of("you", WordSet::SecondPerson));
  EXPECT_FALSE(is_one_of("yo", WordSet::SecondPerson));
  EXPECT_FALSE(is_one_of("", WordSet::SecondPerson));
  EXPECT_FALSE(is_one_of("he", WordSet::SentenceStarters));  // as written: "He"
}

TEST(Calendar, ReadsDaysAsWritten) {
  const auto read = [](std::string_view text) {
    const auto day = parse_day(text);
    return day ? iso(*day) : std::string("none");
  };
  EXPECT_EQ(read("2022-11-22T10:00:00Z"), "2022-11-22");
  EXPECT_EQ(read("Tue, 22 Nov 2022 10:00:00 GMT"), "2022-11-22");
  EXPECT_EQ(read("Nov. 3, 2022"), "2022-11-03");
  EXPECT_EQ(read("20221122"), "2022-11-22");
  EXPECT_EQ(read("2022/11/22/"), "2022-11-22");
  EXPECT_EQ(read("03/04/2022"), "none") << "two orders are possible";
  EXPECT_EQ(read("23/04/2022"), "2022-04-23");
  EXPECT_EQ(read("2022-02-30"), "none");
}

TEST(OrderedPool, KeepsTheOrder) {
  std::vector<int> seen;
  {
    OrderedPool<int, int> pool(
        4, [](const int& i) { return i * i; }, [&](int i) { seen.push_back(i); });
    for (int i = 0; i < 500; ++i) pool.submit(i);
    pool.finish();
  }
  ASSERT_EQ(seen.size(), 500U);
  for (int i = 0; i < 500; ++i) ASSERT_EQ(seen[static_cast<std::size_t>(i)], i * i);
}

TEST(Text, NothingPrintableSteersATerminal) {
  EXPECT_EQ(printable("plain\ttext\nof two lines"), "plain\ttext\nof two lines");
  EXPECT_EQ(printable("a\x1B[31mb\x07"), "a\xEF\xBF\xBD[31mb\xEF\xBF\xBD");
  EXPECT_EQ(printable("a\xC2\x9B"
                      "2Jb"),
            "a\xEF\xBF\xBD"
            "2Jb")
      << "CSI of one character";
  EXPECT_EQ(printable("a\r\x7F"), "a\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(printable("\xE2\x80\xAE"
                      "abc\xE2\x81\xA6\xE2\x80\x8F\xEF\xBB\xBF"),
            "abc")
      << "marks of direction";
  EXPECT_EQ(printable("caf\xC3\xA9 \xE4\xB8\xAD"), "caf\xC3\xA9 \xE4\xB8\xAD");
}

TEST(Text, ColumnsAreThoseOfATerminal) {
  EXPECT_EQ(columns("caf\xC3\xA9"), 4U);
  EXPECT_EQ(columns("cafe\xCC\x81"), 4U) << "an accent of its own has no column";
  EXPECT_EQ(columns("\xE4\xB8\xAD\xE6\x96\x87"), 4U) << "Chinese is wide";
  EXPECT_EQ(cropped("\xE4\xB8\xAD\xE6\x96\x87\xE4\xB8\xAD", 5), "\xE4\xB8\xAD...");
  EXPECT_EQ(cropped("abcdef", 6), "abcdef");
}

TEST(Text, RowsFitTheirWidth) {
  using Rows = std::vector<std::string>;
  EXPECT_EQ(in_rows("one two three", 7), (Rows{"one two", "three"}));
  EXPECT_EQ(in_rows("abcdefghij kl", 4), (Rows{"abcd", "efgh", "ij", "kl"}));
  EXPECT_EQ(in_rows("\xE4\xB8\xAD\xE6\x96\x87", 3), (Rows{"\xE4\xB8\xAD", "\xE6\x96\x87"}));
  EXPECT_EQ(in_rows("\xE4\xB8\xAD", 1), Rows{"\xE4\xB8\xAD"}) << "too wide for any row";
  EXPECT_TRUE(in_rows(" \n", 10).empty());
}

}  // namespace
}  // namespace casus
