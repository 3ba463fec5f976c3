// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "assess/joining.h"

namespace casus {

/// One report's telling of a claim, as far as it can be held beside another's.
struct ClaimTelling {
  std::int64_t id = 0, report = 0;
  std::int64_t story = 0;         // of the report; 0 where it is in none
  std::string date;               // empty where the report has none
  bool says = false;              // whether anybody says so here, or
  bool denies = false;            // denies it, in words or by the negation in them
  IdSet speakers, named;          // sides, and whoever is named in it; those they speak for too
  IdSet bodies;                   // named ones that are no states: these are spoken of everywhere
  std::set<std::string> words;    // its content words
  std::set<std::string> telling;  // those that are no names, without their endings
  std::set<std::string> figures;
  std::vector<Span> spans;
  bool of_a_saying = false;  // what is denied is called an account, a charge or the like
};

/// A claim and what denies it are no further apart; two tellings of one claim less.
inline constexpr int kDenialDays = 90;

/// How two claims are to each other.
enum class ClaimTie : std::uint8_t { None, Same, Contested };

/// Reads claims out of a record, each once, for the joins of one report.
class ClaimPairs {
 public:
  explicit ClaimPairs(Store& store) : store_(&store) {}
  const ClaimTelling& telling(std::int64_t claim);

 private:
  const IdSet& voices_in(std::int64_t actor);

  Store* store_;
  std::map<std::int64_t, ClaimTelling> tellings_;
  std::map<std::int64_t, IdSet> bodies_;
};

/// What two claims are to each other: the same, when they have six words in ten and every number;
/// contested, when one says so and another denies it, and the denial's words are told in the claim
/// of somebody named in both, or it denies of the denier what is claimed of him. Neither further
/// apart than weeks.
ClaimTie tie_of(const ClaimTelling& a, const ClaimTelling& b);

/// Reads what a claim's words tell into its telling.
void read_claim_words(std::string_view text, ClaimTelling& out);

/// True where a cue is of an opinion, with a negation before the verb ("does not consider"). A cue
/// beyond the text's end is none.
bool is_opinion_not_held(std::string_view text, Span cue);

/// True where a claim's words deny: by a negation they begin with, or by the opinion they are told
/// in. Whoever denies in words that hold the negation ("said he had not gone") denies once.
bool is_negative(std::string_view claim, bool is_not_held, bool is_denied_alone);

/// Sets for the claims of a report whether their words deny: by a negation they begin with, or one
/// before the verb of opinion ("does not consider").
void set_polarity(Store& store, std::int64_t report);

}  // namespace casus
