// SPDX-License-Identifier: Apache-2.0
#include "actors/resolver.h"

#include <algorithm>
#include <array>
#include <set>

#include "actors/nouns.h"
#include "core/text.h"

namespace casus {

namespace {

bool is_person_noun(std::string_view lemma) { return kind_of_noun(lemma) == NounKind::Person; }

/// Nouns that stand for the state whose name goes with them when it speaks.
constexpr std::array<std::string_view, 16> kStateNouns = {"government", "ministry", "authority", "authorities", "side", "officials", "state", "regime", "administration", "embassy", "military", "army", "country", "leadership", "republic", "foreign"};

bool is_possessive(std::string_view form) { return form == "'s" || form == "\xE2\x80\x99s" || form == "'" || form == "\xE2\x80\x99"; }

std::vector<std::string> tokens_of(const std::string& name) {
  std::vector<std::string> out;
  for (const std::string_view token : split(name, ' ')) {
    if (!token.empty()) out.emplace_back(token);
  }
  return out;
}

}  // namespace

Resolver::Resolver(const Report& report, const Analysis& analysis, const Knowledge& knowledge) : report_(report), analysis_(analysis), knowledge_(knowledge) { gather(); }

std::string Resolver::text_of(WordRange words) const { return squeeze(cut(report_.text, span_of(words))); }

Span Resolver::span_of(WordRange words) const { return {analysis_.words[words.begin].span.begin, analysis_.words[words.end - 1].span.end}; }

std::uint32_t Resolver::head_of(WordRange words) const {
  for (std::uint32_t i = words.begin; i < words.end; ++i) {
    if (!words.contains(analysis_.words[i].head) && analysis_.words[i].upos != "PUNCT") return i;
  }
  return words.begin;
}

std::size_t Resolver::add(std::string name, std::string type, std::string code) {
  Actor actor;
  actor.id = "a" + std::to_string(actors_.size() + 1);
  actor.name = std::move(name);
  actor.type = std::move(type);
  actor.code = std::move(code);
  actors_.push_back(std::move(actor));
  known_.push_back(nullptr);
  return actors_.size() - 1;
}

/// The report's actor for a known one.
std::size_t Resolver::add_known(const KnownActor& known) {
  for (std::size_t i = 0; i < actors_.size(); ++i) {
    if (known_[i] == &known) return i;
  }
  const std::size_t actor = add(known.name, known.type, known.code);
  actors_[actor].wikidata = known.wikidata;
  known_[actor] = &known;
  return actor;
}

void Resolver::gather() {
  // Longer person names first, so that a family name finds its owner wherever it stands.
  std::vector<const Entity*> people;
  for (const Entity& entity : analysis_.entities) {
    if (entity.type != "Person") continue;
    const KnownActor* known = knowledge_.find(text_of(entity.words)).actor;
    if (known == nullptr || known->type == "person") people.push_back(&entity);
  }
  std::stable_sort(people.begin(), people.end(), [](const Entity* a, const Entity* b) { return a->words.size() > b->words.size(); });
  std::vector<std::pair<const Entity*, std::size_t>> found;
  for (const Entity* entity : people) {
    WordRange words = entity->words;
    while (words.size() > 1 && is_possessive(cut(report_.text, analysis_.words[words.end - 1].span))) --words.end;
    found.emplace_back(entity, person(text_of(words)));
  }
  for (const Entity& entity : analysis_.entities) {
    const bool body_like = entity.type == "Location" || entity.type == "Organization" || entity.type == "NORP";
    if (!body_like && (entity.type != "Person" || std::find(people.begin(), people.end(), &entity) != people.end())) continue;
    WordRange words = entity.words;
    while (words.size() > 1 && is_possessive(cut(report_.text, analysis_.words[words.end - 1].span))) --words.end;
    const std::string name = text_of(words);
    if (entity.type == "NORP" && knowledge_.find(name).actor == nullptr) continue;
    found.emplace_back(&entity, body(entity, name));
  }
  add_known_words(found);
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first->words.begin < b.first->words.begin; });
  for (const auto& [entity, actor] : found) {
    mentions_.push_back({entity->words, actor});
    actors_[actor].mentions.push_back(span_of(entity->words));
  }
  for (const auto& [entity, actor] : found) {
    if (actors_[actor].type == "person") find_role(*entity, actor);
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

/// Names of states and their adjectives that the network passed over ("Velmari and Soranian troops").
void Resolver::add_known_words(std::vector<std::pair<const Entity*, std::size_t>>& found) {
  std::vector<bool> taken(analysis_.words.size(), false);
  for (const Entity& entity : analysis_.entities) {
    for (std::uint32_t w = entity.words.begin; w < entity.words.end; ++w) taken[w] = true;
  }
  for (std::uint32_t w = 0; w < analysis_.words.size(); ++w) {
    const Word& word = analysis_.words[w];
    const std::string_view form = cut(report_.text, word.span);
    if (taken[w] || form.size() < 4 || !is_upper(form[0]) || (word.upos != "PROPN" && word.upos != "ADJ" && word.upos != "NOUN")) continue;
    const NameMatch match = knowledge_.find(form);
    if (match.actor == nullptr || match.actor->type != "state" || match.kind == NameKind::Seat) continue;
    passed_over_.push_back(std::make_unique<Entity>(Entity{{w, w + 1}, match.kind == NameKind::Adjective ? "NORP" : "Location"}));
    found.emplace_back(passed_over_.back().get(), add_known(*match.actor));
  }
}

std::size_t Resolver::person(const std::string& name) {
  const auto mine = tokens_of(name);
  const KnownActor* known = mine.size() > 1 ? knowledge_.find(name).actor : nullptr;
  if (known != nullptr && known->type != "person") known = nullptr;
  if (known != nullptr) return add_known(*known);
  for (std::size_t i = 0; i < actors_.size(); ++i) {
    if (actors_[i].type != "person") continue;
    const auto theirs = tokens_of(actors_[i].name);
    if (fold(theirs.back()) != fold(mine.back())) continue;
    if (mine.size() == 1 || theirs.front() == mine.front() || (mine.front().size() == 2 && mine.front()[0] == theirs.front()[0])) return i;
  }
  if (mine.size() == 1) {
    // A first name, or a family name that stands first ("Lee" after "Lee Sang-min"), of the only one who has it.
    std::optional<std::size_t> one;
    std::size_t count = 0;
    for (std::size_t i = 0; i < actors_.size(); ++i) {
      const auto theirs = tokens_of(actors_[i].name);
      if (actors_[i].type == "person" && theirs.size() > 1 && fold(theirs.front()) == fold(name)) one = i, ++count;
    }
    if (count == 1) return *one;
    // An office holder of that day whom the report names in another spelling, or does not introduce: only where it speaks
    // of the state or body, and of nobody else of that name.
    const KnownActor* holder = count == 0 ? knowledge_.find_by_family_name(name, report_.published) : nullptr;
    if (holder != nullptr && is_spoken_of(*holder)) {
      const std::size_t actor = add_known(*holder);
      if (actors_[actor].mentions.empty()) actors_[actor].confidence = 0.85;
      return actor;
    }
  }
  return add(name, "person", "");
}

std::size_t Resolver::body(const Entity& entity, const std::string& name) {
  const NameMatch match = knowledge_.find(name);
  if (match.actor != nullptr && match.actor->type != "person") return add_known(*match.actor);
  for (std::size_t i = 0; i < actors_.size(); ++i) {
    if (actors_[i].type != "person" && lower(actors_[i].name) == lower(name)) return i;
    // A family name the network took for a place or a body.
    if (actors_[i].type == "person" && entity.words.size() == 1 && tokens_of(actors_[i].name).size() > 1 && tokens_of(actors_[i].name).back() == name) return i;
  }
  return add(name, entity.type == "Location" ? "place" : "organization", "");
}

/// A title before the name ("Belarusian President Alexander Lukashenko").
void Resolver::find_role(const Entity& entity, std::size_t actor) {
  std::uint32_t begin = entity.words.begin;
  std::string of;
  bool office = false;
  while (begin > 0) {
    const Word& word = analysis_.words[begin - 1];
    const bool sentence_start = std::any_of(analysis_.sentences.begin(), analysis_.sentences.end(), [&](WordRange s) { return s.begin == begin; });
    const bool possessive = is_possessive(cut(report_.text, word.span));
    if (sentence_start || !(word.upos == "NOUN" || word.upos == "PROPN" || word.upos == "ADJ" || possessive)) break;
    const auto in_date = [&](const Entity& other) { return other.type == "Date" && other.words.contains(begin - 1); };
    if (std::any_of(analysis_.entities.begin(), analysis_.entities.end(), in_date)) break;
    office |= is_person_noun(lower(word.lemma));
    --begin;
  }
  if (begin == entity.words.begin || !office) return;
  WordRange title{begin, entity.words.begin};
  for (const Mention& mention : mentions_) {
    if (mention.words.begin >= title.begin && mention.words.end <= title.end && actors_[mention.actor].type != "person") {
      of = actors_[mention.actor].id;
      if (mention.words.begin == title.begin && mention.words.end < title.end) title.begin = mention.words.end;
    }
  }
  while (title.begin + 1 < title.end && is_possessive(cut(report_.text, analysis_.words[title.begin].span))) ++title.begin;
  const std::string name = text_of(title);
  auto& roles = actors_[actor].roles;
  if (std::none_of(roles.begin(), roles.end(), [&](const Role& role) { return role.title == name; })) roles.push_back({name, of, span_of(title)});
}

std::optional<std::size_t> Resolver::speaker(WordRange words, std::optional<std::size_t> previous) {
  const std::uint32_t head = head_of(words);
  const Word& word = analysis_.words[head];
  if (word.upos == "PRON") return pronoun(head, previous);
  constexpr std::array<std::string_view, 8> kSpeech = {"remark", "statement", "comment", "speech", "letter", "claim", "word", "decision"};
  if (const auto named = named_in(words, head)) return named;
  if (is_one_of(lower(word.lemma), kSpeech) || word.lemma == "remarks") {
    for (const Mention& mention : mentions_) {
      if (mention.words.begin >= words.begin && mention.words.end <= words.end) return mention.actor;  // "Lukashenko's remarks"
    }
  }
  if (const auto meant = described(words, head, previous)) return meant;
  if (const auto meant = body_described(words, head)) return meant;
  const std::string name = text_of(words);
  if (name.size() > 80) return std::nullopt;
  for (std::size_t i = 0; i < actors_.size(); ++i) {
    if (actors_[i].name == name) return i;
  }
  const std::size_t unnamed = add(name, "group", "");
  actors_[unnamed].mentions.push_back(span_of(words));
  actors_[unnamed].confidence = 0.5;
  return unnamed;
}

/// The name that is the head of the words, or goes with it (flat, apposition, title).
std::optional<std::size_t> Resolver::named_in(WordRange words, std::uint32_t head) const {
  // "Velmari General Arsen Vardanian": titles and a person's name, whatever the tree makes of them.
  for (const Mention& mention : mentions_) {
    if (actors_[mention.actor].type != "person" || mention.words.begin < words.begin || mention.words.end != words.end) continue;
    bool titles = true;
    for (std::uint32_t w = words.begin; w < mention.words.begin; ++w) titles &= analysis_.words[w].upos == "PROPN" || analysis_.words[w].upos == "NOUN" || analysis_.words[w].upos == "ADJ";
    if (titles) return mention.actor;
  }
  std::optional<std::size_t> best;
  for (const Mention& mention : mentions_) {
    if (mention.words.begin < words.begin || mention.words.end > words.end) continue;
    const bool is_person = actors_[mention.actor].type == "person";
    if (mention.words.contains(head) && analysis_.words[head].upos != "ADJ") return mention.actor;
    const std::uint32_t own_head = head_of(mention.words);
    const Word& own = analysis_.words[own_head];
    const std::string relation = own.deprel.substr(0, own.deprel.find(':'));
    const bool beside = own.head == head && (relation == "appos" || relation == "flat" || own.deprel == "nmod:desc");
    if (is_person && (beside || (!best && relation != "nmod" && relation != "obl"))) best = mention.actor;
  }
  return best;
}

std::optional<std::size_t> Resolver::state_in(WordRange words) const {
  for (const Mention& mention : mentions_) {
    if (mention.words.begin >= words.begin && mention.words.end <= words.end && actors_[mention.actor].type == "state") return mention.actor;
  }
  return std::nullopt;
}

/// "a senior lawmaker said ...": the person named as a source of words in the next three sentences.
std::optional<std::size_t> Resolver::introduced_after(std::uint32_t word) const {
  std::uint32_t limit = word;
  std::size_t sentences = 0;
  for (const WordRange sentence : analysis_.sentences) {
    if (sentence.end > word && sentences++ < (report_.title_span && analysis_.words[word - 1].span.end <= report_.title_span->end ? 6U : 3U)) limit = sentence.end;
  }
  for (const Mention& mention : mentions_) {
    if (mention.words.begin < word || mention.words.end > limit || actors_[mention.actor].type != "person") continue;
    for (const Attribution& found : analysis_.attributions) {
      for (const WordRange source : found.source) {
        if (source.contains(mention.words.begin)) return mention.actor;
      }
    }
  }
  return std::nullopt;
}

/// True for a name inside what somebody is reported to say: a pronoun outside seldom means it.
bool Resolver::is_reported(WordRange words) const {
  return std::any_of(analysis_.attributions.begin(), analysis_.attributions.end(), [&](const Attribution& found) {
    return std::any_of(found.content.begin(), found.content.end(), [&](WordRange part) { return part.contains(words.begin); });
  });
}

/// The named actor in the coreference chain of the words with head `head`; of several, the one named nearest before.
std::optional<std::size_t> Resolver::chained(std::uint32_t head) const {
  for (const auto& chain : analysis_.chains) {
    const auto own = std::find_if(chain.begin(), chain.end(), [&](WordRange words) { return words.contains(head) && head_of(words) == head; });
    if (own == chain.end()) continue;
    std::optional<std::size_t> best;
    for (const WordRange words : chain) {
      if (best && words.begin >= head) break;
      for (const Mention& mention : mentions_) {
        if (mention.words.contains(head_of(words)) && mention.words.end <= words.end) best = mention.actor;
      }
    }
    return best;
  }
  return std::nullopt;
}

std::optional<std::size_t> Resolver::pronoun(std::uint32_t index, std::optional<std::size_t> previous) const {
  const std::string lemma = lower(cut(report_.text, analysis_.words[index].span));
  const bool personal = lemma == "he" || lemma == "she" || lemma == "i" || lemma == "who";
  if (personal && previous && actors_[*previous].type == "person") {
    // The last speaker, unless another person was the subject since.
    for (auto it = mentions_.rbegin(); it != mentions_.rend(); ++it) {
      if (it->words.begin >= index || actors_[it->actor].type != "person" || is_reported(it->words)) continue;
      const Word& own = analysis_.words[head_of(it->words)];
      if (it->actor == *previous) break;
      if (own.deprel.starts_with("nsubj")) return it->actor;
    }
    return previous;
  }
  const auto fits = [&](const std::string& type) { return personal ? type == "person" : lemma == "it" || lemma == "its" ? type == "state" || type == "organization" : type != "place"; };
  if (const auto known = chained(index); known && fits(actors_[*known].type)) return known;
  if (lemma == "its") {
    // The subject of the clause, where a state or a body is it ("the council will condemn it at its meeting").
    for (std::uint32_t at = analysis_.words[index].head, steps = 0; at != kRoot && steps < 6; at = analysis_.words[at].head, ++steps) {
      for (const Mention& mention : mentions_) {
        const Word& own = analysis_.words[head_of(mention.words)];
        if (own.head == at && own.deprel.starts_with("nsubj") && mention.words.begin < index && (actors_[mention.actor].type == "state" || actors_[mention.actor].type == "organization")) return mention.actor;
      }
    }
  }
  for (auto it = mentions_.rbegin(); it != mentions_.rend(); ++it) {
    if (it->words.begin >= index || is_reported(it->words)) continue;
    if (fits(actors_[it->actor].type)) return it->actor;
  }
  return std::nullopt;
}

/// "the Russian politician", "Azerbaijan's foreign ministry", "the pro-government lawmaker"
std::optional<std::size_t> Resolver::described(WordRange words, std::uint32_t head, std::optional<std::size_t> previous) {
  const std::string lemma = lower(analysis_.words[head].lemma);
  const auto state = state_in(words);
  if (is_one_of(lemma, kStateNouns) || lemma == "official") {
    if (state && analysis_.words[head].feats.find("Number=Plur") != std::string::npos) return state;
    if (state && is_one_of(lemma, kStateNouns)) return state;
  }
  const bool headline = report_.title_span && report_.title_span->contains(span_of(words));
  const bool definite = !headline && lower(cut(report_.text, analysis_.words[words.begin].span)) == "the";
  if (!is_person_noun(lemma) || (!definite && !state)) return std::nullopt;
  if (!definite) {
    if (const auto introduced = introduced_after(words.end)) return introduced;
    return state ? office_holder(text_of({words.begin, head + 1}), *state, words) : std::nullopt;
  }
  // The nearest person before whose role says the same, then the last speaker.
  for (auto it = mentions_.rbegin(); it != mentions_.rend(); ++it) {
    if (it->words.begin >= head || actors_[it->actor].type != "person") continue;
    for (const Role& role : actors_[it->actor].roles) {
      const bool same_state = !state || role.of == actors_[*state].id;
      if (same_state && (contains_word(lower(role.title), lemma) || state)) return it->actor;
    }
  }
  if (state) {
    if (const auto holder = office_holder(text_of({words.begin, head + 1}), *state, words)) return holder;
  }
  if (definite && previous && actors_[*previous].type == "person") return previous;
  if (const auto known = chained(head); known && actors_[*known].type == "person") return known;
  return std::nullopt;
}

/// "the alliance", "the bloc": the body named last before, in this sentence or one of the two before it.
std::optional<std::size_t> Resolver::body_described(WordRange words, std::uint32_t head) const {
  const bool definite = lower(cut(report_.text, analysis_.words[words.begin].span)) == "the" && words.begin + 1 == head;
  if (!definite || !is_one_of(lower(analysis_.words[head].lemma), {"alliance", "bloc", "organization", "organisation", "body"})) return std::nullopt;
  std::size_t sentence = 0;
  while (sentence + 1 < analysis_.sentences.size() && analysis_.sentences[sentence].end <= head) ++sentence;
  const std::uint32_t earliest = analysis_.sentences[sentence < 2 ? 0 : sentence - 2].begin;
  for (auto it = mentions_.rbegin(); it != mentions_.rend(); ++it) {
    if (it->words.begin < head && it->words.begin >= earliest && actors_[it->actor].type == "organization") return it->actor;
  }
  return std::nullopt;
}

/// "the Belarusian president", with nobody of the report in that role: who held the office when the report appeared.
std::optional<std::size_t> Resolver::office_holder(const std::string& phrase, std::size_t of, WordRange words) {
  if (report_.published.empty() || known_[of] == nullptr) return std::nullopt;
  const std::string said = plain_title(phrase);
  for (const std::string_view past : {"former", "ex-", "then", "deputy", "vice", "late"}) {
    if (said.find(past) != std::string::npos && said.find("vice president") == std::string::npos) return std::nullopt;
  }
  const KnownActor* best = nullptr;
  std::size_t longest = 0;
  for (const Tenure& tenure : knowledge_.tenures()) {
    if (tenure.of != known_[of] || !tenure.holds_on(report_.published) || tenure.title.size() <= longest) continue;
    if (said.ends_with(tenure.title)) best = tenure.holder, longest = tenure.title.size();
  }
  if (best == nullptr) return std::nullopt;
  const std::size_t actor = add_known(*best);
  auto& mentions = actors_[actor].mentions;
  if (mentions.empty()) actors_[actor].confidence = 0.8;
  if (const Span span = span_of(words); std::find(mentions.begin(), mentions.end(), span) == mentions.end()) mentions.push_back(span);
  return actor;
}

std::optional<std::size_t> Resolver::named_at(std::uint32_t word) const {
  for (const Mention& mention : mentions_) {
    if (mention.words.contains(word)) return mention.actor;
  }
  return std::nullopt;
}

std::size_t Resolver::called(const std::string& name, const std::string& type, WordRange words) {
  std::size_t found = 0;
  while (found < actors_.size() && lower(actors_[found].name) != lower(name)) ++found;
  if (found == actors_.size()) found = add(name, type, "");
  auto& mentions = actors_[found].mentions;
  if (const Span span = span_of(words); std::find(mentions.begin(), mentions.end(), span) == mentions.end()) mentions.push_back(span);
  return found;
}

void Resolver::add_role(std::size_t actor, Role role) {
  auto& roles = actors_[actor].roles;
  if (std::none_of(roles.begin(), roles.end(), [&](const Role& r) { return r.title == role.title && r.of == role.of; })) roles.push_back(std::move(role));
}

std::optional<std::size_t> Resolver::party(WordRange words, std::uint32_t head) {
  while (words.begin < head && analysis_.words[words.begin].upos == "CCONJ") ++words.begin;  // "(the army) and rebels"
  const Word& word = analysis_.words[head];
  const std::string lemma = lower(word.lemma);
  if (const auto name = named_at(head)) {
    // A person's title may be the head: the person is who is meant.
    if (actors_[*name].type != "person") {
      if (const auto beside = named_in(words, head); beside && actors_[*beside].type == "person" && kind_of_noun(lemma) == NounKind::Person) return beside;
    }
    return name;
  }
  if (word.upos == "PRON") {
    // "we" is whoever speaks; who that is, the statement tells.
    const std::string form = lower(cut(report_.text, word.span));
    if (form == "we" || form == "i" || form == "us" || form == "me" || form == "you") return std::nullopt;
    return pronoun(head, std::nullopt);
  }
  for (std::uint32_t w = words.begin; w < head; ++w) {
    // "its army", "its ambassador" are the state's; "his ambassador" is a person; whose "our army" is, only the speaker knows.
    if (analysis_.words[w].xpos != "PRP$" || analysis_.words[w].head != head) continue;
    const std::string form = lower(cut(report_.text, analysis_.words[w].span));
    if (kind_of_noun(lemma) == NounKind::Person && form != "its") continue;
    return form == "our" || form == "my" || form == "your" ? std::nullopt : pronoun(w, std::nullopt);
  }
  if (const auto beside = named_in(words, head); beside && actors_[*beside].type == "person" && kind_of_noun(lemma) == NounKind::Person) return beside;
  const NounKind kind = kind_of_noun(lemma);
  const auto owner = [&]() -> std::optional<std::size_t> {
    for (const Mention& mention : mentions_) {
      if (mention.words.begin >= words.begin && mention.words.end <= words.end) return mention.actor;
    }
    return std::nullopt;
  }();
  if (kind == NounKind::Government && owner && actors_[*owner].type == "state") return owner;
  const bool plural = word.feats.find("Number=Plur") != std::string::npos;
  if (kind == NounKind::Group && !plural) {
    // "the newspaper Die Welt": the body by its name; "the organization": the one named last.
    for (const Mention& mention : mentions_) {
      if (mention.words.begin <= head || mention.words.end > words.end || actors_[mention.actor].type != "organization") continue;
      const auto is_case = [&](std::uint32_t w) { return analysis_.words[w].upos == "ADP" || analysis_.words[w].upos == "VERB"; };
      bool apart = false;
      for (std::uint32_t w = head + 1; w < mention.words.begin; ++w) apart |= is_case(w);
      if (!apart) return mention.actor;
    }
    if (!owner) {
      const bool any = is_one_of(lemma, std::array<std::string_view, 5>{"organization", "organisation", "alliance", "bloc", "union"});
      for (auto it = mentions_.rbegin(); it != mentions_.rend(); ++it) {
        if (it->words.begin >= head || actors_[it->actor].type != "organization") continue;
        if ((any && known_[it->actor] != nullptr) || contains_word(lower(actors_[it->actor].name), lemma)) return it->actor;  // "the council" after its full name
      }
    }
  }
  if (kind == NounKind::Person && plural && owner) return owner;
  if (kind == NounKind::Person) {
    if (const auto known = described(words, head, std::nullopt)) return known;
    if (owner && lemma != "soldier") return owner;
  }
  if (kind == NounKind::Group || kind == NounKind::Government || kind == NounKind::Person) {
    if (word.upos == "PROPN" || word.upos == "NOUN") {
      // The description up to its head, without article and number.
      WordRange name{words.begin, head + 1};
      while (name.size() > 1 && (analysis_.words[name.begin].upos == "DET" || analysis_.words[name.begin].upos == "NUM" || analysis_.words[name.begin].upos == "PUNCT" ||
                                 analysis_.words[name.begin].upos == "ADV" || analysis_.words[name.begin].upos == "ADP" ||
                                 analysis_.words[name.begin].lemma == "least" || analysis_.words[name.begin].lemma == "more" || analysis_.words[name.begin].lemma == "most"))
        ++name.begin;
      // A bare "army" acts; a bare "side" or "border" tells of nobody.
      constexpr std::array<std::string_view, 14> kNobody = {"side", "state", "country", "republic", "foreign", "leadership", "territory", "border", "presidency", "federation", "kingdom", "delegation", "official", "community"};
      if (name.size() == 1 && (kind == NounKind::Person || is_one_of(lemma, kNobody))) return owner;
      if (name.size() > 6) name.begin = head;
      return called(text_of(name), "group", name);
    }
  }
  return owner;
}

}  // namespace casus
