// SPDX-License-Identifier: Apache-2.0
#include "exports/period_text.h"

#include <fmt/format.h>

#include "exports/entries.h"
#include "exports/outlook_text.h"
#include "exports/rows_text.h"

namespace casus {

namespace {

using Json = nlohmann::ordered_json;

std::string title_of(const Json& period) {
  std::string out =
      fmt::format("{} to {}", plain_value(period["since"]), plain_value(period["until"]));
  if (!period["about"].is_null()) out += ": " + plain_value(period["about"]);
  const bool one = period["reports"] == 1;
  return out + fmt::format(" ({} report{})", plain_value(period["reports"]), one ? "" : "s");
}

std::vector<Part> parts_of(const Json& period) {
  std::vector<Part> out;
  for (const auto& [heading, key] : {std::pair{"STORIES", "stories"},
                                     {"WHAT HAPPENED", "happened"},
                                     {"DISPUTED", "disputed"},
                                     {"ASKED AND PROMISED", "asked"},
                                     {"ANSWERED", "answered"},
                                     {"DUE", "due"},
                                     {"OVERDUE", "overdue"},
                                     {"CHANGED POSITION", "changed"}}) {
    out.push_back({heading, {}});
    for (const Json& row : period[key]) out.back().entries.push_back(entry_of(row));
  }
  out.push_back({"WHAT WILL THEY DECIDE (docs/outlook.md: what this is worth)", {}});
  if (period.contains("decisions")) {
    for (const Json& one : period["decisions"])
      out.back().entries.push_back(entry_of_decision(one));
  }
  return out;
}

/// "d12  2018-01-21  Headline, agency, address"
std::string source_line(const Json& report) {
  std::string out = plain_value(report["published"]) + "  " + plain_value(report["headline"]);
  for (const char* key : {"agency", "url"}) {
    if (!report[key].is_null()) out += ", " + plain_value(report[key]);
  }
  for (const auto& [key, what] :
       {std::pair{"replaces", ", replaces "}, std::pair{"replaced_by", ", replaced by "}}) {
    if (!report[key].is_null()) out += what + plain_value(report[key]);
  }
  return out;
}

}  // namespace

std::string period_text(const Json& period, std::size_t width) {
  auto parts = parts_of(period);
  parts.push_back({"SOURCES", {}});
  for (const Json& report : period["sources"])
    parts.back().entries.push_back(
        {plain_value(report["id"]) + "  " + source_line(report), {}, {}});
  return title_of(period) + "\n" + parts_text(parts, width);
}

std::string period_markdown(const Json& period) {
  auto parts = parts_of(period);
  parts.push_back({"SOURCES", {}});
  for (const Json& report : period["sources"])
    parts.back().entries.push_back({plain_value(report["id"]), {source_line(report)}, {}});
  return "# " + title_of(period) + "\n" + parts_markdown(parts);
}

std::string period_html(const Json& period) {
  const std::string title = escaped(title_of(period));
  std::string out = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" +
                    title + "</title></head><body>\n<h1>" + title + "</h1>\n" +
                    parts_html(parts_of(period));
  if (period["sources"].empty()) return out + "</body></html>\n";
  out += "<h2>SOURCES</h2>\n<ul>\n";
  for (const Json& report : period["sources"])
    out += fmt::format("<li id=\"{0}\"><b>{0}</b> {1}</li>\n", escaped(plain_value(report["id"])),
                       escaped(source_line(report)));
  return out + "</ul>\n</body></html>\n";
}

}  // namespace casus
