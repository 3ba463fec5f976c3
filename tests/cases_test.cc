// SPDX-License-Identifier: Apache-2.0
// Golden cases: tests/cases/*.case hold a short report and lines that its record must (or, after
// "no", must not) have.
//
//   # case: a denied attack            # published: 2022-09-14
//   text ...
//   ----
//   statement speaker="Velmar" act=accuse content="of shelling"
//   no event type=ASSAULT status=occurred
//
// A line matches an item whose every named field contains the value given; fields that are not
// named do not matter.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "casus/reader.h"
#include "core/text.h"

namespace casus {
namespace {

using Item = std::map<std::string, std::string>;

const Reader& reader() {
  static const Reader kReader = [] {
    std::ifstream in(CASUS_ROOT "/examples/lake-dispute/actors.tsv");
    std::stringstream lines;
    lines << in.rdbuf();
    return std::move(*Reader::create({}, lines.str()));
  }();
  return kReader;
}

/// Every item of a record, flat: kind -> items of named fields.
template <Closed Kind>
std::string text(Kind kind) {
  return std::string(name_of(kind));
}

std::multimap<std::string, Item> items_of(const Record& record) {
  const auto name = [&](const std::string& id) {
    for (const Actor& actor : record.actors) {
      if (actor.id == id) return actor.name;
    }
    return std::string();
  };
  const auto names = [&](const std::vector<std::string>& ids) {
    std::string out;
    for (const std::string& id : ids) out += (out.empty() ? "" : "; ") + name(id);
    return out;
  };
  const auto words = [&](const std::vector<Span>& spans) {
    std::string out;
    for (const Span span : spans)
      out += (out.empty() ? "" : " ... ") + squeeze(cut(record.report.text, span));
    return out;
  };
  std::multimap<std::string, Item> out;
  for (const Statement& s : record.statements)
    out.emplace("statement", Item{{"speaker", name(s.speaker)},
                                  {"act", text(s.act)},
                                  {"kind", text(s.kind)},
                                  {"content", words(s.content)},
                                  {"to", names(s.addressees)},
                                  {"date", s.date.from},
                                  {"venue", s.venue},
                                  {"medium", s.medium}});
  for (const Event& e : record.events) {
    std::string counted;
    for (const Quantity& q : e.quantities)
      counted += text(q.what) + " " + std::to_string(static_cast<long>(q.value)) + "; ";
    out.emplace("event", Item{{"type", text(e.type)},
                              {"mode", e.mode},
                              {"source", names(e.source)},
                              {"target", names(e.target)},
                              {"status", text(e.status)},
                              {"trigger", words({e.trigger})},
                              {"date", e.date.from},
                              {"counted", counted}});
  }
  for (const Claim& c : record.claims)
    out.emplace("claim", Item{{"status", text(c.status)},
                              {"asserted", names(c.asserted_by)},
                              {"denied", names(c.denied_by)},
                              {"text", c.text}});
  for (const Commitment& c : record.commitments)
    out.emplace("commitment", Item{{"kind", text(c.kind)},
                                   {"from", name(c.from)},
                                   {"to", names(c.to)},
                                   {"status", text(c.status)},
                                   {"text", c.text},
                                   {"due", c.due.from}});
  for (const Relation& r : record.relations)
    out.emplace("relation", Item{{"type", text(r.type)},
                                 {"from", name(r.from)},
                                 {"to", name(r.to)},
                                 {"contradicted", r.contradicted ? "yes" : "no"}});
  for (const Actor& a : record.actors)
    out.emplace("actor", Item{{"name", a.name}, {"type", text(a.type)}, {"code", a.code}});
  return out;
}

std::string shown(const std::multimap<std::string, Item>& items) {
  std::string out;
  for (const auto& [kind, item] : items) {
    out += "  " + kind;
    for (const auto& [key, value] : item) {
      if (!value.empty()) out += " " + key + "=\"" + value + "\"";
    }
    out += "\n";
  }
  return out;
}

/// "no event type=ASSAULT source=\"Lower Velm\"" against the items.
bool holds(const std::string& line, const std::multimap<std::string, Item>& items) {
  static const std::regex field(R"re((\w+)=("([^"]*)"|\S+))re");
  std::string rest = line;
  const bool absent = rest.starts_with("no ");
  if (absent) rest.erase(0, 3);
  const std::string kind = rest.substr(0, rest.find(' '));
  Item wanted;
  for (std::sregex_iterator it(rest.begin(), rest.end(), field), end; it != end; ++it)
    wanted[(*it)[1]] = (*it)[3].matched ? (*it)[3].str() : (*it)[2].str();
  const auto [first, last] = items.equal_range(kind);
  const bool found = std::any_of(first, last, [&](const auto& entry) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const auto& pair) {
      const auto at = entry.second.find(pair.first);
      return at != entry.second.end() &&
             (pair.second.empty() ? at->second.empty()
                                  : at->second.find(pair.second) != std::string::npos);
    });
  });
  return found != absent;
}

TEST(Cases, HoldForEveryReport) {
  std::size_t cases = 0, lines = 0;
  for (const auto& entry : std::filesystem::directory_iterator(CASUS_ROOT "/tests/cases")) {
    if (entry.path().extension() != ".case") continue;
    std::ifstream in(entry.path());
    std::string name, day, text;
    bool expecting = false;
    std::multimap<std::string, Item> items;
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("# case: ")) {
        name = line.substr(8);
        day = "2025-09-16";
        text.clear();
        expecting = false;
        ++cases;
      } else if (line.starts_with("# published: ")) {
        day = line.substr(13);
      } else if (line == "----") {
        const auto record = reader().read(text, {.kind = Kind::Text, .date = day});
        ASSERT_TRUE(record) << name << ": " << record.error().message;
        items = items_of(*record);
        expecting = true;
      } else if (!expecting) {
        text += line + "\n";
      } else if (!line.empty()) {
        ++lines;
        EXPECT_TRUE(holds(line, items))
            << entry.path().filename() << ", " << name << ": " << line << "\nthe record has\n"
            << shown(items);
      }
    }
  }
  EXPECT_GE(cases, 20U);
  EXPECT_GE(lines, 40U);
}

}  // namespace
}  // namespace casus
