// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libxml/tree.h>

#include <memory>
#include <string>
#include <string_view>

namespace casus {

struct FreeXml {
  void operator()(xmlDoc* doc) const { xmlFreeDoc(doc); }
};
using XmlDocument = std::unique_ptr<xmlDoc, FreeXml>;

/// Parses UTF-8 HTML with libxml2's forgiving parser, offline and without entities from outside.
/// Null when there is no element at all. Depth is bounded by libxml2 (256). Thread-safe.
XmlDocument parse_html(std::string_view utf8);

/// Parses UTF-8 XML (feeds), recovering from errors. Null when hopeless.
XmlDocument parse_xml(std::string_view utf8);

bool is_element(const xmlNode* node, std::string_view name);
std::string_view name_of(const xmlNode* node);
/// The attribute's value, or empty.
std::string attribute(const xmlNode* node, const char* name);
/// All text below `node`, white space squeezed.
std::string text_below(const xmlNode* node);
/// The node after `node` in document order; when `skip_children`, the next outside it. Null past
/// the end of `root`.
xmlNode* following(xmlNode* node, const xmlNode* root, bool skip_children);

}  // namespace casus
