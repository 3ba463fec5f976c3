// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "actors/resolver.h"
#include "language/syntax.h"

namespace casus {

/// Who does what a trigger announces, and to whom: actors found from the trigger's place in its tree and the frame of its
/// lexicon entry.
class Arguments {
 public:
  Arguments(const Syntax& syntax, Resolver& resolver, std::uint32_t trigger, const std::string& frame);
  const std::vector<std::size_t>& source() const { return source_; }
  const std::vector<std::size_t>& target() const { return target_; }

 private:
  using Parties = std::vector<std::size_t>;
  void of_verb(std::uint32_t verb);
  void of_noun(std::uint32_t noun);
  Parties parties(std::uint32_t noun) const;
  Parties subject(std::uint32_t verb, std::size_t depth = 0) const;
  Parties first_under(std::uint32_t head, const std::vector<std::string_view>& prepositions) const;
  std::optional<std::uint32_t> object_of(std::uint32_t verb) const;
  std::optional<std::uint32_t> agent_of(std::uint32_t verb) const;
  bool is_bare_participle(std::uint32_t verb) const;
  Parties below(std::uint32_t head, std::size_t depth = 0) const;
  void join_both();

  const Syntax& syntax_;
  Resolver& resolver_;
  std::uint32_t trigger_;
  std::string frame_;
  Parties source_, target_;
};

}  // namespace casus
