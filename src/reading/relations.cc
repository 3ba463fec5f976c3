// SPDX-License-Identifier: Apache-2.0
#include "reading/relations.h"

#include <algorithm>
#include <map>

#include "actors/nouns.h"
#include "core/text.h"
#include "core/word_sets.h"

namespace casus {

namespace {

// How much what is no reading of the network says, before all is weighed (tie_evidence.h).
constexpr double kByGrammar = 1, kByTitle = 0.5, kToldByEvent = 0.35;

class RelationReader {
 public:
  RelationReader(const Syntax& syntax, const Findings& findings, const std::vector<Event>& events,
                 const Parties& parties, Resolver& resolver)
      : syntax_(syntax),
        findings_(findings),
        events_(events),
        parties_(parties),
        resolver_(resolver),
        ties_(resolver) {}

  Ties read() {
    for (const FoundRelation& found : findings_.relations) take(found);
    for (const FoundUntold& found : findings_.untold) take(found);
    for (std::uint32_t i = 0; i < syntax_.size(); ++i) {
      apposed_office(i);
      listed_members(i);
      membership(i);
      chair(i);
    }
    offices();
    known_offices();
    backing();
    return std::move(ties_);
  }

 private:
  using Party = std::optional<std::size_t>;

  void take(const FoundRelation& found) {
    const auto from = meant_by(found.from), to = meant_by(found.to);
    if (!from || !to) return;
    const WordRange words{std::min(found.from, found.to), std::max(found.from, found.to) + 1};
    const double likely = found.likely * from->certainty * to->certainty;
    ties_.add(found.type, from->actor, to->actor, syntax_.span_of(words), TieSource::Network,
              likely);
    if (found.type == RelationType::HoldsOffice || found.type == RelationType::Leads)
      worded(from->actor, to->actor, words, likely);
  }

  /// "the leader of the party", "the committee's chair": not merely an office, by its word. Of a
  /// state, a leader holds one.
  void worded(std::size_t from, std::size_t to, WordRange words, double likely) {
    if (resolver_.actor(to).type == ActorType::State) return;
    const WordRange sentence = syntax_.sentence_of(words.begin);
    const std::uint32_t end = std::min(words.end + 2, sentence.end);
    for (std::uint32_t w = std::max(sentence.begin + 2, words.begin) - 2; w < end; ++w) {
      if (const auto type = tie_of_office(syntax_.lemma(w)))
        ties_.add(*type, from, to, syntax_.span_of(words), TieSource::Worded, likely);
    }
  }

  static std::optional<RelationType> tie_of_office(std::string_view noun) {
    if (is_one_of(noun, WordSet::LeaderNouns)) return RelationType::Leads;
    if (is_one_of(noun, WordSet::ChairNouns)) return RelationType::Chairs;
    return std::nullopt;
  }

  /// Whom a word means, looked up once: a word is an end of many pairs.
  std::optional<casus::Party> meant_by(std::uint32_t word) {
    const auto [found, added] = ends_.try_emplace(word);
    if (added) found->second = parties_.of(word);
    return found->second;
  }

  /// "Interior Minister X" of the state the report is about.
  void take(const FoundUntold& found) {
    if (found.type != RelationType::HoldsOffice) return;
    const auto person = resolver_.named_at(found.word);
    const auto state = focus();
    if (!is_type(person, ActorType::Person) || !state) return;
    ties_.add(found.type, *person, *state, syntax_.word(found.word).span, TieSource::Untold,
              found.likely);
  }

  void tie(RelationType type, Party from, Party to, WordRange words) {
    if (from && to)
      ties_.add(type, *from, *to, syntax_.span_of(words), TieSource::Grammar, kByGrammar);
  }

  bool is_name(std::uint32_t word) const { return syntax_.word(word).upos == PartOfSpeech::Propn; }

  Party party(std::uint32_t head) const { return resolver_.party(syntax_.phrase(head), head); }

  bool is_type(Party p, ActorType type) const { return p && resolver_.actor(*p).type == type; }

  /// The organisation named nearest before `word` in its sentence, else nearest in it.
  Party organisation_near(std::uint32_t word) const {
    const WordRange sentence = syntax_.sentence_of(word);
    for (std::uint32_t i = word; i-- > sentence.begin;) {
      if (const Party p = resolver_.named_at(i); is_type(p, ActorType::Organization)) return p;
    }
    for (std::uint32_t i = word; i < sentence.end; ++i) {
      if (const Party p = resolver_.named_at(i); is_type(p, ActorType::Organization)) return p;
    }
    return std::nullopt;
  }

  /// "the organization": what it stands for is the one named nearest before, sentences back
  /// included.
  Party organisation_before(std::uint32_t word) const {
    if (const Party near = organisation_near(word)) return near;
    for (std::uint32_t i = word; i-- > 0;) {
      if (const Party p = resolver_.named_at(i); is_type(p, ActorType::Organization)) return p;
    }
    return std::nullopt;
  }

  /// "Ada Nye, secretary of the opposition River faction in the parliament"
  void apposed_office(std::uint32_t title) {
    if (syntax_.relation(title) != Dependency::Appos ||
        kind_of_noun(syntax_.lemma(title)) != NounKind::Person)
      return;
    const Party person = resolver_.named_at(syntax_.word(title).head);
    if (!is_type(person, ActorType::Person)) return;
    std::optional<std::uint32_t> of;
    for (const std::uint32_t c : syntax_.children(title)) {
      if (syntax_.relation(c) == Dependency::Nmod &&
          is_one_of(syntax_.preposition(c), WordSet::OfficePrepositions) && !of)
        of = c;
    }
    // "secretary of the opposition Free Lake faction": one phrase, where the tree hangs its noun
    // beside its first word.
    for (const std::uint32_t c : syntax_.children(title)) {
      const Dependency relation = syntax_.relation(c);
      const bool beside = relation == Dependency::Nmod || relation == Dependency::Appos;
      if (of && beside && syntax_.preposition(c).empty() &&
          syntax_.phrase(c).begin == syntax_.phrase(*of).end)
        of = c;
    }
    WordRange words = syntax_.phrase(title);
    const auto opens = [](PartOfSpeech part) {
      return part == PartOfSpeech::Punct || part == PartOfSpeech::Det;
    };
    while (words.begin < title && opens(syntax_.word(words.begin).upos)) ++words.begin;
    if (of) words.end = std::min(words.end, std::max(title + 1, syntax_.phrase(*of).begin));
    Party body;
    if (of) body = body_of(*of);
    if (!body) {
      if (const auto owner = syntax_.child(title, Dependency::NmodPoss)) body = party(*owner);
    }
    Role role{syntax_.text_of(words), body ? resolver_.actor(*body).id : "",
              syntax_.span_of(words)};
    resolver_.add_role(*person, role);
  }

  /// The body a title is of: a name within the phrase ("the ruling Civil Contract faction"), the
  /// nearest to its head.
  Party body_of(std::uint32_t noun) const {
    if (const Party named = resolver_.named_at(noun)) return named;
    for (std::uint32_t i = noun + 1; i-- > syntax_.phrase(noun).begin;) {
      if (const Party named = resolver_.named_at(i); named && !is_type(named, ActorType::Person))
        return named;
    }
    // A capitalised run without a name of its own ("the Council of the Federation").
    std::uint32_t begin = noun;
    while (begin > syntax_.phrase(noun).begin && is_name(begin - 1)) --begin;
    if (is_name(noun))
      return resolver_.called(syntax_.text_of({begin, noun + 1}), ActorType::Organization,
                              {begin, noun + 1});
    for (std::uint32_t i = noun; i-- > syntax_.phrase(noun).begin;) {
      if (!is_name(i)) continue;
      std::uint32_t first = i;
      while (first > syntax_.phrase(noun).begin && is_name(first - 1)) --first;
      return resolver_.called(syntax_.text_of({first, i + 1}), ActorType::Organization,
                              {first, i + 1});
    }
    return party(noun);
  }

  /// "an alliance of six nations, including A, B and C"; "its members are A, B and C"
  void listed_members(std::uint32_t including) {
    if (syntax_.form(including) != "including") return;
    const WordRange sentence = syntax_.sentence_of(including);
    bool of_members = false;
    for (std::uint32_t i = including; i-- > sentence.begin && including - i < 12;) {
      of_members |= is_one_of(syntax_.lemma(i), WordSet::MemberNouns);
    }
    const Party body = organisation_near(including);
    if (!of_members || !body) return;
    for (std::uint32_t i = including + 1; i < sentence.end; ++i) {
      const Party named = resolver_.named_at(i);
      if (is_type(named, ActorType::State))
        tie(RelationType::MemberOf, named, body, {including, i + 1});
      else if (!named && !is_one_of(syntax_.form(i), WordSet::ListLinks))
        break;
    }
  }

  /// "A, a member of B"; "its member A"; "A is not a member of B"; "A, a non-member"
  void membership(std::uint32_t member) {
    const std::string_view lemma = syntax_.lemma(member);
    if (!is_one_of(lemma, WordSet::MemberWords)) return;
    bool negated = lemma != "member" || syntax_.is_negated(member) ||
                   (member >= 1 && syntax_.form(member - 1) == "non");
    Party who;
    const std::uint32_t head = syntax_.word(member).head;
    if (syntax_.relation(member) == Dependency::Appos && head != kRoot)
      who = resolver_.named_at(head);
    if (const auto subject = syntax_.child(member, Dependency::Nsubj); subject && !who) {
      who = resolver_.named_at(*subject);
      if (!who) who = party(*subject);
    }
    if (const auto name = syntax_.child(member, Dependency::Appos); name && !who)
      who = resolver_.named_at(*name);
    for (const auto c : syntax_.children(member)) {
      if (!who && syntax_.relation(c) == Dependency::Flat) who = resolver_.named_at(c);
    }
    if (!who && syntax_.relation(member) == Dependency::Compound && head != kRoot)
      who = resolver_.named_at(head);
    if (!who && member + 1 < syntax_.size() && syntax_.child(member, Dependency::NmodPoss))
      who = resolver_.named_at(member + 1);
    if (!is_type(who, ActorType::State)) return;
    Party body;
    for (const std::uint32_t c : syntax_.children(member)) {
      if (syntax_.relation(c) == Dependency::Nmod && syntax_.preposition(c) == "of")
        body = resolver_.named_at(c) ? resolver_.named_at(c) : organisation_before(member);
    }
    if (!body) body = organisation_before(member);
    if (!is_type(body, ActorType::Organization)) return;
    tie(negated ? RelationType::NotMemberOf : RelationType::MemberOf, who, body,
        syntax_.phrase(member));
  }

  /// "the rotating presidency is passing from A on to B"; "A holds the chairmanship"
  void chair(std::uint32_t office) {
    if (!is_one_of(syntax_.lemma(office), WordSet::ChairOffices) ||
        syntax_.relation(office) == Dependency::Root)
      return;
    const std::uint32_t verb = syntax_.word(office).head;
    if (verb == kRoot || !syntax_.is_verb(verb)) return;
    const Party body = organisation_before(office);
    if (!is_type(body, ActorType::Organization)) return;
    Party from, to;
    for (const std::uint32_t c : syntax_.children(verb)) {
      if (syntax_.relation(c) != Dependency::Obl) continue;
      const std::string_view p = syntax_.preposition(c);
      Party state = resolver_.named_at(c);
      if (p == "from")
        from = state;
      else if (is_one_of(p, WordSet::PassingPrepositions))
        to = state;
    }
    const auto doer = syntax_.child(verb, Dependency::Nsubj);
    const Party subject = doer ? resolver_.named_at(*doer) : std::nullopt;
    if (is_one_of(syntax_.lemma(verb), WordSet::VerbsOfPassing)) {
      if (!from && syntax_.relation(office) == Dependency::Obj) from = subject;
    } else if (is_one_of(syntax_.lemma(verb), WordSet::VerbsOfHolding)) {
      from = subject;
    } else if (is_one_of(syntax_.lemma(verb), WordSet::VerbsOfTaking)) {
      to = subject;
    } else {
      return;
    }
    const WordRange words = syntax_.phrase(verb);
    tie(RelationType::Chairs, from, body, words);
    tie(RelationType::ChairPassesTo, body, to, words);
  }

  /// Titles before and beside names. Where the network did not see the office, it seldom is one.
  void offices() {
    for (std::size_t a = 0; a < resolver_.size(); ++a) {
      if (resolver_.actor(a).type != ActorType::Person) continue;
      const std::vector<Role> roles = resolver_.actor(a).roles;
      for (const Role& role : roles) {
        const std::string title = lower(role.title);
        if (contains_word(title, "member") || is_party(title) ||
            (contains_word(title, "senator") && roles.size() > 1))
          continue;
        const std::string named = role.of.empty() ? owner_of(role.span) : role.of;
        if (const auto of = resolver_.index_of(named)) {
          ties_.add(RelationType::HoldsOffice, a, *of, role.span, TieSource::Title, kByTitle);
          const std::uint32_t first = syntax_.word_at(role.span.begin);
          worded(a, *of, {first, syntax_.word_at(role.span.end - 1) + 1}, kByTitle);
        } else if (const auto state = focus(); state && is_of_state(title)) {
          ties_.add(RelationType::HoldsOffice, a, *state, role.span, TieSource::Focus, kByTitle);
        }
      }
    }
  }

  /// Offices that are a state's where no other body is told.
  static bool is_of_state(const std::string& title) {
    return contains_any_word(title, words_of(WordSet::StateOffices));
  }

  /// The state the report speaks of most often; nothing where it speaks of none.
  Party focus() const {
    Party most;
    for (std::size_t a = 0; a < resolver_.size(); ++a) {
      const Actor& actor = resolver_.actor(a);
      if (actor.type == ActorType::State &&
          (!most || actor.mentions.size() > resolver_.actor(*most).mentions.size()))
        most = a;
    }
    return most;
  }

  static bool is_party(const std::string& title) {
    return title.find("faction") != std::string::npos;
  }

  /// "its President Aliyev": the state or body "its" stands for.
  std::string owner_of(Span title) const {
    const std::uint32_t first = syntax_.word_at(title.begin);
    for (std::uint32_t i = first; i + 1 > 0 && first - i < 2; --i) {
      if (syntax_.form(i) == "its") {
        const WordRange sentence = syntax_.sentence_of(i);
        for (std::uint32_t at = sentence.begin; at < i; ++at) {
          if (const Party p = resolver_.named_at(at); is_type(p, ActorType::State))
            return resolver_.actor(*p).id;
        }
      }
      if (i == 0) break;
    }
    return {};
  }

  /// "Prime Minister X" whose state nobody needs to be told.
  void known_offices() {
    for (std::size_t a = 0; a < resolver_.size(); ++a) {
      const KnownActor* person = resolver_.known(a);
      if (!is_type(a, ActorType::Person) || person == nullptr ||
          resolver_.actor(a).mentions.empty())
        continue;
      const Span named = resolver_.actor(a).mentions.front();
      for (const Tenure* tenure : resolver_.knowledge().offices_of(*person)) {
        if (!resolver_.published().empty() && tenure->holds_on(resolver_.published()))
          ties_.add(RelationType::HoldsOffice, a, resolver_.add_known(*tenure->of), named,
                    TieSource::Known, kByTitle);
      }
    }
  }

  /// Standing support between states and bodies, from the events that tell it.
  void backing() {
    for (const Event& event : events_) {
      if (event.type != EventType::Support || event.status == EventStatus::Denied) continue;
      const std::uint32_t trigger = syntax_.word_at(event.trigger.begin);
      if (!is_one_of(syntax_.lemma(trigger), WordSet::VerbsOfBacking)) continue;
      for (const std::string& source : event.source) {
        for (const std::string& target : event.target) {
          const auto from = resolver_.index_of(source), to = resolver_.index_of(target);
          if (is_standing(from) && is_standing(to))
            ties_.add(RelationType::Supports, *from, *to, event.trigger, TieSource::SupportTold,
                      kToldByEvent);
        }
      }
    }
  }

  bool is_standing(Party p) const {
    return is_type(p, ActorType::State) || is_type(p, ActorType::Organization);
  }

  const Syntax& syntax_;
  const Findings& findings_;
  const std::vector<Event>& events_;
  const Parties& parties_;
  Resolver& resolver_;
  Ties ties_;
  std::map<std::uint32_t, std::optional<casus::Party>> ends_;
};

}  // namespace

Ties ties_of(const Syntax& syntax, const Findings& findings, const std::vector<Event>& events,
             const Parties& parties, Resolver& resolver) {
  return RelationReader(syntax, findings, events, parties, resolver).read();
}

std::vector<Relation> read_relations(const Syntax& syntax, const Findings& findings,
                                     const std::vector<Event>& events, const Parties& parties,
                                     Resolver& resolver) {
  return ties_of(syntax, findings, events, parties, resolver).weighed(events);
}

}  // namespace casus
