// SPDX-License-Identifier: Apache-2.0
#include "ingest/sniff.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text.h"

namespace casus {

namespace {

using Signature = std::pair<std::string_view, std::string_view>;

// First bytes (the file formats' own documents; file(1)).
constexpr std::array<Signature, 21> kBinary = {
    {{"\x7F"
      "ELF",
      "a program"},
     {"MZ\x90", "a program"},
     {"%PDF-", "a PDF file"},
     {"\x89PNG", "a picture"},
     {"\xFF\xD8\xFF", "a picture"},
     {"GIF8", "a picture"},
     {"PK\x03\x04", "a zip file or an office document"},
     {"\xD0\xCF\x11\xE0", "an office document"},
     {"{\\rtf", "an RTF document"},
     {"\x1F\x8B", "gzip data within gzip data"},
     {"BZh", "a bzip2 file"},
     {"\xFD"
      "7zXZ",
      "an xz file"},
     {"\x28\xB5\x2F\xFD", "a zstd file"},
     {"7z\xBC\xAF", "a 7z file"},
     {"Rar!", "a rar file"},
     {"ID3", "a sound"},
     {"OggS", "a sound"},
     {"RIFF", "a sound or a film"},
     {"SQLite format 3", "an SQLite file"},
     {"wOFF", "a font"},
     {"filedesc://", "an ARC archive, older than WARC"}}};

/// The ASCII characters of UTF-16, so that it shows its tags too.
std::string ascii_of(std::string_view head) {
  std::string out;
  for (const char c : head) {
    if (c != '\0' && static_cast<unsigned char>(c) < 0x80) out += c;
  }
  return out;
}

/// Without the white space and comments that may stand before the first tag of a page.
std::string_view past_comments(std::string_view text, bool& commented) {
  for (text = trim(text); text.starts_with("<!--"); text = trim(text)) {
    commented = true;
    const std::size_t end = text.find("-->");
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 3);
  }
  return text;
}

/// "a", "b" or "a"] at the end: a list of texts goes on so after its bracket, and prose does not.
bool goes_on_as_list(std::string_view text) {
  if (!text.starts_with('"')) return false;
  std::size_t end = 1;
  while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
  if (end >= text.size()) return true;  // longer than what is seen of it
  text = trim(text.substr(end + 1));
  return text == "]" || (text.starts_with(',') && trim(text.substr(1)).starts_with('"'));
}

/// A line of JSON, a list of objects or texts, or an object laid out over lines. "[Photo]" is text.
bool is_json(std::string_view text) {
  const char first = text.empty() ? '\0' : text[0];
  if (first != '{' && first != '[') return false;
  const std::string_view rest = trim(text.substr(1));
  return first == '{' ? rest.starts_with('"') || rest.starts_with('}')
                      : rest.starts_with('{') || rest == "]" || goes_on_as_list(rest);
}

/// "svg" of "<?xml ...?><!DOCTYPE ...><svg ..."; nothing where the text does not begin with XML.
std::string_view first_element(std::string_view text) {
  if (!text.starts_with('<')) return {};
  for (std::size_t at = 0; at != std::string_view::npos; at = text.find('<', at + 1)) {
    if (at + 1 < text.size() && is_letter(text[at + 1]))
      return text.substr(at + 1, text.find_first_of(" \t\r\n/>", at) - at - 1);
  }
  return {};
}

/// Fields of RFC 5322 above a blank line.
bool is_mail(std::string_view low) {
  std::string_view head = low.substr(0, std::min(low.find("\n\n"), low.find("\r\n\r\n")));
  // A folder of mails (mbox, RFC 4155) has a line of its own above.
  if (head.starts_with("from ")) head.remove_prefix(std::min(head.find('\n'), head.size() - 1) + 1);
  const auto has = [&](std::string_view field) {
    return head.starts_with(field) ||
           head.find("\n" + std::string(field)) != std::string_view::npos;
  };
  const std::size_t colon = head.find(':');
  return colon < 30 && head.find(' ') > colon && has("from: ") &&
         (has("mime-version: ") || has("message-id: ") || has("received: "));
}

}  // namespace

std::string_view utf16_without_mark(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, std::min<std::size_t>(bytes.size(), 4096) & ~1U);
  if (head.find('\0') == std::string_view::npos) return {};
  for (const bool little : {true, false}) {
    std::size_t narrow = 0, wrong = 0;
    bool high_surrogate = false;
    for (std::size_t i = 0; i < head.size(); i += 2) {
      const unsigned low = static_cast<unsigned char>(head[little ? i : i + 1]);
      const unsigned high = static_cast<unsigned char>(head[little ? i + 1 : i]);
      const unsigned unit = (high << 8U) | low;
      const bool low_surrogate = unit >= 0xDC00 && unit < 0xE000;
      narrow += unit < 0x80;
      wrong += (unit < 0x20 && !is_space(static_cast<char>(unit))) || unit >= 0xFFFE ||
               low_surrogate != high_surrogate;
      high_surrogate = unit >= 0xD800 && unit < 0xDC00;
    }
    // Spaces and digits are narrow in any script; text read in the wrong order has none.
    if (narrow * 20 > head.size() / 2 && wrong == 0) return little ? "UTF-16LE" : "UTF-16BE";
  }
  return {};
}

std::string_view binary_format(std::string_view head) {
  for (const auto& [mark, name] : kBinary) {
    if (head.starts_with(mark)) return name;
  }
  return {};
}

std::string_view foreign_format(std::string_view head) {
  if (const std::string_view name = binary_format(head); !name.empty()) return name;
  const std::string low = lower(head.substr(0, 4096));
  bool commented = false;
  const std::string_view text = past_comments(low, commented);
  if (text.starts_with("<?xml") || text.starts_with("<urlset") ||
      text.starts_with("<sitemapindex")) {
    if (contains_any(text, {"<urlset", "<sitemapindex"}))
      return "a sitemap, which lists pages and holds none";
  }
  if (first_element(text) == "svg") return "a picture";
  if (text.starts_with("begin:vc")) return "a calendar or a card of addresses";
  return is_mail(text) ? "an e-mail" : "";
}

Kind kind_of(std::string_view head) {
  if (head.starts_with("WARC/")) return Kind::Warc;
  head = head.substr(0, kSniffedBytes);
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const bool wide = head.find('\0') != std::string_view::npos;
  const std::string ascii = wide ? ascii_of(head) : std::string();
  bool commented = false;
  const std::string_view text = past_comments(wide ? ascii : head, commented);
  if (is_json(text)) return Kind::Ndjson;
  const std::string low = lower(text.substr(0, 2048));
  if (low.starts_with("<?xml") || low.starts_with("<rss") || low.starts_with("<feed") ||
      low.starts_with("<rdf:rdf")) {
    if (contains_any(low, {"<rss", "<feed", "<rdf:rdf"})) return Kind::Feed;
  }
  if (commented) return Kind::Html;
  if (!low.starts_with("<")) return Kind::Text;
  return contains_any(low, {"<!doctype html", "<html", "<head", "<body", "<meta", "<div", "<p>",
                            "<p ", "<article", "<title", "<section", "<main", "<h1"})
             ? Kind::Html
             : Kind::Text;
}

}  // namespace casus
