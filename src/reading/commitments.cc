// SPDX-License-Identifier: Apache-2.0
#include "reading/commitments.h"

#include <algorithm>

#include "casus/ingest.h"
#include "core/text.h"
#include "reading/certainty.h"

namespace casus {

namespace {

class CommitmentReader {
 public:
  CommitmentReader(const Report& report, const Syntax& syntax, const Findings& findings, const std::vector<Statement>& statements, const std::vector<Event>& events, const Parties& parties, Resolver& resolver)
      : report_(report), syntax_(syntax), findings_(findings), statements_(statements), events_(events), parties_(parties), resolver_(resolver), times_(find_times(report.text, report.published)) {}

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

  bool has_aux(std::uint32_t verb, std::initializer_list<std::string_view> forms) const {
    if (verb == kRoot) return false;
    for (const std::uint32_t c : syntax_.children(verb)) {
      if (syntax_.relation(c) == "aux" && is_one_of(syntax_.form(c), forms)) return true;
    }
    return false;
  }

  /// What a statement asks, promises, threatens or expects, as the network reads it, and of whom.
  void from_statement(const Statement& s) {
    if (s.content.empty() || s.speaker.empty() || !s.cue) return;
    const FoundAct* found = findings_.act_of(syntax_.word_at(s.cue->begin));
    if (found == nullptr || found->commitment == CommitmentKind::None) return;
    const Span said = *std::max_element(s.content.begin(), s.content.end(), [](Span a, Span b) { return a.size() < b.size(); });
    std::vector<Party> to = parties_.of(found->addressees);
    std::erase_if(to, [&](const Party& party) { return resolver_.actor(party.actor).id == s.speaker; });
    double certainty = found->commitment_likely * s.confidence;
    if (!to.empty()) certainty *= std::max_element(to.begin(), to.end(), [](const Party& a, const Party& b) { return a.certainty < b.certainty; })->certainty;
    const std::vector<std::string> ids = to.empty() ? s.addressees : parties_.ids(to);
    const bool ahead = found->commitment == CommitmentKind::Expectation && !deadline(said).known();
    keep(std::string(name_of(found->commitment)), s.speaker, ids, said, ahead ? next_meeting() : deadline(said), kCommitmentCalibration(certainty));
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
  const Findings& findings_;
  const std::vector<Statement>& statements_;
  const std::vector<Event>& events_;
  const Parties& parties_;
  Resolver& resolver_;
  std::vector<TimeExpression> times_;
  std::vector<Commitment> out_;
};

}  // namespace

std::vector<Commitment> read_commitments(const Report& report, const Syntax& syntax, const Findings& findings, const std::vector<Statement>& statements, const std::vector<Event>& events, const Parties& parties, Resolver& resolver) {
  return CommitmentReader(report, syntax, findings, statements, events, parties, resolver).read();
}

}  // namespace casus
