// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "casus/span.h"
#include "casus/word_kinds.h"

namespace casus {

inline constexpr std::uint32_t kRoot = 0xFFFFFFFF;

/// A syntactic word (Universal Dependencies v2). Words of one surface token ("don't") share its
/// span's neighbourhood: each has the span of its own letters.
struct Word {
  Span span;
  PartOfSpeech upos = PartOfSpeech::X;
  std::string xpos;   // Penn Treebank tag
  std::string feats;  // "Number=Sing|Person=3", or "_"
  std::string lemma;
  std::uint32_t head = kRoot;  // index in Analysis::words
  Dependency deprel = Dependency::Dep;
  bool space_before = false;
  bool joined = false;  // with the word before it, one written token ("do" "n't")
};

/// Words [begin, end) of Analysis::words.
struct WordRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t size() const { return end - begin; }
  bool contains(std::uint32_t word) const { return begin <= word && word < end; }
};

/// A name.
struct Entity {
  WordRange words;
  EntityType type = EntityType::Misc;
  std::array<float, kEntityTypes.size()>
      likely{};  // how likely each type is by the network's eye, here alone
};

/// An attribution as found: whose words (may be empty), which cue, and what was said (several parts
/// where it is broken). After PolNeAR (Newell et al. 2018). Probabilities are the network's own.
struct Attribution {
  std::vector<WordRange> source;
  WordRange cue;
  std::vector<WordRange> content;
  double confidence = 0;

  /// Counts its words from a place `by` words earlier.
  void move_by(std::uint32_t by) {
    const auto move = [by](WordRange& words) { words = {words.begin + by, words.end + by}; };
    move(cue);
    for (WordRange& part : source) move(part);
    for (WordRange& part : content) move(part);
  }
};

/// What the words of a report are. Plain data; safe to share once built.
struct Analysis {
  std::vector<Word> words;
  std::vector<WordRange> sentences;
  std::vector<Entity> entities;
  std::vector<Attribution> attributions;
  /// Words that refer to the same thing, in order; two references or more each (the sense of
  /// OntoNotes).
  std::vector<std::vector<WordRange>> chains;
};

}  // namespace casus
