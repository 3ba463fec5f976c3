// SPDX-License-Identifier: Apache-2.0
#include "reading/events.h"

#include <algorithm>
#include <array>

#include "actors/nouns.h"
#include "core/text.h"
#include "reading/arguments.h"
#include "reading/event_status.h"
#include "reading/quantities.h"
#include "reading/triggers.h"

namespace casus {

namespace {

using Parties = std::vector<std::size_t>;

struct Found {
  std::uint32_t trigger;
  const EventSense* sense;
  Event event;
  Parties source, target;
};

class EventReader {
 public:
  EventReader(const Report& report, const Analysis& analysis, const Syntax& syntax, const std::vector<Statement>& statements, Resolver& resolver)
      : report_(report), syntax_(syntax), statements_(statements), resolver_(resolver), triggers_(syntax, analysis), status_(report, syntax) {}

  std::vector<Event> read() {
    for (std::uint32_t i = 0; i < syntax_.size(); ++i) {
      if (!is_furniture(i)) consider(i);
    }
    std::vector<Event> out;
    for (Found& found : found_) {
      if (const auto verb = triggers_.teller_of(found.trigger); verb && found.event.quantities.empty()) found.event.quantities = read_quantities(report_, syntax_, *verb);
      if (!merged(found, out)) {
        found.event.id = "e" + std::to_string(out.size() + 1);
        out.push_back(std::move(found.event));
      }
    }
    return out;
  }

 private:
  void consider(std::uint32_t trigger) {
    static const EventSense kMust{{}, "REQUEST", "change", "must", ""};
    const bool must = is_must(trigger);
    const EventSense* sense = must ? &kMust : triggers_.sense_of(trigger);
    if (sense == nullptr || triggers_.is_told_elsewhere(trigger, *sense) || status_.is_advised(trigger)) return;
    std::string type = sense->type;
    Found found{trigger, sense, {}, {}, {}};
    Arguments arguments(syntax_, resolver_, trigger, sense->frame);
    found.source = arguments.source();
    found.target = arguments.target();
    const Statement* statement = said_in(trigger);
    accused_doer(trigger, found);
    if (statement != nullptr && own_words(trigger)) found.source = speaker_of(*statement);
    if (must) {
      found.target = found.source;
      found.source = statement != nullptr ? speaker_of(*statement) : Parties{};
      if (found.source.empty()) return;
    } else if (statement != nullptr && type != "SUPPORT") {
      promise_or_threat(trigger, *statement, found.source, type);
    }
    found.event.type = type;
    found.event.mode = type == sense->type ? sense->mode : "";
    found.event.status = status_.status_of(trigger, statement);
    if (statement != nullptr && is_quoted(*statement) && (found.event.status == "planned" || found.event.status == "hypothetical") && !must) return;
    const auto teller = triggers_.teller_of(trigger);
    const auto harmed = [&] { return Arguments(syntax_, resolver_, *teller, "-").target(); };
    if (teller && found.source.empty() && found.target.empty() && found_.empty()) {
      found.target = harmed();  // "700 people were killed in the fighting"
    }
    if (found.source.empty() && found.target.empty()) return again(trigger, type);
    if (syntax_.is_verb(trigger) && found.source.empty() && syntax_.has_feature(trigger, "VerbForm=Ger") && !teller) return;
    if (type == "REJECT" && found.target.empty()) found.target = accuser_of(found.source);
    if (sense->frame == "both" && type == "ASSAULT") {
      borrow_sides(found);
      const bool places = std::all_of(found.source.begin(), found.source.end(), [&](std::size_t party) { return resolver_.actor(party).type == "place"; });
      if (places && !found.source.empty()) {  // "killed in fighting in Goma": where, and not who
        found.source.clear();
        if (teller) found.target = harmed();
        if (found.target.empty()) return;
      }
    }
    if ((sense->weak && !is_between_powers(found)) || is_lone_talk(found)) return;
    if (is_verbal(type) && syntax_.is_noun(trigger) && (found.source.empty() || found.target.empty())) {
      if (type != "REQUEST" || found.source.empty()) return;
      found.target = addressed(trigger, found.source);
      if (found.target.empty()) return;
    }
    found.event.trigger = syntax_.span_of({trigger, trigger + 1});
    found.event.date = status_.date_of(trigger);
    // What is counted in an accusation, a demand or a refusal belongs to the deed it tells of.
    if (!syntax_.is_verb(trigger) || !is_one_of(type, {"ACCUSE", "REQUEST", "REJECT", "THREATEN"})) found.event.quantities = read_quantities(report_, syntax_, trigger);
    if (statement != nullptr && found.event.status == "alleged") found.event.according_to = {statement->id};
    fill(found);
    found_.push_back(std::move(found));
  }

  /// True between two parties of whom one acts in international affairs: a state, a body, a group, or who holds an office.
  bool is_between_powers(const Found& found) const {
    const auto is_state = [&](std::size_t party) { return resolver_.actor(party).type == "state"; };
    if (found.target.empty()) return is_verbal(found.event.type) && std::any_of(found.source.begin(), found.source.end(), is_state);
    if (found.source.empty() || found.source == found.target) return false;
    const auto acts = [&](std::size_t party) {
      const Actor& actor = resolver_.actor(party);
      return actor.type == "state" || actor.type == "group" || (!actor.wikidata.empty() && actor.type != "place") || std::any_of(actor.roles.begin(), actor.roles.end(), [](const Role& role) { return !role.of.empty() || is_of_power(role.title); });
    };
    return std::any_of(found.source.begin(), found.source.end(), acts) || std::any_of(found.target.begin(), found.target.end(), acts);
  }

  /// A talk of one person with nobody named is no meeting of actors.
  bool is_lone_talk(const Found& found) const {
    if (found.event.type != "CONSULT" || found.source.size() + found.target.size() != 1) return false;
    return resolver_.actor(found.source.empty() ? found.target.front() : found.source.front()).type == "person";
  }

  /// "We have asked": the speaker's own doing.
  bool own_words(std::uint32_t verb) const {
    const auto subject = syntax_.is_verb(verb) && !syntax_.is_passive(verb) ? syntax_.child(verb, "nsubj") : std::nullopt;
    return subject && is_one_of(syntax_.form(*subject), {"we", "i"});
  }

  /// "17 soldiers were killed in the clash": the clash told of before, with what more is counted of it.
  void again(std::uint32_t noun, const std::string& type) {
    if (!syntax_.is_noun(noun) || type != "ASSAULT") return;
    for (auto it = found_.rbegin(); it != found_.rend(); ++it) {
      if (it->event.type != type || it->sense->frame != "both") continue;
      for (Quantity& quantity : read_quantities(report_, syntax_, noun)) it->event.quantities.push_back(std::move(quantity));
      return;
    }
  }

  /// "A accuses B of seizing A's land": B is who did it, and what is seized is whose the land is.
  void accused_doer(std::uint32_t trigger, Found& found) const {
    const auto mark = syntax_.child(trigger, "mark") ? syntax_.child(trigger, "mark") : syntax_.child(trigger, "case");
    std::uint32_t head = syntax_.word(trigger).head;
    if (head == kRoot || !mark || !is_one_of(syntax_.form(*mark), {"of", "for"})) return;
    // Whether the deed hangs on the verb or on the one accused, the tree does not always say.
    if (!syntax_.is_verb(head) && syntax_.word(head).head != kRoot && is_one_of(syntax_.relation(head), {"obj", "iobj"})) head = syntax_.word(head).head;
    if (!syntax_.is_verb(head)) return;
    const EventSense* outer = EventLexicon::builtin().sense_of(syntax_, head);
    auto accused = syntax_.child(head, "obj") ? syntax_.child(head, "obj") : syntax_.child(head, "iobj");
    for (const std::uint32_t c : syntax_.children(trigger)) {
      if (!accused && c > head && c < *mark && is_one_of(syntax_.relation(c), {"obj", "nsubj"})) accused = c, found.target.clear();
    }
    if (outer == nullptr || outer->type != "ACCUSE" || !accused) return;
    const auto doer = resolver_.party(syntax_.phrase(*accused), *accused);
    if (!doer) return;
    const Parties before = found.source;
    found.source = {*doer};
    if (found.target.empty() && !before.empty() && before.front() != *doer) found.target = before;
    for (std::uint32_t w = trigger + 1; found.target.empty() && w < syntax_.phrase(trigger).end; ++w) {
      if (const auto named = resolver_.named_at(w); named && *named != *doer) found.target = {*named};
    }
  }

  /// Who last accused `party`: whose accusation a denial answers.
  Parties accuser_of(const Parties& party) const {
    for (auto it = found_.rbegin(); it != found_.rend(); ++it) {
      if (it->event.type == "ACCUSE" && !party.empty() && std::find(it->target.begin(), it->target.end(), party.front()) != it->target.end()) return it->source;
    }
    return {};
  }

  /// A war named by its place alone is between the sides of the fighting it is compared with in its sentence.
  void borrow_sides(Found& found) const {
    const bool place_only = found.source.size() == 1 && found.source == found.target && resolver_.actor(found.source.front()).type == "place";
    if (!place_only) return;
    for (const Found& other : found_) {
      if (other.event.type != "ASSAULT" || other.source.size() < 2 || syntax_.sentence_number(other.trigger) != syntax_.sentence_number(found.trigger)) continue;
      found.event.place = resolver_.actor(found.source.front()).id;
      found.source = found.target = other.source;
      return;
    }
  }

  void fill(Found& found) {
    const auto ids = [&](const Parties& parties) {
      std::vector<std::string> out;
      for (const std::size_t p : parties) {
        if (std::find(out.begin(), out.end(), resolver_.actor(p).id) == out.end()) out.push_back(resolver_.actor(p).id);
      }
      return out;
    };
    found.event.source = ids(found.source);
    found.event.target = ids(found.target);
    found.event.confidence = 0.3 + 0.25 * triggers_.likely(found.trigger) + (found.sense->needs.empty() ? 0.0 : 0.15) + (found.source.empty() ? 0.0 : 0.1) + (found.target.empty() ? 0.0 : 0.1);
  }

  bool is_furniture(std::uint32_t i) const {
    const Span span = syntax_.word(i).span;
    const auto covers = [&](const Span f) { return f.contains(span); };
    return std::any_of(report_.furniture.begin(), report_.furniture.end(), covers) || std::any_of(report_.frame.begin(), report_.frame.end(), covers) ||
           (report_.title_span && report_.title_span->contains(span));
  }

  /// "Libya must hand over the suspects": a demand by whoever says so.
  bool is_must(std::uint32_t verb) const {
    if (!syntax_.is_verb(verb) || !syntax_.child(verb, "nsubj")) return false;
    for (const std::uint32_t c : syntax_.children(verb)) {
      if (syntax_.relation(c) == "aux" && syntax_.form(c) == "must") {
        const std::uint32_t subject = *syntax_.child(verb, "nsubj");
        return syntax_.form(subject) != "we" && syntax_.form(subject) != "i" && said_in(verb) != nullptr;
      }
    }
    return false;
  }

  /// The statement in whose content `word` stands, the innermost.
  const Statement* said_in(std::uint32_t word) const {
    const Statement* best = nullptr;
    std::uint32_t least = UINT32_MAX;
    for (const Statement& s : statements_) {
      for (const Span part : s.content) {
        if (part.contains(syntax_.word(word).span) && part.size() < least) best = &s, least = part.size();
      }
    }
    return best;
  }

  bool is_quoted(const Statement& s) const { return s.kind == "direct"; }

  Parties speaker_of(const Statement& s) const {
    for (std::size_t a = 0; a < resolver_.size(); ++a) {
      if (resolver_.actor(a).id == s.speaker) return {a};
    }
    return {};
  }

  /// What a speaker says it will do itself: a promise where it helps, a threat where it harms.
  void promise_or_threat(std::uint32_t trigger, const Statement& statement, const Parties& source, std::string& type) const {
    const Parties speaker = speaker_of(statement);
    const bool own = !speaker.empty() && !source.empty() && speaker.front() == source.front();
    if ((!own && !status_.is_ready(trigger)) || !status_.is_future(trigger)) return;
    if (is_one_of(type, {"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})) type = "THREATEN";
    else if (is_one_of(type, {"RETREAT", "CONCEDE", "AID", "COOPERATE", "CONSULT"})) type = "AGREE";
  }

  /// Whom a nominal appeal goes to: the body whose leaders met, or whom the sentence's speaker answers for.
  Parties addressed(std::uint32_t trigger, const Parties& source) const {
    const WordRange sentence = syntax_.sentence_of(trigger);
    std::optional<std::size_t> state;
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      const auto named = resolver_.named_at(i);
      if (!named || std::find(source.begin(), source.end(), *named) != source.end()) continue;
      if (resolver_.actor(*named).type == "organization") return {*named};
      if (!state && resolver_.actor(*named).type == "state") state = named;
    }
    return state ? Parties{*state} : Parties{};
  }

  /// Adds `found` to an event told before, of the same type, parties and time.
  bool merged(Found& found, std::vector<Event>& events) const {
    for (Event& event : events) {
      if (event.type != found.event.type) continue;
      const auto same = [](std::vector<std::string> a, std::vector<std::string> b) {
        std::sort(a.begin(), a.end());
        std::sort(b.begin(), b.end());
        return a == b;
      };
      const bool same_sentence = syntax_.sentence_number(syntax_.word_at(event.trigger.begin)) == syntax_.sentence_number(found.trigger);
      const auto within = [](const std::vector<std::string>& some, const std::vector<std::string>& all) {
        return std::all_of(some.begin(), some.end(), [&](const std::string& x) { return std::find(all.begin(), all.end(), x) != all.end(); });
      };
      const bool parties = same(event.source, found.event.source) && same(event.target, found.event.target);
      const auto all_of = [](const Event& e) {
        std::vector<std::string> out = e.source;
        out.insert(out.end(), e.target.begin(), e.target.end());
        return out;
      };
      // A meeting to come is told of often, now with its place among the parties, now without.
      const bool meeting = found.event.type == "CONSULT" && event.status == "planned" && found.event.status == "planned" && (within(all_of(event), all_of(found.event)) || within(all_of(found.event), all_of(event)));
      const bool part = meeting || (same_sentence && (found.event.type == "ASSAULT" || found.event.type == "CONSULT") &&
                        ((within(event.source, found.event.source) && within(event.target, found.event.target)) ||
                         (within(found.event.source, event.source) && within(found.event.target, event.target))));
      if (!parties && !part) continue;
      const When &a = event.date, &b = found.event.date;
      const bool apart = a.known() && b.known() && !a.from.empty() && !b.from.empty() && !a.to.empty() && !b.to.empty() && (a.to < b.from || b.to < a.from);
      if (apart || (is_verbal(event.type) && !same_sentence)) continue;
      const bool loose = event.type == "CONSULT" && syntax_.is_noun(found.trigger) && !found.event.date.known();
      if (event.status != found.event.status && !same_sentence && !loose) continue;
      const bool better = found.event.quantities.size() > event.quantities.size() || (!event.date.is_day() && found.event.date.known() && (!a.known() || b.to < a.to)) ||
                          (!meeting && found.event.source.size() + found.event.target.size() > event.source.size() + event.target.size());
      if (better) {
        std::swap(event, found.event);
        event.id = found.event.id;
        event.tellings.swap(found.event.tellings);
        if (!event.date.known()) event.date = found.event.date;
      }
      if (event.quantities.empty()) event.quantities = found.event.quantities;
      event.confidence = std::min(0.95, std::max(event.confidence, found.event.confidence) + 0.05);
      event.tellings.push_back(found.event.trigger);
      std::sort(event.tellings.begin(), event.tellings.end());
      return true;
    }
    return false;
  }

  const Report& report_;
  const Syntax& syntax_;
  const std::vector<Statement>& statements_;
  Resolver& resolver_;
  Triggers triggers_;
  EventStatus status_;
  std::vector<Found> found_;
};

}  // namespace

std::vector<Event> read_events(const Report& report, const Analysis& analysis, const Syntax& syntax, const std::vector<Statement>& statements, Resolver& resolver) {
  return EventReader(report, analysis, syntax, statements, resolver).read();
}

}  // namespace casus
