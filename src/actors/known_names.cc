// SPDX-License-Identifier: Apache-2.0
#include "actors/known_names.h"

#include <algorithm>

#include "core/text.h"

namespace casus {

namespace {

constexpr std::uint32_t kMostWords = 7;

constexpr bool may_be_body(EntityType type) {
  return type == EntityType::Organization || type == EntityType::Location ||
         type == EntityType::Norp;
}

class KnownNames {
 public:
  KnownNames(const Report& report, const Knowledge& knowledge, Analysis& analysis)
      : report_(report), knowledge_(knowledge), analysis_(analysis) {}

  void complete() {
    for (const WordRange sentence : analysis_.sentences) {
      for (std::uint32_t first = sentence.begin; first < sentence.end; ++first) {
        const WordRange name = longest_from(first, sentence.end);
        if (name.size() == 0) continue;
        take(name);
        first = name.end - 1;
      }
    }
    std::stable_sort(
        analysis_.entities.begin(), analysis_.entities.end(),
        [](const Entity& a, const Entity& b) { return a.words.begin < b.words.begin; });
  }

 private:
  std::string_view form(std::uint32_t word) const {
    return cut(report_.text, analysis_.words[word].span);
  }

  /// The longest name of a body that begins with word `first`; empty when none does.
  WordRange longest_from(std::uint32_t first, std::uint32_t end) const {
    if (!is_upper(form(first)[0])) return {first, first};
    for (std::uint32_t last = std::min(first + kMostWords, end); last > first + 1; --last) {
      if (!is_upper(form(last - 1)[0])) continue;
      const Span span{analysis_.words[first].span.begin, analysis_.words[last - 1].span.end};
      const NameMatch match = knowledge_.find(cut(report_.text, span));
      if (match.actor != nullptr && match.kind == NameKind::Name &&
          match.actor->type != ActorType::Person)
        return {first, last};
    }
    return {first, first};
  }

  void take(WordRange name) {
    auto& entities = analysis_.entities;
    const auto reaches_beyond = [&](const Entity& one) {
      return one.words.begin < name.end && name.begin < one.words.end &&
             (one.words.begin < name.begin || one.words.end > name.end);
    };
    const auto is_within = [&](const Entity& one) {
      return one.words.begin >= name.begin && one.words.end <= name.end;
    };
    if (std::any_of(entities.begin(), entities.end(), reaches_beyond)) return;
    Entity whole{name, EntityType::Organization, {}};
    const auto part = std::find_if(entities.begin(), entities.end(), is_within);
    if (part != entities.end() && may_be_body(part->type)) whole = {name, part->type, part->likely};
    std::erase_if(entities, is_within);
    entities.push_back(whole);
  }

  const Report& report_;
  const Knowledge& knowledge_;
  Analysis& analysis_;
};

}  // namespace

void complete_names(const Report& report, const Knowledge& knowledge, Analysis& analysis) {
  KnownNames(report, knowledge, analysis).complete();
}

}  // namespace casus
