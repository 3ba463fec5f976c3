// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libxml/tree.h>

#include <string>
#include <string_view>
#include <vector>

namespace casus {

/// What a page says about itself, before its text is read.
struct PageMetadata {
  std::string title;
  std::vector<std::string> byline;
  std::string agency;
  std::string published;  // ISO day
  std::string language;
  std::string url;
};

/// Reads JSON-LD (schema.org Article), Open Graph and other meta elements, time elements, and the
/// page's URL.
PageMetadata page_metadata(xmlDoc* page, std::string_view url);

/// "By Ann Lee and Bo Chan, Reuters" -> {"Ann Lee", "Bo Chan"}: no "By", no roles, no agencies.
std::vector<std::string> split_byline(std::string_view text);

}  // namespace casus
