// SPDX-License-Identifier: Apache-2.0
#include "actors/nouns.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "core/text.h"
#include "core/word_sets.h"

namespace casus {

namespace {

std::unordered_map<std::string_view, NounKind> build() {
  std::unordered_map<std::string_view, NounKind> table;
  const auto add = [&](WordSet set, NounKind kind) {
    for (const std::string_view word : words_of(set)) table.emplace(word, kind);
  };
  add(WordSet::PersonNouns, NounKind::Person);
  add(WordSet::GovernmentNouns, NounKind::Government);
  add(WordSet::GroupNouns, NounKind::Group);
  return table;
}

}  // namespace

NounKind kind_of_noun(std::string_view lemma) {
  static const auto table = build();
  const auto found = table.find(lemma);
  return found == table.end() ? NounKind::Other : found->second;
}

bool is_of_power(std::string_view title) {
  return contains_any_word(lower(title), words_of(WordSet::PowerOffices));
}

}  // namespace casus
