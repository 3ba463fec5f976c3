// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "actors/resolver.h"
#include "casus/kinds.h"
#include "casus/record.h"

namespace casus {

/// What speaks for a tie between two actors.
enum class TieSource : std::uint8_t {
  Network,      // read between two words
  Untold,       // read at one word: an office under who is not named near
  Title,        // a title beside a name
  Focus,        // a title of the state the report is about
  Grammar,      // "including A, B and C", "a member of B", "the presidency passes to A"
  SupportTold,  // an event that tells it
  Known,        // an office the knowledge base has for a person named here
  Worded,       // an office whose word says which tie it is: "leader", "chair"
};
inline constexpr std::array<std::string_view, 8> kTieSources = {
    "network", "untold", "title", "focus", "grammar", "told", "known", "worded"};

/// All that a report says for one tie of two of its actors.
struct TieEvidence {
  RelationType type = RelationType::None;
  std::size_t from = 0, to = 0;                   // actors of the resolver
  Span span;                                      // the words that say most
  std::array<double, kTieSources.size()> best{};  // by source: the most one place says, 0 to 1
  double missed = 1;                              // that no place the network reads says it
  std::uint32_t times = 0;

  bool has(TieSource source) const { return best[static_cast<std::size_t>(source)] > 0; }
};

/// Gathers what speaks for ties over a whole report, and weighs it: a logistic regression over the
/// evidence, the kinds of the actors, what events tell between them and what the knowledge base has
/// (docs/readings.md, "Relations"). No name is among the features. One a report.
class Ties {
 public:
  explicit Ties(const Resolver& resolver) : resolver_(resolver) {}

  void add(RelationType type, std::size_t from, std::size_t to, Span span, TieSource source,
           double likely);

  /// Name and value of each feature of a tie. `events` are the report's.
  using Features = std::vector<std::pair<std::string, double>>;
  Features features_of(const TieEvidence& tie, const std::vector<Event>& events) const;

  /// The ties that hold, likeliest words and all.
  std::vector<Relation> weighed(const std::vector<Event>& events) const;
  const std::vector<TieEvidence>& all() const { return ties_; }

 private:
  std::optional<bool> known_so(const TieEvidence& tie) const;
  bool serves_another(const TieEvidence& tie) const;
  void add_rivals(const TieEvidence& tie, Features& out) const;

  const Resolver& resolver_;
  std::vector<TieEvidence> ties_;
};

}  // namespace casus
