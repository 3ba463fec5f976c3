// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace casus {

/// A file of the page, compiled in by cmake/embed_files.cmake.
struct Asset {
  std::string_view path;  // "/app.js"
  std::string_view type;  // "text/javascript; charset=utf-8"
  std::string_view bytes;
};

const std::vector<Asset>& page_assets();

}  // namespace casus
