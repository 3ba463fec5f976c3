// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actors/knowledge.h"
#include "casus/analysis.h"
#include "casus/record.h"

namespace casus {

/// Gathers a report's names into actors, and says which actor a stretch of words means.
/// Names are matched in full, then by family name, and by the knowledge base, which knows office holders by date;
/// what it does not know for certain stays unlinked. Pronouns and
/// descriptions ("the Russian politician") are resolved by number, role and nearness. Not thread-safe: one a report.
class Resolver {
 public:
  Resolver(const Report& report, const Analysis& analysis, const Knowledge& knowledge);

  /// The actor `words` names as a source of words; nothing where the text does not tell. `previous` is the person who
  /// spoke last, for pronouns. May add an actor for a body without a name ("officials").
  std::optional<std::size_t> speaker(WordRange words, std::optional<std::size_t> previous);

  /// The one actor that the phrase `words` with head `head` names as a doer or as the one it is done to: a name, a
  /// pronoun, a state by its forces or its seat, a described group ("Sudanese rebels"; added as an actor), or the owner
  /// of the thing named ("Haiti's efforts"). Nothing where no actor is in it.
  std::optional<std::size_t> party(WordRange words, std::uint32_t head);

  std::vector<Actor> take_actors() { return std::move(actors_); }
  const Actor& actor(std::size_t index) const { return actors_[index]; }
  std::size_t size() const { return actors_.size(); }
  /// True where `words` begin inside of what somebody is reported to have said.
  bool is_reported(WordRange words) const;
  /// The actor whose name covers `word`.
  std::optional<std::size_t> named_at(std::uint32_t word) const;
  /// The actor called `name`, added as `type` where there is none.
  std::size_t called(const std::string& name, const std::string& type, WordRange words);
  void add_role(std::size_t actor, Role role);
  const Knowledge& knowledge() const { return knowledge_; }
  const std::string& published() const { return report_.published; }
  /// What the knowledge base has on an actor; null when it is not there.
  const KnownActor* known(std::size_t actor) const { return known_[actor]; }

 private:
  struct Mention {
    WordRange words;
    std::size_t actor;
  };

  std::string text_of(WordRange words) const;
  Span span_of(WordRange words) const;
  std::uint32_t head_of(WordRange words) const;
  std::size_t add(std::string name, std::string type, std::string code);
  void gather();
  void add_known_words(std::vector<std::pair<const Entity*, std::size_t>>& found);
  std::size_t person(const std::string& name);
  bool is_spoken_of(const KnownActor& holder) const;
  std::size_t add_known(const KnownActor& known);
  std::optional<std::size_t> office_holder(const std::string& phrase, std::size_t of, WordRange words);
  std::size_t body(const Entity& entity, const std::string& name);
  void find_role(const Entity& entity, std::size_t actor);
  std::optional<std::size_t> named_in(WordRange words, std::uint32_t head) const;
  std::optional<std::size_t> state_in(WordRange words) const;
  std::optional<std::size_t> introduced_after(std::uint32_t word) const;
  std::optional<std::size_t> chained(std::uint32_t head) const;
  std::optional<std::size_t> pronoun(std::uint32_t word, std::optional<std::size_t> previous) const;
  std::optional<std::size_t> body_described(WordRange words, std::uint32_t head) const;
  std::optional<std::size_t> described(WordRange words, std::uint32_t head, std::optional<std::size_t> previous);

  const Report& report_;
  const Analysis& analysis_;
  const Knowledge& knowledge_;
  std::vector<Actor> actors_;
  std::vector<const KnownActor*> known_;  // one an actor
  std::vector<Mention> mentions_;
  std::vector<std::unique_ptr<Entity>> passed_over_;
};

}  // namespace casus
