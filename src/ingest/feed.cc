// SPDX-License-Identifier: Apache-2.0
#include "ingest/feed.h"

#include "core/calendar.h"
#include "core/text.h"
#include "ingest/html_tree.h"

namespace casus {

namespace {

std::string raw_text(const xmlNode* node) {
  std::string out;
  for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->content != nullptr && child->type != XML_COMMENT_NODE)
      out += reinterpret_cast<const char*>(child->content);
  }
  return out;
}

std::string day_of(const xmlNode* node) {
  const auto day = parse_day(text_below(node));
  return day ? iso(*day) : std::string();
}

FeedItem item_of(const xmlNode* item) {
  FeedItem out;
  for (const xmlNode* child = item->children; child != nullptr; child = child->next) {
    const std::string_view name =
        child->type == XML_ELEMENT_NODE ? name_of(child) : std::string_view();
    if (name == "title") out.title = text_below(child);
    if (name == "guid" || name == "id") out.id = text_below(child);
    if (name == "pubDate" || name == "published" || (name == "updated" && out.published.empty()) ||
        name == "date")
      out.published = day_of(child);
    if (name == "link") {
      const std::string rel = attribute(child, "rel");
      const std::string href = attribute(child, "href");
      if (href.empty())
        out.url = text_below(child);
      else if (rel.empty() || rel == "alternate")
        out.url = href;
    }
    if (name == "encoded" || name == "content" ||
        ((name == "description" || name == "summary") && out.content.empty())) {
      std::string text = raw_text(child);
      out.content = trim(text).empty() ? text_below(child) : std::move(text);
    }
  }
  if (out.id.empty()) out.id = out.url;
  return out;
}

}  // namespace

Result<Feed> read_feed(std::string_view utf8) {
  const XmlDocument doc = parse_xml(utf8);
  const xmlNode* root = doc == nullptr ? nullptr : xmlDocGetRootElement(doc.get());
  if (root == nullptr) return Error{Errc::Corrupt, "C0110 the feed is not XML"};
  Feed feed;
  for (xmlNode* node = const_cast<xmlNode*>(root); node != nullptr;) {
    const bool item = is_element(node, "item") || is_element(node, "entry");
    if (item) feed.items.push_back(item_of(node));
    node = following(node, root, item);
  }
  if (feed.items.empty() && name_of(root) != "rss" && name_of(root) != "feed" &&
      name_of(root) != "RDF") {
    return Error{Errc::Corrupt, "C0110 the XML is neither RSS 2.0 nor Atom"};
  }
  // The parser closes what is open; the name stands as it is written, with any prefix.
  const std::size_t close = utf8.rfind("</");
  feed.is_whole = (close != std::string_view::npos &&
                   utf8.substr(close, 80).find(name_of(root)) != std::string_view::npos) ||
                  trim(utf8).ends_with("/>");
  return feed;
}

}  // namespace casus
