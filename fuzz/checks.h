// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>

#include "casus/ingest.h"
#include "core/utf8.h"

namespace casus::fuzz {

/// What must hold whatever came in; a fuzzer sees the end of the program.
inline void must(bool holds) {
  if (!holds) std::abort();
}

inline std::string_view view(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// A report is well formed text, and its spans lie within it.
inline void check(const Report& report) {
  must(is_utf8(report.text) && is_utf8(report.title));
  const auto size = static_cast<std::uint32_t>(report.text.size());
  for (const Span span : report.furniture) must(!span.empty() && span.end <= size);
  for (const Span span : report.frame) must(!span.empty() && span.end <= size);
  must(!report.title_span || report.title_span->end <= size);
}

/// Takes in every report of a stream of this kind.
inline void take_in(Kind kind, std::string_view bytes) {
  IngestOptions options;
  options.kind = kind;
  options.limit_bytes = 1 << 16;
  std::istringstream in{std::string(bytes)};
  (void)cut_stream(in, options, [](const Parcel& parcel) {
    if (const Arrival arrival = read_parcel(parcel); arrival.report) check(*arrival.report);
    return true;
  }).has_value();
}

}  // namespace casus::fuzz
