// SPDX-License-Identifier: Apache-2.0
#include "actors/references.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/hashing.h"
#include "core/text.h"
#include "core/word_sets.h"

namespace casus {

namespace {

constexpr std::size_t kMostCandidates = 14, kMostDescribed = 8;
constexpr std::uint32_t kFarthestDescribed = 6;  // sentences
constexpr std::array<std::string_view, 4> kKinds = {"thing", "person", "government", "group"};

/// What a pronoun may stand for.
std::string_view pronoun_class(std::string_view form) {
  if (is_one_of(form, WordSet::MasculinePronouns)) return "he";
  if (is_one_of(form, WordSet::FemininePronouns)) return "she";
  if (is_one_of(form, WordSet::ThirdPersonPlural)) return "they";
  if (is_one_of(form, WordSet::NeuterPronouns)) return "it";
  if (is_one_of(form, WordSet::FirstPersonSingular)) return "i";
  if (is_one_of(form, WordSet::FirstPersonPlural)) return "we";
  if (is_one_of(form, WordSet::RelativePronouns)) return "who";
  return "other";
}

/// A relation as the weights know it: by five letters of its name.
std::uint64_t beginning_of(Dependency relation) {
  return hash_of(name_of(relation).substr(0, 5));
}

std::uint32_t bucket(std::uint32_t n) {
  return n <= 3 ? n : n <= 5 ? 4 : n <= 9 ? 5 : 6;
}

}  // namespace

Result<ReferenceWeights> ReferenceWeights::create(const ModelFile& model) {
  ReferenceWeights out;
  if (!model.has("references")) return out;
  CASUS_TRY(Tensor tensor, model.tensor("references"));
  if (tensor.values.size() != kWeights)
    return Error{Errc::Corrupt, "C0201 the model file is damaged: references has another shape"};
  out.weights_ = std::move(tensor.values);
  return out;
}

double ReferenceWeights::score(const std::vector<std::uint32_t>& features) const {
  double sum = 0;
  for (const std::uint32_t feature : features) sum += weights_[feature];
  return sum;
}

/// A pronoun or a noun that refers, and what of it bears on whom it means.
struct References::Mention {
  std::uint32_t word = 0;
  std::string kind;   // a pronoun's class, or what its noun is of
  std::string lemma;  // of a noun
  bool is_pronoun = false, is_definite = false, is_plural = false, is_modified = false;
  std::optional<std::size_t> speaker,
      own_speaker;                   // who spoke last before; in whose words it stands
  std::vector<std::size_t> chained;  // whom its chain names
  std::vector<std::size_t> beside;   // who is named among its own modifiers
};

References::References(const Report& report, const Analysis& analysis, const Syntax& syntax,
                       const Knowledge& knowledge, const std::vector<Actor>& actors,
                       const std::vector<const KnownActor*>& known,
                       const std::vector<NamedPlace>& names)
    : report_(report),
      analysis_(analysis),
      syntax_(syntax),
      knowledge_(knowledge),
      actors_(actors),
      known_(known),
      names_(names),
      said_in_(analysis.words.size(), 0),
      chain_(analysis.words.size(), 0),
      is_source_(analysis.words.size(), false) {
  for (std::uint32_t a = 0; a < analysis.attributions.size(); ++a) {
    for (const WordRange part : analysis.attributions[a].content) {
      for (std::uint32_t w = part.begin; w < part.end; ++w) said_in_[w] = a + 1;
    }
  }
  for (const Attribution& found : analysis.attributions) {
    if (!found.source.empty()) is_source_[syntax_.head_of(found.source.front())] = true;
  }
  for (std::uint32_t c = 0; c < analysis.chains.size(); ++c) {
    for (const WordRange words : analysis.chains[c]) chain_[syntax_.head_of(words)] = c + 1;
  }
  for (std::uint32_t w = 0; w < analysis.words.size(); ++w) {
    const Word& word = analysis.words[w];
    const bool named =
        !named_in({w, w + 1}).empty() || universal(word.deprel) == Dependency::Compound;
    if (word.upos == PartOfSpeech::Noun && !named &&
        kind_of_noun(lower(word.lemma)) != NounKind::Other)
      described_.push_back(w);
  }
}

/// The places named in `words`, all of each.
std::vector<std::size_t> References::named_in(WordRange words) const {
  std::vector<std::size_t> out;
  auto place =
      std::lower_bound(names_.begin(), names_.end(), words.begin,
                       [](const NamedPlace& a, std::uint32_t at) { return a.words.begin < at; });
  for (; place != names_.end() && place->words.begin < words.end; ++place) {
    if (place->words.end <= words.end) out.push_back(place->actor);
  }
  return out;
}

References::Mention References::mention_at(std::uint32_t at) const {
  const Word& word = analysis_.words[at];
  Mention out;
  out.word = at;
  out.is_pronoun = is_pronoun(word);
  const std::string form = lower(cut(report_.text, word.span));
  out.lemma = out.is_pronoun ? "" : lower(word.lemma);
  out.kind = out.is_pronoun
                 ? std::string(pronoun_class(form))
                 : std::string(kKinds[static_cast<std::size_t>(kind_of_noun(out.lemma))]);
  out.is_plural = word.feats.find("Number=Plur") != std::string::npos;
  for (std::uint32_t w = at > 6 ? at - 6 : 0; w < at; ++w) {
    const Word& before = analysis_.words[w];
    if (before.head != at) continue;
    const std::string own = lower(cut(report_.text, before.span));
    out.is_definite |= is_one_of(own, WordSet::NearDeterminers) || is_possessive_pronoun(before);
    out.is_modified |= before.upos == PartOfSpeech::Adj || is_noun(before.upos);
    const auto named = named_in({w, w + 1});
    out.beside.insert(out.beside.end(), named.begin(), named.end());
  }
  const WordRange sentence = syntax_.sentence_of(at);
  for (std::uint32_t w = at + 1; w < sentence.end; ++w)
    out.is_modified |= analysis_.words[w].head == at && syntax_.relation(w) == Dependency::Nmod;
  out.speaker = speaker_before(at);
  if (const std::uint32_t said = said_in_[at];
      said > 0 && !analysis_.attributions[said - 1].source.empty()) {
    const auto named = named_in(analysis_.attributions[said - 1].source.front());
    if (!named.empty()) out.own_speaker = named.back();
  }
  if (chain_[at] > 0) {
    for (const WordRange words : analysis_.chains[chain_[at] - 1]) {
      const std::uint32_t head = syntax_.head_of(words);
      const auto after = std::upper_bound(
          names_.begin(), names_.end(), head,
          [](std::uint32_t asked, const NamedPlace& place) { return asked < place.words.begin; });
      if (after != names_.begin() && std::prev(after)->words.contains(head))
        out.chained.push_back(std::prev(after)->actor);
    }
  }
  return out;
}

/// Who is named as the source of the last words said before, in this sentence or the twenty before
/// it.
std::optional<std::size_t> References::speaker_before(std::uint32_t word) const {
  for (auto found = analysis_.attributions.rbegin(); found != analysis_.attributions.rend();
       ++found) {
    if (found->source.empty() || found->source.front().end > word) continue;
    if (syntax_.sentence_number(word) - syntax_.sentence_number(found->source.front().begin) > 20)
      break;
    if (const auto named = named_in(found->source.front()); !named.empty()) return named.back();
  }
  return std::nullopt;
}

/// True where the knowledge base has the actor in the office that the description names, of a state
/// or body it names beside
/// ("the American president"), on the report's day.
bool References::holds_office(const Mention& mention, std::size_t actor) const {
  if (mention.is_pronoun || known_[actor] == nullptr || known_[actor]->type != ActorType::Person)
    return false;
  for (const Tenure* tenure : knowledge_.offices_of(*known_[actor])) {
    if (!tenure->holds_on(report_.published) || !contains_word(tenure->title, mention.lemma))
      continue;
    const auto names_it = [&](std::size_t body) { return known_[body] == tenure->of; };
    if (std::any_of(mention.beside.begin(), mention.beside.end(), names_it)) return true;
  }
  return false;
}

/// What a title before a name says of its bearer ("Mrs", "King"); empty where nothing.
std::string_view References::gender_of(WordRange name) const {
  if (name.begin == 0) return {};
  const std::string before = lower(cut(report_.text, analysis_.words[name.begin - 1].span)),
                    first = lower(cut(report_.text, analysis_.words[name.begin].span));
  for (const std::string_view title : {std::string_view(before), std::string_view(first)}) {
    if (is_one_of(title, WordSet::BeforeMen)) return "he";
    if (is_one_of(title, WordSet::BeforeWomen)) return "she";
  }
  return {};
}

// In one piece: a list of features, in the order their weights are summed in.
std::vector<std::uint32_t> References::features_of(const Mention& mention, const NamedPlace& place,
                                                   std::size_t rank, std::size_t rank_of_type,
                                                   std::uint32_t mentions) const {
  const std::size_t index = place.actor;
  const std::uint32_t last = syntax_.head_of(place.words);
  const Actor& actor = actors_[index];
  const Word& named = analysis_.words[last];
  std::vector<std::uint32_t> out;
  const std::uint64_t kind = mix(hash_of(mention.kind), hash_of(mention.lemma)),
                      broad = hash_of(mention.kind), type = hash_of(name_of(actor.type));
  const auto add = [&](std::string_view name, auto... keys) {
    const std::uint64_t hash = mix(hash_of(name), 1, static_cast<std::uint64_t>(keys)...);
    out.push_back(static_cast<std::uint32_t>(hash >> 11) & (ReferenceWeights::kWeights - 1));
  };
  const std::uint32_t apart =
      syntax_.sentence_number(mention.word) -
      std::min(syntax_.sentence_number(mention.word), syntax_.sentence_number(last));
  const bool same_said = said_in_[mention.word] == said_in_[last];
  const bool subject = universal(named.deprel) == Dependency::Nsubj;
  add("type", broad, type);
  add("type-lemma", kind, type, mention.is_plural);
  add("apart", broad, type, bucket(apart));
  add("rank", broad, type, std::min<std::size_t>(rank, 5));
  add("subject", broad, subject, bucket(apart));
  add("said", broad, same_said, said_in_[mention.word] > 0, said_in_[last] > 0);
  add("speaker", broad, mention.speaker == index, said_in_[mention.word] > 0, mention.is_definite);
  add("own-speaker", broad, mention.own_speaker == index, type);
  add("times", broad, type, bucket(mentions));
  add("chain", broad, type,
      std::find(mention.chained.begin(), mention.chained.end(), index) != mention.chained.end());
  add("plural", broad, type, mention.is_plural, mention.is_definite);
  add("modified", broad, type, mention.is_modified, mention.is_definite);
  // "the ministry" after "the Ministry of Health"; "the president" after one whose role says so.
  bool in_name = false, in_role = false;
  if (!mention.is_pronoun) {
    in_name = contains_word(lower(actor.name), mention.lemma);
    for (const Role& role : actor.roles) in_role |= contains_word(lower(role.title), mention.lemma);
  }
  add("in-name", broad, in_name, mention.is_definite);
  add("in-role", broad, in_role, mention.is_definite);
  add("first-last", broad, last < 40, bucket(mentions), type);
  add("office", broad, holds_office(mention, index), mention.is_definite);
  add("rank-of-type", broad, type, std::min<std::size_t>(rank_of_type, 4), said_in_[last] > 0);
  add("speaker-near", broad, mention.speaker == index, said_in_[last] > 0, std::min(apart, 2U),
      said_in_[mention.word] > 0);
  add("subject-near", broad, type, subject, syntax_.relation(mention.word) == Dependency::Nsubj,
      std::min(apart, 2U), said_in_[last] > 0);
  if (is_one_of(mention.kind, WordSet::PersonPronouns))
    add("gender", broad, hash_of(gender_of(place.words)));
  // A state or a body named within the description ("the Turkish army") is of it.
  const Word& own = analysis_.words[mention.word];
  add("within", broad, type, !mention.is_pronoun && (named.head == mention.word),
      hash_of(name_of(named.deprel)));
  add("same-clause", broad, own.head == named.head && own.head != kRoot, beginning_of(own.deprel),
      beginning_of(named.deprel));
  return out;
}

/// Of one who was described before at `noun`, the `rank`th so described from `mention` back.
std::vector<std::uint32_t> References::features_of(const Mention& mention, std::uint32_t noun,
                                                   std::size_t rank) const {
  const Mention before = mention_at(noun);
  const Word& own = analysis_.words[mention.word];
  const Word& other = analysis_.words[noun];
  std::vector<std::uint32_t> out;
  const std::uint64_t broad = hash_of(mention.kind), kind = hash_of(before.kind);
  const auto add = [&](std::string_view name, auto... keys) {
    const std::uint64_t hash = mix(hash_of(name), 3, static_cast<std::uint64_t>(keys)...);
    out.push_back(static_cast<std::uint32_t>(hash >> 11) & (ReferenceWeights::kWeights - 1));
  };
  const std::uint32_t apart = syntax_.sentence_number(mention.word) - syntax_.sentence_number(noun);
  const bool same_said = said_in_[mention.word] == said_in_[noun];
  const bool subject = universal(other.deprel) == Dependency::Nsubj;
  const bool said = said_in_[mention.word] > 0, other_said = said_in_[noun] > 0;
  const bool same_noun = !mention.is_pronoun && mention.lemma == before.lemma;
  add("kind", broad, kind, mention.is_plural, before.is_plural);
  add("lemma", broad, hash_of(before.lemma));
  add("same-noun", broad, same_noun, before.is_plural == mention.is_plural, mention.is_definite);
  add("apart", broad, kind, bucket(apart));
  add("rank", broad, std::min<std::size_t>(rank, 5), before.is_plural == mention.is_plural);
  add("subject", broad, subject, universal(own.deprel) == Dependency::Nsubj, bucket(apart));
  add("said", broad, same_said, said, other_said);
  add("source", broad, is_source_[noun], said, other_said, std::min(apart, 2U));
  add("definite", broad, before.is_definite, before.is_modified, mention.is_definite);
  add("chain", broad, kind, chain_[noun] != 0 && chain_[noun] == chain_[mention.word]);
  add("same-clause", broad, own.head == other.head && own.head != kRoot, beginning_of(own.deprel),
      beginning_of(other.deprel));
  return out;
}

/// Those described before the mention, apart from what it is a part of.
void References::offer_described(const Mention& mention, std::vector<Candidate>& out) const {
  std::size_t rank = 0;
  for (auto it = std::lower_bound(described_.begin(), described_.end(), mention.word);
       it != described_.begin() && rank < kMostDescribed;) {
    const std::uint32_t noun = *--it;
    if (syntax_.sentence_number(noun) + kFarthestDescribed < syntax_.sentence_number(mention.word))
      break;
    if (syntax_.is_under(mention.word, noun) || syntax_.is_under(noun, mention.word)) continue;
    out.push_back({std::nullopt, noun, features_of(mention, noun, rank++)});
  }
}

std::vector<References::Candidate> References::candidates(std::uint32_t word) const {
  const Mention mention = mention_at(word);
  std::vector<Candidate> out;
  std::vector<std::size_t> seen;
  const auto offer = [&](const NamedPlace& place) {
    const auto known = std::find(seen.begin(), seen.end(), place.actor);
    if (known != seen.end() || seen.size() >= kMostCandidates) return;
    seen.push_back(place.actor);
    const auto same_type = [&](std::size_t other) {
      return actors_[other].type == actors_[place.actor].type;
    };
    const auto rank_of_type =
        static_cast<std::size_t>(std::count_if(seen.begin(), seen.end() - 1, same_type));
    const auto is_of = [&](const NamedPlace& other) { return other.actor == place.actor; };
    const auto times = static_cast<std::uint32_t>(std::count_if(
        names_.begin(), names_.begin() + std::min<std::ptrdiff_t>(std::ssize(names_), 200), is_of));
    out.push_back({place.actor, std::nullopt,
                   features_of(mention, place, seen.size() - 1, rank_of_type, times)});
  };
  const auto after = std::upper_bound(
      names_.begin(), names_.end(), word,
      [](std::uint32_t at, const NamedPlace& place) { return at < place.words.begin; });
  std::size_t looked = 0;
  for (auto it = after; it != names_.begin() && looked < 150; ++looked) offer(*--it);
  // A headline or a first clause may speak of one named only after it; what a description holds
  // stands after its noun.
  for (auto it = after; it != names_.end() && syntax_.sentence_number(it->words.begin) <=
                                                  syntax_.sentence_number(word) + 1;
       ++it)
    offer(*it);
  offer_described(mention, out);
  Candidate itself;
  const auto add = [&](std::string_view name, auto... keys) {
    itself.features.push_back(
        static_cast<std::uint32_t>(mix(hash_of(name), 2, static_cast<std::uint64_t>(keys)...) >>
                                   11) &
        (ReferenceWeights::kWeights - 1));
  };
  add("kind", hash_of(mention.kind));
  add("lemma", hash_of(mention.kind), hash_of(mention.lemma), mention.is_plural);
  add("definite", hash_of(mention.kind), mention.is_definite, mention.is_modified);
  add("plural", hash_of(mention.kind), mention.is_plural, mention.is_definite);
  add("choice", hash_of(mention.kind), std::min<std::size_t>(seen.size(), 4));
  add("said", hash_of(mention.kind), said_in_[word] > 0, mention.own_speaker.has_value());
  out.push_back(std::move(itself));
  return out;
}

}  // namespace casus
