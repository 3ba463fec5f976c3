// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "casus/analyser.h"
#include "casus/analysis.h"
#include "language/attributor.h"
#include "language/dense.h"
#include "language/encoder.h"
#include "language/word_pieces.h"

namespace casus {

/// Word `at` as the network reads it: itself, or what stands for it, for its parts ("pro-Velmar"),
/// or for the name that it is one of two words of.
std::string form_read(std::string_view text, const std::vector<Word>& words, std::uint32_t at,
                      const StandIns& stand_ins);

/// The network of train/network.py: four transformer layers over a window of words, and a head a
/// task. A window is computed by itself, so results do not depend on what else is read or on how
/// many threads read. Thread-safe: immutable after creation; every call brings its own scratch
/// memory.
class Network {
 public:
  static Result<Network> create(const ModelFile& model);

  /// Words of `analysis` [window.begin, window.end), whole sentences, get tags, lemma, head and
  /// relation; entities and attributions are appended. `text` is the report's; words of `stand_ins`
  /// are read as what they stand for there. Returns what the encoder makes of the window.
  WindowVectors annotate(std::string_view text, WordRange window,
                         const std::vector<WordRange>& sentences, const StandIns& stand_ins,
                         Analysis& analysis) const;

  const std::vector<std::string>& words_with_marks() const { return words_with_marks_; }
  /// Pieces of one word as it is read; windows hold at most kMostPieces.
  std::size_t count_pieces(std::string_view form) const;
  static constexpr std::size_t kMostPieces = 190;
  static constexpr std::size_t kPackedPieces = 150;

 private:
  using Matrix = std::vector<float>;

  WordPieceWindow pieces_of(std::string_view text, WordRange window, const StandIns& stand_ins,
                            const Analysis& analysis) const;
  void tag(const Matrix& words, WordRange window, std::string_view text, Analysis& analysis) const;
  void parse(const Matrix& words, WordRange window, const std::vector<WordRange>& sentences,
             Analysis& analysis) const;
  void name(const Matrix& words, WordRange window, std::string_view text, Analysis& analysis) const;

  std::string lemma_of(std::string_view form, const std::string& tag, const float* scores) const;

  std::shared_ptr<const WordPieces> pieces_;
  std::unordered_map<std::string, std::string> lemmas_;  // "form<tab>tag"
  Encoder encoder_;
  Tensor root_, arc_;
  Dense upos_, xpos_, feats_, lemma_, ner_, arc_dep_, arc_head_, label_dep_, label_head_;
  Dense label_;  // of a dependent's vector, every relation's half of the bilinear score
  Attributor attributor_;
  // The label lists, in the order of the heads' outputs; a kind of name has two outputs.
  std::vector<PartOfSpeech> parts_;
  std::vector<Dependency> relations_;
  std::vector<EntityType> entity_types_;
  std::vector<std::string> xpos_names_, feats_names_, lemma_names_, words_with_marks_;
};

}  // namespace casus
