// SPDX-License-Identifier: Apache-2.0
// Swapping the sides of a conflict swaps them in the record and changes nothing else.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "casus/reader.h"
#include "core/text.h"
#include "exports/record_json.h"

namespace casus {
namespace {

using Swap = std::vector<std::pair<std::string, std::string>>;

/// Every name of one side becomes the other's, both ways at once.
std::string swapped(std::string text, const Swap& pairs) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    bool found = false;
    for (const auto& [a, b] : pairs) {
      for (const auto& [from, to] : {std::pair{a, b}, std::pair{b, a}}) {
        if (found || text.compare(at, from.size(), from) != 0) continue;
        out += to;
        at += from.size();
        found = true;
      }
    }
    if (!found) out += text[at++];
  }
  return out;
}

/// What a record says, without offsets (names differ in length) and ids of reports.
std::string said(const Record& record) {
  nlohmann::json json = nlohmann::json::parse(to_json(record, -1));
  const std::string text = json["report"]["text"];
  std::function<void(nlohmann::json&)> strip = [&](nlohmann::json& value) {
    if (!value.is_structured()) return;
    for (auto it = value.begin(); it != value.end();) {
      const std::string key = value.is_object() ? it.key() : "";
      if (key.find("span") != std::string::npos || key == "mentions" || key == "tellings" ||
          key == "code" || key == "wikidata" || key == "report") {
        it = value.erase(it);
        continue;
      }
      strip(*it);
      ++it;
    }
  };
  strip(json);
  return json.dump(1);
}

const Reader& reader() {
  static const Reader kReader = *Reader::create();
  return kReader;
}

const char* const kReport =
    "Georgia Accuses Moldova Of Shelling\n\n"
    "Georgia accused Moldova on Monday of shelling two villages and of moving troops to the "
    "border. Moldova denied the accusation.\n\n"
    "\"Our soldiers answered fire with fire,\" a Moldovan official said. The Georgian government "
    "urged the United Nations to condemn the attack.\n\n"
    "At least 12 soldiers were killed in clashes between Georgian and Moldovan troops on September "
    "14, officials in Tbilisi said. Chisinau rejected an appeal by Georgia for talks.\n\n"
    "The Moldovan foreign ministry said that Georgia was making a mistake. Georgia said it expects "
    "an answer by Friday. \"There will be no answer,\" Moldova's defence ministry said.\n";

TEST(EvenHanded, SwappingTheSidesSwapsTheRecord) {
  const std::vector<std::pair<Swap, std::string>> conflicts = {
      {{{"Georgia", "Moldova"}, {"Georgian", "Moldovan"}, {"Tbilisi", "Chisinau"}},
       "two that read alike"},
  };
  for (const auto& [names, what] : conflicts) {
    Swap longest = names;
    std::sort(longest.begin(), longest.end(),
              [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    const auto straight = reader().read(kReport, {.kind = Kind::Text, .date = "2025-09-16"});
    const auto turned =
        reader().read(swapped(kReport, longest), {.kind = Kind::Text, .date = "2025-09-16"});
    ASSERT_TRUE(straight && turned);
    EXPECT_GE(straight->statements.size(), 6U);
    EXPECT_GE(straight->events.size(), 5U);
    EXPECT_EQ(swapped(said(*straight), longest), said(*turned)) << what;
  }
}

/// A report of tests/sides and the names of its two sides, from its first line: "# sides:
/// Georgia|Georgian|Tbilisi / Moldova|Moldovan|Chisinau", and leaders where it names them.
struct Told {
  std::string path, text;
  std::vector<std::string> one, other;
};

std::vector<Told> told_of_sides() {
  std::vector<Told> out;
  for (const auto& entry : std::filesystem::directory_iterator(CASUS_ROOT "/tests/sides")) {
    std::ifstream in(entry.path());
    std::string first;
    std::getline(in, first);
    const std::string_view names = std::string_view(first).substr(first.find(':') + 2);
    const std::size_t between = names.find(" / ");
    Told& told = out.emplace_back();
    told.path = entry.path();
    told.text.assign(std::istreambuf_iterator<char>(in), {});
    for (const std::string_view name : split(names.substr(0, between), '|'))
      told.one.emplace_back(name);
    for (const std::string_view name : split(names.substr(between + 3), '|'))
      told.other.emplace_back(name);
  }
  return out;
}

/// Each name with the one it is swapped for, longest first.
Swap pairs_of(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  Swap out;
  for (std::size_t i = 0; i < std::min(one.size(), other.size()); ++i)
    out.emplace_back(one[i], other[i]);
  std::sort(out.begin(), out.end(),
            [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  return out;
}

/// Reads `text` as it is and with its sides swapped; gives how many events it tells.
std::size_t expect_swapped(const std::string& text, const Swap& sides, const std::string& what) {
  const auto straight = reader().read(text, {.kind = Kind::Text, .date = "2025-09-16"});
  const auto turned =
      reader().read(swapped(text, sides), {.kind = Kind::Text, .date = "2025-09-16"});
  EXPECT_TRUE(straight && turned) << what;
  EXPECT_EQ(swapped(said(*straight), sides), said(*turned)) << what;
  return straight->events.size();
}

TEST(EvenHanded, EveryReportReadsTheSameWithItsSidesAndTheirLeadersSwapped) {
  std::size_t events = 0;
  const std::vector<Told> reports = told_of_sides();
  for (const Told& told : reports)
    events += expect_swapped(told.text, pairs_of(told.one, told.other), told.path);
  EXPECT_EQ(reports.size(), 25U);
  EXPECT_GE(events, 25U);
}

/// The twenty that name no leaders and states of one word, told of two states of two words.
TEST(EvenHanded, StatesOfTwoWordsSwapToo) {
  const std::vector<std::string> south = {"South Korea", "South Korean", "Seoul"};
  const std::vector<std::string> north = {"North Korea", "North Korean", "Pyongyang"};
  std::size_t reports = 0;
  for (const Told& told : told_of_sides()) {
    if (told.one.size() != 3 || told.one[0].find(' ') != std::string::npos) continue;
    Swap retold = pairs_of(told.one, south);
    const Swap others = pairs_of(told.other, north);
    retold.insert(retold.end(), others.begin(), others.end());
    std::sort(retold.begin(), retold.end(),
              [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    expect_swapped(swapped(told.text, retold), pairs_of(south, north), told.path);
    ++reports;
  }
  EXPECT_EQ(reports, 20U);
}

/// The same report told of other pairs of states reads the same.
TEST(EvenHanded, AnyTwoSidesReadAlike) {
  const Swap pairs[] = {{{"Georgian", "Armenian"},
                         {"Georgia", "Armenia"},
                         {"Tbilisi", "Yerevan"},
                         {"Moldovan", "Azerbaijani"},
                         {"Moldova", "Azerbaijan"},
                         {"Chisinau", "Baku"}},
                        {{"Georgian", "Ukrainian"},
                         {"Georgia", "Ukraine"},
                         {"Tbilisi", "Kyiv"},
                         {"Moldovan", "Russian"},
                         {"Moldova", "Russia"},
                         {"Chisinau", "Moscow"}},
                        {{"Georgian", "Indian"},
                         {"Georgia", "India"},
                         {"Tbilisi", "Delhi"},
                         {"Moldovan", "Pakistani"},
                         {"Moldova", "Pakistan"},
                         {"Chisinau", "Islamabad"}},
                        {{"Georgian", "Serbian"},
                         {"Georgia", "Serbia"},
                         {"Tbilisi", "Belgrade"},
                         {"Moldovan", "Kosovan"},
                         {"Moldova", "Kosovo"},
                         {"Chisinau", "Pristina"}},
                        {{"Georgian", "Rwandan"},
                         {"Georgia", "Rwanda"},
                         {"Tbilisi", "Kigali"},
                         {"Moldovan", "Ugandan"},
                         {"Moldova", "Uganda"},
                         {"Chisinau", "Kampala"}}};
  const auto original = reader().read(kReport, {.kind = Kind::Text, .date = "2025-09-16"});
  ASSERT_TRUE(original);
  for (const Swap& pair : pairs) {
    const auto other =
        reader().read(swapped(kReport, pair), {.kind = Kind::Text, .date = "2025-09-16"});
    ASSERT_TRUE(other);
    EXPECT_EQ(swapped(said(*original), pair), said(*other))
        << pair[0].second << " and " << pair[3].second;
  }
}

}  // namespace
}  // namespace casus
