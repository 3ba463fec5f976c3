// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace casus {

/// What a host's robots.txt asks of us (RFC 9309), and its Crawl-delay, which is older custom.
class Robots {
 public:
  static constexpr std::size_t kMostBytes = 500 << 10;  // that are read of it

  /// The host has none: all is allowed.
  Robots() = default;
  /// Reads the first kMostBytes. The group of `agent` ("casus") counts, else that of "*".
  Robots(std::string_view text, std::string_view agent);

  /// Whether a path with its query may be asked for: the longest rule that fits decides, and of two
  /// as long the one that allows.
  bool allows(std::string_view path) const;
  /// What it asks for between two requests, a minute at most.
  std::chrono::milliseconds pause() const { return pause_; }

 private:
  struct Rule {
    bool allows;
    std::string pattern;
  };
  std::vector<Rule> rules_;
  std::chrono::milliseconds pause_{0};
};

}  // namespace casus
