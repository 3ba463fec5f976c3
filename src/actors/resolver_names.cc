// SPDX-License-Identifier: Apache-2.0
// Who is in a report: its names, each an actor once, and the offices they are called by.
#include <algorithm>
#include <map>
#include <set>

#include "actors/name_forms.h"
#include "actors/nouns.h"
#include "actors/resolver.h"
#include "core/text.h"
#include "core/word_sets.h"

namespace casus {

namespace {

constexpr std::array<std::string_view, 4> kPossessives = {"'s", "\xE2\x80\x99s", "'",
                                                          "\xE2\x80\x99"};

bool is_possessive(std::string_view form) {
  return is_one_of(form, kPossessives);
}

/// `words` without those at its end that are no part of a name.
template <typename Is>
WordRange without_tail(WordRange words, const Is& is_no_part) {
  while (words.size() > 1 && is_no_part(words.end - 1)) --words.end;
  return words;
}

bool may_be_named(PartOfSpeech part) {
  return is_noun(part) || part == PartOfSpeech::Adj;
}

/// Kinds of names that a state, a place or an organisation may have.
bool is_body_like(EntityType type) {
  return type == EntityType::Location || type == EntityType::Organization ||
         type == EntityType::Norp;
}

/// "the Government": no name, but a description of the one at home.
bool is_common(std::string_view name) {
  const std::string folded =
      lower(name.starts_with("the ") || name.starts_with("The ") ? name.substr(4) : name);
  return is_one_of(folded, WordSet::CommonBodies);
}

}  // namespace

std::size_t Resolver::add(std::string name, ActorType type, std::string code) {
  Actor actor;
  actor.id = "a" + std::to_string(actors_.size() + 1);
  actor.name = std::move(name);
  actor.type = type;
  actor.code = std::move(code);
  actors_.push_back(std::move(actor));
  known_.push_back(nullptr);
  return actors_.size() - 1;
}

std::size_t Resolver::add_known(const KnownActor& known) {
  for (std::size_t i = 0; i < actors_.size(); ++i) {
    if (known_[i] == &known) return i;
  }
  const std::size_t actor = add(known.name, known.type, known.code);
  actors_[actor].wikidata = known.wikidata;
  known_[actor] = &known;
  return actor;
}

/// Finds the one name whose initials the report uses alone.
void Resolver::gather_initials() {
  std::map<std::string, std::set<std::string>> whole;  // names of three words and more, by initials
  for (const Entity& entity : analysis_.entities) {
    if (entity.words.size() < 3) continue;
    const std::string name = syntax_.text_of(entity.words);
    for (const std::string& initials : initials_of(name)) whole[initials].insert(name);
  }
  for (const Entity& entity : analysis_.entities) {
    const std::string name = syntax_.text_of(entity.words);
    const auto found = is_initials(name) ? whole.find(name) : whole.end();
    if (found != whole.end() && found->second.size() == 1 && knowledge_.find(name).actor == nullptr)
      whole_names_.emplace(name, *found->second.begin());
  }
}

/// The whole name of which `name` is the initials; else itself.
const std::string& Resolver::whole_name(const std::string& name) const {
  const auto found = whole_names_.find(name);
  return found == whole_names_.end() ? name : found->second;
}

void Resolver::gather() {
  gather_initials();
  // Longer person names first, so that a family name finds its owner wherever it stands.
  std::vector<const Entity*> people;
  for (const Entity& entity : analysis_.entities) {
    if (entity.type != EntityType::Person) continue;
    const KnownActor* known = knowledge_.find(syntax_.text_of(entity.words)).actor;
    if (known == nullptr || known->type == ActorType::Person) people.push_back(&entity);
  }
  std::stable_sort(people.begin(), people.end(), [](const Entity* a, const Entity* b) {
    return a->words.size() > b->words.size();
  });
  const auto is_owner = [&](std::uint32_t w) {
    return is_possessive(cut(report_.text, analysis_.words[w].span));
  };
  std::vector<std::pair<const Entity*, std::size_t>> found;
  for (const Entity* entity : people) {
    const WordRange words = without_tail(entity->words, is_owner);
    found.emplace_back(entity, person(whole_name(syntax_.text_of(words))));
  }
  for (const Entity& entity : analysis_.entities) {
    if (!is_body_like(entity.type) &&
        (entity.type != EntityType::Person ||
         std::find(people.begin(), people.end(), &entity) != people.end()))
      continue;
    const WordRange words = without_tail(entity.words, [&](std::uint32_t w) {
      return is_owner(w) || analysis_.words[w].upos == PartOfSpeech::Adp;
    });
    const std::string name = whole_name(syntax_.text_of(words));
    if (is_common(name) || is_people(words) ||
        (entity.type == EntityType::Norp && knowledge_.find(name).actor == nullptr))
      continue;
    const std::size_t actor = body(entity, name);
    found.emplace_back(&entity, actor);
    const std::string_view alias = short_form_behind(report_.text, syntax_.span_of(words).end);
    if (!alias.empty() && knowledge_.find(alias).actor == nullptr)
      short_forms_.emplace(alias, actor);
  }
  add_known_words(found);
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.first->words.begin < b.first->words.begin;
  });
  for (const auto& [entity, actor] : found) {
    mentions_.push_back({entity->words, actor});
    actors_[actor].mentions.push_back(syntax_.span_of(entity->words));
  }
  for (const auto& [entity, actor] : found) {
    if (actors_[actor].type == ActorType::Person) find_role(*entity, actor);
  }
}

/// True where the report names a state or body whose office the person has held.
bool Resolver::is_spoken_of(const KnownActor& holder) const {
  const std::string text = fold(report_.text);
  for (const Tenure* tenure : knowledge_.offices_of(holder)) {
    for (const std::string& name : knowledge_.names_of(*tenure->of)) {
      if (name.size() > 3 && contains_word(text, name)) return true;
    }
  }
  return false;
}

/// "two Iraqis", "exiled Cubans": people, and not their state; "the Iraqis" may be either and stays
/// the state.
bool Resolver::is_people(WordRange words) const {
  const std::uint32_t last = words.end - 1;
  const Word& word = analysis_.words[last];
  const std::string_view form = cut(report_.text, word.span);
  if (!form.ends_with('s') || !is_noun(word.upos)) return false;
  const NameMatch match = knowledge_.find(form);
  if (match.actor == nullptr || match.kind != NameKind::Adjective) return false;
  if (!is_plural_noun(word)) return false;
  for (std::uint32_t w = words.begin > 5 ? words.begin - 5 : 0; w < last; ++w) {
    if (analysis_.words[w].head == last &&
        lower(cut(report_.text, analysis_.words[w].span)) == "the")
      return false;
  }
  return true;
}

/// Names of states and their adjectives that the network passed over ("Velmari and Soranian
/// troops").
void Resolver::add_known_words(std::vector<std::pair<const Entity*, std::size_t>>& found) {
  std::vector<bool> taken(analysis_.words.size(), false);
  for (const Entity& entity : analysis_.entities) {
    for (std::uint32_t w = entity.words.begin; w < entity.words.end; ++w) taken[w] = true;
  }
  for (std::uint32_t w = 0; w < analysis_.words.size(); ++w) {
    const Word& word = analysis_.words[w];
    const std::string_view form = cut(report_.text, word.span);
    if (taken[w] || form.size() < 4 || !is_upper(form[0]) || !may_be_named(word.upos)) continue;
    const NameMatch match = knowledge_.find(form);
    if (match.actor == nullptr || match.actor->type != ActorType::State ||
        match.kind == NameKind::Seat || is_people({w, w + 1}))
      continue;
    passed_over_.push_back(std::make_unique<Entity>(Entity{
        {w, w + 1}, match.kind == NameKind::Adjective ? EntityType::Norp : EntityType::Location}));
    found.emplace_back(passed_over_.back().get(), add_known(*match.actor));
  }
}

std::size_t Resolver::person(const std::string& name) {
  const auto mine = tokens_of(name);
  const KnownActor* known = mine.size() > 1 ? knowledge_.find(name).actor : nullptr;
  if (known != nullptr && known->type != ActorType::Person) known = nullptr;
  if (known != nullptr) return add_known(*known);
  for (std::size_t i = 0; i < actors_.size(); ++i) {
    if (actors_[i].type != ActorType::Person) continue;
    const auto theirs = tokens_of(actors_[i].name);
    if (ends_in(theirs, mine)) return i;
    if (fold(theirs.back()) == fold(mine.back()) &&
        (theirs.front() == mine.front() ||
         (mine.front().size() == 2 && mine.front()[0] == theirs.front()[0])))
      return i;
  }
  if (mine.size() == 1) {
    // A first name, a family name that stands first ("Lee" after "Lee Sang-min") or is one of two
    // ("Diaz" after "Ana Diaz Nye"), of the only one who has it.
    std::optional<std::size_t> one;
    std::size_t count = 0;
    for (std::size_t i = 0; i < actors_.size(); ++i) {
      const auto theirs = tokens_of(actors_[i].name);
      const auto is_it = [&](const std::string& token) { return fold(token) == fold(name); };
      if (actors_[i].type == ActorType::Person && std::any_of(theirs.begin(), theirs.end(), is_it))
        one = i, ++count;
    }
    if (count == 1) return *one;
    // An office holder of that day whom the report names in another spelling, or does not
    // introduce: only where it speaks of the state or body, and of nobody else of that name.
    const KnownActor* holder =
        count == 0 ? knowledge_.find_by_family_name(name, report_.published) : nullptr;
    if (holder != nullptr && is_spoken_of(*holder)) {
      const std::size_t actor = add_known(*holder);
      if (actors_[actor].mentions.empty()) actors_[actor].confidence = 0.85;
      return actor;
    }
  }
  return add(name, ActorType::Person, "");
}

std::size_t Resolver::body(const Entity& entity, const std::string& name) {
  if (const auto whole = short_forms_.find(name); whole != short_forms_.end()) return whole->second;
  const NameMatch match = knowledge_.find(name);
  if (match.actor != nullptr && match.actor->type != ActorType::Person)
    return add_known(*match.actor);
  for (std::size_t i = 0; i < actors_.size(); ++i) {
    if (actors_[i].type != ActorType::Person && lower(actors_[i].name) == lower(name)) return i;
    // A family name the network took for a place or a body.
    if (actors_[i].type == ActorType::Person && entity.words.size() == 1 &&
        tokens_of(actors_[i].name).size() > 1 && tokens_of(actors_[i].name).back() == name)
      return i;
  }
  return add(name, entity.type == EntityType::Location ? ActorType::Place : ActorType::Organization,
             "");
}

/// A title before the name ("Belarusian President Alexander Lukashenko").
void Resolver::find_role(const Entity& entity, std::size_t actor) {
  std::uint32_t begin = entity.words.begin;
  std::string of;
  bool office = false;
  while (begin > 0) {
    const Word& word = analysis_.words[begin - 1];
    const bool sentence_start = std::any_of(analysis_.sentences.begin(), analysis_.sentences.end(),
                                            [&](WordRange s) { return s.begin == begin; });
    const bool possessive = is_possessive(cut(report_.text, word.span));
    if (sentence_start || !(may_be_named(word.upos) || possessive)) break;
    const auto in_date = [&](const Entity& other) {
      return other.type == EntityType::Date && other.words.contains(begin - 1);
    };
    if (std::any_of(analysis_.entities.begin(), analysis_.entities.end(), in_date)) break;
    office |= kind_of_noun(lower(word.lemma)) == NounKind::Person;
    --begin;
  }
  if (begin == entity.words.begin || !office) return;
  WordRange title{begin, entity.words.begin};
  for (const Mention& mention : mentions_) {
    if (mention.words.begin >= title.begin && mention.words.end <= title.end &&
        actors_[mention.actor].type != ActorType::Person) {
      of = actors_[mention.actor].id;
      if (mention.words.begin == title.begin && mention.words.end < title.end)
        title.begin = mention.words.end;
    }
  }
  while (title.begin + 1 < title.end &&
         is_possessive(cut(report_.text, analysis_.words[title.begin].span)))
    ++title.begin;
  const std::string name = syntax_.text_of(title);
  auto& roles = actors_[actor].roles;
  if (std::none_of(roles.begin(), roles.end(),
                   [&](const Role& role) { return role.title == name; }))
    roles.push_back({name, of, syntax_.span_of(title)});
}

}  // namespace casus
