// SPDX-License-Identifier: Apache-2.0
#include "reading/triggers.h"

#include <algorithm>
#include <numeric>

#include "core/text.h"

namespace casus {

namespace {

// What the model must give at least: to a plain trigger of the lexicon for any event, to one of many senses, and to a verb in
// no entry for one type.
constexpr double kLeastLikely = 0.1, kWeakLikely = 0.3, kSure = 0.8;

/// What is asked, refused, threatened or promised is part of that act, and not an event beside it.
bool takes_in(std::string_view type) { return is_one_of(type, {"REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE"}); }

}  // namespace

bool is_verbal(std::string_view type) { return is_one_of(type, {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"}); }

const EventSense* Triggers::sense_of(std::uint32_t word) const {
  const EventSense* sense = EventLexicon::builtin().sense_of(syntax_, word);
  if (sense == nullptr) return sense_by_model(word);
  if (syntax_.lemma(word) == "protest" && syntax_.is_noun(word) && syntax_.preposition(word) == "in") return nullptr;  // "left in protest"
  const bool plain = sense->needs.empty();
  return plain && likely(word) < (sense->weak ? kWeakLikely : kLeastLikely) ? nullptr : sense;
}

std::optional<std::uint32_t> Triggers::teller_of(std::uint32_t word) const {
  const auto verb = told_.find(word);
  return verb == told_.end() ? std::nullopt : std::optional(verb->second);
}

const Deed* Triggers::deed_of(std::uint32_t word) const {
  const auto deed = std::lower_bound(analysis_.deeds.begin(), analysis_.deeds.end(), word, [](const Deed& d, std::uint32_t at) { return d.word < at; });
  return deed == analysis_.deeds.end() || deed->word != word ? nullptr : &*deed;
}

double Triggers::likely(std::uint32_t word) const {
  const Deed* deed = deed_of(word);
  return deed == nullptr ? 1.0 : std::accumulate(deed->likely.begin(), deed->likely.end(), 0.0);
}

/// A verb that no entry has and of which the model is sure, as a sense of its own.
const EventSense* Triggers::sense_by_model(std::uint32_t verb) const {
  static const std::vector<EventSense> kSenses = [] {
    std::vector<EventSense> out;
    for (const std::string_view type : kEventTypes) out.push_back({{}, std::string(type), "", "-", "", true});
    return out;
  }();
  const Deed* deed = syntax_.is_verb(verb) ? deed_of(verb) : nullptr;
  if (deed == nullptr) return nullptr;
  const auto most = std::max_element(deed->likely.begin(), deed->likely.end());
  return *most >= kSure && *most < 1 ? &kSenses[static_cast<std::size_t>(most - deed->likely.begin())] : nullptr;
}

/// "the war that claimed 7,000 lives", "were killed in clashes": the noun is the event.
bool Triggers::is_told_by_subject(std::uint32_t verb, const EventSense& sense) {
  if (!syntax_.is_verb(verb)) return false;
  const auto announces = [&](std::uint32_t word) {
    const EventSense* other = sense_of(word);
    return other != nullptr && other->type == sense.type;
  };
  const auto tells = [&](std::uint32_t noun) { return syntax_.is_noun(noun) && announces(noun); };
  if (syntax_.word(verb).deprel == "acl:relcl" && tells(syntax_.word(verb).head)) return true;
  // "troops clashed, and 12 soldiers were killed": the dead of the clash.
  if (const std::uint32_t head = syntax_.word(verb).head; syntax_.relation(verb) == "conj" && syntax_.is_passive(verb) && head != kRoot && syntax_.is_verb(head)) {
    const EventSense* first = EventLexicon::builtin().sense_of(syntax_, head);
    const bool by = std::any_of(syntax_.children(verb).begin(), syntax_.children(verb).end(), [&](std::uint32_t c) { return syntax_.preposition(c) == "by"; });
    if (first != nullptr && first->type == sense.type && first->frame == "both" && !by) {
      told_[head] = verb;
      return true;
    }
  }
  if (const auto subject = syntax_.child(verb, "nsubj"); subject && is_one_of(syntax_.form(*subject), {"that", "which"})) {
    // Wherever the clause was hung, its "that" means a noun before it ("the 2020 war in X that claimed ...").
    for (std::uint32_t at = *subject; at-- > syntax_.sentence_of(verb).begin && *subject - at < 8;) {
      if (!tells(at)) continue;
      told_[at] = verb;
      return true;
    }
  }
  for (const std::uint32_t c : syntax_.children(verb)) {
    // "17 people were killed when an airstrike hit a school": the dead of the airstrike.
    if (syntax_.relation(c) == "advcl" && syntax_.is_passive(verb) && is_one_of(syntax_.lemma(verb), {"kill", "wound", "injure"}) && syntax_.is_verb(c)) {
      const auto cause = syntax_.child(c, "nsubj");
      const bool by_noun = cause && tells(*cause);
      if (by_noun || announces(c)) {
        told_[by_noun ? *cause : c] = verb;
        return true;
      }
    }
    const bool place = syntax_.relation(c) == "obl" && is_one_of(syntax_.preposition(c), {"in", "during"}) && syntax_.is_passive(verb);
    if (place && tells(c) && !syntax_.child(c, "nmod:poss") && EventLexicon::builtin().sense_of(syntax_, c)->frame == "both") {
      told_[c] = verb;
      return true;
    }
  }
  return false;
}

/// True below the complement of an event that takes it in ("refused to lift the curfew").
bool Triggers::is_part_of_another(std::uint32_t trigger) {
  const bool noun_inside = syntax_.is_noun(trigger);
  const EventSense* inner = EventLexicon::builtin().sense_of(syntax_, trigger);
  std::uint32_t at = trigger;
  for (std::size_t steps = 0; steps < 8 && syntax_.word(at).head != kRoot; ++steps) {
    const std::string_view relation = syntax_.relation(at);
    const std::uint32_t head = syntax_.word(at).head;
    if (!is_one_of(relation, {"xcomp", "ccomp", "obj", "obl", "nmod", "acl", "compound", "conj", "advcl", "amod"})) return false;
    if (relation == "acl" && syntax_.word(at).deprel == "acl:relcl") return false;
    if (relation == "conj" && syntax_.is_verb(at) && at == trigger) return false;
    const EventSense* outer = EventLexicon::builtin().sense_of(syntax_, head);
    const bool harmed = relation == "advcl" && syntax_.is_passive(head) && is_one_of(syntax_.lemma(head), {"kill", "wound", "injure"});  // "were killed when ..."
    if (outer != nullptr && inner != nullptr && at == trigger && syntax_.is_verb(trigger) && syntax_.is_verb(head) && !harmed) {
      // "rejected the plan, opposing any ...", "meet to discuss": one act, told twice; what a blame is for is its content.
      if (outer->type == inner->type && (relation == "advcl" || relation == "xcomp")) return true;
      if (outer->type == "ACCUSE" && is_verbal(inner->type) && relation == "advcl" && inner->type != "SUPPORT") return true;
    }
    // "capturing land in a series of incursions": the deed, and the noun for it.
    if (outer != nullptr && inner != nullptr && noun_inside && syntax_.is_verb(head) && outer->type == inner->type && outer->type == "ASSAULT" && !is_told_by_subject(head, *outer)) return true;
    if (outer != nullptr && takes_in(outer->type)) {
      if (relation == "advcl") {
        // "called on them to open the border": what is asked for, where "struck to free them" is why.
        const auto mark = syntax_.child(at, "mark");
        return outer->type == "REQUEST" && mark && syntax_.form(*mark) == "to";
      }
      // "rejected the appeal of X": the appeal was made all the same.
      return !(noun_inside && inner != nullptr && is_one_of(inner->type, {"REQUEST", "ASSAULT", "CONSULT"}) && outer->type == "REJECT");
    }
    // "signed an agreement", "staged a rally": the verb and its noun are one event.
    if (noun_inside && at == trigger && outer != nullptr && is_one_of(relation, {"obj", "compound", "nmod"}) && !outer->needs.empty()) return true;
    if (outer != nullptr && at == trigger && syntax_.is_noun(head) && is_one_of(relation, {"compound", "amod"})) return true;
    at = head;
  }
  return false;
}

}  // namespace casus
