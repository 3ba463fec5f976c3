// SPDX-License-Identifier: Apache-2.0
#include "reading/claims.h"

#include <algorithm>

#include "core/text.h"

namespace casus {

namespace {

/// A word that stands for what was said before.
bool is_saying(std::string_view lemma) { return is_one_of(lemma, {"accusation", "allegation", "claim", "charge", "statement", "assertion", "report", "remark", "suggestion"}); }

}  // namespace

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
