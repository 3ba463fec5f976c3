// SPDX-License-Identifier: Apache-2.0
#include "ingest/html_tree.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include <algorithm>
#include <mutex>
#include <utility>

#include "core/text.h"

namespace casus {

namespace {

void start_libxml() {
  static std::once_flag once;
  std::call_once(once, [] { xmlInitParser(); });
}

constexpr std::size_t kMostAttributes = 256;  // of one tag; real ones have a few dozen

/// Where the tag that begins at `at` ends (past its ">"), and where its attributes past
/// kMostAttributes begin: there, too, when it has no more than that.
std::pair<std::size_t, std::size_t> tag_ends(std::string_view html, std::size_t at) {
  std::size_t attributes = 0, cut = 0;
  char quote = '\0', before = '<';  // the last character but white space
  bool apart = false;               // after white space or a quoted value
  for (++at; at < html.size(); ++at) {
    const char c = html[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0', apart = true, before = c;
      continue;
    }
    if (c == '>') break;
    if (is_space(c)) {
      apart = true;
      continue;
    }
    if ((c == '"' || c == '\'') && before == '=')
      quote = c;
    else if (apart && c != '=' && before != '=' && ++attributes > kMostAttributes && cut == 0)
      cut = at;
    apart = false;
    before = c;
  }
  const std::size_t end = std::min(at, html.size());
  return {end, cut == 0 ? end : cut};
}

/// The page without the attributes past kMostAttributes of a tag, which libxml2 compares with each
/// other: 100,000 would take it half a minute. Empty when there are none.
std::string with_fewer_attributes(std::string_view html) {
  std::string out;
  std::size_t copied = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
    if (++at >= html.size() || !is_letter(html[at])) continue;
    const auto [end, cut] = tag_ends(html, at - 1);
    if (cut < end) {
      out += html.substr(copied, cut - copied);
      copied = end;
    }
    at = end;
  }
  if (copied > 0) out += html.substr(copied);
  return out;
}

}  // namespace

XmlDocument parse_html(std::string_view page) {
  start_libxml();
  const std::string fewer = with_fewer_attributes(page);
  const std::string_view utf8 = fewer.empty() ? page : fewer;
  constexpr int kOptions = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                           HTML_PARSE_NONET | HTML_PARSE_COMPACT | HTML_PARSE_NODEFDTD;
  return XmlDocument(
      htmlReadMemory(utf8.data(), static_cast<int>(utf8.size()), nullptr, "UTF-8", kOptions));
}

XmlDocument parse_xml(std::string_view utf8) {
  start_libxml();
  constexpr int kOptions = XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                           XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT;
  return XmlDocument(
      xmlReadMemory(utf8.data(), static_cast<int>(utf8.size()), nullptr, "UTF-8", kOptions));
}

std::string_view name_of(const xmlNode* node) {
  return node->name == nullptr ? std::string_view() : reinterpret_cast<const char*>(node->name);
}

bool is_element(const xmlNode* node, std::string_view name) {
  return node->type == XML_ELEMENT_NODE && name_of(node) == name;
}

std::string attribute(const xmlNode* node, const char* name) {
  if (node->type != XML_ELEMENT_NODE) return {};
  for (const xmlAttr* at = node->properties; at != nullptr; at = at->next) {
    if (xmlStrcmp(at->name, reinterpret_cast<const xmlChar*>(name)) != 0 ||
        at->children == nullptr || at->children->content == nullptr)
      continue;
    return reinterpret_cast<const char*>(at->children->content);
  }
  return {};
}

std::string text_below(const xmlNode* root) {
  std::string out;
  for (xmlNode* node = const_cast<xmlNode*>(root); node != nullptr;
       node = following(node, root, is_element(node, "script") || is_element(node, "style"))) {
    if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) &&
        node->content != nullptr) {
      out += reinterpret_cast<const char*>(node->content);
    } else if (is_element(node, "br") || is_element(node, "p") || is_element(node, "div") ||
               is_element(node, "li")) {
      out += ' ';
    }
  }
  return squeeze(out);
}

xmlNode* following(xmlNode* node, const xmlNode* root, bool skip_children) {
  if (!skip_children && node->children != nullptr && node->type == XML_ELEMENT_NODE)
    return node->children;
  while (node != nullptr && node != root) {
    if (node->next != nullptr) return node->next;
    node = node->parent;
  }
  return nullptr;
}

}  // namespace casus
