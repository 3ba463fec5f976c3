// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "assess/joining.h"
#include "casus/kinds.h"

namespace casus {

/// One report's telling of an event, as far as it can be held beside another's.
struct EventTelling {
  std::int64_t report = 0;
  EventType type = EventType::Agree;
  EventStatus status = EventStatus::Occurred;
  std::string from, to;    // days; empty where none is told
  IdSet source, target;    // the parties and those they speak for
  IdSet named;             // whoever is named in the sentence, and those they speak for
  std::int64_t story = 0;  // of the report; 0 where it is in none
  std::set<std::string> trigger, near, sentence;  // content stems, of more and more around it
};

/// What a pair of tellings is weighed by, each 0 to 1; none knows a name, a state or a side. The
/// order is that of kEventPairWeights, which train/joins.py fits.
inline constexpr std::size_t kEventFeatures = 10;
using EventFeatures = std::array<double, kEventFeatures>;

/// Reads tellings out of a record, each once, and says whether two are of one event. For the joins
/// of one report: what it keeps is not looked at again when the record changes.
class EventPairs {
 public:
  explicit EventPairs(Store& store) : store_(&store) {}
  const EventTelling& telling(std::int64_t event);
  /// The actor and those it speaks for.
  const IdSet& bodies(std::int64_t actor);

 private:
  IdSet bodies_of(const IdSet& actors);
  const std::string& text_of(std::int64_t report);

  Store* store_;
  std::map<std::int64_t, EventTelling> tellings_;
  std::map<std::int64_t, IdSet> bodies_;
  std::map<std::int64_t, std::string> texts_;
};

/// Days that one event may take; an attack a day is an event a day.
inline constexpr int kLongestEvent = 3;

/// Reads the words of an event told at `spans` of a text into its telling, and gives the sentence
/// it is told in; nothing where the text has no such spans.
std::optional<Span> read_words(std::string_view text, const std::vector<Span>& spans,
                               EventTelling& out);

/// True where two tellings may be of one event at all: of one type, neither of what
/// may never be, not one way round and the other (A accused B, B accused A), and on days that meet
/// where both tell theirs.
bool may_be_one(const EventTelling& a, const EventTelling& b);

/// One type on one day between the same two: one event, though reports need a word in common.
bool is_same_by_day(const EventTelling& a, const EventTelling& b);

/// How much the sentences of two tellings in versions of one report are alike, whatever the days,
/// parties and figures; nothing where type, state or the word that tells them are not the same.
double likeness_in_versions(const EventTelling& a, const EventTelling& b);
/// Of one event are those that are so much alike at least, the likest of each version.
inline constexpr double kNearlyTheSame = 0.8;

EventFeatures features_of(const EventTelling& a, const EventTelling& b);

/// The probability that two tellings of two reports which may be one are.
double likelihood_of_one(const EventTelling& a, const EventTelling& b);

}  // namespace casus
