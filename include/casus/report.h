// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "casus/result.h"
#include "casus/span.h"

namespace casus {

/// A stretch of days, both ends ISO "YYYY-MM-DD" and included; a day has the same day twice, an
/// open end is empty.
struct When {
  std::string from;
  std::string to;
  bool known() const { return !from.empty() || !to.empty(); }
  bool is_day() const { return !from.empty() && to == from; }
  bool operator==(const When&) const = default;
};

/// A date or time expression found in a report, and the days it names (unknown where nothing
/// supports a value).
struct TimeExpression {
  Span span;
  When when;
};

/// One report, taken in: its text as kept, and what stands around the text. Plain data; safe to
/// share once built. Spans are bytes of `text`. Furniture is text that is not the report's own
/// reading matter (captions, sign-ups).
struct Report {
  std::string id;
  std::string text;
  std::string title;
  std::vector<std::string> byline;
  std::string agency;
  std::string dateline;
  std::string published;  // ISO day, or empty
  std::string language;   // ISO 639-1, "und" where nothing tells
  std::string url;
  std::vector<Span> furniture;
  std::optional<Span> title_span;
  std::vector<Span> frame;  // byline and dateline: neither furniture nor reading matter
  /// What was repaired or left out on the way in. One that begins with a message's id (C0115) is
  /// told wherever the report is read.
  std::vector<std::string> diagnostics;

  /// Whether casus reads it: it reads English. Others are taken in, kept and searched.
  bool is_readable() const { return language.empty() || language == "en"; }
};

}  // namespace casus
