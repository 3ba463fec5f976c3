// SPDX-License-Identifier: Apache-2.0
// A digest is well formed XML and steers no terminal, whatever the words of its rows. The input's
// lines are the values of a row's keys, in turn; an empty line begins the next row.
#include <libxml/parser.h>

#include <algorithm>

#include "checks.h"
#include "core/text.h"
#include "exports/digest.h"
#include "exports/rows_text.h"

namespace casus::fuzz {
namespace {

constexpr std::array kKeys = {"id",     "text",   "title", "published",   "speaker", "act",
                              "status", "source", "date",  "asserted_by", "to",      "type"};

DigestPart part_of(std::string_view text) {
  DigestPart part{.name = "", .kind = "statements", .rows = {}};
  nlohmann::ordered_json row = nlohmann::ordered_json::object();
  for (const Span line : lines_of(text)) {
    const std::string value(cut(text, line));
    if (part.name.empty()) {
      part.name = value;
    } else if (value.empty()) {
      part.rows.push_back(std::exchange(row, nlohmann::ordered_json::object()));
    } else {
      const char* key = kKeys[row.size() % kKeys.size()];
      row[key] = row.size() % 5 == 4 ? nlohmann::ordered_json{{"name", value}, {"id", "a1"}}
                                     : nlohmann::ordered_json(value);
    }
  }
  part.rows.push_back(std::move(row));
  return part;
}

bool is_plain(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](unsigned char c) {
    return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
  });
}

}  // namespace
}  // namespace casus::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace casus::fuzz;
  std::size_t repaired = 0;
  const std::string text = casus::repair_utf8(view(data, size), repaired);
  const std::vector<casus::DigestPart> parts = {part_of(text)};
  const std::string now = "2026-11-27T12:00:00Z";
  must(is_plain(casus::digest_text(parts, now)));
  must(is_plain(casus::digest_html(parts, now)));
  must(is_plain(casus::rows_table(parts[0].rows, 80)));
  (void)casus::rows_csv(parts[0].rows);
  const std::string atom = casus::digest_atom(parts, now);
  xmlDoc* const feed = xmlReadMemory(atom.data(), static_cast<int>(atom.size()), nullptr, "UTF-8",
                                     XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET);
  must(feed != nullptr);
  xmlFreeDoc(feed);
  return 0;
}
