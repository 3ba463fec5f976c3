// SPDX-License-Identifier: Apache-2.0
#include "reading/commitments.h"

#include <algorithm>

#include "casus/ingest.h"
#include "core/text.h"

namespace casus {

namespace {

class CommitmentReader {
 public:
  CommitmentReader(const Report& report, const Syntax& syntax, const std::vector<Statement>& statements, const std::vector<Event>& events, Resolver& resolver)
      : report_(report), syntax_(syntax), statements_(statements), events_(events), resolver_(resolver), times_(find_times(report.text, report.published)) {}

  std::vector<Commitment> read() {
    for (const Statement& s : statements_) from_statement(s);
    for (const Event& e : events_) from_nominal(e);
    for (std::uint32_t i = 0; i < syntax_.size(); ++i) obligation(i);
    for (Commitment& c : out_) answer(c);
    return std::move(out_);
  }

 private:
  std::string id_of(std::optional<std::size_t> actor) const { return actor ? resolver_.actor(*actor).id : ""; }

  void keep(std::string kind, const std::string& from, std::vector<std::string> to, Span span, When due, double confidence) {
    if (from.empty() || (to.empty() && kind != "promise")) return;
    Commitment c;
    c.id = "o" + std::to_string(out_.size() + 1);
    c.kind = std::move(kind);
    c.from = from;
    c.to = std::move(to);
    c.span = span;
    c.text = squeeze(cut(report_.text, span));
    c.due = std::move(due);
    c.confidence = confidence;
    out_.push_back(std::move(c));
  }

  /// The first state, body or person that is the subject of the content's clause.
  std::optional<std::uint32_t> subject_of(const Statement& s, std::uint32_t& verb) const {
    for (const Span part : s.content) {
      const std::uint32_t begin = syntax_.word_at(part.begin), end = syntax_.word_at(part.end - 1) + 1;
      for (std::uint32_t i = begin; i < end; ++i) {
        if (syntax_.relation(i) != "nsubj") continue;
        const auto party = resolver_.party(syntax_.phrase(i), i);
        if (syntax_.form(i) == "we" || syntax_.form(i) == "i" || !party) continue;
        if (resolver_.actor(*party).id == s.speaker) continue;
        verb = syntax_.word(i).head;
        return i;
      }
    }
    return std::nullopt;
  }

  bool has_aux(std::uint32_t verb, std::initializer_list<std::string_view> forms) const {
    if (verb == kRoot) return false;
    for (const std::uint32_t c : syntax_.children(verb)) {
      if (syntax_.relation(c) == "aux" && is_one_of(syntax_.form(c), forms)) return true;
    }
    return false;
  }

  void from_statement(const Statement& s) {
    if (s.content.empty() || s.speaker.empty() || !s.cue) return;
    const Span said = *std::max_element(s.content.begin(), s.content.end(), [](Span a, Span b) { return a.size() < b.size(); });
    const std::string cue = std::string(syntax_.lemma(last_verb(*s.cue)));
    std::uint32_t verb = kRoot;
    const auto subject = subject_of(s, verb);
    std::vector<std::string> to = s.addressees;
    if (s.act == "request") {
      if (to.empty() && subject) to = {id_of(resolver_.party(syntax_.phrase(*subject), *subject))};
      const bool hard = is_one_of(cue, {"demand", "order", "insist", "instruct"}) || (has_aux(verb, {"must", "should"}) && !is_one_of(cue, {"urge", "appeal", "ask", "request", "plead"}));
      keep(hard ? "demand" : "appeal", s.speaker, to, said, deadline(said), 0.75 * s.confidence + 0.2);
    } else if (s.act == "promise") {
      keep("promise", s.speaker, to, said, deadline(said), 0.7 * s.confidence + 0.2);
    } else if (s.act == "threaten") {
      keep("threat", s.speaker, to, said, {}, 0.7 * s.confidence + 0.2);
    } else if (s.act == "expect" && subject && has_aux(verb, {"will", "would"}) && !syntax_.is_negated(verb) && has_expect(s)) {
      Span span = said;
      const std::uint32_t begin = syntax_.phrase(*subject).begin;
      span.begin = syntax_.word(begin).span.begin;
      span.end = clause_end(verb, span.end);
      keep("expectation", s.speaker, {id_of(resolver_.party(syntax_.phrase(*subject), *subject))}, span, deadline(span).known() ? deadline(span) : next_meeting(), 0.7);
    }
  }

  /// True where somebody expects in so many words, in cue or content.
  bool has_expect(const Statement& s) const {
    for (std::uint32_t i = syntax_.word_at(s.content.front().begin); i < syntax_.size() && syntax_.word(i).span.begin < s.content.front().end; ++i) {
      if (is_one_of(syntax_.lemma(i), {"expect", "hope", "count"})) return true;
    }
    return is_one_of(syntax_.lemma(last_verb(*s.cue)), {"expect", "hope"});
  }

  /// The end of the clause of `verb`: before a clause beside it.
  std::uint32_t clause_end(std::uint32_t verb, std::uint32_t limit) const {
    std::uint32_t end = std::min(limit, syntax_.word(syntax_.phrase(verb).end - 1).span.end);
    for (const std::uint32_t c : syntax_.children(verb)) {
      if (c > verb && is_one_of(syntax_.relation(c), {"conj", "parataxis", "advcl"})) {
        std::uint32_t last = syntax_.phrase(c).begin;
        while (last > verb + 1 && syntax_.word(last - 1).upos == "PUNCT") --last;
        end = std::min(end, syntax_.word(last - 1).span.end);
      }
    }
    return end;
  }

  /// The day something is asked or promised for: "by October 20", "at its meeting on October 14". Near miss: "since May".
  When deadline(Span span) const {
    for (const TimeExpression& time : times_) {
      const std::uint32_t word = syntax_.word_at(time.span.begin);
      if (!span.contains(time.span) || !time.when.known() || time.when.from.empty() || word == 0) continue;
      const bool until = is_one_of(syntax_.form(word - 1), {"by", "before", "until", "till"});
      if (!until && !time.when.is_day()) continue;
      if (!until && syntax_.form(word - 1) != "on") continue;
      if (report_.published.empty() || time.when.from >= report_.published) return time.when;
      // What is asked for by a day without a year lies ahead.
      const std::string year = std::to_string(std::atoi(time.when.from.c_str()) + 1);
      const bool says_year = cut(report_.text, time.span).find(time.when.from.substr(0, 4)) != std::string_view::npos;
      if (until && !says_year) return {year + time.when.from.substr(4), time.when.to.empty() ? "" : year + time.when.to.substr(4)};
    }
    return {};
  }

  /// The day of the first meeting still to come: when an expectation of it falls due.
  When next_meeting() const {
    for (const Event& e : events_) {
      if (e.type == "CONSULT" && e.status == "planned" && e.date.is_day()) return e.date;
    }
    return {};
  }

  std::uint32_t last_verb(Span cue) const {
    std::uint32_t at = syntax_.word_at(cue.begin);
    for (std::uint32_t i = at; i < syntax_.size() && syntax_.word(i).span.end <= cue.end; ++i) {
      if (syntax_.is_verb(i) && syntax_.relation(i) != "aux") at = i;
    }
    return at;
  }

  /// "Armenia's appeal for military assistance": asked before, and told of here.
  void from_nominal(const Event& e) {
    if (e.type != "REQUEST" || e.source.empty()) return;
    const std::uint32_t trigger = syntax_.word_at(e.trigger.begin);
    if (!syntax_.is_noun(trigger)) return;
    const std::string_view lemma = syntax_.lemma(trigger);
    WordRange words = syntax_.phrase(trigger);
    for (const std::uint32_t c : syntax_.children(trigger)) {
      if (c > trigger && is_one_of(syntax_.relation(c), {"punct", "advcl", "acl", "parataxis"}) && syntax_.phrase(c).begin > trigger) words.end = std::min(words.end, syntax_.phrase(c).begin);
    }
    keep(lemma == "demand" || lemma == "ultimatum" ? "demand" : "appeal", e.source.front(), e.target, syntax_.span_of(words), {}, 0.75);
  }

  /// "the charter obliges the members to ...", "the treaty defines such obligations"
  void obligation(std::uint32_t verb) {
    if (!syntax_.is_verb(verb) || !is_one_of(syntax_.lemma(verb), {"define", "oblige", "bind", "commit", "require", "stipulate", "provide"})) return;
    const auto law = syntax_.child(verb, "nsubj");
    if (!law || !is_one_of(syntax_.lemma(*law), {"charter", "treaty", "pact", "convention", "constitution", "article", "agreement"})) return;
    const auto object = syntax_.child(verb, "obj");
    const bool duty = is_one_of(syntax_.lemma(verb), {"oblige", "bind"}) || (object && is_one_of(syntax_.lemma(*object), {"obligation", "duty", "commitment", "assistance"}));
    if (!duty) return;
    std::optional<std::size_t> body;
    for (std::uint32_t i = syntax_.phrase(*law).begin; i < syntax_.phrase(*law).end && !body; ++i) body = resolver_.named_at(i);
    if (!body) return;
    WordRange words = {syntax_.phrase(*law).begin, object ? syntax_.phrase(*object).end : verb + 1};
    // Owed to the member that speaks of it, else to the members.
    std::optional<std::size_t> owed;
    if (object && is_one_of(syntax_.lemma(verb), {"oblige", "bind"})) owed = resolver_.party(syntax_.phrase(*object), *object);
    if (!owed) owed = state_of_speaker(verb);
    if (owed) keep("obligation", resolver_.actor(*body).id, {resolver_.actor(*owed).id}, syntax_.span_of(words), {}, 0.65);
  }

  /// The state whose office, house or party the speaker around `word` holds.
  std::optional<std::size_t> state_of_speaker(std::uint32_t word) const {
    for (const Statement& s : statements_) {
      const bool said = std::any_of(s.content.begin(), s.content.end(), [&](Span part) { return part.contains(syntax_.word(word).span); });
      if (!said) continue;
      for (std::size_t a = 0; a < resolver_.size(); ++a) {
        if (resolver_.actor(a).id != s.speaker) continue;
        if (resolver_.actor(a).type == "state") return a;
        if (const auto state = state_beside(resolver_.actor(a))) return state;
      }
    }
    return std::nullopt;
  }

  std::optional<std::size_t> state_beside(const Actor& person) const {
    for (const Role& role : person.roles) {
      const std::uint32_t begin = syntax_.word_at(role.span.begin);
      const WordRange sentence = syntax_.sentence_of(begin);
      for (std::uint32_t i = begin; i < sentence.end && i < begin + 16; ++i) {
        const auto named = resolver_.named_at(i);
        if (named && resolver_.actor(*named).type == "state") return named;
      }
    }
    return std::nullopt;
  }

  /// True for whom something was asked of, and for a person who holds an office of theirs.
  bool is_asked(const Commitment& c, const std::string& speaker) const {
    const auto asked = [&](const std::string& actor) { return std::find(c.to.begin(), c.to.end(), actor) != c.to.end(); };
    if (asked(speaker)) return true;
    for (std::size_t a = 0; a < resolver_.size(); ++a) {
      if (resolver_.actor(a).id != speaker) continue;
      const auto& roles = resolver_.actor(a).roles;
      return std::any_of(roles.begin(), roles.end(), [&](const Role& role) { return asked(role.of); });
    }
    return false;
  }

  /// What a statement answers to something asked: "rejected", "accepted", or nothing.
  std::string answer_of(const Statement& s) const {
    if (s.act == "reject") return "rejected";
    if (s.act == "concede" || s.act == "promise") return "accepted";
    return s.cue && is_one_of(syntax_.lemma(last_verb(*s.cue)), {"agree", "accept", "comply", "grant"}) ? "accepted" : "";
  }

  /// "Baku would not withdraw" after "urged Baku to withdraw": "rejected" where the deed asked for is said not to be done,
  /// "accepted" where it is said it will, else nothing.
  std::string answer_by_deed(const Commitment& c, Span said) const {
    const auto for_verbs = [&](Span span, auto use) {
      for (std::uint32_t w = syntax_.word_at(span.begin); w < syntax_.size() && syntax_.word(w).span.begin < span.end; ++w) {
        if (syntax_.is_verb(w) && syntax_.relation(w) != "aux") use(w);
      }
    };
    std::string out;
    for_verbs(said, [&](std::uint32_t answer) {
      for_verbs(c.span, [&](std::uint32_t asked) {
        if (syntax_.lemma(asked) != syntax_.lemma(answer)) return;
        if (syntax_.is_negated(answer)) out = "rejected";
        else if (has_aux(answer, {"will", "would", "'ll"})) out = "accepted";
      });
    });
    return out;
  }

  /// A refusal whose words hold the appeal answers it; so does one that names it, or that comes in the next sentence, from
  /// whom it went to.
  void answer(Commitment& c) const {
    for (const Statement& s : statements_) {
      if (s.content.empty() || s.speaker == c.from) continue;
      const bool later = s.content.front().begin > c.span.end && is_asked(c, s.speaker);
      const std::string by_deed = later && is_one_of(c.kind, {"appeal", "demand"}) ? answer_by_deed(c, s.content.front()) : "";
      const std::string status = by_deed.empty() ? answer_of(s) : by_deed;
      if (status.empty()) continue;
      const bool holds = s.act != "state" && std::any_of(s.content.begin(), s.content.end(), [&](Span part) { return part.overlaps(c.span); });
      const std::string words = lower(cut(report_.text, s.content.front()));
      constexpr std::string_view kAsked[] = {"appeal", "request", "demand", "call", "ultimatum", "condition", "conditions"};
      const bool names = later && std::any_of(std::begin(kAsked), std::end(kAsked), [&](std::string_view asked) { return contains_word(words, asked); });
      const std::size_t asked_in = syntax_.sentence_number(syntax_.word_at(c.span.begin)), answered_in = syntax_.sentence_number(syntax_.word_at(s.content.front().begin));
      const bool next = later && answered_in == asked_in + 1 && s.cue && is_one_of(syntax_.lemma(last_verb(*s.cue)), {"refuse", "decline", "agree"});
      if (!holds && !names && !next && by_deed.empty()) continue;
      c.answers.push_back(s.id);
      c.status = status;
    }
  }

  const Report& report_;
  const Syntax& syntax_;
  const std::vector<Statement>& statements_;
  const std::vector<Event>& events_;
  Resolver& resolver_;
  std::vector<TimeExpression> times_;
  std::vector<Commitment> out_;
};

/// A word that stands for what was said before.
bool is_saying(std::string_view lemma) { return is_one_of(lemma, {"accusation", "allegation", "claim", "charge", "statement", "assertion", "report", "remark", "suggestion"}); }

}  // namespace

std::vector<Commitment> read_commitments(const Report& report, const Syntax& syntax, const std::vector<Statement>& statements, const std::vector<Event>& events, Resolver& resolver) {
  return CommitmentReader(report, syntax, statements, events, resolver).read();
}

std::vector<Claim> read_claims(const Report& report, const Syntax& syntax, const std::vector<Statement>& statements, const Resolver& resolver) {
  std::vector<Claim> out;
  std::vector<std::size_t> claim_of(statements.size(), SIZE_MAX);
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const Statement& s = statements[i];
    if (s.speaker.empty() || s.content.empty() || !is_one_of(s.act, {"state", "accuse", "criticize", "concede"})) continue;
    Claim claim;
    claim.id = "c" + std::to_string(out.size() + 1);
    claim.spans = s.content;
    claim.text = squeeze(cut(report.text, s.content.front()));
    claim.asserted_by = {s.speaker};
    claim.status = "asserted";
    claim.confidence = 0.9 * s.confidence;
    claim_of[i] = out.size();
    out.push_back(std::move(claim));
  }
  const auto deny = [&](std::size_t target, const Statement& s) {
    Claim& claim = out[target];
    if (claim.asserted_by.empty() || claim.asserted_by.front() == s.speaker) return false;
    claim.denied_by.push_back(s.speaker);
    claim.status = "contested";
    return true;
  };
  // "denied that its troops had crossed": denies what another says in most of the same words, else by itself.
  const auto deny_proposition = [&](const Statement& s) {
    const std::string words = lower(cut(report.text, s.content.front()));
    for (Claim& claim : out) {
      std::size_t shared = 0, all = 0;
      for (std::uint32_t w = syntax.word_at(claim.spans.front().begin); w < syntax.size() && syntax.word(w).span.end <= claim.spans.front().end; ++w) {
        if (!syntax.is_noun(w) && !syntax.is_verb(w)) continue;
        ++all;
        shared += contains_word(words, lower(cut(report.text, syntax.word(w).span)));
      }
      if (is_negated(claim.text) || all < 3 || 3 * shared < 2 * all || claim.asserted_by.empty() || claim.asserted_by.front() == s.speaker) continue;
      claim.denied_by.push_back(s.speaker);
      claim.status = "contested";
      return;
    }
    out.push_back({"c" + std::to_string(out.size() + 1), squeeze(cut(report.text, s.content.front())), s.content, {}, {s.speaker}, "denied", 0.85 * s.confidence});
  };
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const Statement& s = statements[i];
    if (s.speaker.empty() || s.content.empty() || !is_one_of(s.act, {"deny", "reject", "criticize"})) continue;
    const std::uint32_t begin = syntax.word_at(s.content.front().begin), end = syntax.word_at(s.content.front().end - 1) + 1;
    const std::uint32_t head = syntax.head_of({begin, end});
    std::uint32_t said = head;
    for (std::uint32_t w = begin; w < end && !is_saying(syntax.lemma(said)); ++w) {
      if (is_saying(syntax.lemma(w)) && w < begin + 8) said = w;
    }
    if (!is_saying(syntax.lemma(said))) {
      if (s.act == "deny") deny_proposition(s);
      continue;
    }
    const bool of_accusing = is_one_of(syntax.lemma(said), {"accusation", "allegation", "charge"});
    // Whose saying it is, where the words tell ("the Russian official's statement").
    std::string whose;
    if (const auto owner = syntax.child(said, "nmod:poss")) {
      if (const auto actor = const_cast<Resolver&>(resolver).party(syntax.phrase(*owner), *owner)) whose = resolver.actor(*actor).id;
    }
    for (const bool strict : {true, false}) {
      bool done = false;
      std::size_t best = SIZE_MAX;
      for (std::size_t j = 0; j < statements.size(); ++j) {
        if (j == i || claim_of[j] == SIZE_MAX || statements[j].speaker == s.speaker) continue;
        if (strict && !whose.empty() && statements[j].speaker != whose) continue;
        if (of_accusing && statements[j].act != "accuse" && (strict || statements[j].act != "criticize")) continue;
        const bool before = statements[j].content.front().begin < s.content.front().begin;
        if (!before) continue;
        // "denied the report": what another has said just before.
        const bool bare = !of_accusing && whose.empty();
        const std::uint32_t gap = syntax.sentence_number(begin) - syntax.sentence_number(syntax.word_at(statements[j].content.front().begin));
        if (bare && (s.act == "criticize" || gap > 1)) continue;
        // The nearest accusation; of a statement, the one whose words come back.
        if (of_accusing || bare) best = j;
        else {
          const auto shared = [&](std::size_t k) {
            std::size_t n = 0;
            const std::string words = lower(cut(report.text, statements[k].content.front()));
            for (std::uint32_t w = begin; w < end; ++w) {
              if (syntax.is_noun(w) && w != said) n += contains_word(words, syntax.form(w));
            }
            return n;
          };
          if (best == SIZE_MAX || shared(j) > shared(best)) best = j;
        }
      }
      if (best != SIZE_MAX) done = deny(claim_of[best], s);
      if (done) break;
    }
  }
  return out;
}

std::vector<Position> read_positions(const std::vector<Claim>& claims, const std::vector<Commitment>& commitments, const std::vector<Statement>& statements) {
  std::vector<Position> out;
  const auto evidence = [&](const std::string& actor, const std::vector<Span>& spans, bool denies) {
    std::vector<std::string> ids;
    for (const Statement& s : statements) {
      const bool same = !spans.empty() && !s.content.empty() && s.content.front() == spans.front();
      if (s.speaker == actor && (same || (denies && is_one_of(s.act, {"deny", "reject", "criticize"})))) ids.push_back(s.id);
    }
    return ids;
  };
  for (const Claim& c : claims) {
    if (c.status != "contested") continue;
    for (const std::string& actor : c.asserted_by) out.push_back({actor, c.text, 1.0, evidence(actor, c.spans, false), 0.8});
    for (const std::string& actor : c.denied_by) out.push_back({actor, c.text, -1.0, evidence(actor, c.spans, true), 0.75});
  }
  for (const Commitment& c : commitments) {
    if (c.status != "rejected" && c.status != "accepted") continue;
    std::vector<std::string> asked;
    for (const Statement& s : statements) {
      if (s.speaker == c.from && s.act == "request") asked.push_back(s.id);
    }
    out.push_back({c.from, c.text, 1.0, asked.empty() ? c.answers : asked, 0.7});
    for (const Statement& s : statements) {
      if (std::find(c.answers.begin(), c.answers.end(), s.id) != c.answers.end() && !s.speaker.empty()) {
        out.push_back({s.speaker, c.text, c.status == "rejected" ? -1.0 : 1.0, {s.id}, 0.75});
      }
    }
  }
  return out;
}

}  // namespace casus
