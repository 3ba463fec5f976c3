// SPDX-License-Identifier: Apache-2.0
#include "core/word_sets.h"

#include "casus/kinds.h"
#include "core/text.h"
#include "core/word_tables.h"

namespace casus {

namespace {

using Words = std::unordered_set<std::string_view>;

/// Lines that are no set are left out: core_test reads every one.
std::array<Words, kWordSets.size()> build() {
  std::array<Words, kWordSets.size()> out;
  for (const Span span : lines_of(kWordLists)) {
    const auto fields = split(cut(kWordLists, span), ';');
    const auto set = kind_named<WordSet>(kWordSets, fields[0]);
    if (!set || fields.size() != 3) continue;
    for (const std::string_view word : split(fields[1], '|'))
      out[static_cast<std::size_t>(*set)].insert(word);
  }
  return out;
}

}  // namespace

const std::unordered_set<std::string_view>& words_of(WordSet set) {
  static const auto sets = build();
  return sets[static_cast<std::size_t>(set)];
}

}  // namespace casus
