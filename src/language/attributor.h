// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "casus/analysis.h"
#include "language/dense.h"

namespace casus {

/// The heads that find attributions in a window of words: its cues, and for each the role of every
/// word (source, content, neither). train/network.py has the same. Thread-safe: immutable.
class Attributor {
 public:
  /// Sections `base`{cue,role_word,role_cue,role_gate,role_reach,role_conv,role_out} of a model.
  /// Errors: Corrupt.
  static Result<Attributor> of(const ModelFile& model, const std::string& base);

  /// words [count, 384] and the line each stands on -> the attributions, by place in the window.
  std::vector<Attribution> operator()(const Floats& words,
                                      const std::vector<std::uint32_t>& lines) const;

  /// The same by two sets of heads, each over its own vectors of the words: the mean of their
  /// scores decides.
  std::vector<Attribution> with(const Attributor& other, const Floats& words,
                                const Floats& other_words,
                                const std::vector<std::uint32_t>& lines) const;

 private:
  /// A set of heads with the vectors they look at and what of these serves every cue.
  struct Look {
    const Attributor& heads;
    const Floats& words;
    Floats base;
  };
  static std::vector<Attribution> found(std::vector<Look> looks,
                                        const std::vector<std::uint32_t>& lines);
  static Floats role_scores(const Look& look, const std::vector<std::uint32_t>& lines,
                            WordRange cue);

  Dense cue_, word_, of_cue_, gate_;
  Tensor reach_;
  Convolution conv_, out_;
};

}  // namespace casus
