// SPDX-License-Identifier: Apache-2.0
#include "reading/events.h"

#include <algorithm>
#include <array>
#include <map>

#include "actors/nouns.h"
#include "casus/ingest.h"
#include "core/text.h"
#include "reading/arguments.h"
#include "reading/event_lexicon.h"
#include "reading/quantities.h"

namespace casus {

namespace {

using Parties = std::vector<std::size_t>;

// What the model must give at least: to a trigger of the lexicon for any event, to a verb beside it for one type.
constexpr double kLeastLikely = 0.1, kWeakLikely = 0.3, kSure = 0.8;

bool is_any(std::string_view word, std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), word) != words.end(); }

bool is_verbal(const std::string& type) { return is_any(type, {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"}); }

/// What is asked, refused, threatened or promised is part of that act, and not an event beside it.
bool takes_in(const std::string& type) { return is_any(type, {"REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE"}); }

struct Found {
  std::uint32_t trigger;
  const EventSense* sense;
  Event event;
  Parties source, target;
};

class EventReader {
 public:
  EventReader(const Report& report, const Analysis& analysis, const Syntax& syntax, const std::vector<Statement>& statements, Resolver& resolver)
      : report_(report), analysis_(analysis), syntax_(syntax), statements_(statements), resolver_(resolver), times_(find_times(report.text, report.published)) {}

  std::vector<Event> read() {
    for (std::uint32_t i = 0; i < syntax_.size(); ++i) {
      if (!is_furniture(i)) consider(i);
    }
    std::vector<Event> out;
    for (Found& found : found_) {
      if (const auto verb = told_.find(found.trigger); verb != told_.end() && found.event.quantities.empty()) found.event.quantities = read_quantities(report_, syntax_, verb->second);
      if (!merged(found, out)) {
        found.event.id = "e" + std::to_string(out.size() + 1);
        out.push_back(std::move(found.event));
      }
    }
    return out;
  }

 private:
  void consider(std::uint32_t trigger) {
    const EventSense* sense = EventLexicon::builtin().sense_of(syntax_, trigger);
    const bool by_model = sense == nullptr && !is_must(trigger);
    if (by_model) sense = sense_by_model(trigger);
    if (sense == nullptr && !is_must(trigger)) return;
    if (sense != nullptr && sense->needs.empty() && likely(trigger, "").second < (sense->weak ? kWeakLikely : kLeastLikely)) return;
    std::string type = sense != nullptr ? sense->type : "";
    static const EventSense kMust{{}, "REQUEST", "change", "must", ""};
    const bool must = is_must(trigger);
    if (must) sense = &kMust, type = "REQUEST";
    if (is_part_of_another(trigger) || is_told_by_subject(trigger, *sense)) return;
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
    found.event.status = status_of(trigger, statement);
    if (is_advised(trigger)) return;
    if (statement != nullptr && is_quoted(*statement) && (found.event.status == "planned" || found.event.status == "hypothetical") && !must) return;
    if (found.source.empty() && found.target.empty()) return again(trigger, type);
    if (syntax_.is_verb(trigger) && found.source.empty() && syntax_.has_feature(trigger, "VerbForm=Ger")) return;
    if (type == "REJECT" && found.target.empty()) found.target = accuser_of(found.source);
    if (sense->frame == "both" && type == "ASSAULT") borrow_sides(found);
    if (((sense->weak || by_model) && !is_between_powers(found)) || is_lone_talk(found)) return;
    if (is_verbal(type) && syntax_.is_noun(trigger) && (found.source.empty() || found.target.empty())) {
      if (type != "REQUEST" || found.source.empty()) return;
      found.target = addressed(trigger, found.source);
      if (found.target.empty()) return;
    }
    found.event.trigger = syntax_.span_of({trigger, trigger + 1});
    found.event.date = date_of(trigger);
    // What is counted in an accusation, a demand or a refusal belongs to the deed it tells of.
    if (!syntax_.is_verb(trigger) || !is_any(type, {"ACCUSE", "REQUEST", "REJECT", "THREATEN"})) found.event.quantities = read_quantities(report_, syntax_, trigger);
    if (statement != nullptr && found.event.status == "alleged") found.event.according_to = {statement->id};
    fill(found);
    found_.push_back(std::move(found));
  }

  /// What the model gives for `type` at a word, and for any type; one where it does not tell.
  std::pair<double, double> likely(std::uint32_t word, std::string_view type) const {
    const auto deed = std::lower_bound(analysis_.deeds.begin(), analysis_.deeds.end(), word, [](const Deed& d, std::uint32_t at) { return d.word < at; });
    if (deed == analysis_.deeds.end() || deed->word != word) return {1, 1};
    const auto index = static_cast<std::size_t>(std::find(kEventTypes.begin(), kEventTypes.end(), type) - kEventTypes.begin());
    double any = 0;
    for (const float one : deed->likely) any += one;
    return {index < kEventTypes.size() ? deed->likely[index] : 0, any};
  }

  /// A verb that no entry has and of which the model is sure, as a sense of its own.
  const EventSense* sense_by_model(std::uint32_t verb) const {
    static const std::vector<EventSense> kSenses = [] {
      std::vector<EventSense> out;
      for (const std::string_view type : kEventTypes) out.push_back({{}, std::string(type), "", "-", "", true});
      return out;
    }();
    if (!syntax_.is_verb(verb)) return nullptr;
    for (std::size_t type = 0; type < kEventTypes.size(); ++type) {
      if (const double sure = likely(verb, kEventTypes[type]).first; sure >= kSure && sure < 1) return &kSenses[type];
    }
    return nullptr;
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

  /// "They should negotiate": advice, and no event.
  bool is_advised(std::uint32_t verb) const {
    return syntax_.is_verb(verb) && std::any_of(syntax_.children(verb).begin(), syntax_.children(verb).end(), [&](std::uint32_t c) { return syntax_.relation(c) == "aux" && is_any(syntax_.form(c), {"should", "ought"}); });
  }

  /// A talk of one person with nobody named is no meeting of actors.
  bool is_lone_talk(const Found& found) const {
    if (found.event.type != "CONSULT" || found.source.size() + found.target.size() != 1) return false;
    return resolver_.actor(found.source.empty() ? found.target.front() : found.source.front()).type == "person";
  }

  /// "We have asked": the speaker's own doing.
  bool own_words(std::uint32_t verb) const {
    const auto subject = syntax_.is_verb(verb) && !syntax_.is_passive(verb) ? syntax_.child(verb, "nsubj") : std::nullopt;
    return subject && is_any(syntax_.form(*subject), {"we", "i"});
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
    if (head == kRoot || !mark || !is_any(syntax_.form(*mark), {"of", "for"})) return;
    // Whether the deed hangs on the verb or on the one accused, the tree does not always say.
    if (!syntax_.is_verb(head) && syntax_.word(head).head != kRoot && is_any(syntax_.relation(head), {"obj", "iobj"})) head = syntax_.word(head).head;
    if (!syntax_.is_verb(head)) return;
    const EventSense* outer = EventLexicon::builtin().sense_of(syntax_, head);
    auto accused = syntax_.child(head, "obj") ? syntax_.child(head, "obj") : syntax_.child(head, "iobj");
    for (const std::uint32_t c : syntax_.children(trigger)) {
      if (!accused && c > head && c < *mark && is_any(syntax_.relation(c), {"obj", "nsubj"})) accused = c, found.target.clear();
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
    found.event.confidence = 0.3 + 0.25 * likely(found.trigger, found.event.type).second + (found.sense->needs.empty() ? 0.0 : 0.15) + (found.source.empty() ? 0.0 : 0.1) + (found.target.empty() ? 0.0 : 0.1);
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

  /// "the war that claimed 7,000 lives", "were killed in clashes": the noun is the event.
  bool is_told_by_subject(std::uint32_t verb, const EventSense& sense) {
    if (!syntax_.is_verb(verb)) return false;
    const auto tells = [&](std::uint32_t noun) {
      const EventSense* other = syntax_.is_noun(noun) ? EventLexicon::builtin().sense_of(syntax_, noun) : nullptr;
      return other != nullptr && other->type == sense.type;
    };
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
    if (const auto subject = syntax_.child(verb, "nsubj"); subject && is_any(syntax_.form(*subject), {"that", "which"})) {
      // Wherever the clause was hung, its "that" means a noun before it ("the 2020 war in X that claimed ...").
      for (std::uint32_t at = *subject; at-- > syntax_.sentence_of(verb).begin && *subject - at < 8;) {
        if (!tells(at)) continue;
        told_[at] = verb;
        return true;
      }
    }
    for (const std::uint32_t c : syntax_.children(verb)) {
      const bool place = syntax_.relation(c) == "obl" && is_any(syntax_.preposition(c), {"in", "during"}) && syntax_.is_passive(verb);
      if (place && tells(c) && !syntax_.child(c, "nmod:poss") && EventLexicon::builtin().sense_of(syntax_, c)->frame == "both") return true;
    }
    return false;
  }

  /// True below the complement of an event that takes it in ("refused to lift the curfew").
  bool is_part_of_another(std::uint32_t trigger) {
    std::uint32_t at = trigger;
    for (std::size_t steps = 0; steps < 8 && syntax_.word(at).head != kRoot; ++steps) {
      const std::string_view relation = syntax_.relation(at);
      const std::uint32_t head = syntax_.word(at).head;
      if (!is_any(relation, {"xcomp", "ccomp", "obj", "obl", "nmod", "acl", "compound", "conj", "advcl", "amod"})) return false;
      if (relation == "acl" && syntax_.word(at).deprel == "acl:relcl") return false;
      if (relation == "conj" && syntax_.is_verb(at) && at == trigger) return false;
      const EventSense* outer = EventLexicon::builtin().sense_of(syntax_, head);
      const bool noun_inside = syntax_.is_noun(trigger);
      const EventSense* inner = EventLexicon::builtin().sense_of(syntax_, trigger);
      if (outer != nullptr && inner != nullptr && at == trigger && syntax_.is_verb(trigger) && syntax_.is_verb(head)) {
        // "rejected the plan, opposing any ...", "meet to discuss": one act, told twice; what a blame is for is its content.
        if (outer->type == inner->type && (relation == "advcl" || relation == "xcomp")) return true;
        if (outer->type == "ACCUSE" && is_verbal(inner->type) && relation == "advcl" && inner->type != "SUPPORT") return true;
      }
      // "capturing land in a series of incursions": the deed, and the noun for it.
      if (outer != nullptr && inner != nullptr && noun_inside && syntax_.is_verb(head) && outer->type == inner->type && outer->type == "ASSAULT" && !is_told_by_subject(head, *outer)) return true;
      if (outer != nullptr && takes_in(outer->type)) {
        if (relation == "advcl") return false;
        // "rejected the appeal of X": the appeal was made all the same.
        const EventSense* own = EventLexicon::builtin().sense_of(syntax_, trigger);
        return !(noun_inside && own != nullptr && (own->type == "REQUEST" || own->type == "ASSAULT" || own->type == "CONSULT") && outer->type == "REJECT");
      }
      // "signed an agreement", "staged a rally": the verb and its noun are one event.
      if (noun_inside && at == trigger && outer != nullptr && is_any(relation, {"obj", "compound", "nmod"}) && !outer->needs.empty()) return true;
      if (outer != nullptr && at == trigger && syntax_.is_noun(head) && is_any(relation, {"compound", "amod"})) return true;
      at = head;
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
    if ((!own && !is_ready(trigger)) || !is_future(trigger)) return;
    if (is_any(type, {"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})) type = "THREATEN";
    else if (is_any(type, {"RETREAT", "CONCEDE", "AID", "COOPERATE", "CONSULT"})) type = "AGREE";
  }

  /// "is ready to contribute": willingness, whoever reports it.
  bool is_ready(std::uint32_t verb) const {
    const std::uint32_t head = syntax_.word(verb).head;
    return head != kRoot && is_any(syntax_.lemma(head), {"ready", "willing", "prepared"});
  }

  bool is_future(std::uint32_t verb) const {
    std::uint32_t at = verb;
    for (std::size_t steps = 0; steps < 4; ++steps) {
      for (const std::uint32_t c : syntax_.children(at)) {
        if (syntax_.relation(c) == "aux" && is_any(syntax_.form(c), {"will", "would", "shall", "wo", "'ll"})) return true;
      }
      if (is_any(syntax_.lemma(at), {"ready", "willing", "prepared", "plan", "intend", "prepare"}) && at != verb) return true;
      if (syntax_.relation(at) != "xcomp" && syntax_.relation(at) != "advcl" && syntax_.relation(at) != "acl") return false;
      at = syntax_.word(at).head;
      if (at == kRoot) return false;
    }
    return false;
  }

  std::string status_of(std::uint32_t trigger, const Statement* statement) const {
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
        if (syntax_.relation(c) == "aux" && is_any(form, {"will", "shall", "wo", "'ll"})) return "planned";
        if (syntax_.relation(c) == "aux" && is_any(form, {"may", "might", "could", "would", "can", "should"})) return "hypothetical";
        if (syntax_.relation(c) == "mark" && is_any(form, {"if", "unless", "whether"})) return "hypothetical";
        if (syntax_.relation(c) == "mark" && form == "to" && syntax_.child(verb, "aux") && syntax_.lemma(*syntax_.child(verb, "aux")) == "be") return "planned";  // "are to meet"
        if (syntax_.relation(c) == "mark" && form == "to" && syntax_.word(verb).head != kRoot) {
          const std::string_view outer = syntax_.lemma(syntax_.word(verb).head);
          if (is_any(outer, {"be", "plan", "intend", "due", "expect", "set", "prepare", "schedule", "aim"})) return "planned";
        }
      }
    }
    for (const std::uint32_t c : syntax_.children(trigger)) {
      if (is_any(syntax_.lemma(c), {"upcoming", "planned", "forthcoming", "coming", "next", "scheduled"})) return "planned";
    }
    if (statement == nullptr) return "occurred";
    return statement->act == "deny" ? "denied" : "alleged";
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

  /// The time that goes with the trigger: nearest in the tree of its sentence.
  When date_of(std::uint32_t trigger) const {
    const WordRange sentence = syntax_.sentence_of(trigger);
    const Span span = syntax_.span_of(sentence);
    When best;
    std::size_t least = 9;
    for (const TimeExpression& time : times_) {
      if (!span.contains(time.span) || !time.when.known()) continue;
      const std::size_t far = distance(trigger, syntax_.word_at(time.span.begin), syntax_.word_at(time.span.end - 1));
      if (far < least) least = far, best = time.when;
    }
    return best;
  }

  std::size_t distance(std::uint32_t trigger, std::uint32_t begin, std::uint32_t end) const {
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
  const Analysis& analysis_;
  const Syntax& syntax_;
  const std::vector<Statement>& statements_;
  Resolver& resolver_;
  std::vector<TimeExpression> times_;
  std::vector<Found> found_;
  std::map<std::uint32_t, std::uint32_t> told_;  // an event's noun to the verb that tells of it ("that claimed 7,000 lives")
};

}  // namespace

std::vector<Event> read_events(const Report& report, const Analysis& analysis, const Syntax& syntax, const std::vector<Statement>& statements, Resolver& resolver) {
  return EventReader(report, analysis, syntax, statements, resolver).read();
}

}  // namespace casus
