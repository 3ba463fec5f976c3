// SPDX-License-Identifier: Apache-2.0
#include "reading/cues.h"

#include <algorithm>
#include <string>

#include "core/text.h"
#include "core/word_sets.h"

namespace casus {

namespace {

/// Of attributions the network is less sure of, fewer than a third are right (PolNeAR dev): keeping
/// them costs more than it finds.
constexpr double kLeast = 0.55;

/// Parts of speech that lead on to what follows, and end no phrase.
bool joins(PartOfSpeech part) {
  switch (part) {
    case PartOfSpeech::Adp:
    case PartOfSpeech::Aux:
    case PartOfSpeech::Cconj:
    case PartOfSpeech::Punct:
    case PartOfSpeech::Sconj:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::vector<Attribution> Cues::all() const {
  std::vector<Attribution> out;
  for (const Attribution& found : analysis_.attributions) {
    if (!found.content.empty() && found.confidence >= kLeast) out.push_back(found);
  }
  const std::vector<Attribution> added = certain();
  out.insert(out.end(), added.begin(), added.end());
  return out;
}

/// "A accused B of shelling the village", "A called on B to mediate", "A refused to leave": what
/// grammar shows to be a saying where the network saw none: a verb of accusing, asking, promising,
/// judging with a named subject and the complement it calls for. Near miss: "A accused B", "the
/// accused", "A denied B entry".
std::vector<Attribution> Cues::certain() const {
  std::vector<Attribution> out;
  for (std::uint32_t verb = 0; verb < syntax_.size(); ++verb) {
    if (!syntax_.is_verb(verb) || syntax_.is_passive(verb) || is_taken(verb)) continue;
    const auto subject = syntax_.child(verb, Dependency::Nsubj);
    if (!subject ||
        (!resolver_.named_at(*subject) && syntax_.word(*subject).upos != PartOfSpeech::Propn))
      continue;
    auto [cue, content] = complement_of(verb);
    while (content.end > content.begin &&
           analysis_.words[content.end - 1].upos == PartOfSpeech::Punct)
      --content.end;
    const bool telling =
        content.size() > 1 ||
        (content.size() == 1 && syntax_.word(content.begin).upos == PartOfSpeech::Noun);
    if (content.begin > verb && telling)
      out.push_back({{syntax_.phrase(*subject)}, cue, {content}, 0.6});
  }
  return out;
}

namespace {

/// What stands behind `verb` with one of the prepositions: "called on them".
std::optional<std::uint32_t> oblique_after(const Syntax& syntax, std::uint32_t verb,
                                           std::initializer_list<std::string_view> prepositions) {
  const auto& children = syntax.children(verb);
  const auto found = std::find_if(children.begin(), children.end(), [&](std::uint32_t c) {
    return c > verb && syntax.relation(c) == Dependency::Obl &&
           is_one_of(syntax.preposition(c), prepositions);
  });
  return found == children.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

/// The words of saying at `verb`, and what they say; nothing where its lemma does not say so with
/// the complement it has.
std::pair<WordRange, WordRange> Cues::complement_of(std::uint32_t verb) const {
  const std::string_view lemma = syntax_.lemma(verb);
  const auto either = [&](Dependency one, Dependency other) {
    return syntax_.child(verb, one) ? syntax_.child(verb, one) : syntax_.child(verb, other);
  };
  const auto after = [&](std::initializer_list<std::string_view> prepositions) {
    return oblique_after(syntax_, verb, prepositions);
  };
  const WordRange cue{verb, verb + 1};
  // From one child to the end of another; a preposition between verb and child belongs to the cue.
  const auto from_to = [&](std::uint32_t first,
                           std::uint32_t last) -> std::pair<WordRange, WordRange> {
    std::uint32_t begin = syntax_.phrase(first).begin;
    const bool led = syntax_.child(first, Dependency::Case) == begin && begin < first;
    return {led && begin == verb + 1 ? WordRange{verb, begin + 1} : cue,
            {begin + (led ? 1 : 0), std::max(syntax_.phrase(first).end, syntax_.phrase(last).end)}};
  };
  const auto object = either(Dependency::Obj, Dependency::Iobj);
  const auto clause = either(Dependency::Xcomp, Dependency::Ccomp);
  if (is_one_of(lemma, WordSet::VerbsOfAccusing) && object) {
    if (const auto deed = gerund_after(verb, {"of", "for"})) return from_to(*object, *deed);
  } else if (is_one_of(lemma, WordSet::VerbsOfUrging) && object &&
             syntax_.child(verb, Dependency::Xcomp)) {
    return from_to(*object, *clause);
  } else if (is_one_of(lemma, WordSet::VerbsOfCalling)) {
    const auto asked = after({"on", "upon", "to"});
    const auto purpose =
        clause ? clause : syntax_.child(verb, Dependency::Advcl);  // "called on them to talk"
    if (asked && purpose && *purpose > *asked && syntax_.child(*purpose, Dependency::Mark))
      return from_to(*asked, *purpose);
    if (const auto wanted = after({"for"})) return from_to(*wanted, *wanted);
  } else if (lemma == "deny" && clause) {
    return from_to(*clause, *clause);
  } else if (is_one_of(lemma, WordSet::VerbsOfIntent) && clause && *clause > verb) {
    return from_to(*clause, *clause);
  } else if (is_one_of(lemma, WordSet::VerbsOfStance) && object) {
    return from_to(*object, *object);
  } else if (is_one_of(lemma, WordSet::VerbsOfRefusing) && object &&
             is_one_of(syntax_.lemma(*object), WordSet::RefusableSayings)) {
    return from_to(*object, *object);
  } else if (lemma == "welcome" && object && analysis_.words[*object].upos == PartOfSpeech::Noun) {
    return from_to(*object, *object);
  } else if (lemma == "threaten" && object) {
    if (const auto means = after({"with"})) return from_to(*object, *means);
  } else if (lemma == "insist") {
    if (const auto wanted = after({"on", "upon"})) return from_to(*wanted, *wanted);
  }
  return {};
}

/// The clause with an -ing form under `verb` that one of the words introduces.
std::optional<std::uint32_t> Cues::gerund_after(
    std::uint32_t verb, std::initializer_list<std::string_view> words) const {
  for (const std::uint32_t c : syntax_.children(verb)) {
    if (c < verb || analysis_.words[c].xpos != "VBG") continue;
    const auto own = syntax_.child(c, Dependency::Mark);
    const auto mark = own ? own : syntax_.child(c, Dependency::Case);
    if (mark && is_one_of(syntax_.form(*mark), words)) return c;
  }
  return std::nullopt;
}

std::optional<WordRange> Cues::source_of(const Attribution& found) const {
  const auto meets = [](WordRange a, WordRange b) { return a.begin < b.end && b.begin < a.end; };
  for (const std::uint32_t subject : subjects_of(found.cue)) {
    const WordRange phrase = syntax_.phrase(subject);
    if (std::any_of(found.content.begin(), found.content.end(),
                    [&](WordRange part) { return meets(part, phrase); }))
      continue;
    const auto own = std::find_if(found.source.begin(), found.source.end(),
                                  [&](WordRange part) { return meets(part, phrase); });
    const bool named = resolver_.named_at(subject).has_value();
    if (named && own != found.source.end()) return whole(*own);
    // The network named nobody, or somebody else than the subject with a name.
    const bool stands_apart = !meets(phrase, found.cue);
    if (stands_apart && (named || found.source.empty())) return whole(phrase);
  }
  return found.source.empty() ? std::nullopt : std::optional(whole(found.source.front()));
}

/// The subjects of a cue's active verbs.
std::vector<std::uint32_t> Cues::subjects_of(WordRange cue) const {
  std::vector<std::uint32_t> out;
  for (std::uint32_t verb = cue.begin; verb < cue.end; ++verb) {
    if (!syntax_.is_verb(verb) || syntax_.relation(verb) == Dependency::Aux ||
        syntax_.is_passive(verb))
      continue;
    const auto subject = syntax_.child(verb, Dependency::Nsubj);
    if (subject && !cue.contains(*subject)) out.push_back(*subject);
  }
  return out;
}

/// `words` without what leads on at their end ("the authorities that"); an article alone stands for
/// the phrase it begins, a part of a name ("North") for the name.
WordRange Cues::whole(WordRange words) const {
  const auto leads_on = [&](std::uint32_t word) {
    return joins(syntax_.word(word).upos) ||
           is_one_of(syntax_.form(word), {"which", "that", "who"});
  };
  while (words.size() > 1 && leads_on(words.end - 1)) --words.end;
  const std::uint32_t noun = syntax_.word(words.begin).head;
  const bool article =
      words.size() == 1 && syntax_.relation(words.begin) == Dependency::Det && noun != kRoot;
  if (article) return {words.begin, std::max(words.end, noun + 1)};
  if (const Entity* name = syntax_.entity_of(words.begin))
    words.begin = std::min(words.begin, name->words.begin);
  if (const Entity* name = syntax_.entity_of(words.end - 1))
    words.end = std::max(words.end, name->words.end);
  return words;
}

bool Cues::is_taken(std::uint32_t word) const {
  return std::any_of(analysis_.attributions.begin(), analysis_.attributions.end(),
                     [&](const Attribution& other) {
                       if (other.content.empty() || other.confidence < kLeast) return false;
                       return other.cue.contains(word) ||
                              std::any_of(other.content.begin(), other.content.end(),
                                          [&](WordRange part) { return part.contains(word); });
                     });
}

}  // namespace casus
