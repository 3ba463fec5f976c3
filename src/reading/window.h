// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "casus/analysis.h"
#include "casus/report.h"
#include "language/syntax.h"

namespace casus {

/// One window of a report's words as the readings see it; words are counted from its first.
struct ReadingWindow {
  /// Numbers of features, all told; a word has five of them.
  static const std::size_t kFeatures;

  ReadingWindow(const Report& report, const Analysis& all, WordRange words);

  WordRange range;
  Analysis analysis;
  Syntax syntax;
  std::vector<std::vector<std::uint32_t>> chains;  // each word and its ancestors, at most eight
  std::vector<std::uint32_t> prepositions;         // each word's first case marker, or kRoot

  std::uint32_t size() const { return range.size(); }
  bool may_be_party(std::uint32_t word) const;
  /// Tag, relation, kind of name, what the lexicon says, and whether it is said (1) or a cue (2).
  std::vector<std::array<std::uint32_t, 5>> features() const;
  /// Words that may be an end of a relation: heads of names, and nouns for people and bodies.
  std::vector<std::uint32_t> mentions() const;
  /// The line of each word.
  std::vector<std::uint32_t> lines(const Report& report) const;
};

/// The ways through a tree that a model knows by name (train/readings.py, path_names).
class TreePaths {
 public:
  TreePaths() = default;
  explicit TreePaths(const std::vector<std::string>& names);

  /// How the tree leads from one word to another, as the first of its names that is known, from
  /// most to least telling.
  std::uint32_t id_of(const ReadingWindow& window, std::uint32_t from, std::uint32_t to) const;

 private:
  std::unordered_map<std::uint64_t, std::uint32_t> ids_;  // by the hash of a name
};

}  // namespace casus
