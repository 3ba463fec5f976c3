// SPDX-License-Identifier: Apache-2.0
#include "reading/parties.h"

#include <algorithm>
#include <functional>

#include "actors/nouns.h"
#include "core/text.h"
#include "core/word_sets.h"
#include "reading/event_lexicon.h"

namespace casus {

namespace {

// How often a party of each kind is the one meant, on the annotated reports (docs/readings.md).
constexpr double kNamed = 0.95, kReferred = 0.6, kDescribed = 0.75;

/// What may stand between a noun and the states whose it is ("Velmari, Soranian and other troops").
bool may_modify(PartOfSpeech part) {
  switch (part) {
    case PartOfSpeech::Adj:
    case PartOfSpeech::Cconj:
    case PartOfSpeech::Noun:
    case PartOfSpeech::Propn:
    case PartOfSpeech::Punct:
      return true;
    default:
      return false;
  }
}

}  // namespace

/// A day, a sum, or a deed's noun ("support", "invitation"): nobody, whatever the network makes of
/// it.
bool Parties::is_thing(std::uint32_t word) const {
  const Entity* entity = syntax_.entity_of(word);
  if (entity != nullptr) return is_date_or_sum(entity->type);
  return syntax_.word(word).upos == PartOfSpeech::Num ||
         (syntax_.word(word).upos == PartOfSpeech::Noun &&
          kind_of_noun(syntax_.lemma(word)) == NounKind::Other &&
          EventLexicon::builtin().sense_of(syntax_, word) != nullptr);
}

std::vector<Party> Parties::of(const std::vector<LikelyWord>& words) const {
  std::vector<Party> out;
  const auto add = [&](const Party& party, double likely) {
    const auto same = std::find_if(out.begin(), out.end(),
                                   [&](const Party& other) { return other.actor == party.actor; });
    if (same != out.end())
      same->certainty = std::min(1.0, same->certainty + party.certainty * likely);
    else
      out.push_back({party.actor, party.certainty * likely});
  };
  for (const LikelyWord& word : words) {
    std::vector<Party> several = owners_of(word.word);
    if (several.empty()) several = both_of(word.word);
    for (const Party& one : several) add(one, word.likely);
    if (!several.empty()) continue;
    if (const auto party = of(word.word)) add(*party, word.likely);
  }
  return out;
}

/// "Velmari and Soranian troops", "the foreign ministers of Velmar and Sorania": the states whose
/// they are, where several are named; none for other words.
std::vector<Party> Parties::owners_of(std::uint32_t noun) const {
  const std::string_view lemma = syntax_.lemma(noun);
  const std::string_view one = lemma.ends_with('s') ? lemma.substr(0, lemma.size() - 1)
                                                    : lemma;  // "troops" is its own lemma
  if (!syntax_.is_noun(noun) || resolver_.named_at(noun) || kind_of_noun(one) == NounKind::Other)
    return {};
  std::vector<Party> out;
  const WordRange words = syntax_.phrase(noun);
  std::uint32_t first = noun;  // the words right before it, as far as they may be of it
  while (first > words.begin && may_modify(syntax_.word(first - 1).upos)) --first;
  for (std::uint32_t w = words.begin; w < words.end; ++w) {
    const std::uint32_t head = syntax_.word(w).head;
    const bool own = (first <= w && w < noun) || head == noun ||
                     (head != kRoot && syntax_.relation(w) == Dependency::Conj &&
                      syntax_.word(head).head == noun);
    const auto state = own ? resolver_.named_at(w) : std::nullopt;
    if (!state || resolver_.actor(*state).type != ActorType::State) continue;
    if (std::none_of(out.begin(), out.end(),
                     [&](const Party& other) { return other.actor == *state; }))
      out.push_back({*state, kDescribed});
  }
  return out.size() < 2 ? std::vector<Party>{} : out;
}

/// "the two countries", "both states": the two states named last; none for other words.
std::vector<Party> Parties::both_of(std::uint32_t noun) const {
  const auto& children = syntax_.children(noun);
  const bool is_pair = std::any_of(children.begin(), children.end(), [&](std::uint32_t c) {
    return is_one_of(syntax_.form(c), WordSet::PairWords);
  });
  if (!is_pair || !is_one_of(syntax_.lemma(noun), WordSet::PairedNouns)) return {};
  std::vector<std::pair<std::uint32_t, std::size_t>> last;  // of each state, where it is named
  for (std::size_t i = 0; i < resolver_.size(); ++i) {
    if (resolver_.actor(i).type != ActorType::State) continue;
    const auto& mentions = resolver_.actor(i).mentions;
    const auto after = std::find_if(mentions.begin(), mentions.end(), [&](Span mention) {
      return mention.begin > syntax_.word(noun).span.begin;
    });
    if (after != mentions.begin()) last.emplace_back(std::prev(after)->begin, i);
  }
  if (last.size() < 2) return {};
  std::partial_sort(last.begin(), last.begin() + 2, last.end(), std::greater<>());
  return {{last[0].second, kReferred}, {last[1].second, kReferred}};
}

std::optional<Party> Parties::of(std::uint32_t word) const {
  if (is_one_of(syntax_.form(word), WordSet::FirstPerson)) {
    const auto speaker = speaker_of(word);
    return speaker ? std::optional(Party{*speaker, kReferred}) : std::nullopt;
  }
  if (const auto named = resolver_.named_at(word);
      named && syntax_.word(word).upos != PartOfSpeech::Noun)
    return Party{*named, kNamed};
  if (is_thing(word)) return std::nullopt;
  const auto meant = resolver_.meant_by(word);
  const auto party = resolver_.party(syntax_.phrase(word), word);
  if (!party) return std::nullopt;
  if (meant.described || meant.actor == party) return Party{*party, meant.likely};
  return Party{*party, resolver_.named_at(word) ? kNamed : kDescribed};
}

bool Parties::may_answer(std::uint32_t word) const {
  return syntax_.word(word).upos != PartOfSpeech::Noun || resolver_.named_at(word) ||
         kind_of_noun(syntax_.lemma(word)) != NounKind::Other || resolver_.meant_by(word).is_told();
}

const Statement* Parties::said_in(std::uint32_t word) const {
  const Statement* best = nullptr;
  std::uint32_t least = UINT32_MAX;
  for (const Statement& s : statements_) {
    for (const Span part : s.content) {
      if (part.contains(syntax_.word(word).span) && part.size() < least)
        best = &s, least = part.size();
    }
  }
  return best;
}

const Statement* Parties::said_by(std::uint32_t word) const {
  const auto of_cue = [&](const Statement& s) {
    return s.cue && s.cue->contains(syntax_.word(word).span);
  };
  const auto found = std::find_if(statements_.begin(), statements_.end(), of_cue);
  return found == statements_.end() ? nullptr : &*found;
}

/// Who says "we" at `word`.
std::optional<std::size_t> Parties::speaker_of(std::uint32_t word) const {
  const Statement* statement = said_in(word);
  if (statement == nullptr || statement->speaker.empty()) return std::nullopt;
  return resolver_.index_of(statement->speaker);
}

std::vector<std::string> Parties::ids(const std::vector<Party>& parties) const {
  std::vector<std::string> out;
  for (const Party& party : parties) out.push_back(resolver_.actor(party.actor).id);
  return out;
}

}  // namespace casus
