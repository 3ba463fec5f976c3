// SPDX-License-Identifier: Apache-2.0
#include "actors/resolver.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "actors/name_forms.h"
#include "actors/nouns.h"
#include "core/text.h"
#include "core/word_sets.h"

namespace casus {

namespace {

bool is_person_noun(std::string_view lemma) {
  return kind_of_noun(lemma) == NounKind::Person;
}

constexpr double kAntecedent = 0.9;  // that a relative clause hangs on the noun it is about

/// What stands for the same beside its head.
bool is_beside(Dependency relation) {
  return relation == Dependency::Appos || relation == Dependency::Flat ||
         relation == Dependency::Compound;
}

bool is_possessive(std::string_view form) {
  return form == "'s" || form == "\xE2\x80\x99s" || form == "'" || form == "\xE2\x80\x99";
}

/// Kinds of names that a state, a place or an organisation may have.
bool is_body_like(EntityType type) {
  return type == EntityType::Location || type == EntityType::Organization ||
         type == EntityType::Norp;
}

bool is_noun_or_adjective(const Word& word) {
  return is_noun(word.upos) || word.upos == PartOfSpeech::Adj;
}

/// Parts of speech that do not begin or end what somebody is called.
bool is_no_name(PartOfSpeech part) {
  switch (part) {
    case PartOfSpeech::Adp:
    case PartOfSpeech::Adv:
    case PartOfSpeech::Cconj:
    case PartOfSpeech::Det:
    case PartOfSpeech::Num:
    case PartOfSpeech::Part:
    case PartOfSpeech::Pron:
    case PartOfSpeech::Punct:
    case PartOfSpeech::Sconj:
    case PartOfSpeech::Verb:
      return true;
    default:
      return false;
  }
}

/// "the Government": no name, but a description of the one at home.
bool is_common(std::string_view name) {
  const std::string folded =
      lower(name.starts_with("the ") || name.starts_with("The ") ? name.substr(4) : name);
  return is_one_of(folded, WordSet::CommonBodies);
}

}  // namespace

Resolver::Resolver(const Report& report, const Analysis& analysis, const Syntax& syntax,
                   const Knowledge& knowledge, const ReferenceWeights& weights)
    : report_(report),
      analysis_(analysis),
      syntax_(syntax),
      knowledge_(knowledge),
      weights_(weights) {
  gather();
  references_.emplace(report_, analysis_, syntax_, knowledge_, actors_, known_, mentions_);
}

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
  std::vector<std::pair<const Entity*, std::size_t>> found;
  for (const Entity* entity : people) {
    WordRange words = entity->words;
    while (words.size() > 1 &&
           is_possessive(cut(report_.text, analysis_.words[words.end - 1].span)))
      --words.end;
    found.emplace_back(entity, person(whole_name(syntax_.text_of(words))));
  }
  for (const Entity& entity : analysis_.entities) {
    if (!is_body_like(entity.type) &&
        (entity.type != EntityType::Person ||
         std::find(people.begin(), people.end(), &entity) != people.end()))
      continue;
    WordRange words = entity.words;
    while (words.size() > 1 &&
           (is_possessive(cut(report_.text, analysis_.words[words.end - 1].span)) ||
            analysis_.words[words.end - 1].upos == PartOfSpeech::Adp))
      --words.end;
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
    if (taken[w] || form.size() < 4 || !is_upper(form[0]) || !is_noun_or_adjective(word)) continue;
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
    if (sentence_start || !(is_noun_or_adjective(word) || possessive)) break;
    const auto in_date = [&](const Entity& other) {
      return other.type == EntityType::Date && other.words.contains(begin - 1);
    };
    if (std::any_of(analysis_.entities.begin(), analysis_.entities.end(), in_date)) break;
    office |= is_person_noun(lower(word.lemma));
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

std::optional<std::size_t> Resolver::speaker(WordRange words) {
  const std::uint32_t head = syntax_.head_of(words);
  const Word& word = analysis_.words[head];
  if (word.upos == PartOfSpeech::Pron) return actor_of(meant_by(head));
  if (is_one_of(lower(word.lemma), WordSet::Documents)) {
    if (const auto author = author_of(words, head)) return author;
  } else if (const auto named = named_in(words, head)) {
    return named;
  }
  if (is_noun(word.upos)) {
    if (const auto meant = actor_of(meant_by(head))) return meant;
  }
  const std::string name = syntax_.text_of(without_clauses(words, head));
  constexpr std::size_t kLongest = 80;  // bytes; beyond, the phrase without its clauses
  const std::size_t before = actors_.size(), unnamed = name.size() > kLongest
                                                           ? described(words, head)
                                                           : called(name, ActorType::Group, words);
  if (unnamed == before) actors_[unnamed].confidence = 0.5;
  described_at_[head] = unnamed;
  return unnamed;
}

/// The words as far as a comma, a bracket, a dash or a relative clause behind their head.
WordRange Resolver::without_clauses(WordRange words, std::uint32_t head) const {
  const auto breaks_off = [&](std::uint32_t w) {
    const std::string_view form = syntax_.form(w);
    return is_one_of(form,
                     {",", "(", "\xE2\x80\x93", "\xE2\x80\x94", "who", "that", "which", "whose"});
  };
  for (std::uint32_t w = head + 1; w < words.end; ++w) {
    if (breaks_off(w)) return {words.begin, w};
  }
  return words;
}

/// Who made the document whose words these are: who is named as its owner, or behind "by", "from"
/// or "of" ("data compiled by the bank").
std::optional<std::size_t> Resolver::author_of(WordRange words, std::uint32_t head) const {
  for (const Mention& mention : mentions_) {
    if (mention.words.begin < words.begin || mention.words.end > words.end) continue;
    if (mention.words.contains(head)) return mention.actor;
    std::uint32_t own = syntax_.head_of(mention.words);
    // "by the research firm Nye Partners": the firm is whom it is by.
    while (is_beside(syntax_.relation(own)) && analysis_.words[own].head != head &&
           words.contains(analysis_.words[own].head))
      own = analysis_.words[own].head;
    const Word& word = analysis_.words[own];
    // "the ministry's data", "UN estimates".
    if (word.head == head &&
        (word.deprel == Dependency::NmodPoss || word.deprel == Dependency::Compound))
      return mention.actor;
    for (std::uint32_t w = words.begin; w < mention.words.begin; ++w) {
      const bool leads =
          analysis_.words[w].head == own && w > head &&
          is_one_of(lower(cut(report_.text, analysis_.words[w].span)), {"by", "from", "of"});
      if (leads) return mention.actor;
    }
  }
  return std::nullopt;
}

/// The likeliest antecedent; a pronoun always has one where anybody is told, a description may
/// stand for itself. Who is described before may mean another in turn.
Resolver::Meant Resolver::meant_by(std::uint32_t word) const {
  if (!weights_.learned()) return {};
  if (const auto noun = syntax_.antecedent_of(word)) {
    if (const auto named = named_at(*noun)) return {*named, std::nullopt, kAntecedent};
    Meant meant = meant_by(*noun);
    if (!meant.is_told()) meant = {std::nullopt, *noun, 1};
    meant.likely *= kAntecedent;
    return meant;
  }
  const auto candidates = references_->candidates(word);
  const bool pronoun = is_pronoun(analysis_.words[word]);
  std::vector<double> scores;
  for (const auto& candidate : candidates) scores.push_back(weights_.score(candidate.features));
  // The last candidate is the word itself.
  const auto end = scores.end() - (pronoun && scores.size() > 1 ? 1 : 0);
  const auto most = std::max_element(scores.begin(), end);
  double sum = 0;
  std::for_each(scores.begin(), end, [&](double score) { sum += std::exp(score - *most); });
  const auto& best = candidates[static_cast<std::size_t>(most - scores.begin())];
  Meant meant{best.actor, best.described, 1 / sum};
  if (meant.described) {
    const Meant further = meant_by(*meant.described);
    if (further.is_told())
      meant = {further.actor, further.described, meant.likely * further.likely};
  }
  return meant;
}

/// The actor that is meant, added where it is known by a description alone.
std::optional<std::size_t> Resolver::actor_of(const Meant& meant) {
  if (!meant.described) return meant.actor;
  if (const auto found = described_at_.find(*meant.described); found != described_at_.end())
    return found->second;
  return described(together_with(*meant.described), *meant.described);
}

/// The words under `head` that stand together with it, without what a break sets apart from it.
WordRange Resolver::together_with(std::uint32_t head) const {
  WordRange out{head, head + 1};
  while (out.begin > 0 && syntax_.is_under(out.begin - 1, head)) --out.begin;
  while (out.end < syntax_.size() && syntax_.is_under(out.end, head)) ++out.end;
  return out;
}

/// The name that is the head of the words, or goes with it (flat, apposition, title).
std::optional<std::size_t> Resolver::named_in(WordRange words, std::uint32_t head) const {
  // "Velmari General Arsen Vardanian": titles and a person's name, whatever the tree makes of them.
  for (const Mention& mention : mentions_) {
    if (actors_[mention.actor].type != ActorType::Person || mention.words.begin < words.begin ||
        mention.words.end != words.end)
      continue;
    bool titles = true;
    for (std::uint32_t w = words.begin; w < mention.words.begin; ++w)
      titles &= is_noun_or_adjective(analysis_.words[w]);
    // "University of Velmar physicist Ada Nye": a trade behind a body.
    const auto body = titles ? std::nullopt : named_at(head);
    titles |= body && actors_[*body].type != ActorType::Person &&
              mention.words.begin > words.begin &&
              is_person_noun(lower(analysis_.words[mention.words.begin - 1].lemma));
    if (titles) return mention.actor;
  }
  std::optional<std::size_t> best;
  for (const Mention& mention : mentions_) {
    if (mention.words.begin < words.begin || mention.words.end > words.end) continue;
    const bool is_person = actors_[mention.actor].type == ActorType::Person;
    if (mention.words.contains(head) && analysis_.words[head].upos != PartOfSpeech::Adj)
      return mention.actor;
    const std::uint32_t own_head = syntax_.head_of(mention.words);
    const Word& own = analysis_.words[own_head];
    const Dependency relation = universal(own.deprel);
    const bool beside =
        own.head == head && (relation == Dependency::Appos || relation == Dependency::Flat ||
                             own.deprel == Dependency::NmodDesc);
    const bool within = relation == Dependency::Nmod || relation == Dependency::Obl;
    if (is_person && (beside || (!best && !within))) best = mention.actor;
    // "Another local, Ada Nye, 32,": beside it, whatever the tree makes of it.
    const std::uint32_t end = mention.words.end;
    if (is_person && !best && mention.words.begin > head && is_comma(mention.words.begin - 1) &&
        (end == words.end || is_comma(end)) && is_person_noun(lower(analysis_.words[head].lemma)))
      best = mention.actor;
  }
  return best;
}

bool Resolver::is_comma(std::uint32_t word) const {
  return cut(report_.text, analysis_.words[word].span) == ",";
}

/// True for a name inside what somebody is reported to say: a pronoun outside seldom means it.
bool Resolver::is_reported(WordRange words) const {
  return std::any_of(
      analysis_.attributions.begin(), analysis_.attributions.end(), [&](const Attribution& found) {
        return std::any_of(found.content.begin(), found.content.end(),
                           [&](WordRange part) { return part.contains(words.begin); });
      });
}

std::optional<std::size_t> Resolver::named_at(std::uint32_t word) const {
  for (const Mention& mention : mentions_) {
    if (mention.words.contains(word)) return mention.actor;
  }
  return std::nullopt;
}

std::optional<std::size_t> Resolver::index_of(const std::string& id) const {
  const auto found = std::find_if(actors_.begin(), actors_.end(),
                                  [&](const Actor& actor) { return actor.id == id; });
  return found == actors_.end() ? std::nullopt
                                : std::optional(static_cast<std::size_t>(found - actors_.begin()));
}

std::size_t Resolver::called(const std::string& name, ActorType type, WordRange words) {
  std::size_t found = 0;
  while (found < actors_.size() && lower(actors_[found].name) != lower(name)) ++found;
  if (found == actors_.size()) found = add(name, type, "");
  auto& mentions = actors_[found].mentions;
  if (const Span span = syntax_.span_of(words);
      std::find(mentions.begin(), mentions.end(), span) == mentions.end())
    mentions.push_back(span);
  return found;
}

void Resolver::add_role(std::size_t actor, Role role) {
  auto& roles = actors_[actor].roles;
  if (std::none_of(roles.begin(), roles.end(),
                   [&](const Role& r) { return r.title == role.title && r.of == role.of; }))
    roles.push_back(std::move(role));
}

std::optional<std::size_t> Resolver::party(WordRange words, std::uint32_t head) {
  const Word& word = analysis_.words[head];
  const bool of_person = kind_of_noun(lower(word.lemma)) == NounKind::Person;
  if (const auto name = named_at(head)) {
    // A person's title may be the head: the person is who is meant.
    const auto beside = actors_[*name].type != ActorType::Person && of_person
                            ? named_in(words, head)
                            : std::nullopt;
    return beside && actors_[*beside].type == ActorType::Person ? beside : name;
  }
  if (word.upos == PartOfSpeech::Pron) {
    // "we" is whoever speaks; who that is, the statement tells.
    if (is_one_of(lower(cut(report_.text, word.span)), {"we", "i", "us", "me", "you"}))
      return std::nullopt;
    return actor_of(meant_by(head));
  }
  if (const auto beside = named_in(words, head);
      beside && actors_[*beside].type == ActorType::Person && of_person)
    return beside;
  if (is_noun(word.upos)) {
    if (const auto meant = actor_of(meant_by(head))) return meant;
    if (const auto same = described_at_.find(head); same != described_at_.end())
      return same->second;
    return described(words, head);
  }
  if (is_possessive_pronoun(word)) return actor_of(meant_by(head));
  return std::nullopt;
}

/// "six non-profit organisations": who is known by a description alone, added as an actor. Its name
/// is the phrase without article and number, with what is told of it right behind ("towns in the
/// north"), but no clause.
std::size_t Resolver::described(WordRange words, std::uint32_t head) {
  constexpr std::size_t kLongest = 6, kBehind = 7;
  WordRange name{std::min(words.begin, head), head + 1};
  const auto opens_compound = [&](std::uint32_t w) {  // "16-year-old"
    return analysis_.words[w].upos == PartOfSpeech::Num && syntax_.form(w + 1) == "-";
  };
  for (std::uint32_t w = name.begin; w < head; ++w) {
    const PartOfSpeech part = analysis_.words[w].upos;
    if ((part == PartOfSpeech::Num && !opens_compound(w)) || part == PartOfSpeech::Det)
      name.begin = w + 1;
  }
  while (name.size() > 1 && is_no_name(analysis_.words[name.begin].upos) &&
         !opens_compound(name.begin))
    ++name.begin;
  if (name.size() > kLongest) name.begin = head;
  // Words that hang on the head as nmod, or on such a word, as far as they stand together.
  std::uint32_t end = head + 1;
  while (end < words.end && end < head + 1 + kBehind) {
    std::uint32_t at = end;
    while (at != head && at != kRoot && analysis_.words[at].head != head)
      at = words.contains(analysis_.words[at].head) ? analysis_.words[at].head : kRoot;
    const PartOfSpeech part = analysis_.words[end].upos;
    if (at == kRoot || syntax_.relation(at) != Dependency::Nmod || part == PartOfSpeech::Punct ||
        part == PartOfSpeech::Verb)
      break;
    ++end;
  }
  while (end > head + 1 && is_no_name(analysis_.words[end - 1].upos)) --end;
  name.end = end;
  return described_at_[head] = called(syntax_.text_of(name), ActorType::Group, name);
}

}  // namespace casus
