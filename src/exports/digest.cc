// SPDX-License-Identifier: Apache-2.0
#include "exports/digest.h"

#include <fmt/format.h>

#include "core/text.h"
#include "exports/rows_text.h"

namespace casus {

namespace {

using Json = nlohmann::ordered_json;

std::string field(const Json& row, const char* key) {
  return row.contains(key) ? plain_value(row[key]) : std::string();
}

/// One line that says who, what, and where it stands.
std::string headline(const Json& row) {
  std::string out = field(row, "date");
  for (const char* key : {"type", "kind", "act", "status"}) {
    if (const std::string value = field(row, key);
        !value.empty() && !(std::string(key) == "kind" && row.contains("act")))
      out += " " + value;
  }
  for (const char* key : {"speaker", "source", "from", "asserted_by"}) {
    if (const std::string value = field(row, key);
        !value.empty() && !(std::string(key) == "source" && row.contains("act")))
      out += " " + value;
  }
  for (const char* key : {"target", "to"}) {
    if (const std::string value = field(row, key); !value.empty()) out += " -> " + value;
  }
  return out;
}

/// Text and attributes of HTML and XML 1.0, which has no place for control characters even escaped.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : printable(text))
    out += c == '&'    ? "&amp;"
           : c == '<'  ? "&lt;"
           : c == '>'  ? "&gt;"
           : c == '"'  ? "&quot;"
           : c == '\'' ? "&#39;"
                       : std::string(1, c);
  return out;
}

/// A name as part of a URN (RFC 8141).
std::string urn_part(const std::string& name) {
  std::string out;
  for (const char c : name)
    out += static_cast<unsigned char>(c) < 0x80 && (is_letter(c) || is_digit(c))
               ? std::string(1, c)
               : fmt::format("%{:02x}", static_cast<unsigned char>(c));
  return out;
}

}  // namespace

std::string digest_text(const std::vector<DigestPart>& parts, const std::string& now) {
  std::string out = "casus, " + now + "\n";
  for (const DigestPart& part : parts) {
    out += fmt::format("\n{}: {} new\n", part.name, part.rows.size());
    for (const Json& row : part.rows) {
      out += fmt::format("  {}  {}\n", field(row, "id"), headline(row));
      if (const std::string text = field(row, "text"); !text.empty()) out += "      " + text + "\n";
      out += fmt::format("      in {} ({})\n", field(row, "title"), field(row, "published"));
    }
  }
  return printable(out);
}

std::string digest_html(const std::vector<DigestPart>& parts, const std::string& now) {
  std::string out =
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>casus, " +
      escaped(now) + "</title></head><body>\n<h1>What is new</h1>\n";
  for (const DigestPart& part : parts) {
    out += fmt::format("<h2>{}: {} new</h2>\n<ul>\n", escaped(part.name), part.rows.size());
    for (const Json& row : part.rows)
      out += fmt::format("<li><b>{}</b><blockquote>{}</blockquote>{} ({})</li>\n",
                         escaped(headline(row)), escaped(field(row, "text")),
                         escaped(field(row, "title")), escaped(field(row, "published")));
    out += "</ul>\n";
  }
  return out + "</body></html>\n";
}

std::string digest_atom(const std::vector<DigestPart>& parts, const std::string& now) {
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed "
      "xmlns=\"http://www.w3.org/2005/Atom\">\n<title>casus</title>\n<id>urn:casus:digest</"
      "id>\n<updated>{}</updated>\n<author><name>casus</name></author>\n",
      now);
  for (const DigestPart& part : parts) {
    for (const Json& row : part.rows) {
      out += fmt::format(
          "<entry><id>urn:casus:watch:{}:{}</id><title>{}</title><updated>{}</updated><category "
          "term=\"{}\"/><content type=\"text\">{}</content></entry>\n",
          urn_part(part.name), escaped(field(row, "id")), escaped(headline(row)), now,
          escaped(part.name), escaped(field(row, "text")));
    }
  }
  return out + "</feed>\n";
}

}  // namespace casus
