// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "actors/resolver.h"
#include "casus/analysis.h"
#include "language/syntax.h"

namespace casus {

/// What grammar knows of cues, joined to what the network found: which attributions to keep, which
/// to add, and who a cue's verb has as its subject. Views its arguments; one a report.
class Cues {
 public:
  Cues(const Analysis& analysis, const Syntax& syntax, const Resolver& resolver)
      : analysis_(analysis), syntax_(syntax), resolver_(resolver) {}

  /// The network's attributions that hold, and those that grammar adds.
  std::vector<Attribution> all() const;

  /// The source the network found, unless the cue's verb has a named subject of its own elsewhere:
  /// a verb has one subject.
  std::optional<WordRange> source_of(const Attribution& found) const;

 private:
  std::vector<Attribution> certain() const;
  std::pair<WordRange, WordRange> complement_of(std::uint32_t verb) const;
  std::optional<std::uint32_t> gerund_after(std::uint32_t verb,
                                            std::initializer_list<std::string_view> words) const;
  std::vector<std::uint32_t> subjects_of(WordRange cue) const;
  WordRange whole(WordRange words) const;
  bool is_taken(std::uint32_t word) const;

  const Analysis& analysis_;
  const Syntax& syntax_;
  const Resolver& resolver_;
};

}  // namespace casus
