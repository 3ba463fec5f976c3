// SPDX-License-Identifier: Apache-2.0
#include "assess/commitment_pairs.h"

#include <algorithm>
#include <set>

#include "assess/likeness.h"
#include "core/calendar.h"
#include "core/text.h"
#include "core/word_sets.h"

namespace casus {

namespace {

constexpr int kOpening = 12;     // words
constexpr int kAgainDays = 120;  // an appeal made again later is another

/// The first words: what is asked or promised; what follows says why and of whom.
std::string opening(const std::string& text) {
  std::size_t at = 0;
  for (int words = 0; words < kOpening && at != std::string::npos; ++words)
    at = text.find(' ', at + 1);
  return text.substr(0, at);
}

/// Two plain words in a row that both texts have ("border force").
bool share_a_term(const std::string& a, const std::string& b) {
  const auto terms = [](const std::string& text) {
    std::set<std::string> out;
    std::string before;
    for (const std::string_view word : split(text, ' ')) {
      const auto stem =
          is_lower(word.empty() ? ' ' : word[0]) ? content_stems(word) : std::set<std::string>();
      const std::string own = stem.size() == 1 ? *stem.begin() : std::string();
      if (!before.empty() && !own.empty()) out.insert(before + " " + own);
      before = own;
    }
    return out;
  };
  const auto first = terms(a), second = terms(b);
  return std::any_of(first.begin(), first.end(),
                     [&](const auto& term) { return second.count(term) != 0; });
}

bool are_within(const std::string& a, const std::string& b) {
  return a.empty() || b.empty() || (a >= shifted(b, -kAgainDays) && a <= shifted(b, kAgainDays));
}

/// Whether a saying has one of the nouns, of one or of several.
bool calls_it_one_of(std::string_view saying, WordSet nouns) {
  const std::string folded = fold(saying);
  const auto& words = words_of(nouns);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return contains_word(folded, word) || contains_word(folded, std::string(word) + "s");
  });
}

}  // namespace

const std::vector<CommitmentKind>& alike_kinds(CommitmentKind kind) {
  static const std::vector<CommitmentKind> kAsked = {CommitmentKind::Appeal,
                                                     CommitmentKind::Demand},
                                           kAnnounced = {CommitmentKind::Promise,
                                                         CommitmentKind::Threat},
                                           kExpected = {CommitmentKind::Expectation};
  switch (kind) {
    case CommitmentKind::Appeal:
    case CommitmentKind::Demand:
      return kAsked;
    case CommitmentKind::Promise:
    case CommitmentKind::Threat:
      return kAnnounced;
    default:
      return kExpected;
  }
}

bool is_told_again(const CommitmentTelling& a, const CommitmentTelling& b) {
  if (!are_within(a.date, b.date)) return false;
  const std::string first = opening(a.text), second = opening(b.text);
  const bool one_story = a.story != 0 && a.story == b.story;
  return likeness(first, second) >= 0.4 || (one_story && share_a_term(first, second));
}

bool may_be_to_the_same(const IdSet& a, const IdSet& b) {
  return a.empty() || b.empty() || meet(a, b);
}

bool may_answer(CommitmentKind kind, std::string_view asked, std::string_view saying) {
  const bool by_kind =
      (kind == CommitmentKind::Appeal && calls_it_one_of(saying, WordSet::AppealNames)) ||
      (kind == CommitmentKind::Demand && calls_it_one_of(saying, WordSet::DemandNames));
  // Names are shared by all that is said in a dispute; words that name the asking need less in
  // common with what was asked.
  return dice(content_words(without_names(asked)), content_words(without_names(saying))) >=
         (by_kind ? 0.15 : 0.35);
}

}  // namespace casus
