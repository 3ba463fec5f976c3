// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "casus/record.h"
#include "exports/entries.h"

namespace casus {

/// How a brief is drawn. `seconds` is what the reading took; negative leaves it out.
struct BriefOptions {
  std::size_t width = 90;
  bool colours = false;
  double min_confidence = 0;  // what is less certain is left out, and counted at the end
  double seconds = -1;
  bool verbose = false;  // ids, bytes of the words and confidence beside each line
};

/// The record as a person reads it in a terminal: every line fits `width` columns. `decisions` are
/// what bodies will decide (exports/outlook_text.h).
std::string to_brief(const Record& record, const BriefOptions& options,
                     const std::vector<Entry>& decisions = {});

/// Just its statements, grouped by speaker.
std::string to_quotes(const Record& record, const BriefOptions& options);

}  // namespace casus
