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

/// The sides named in the first line of a report of tests/sides: "# sides: Georgia|Georgian|Tbilisi
/// Moldova|Moldovan|Chisinau".
Swap sides_of(const std::string& line) {
  const std::string_view names = std::string_view(line).substr(line.find(':') + 2);
  const std::size_t space = names.find(' ');
  const auto one = split(names.substr(0, space), '|'), other = split(names.substr(space + 1), '|');
  Swap out;
  for (std::size_t i = 0; i < std::min(one.size(), other.size()); ++i)
    out.emplace_back(one[i], other[i]);
  std::sort(out.begin(), out.end(),
            [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  return out;
}

TEST(EvenHanded, TwentyReportsReadTheSameWithTheirSidesSwapped) {
  std::size_t reports = 0, events = 0;
  for (const auto& entry : std::filesystem::directory_iterator(CASUS_ROOT "/tests/sides")) {
    std::ifstream in(entry.path());
    std::string first, text;
    std::getline(in, first);
    std::getline(in, text);
    text.assign(std::istreambuf_iterator<char>(in), {});
    const Swap sides = sides_of(first);
    ASSERT_EQ(sides.size(), 3U) << entry.path();
    const auto straight = reader().read(text, {.kind = Kind::Text, .date = "2025-09-16"});
    const auto turned =
        reader().read(swapped(text, sides), {.kind = Kind::Text, .date = "2025-09-16"});
    ASSERT_TRUE(straight && turned) << entry.path();
    EXPECT_EQ(swapped(said(*straight), sides), said(*turned)) << entry.path();
    ++reports;
    events += straight->events.size();
  }
  EXPECT_EQ(reports, 20U);
  EXPECT_GE(events, 20U);
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
