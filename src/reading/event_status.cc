// SPDX-License-Identifier: Apache-2.0
#include "reading/event_status.h"

#include <algorithm>

#include "casus/ingest.h"
#include "core/text.h"
#include "reading/event_lexicon.h"
#include "reading/triggers.h"

namespace casus {

EventStatus::EventStatus(const Report& report, const Syntax& syntax) : report_(report), syntax_(syntax), times_(find_times(report.text, report.published)) {}

bool EventStatus::is_ready(std::uint32_t verb) const {
  const std::uint32_t head = syntax_.word(verb).head;
  return head != kRoot && is_one_of(syntax_.lemma(head), {"ready", "willing", "prepared"});
}

bool EventStatus::is_future(std::uint32_t verb) const {
  std::uint32_t at = verb;
  for (std::size_t steps = 0; steps < 4; ++steps) {
    for (const std::uint32_t c : syntax_.children(at)) {
      if (syntax_.relation(c) == "aux" && is_one_of(syntax_.form(c), {"will", "would", "shall", "wo", "'ll"})) return true;
    }
    if (is_one_of(syntax_.lemma(at), {"ready", "willing", "prepared", "plan", "intend", "prepare"}) && at != verb) return true;
    if (syntax_.relation(at) != "xcomp" && syntax_.relation(at) != "advcl" && syntax_.relation(at) != "acl") return false;
    at = syntax_.word(at).head;
    if (at == kRoot) return false;
  }
  return false;
}

std::string EventStatus::status_of(std::uint32_t trigger, const Statement* statement) const {
  std::uint32_t verb = trigger;
  for (std::size_t steps = 0; steps < 6 && !syntax_.is_verb(verb) && syntax_.word(verb).head != kRoot; ++steps) verb = syntax_.word(verb).head;
  const EventSense* sense = EventLexicon::builtin().sense_of(syntax_, trigger);
  const bool nominal_act = syntax_.is_noun(trigger) && sense != nullptr && is_verbal(sense->type);
  if (syntax_.is_negated(trigger) || (syntax_.is_verb(trigger) && syntax_.is_negated(verb))) {
    if (sense == nullptr || sense->type != "REJECT") return "denied";
  }
  if (nominal_act) return "occurred";
  const When when = date_of(trigger);
  if (!report_.published.empty() && when.known() && !when.from.empty() && when.from > report_.published) return "planned";
  if (syntax_.is_verb(trigger) || syntax_.relation(trigger) == "obj" || syntax_.relation(trigger) == "obl" || syntax_.relation(trigger) == "nsubj") {
    for (const std::uint32_t c : syntax_.children(verb)) {
      const std::string_view form = syntax_.form(c);
      if (syntax_.relation(c) == "aux" && is_one_of(form, {"will", "shall", "wo", "'ll"})) return "planned";
      if (syntax_.relation(c) == "aux" && is_one_of(form, {"may", "might", "could", "would", "can", "should"})) return "hypothetical";
      if (syntax_.relation(c) == "mark" && is_one_of(form, {"if", "unless", "whether"})) return "hypothetical";
      if (syntax_.relation(c) == "mark" && form == "to" && syntax_.child(verb, "aux") && syntax_.lemma(*syntax_.child(verb, "aux")) == "be") return "planned";  // "are to meet"
      if (syntax_.relation(c) == "mark" && form == "to" && syntax_.word(verb).head != kRoot) {
        const std::string_view outer = syntax_.lemma(syntax_.word(verb).head);
        if (is_one_of(outer, {"be", "plan", "intend", "due", "expect", "set", "prepare", "schedule", "aim"})) return "planned";
      }
    }
  }
  for (const std::uint32_t c : syntax_.children(trigger)) {
    if (is_one_of(syntax_.lemma(c), {"upcoming", "planned", "forthcoming", "coming", "next", "scheduled"})) return "planned";
  }
  if (statement == nullptr) return "occurred";
  return statement->act == "deny" ? "denied" : "alleged";
}

When EventStatus::date_of(std::uint32_t trigger) const {
  const WordRange sentence = syntax_.sentence_of(trigger);
  const Span span = syntax_.span_of(sentence);
  When best;
  std::size_t least = 9;
  for (const TimeExpression& time : times_) {
    if (!span.contains(time.span) || !time.when.known()) continue;
    const std::uint32_t first = syntax_.word_at(time.span.begin);
    if (first > 0 && is_one_of(syntax_.form(first - 1), {"by", "until", "till"})) continue;  // what was promised, and not when
    const std::size_t far = distance(trigger, syntax_.word_at(time.span.begin), syntax_.word_at(time.span.end - 1));
    if (far < least) least = far, best = time.when;
  }
  return best;
}

std::size_t EventStatus::distance(std::uint32_t trigger, std::uint32_t begin, std::uint32_t end) const {
  const std::uint32_t time = syntax_.head_of({begin, end + 1});
  // Up from the time to an ancestor of the trigger, counting both ways; a time below another event's verb is that event's.
  std::size_t up = 0;
  for (std::uint32_t at = time; at != kRoot && up < 8; at = syntax_.word(at).head, ++up) {
    std::size_t down = 0;
    for (std::uint32_t t = trigger; t != kRoot && down < 8; t = syntax_.word(t).head, ++down) {
      if (t == at) return up + down + (syntax_.relation(trigger) == "root" ? 0 : down / 2);
    }
  }
  return 99;
}

bool EventStatus::is_advised(std::uint32_t verb) const {
  return syntax_.is_verb(verb) && std::any_of(syntax_.children(verb).begin(), syntax_.children(verb).end(), [&](std::uint32_t c) { return syntax_.relation(c) == "aux" && is_one_of(syntax_.form(c), {"should", "ought"}); });
}

}  // namespace casus
