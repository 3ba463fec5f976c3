// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "casus/analyser.h"
#include "language/dense.h"
#include "language/transformer.h"
#include "reading/window.h"

namespace casus {

/// Where the layers of a reader stand: over the words' vectors above the encoder's highest layer,
/// or over the word pieces' above its lowest.
enum class ReaderPlace : std::uint8_t { Words, Pieces };

/// One reader of train/readings.py: layers over what the encoder makes of a window, fed with what
/// is known of each word, and a head a question. Every answer is probabilities. Thread-safe:
/// immutable.
class WindowReader {
 public:
  /// The heads that choose a word for another.
  enum class Choice : std::uint8_t { Parties, Addressee, Relation };

  /// Sections `base`* of a model; `paths` is how many ways through a tree it knows. Errors:
  /// Corrupt.
  static Result<WindowReader> of(const ModelFile& model, const std::string& base, ReaderPlace place,
                                 std::size_t paths);

  /// What a reader makes of a window: the vectors of its words [words, 384], and for each choice
  /// what they are as its anchor and as the other (made when first asked for).
  struct Look {
    struct Ends {
      Floats a, b, c, d;  // [words, hidden]
    };
    Floats words;
    std::array<Ends, 3> ends;
    std::size_t size() const { return words.size() / TransformerLayer::kWidth; }
    const float* word(std::uint32_t at) const {
      return words.data() + at * TransformerLayer::kWidth;
    }
  };
  /// `features` are the window's, a row a word.
  Look look_at(const std::vector<std::array<std::uint32_t, 5>>& features,
               const WindowVectors& vectors) const;

  Floats triggers(const Look& look) const;  // [words, 17], the first: none
  Floats status_of(const Look& look, std::uint32_t word) const;
  Floats number_of(const Look& look, std::uint32_t word) const;
  Floats untold_of(const Look& look, std::uint32_t word) const;
  /// Twelve acts, then seven kinds of commitment, of a cue with what was said, a word at least.
  Floats act_of(const Look& look, WordRange cue, const std::vector<std::uint32_t>& said) const;
  /// [candidates + 1, outputs]: who is chosen for the anchor, output by output; the last is nobody.
  /// `paths` lead from the anchor to each candidate (TreePaths).
  Floats chosen(Choice choice, Look& look, std::uint32_t anchor,
                const std::vector<std::uint32_t>& candidates,
                const std::vector<std::uint32_t>& paths) const;
  /// The ties of one word to another, the first: none.
  Floats tie(Look& look, std::uint32_t from, std::uint32_t to, std::uint32_t path) const;

 private:
  /// Scores of pairs of words: out(relu(A anchor + B other + C anchor * D other + path + reach)).
  struct Arcs {
    Dense a, b, c, d;
    Tensor path, reach, nobody, out, out_bias;
    static Result<Arcs> of(const ModelFile& model, const std::string& base, std::size_t paths,
                           std::size_t outputs);
    std::size_t outputs() const { return out_bias.values.size(); }
    void score(const float* hidden, float* to) const;
  };
  const Look::Ends& ends_of(Choice choice, Look& look) const;
  void score(Choice choice, Look& look, std::uint32_t anchor, std::uint32_t other,
             std::uint32_t path, float* out) const;

  ReaderPlace place_ = ReaderPlace::Words;
  Tensor feature_;
  std::vector<TransformerLayer> layers_;
  Dense trigger_, status_, what_, cue_hidden_, act_, commitment_, untold_;
  std::array<Arcs, 3> arcs_;  // by Choice
};

}  // namespace casus
