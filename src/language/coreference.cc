// SPDX-License-Identifier: Apache-2.0
#include "language/coreference.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <unordered_map>

#include "core/hashing.h"
#include "core/text.h"

namespace casus {

namespace {

using Kind = Reference::Kind;
using Number = Reference::Number;
using Gender = Reference::Gender;

constexpr std::uint32_t kNeighbours = 40;
constexpr std::size_t kFarther = 8;

std::uint64_t bucket(std::uint32_t count) {
  return count < 5 ? count : count < 8 ? 5 : count < 12 ? 6 : count < 20 ? 7 : count < 40 ? 8 : 9;
}

/// Pronouns that are the same in another case have one class.
std::string_view pronoun_class(std::string_view form) {
  constexpr std::string_view kClasses[] = {"i me my mine myself",
                                           "we us our ours ourselves",
                                           "you your yours yourself yourselves",
                                           "he him his himself",
                                           "she her hers herself",
                                           "it its itself",
                                           "they them their theirs themselves",
                                           "this these",
                                           "that those"};
  for (const std::string_view forms : kClasses) {
    if (contains_word(forms, form)) return forms;
  }
  return "other";
}

/// Collects the features of one decision, each under its template's number, counted from `first`.
class Collector {
 public:
  Collector(Features& out, std::uint32_t first) : out_(out), template_(first) {}
  template <typename... Keys>
  void operator()(Keys... keys) {
    out_.push_back(static_cast<std::uint32_t>(
                       mix(std::uint64_t{template_++}, static_cast<std::uint64_t>(keys)...) >> 11) &
                   (ReferenceFeatures::kWeights - 1));
  }

 private:
  Features& out_;
  std::uint32_t template_;
};

/// Of each word the number of the attribution that it is said in; 0: of none.
std::vector<std::uint32_t> quoted_words(const Syntax& syntax, const Analysis& analysis) {
  std::vector<std::uint32_t> quoted(syntax.size(), 0);
  for (std::uint32_t i = 0; i < analysis.attributions.size(); ++i) {
    for (const WordRange part : analysis.attributions[i].content) {
      for (std::uint32_t word = part.begin; word < part.end; ++word) quoted[word] = i + 1;
    }
  }
  return quoted;
}

/// A word by its lemma, a name by its kind.
std::uint64_t word_key(const Syntax& syntax, std::uint32_t word) {
  if (word >= syntax.size()) return 0;
  if (const Entity* entity = syntax.entity_of(word))
    return hash_on(hash_of("#"), name_of(entity->type));
  return syntax.word(word).upos == PartOfSpeech::Propn ? hash_of("#name")
                                                       : hash_of(syntax.lemma(word));
}

/// A word as it is written, a name by its kind.
std::uint64_t form_key(const Syntax& syntax, std::uint32_t word) {
  return word < syntax.size() && syntax.entity_of(word) == nullptr &&
                 syntax.word(word).upos != PartOfSpeech::Propn
             ? hash_of(syntax.form(word))
             : word_key(syntax, word);
}

}  // namespace

ReferenceFeatures::ReferenceFeatures(const Syntax& syntax, const Analysis& analysis,
                                     const std::vector<Reference>& references)
    : analysis_(analysis), references_(references), facts_(references.size()) {
  const std::vector<std::uint32_t> quoted = quoted_words(syntax, analysis);
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> of_head, of_core;
  std::unordered_map<std::uint64_t, std::uint32_t> of_text;
  for (std::uint32_t i = 0; i < references.size(); ++i) {
    const Reference& reference = references[i];
    const Word& head = syntax.word(reference.head);
    Facts& facts = facts_[i];
    facts.lemma = hash_of(syntax.lemma(reference.head));
    facts.text = hash_of(reference.text);
    facts.core = hash_of(reference.core);
    facts.word = word_key(syntax, reference.head);
    for (std::uint32_t word = reference.words.begin;
         word < reference.words.end && word < reference.words.begin + 6; ++word)
      facts.words = mix(facts.words, form_key(syntax, word));
    facts.first = form_key(syntax, reference.words.begin);
    facts.governor = head.head == kRoot ? 0 : word_key(syntax, head.head);
    facts.relation = hash_of(name_of(head.deprel));
    facts.before = reference.words.begin == 0 ? 0 : form_key(syntax, reference.words.begin - 1);
    facts.after = form_key(syntax, reference.words.end);
    facts.type = hash_of(reference.type ? name_of(*reference.type) : std::string_view());
    facts.determiner = hash_of(reference.determiner);
    facts.shape =
        mix(std::min<std::uint64_t>(reference.words.size(), 6), hash_of(name_of(head.upos)));
    facts.kind = reference.kind == Kind::Pronoun ? hash_of(pronoun_class(reference.text))
                                                 : static_cast<std::uint64_t>(reference.kind);
    facts.sentence = syntax.sentence_number(reference.head);
    facts.quoted = quoted[reference.head];
    facts.subject = syntax.relation(reference.head) == Dependency::Nsubj;
    for (std::uint32_t word = reference.words.begin; word < reference.words.end; ++word) {
      if (is_content_word(syntax.word(word).upos))
        facts.contents.push_back(hash_of(syntax.lemma(word)));
    }
    std::sort(facts.contents.begin(), facts.contents.end());
    if (reference.kind == Kind::Pronoun) continue;
    auto& same_head = of_head[facts.lemma];
    auto& same_core = of_core[facts.core];
    facts.times_head = static_cast<std::uint32_t>(same_head.size());
    facts.times_text = of_text[facts.text]++;
    for (const auto* same : {&same_head, &same_core})
      facts.alike.insert(
          facts.alike.end(),
          same->end() - static_cast<std::ptrdiff_t>(std::min(same->size(), kFarther)), same->end());
    same_head.push_back(i);
    same_core.push_back(i);
  }
}

std::vector<std::uint32_t> ReferenceFeatures::antecedents(std::uint32_t index) const {
  const std::uint32_t first = index > kNeighbours ? index - kNeighbours : 0;
  std::vector<std::uint32_t> out = facts_[index].alike;
  out.erase(
      std::remove_if(out.begin(), out.end(), [&](std::uint32_t other) { return other >= first; }),
      out.end());
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  for (std::uint32_t other = first; other < index; ++other) out.push_back(other);
  return out;
}

bool ReferenceFeatures::is_source(std::uint32_t index, std::uint32_t attribution) const {
  const auto& source = analysis_.attributions[attribution - 1].source;
  return std::any_of(source.begin(), source.end(),
                     [&](WordRange part) { return part.contains(references_[index].head); });
}

void ReferenceFeatures::of_new(std::uint32_t index, Features& out) const {
  const Reference& reference = references_[index];
  const Facts& facts = facts_[index];
  Collector add(out, 0);
  const std::uint64_t kind = mix(facts.kind, 77);
  const bool named = reference.kind != Kind::Pronoun;
  add(kind);
  add(kind, facts.determiner);
  add(kind, facts.relation);
  add(kind, facts.governor);
  add(kind, facts.before);
  add(kind, facts.after);
  add(kind, facts.first);
  add(kind, facts.shape);
  add(kind, facts.type);
  add(kind, facts.sentence == 0);
  add(kind, facts.quoted != 0, reference.person);
  if (!named) return;
  add(facts.word);
  add(facts.word, facts.determiner);
  add(facts.words);
  add(kind, facts.determiner, bucket(facts.times_head),
      static_cast<std::uint64_t>(reference.number));
  add(kind, facts.determiner, bucket(facts.times_text));
  add(kind, facts.type, bucket(facts.times_head));
  add(kind, bucket(facts.times_head), facts.shape);
}

// In one piece: a list of features, in the order their weights are summed in.
void ReferenceFeatures::of_link(std::uint32_t index, std::uint32_t antecedent, std::uint32_t rank,
                                Features& out) const {
  const Reference& mine = references_[index];
  const Reference& theirs = references_[antecedent];
  const Facts& me = facts_[index];
  const Facts& them = facts_[antecedent];
  Collector add(out, 100);
  const bool pronoun = mine.kind == Kind::Pronoun;
  const std::uint64_t coarse =
      mix(static_cast<std::uint64_t>(mine.kind), static_cast<std::uint64_t>(theirs.kind));
  const std::uint64_t kinds = mix(me.kind, them.kind);
  const std::uint64_t gap = me.sentence - them.sentence, far = gap < 5 ? gap : gap < 10 ? 6 : 7;
  const bool inside = theirs.words.begin <= mine.words.begin && mine.words.end <= theirs.words.end;
  const bool around = mine.words.begin <= theirs.words.begin && theirs.words.end <= mine.words.end;
  const std::uint64_t nested = inside ? 1 : around ? 2 : 0;
  const std::uint64_t agree =
      mix(static_cast<std::uint64_t>(mine.number), static_cast<std::uint64_t>(theirs.number),
          static_cast<std::uint64_t>(theirs.gender), them.type);

  add(kinds);
  add(kinds, far);
  add(coarse, far, bucket(rank));
  add(kinds, bucket(rank));
  add(kinds, nested, far == 0);
  add(kinds, static_cast<std::uint64_t>(mine.number), static_cast<std::uint64_t>(theirs.number));
  add(kinds, static_cast<std::uint64_t>(mine.gender), static_cast<std::uint64_t>(theirs.gender));
  add(me.kind, agree);
  add(kinds, me.type, them.type);
  add(coarse, me.relation, them.relation);
  add(kinds, me.subject, them.subject, far);
  add(kinds, them.determiner);
  add(coarse, them.shape, far);
  // Who speaks: "I" in somebody's words is that somebody, "he" seldom.
  const bool source = me.quoted != 0 && is_source(antecedent, me.quoted);
  const std::uint64_t said = mix(static_cast<std::uint64_t>(source), me.quoted == them.quoted,
                                 me.quoted != 0, them.quoted != 0);
  add(kinds, said);
  add(mine.person, theirs.person, said, static_cast<std::uint64_t>(mine.kind));
  if (pronoun) {
    Collector also(out, 200);
    also(me.kind, them.word);
    also(me.kind, them.type, them.subject, bucket(rank));
    also(me.governor, them.word);
    also(me.kind, them.kind, me.relation, them.relation);
    also(me.kind, me.governor == them.governor, far);
    also(me.kind, bucket(them.times_head), them.type, far);
    return;
  }
  const bool same_text = me.text == them.text, same_core = me.core == them.core,
             same_lemma = me.lemma == them.lemma;
  std::size_t shared = 0;
  for (std::size_t a = 0, b = 0; a < me.contents.size() && b < them.contents.size();) {
    if (me.contents[a] == them.contents[b])
      ++shared, ++a, ++b;
    else if (me.contents[a] < them.contents[b])
      ++a;
    else
      ++b;
  }
  const bool within = shared == me.contents.size(), covers = shared == them.contents.size();
  Collector also(out, 300);
  const std::uint64_t match = mix(static_cast<std::uint64_t>(same_text), same_core, same_lemma);
  also(coarse, match);
  also(coarse, match, me.determiner, them.determiner);
  also(coarse, match, within, covers);
  also(coarse, match, me.type, them.type);
  also(coarse, match, far);
  also(coarse, match, nested);
  also(coarse, match, static_cast<std::uint64_t>(mine.number),
       static_cast<std::uint64_t>(theirs.number));
  also(coarse, same_lemma, std::min<std::size_t>(shared, 4), within, covers);
  also(coarse, same_lemma, within, me.determiner, std::min<std::size_t>(me.contents.size(), 4));
  also(coarse, match, me.shape, them.shape);
  also(coarse, match, bucket(me.times_head));
  if (same_lemma) {
    Collector same(out, 400);
    same(me.word, same_text, me.determiner);
    same(me.kind, me.word, within);
  } else {
    Collector other(out, 500);
    other(me.word, them.word);
    other(me.word, them.type, me.determiner);
    other(me.type, them.word, coarse);
    // "the CSTO" after "the Collective Security Treaty Organization"
    bool acronym = false;
    if (mine.core.size() > 1 && theirs.text.find(' ') != std::string::npos) {
      std::string initials;
      for (std::size_t at = 0; at < theirs.text.size(); ++at) {
        if (at == 0 || theirs.text[at - 1] == ' ' || theirs.text[at - 1] == '-')
          initials += theirs.text[at];
      }
      acronym = initials == mine.core;
    }
    other(coarse, acronym);
    other(coarse, far, me.determiner, me.type == them.type);
    other(coarse, me.subject, them.subject, bucket(rank), me.determiner);
  }
}

Result<Coreference> Coreference::create(const ModelFile& model) {
  if (!model.has("coreference")) return Coreference(std::vector<float>());
  CASUS_TRY(Tensor weights, model.tensor("coreference"));
  if (weights.values.size() != ReferenceFeatures::kWeights)
    return Error{Errc::Corrupt, "C0201 the model file is damaged: coreference has another shape"};
  return Coreference(std::move(weights.values));
}

std::vector<std::vector<WordRange>> Coreference::chains(const Syntax& syntax,
                                                        const Analysis& analysis) const {
  if (weights_.empty()) return {};
  const std::vector<Reference> references = find_references(syntax);
  const ReferenceFeatures features(syntax, analysis, references);
  const auto score = [&](const Features& active) {
    return std::accumulate(
        active.begin(), active.end(), 0.0F,
        [&](float sum, std::uint32_t feature) { return sum + weights_[feature]; });
  };
  std::vector<std::uint32_t> chain(references.size());
  std::vector<Gender> gender;  // of each chain, where one of its references shows it
  const auto differ = [](Gender a, Gender b) {
    return (a == Gender::Masculine && b == Gender::Feminine) ||
           (a == Gender::Feminine && b == Gender::Masculine);
  };
  std::vector<std::vector<WordRange>> out;
  std::map<std::uint32_t, std::vector<WordRange>> members;
  Features active;
  for (std::uint32_t i = 0; i < references.size(); ++i) {
    chain[i] = i;
    gender.push_back(references[i].gender);
    active.clear();
    features.of_new(i, active);
    float best = score(active);
    const std::vector<std::uint32_t> candidates = features.antecedents(i);
    for (std::uint32_t n = 0; n < candidates.size(); ++n) {
      if (differ(gender[chain[candidates[n]]], references[i].gender)) continue;
      active.clear();
      features.of_link(i, candidates[n], static_cast<std::uint32_t>(candidates.size()) - 1 - n,
                       active);
      if (const float link = score(active); link >= best)
        best = link, chain[i] = chain[candidates[n]];
    }
    if (gender[chain[i]] != Gender::Masculine && gender[chain[i]] != Gender::Feminine)
      gender[chain[i]] = references[i].gender;
    members[chain[i]].push_back(references[i].words);
  }
  for (auto& [first, words] : members) {
    if (words.size() > 1) out.push_back(std::move(words));
  }
  return out;
}

}  // namespace casus
