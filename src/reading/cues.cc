// SPDX-License-Identifier: Apache-2.0
#include "reading/cues.h"

#include <algorithm>
#include <string>

#include "core/ablate.h"
#include "core/text.h"
#include "reading/event_lexicon.h"
#include "reading/speech_acts.h"

namespace casus {

namespace {

/// Of attributions the network is less sure of, fewer than a third are right (PolNeAR dev): keeping them costs more than it finds.
constexpr double kLeast = 0.55;

bool quotation_mark(std::string_view form) { return is_one_of(form, {"\"", "\xE2\x80\x9C", "\xE2\x80\x9D", "``", "''"}); }

}  // namespace

std::vector<Attribution> Cues::all() const {
  std::vector<Attribution> out;
  for (const Attribution& found : analysis_.attributions) {
    if (!found.content.empty() && found.confidence >= knob("K_LEAST", kLeast) && (off("consequence") || !is_consequence(found)) && (off("deed") || !is_deed(found)) && (off("phrase") || !is_phrase(found))) out.push_back(found);
  }
  for (const auto& added : {off("beside") ? std::vector<Attribution>{} : beside(), off("certain") ? std::vector<Attribution>{} : certain()}) out.insert(out.end(), added.begin(), added.end());
  return out;
}

/// "Lukashenko's remarks sparked criticism of the alliance": what remarks led to is not what they said.
bool Cues::is_consequence(const Attribution& found) const {
  for (std::uint32_t w = found.cue.begin; w < found.cue.end; ++w) {
    for (const std::string_view led : {"spark", "trigger", "provok", "caus", "prompt"}) {
      if (syntax_.form(w).starts_with(led)) return true;
    }
    // "are to meet to discuss the agenda" tells of a meeting.
    if (syntax_.form(w) == "discuss" && w > found.cue.begin && syntax_.form(w - 1) == "to" && syntax_.relation(w) == "advcl") return true;
  }
  return false;
}

/// "a national conversation about taxes": words that go with a noun are nobody who speaks.
bool Cues::is_phrase(const Attribution& found) const {
  const auto speaks = [&](WordRange part) {
    return std::any_of(analysis_.words.begin() + part.begin, analysis_.words.begin() + part.end, [](const Word& word) { return !is_one_of(word.upos, {"DET", "ADJ", "PUNCT", "ADP"}); });
  };
  return found.source.size() == 1 && !speaks(found.source.front()) && found.source.front().end == found.cue.begin && !syntax_.is_verb(found.cue.begin) && syntax_.word(found.cue.begin).upos != "AUX";
}

/// "A recalled its ambassador", "A signed a memorandum": what was done, and nothing said. Near miss: "A recalled that ...".
bool Cues::is_deed(const Attribution& found) const {
  const auto is_said = [&](std::uint32_t w) { return syntax_.is_verb(w) || quotation_mark(syntax_.form(w)); };
  for (const WordRange part : found.content) {
    for (std::uint32_t w = part.begin; w < part.end; ++w) {
      if (is_said(w)) return false;
    }
  }
  for (std::uint32_t w = found.cue.begin; w < found.cue.end; ++w) {
    const EventSense* sense = syntax_.is_verb(w) ? EventLexicon::builtin().sense_of(syntax_, w) : nullptr;
    if (sense != nullptr && !sense->needs.empty() && !sense->weak && is_one_of(sense->type, {"CONSULT", "COOPERATE", "AID", "RETREAT", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})) return true;
    if (sense != nullptr && !sense->needs.empty() && is_one_of(syntax_.lemma(w), {"sign", "ratify", "initial"})) return true;
  }
  return false;
}

/// "A accused B of shelling the village", "A called on B to mediate", "A refused to leave": what grammar shows to be a saying
/// where the network saw none: a verb of accusing, asking, promising, judging with a named subject and the complement it
/// calls for. Near miss: "A accused B", "the accused", "A denied B entry".
std::vector<Attribution> Cues::certain() const {
  std::vector<Attribution> out;
  for (std::uint32_t verb = 0; verb < syntax_.size(); ++verb) {
    if (!syntax_.is_verb(verb) || syntax_.is_passive(verb) || is_taken(verb)) continue;
    const auto subject = syntax_.child(verb, "nsubj");
    if (!subject || (!resolver_.named_at(*subject) && syntax_.word(*subject).upos != "PROPN")) continue;
    auto [cue, content] = complement_of(verb);
    while (content.end > content.begin && analysis_.words[content.end - 1].upos == "PUNCT") --content.end;
    const bool telling = content.size() > 1 || (content.size() == 1 && syntax_.word(content.begin).upos == "NOUN");
    if (content.begin > verb && telling) out.push_back({{syntax_.phrase(*subject)}, cue, {content}, 0.6});
  }
  return out;
}

/// The words of saying at `verb`, and what they say; nothing where its lemma does not say so with the complement it has.
std::pair<WordRange, WordRange> Cues::complement_of(std::uint32_t verb) const {
  const std::string_view lemma = syntax_.lemma(verb);
  const auto either = [&](std::string_view one, std::string_view other) { return syntax_.child(verb, one) ? syntax_.child(verb, one) : syntax_.child(verb, other); };
  const auto after = [&](std::initializer_list<std::string_view> prepositions) {
    const auto& children = syntax_.children(verb);
    const auto found = std::find_if(children.begin(), children.end(), [&](std::uint32_t c) { return c > verb && syntax_.relation(c) == "obl" && is_one_of(syntax_.preposition(c), prepositions); });
    return found == children.end() ? std::nullopt : std::optional(*found);
  };
  const WordRange cue{verb, verb + 1};
  // From one child to the end of another; a preposition between verb and child belongs to the cue.
  const auto from_to = [&](std::uint32_t first, std::uint32_t last) -> std::pair<WordRange, WordRange> {
    std::uint32_t begin = syntax_.phrase(first).begin;
    const bool led = syntax_.child(first, "case") == begin && begin < first;
    return {led && begin == verb + 1 ? WordRange{verb, begin + 1} : cue, {begin + (led ? 1 : 0), std::max(syntax_.phrase(first).end, syntax_.phrase(last).end)}};
  };
  const auto object = either("obj", "iobj");
  const auto clause = either("xcomp", "ccomp");
  if (is_one_of(lemma, {"accuse", "blame"}) && object) {
    if (const auto deed = gerund_after(verb, {"of", "for"})) return from_to(*object, *deed);
  } else if (is_one_of(lemma, {"urge", "ask", "implore"}) && object && syntax_.child(verb, "xcomp")) {
    return from_to(*object, *clause);
  } else if (is_one_of(lemma, {"call", "appeal"})) {
    const auto asked = after({"on", "upon", "to"});
    const auto purpose = clause ? clause : syntax_.child(verb, "advcl");  // "called on them to talk"
    if (asked && purpose && *purpose > *asked && syntax_.child(*purpose, "mark")) return from_to(*asked, *purpose);
    if (const auto wanted = after({"for"})) return from_to(*wanted, *wanted);
  } else if (lemma == "deny" && clause) {
    return from_to(*clause, *clause);
  } else if (is_one_of(lemma, {"threaten", "refuse", "decline", "offer", "vow", "pledge", "promise", "demand", "insist"}) && clause && *clause > verb) {
    return from_to(*clause, *clause);
  } else if (is_one_of(lemma, {"demand", "pledge", "condemn", "denounce"}) && object) {
    return from_to(*object, *object);
  } else if (is_one_of(lemma, {"deny", "reject", "dismiss"}) && object && is_one_of(syntax_.lemma(*object), {"accusation", "allegation", "appeal", "call", "charge", "claim", "demand", "offer", "proposal", "report", "request", "suggestion", "ultimatum"})) {
    return from_to(*object, *object);
  } else if (lemma == "welcome" && object && analysis_.words[*object].upos == "NOUN") {
    return from_to(*object, *object);
  } else if (lemma == "threaten" && object) {
    if (const auto means = after({"with"})) return from_to(*object, *means);
  } else if (lemma == "insist") {
    if (const auto wanted = after({"on", "upon"})) return from_to(*wanted, *wanted);
  }
  return {};
}

/// The clause with an -ing form under `verb` that one of the words introduces.
std::optional<std::uint32_t> Cues::gerund_after(std::uint32_t verb, std::initializer_list<std::string_view> words) const {
  for (const std::uint32_t c : syntax_.children(verb)) {
    if (c < verb || analysis_.words[c].xpos != "VBG") continue;
    const auto mark = syntax_.child(c, "mark") ? syntax_.child(c, "mark") : syntax_.child(c, "case");
    if (mark && is_one_of(syntax_.form(*mark), words)) return c;
  }
  return std::nullopt;
}

/// "rejected the appeal, opposing any intervention": a verb of saying beside a cue, with the cue's source, where the
/// network saw none. Near miss: "rejected the appeal, leaving the hall".
std::vector<Attribution> Cues::beside() const {
  std::vector<Attribution> out;
  for (const Attribution& found : analysis_.attributions) {
    if (found.source.empty() || found.content.empty()) continue;
    for (std::uint32_t verb = found.cue.begin; verb < found.cue.end; ++verb) {
      for (const std::uint32_t at : syntax_.children(verb)) {
        const std::string lemma = lower(analysis_.words[at].lemma);
        const bool says = act_of(lemma) != "state" || act_of(syntax_.form(at)) != "state" || is_one_of(lemma, {"stress", "note", "insist", "argue", "add", "claim"});
        if (syntax_.relation(at) != "advcl" || at < found.cue.end || analysis_.words[at].xpos != "VBG" || !says || is_taken(at)) continue;
        WordRange content{at + 1, syntax_.phrase(at).end};
        while (content.end > content.begin && analysis_.words[content.end - 1].upos == "PUNCT") --content.end;
        if (content.size() < 2 || (!syntax_.child(at, "obj") && !syntax_.child(at, "ccomp"))) continue;
        out.push_back({found.source, {at, at + 1}, {content}, 0.6 * found.confidence});
      }
    }
  }
  return out;
}

std::optional<WordRange> Cues::source_of(const Attribution& found) const {
  for (std::uint32_t verb = found.cue.begin; verb < found.cue.end && !off("one-subject"); ++verb) {
    if (!syntax_.is_verb(verb) || syntax_.relation(verb) == "aux" || syntax_.is_passive(verb)) continue;
    const auto subject = syntax_.child(verb, "nsubj");
    if (!subject || !resolver_.named_at(*subject) || found.cue.contains(*subject)) continue;
    const WordRange phrase = syntax_.phrase(*subject);
    const auto meets = [&](WordRange part) { return part.begin < phrase.end && phrase.begin < part.end; };
    if (std::any_of(found.content.begin(), found.content.end(), meets)) continue;
    if (const auto own = std::find_if(found.source.begin(), found.source.end(), meets); own != found.source.end()) return *own;
    if (phrase.contains(verb)) continue;
    return phrase;
  }
  return found.source.empty() ? std::nullopt : std::optional(found.source.front());
}

bool Cues::is_taken(std::uint32_t word) const {
  return std::any_of(analysis_.attributions.begin(), analysis_.attributions.end(), [&](const Attribution& other) {
    if (other.content.empty() || other.confidence < kLeast) return false;
    return other.cue.contains(word) || std::any_of(other.content.begin(), other.content.end(), [&](WordRange part) { return part.contains(word); });
  });
}

}  // namespace casus
