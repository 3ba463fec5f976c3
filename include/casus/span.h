// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>
#include <vector>

namespace casus {

/// Half-open byte range [begin, end) of Report::text; both ends on UTF-8 character borders.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  constexpr std::uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return begin >= end; }
  constexpr bool contains(Span inner) const { return begin <= inner.begin && inner.end <= end; }
  constexpr bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  auto operator<=>(const Span&) const = default;
};

/// The words of `span` in `text`. The view lives as long as `text`.
inline std::string_view cut(std::string_view text, Span span) {
  return text.substr(span.begin, span.size());
}

/// Byte offsets to code point offsets, as spec/RECORD.md prints them. Built in one pass over
/// `text`. Thread-safe: immutable after construction.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text);
  /// Code points before byte `offset`. `offset` must be at most text.size().
  std::uint32_t at(std::uint32_t offset) const;

 private:
  std::string_view text_;
  std::vector<std::uint32_t> every_block_;
};

}  // namespace casus
