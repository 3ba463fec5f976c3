// SPDX-License-Identifier: Apache-2.0
#include "reading/commitments.h"

#include <algorithm>

#include "casus/ingest.h"
#include "core/text.h"
#include "core/word_sets.h"

namespace casus {

namespace {

class CommitmentReader {
 public:
  CommitmentReader(const Report& report, const Syntax& syntax, const Findings& findings,
                   const std::vector<Statement>& statements, const std::vector<Event>& events,
                   const Parties& parties, Resolver& resolver)
      : report_(report),
        syntax_(syntax),
        findings_(findings),
        statements_(statements),
        events_(events),
        parties_(parties),
        resolver_(resolver) {}

  std::vector<Commitment> read() {
    for (const Statement& s : statements_) from_statement(s);
    for (Commitment& c : out_) answer(c);
    return std::move(out_);
  }

 private:
  void keep(CommitmentKind kind, const std::string& from, std::vector<std::string> to, Span span,
            When due, double confidence) {
    if (from.empty()) return;
    Commitment c;
    c.id = "o" + std::to_string(out_.size() + 1);
    c.kind = kind;
    c.from = from;
    c.to = std::move(to);
    c.span = span;
    c.text = squeeze(cut(report_.text, span));
    c.due = std::move(due);
    c.confidence = confidence;
    out_.push_back(std::move(c));
  }

  bool has_aux(std::uint32_t verb, std::initializer_list<std::string_view> forms) const {
    if (verb == kRoot) return false;
    for (const std::uint32_t c : syntax_.children(verb)) {
      if (syntax_.relation(c) == Dependency::Aux && is_one_of(syntax_.form(c), forms)) return true;
    }
    return false;
  }

  /// What a statement asks, promises, threatens or expects, as the network reads it, and of whom.
  void from_statement(const Statement& s) {
    if (s.content.empty() || s.speaker.empty() || !s.cue) return;
    const FoundAct* found = findings_.act_of(syntax_.word_at(s.cue->begin));
    if (found == nullptr || found->commitment == CommitmentKind::None) return;
    const Span said = *std::max_element(s.content.begin(), s.content.end(),
                                        [](Span a, Span b) { return a.size() < b.size(); });
    const std::vector<Party> to = asked_of(s, *found);
    double certainty = found->commitment_likely * s.confidence;
    if (!to.empty())
      certainty *= std::max_element(to.begin(), to.end(), [](const Party& a, const Party& b) {
                     return a.certainty < b.certainty;
                   })->certainty;
    When due = deadline(said);
    if (found->commitment == CommitmentKind::Expectation && !due.known()) due = next_meeting();
    keep(kind_of(*s.cue, found->commitment), s.speaker, parties_.ids(to), said, std::move(due),
         certainty);
  }

  /// What is asked is a demand where its cue says so: in 96 of 97 in the annotated reports.
  CommitmentKind kind_of(Span cue, CommitmentKind found) const {
    const bool demands =
        found == CommitmentKind::Appeal && is_one_of(syntax_.lemma(last_verb(cue)), {"demand"});
    return demands ? CommitmentKind::Demand : found;
  }

  /// Of whom something is asked, or to whom it is promised: whom the network finds addressed (a
  /// promise may be made to nobody told), else whom the cue's sentence asks of as an event, else
  /// whom the cue's verb is directed at.
  std::vector<Party> asked_of(const Statement& s, const FoundAct& found) const {
    const bool promise = found.commitment == CommitmentKind::Promise;
    if (promise && (found.addressees.empty() || found.addressees.front().likely <= found.nobody))
      return {};
    std::vector<LikelyWord> able = found.addressees;
    std::erase_if(able, [&](const LikelyWord& one) { return !parties_.may_answer(one.word); });
    std::vector<Party> out = parties_.of(able);
    std::erase_if(out,
                  [&](const Party& party) { return resolver_.actor(party.actor).id == s.speaker; });
    if (!out.empty() || promise) return out;
    const auto add = [&](const std::string& id, double certainty) {
      if (const auto actor = resolver_.index_of(id); actor && id != s.speaker)
        out.push_back({*actor, certainty});
    };
    for (const Event& e : events_) {
      if (s.cue->contains(e.trigger))
        std::for_each(e.target.begin(), e.target.end(),
                      [&](const std::string& id) { add(id, 0.6); });
    }
    for (const std::string& id : s.addressees) {
      if (out.empty()) add(id, 0.6);
    }
    return out;
  }

  /// The day something is asked or promised for: "by October 20", "at its meeting on October 14".
  /// Near miss: "since May".
  When deadline(Span span) const {
    for (const TimeExpression& time : findings_.times) {
      const std::uint32_t word = syntax_.word_at(time.span.begin);
      if (!span.contains(time.span) || !time.when.known() || time.when.from.empty() || word == 0)
        continue;
      const bool until = is_one_of(syntax_.form(word - 1), {"by", "before", "until", "till"});
      if (!until && !time.when.is_day()) continue;
      if (!until && syntax_.form(word - 1) != "on") continue;
      if (report_.published.empty() || time.when.from >= report_.published) return time.when;
      // What is asked for by a day without a year lies ahead.
      const std::string year = std::to_string(std::atoi(time.when.from.c_str()) + 1);
      const bool says_year =
          cut(report_.text, time.span).find(time.when.from.substr(0, 4)) != std::string_view::npos;
      if (until && !says_year)
        return {year + time.when.from.substr(4),
                time.when.to.empty() ? "" : year + time.when.to.substr(4)};
    }
    return {};
  }

  /// The day of the first meeting still to come: when an expectation of it falls due.
  When next_meeting() const {
    for (const Event& e : events_) {
      if (e.type == EventType::Consult && e.status == EventStatus::Planned && e.date.is_day())
        return e.date;
    }
    return {};
  }

  std::uint32_t last_verb(Span cue) const {
    std::uint32_t at = syntax_.word_at(cue.begin);
    for (std::uint32_t i = at; i < syntax_.size() && syntax_.word(i).span.end <= cue.end; ++i) {
      if (syntax_.is_verb(i) && syntax_.relation(i) != Dependency::Aux) at = i;
    }
    return at;
  }

  /// True for whom something was asked of, and for a person who holds an office of theirs.
  bool is_asked(const Commitment& c, const std::string& speaker) const {
    const auto asked = [&](const std::string& actor) {
      return std::find(c.to.begin(), c.to.end(), actor) != c.to.end();
    };
    if (asked(speaker)) return true;
    const auto actor = resolver_.index_of(speaker);
    if (!actor) return false;
    const auto& roles = resolver_.actor(*actor).roles;
    return std::any_of(roles.begin(), roles.end(),
                       [&](const Role& role) { return asked(role.of); });
  }

  /// What a statement answers to something asked: Rejected, Accepted, or nothing.
  std::optional<CommitmentStatus> answer_of(const Statement& s) const {
    if (s.act == SpeechAct::Reject) return CommitmentStatus::Rejected;
    const bool agrees =
        s.act == SpeechAct::Concede || s.act == SpeechAct::Promise ||
        (s.cue && is_one_of(syntax_.lemma(last_verb(*s.cue)), WordSet::VerbsOfAgreement));
    return agrees ? std::optional(CommitmentStatus::Accepted) : std::nullopt;
  }

  /// "Baku would not withdraw" after "urged Baku to withdraw": Rejected where the deed asked for is
  /// said not to be done, Accepted where it is said it will, else nothing.
  std::optional<CommitmentStatus> answer_by_deed(const Commitment& c, Span said) const {
    const auto for_verbs = [&](Span span, auto use) {
      for (std::uint32_t w = syntax_.word_at(span.begin);
           w < syntax_.size() && syntax_.word(w).span.begin < span.end; ++w) {
        if (syntax_.is_verb(w) && syntax_.relation(w) != Dependency::Aux) use(w);
      }
    };
    std::optional<CommitmentStatus> out;
    for_verbs(said, [&](std::uint32_t answer) {
      for_verbs(c.span, [&](std::uint32_t asked) {
        if (syntax_.lemma(asked) != syntax_.lemma(answer)) return;
        if (syntax_.is_negated(answer))
          out = CommitmentStatus::Rejected;
        else if (has_aux(answer, {"will", "would", "'ll"}))
          out = CommitmentStatus::Accepted;
      });
    });
    return out;
  }

  /// A refusal whose words hold the appeal answers it; so does one that names it, or that comes in
  /// the next sentence, from whom it went to.
  void answer(Commitment& c) const {
    for (const Statement& s : statements_) {
      if (s.content.empty() || s.speaker == c.from) continue;
      const bool later = s.content.front().begin > c.span.end && is_asked(c, s.speaker);
      const bool asks = c.kind == CommitmentKind::Appeal || c.kind == CommitmentKind::Demand;
      const auto by_deed =
          later && asks ? answer_by_deed(c, s.content.front()) : std::optional<CommitmentStatus>();
      const auto status = by_deed ? by_deed : answer_of(s);
      if (!status) continue;
      const bool holds = s.act != SpeechAct::State &&
                         std::any_of(s.content.begin(), s.content.end(),
                                     [&](Span part) { return part.overlaps(c.span); });
      const std::string words = lower(cut(report_.text, s.content.front()));
      const bool names = later && contains_any_word(words, words_of(WordSet::Appeals));
      const std::size_t asked_in = syntax_.sentence_number(syntax_.word_at(c.span.begin)),
                        answered_in =
                            syntax_.sentence_number(syntax_.word_at(s.content.front().begin));
      const bool next = later && answered_in == asked_in + 1 && s.cue &&
                        is_one_of(syntax_.lemma(last_verb(*s.cue)), {"refuse", "decline", "agree"});
      if (!holds && !names && !next && !by_deed) continue;
      c.answers.push_back(s.id);
      c.status = *status;
    }
  }

  const Report& report_;
  const Syntax& syntax_;
  const Findings& findings_;
  const std::vector<Statement>& statements_;
  const std::vector<Event>& events_;
  const Parties& parties_;
  Resolver& resolver_;
  std::vector<Commitment> out_;
};

}  // namespace

std::vector<Commitment> read_commitments(const Report& report, const Syntax& syntax,
                                         const Findings& findings,
                                         const std::vector<Statement>& statements,
                                         const std::vector<Event>& events, const Parties& parties,
                                         Resolver& resolver) {
  return CommitmentReader(report, syntax, findings, statements, events, parties, resolver).read();
}

}  // namespace casus
