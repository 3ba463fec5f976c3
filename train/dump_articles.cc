// SPDX-License-Identifier: Apache-2.0
// The blocks of HTML pages as train_articles.py wants them: a line with the features' names, then a
// line a page, {"title", "blocks": [text], "headings": [bool], "aside": [bool], "features":
// [[number]]}. With --text a line a page as `casus read` would have it, {"report": {"text"}}, for
// ../shared/score/score_snippets.py; "-" is standard input.
// usage: dump_articles [--text] FILE...
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "casus/ingest.h"
#include "core/text.h"
#include "ingest/article.h"
#include "ingest/article_features.h"
#include "ingest/charset.h"
#include "ingest/html_metadata.h"
#include "ingest/html_tree.h"

namespace {

using nlohmann::json;

std::string bytes_of(const std::string& path) {
  if (path == "-") return {std::istreambuf_iterator<char>(std::cin), {}};
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Code points before byte `end`.
std::size_t code_points(const std::string& text, std::size_t end) {
  return casus::columns(std::string_view(text).substr(0, end));
}

json report_of(const std::string& bytes) {
  const auto report = casus::read_document(bytes, {.kind = casus::Kind::Html});
  if (!report) return {{"error", report.error().message}};
  json furniture = json::array();
  for (const casus::Span span : report->furniture)
    furniture.push_back(
        {code_points(report->text, span.begin), code_points(report->text, span.end)});
  return {{"report", {{"text", report->text}, {"furniture", furniture}}}};
}

json blocks_of(const std::string& bytes, std::vector<std::string>& names) {
  json line = {{"title", ""},
               {"blocks", json::array()},
               {"headings", json::array()},
               {"aside", json::array()},
               {"features", json::array()}};
  const auto decoded = casus::decode(bytes, casus::declared_in_html(bytes));
  const casus::XmlDocument page = decoded ? casus::parse_html(decoded->text) : nullptr;
  if (page == nullptr || xmlDocGetRootElement(page.get()) == nullptr) return line;
  const std::string title = casus::squeeze(casus::page_metadata(page.get(), "").title);
  const casus::Blocks cut = casus::cut_blocks(xmlDocGetRootElement(page.get()));
  names.clear();
  const casus::Features features = casus::measure_blocks(cut, title, &names);
  line["title"] = title;
  for (std::size_t at = 0; at < cut.blocks.size(); ++at) {
    const casus::Block& block = cut.blocks[at];
    const casus::Tag tag = cut.elements[static_cast<std::size_t>(block.element)].tag;
    line["blocks"].push_back(block.text);
    line["headings"].push_back(tag >= casus::Tag::H1 && tag <= casus::Tag::H4);
    line["aside"].push_back(casus::is_set_aside(cut, block, title));
    const float* row = features.row(at);
    line["features"].push_back(std::vector<float>(row, row + features.columns));
  }
  return line;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> files(argv + 1, argv + argc);
  const bool as_text = !files.empty() && files.front() == "--text";
  bool named = as_text;
  for (std::size_t at = as_text ? 1 : 0; at < files.size(); ++at) {
    std::vector<std::string> names;
    const std::string bytes = bytes_of(files[at]);
    const json line = as_text ? report_of(bytes) : blocks_of(bytes, names);
    if (!named && !names.empty()) std::cout << json(names).dump() << "\n";
    named = named || !names.empty();
    std::cout << line.dump(-1, ' ', false, json::error_handler_t::replace) << "\n";
  }
}
