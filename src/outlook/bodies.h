// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actors/knowledge.h"
#include "casus/kinds.h"

namespace casus::outlook {

/// How a body decides (model/outlook/bodies.tsv tells each in words).
enum class Rule : std::uint8_t {
  Consensus,             // nobody objects
  Unanimity,             // nobody objects, and no more than a third of the members abstain
  ConsensusOrTwoThirds,  // failing consensus, two thirds of the members
  MajorityCast,
  MajorityMembers,
  TwoThirdsCast,
  TwoThirdsMembers,
  Qualified,  // 55 % of the members with 65 % of the people
  Council     // so many votes, and no veto
};
inline constexpr std::array<std::string_view, 9> kRules = {
    "consensus",          "unanimity",        "consensus_or_two_thirds",
    "majority_cast",      "majority_members", "two_thirds_cast",
    "two_thirds_members", "qualified",        "council"};

/// What a member does, and what the body does.
enum class Stance : std::uint8_t { Against, None, For };
enum class Option : std::uint8_t { Against, NoDecision, For };
inline constexpr std::array<std::string_view, 3> kStances = {"against", "none", "for"};
inline constexpr std::array<std::string_view, 3> kOptions = {"against", "none", "for"};

/// A body on a day, with the rule for what it is asked.
struct Body {
  std::string name, area, source;
  Rule rule = Rule::Consensus;
  int needed = 0;  // votes, of Rule::Council
  bool rule_known = true;
  struct Member {
    std::string name, code;
    bool vetoes = false;
    double people = 0;  // millions, where the rule counts them
    const KnownActor* known = nullptr;
  };
  std::vector<Member> members;  // by name
};

/// The body of that name on an ISO day, with the rule its area has; an empty `area` is found by the
/// words of the question. A body without a line of its own decides by consensus, and rule_known is
/// false. Errors: NotFound (no body of that name, or its members are not known), InvalidInput (an
/// area it does not have). Thread-safe.
/// Source: the treaties that model/outlook/bodies.tsv names line by line.
Result<Body> body_on(const Knowledge& knowledge, std::string_view name, std::string_view about,
                     std::string_view area, std::string_view day);

/// How many stand where, as rules count.
struct Tally {
  std::array<int, 3> members{}, vetoes{};
  std::array<double, 3> people{};  // millions
  void add(const Body::Member& member, Stance stance, int count) {
    const auto at = static_cast<std::size_t>(stance);
    members[at] += count;
    vetoes[at] += member.vetoes ? count : 0;
    people[at] += member.people * count;
  }
};

/// What the body does when each member, in order, does that. The same for both ways: with every
/// stance turned, For and Against change places.
Option decided(const Body& body, const std::vector<Stance>& stances);
Option decided(const Body& body, const Tally& tally);

/// The rule in words, for people.
std::string words_of_rule(const Body& body);

}  // namespace casus::outlook

namespace casus {

template <>
inline constexpr auto kClosedSet<outlook::Stance> = ClosedSet{outlook::kStances, "stance"};
template <>
inline constexpr auto kClosedSet<outlook::Option> = ClosedSet{outlook::kOptions, "outcome"};

}  // namespace casus
