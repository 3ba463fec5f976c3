// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casus/ingest.h"

namespace casus {

/// One item of a feed: its text is HTML when the feed says or shows so.
struct FeedItem {
  std::string id;
  std::string title;
  std::string url;
  std::string published;  // ISO day
  std::string updated;    // as it is written; it changes when the item does
  std::string content;
};

/// A sitemap that an index of sitemaps names.
struct ListedSitemap {
  std::string url;
  std::string changed;  // ISO day; empty where the index does not tell
};

struct Feed {
  std::vector<FeedItem> items;
  std::vector<ListedSitemap> sitemaps{};  // of an index, which has no items
  bool is_whole = true;                   // false: it ends before its last element does
};

/// The items of an RSS 2.0 or Atom 1.0 (RFC 4287) feed or of a news sitemap (whose items have no
/// content), or what an index of sitemaps names, in UTF-8, in order. Errors: Corrupt when it is
/// none of them.
Result<Feed> read_feed(std::string_view utf8);

/// What an item itself holds, to be read as a report. `number` names it where it has no name.
Parcel parcel_of(FeedItem item, const IngestOptions& options, std::size_t number);

}  // namespace casus
