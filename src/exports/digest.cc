// SPDX-License-Identifier: Apache-2.0
#include "exports/digest.h"

#include <fmt/format.h>

#include "core/text.h"
#include "exports/entries.h"
#include "exports/rows_text.h"

namespace casus {

namespace {

constexpr std::size_t kWidth = 100;  // columns of a digest as text

using Json = nlohmann::ordered_json;

/// One line that says who, what, and where it stands.
std::string headline(const Json& row) {
  std::string out = field(row, "date");
  static const std::vector<const char*> kOfStatement = {"act", "speaker"};
  static const std::vector<const char*> kOfOther = {"type",   "kind", "status",     "speaker",
                                                    "source", "from", "asserted_by"};
  for (const char* key : row.contains("act") ? kOfStatement : kOfOther) {
    if (const std::string value = field(row, key); !value.empty()) out += " " + value;
  }
  for (const char* key : {"target", "to"}) {
    if (const std::string value = field(row, key); !value.empty()) out += " -> " + value;
  }
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

/// An item as a line of the brief, with the headline its reader knows it by.
Entry line_of(const Json& row) {
  Entry out = entry_of(row);
  out.sources.clear();
  std::string from = field(row, "headline").empty() ? field(row, "title") : field(row, "headline");
  if (const std::string day = field(row, "published"); !day.empty()) from += " (" + day + ")";
  if (const std::string url = field(row, "url"); !url.empty()) from += " " + url;
  out.under.push_back("in " + from);
  return out;
}

std::vector<Part> told(const std::vector<DigestPart>& parts) {
  std::vector<Part> out;
  for (const DigestPart& part : parts) {
    out.push_back({fmt::format("{}: {} new", part.name, part.rows.size()), {}});
    for (const Json& row : part.rows) out.back().entries.push_back(line_of(row));
    out.push_back({fmt::format("{}: {} changed", part.name, part.changes.size()), {}});
    for (const DigestChange& change : part.changes) {
      out.back().entries.push_back(line_of(change.row));
      Entry& line = out.back().entries.back();
      line.head = fmt::format("{} {}: {}", change.date, change.what, line.head);
    }
  }
  return out;
}

}  // namespace

std::string digest_text(const std::vector<DigestPart>& parts, const std::string& now) {
  return "casus, " + now + "\n" + parts_text(told(parts), kWidth);
}

std::string digest_html(const std::vector<DigestPart>& parts, const std::string& now) {
  return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>casus, " +
         escaped(now) + "</title></head><body>\n<h1>What is new</h1>\n" + parts_html(told(parts)) +
         "</body></html>\n";
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
    for (const DigestChange& change : part.changes) {
      out += fmt::format(
          "<entry><id>urn:casus:watch:{}:{}:{}</id><title>{}</title><updated>{}</updated><category "
          "term=\"{}\"/><content type=\"text\">{}</content></entry>\n",
          urn_part(part.name), escaped(field(change.row, "id")), urn_part(change.what),
          escaped(change.what + ": " + headline(change.row)), now, escaped(part.name),
          escaped(field(change.row, "text")));
    }
  }
  return out + "</feed>\n";
}

}  // namespace casus
