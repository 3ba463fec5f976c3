// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace casus {

/// An item of the record as a line of a brief or a digest: what it is, the words it stands on, and
/// the reports it is from.
struct Entry {
  std::string head;  // "2018-01-20  ASSAULT  Turkey -> Afrin"; ? behind what is unsure
  std::vector<std::string> under;    // its words in quotation marks, who says so, what came of it
  std::vector<std::string> sources;  // "d12"
};

/// Of a row of any kind of item (store/rows.h).
Entry entry_of(const nlohmann::ordered_json& row);

/// A part of a page of text.
struct Part {
  std::string heading;
  std::vector<Entry> entries;
};

/// Parts as lines for `width` columns, as Markdown (CommonMark) or as elements of an HTML page;
/// nothing of them is markup. Sources stand in brackets behind each line.
std::string parts_text(const std::vector<Part>& parts, std::size_t width);
std::string parts_markdown(const std::vector<Part>& parts);
std::string parts_html(const std::vector<Part>& parts);

/// Text and attributes of HTML and XML 1.0, which has no place for control characters even escaped.
std::string escaped(const std::string& text);

/// A field of a row in words; empty where the row has none.
std::string field(const nlohmann::ordered_json& row, const char* key);

}  // namespace casus
