// SPDX-License-Identifier: Apache-2.0
#include "exports/rows_text.h"

#include <algorithm>

#include "core/text.h"
#include "core/utf8.h"

namespace casus {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kMore =
    "\xE2\x80\xA6";  // an ellipsis, at the end of a cell that was longer

/// What the table shows of each kind of row, the widest column last.
std::vector<std::string> shown_of(const Json& row) {
  const auto has = [&](const char* key) { return row.contains(key); };
  if (has("first") && has("actors")) return {"id", "first", "last", "reports", "name", "headline"};
  if (has("act")) return {"id", "date", "speaker", "act", "text"};
  if (has("trigger"))
    return {"id", "date", "type", "source", "target", "status", "figures", "text"};
  if (has("asserted_by")) return {"id", "date", "status", "asserted_by", "denied_by", "text"};
  if (has("answers")) return {"id", "date", "kind", "from", "to", "due", "status", "text"};
  if (has("told_by")) return {"id", "type", "from", "to", "first", "last", "told_by"};
  if (has("names")) return {"id", "type", "code", "reports", "statements", "name", "role"};
  return {"id", "published", "agency", "statements", "copies", "headline"};
}

std::string csv_cell(const std::string& value) {
  std::string out = value;
  if (!out.empty() && std::string_view("=+-@\t\r").find(out[0]) != std::string_view::npos)
    out.insert(0, "'");
  if (out.find_first_of(",\"\n\r") == std::string::npos) return out;
  std::string quoted = "\"";
  for (const char c : out) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

std::string plain_value(const Json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return value.get<std::string>();
  if (value.is_array()) {
    std::string out;
    for (const Json& one : value) out += (out.empty() ? "" : "; ") + plain_value(one);
    return out;
  }
  if (value.is_object()) {
    if (value.contains("name")) return plain_value(value["name"]);
    if (value.contains("what"))
      return squeeze(
          plain_value(value["qualifier"]) + " " + plain_value(value["value"]) + " " +
          (value["unit"].is_null() ? plain_value(value["what"]) : plain_value(value["unit"])));
    if (value.contains("by"))
      return plain_value(value["status"]) + " by " + plain_value(value["by"]);
    if (value.contains("from") && value.contains("to"))
      return plain_value(value["from"]) + "/" + plain_value(value["to"]);
  }
  return value.dump();
}

std::string rows_table(const std::vector<Json>& rows, std::size_t width) {
  if (rows.empty()) return "";
  const std::vector<std::string> keys = shown_of(rows.front());
  std::vector<std::vector<std::string>> cells{keys};
  for (const Json& row : rows) {
    cells.emplace_back();
    for (const std::string& key : keys)
      cells.back().push_back(row.contains(key) ? cropped(squeeze(plain_value(row[key])),
                                                         key == keys.back() ? 10000 : 22, kMore)
                                               : "");
  }
  std::vector<std::size_t> widths(keys.size(), 0);
  for (const auto& line : cells) {
    for (std::size_t i = 0; i < keys.size(); ++i) widths[i] = std::max(widths[i], columns(line[i]));
  }
  std::size_t used = 0;
  for (std::size_t i = 0; i + 1 < keys.size(); ++i) used += widths[i] + 2;
  const std::size_t last = width > used + 20 ? width - used : 20;
  std::string out;
  for (const auto& line : cells) {
    for (std::size_t i = 0; i + 1 < keys.size(); ++i)
      out += line[i] + std::string(widths[i] + 2 - columns(line[i]), ' ');
    out += cropped(squeeze(line.back()), last, kMore);
    while (out.ends_with(' ')) out.pop_back();
    out += '\n';
  }
  return printable(out);
}

std::string rows_csv(const std::vector<Json>& rows) {
  if (rows.empty()) return "";
  std::string out;
  for (const auto& [key, value] : rows.front().items())
    out += (out.empty() ? "" : ",") + csv_cell(key);
  out += "\r\n";
  for (const Json& row : rows) {
    bool first = true;
    for (const auto& [key, value] : rows.front().items()) {
      out += (first ? "" : ",") + (row.contains(key) ? csv_cell(plain_value(row[key])) : "");
      first = false;
    }
    out += "\r\n";
  }
  return out;
}

std::string rows_ndjson(const std::vector<Json>& rows) {
  std::string out;
  for (const Json& row : rows)
    out += row.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  return out;
}

}  // namespace casus
