// SPDX-License-Identifier: Apache-2.0
#include "exports/entries.h"

#include <fmt/format.h>

#include <algorithm>

#include "casus/kinds.h"
#include "core/text.h"
#include "core/utf8.h"
#include "exports/rows_text.h"

namespace casus {

namespace {

using Json = nlohmann::ordered_json;

constexpr double kSure = 0.5;            // below this an item is marked "?"
constexpr std::size_t kMostWords = 300;  // columns of an item's words

std::string quoted(const std::string& words) {
  return words.empty() ? "" : "\"" + cropped(squeeze(words), kMostWords, "\xE2\x80\xA6") + "\"";
}

/// The first of many names, and how many more there are.
std::string names(const Json& row, const char* key) {
  constexpr std::size_t kMost = 4;
  if (!row.contains(key) || !row[key].is_array() || row[key].size() <= kMost + 1)
    return field(row, key);
  std::string out;
  for (std::size_t i = 0; i < kMost; ++i) out += (i == 0 ? "" : "; ") + plain_value(row[key][i]);
  return out + fmt::format(" and {} more", row[key].size() - kMost);
}

std::string doing(const std::string& from, const std::string& to) {
  if (from == to) return from;  // of a meeting both are both
  return to.empty() ? from : (from.empty() ? "(not told)" : from) + " -> " + to;
}

/// "Armenia (2022-09-13), Turkey"
std::string side(const Json& who) {
  std::string out;
  for (const Json& one : who)
    out += (out.empty() ? "" : ", ") + field(one, "name") +
           (field(one, "since").empty() ? "" : " (" + field(one, "since") + ")");
  return out;
}

std::string said(const Json& row) {
  std::string who = field(row, "speaker");
  if (who.empty()) who = "(not told)";
  if (const std::string role = field(row, "role"); !role.empty()) who += ", " + role + ",";
  return fmt::format("{} {}: {}", who, field(row, "act"), quoted(field(row, "text")));
}

void join(std::string& head, const std::string& part) {
  if (!part.empty()) head += (head.empty() ? "" : "  ") + part;
}

void tell_commitment(const Json& row, Entry& out) {
  join(out.head, field(row, "kind"));
  join(out.head, doing(names(row, "from"), names(row, "to")));
  std::string status = field(row, "status");
  if (const std::string due = field(row, "due"); !due.empty()) status += ", due " + due;
  join(out.head, status);
  out.under.push_back(quoted(field(row, "text")));
  for (const Json& answer : row["answers"])
    out.under.push_back(fmt::format("{} {} by {} ({})", field(answer, "date"),
                                    field(answer, "status"), field(answer, "by"),
                                    field(answer, "statement")));
  constexpr std::size_t kMost = 3;  // outcomes: more of them say no more
  for (std::size_t i = 0; i < std::min(kMost, row["outcomes"].size()); ++i) {
    const Json& outcome = row["outcomes"][i];
    out.under.push_back(fmt::format("{} {} ({})", field(outcome, "date"), field(outcome, "status"),
                                    field(outcome, "event")));
  }
  if (row["outcomes"].size() > kMost)
    out.under.push_back(fmt::format("and {} more", row["outcomes"].size() - kMost));
}

void tell_event(const Json& row, Entry& out) {
  join(out.head, field(row, "type"));
  join(out.head, doing(names(row, "source"), names(row, "target")));
  if (field(row, "status") != name_of(EventStatus::Occurred))
    join(out.head, "(" + field(row, "status") + ")");
  join(out.head, field(row, "figures"));
  out.under.push_back(quoted(field(row, "text")));
  if (!row.contains("said")) return;
  for (const Json& one : row["said"])
    out.under.push_back(said(one) + " [" + field(one, "report") + "]");
}

std::string sources_of(const Entry& entry) {
  std::string out;
  for (const std::string& one : entry.sources) out += (out.empty() ? "[" : ", ") + one;
  return out.empty() ? "" : out + "]";
}

std::string in_lines(const std::string& text, std::size_t width, std::size_t indent) {
  std::string out;
  for (const std::string& row : in_rows(text, width > indent + 20 ? width - indent : 20))
    out += std::string(indent, ' ') + row + "\n";
  return out;
}

/// What CommonMark would take for markup, behind a backslash.
std::string plain_markdown(const std::string& text) {
  std::string out;
  for (const char c : printable(text)) {
    if (std::string_view("\\`*_{}[]<>#|~&!").find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

}  // namespace

std::string field(const Json& row, const char* key) {
  return row.contains(key) ? plain_value(row[key]) : std::string();
}

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

Entry entry_of(const Json& row) {
  Entry out;
  if (row.contains("before") && row.contains("after")) {
    out.head = field(row, "actor");
    for (const char* key : {"before", "after"}) {
      out.under.push_back(fmt::format("{} {}: {} [{}]", key, field(row[key], "date"),
                                      quoted(field(row[key], "text")), field(row[key], "report")));
    }
    return out;
  }
  if (row.contains("first") && row.contains("actors")) {
    out.head = fmt::format("{}  {}", field(row, "id"), field(row, "name"));
    out.under.push_back(fmt::format("{} to {}, {} reports: {}", field(row, "first"),
                                    field(row, "last"), field(row, "reports"),
                                    field(row, "headline")));
    return out;
  }
  out.head = field(row, "id");
  join(out.head, field(row, "date"));
  if (row.contains("answers")) {
    tell_commitment(row, out);
  } else if (row.contains("asserted_by") && row.contains("denied_by")) {
    join(out.head, field(row, "status"));
    out.under.push_back(quoted(field(row, "text")));
    if (!row["asserted_by"].empty()) out.under.push_back("says so: " + side(row["asserted_by"]));
    if (!row["denied_by"].empty()) out.under.push_back("denies it: " + side(row["denied_by"]));
  } else if (row.contains("trigger")) {
    tell_event(row, out);
  } else if (row.contains("act")) {
    join(out.head, said(row));
  } else {
    join(out.head, field(row, "type"));
    join(out.head, doing(names(row, "from"), names(row, "to")));
  }
  if (row.contains("confidence") && row["confidence"].is_number() &&
      row["confidence"].get<double>() < kSure)
    out.head += " ?";
  if (row.contains("reports") && row["reports"].is_array()) {
    for (const Json& one : row["reports"]) out.sources.push_back(plain_value(one));
  } else if (const std::string report = field(row, "report"); !report.empty()) {
    out.sources.push_back(report);
  }
  if (const std::string by = field(row, "replaced_by");
      !by.empty() && std::find(out.sources.begin(), out.sources.end(), by) == out.sources.end())
    out.under.push_back(fmt::format("{} was replaced by {}", field(row, "report"), by));
  std::erase(out.under, "");
  return out;
}

std::string parts_text(const std::vector<Part>& parts, std::size_t width) {
  std::string out;
  for (const Part& part : parts) {
    if (part.entries.empty()) continue;
    out += "\n" + part.heading + "\n";
    for (const Entry& entry : part.entries) {
      out += in_lines(squeeze(entry.head + " " + sources_of(entry)), width, 2);
      for (const std::string& line : entry.under) out += in_lines(line, width, 6);
    }
  }
  return printable(out);
}

std::string parts_markdown(const std::vector<Part>& parts) {
  std::string out;
  for (const Part& part : parts) {
    if (part.entries.empty()) continue;
    out += "\n## " + plain_markdown(part.heading) + "\n\n";
    for (const Entry& entry : part.entries) {
      out += fmt::format("- **{}** {}\n", plain_markdown(squeeze(entry.head)), sources_of(entry));
      for (const std::string& line : entry.under) out += "  - " + plain_markdown(line) + "\n";
    }
  }
  return out;
}

std::string parts_html(const std::vector<Part>& parts) {
  std::string out;
  for (const Part& part : parts) {
    if (part.entries.empty()) continue;
    out += "<h2>" + escaped(part.heading) + "</h2>\n<ul>\n";
    for (const Entry& entry : part.entries) {
      out += "<li><b>" + escaped(squeeze(entry.head)) + "</b>";
      for (const std::string& source : entry.sources)
        out += fmt::format(" <a href=\"#{0}\">{0}</a>", escaped(source));
      for (const std::string& line : entry.under) out += "<br>\n" + escaped(line);
      out += "</li>\n";
    }
    out += "</ul>\n";
  }
  return out;
}

}  // namespace casus
