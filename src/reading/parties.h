// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "actors/resolver.h"
#include "casus/record.h"
#include "language/syntax.h"
#include "reading/readings.h"

namespace casus {

/// An actor meant by a word, and how sure that is: the word's own likelihood times what its kind
/// (name, pronoun, description) is worth.
struct Party {
  std::size_t actor = 0;
  double certainty = 1;
};

/// Turns words that the network found to name a party into actors. Keeps references to its
/// arguments; one a report.
class Parties {
 public:
  Parties(const Syntax& syntax, const std::vector<Statement>& statements, Resolver& resolver)
      : syntax_(syntax), statements_(statements), resolver_(resolver) {}

  /// Whom the words mean, each actor once, in the order of the words.
  std::vector<Party> of(const std::vector<LikelyWord>& words) const;
  /// Whom one word means: a name, a pronoun's antecedent, the speaker of "we", a described body or
  /// group (added as an actor).
  std::optional<Party> of(std::uint32_t word) const;
  /// True where a word names somebody, not a thing: who is asked can answer.
  bool may_answer(std::uint32_t word) const;
  /// The statement in whose content `word` stands, the innermost; null outside of all.
  const Statement* said_in(std::uint32_t word) const;
  /// The statement of whose cue `word` is a part; null where none.
  const Statement* said_by(std::uint32_t word) const;
  /// The ids of parties.
  std::vector<std::string> ids(const std::vector<Party>& parties) const;

 private:
  bool is_thing(std::uint32_t word) const;
  std::vector<Party> owners_of(std::uint32_t noun) const;
  std::vector<Party> both_of(std::uint32_t noun) const;
  std::optional<std::size_t> speaker_of(std::uint32_t word) const;

  const Syntax& syntax_;
  const std::vector<Statement>& statements_;
  Resolver& resolver_;
};

}  // namespace casus
