// SPDX-License-Identifier: Apache-2.0
#include "ingest/html_metadata.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "core/calendar.h"
#include "core/text.h"
#include "ingest/html_tree.h"
#include "ingest/plain_text.h"

namespace casus {

namespace {

using Json = nlohmann::json;

std::string day_or_empty(std::string_view text) {
  const auto day = parse_day(text);
  return day ? iso(*day) : std::string();
}

void add_names(const Json& author, std::vector<std::string>& out) {
  if (author.is_array()) {
    for (const Json& one : author) add_names(one, out);
  } else if (author.is_object()) {
    if (author.contains("name")) add_names(author["name"], out);
  } else if (author.is_string()) {
    for (std::string& name : split_byline(author.get<std::string>())) {
      if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
    }
  }
}

bool is_article_type(const Json& type) {
  if (type.is_array())
    return std::any_of(type.begin(), type.end(),
                       [](const Json& one) { return is_article_type(one); });
  return type.is_string() && (type.get<std::string>().ends_with("Article") ||
                              type == "BlogPosting" || type == "Report");
}

void read_linked_data(const Json& node, PageMetadata& out, int depth) {
  if (depth > 6) return;
  if (node.is_array()) {
    for (const Json& one : node) read_linked_data(one, out, depth + 1);
    return;
  }
  if (!node.is_object()) return;
  if (node.contains("@graph")) read_linked_data(node["@graph"], out, depth + 1);
  if (!node.contains("@type") || !is_article_type(node["@type"])) return;
  const auto text = [&](const char* key) {
    return node.contains(key) && node[key].is_string() ? node[key].get<std::string>()
                                                       : std::string();
  };
  if (out.title.empty()) out.title = squeeze(text("headline"));
  if (out.published.empty()) out.published = day_or_empty(text("datePublished"));
  if (node.contains("author")) add_names(node["author"], out.byline);
}

void read_meta(const std::map<std::string, std::string>& meta, PageMetadata& out) {
  const auto first = [&](std::initializer_list<const char*> keys) {
    for (const char* key : keys) {
      if (const auto at = meta.find(key); at != meta.end() && !at->second.empty())
        return at->second;
    }
    return std::string();
  };
  if (out.title.empty())
    out.title = squeeze(first({"og:title", "twitter:title", "dc.title", "headline"}));
  if (out.published.empty()) {
    out.published = day_or_empty(first(
        {"article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate",
         "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "og:published_time"}));
  }
  if (out.byline.empty()) {
    const std::string author = first(
        {"author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl"});
    if (author.find("://") == std::string::npos) out.byline = split_byline(author);
  }
  if (out.url.empty()) out.url = first({"og:url"});
}

/// Without the site's name behind a bar or dash, when the page's h1 agrees.
std::string headline_of(const std::string& title, const std::string& heading) {
  if (!heading.empty() && title.starts_with(heading)) return heading;
  const std::size_t bar = title.rfind(" | ");
  return bar != std::string::npos && bar > 15 ? title.substr(0, bar) : title;
}

}  // namespace

std::vector<std::string> split_byline(std::string_view text) {
  std::string line = squeeze(text);
  if (lower(line).starts_with("by ")) line = line.substr(3);
  std::vector<std::string> names;
  const auto keep = [&](std::string_view part) {
    const std::string name(trim(part));
    const bool lettered = !name.empty() && std::any_of(name.begin(), name.end(), is_letter) &&
                          std::none_of(name.begin(), name.end(), is_digit);
    if (!lettered || name.size() > 60 || is_agency(name)) return;
    const std::string low = lower(name);
    for (const std::string_view role :
         {"correspondent", "editor", "reporter", "staff", "writer", "news desk", "newsroom",
          "bureau", "analyst", "columnist", "special to"}) {
      if (low.find(role) != std::string::npos) return;
    }
    names.push_back(name);
  };
  std::size_t begin = 0;
  while (begin <= line.size()) {
    std::size_t end = line.size();
    std::size_t next = line.size() + 1;
    for (const std::string_view mark : {", ", " and ", " & ", " | ", "; ", " for ", " in "}) {
      if (const std::size_t at = line.find(mark, begin); at < end) {
        end = at;
        next = at + mark.size();
      }
    }
    keep(std::string_view(line).substr(begin, end - begin));
    begin = next;
  }
  return names;
}

PageMetadata page_metadata(xmlDoc* page, std::string_view url) {
  PageMetadata out;
  out.url = url;
  std::map<std::string, std::string> meta;
  std::string title;
  std::string heading;
  std::string time;
  const xmlNode* root = xmlDocGetRootElement(page);
  for (xmlNode* node = const_cast<xmlNode*>(root); node != nullptr;
       node = following(node, root, false)) {
    if (node->type != XML_ELEMENT_NODE) continue;
    const std::string_view name = name_of(node);
    if (name == "meta") {
      std::string key = attribute(node, "property");
      for (const char* other : {"name", "itemprop"}) {
        if (key.empty()) key = attribute(node, other);
      }
      meta.emplace(lower(key), attribute(node, "content"));
    } else if (name == "html") {
      out.language = lower(attribute(node, "lang")).substr(0, 2);
    } else if (name == "title" && title.empty()) {
      title = text_below(node);
    } else if (name == "h1" && heading.empty()) {
      heading = text_below(node);
    } else if (name == "time" && time.empty()) {
      const std::string stamp = attribute(node, "datetime");
      time = day_or_empty(stamp.empty() ? text_below(node) : stamp);
    } else if (name == "link" && attribute(node, "rel") == "canonical") {
      if (const std::string href = attribute(node, "href"); href.starts_with("http"))
        out.url = href;
    } else if (name == "script" && attribute(node, "type") == "application/ld+json" &&
               node->children != nullptr && node->children->content != nullptr) {
      const Json data =
          Json::parse(reinterpret_cast<const char*>(node->children->content), nullptr, false);
      if (!data.is_discarded()) read_linked_data(data, out, 0);
    }
  }
  read_meta(meta, out);
  if (out.title.empty()) out.title = !heading.empty() ? heading : title;
  out.title = headline_of(out.title, heading);
  if (out.published.empty()) out.published = time;
  if (out.published.empty()) {
    for (const char* mark : {"/20", "-20"}) {
      const std::size_t at = out.url.find(mark);
      if (at != std::string::npos && out.published.empty())
        out.published = day_or_empty(std::string_view(out.url).substr(at + 1, 10));
    }
  }
  return out;
}

}  // namespace casus
