// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "casus/analysis.h"
#include "casus/report.h"

namespace casus {

class ModelFile;

/// Words that the network reads as other words ("Velmar" as "Germany"), by their form. The analysis
/// has the report's own.
using StandIns = std::unordered_map<std::string, std::string>;

/// What the encoder makes of a window of words, 384 values a vector.
struct WindowVectors {
  std::vector<float> words;          // each word's, above the highest layer
  std::vector<float> pieces;         // each word piece's, above the lowest
  std::vector<std::uint32_t> first;  // of each word, its first piece
};

/// The language engine: a report's words, trees, names and attributions.
/// Thread-safe: immutable after creation; the result does not depend on what other threads read.
class Analyser {
 public:
  /// Loads the model at `path`; empty means $CASUS_MODEL, else the one built or installed with the
  /// program. Errors: NotFound, Corrupt, Unsupported.
  static Result<Analyser> create(const std::string& path = {});

  /// Told of each window of words as soon as it is read: which words, what is known of them so far
  /// (tags, trees, names, attributions; no chains yet), and what the encoder makes of them.
  using Visit =
      std::function<void(WordRange window, const Analysis& analysis, const WindowVectors& vectors)>;

  /// Furniture and frame (byline, dateline) are left out.
  /// `visit` is called after each window, in order.
  Analysis analyse(const Report& report, const StandIns& stand_ins = {},
                   const Visit& visit = {}) const;
  /// The same for a text whose words and sentences are known: `analysis` has those and nothing
  /// else.
  Analysis annotate(const Report& report, Analysis analysis, const StandIns& stand_ins = {},
                    const Visit& visit = {}) const;

  /// The model file, for those who read more out of it. Lives as long as the analyser.
  const ModelFile& model() const;

 private:
  struct Engine;
  std::shared_ptr<const Engine> engine_;
};

}  // namespace casus
