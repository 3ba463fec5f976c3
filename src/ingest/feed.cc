// SPDX-License-Identifier: Apache-2.0
#include "ingest/feed.h"

#include <fmt/format.h>

#include "core/calendar.h"
#include "core/text.h"
#include "ingest/entities.h"
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

/// Whether Atom's content is text: of any other type it is bytes in base64 (RFC 4287, 4.1.3.3).
bool is_text_type(const std::string& type) {
  return type.find('/') == std::string::npos || type.starts_with("text/") || type.ends_with("xml");
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
    if (is_one_of(name, {"updated", "modified", "lastmod"})) out.updated = text_below(child);
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
      if (!is_text_type(attribute(child, "type"))) continue;
      std::string text = raw_text(child);
      out.content = trim(text).empty() ? text_below(child) : std::move(text);
    }
  }
  if (out.id.empty()) out.id = out.url;
  return out;
}

/// A page that a news sitemap names; nothing where it is no news.
std::optional<FeedItem> news_of(const xmlNode* page) {
  FeedItem out;
  bool is_news = false;
  for (xmlNode* node = page->children; node != nullptr; node = following(node, page, false)) {
    const bool of_news = is_element(node->parent, "news");  // pictures have titles too
    if (is_element(node, "news")) is_news = true;
    if (node->parent == page && is_element(node, "loc")) out.url = text_below(node);
    if (of_news && is_element(node, "title")) out.title = text_below(node);
    if (of_news && is_element(node, "publication_date")) out.published = day_of(node);
    if (node->parent == page && is_element(node, "lastmod")) out.updated = text_below(node);
  }
  out.id = out.url;
  return is_news ? std::optional(std::move(out)) : std::nullopt;
}

std::vector<ListedSitemap> sitemaps_of(const xmlNode* index) {
  std::vector<ListedSitemap> out;
  for (const xmlNode* node = index->children; node != nullptr; node = node->next) {
    if (!is_element(node, "sitemap")) continue;
    ListedSitemap one;
    for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
      if (is_element(child, "loc")) one.url = text_below(child);
      if (is_element(child, "lastmod")) one.changed = day_of(child);
    }
    if (!one.url.empty()) out.push_back(std::move(one));
  }
  return out;
}

/// The parser closes what is open; the name of the root stands as it is written, with any prefix.
bool is_closed(std::string_view utf8, const xmlNode* root) {
  const std::size_t close = utf8.rfind("</");
  return (close != std::string_view::npos &&
          utf8.substr(close, 80).find(name_of(root)) != std::string_view::npos) ||
         trim(utf8).ends_with("/>");
}

}  // namespace

Result<Feed> read_feed(std::string_view utf8) {
  const XmlDocument doc = parse_xml(with_known_entities(utf8));
  const xmlNode* root = doc == nullptr ? nullptr : xmlDocGetRootElement(doc.get());
  if (root == nullptr) return Error{Errc::Corrupt, "C0110 the feed is not XML"};
  Feed feed;
  feed.is_whole = is_closed(utf8, root);
  if (name_of(root) == "sitemapindex") {
    feed.sitemaps = sitemaps_of(root);
    if (feed.sitemaps.empty())
      return Error{Errc::Corrupt, "C0110 the index of sitemaps names no sitemap"};
    return feed;
  }
  const bool is_sitemap = name_of(root) == "urlset";
  for (xmlNode* node = const_cast<xmlNode*>(root); node != nullptr;) {
    const bool item = is_element(node, "item") || is_element(node, "entry");
    const bool page = is_sitemap && is_element(node, "url");
    if (item) feed.items.push_back(item_of(node));
    if (auto news = page ? news_of(node) : std::nullopt) feed.items.push_back(std::move(*news));
    node = following(node, root, item || page);
  }
  if (feed.items.empty() && is_sitemap)
    return Error{Errc::Corrupt, "C0110 the sitemap names no news"};
  if (feed.items.empty() && name_of(root) != "rss" && name_of(root) != "feed" &&
      name_of(root) != "RDF") {
    return Error{Errc::Corrupt, "C0110 the XML is neither RSS 2.0 nor Atom nor a news sitemap"};
  }
  return feed;
}

Parcel parcel_of(FeedItem item, const IngestOptions& options, std::size_t number) {
  Parcel parcel{std::move(item.id), std::move(item.content), options, {}, {}};
  IngestOptions& own = parcel.options;
  own.charset = "utf-8";
  own.kind = parcel.bytes.find('<') != std::string::npos ? Kind::Html : Kind::Text;
  own.title = std::move(item.title);
  own.url = std::move(item.url);
  if (!item.published.empty()) own.date = std::move(item.published);
  if (trim(parcel.bytes).empty()) {
    parcel.error = "C0116 this item of the feed holds no text";
    if (parcel.id.empty()) parcel.id = fmt::format("item-{}", number);
  } else if (own.kind == Kind::Html) {
    parcel.bytes = "<html><body><article>" + parcel.bytes + "</article></body></html>";
  }
  return parcel;
}

}  // namespace casus
