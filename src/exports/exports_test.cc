// SPDX-License-Identifier: Apache-2.0
// What people see of a record: nothing of a report steers a terminal or breaks a feed.
#include <gtest/gtest.h>
#include <libxml/parser.h>

#include "core/text.h"
#include "exports/brief.h"
#include "exports/digest.h"
#include "exports/record_json.h"
#include "exports/rows_text.h"
#include "exports/views_text.h"

namespace casus {
namespace {

using Json = nlohmann::ordered_json;

// A title for the terminal, a colour, a link (OSC 8), CSI in one character, marks of direction,
// XML.
constexpr const char* kHostile =
    "\x1B]0;OWNED\x07\x1B[31mred \x1B]8;;http://evil\x1B\\link\xC2\x9B"
    "2J \xE2\x80\xAE"
    "abc "
    "\xEF\xBF\xBF</title>&\"'";

bool is_harmless(std::string_view text) {
  return text == printable(text);
}

std::vector<DigestPart> digest() {
  return {{std::string("lake & <river> ") + kHostile,
           "statements",
           {Json{{"id", "s1"},
                 {"date", "2025-11-18"},
                 {"speaker", kHostile},
                 {"act", "deny"},
                 {"text", kHostile},
                 {"title", kHostile},
                 {"published", "2025-11-18"}}}},
          {"other", "statements", {Json{{"id", "s1"}, {"act", "deny"}, {"text", "no"}}}}};
}

TEST(Digest, IsWellFormedWhateverTheWordsHold) {
  const std::string atom = digest_atom(digest(), "2025-11-19T00:00:00Z");
  const std::unique_ptr<xmlDoc, void (*)(xmlDoc*)> doc(
      xmlReadMemory(atom.data(), static_cast<int>(atom.size()), nullptr, "UTF-8",
                    XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET),
      xmlFreeDoc);
  ASSERT_NE(doc, nullptr) << atom;
  EXPECT_NE(atom.find("&lt;/title&gt;&amp;&quot;&#39;"), std::string::npos)
      << "only what is escaped";
  EXPECT_EQ(atom.find("<id>urn:casus:watch:other:s1</id>"), atom.rfind("<id>urn:casus:watch:other"))
      << "an entry's id is its own, though two watches tell the item";
  for (const std::string& text : {atom, digest_html(digest(), "now"), digest_text(digest(), "now")})
    EXPECT_TRUE(is_harmless(text)) << text;
  EXPECT_EQ(digest_html(digest(), "now").find("</title>&\""), std::string::npos);
}

Record hostile_record() {
  Record record;
  record.report.id = "r1";
  record.report.title = kHostile;
  record.report.text = std::string("He said: ") + kHostile;
  record.report.byline = {kHostile};
  record.report.diagnostics = {"decoded from windows-1251, which is not declared"};
  record.actors.push_back({.id = "a1", .name = kHostile, .type = ActorType::Person});
  record.actors[0].roles.push_back({.title = kHostile});
  Statement statement;
  statement.id = "s1";
  statement.speaker = "a1";
  statement.act = SpeechAct::State;
  statement.content = {{0, static_cast<std::uint32_t>(record.report.text.size())}};
  statement.venue = kHostile;
  statement.confidence = 1;
  record.statements.push_back(statement);
  return record;
}

TEST(Brief, NothingOfAReportSteersATerminal) {
  const Record record = hostile_record();
  EXPECT_TRUE(is_harmless(to_brief(record, {}))) << to_brief(record, {});
  EXPECT_TRUE(is_harmless(to_quotes(record, {})));
  std::string coloured = to_brief(record, {.colours = true});
  for (const std::string_view own : {"\x1B[1m", "\x1B[0m"}) {
    for (std::size_t at = 0; (at = coloured.find(own)) != std::string::npos;)
      coloured.erase(at, own.size());
  }
  EXPECT_TRUE(is_harmless(coloured)) << "ours are the only sequences";
}

TEST(Brief, FitsAnyWidth) {
  const Record record = hostile_record();
  for (const std::size_t width : {30, 40, 60, 90, 200}) {
    const std::string brief = to_brief(record, {.width = width});
    for (const Span line : lines_of(brief))
      EXPECT_LE(columns(cut(brief, line)), width) << cut(brief, line);
    EXPECT_NE(brief.find("casus add"), std::string::npos)
        << "the hint at the end is whole: " << brief;
  }
}

TEST(Views, NothingOfAReportSteersATerminal) {
  const Json row = digest()[0].rows[0];
  EXPECT_TRUE(is_harmless(rows_table({row}, 80)));
  Json item = row;
  item["context"] = kHostile;
  item["context_span"] = {0, 5};
  EXPECT_TRUE(is_harmless(item_text(item, 80)));
  EXPECT_TRUE(is_harmless(timeline_text(Json::array({row}), 80)));
}

TEST(RecordJson, HoldsWhatWasRepairedAndThatAReportWasNotRead) {
  Record record = hostile_record();
  EXPECT_NE(to_json(record, -1).find("\"notes\":[\"decoded from windows-1251"), std::string::npos);
  EXPECT_EQ(to_json(record, -1).find("\"read\""), std::string::npos);
  record.report.language = "ru";
  EXPECT_NE(to_json(record, -1).find("\"read\":false"), std::string::npos);
}

}  // namespace
}  // namespace casus
