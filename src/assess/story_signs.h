// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "actors/knowledge.h"

namespace casus {

// What reports are alike by, and which story is likest: what stories.h does, of words and numbers
// alone.

inline constexpr int kStoryDays = 21;            // between two reports of one story
inline constexpr std::size_t kSignReports = 60;  // the newest that a sign leads to
inline constexpr double kAlike = 0.20;           // cosine; of two reports with days
inline constexpr double kAlikeUndated = 0.32;  // of others: nothing tells that they are of one time

/// A word, or its other endings, by the hash of its first seven letters.
std::int64_t sign_of(std::string_view folded);

/// How often a word stands in a report's lead, how often with a capital, and whether it is a state.
struct LeadWord {
  double count = 0, capital = 0;
  bool state = false;
};

/// The words of four letters and more and the short forms in capitals ("UN"), each by its sign.
std::map<std::int64_t, LeadWord> words_of_lead(const Knowledge& knowledge, std::string_view text);

/// Signs and their weights, a vector of length 1.
using Signs = std::map<std::int64_t, double>;

/// One word of a report and how many reports have it, this one with them.
struct CountedWord {
  std::int64_t sign = 0;
  LeadWord word;
  double reports = 0;
};

/// What tells a report from the others of a record, which has so many, this one with them.
Signs weighed_signs(const std::vector<CountedWord>& words, double reports);

/// A report that is alike, its story (0: none), and how much more alike than it need be.
struct NearReport {
  std::int64_t report = 0, story = 0;
  double over = 0;
};

/// The story, or the report without one, that is likest; nothing where none is like enough.
/// `reports_of` says how many reports a story has.
std::optional<NearReport> likest(const std::vector<NearReport>& near,
                                 const std::function<std::int64_t(std::int64_t)>& reports_of);

}  // namespace casus
