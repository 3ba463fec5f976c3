// SPDX-License-Identifier: Apache-2.0
#include "actors/resolver.h"

#include <algorithm>
#include <cmath>

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
