// SPDX-License-Identifier: Apache-2.0
#include "reading/arguments.h"

#include <algorithm>

#include "core/text.h"

namespace casus {

namespace {

const std::vector<std::string_view> kTargets = {"against", "to", "with", "on", "at", "from", "of", "into", "for", "about", "over", "toward", "towards", "upon"};
const std::vector<std::string_view> kPlaces = {"in", "near", "across", "throughout"};

}  // namespace

Arguments::Arguments(const Syntax& syntax, Resolver& resolver, std::uint32_t trigger, const std::string& frame)
    : syntax_(syntax), resolver_(resolver), trigger_(trigger), frame_(frame) {
  if (syntax.is_verb(trigger)) of_verb(trigger);
  else of_noun(trigger);
  if (frame == "both") join_both();
  if (frame == "swap") std::swap(source_, target_);
  // Nobody acts on itself alone, unless both are the same body ("a summit of the CSTO").
  if (frame != "both") {
    const auto doer = [&](std::size_t p) { return std::find(source_.begin(), source_.end(), p) != source_.end(); };
    target_.erase(std::remove_if(target_.begin(), target_.end(), doer), target_.end());
  }
}

/// The actors of a noun and of those coordinated with it.
Arguments::Parties Arguments::parties(std::uint32_t noun) const {
  Parties out;
  const auto add = [&](std::optional<std::size_t> actor) {
    if (actor && std::find(out.begin(), out.end(), *actor) == out.end()) out.push_back(*actor);
  };
  // "Ms X, her grandson, who agreed": who is explained, and not whose grandson it is.
  if (const std::uint32_t head = syntax_.word(noun).head; syntax_.relation(noun) == "appos" && head != kRoot && resolver_.named_at(head)) return {*resolver_.named_at(head)};
  // "Thousands of protesters": the protesters.
  if (is_one_of(syntax_.lemma(noun), {"thousand", "thousands", "hundred", "hundreds", "dozen", "dozens", "score", "scores", "ten", "tens", "million", "number", "crowd", "handful", "majority", "couple", "group", "band"})) {
    // The last of them, of "tens of thousands of students".
    const auto& children = syntax_.children(noun);
    for (auto c = children.rbegin(); c != children.rend(); ++c) {
      if (syntax_.relation(*c) == "nmod" && syntax_.preposition(*c) == "of") return parties(*c);
    }
  }
  const auto members = syntax_.members(noun);
  for (const std::uint32_t member : members) {
    WordRange phrase = syntax_.phrase(member);
    if (members.size() > 1 && member == noun) {
      for (const std::uint32_t other : members) {
        if (other != noun) phrase.end = std::min(phrase.end, std::max(syntax_.phrase(other).begin, noun + 1));
      }
    }
    for (const std::uint32_t c : syntax_.children(member)) {
      // A clause about the one named names others.
      if (is_one_of(syntax_.relation(c), {"acl", "parataxis"}) && c > member) phrase.end = std::min(phrase.end, std::max(syntax_.phrase(c).begin, member + 1));
    }
    add(resolver_.party(phrase, member));
    // "Velmari and Soranian troops": every people named before the noun.
    for (const std::uint32_t c : syntax_.children(member)) {
      if (!is_one_of(syntax_.relation(c), {"amod", "compound"}) || c > member) continue;
      for (const std::uint32_t other : syntax_.members(c)) {
        if (other != c) add(resolver_.named_at(other));
      }
    }
    // "the foreign ministers of Iran and Iraq", "troops from Chad and Sudan": those of every owner.
    if (!syntax_.has_feature(member, "Number=Plur") || out.empty()) continue;
    for (const std::uint32_t c : syntax_.children(member)) {
      if (syntax_.relation(c) != "nmod" || !(is_one_of(syntax_.preposition(c), {"of", "from"}) || syntax_.word(c).deprel == "nmod:poss")) continue;
      const auto owners = syntax_.members(c);
      if (owners.size() < 2 || resolver_.named_at(c) != std::optional(out.back())) continue;
      for (const std::uint32_t other : owners) add(resolver_.named_at(other));
    }
  }
  return out;
}

std::optional<std::uint32_t> Arguments::agent_of(std::uint32_t verb) const {
  for (const std::uint32_t c : syntax_.children(verb)) {
    if (syntax_.relation(c) == "obl" && syntax_.preposition(c) == "by") return c;
  }
  return std::nullopt;
}

/// Who a verb is directed at: "urged the council to act" has it as a direct or an indirect object.
std::optional<std::uint32_t> Arguments::object_of(std::uint32_t verb) const {
  const auto direct = syntax_.child(verb, "obj");
  return direct ? direct : syntax_.child(verb, "iobj");
}

/// "Asked by the daily, he ...": passive without an auxiliary.
bool Arguments::is_bare_participle(std::uint32_t verb) const {
  return syntax_.has_feature(verb, "VerbForm=Part") && syntax_.has_feature(verb, "Tense=Past") && !syntax_.child(verb, "aux") && !syntax_.child(verb, "nsubj") &&
         is_one_of(syntax_.relation(verb), {"advcl", "acl"}) && !syntax_.child(verb, "obj");
}

Arguments::Parties Arguments::subject(std::uint32_t verb, std::size_t depth) const {
  if (depth > 5) return {};
  const auto own = [&]() -> std::optional<std::uint32_t> {
    if (syntax_.is_passive(verb)) return agent_of(verb);
    if (is_bare_participle(verb)) return agent_of(verb);
    return syntax_.child(verb, "nsubj");
  }();
  if (own) {
    const bool relative = is_one_of(syntax_.form(*own), {"who", "which", "that"}) && syntax_.word(verb).deprel == "acl:relcl";
    return relative ? parties(syntax_.word(verb).head) : parties(*own);
  }
  if (syntax_.is_passive(verb) || is_bare_participle(verb)) return {};
  const std::uint32_t head = syntax_.word(verb).head;
  if (head == kRoot) return {};
  const std::string_view relation = syntax_.relation(verb);
  if (relation == "acl") {
    // "a plan by Paris to ...", "forces fighting in ...", and the subject of the verb the noun hangs on.
    if (syntax_.has_feature(verb, "VerbForm=Ger") || syntax_.has_feature(verb, "Tense=Pres")) return parties(head);
    if (const auto owner = syntax_.child(head, "nmod:poss")) {
      if (Parties own = parties(*owner); !own.empty()) return own;  // "the government's decision to ..."
    }
    for (std::uint32_t at = head, steps = 0; at != kRoot && steps < 4; at = syntax_.word(at).head, ++steps) {
      if (syntax_.is_verb(at)) return subject(at, depth + 1);
    }
    return {};
  }
  if (relation == "xcomp") {
    if (const auto object = object_of(head); object && syntax_.is_verb(head)) return parties(*object);
    if (!syntax_.is_verb(head)) {
      if (const auto s = syntax_.child(head, "nsubj")) return parties(*s);
    }
    return subject(head, depth + 1);
  }
  if (is_one_of(relation, {"conj", "advcl", "ccomp", "parataxis"})) {
    if (!syntax_.is_verb(head)) {
      if (const auto s = syntax_.child(head, "nsubj")) return parties(*s);
      return {};
    }
    if (relation == "advcl") {
      // "accuses B of capturing ...", "blasted B for refusing ...": B is the doer.
      const auto mark = syntax_.child(verb, "mark");
      const auto object = object_of(head);
      if (mark && object && is_one_of(syntax_.form(*mark), {"of", "for", "against", "from"})) return parties(*object);
    }
    return subject(head, depth + 1);
  }
  return {};
}

Arguments::Parties Arguments::first_under(std::uint32_t head, const std::vector<std::string_view>& prepositions) const {
  for (const std::string_view p : prepositions) {
    for (const std::uint32_t c : syntax_.children(head)) {
      if ((syntax_.relation(c) == "obl" || syntax_.relation(c) == "nmod") && syntax_.preposition(c) == p) {
        if (Parties found = parties(c); !found.empty()) return found;
      }
    }
  }
  return {};
}

/// The first actor anywhere below, nearest first.
Arguments::Parties Arguments::below(std::uint32_t head, std::size_t depth) const {
  if (depth > 3) return {};
  // "Despite the warnings of agencies, A refuses to lift the curfew on B": what is refused comes first.
  if (const auto open = syntax_.child(head, "xcomp"); open && syntax_.is_verb(*open)) {
    if (Parties found = below(*open, depth + 1); !found.empty() && found != source_) return found;
  }
  for (const std::uint32_t c : syntax_.children(head)) {
    if (is_one_of(syntax_.relation(c), {"nsubj", "obj", "iobj", "nmod", "obl"}) && syntax_.word(c).upos != "PRON") {
      Parties found = parties(c);
      // "to deploy peacekeepers in Iraq": the state, rather than those sent there.
      const bool unnamed = !found.empty() && std::all_of(found.begin(), found.end(), [&](std::size_t p) { return resolver_.actor(p).type == "group" && resolver_.known(p) == nullptr; });
      if (unnamed && depth > 0 && syntax_.relation(c) == "obj") {
        if (Parties named = first_under(head, {"in", "to", "into", "on"}); !named.empty() && resolver_.actor(named.front()).type == "state") found = named;
      }
      if (!found.empty() && found != source_) return found;
    }
  }
  for (const std::uint32_t c : syntax_.children(head)) {
    if (is_one_of(syntax_.relation(c), {"xcomp", "ccomp", "obj", "obl", "nmod", "acl", "advcl"})) {
      if (Parties found = below(c, depth + 1); !found.empty() && found != source_) return found;
    }
  }
  return {};
}

void Arguments::of_verb(std::uint32_t verb) {
  source_ = subject(verb);
  if (const auto patient = syntax_.child(verb, "nsubj:pass")) {
    const bool relative = is_one_of(syntax_.form(*patient), {"who", "which", "that"}) && syntax_.word(verb).deprel == "acl:relcl";
    target_ = parties(relative ? syntax_.word(verb).head : *patient);
    if (frame_ == "both") std::swap(source_, target_);
  } else if (syntax_.relation(verb) == "acl" && syntax_.has_feature(verb, "Tense=Past") && !syntax_.child(verb, "nsubj")) {
    target_ = parties(syntax_.word(verb).head);  // "an editor jailed by the junta"
    source_ = first_under(verb, {"by"});
  }
  const auto object = syntax_.child(verb, "obj");
  if (frame_ != "-" && frame_ != "both" && frame_ != "swap" && target_.empty()) {
    // A frame names its prepositions: "over|about".
    target_ = first_under(verb, split(frame_, '|'));
    if (target_.empty() && object) target_ = first_under(*object, split(frame_, '|'));
  }
  if (target_.empty()) {
    if (const auto receiver = syntax_.child(verb, "iobj")) target_ = parties(*receiver);
  }
  if (target_.empty() && object) target_ = parties(*object);
  if (target_ == source_) target_.clear();
  if (target_.empty()) target_ = first_under(verb, kTargets);
  if (target_.empty() && object) target_ = first_under(*object, kTargets);
  if (target_ == source_) target_.clear();
  // Where two agree with each other, nobody else need be looked for.
  const bool mutual = frame_ == "both" || (frame_ == "with" && source_.size() > 1);
  if (target_.empty() && !mutual) target_ = below(verb);
  if (target_.empty() && !mutual) target_ = first_under(verb, kPlaces);
  if (target_ == source_) target_.clear();
}

void Arguments::of_noun(std::uint32_t noun) {
  if (const auto owner = syntax_.child(noun, "nmod:poss")) source_ = parties(*owner);
  if (source_.empty()) source_ = first_under(noun, {"by"});
  Parties adjectives;
  for (const std::uint32_t c : syntax_.children(noun)) {
    if (!is_one_of(syntax_.relation(c), {"amod", "compound", "nmod"}) || c > noun || syntax_.word(c).deprel == "nmod:poss") continue;
    for (std::uint32_t i = syntax_.phrase(c).begin; i < syntax_.phrase(c).end; ++i) {
      const auto named = resolver_.named_at(i);
      if (named && std::find(adjectives.begin(), adjectives.end(), *named) == adjectives.end()) adjectives.push_back(*named);
    }
  }
  if (frame_ == "both") {
    Parties all = first_under(noun, {"between"});
    if (all.empty()) all = adjectives;
    if (all.empty()) all = first_under(noun, {"of"});
    const Parties with = first_under(noun, {"with"});
    all.insert(all.end(), with.begin(), with.end());
    source_.insert(source_.end(), all.begin(), all.end());
    if (source_.empty() || (source_.size() == 1 && !with.empty())) {
      if (syntax_.relation(noun) == "obj" && syntax_.word(noun).head != kRoot) {
        const Parties s = subject(syntax_.word(noun).head);
        source_.insert(source_.begin(), s.begin(), s.end());
      }
    }
    if (source_.empty()) source_ = first_under(noun, kPlaces);
    return;
  }
  if (source_.empty()) source_ = adjectives;
  const bool object = syntax_.relation(noun) == "obj" || (syntax_.relation(noun) == "obl" && is_one_of(syntax_.preposition(noun), {"in", "during"}));
  const std::uint32_t verb = syntax_.word(noun).head;
  if (frame_ != "-") target_ = first_under(noun, split(frame_, '|'));
  if (target_.empty()) target_ = first_under(noun, kTargets);
  if (target_ == source_ && frame_ != "of") target_.clear();
  const bool light = verb != kRoot && is_one_of(syntax_.lemma(verb), {"make", "issue", "launch", "hold", "stage", "have", "carry", "conduct", "mount", "begin", "start", "continue", "voice", "express",
                                                                   "reiterate", "repeat", "give", "deliver", "open", "wage", "commit", "resume", "announce", "declare", "plan", "lead", "take"});
  if (source_.empty() && object && verb != kRoot && syntax_.is_verb(verb) && (light || syntax_.relation(noun) == "obl")) source_ = subject(verb);
  if (source_.empty() && syntax_.relation(noun) != "obj" && syntax_.relation(noun) != "nsubj") {
    // "accuses Azerbaijan of capturing ... in a series of incursions": the doer of the verb above.
    for (std::uint32_t at = noun, steps = 0; at != kRoot && steps < 5; at = syntax_.word(at).head, ++steps) {
      if (syntax_.is_verb(at)) {
        source_ = subject(at);
        if (target_.empty()) {
          if (const auto o = syntax_.child(at, "obj")) target_ = parties(*o);
        }
        break;
      }
    }
  }
  if (target_.empty()) target_ = first_under(noun, kPlaces);
}

/// Every party is on both sides.
void Arguments::join_both() {
  Parties all = source_;
  for (const std::size_t p : target_) {
    if (std::find(all.begin(), all.end(), p) == all.end()) all.push_back(p);
  }
  const bool one_sided = syntax_.is_verb(trigger_) && !source_.empty() && !target_.empty();
  if (one_sided) return;
  source_ = target_ = all;
}

}  // namespace casus
