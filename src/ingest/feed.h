// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casus/result.h"

namespace casus {

/// One item of a feed: its text is HTML when the feed says or shows so.
struct FeedItem {
  std::string id;
  std::string title;
  std::string url;
  std::string published;  // ISO day
  std::string content;
};

struct Feed {
  std::vector<FeedItem> items;
  bool is_whole = true;  // false: it ends before its last element does
};

/// The items of an RSS 2.0 or Atom 1.0 (RFC 4287) feed in UTF-8, in order. Errors: Corrupt when it
/// is neither.
Result<Feed> read_feed(std::string_view utf8);

}  // namespace casus
