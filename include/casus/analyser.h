// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "casus/analysis.h"
#include "casus/report.h"

namespace casus {

/// Words that the network reads as other words ("Velmar" as "Germany"), by their form. The analysis has the report's own.
using StandIns = std::unordered_map<std::string, std::string>;

/// The language engine: a report's words, trees, names and attributions.
/// Thread-safe: immutable after creation; the result does not depend on what other threads read.
class Analyser {
 public:
  /// Loads the model at `path`; empty means $CASUS_MODEL, else the one built or installed with the program.
  /// Errors: NotFound, Corrupt, Unsupported.
  static Result<Analyser> create(const std::string& path = {});

  /// Furniture and frame (byline, dateline) are left out.
  /// `vectors`, for training: gets what the network makes of each word, 384 values a word.
  Analysis analyse(const Report& report, const StandIns& stand_ins = {}, std::vector<float>* vectors = nullptr) const;
  /// The same for a text whose words and sentences are known: `analysis` has those and nothing else.
  Analysis annotate(const Report& report, Analysis analysis, const StandIns& stand_ins = {}, std::vector<float>* vectors = nullptr) const;

 private:
  struct Engine;
  std::shared_ptr<const Engine> engine_;
};

}  // namespace casus
