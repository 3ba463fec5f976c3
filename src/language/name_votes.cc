// SPDX-License-Identifier: Apache-2.0
#include "language/name_votes.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "core/text.h"

namespace casus {

namespace {

using Votes = std::array<float, kEntityTypes.size()>;

void add(const Votes& more, Votes& votes) {
  for (std::size_t type = 0; type < votes.size(); ++type) votes[type] += more[type];
}

}  // namespace

void agree_on_names(std::string_view text, Analysis& analysis) {
  const auto written = [&](WordRange words) {
    return lower(cut(
        text, {analysis.words[words.begin].span.begin, analysis.words[words.end - 1].span.end}));
  };
  std::unordered_map<std::string, Votes> votes;
  for (const Entity& entity : analysis.entities) {
    if (is_date_or_sum(entity.type)) continue;
    add(entity.likely, votes[written(entity.words)]);
    if (entity.type != EntityType::Person || entity.words.size() < 2) continue;
    for (const std::uint32_t word : {entity.words.begin, entity.words.end - 1})
      add(entity.likely, votes[written({word, word + 1})]);
  }
  for (Entity& entity : analysis.entities) {
    if (is_date_or_sum(entity.type)) continue;
    const Votes& all = votes[written(entity.words)];
    entity.type = static_cast<EntityType>(std::max_element(all.begin(), all.end()) - all.begin());
  }
}

}  // namespace casus
