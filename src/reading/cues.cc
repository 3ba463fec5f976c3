// SPDX-License-Identifier: Apache-2.0
#include "reading/cues.h"

#include <algorithm>
#include <string>

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
    if (!found.content.empty() && found.confidence >= kLeast && !is_consequence(found) && !is_deed(found)) out.push_back(found);
  }
  for (const auto& added : {beside(), certain()}) out.insert(out.end(), added.begin(), added.end());
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

/// "A accused B of shelling the village", "A urged B to mediate", "A denied that ...": what grammar shows to be a saying
/// where the network saw none: a verb of accusing, asking or denying with a named subject and the complement it calls for.
/// Near miss: "A accused B", "the accused", "A denied B entry".
std::vector<Attribution> Cues::certain() const {
  std::vector<Attribution> out;
  for (std::uint32_t verb = 0; verb < syntax_.size(); ++verb) {
    if (!syntax_.is_verb(verb) || syntax_.is_passive(verb) || is_taken(verb)) continue;
    const std::string_view lemma = syntax_.lemma(verb);
    const auto subject = syntax_.child(verb, "nsubj");
    if (!subject || !resolver_.named_at(*subject)) continue;
    const auto object = syntax_.child(verb, "obj") ? syntax_.child(verb, "obj") : syntax_.child(verb, "iobj");
    std::optional<std::uint32_t> complement;
    if (is_one_of(lemma, {"accuse", "blame"}) && object) complement = gerund_after(verb, {"of", "for"});
    else if (is_one_of(lemma, {"urge"}) && object) complement = syntax_.child(verb, "xcomp");
    else if (is_one_of(lemma, {"deny"})) complement = syntax_.child(verb, "ccomp");
    if (!complement) continue;
    std::uint32_t begin = syntax_.phrase(*complement).begin;
    if (object && *object > verb) begin = std::min(begin, syntax_.phrase(*object).begin);
    WordRange content{begin, syntax_.phrase(*complement).end};
    while (content.end > content.begin && analysis_.words[content.end - 1].upos == "PUNCT") --content.end;
    if (content.begin > verb && content.size() > 1) out.push_back({{syntax_.phrase(*subject)}, {verb, verb + 1}, {content}, 0.6});
  }
  return out;
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
  for (std::uint32_t verb = found.cue.begin; verb < found.cue.end; ++verb) {
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
