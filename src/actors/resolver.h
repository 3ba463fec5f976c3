// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actors/knowledge.h"
#include "actors/references.h"
#include "casus/analysis.h"
#include "casus/record.h"
#include "language/syntax.h"

namespace casus {

/// Gathers a report's names into actors, and says which actor a stretch of words means.
/// Names are matched in full, then by family name, and by the knowledge base, which knows office
/// holders by date; what it does not know for certain stays unlinked. Whom pronouns and
/// descriptions ("the Russian politician") mean, learned weights tell (references.h). Not
/// thread-safe: one a report.
class Resolver {
 public:
  /// `syntax` is the analysis's.
  Resolver(const Report& report, const Analysis& analysis, const Syntax& syntax,
           const Knowledge& knowledge, const ReferenceWeights& weights);
  Resolver(const Resolver&) = delete;  // the references look at its own actors
  Resolver& operator=(const Resolver&) = delete;

  /// The actor `words` names as a source of words; nothing where the text does not tell. May add an
  /// actor for a body without a name ("officials").
  std::optional<std::size_t> speaker(WordRange words);

  /// The one actor that the phrase `words` with head `head` names as a doer or as the one it is
  /// done to: a name, whom a pronoun or a description means, or the described itself ("Sudanese
  /// rebels"; added as an actor).
  std::optional<std::size_t> party(WordRange words, std::uint32_t head);

  /// Whom the pronoun or noun at a word refers to, and how likely: an actor with a name, or who is
  /// described at a noun before; neither: to itself, or to nobody told.
  struct Meant {
    std::optional<std::size_t> actor;
    std::optional<std::uint32_t> described;
    double likely = 0;
    bool is_told() const { return actor || described; }
  };
  Meant meant_by(std::uint32_t word) const;

  std::vector<Actor> take_actors() { return std::move(actors_); }
  const Actor& actor(std::size_t index) const { return actors_[index]; }
  const References& references() const { return *references_; }
  std::size_t size() const { return actors_.size(); }
  /// The actor with an id; nothing where there is none.
  std::optional<std::size_t> index_of(const std::string& id) const;
  /// True where `words` begin inside of what somebody is reported to have said.
  bool is_reported(WordRange words) const;
  /// The actor whose name covers `word`.
  std::optional<std::size_t> named_at(std::uint32_t word) const;
  /// The actor called `name`, added as `type` where there is none.
  std::size_t called(const std::string& name, ActorType type, WordRange words);
  /// The report's actor for a known one, added where there is none.
  std::size_t add_known(const KnownActor& known);
  void add_role(std::size_t actor, Role role);
  const Knowledge& knowledge() const { return knowledge_; }
  const std::string& published() const { return report_.published; }
  /// What the knowledge base has on an actor; null when it is not there.
  const KnownActor* known(std::size_t actor) const { return known_[actor]; }

 private:
  using Mention = NamedPlace;

  std::size_t add(std::string name, ActorType type, std::string code);
  void gather();
  void gather_initials();
  const std::string& whole_name(const std::string& name) const;
  bool is_people(WordRange words) const;
  void add_known_words(std::vector<std::pair<const Entity*, std::size_t>>& found);
  std::size_t person(const std::string& name);
  bool is_spoken_of(const KnownActor& holder) const;
  std::size_t body(const Entity& entity, const std::string& name);
  void find_role(const Entity& entity, std::size_t actor);
  std::optional<std::size_t> named_in(WordRange words, std::uint32_t head) const;
  bool is_comma(std::uint32_t word) const;
  std::optional<std::size_t> author_of(WordRange words, std::uint32_t head) const;
  WordRange without_clauses(WordRange words, std::uint32_t head) const;
  std::size_t described(WordRange words, std::uint32_t head);
  WordRange together_with(std::uint32_t head) const;
  std::optional<std::size_t> actor_of(const Meant& meant);

  const Report& report_;
  const Analysis& analysis_;
  const Syntax& syntax_;
  const Knowledge& knowledge_;
  const ReferenceWeights& weights_;
  std::vector<Actor> actors_;
  std::vector<const KnownActor*> known_;               // one an actor
  std::vector<Mention> mentions_;                      // by place
  std::map<std::string, std::string> whole_names_;     // by initials that stand alone
  std::map<std::string, std::size_t> short_forms_;     // of names that the report gives one
  std::map<std::uint32_t, std::size_t> described_at_;  // by noun: who is known by a description
  std::optional<References> references_;
  std::vector<std::unique_ptr<Entity>> passed_over_;
};

}  // namespace casus
