// SPDX-License-Identifier: Apache-2.0
#include "ingest/html_tree.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include <mutex>

#include "core/text.h"

namespace casus {

namespace {

void start_libxml() {
  static std::once_flag once;
  std::call_once(once, [] { xmlInitParser(); });
}

}  // namespace

XmlDocument parse_html(std::string_view utf8) {
  start_libxml();
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
