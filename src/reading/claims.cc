// SPDX-License-Identifier: Apache-2.0
#include "reading/claims.h"

#include <algorithm>
#include <set>

#include "core/text.h"
#include "core/word_sets.h"

namespace casus {

namespace {

/// Words that stand for what was said before ("denied the accusation").
bool is_saying(std::string_view lemma) {
  return is_one_of(lemma, WordSet::Sayings);
}

/// What one denies of whatever one is accused of ("denied any involvement").
bool is_guilt(std::string_view lemma) {
  return is_one_of(lemma, WordSet::Guilt);
}

/// Acts that put a proposition on record.
bool asserts(const Statement& s) {
  return s.act == SpeechAct::State || s.act == SpeechAct::Accuse || s.act == SpeechAct::Criticize ||
         s.act == SpeechAct::Concede;
}

/// Acts against what another said.
bool opposes(SpeechAct act) {
  return act == SpeechAct::Deny || act == SpeechAct::Reject || act == SpeechAct::Criticize;
}

class ClaimReader {
 public:
  ClaimReader(const Report& report, const Syntax& syntax, const std::vector<Statement>& statements,
              const Resolver& resolver)
      : report_(report),
        syntax_(syntax),
        statements_(statements),
        resolver_(resolver),
        claim_of_(statements.size(), kNone) {}

  std::vector<Claim> read() {
    for (std::size_t s = 0; s < statements_.size(); ++s) assert_claim(s);
    for (std::size_t s = 0; s < statements_.size(); ++s) deny_claim(s);
    std::erase_if(out_,
                  [](const Claim& c) { return c.asserted_by.empty() && c.denied_by.empty(); });
    for (std::size_t c = 0; c < out_.size(); ++c) out_[c].id = "c" + std::to_string(c + 1);
    return std::move(out_);
  }

 private:
  static constexpr std::size_t kNone = SIZE_MAX;
  static constexpr std::uint32_t kFar = 6;  // sentences back to what a denial answers
  static constexpr double kShared =
      0.34;  // of a denial's telling words that what it denies must hold
  static constexpr double kAccused = 0.3;  // that one denies what one is accused of

  void assert_claim(std::size_t index) {
    const Statement& s = statements_[index];
    const bool told =
        !s.speaker.empty() || s.act == SpeechAct::Accuse;  // "has been accused of ..."
    if (!told || s.content.empty() || !asserts(s)) return;
    claim_of_[index] = out_.size();
    Claim claim{"",          squeeze(cut(report_.text, s.content.front())),
                s.content,   {},
                {},          ClaimStatus::Asserted,
                s.confidence};
    if (!s.speaker.empty()) claim.asserted_by = {s.speaker};
    out_.push_back(std::move(claim));
  }

  void deny_claim(std::size_t index) {
    const Statement& s = statements_[index];
    if (s.speaker.empty() || s.content.empty()) return;
    const bool refuses = (s.act == SpeechAct::Reject || s.act == SpeechAct::Criticize) &&
                         names_saying(s);  // "dismissed the claims"
    if (s.act != SpeechAct::Deny && !refuses) return;
    if (const std::size_t denied = denied_by(index); denied != kNone) {
      Claim& claim = out_[denied];
      if (std::find(claim.denied_by.begin(), claim.denied_by.end(), s.speaker) ==
          claim.denied_by.end())
        claim.denied_by.push_back(s.speaker);
      if (!refers(s)) claim.spans.insert(claim.spans.end(), s.content.begin(), s.content.end());
      claim.status = ClaimStatus::Contested;
      claim.confidence = std::min(claim.confidence, s.confidence);
    } else if (s.act == SpeechAct::Deny) {
      // What is denied stands in the denial alone; who said so is whom it answers, where the text
      // tells.
      Claim claim{"",          squeeze(cut(report_.text, s.content.front())),
                  s.content,   {},
                  {s.speaker}, ClaimStatus::Contested,
                  s.confidence};
      std::copy_if(s.addressees.begin(), s.addressees.end(), std::back_inserter(claim.asserted_by),
                   [&](const std::string& actor) { return actor != s.speaker; });
      out_.push_back(std::move(claim));
    }
  }

  /// The claim of another that a denial answers: for "the accusation", "this", the nearest
  /// accusation before; for a proposition, the nearest one before or after with the same telling
  /// words.
  std::size_t denied_by(std::size_t index) const {
    const Statement& s = statements_[index];
    const std::set<std::string> words = telling_words(s);
    const bool refers = this->refers(s);
    std::size_t best = kNone;
    double most = 0;
    for (std::size_t other = 0; other < statements_.size(); ++other) {
      const Statement& o = statements_[other];
      if (claim_of_[other] == kNone || o.speaker == s.speaker || contains(s, o) || contains(o, s))
        continue;
      const std::uint32_t own = sentence_of(s), its = sentence_of(o);
      const std::uint32_t far = own < its ? its - own : own - its;
      if (far > kFar) continue;
      const std::set<std::string> theirs = telling_words(o);
      const auto shared = static_cast<double>(
          std::count_if(words.begin(), words.end(),
                        [&](const std::string& word) { return theirs.contains(word); }));
      double score = words.empty() ? 0 : shared / static_cast<double>(words.size());
      const bool before = o.content.front().begin < s.content.front().begin;
      if (refers && before && (o.act == SpeechAct::Accuse || far <= 1))
        score = std::max(score, 0.5) + (o.act == SpeechAct::Accuse ? 0.5 : 0);
      if (o.act == SpeechAct::Accuse && is_accused(s.speaker, o)) score += kAccused;
      score -= 0.02 * far;
      if (score > std::max(most, kShared)) most = score, best = claim_of_[other];
    }
    return best;
  }

  /// A denial of what was said before, in words that do not say what that is.
  bool refers(const Statement& s) const {
    const std::set<std::string> words = telling_words(s);
    return names_saying(s) || words.size() <= 1 ||
           (words.size() <= 5 && std::any_of(words.begin(), words.end(), is_guilt));
  }

  /// True where an accusation is directed at an actor, or its sentence names it.
  bool is_accused(const std::string& actor, const Statement& accusation) const {
    if (std::find(accusation.addressees.begin(), accusation.addressees.end(), actor) !=
        accusation.addressees.end())
      return true;
    const auto index = resolver_.index_of(actor);
    if (!index) return false;
    const Span sentence = syntax_.span_of(
        syntax_.sentence_of(word_of(accusation.cue.value_or(accusation.content.front()).begin)));
    const auto& mentions = resolver_.actor(*index).mentions;
    return std::any_of(mentions.begin(), mentions.end(),
                       [&](Span mention) { return sentence.contains(mention); });
  }

  bool names_saying(const Statement& s) const {
    const std::uint32_t begin = word_of(s.content.front().begin);
    for (std::uint32_t w = begin;
         w < syntax_.size() && w < begin + 8 && syntax_.word(w).span.begin < s.content.front().end;
         ++w) {
      if (is_saying(syntax_.lemma(w))) return true;
    }
    return false;
  }

  /// Lemmas of the nouns, verbs, adjectives and numbers of what is said.
  std::set<std::string> telling_words(const Statement& s) const {
    std::set<std::string> out;
    for (const Span part : s.content) {
      for (std::uint32_t w = word_of(part.begin);
           w < syntax_.size() && syntax_.word(w).span.begin < part.end; ++w) {
        if (is_content_word(syntax_.word(w).upos) && !is_saying(syntax_.lemma(w)))
          out.emplace(syntax_.lemma(w));
      }
    }
    return out;
  }

  static bool contains(const Statement& outer, const Statement& inner) {
    return std::any_of(outer.content.begin(), outer.content.end(),
                       [&](Span part) { return part.contains(inner.content.front()); });
  }

  std::uint32_t word_of(std::uint32_t offset) const { return syntax_.word_at(offset); }
  std::uint32_t sentence_of(const Statement& s) const {
    return syntax_.sentence_number(word_of(s.content.front().begin));
  }

  const Report& report_;
  const Syntax& syntax_;
  const std::vector<Statement>& statements_;
  const Resolver& resolver_;
  std::vector<std::size_t> claim_of_;  // of each statement, the claim it asserts
  std::vector<Claim> out_;
};

}  // namespace

std::vector<Claim> read_claims(const Report& report, const Syntax& syntax,
                               const std::vector<Statement>& statements, const Resolver& resolver) {
  return ClaimReader(report, syntax, statements, resolver).read();
}

std::vector<Position> read_positions(const std::vector<Claim>& claims,
                                     const std::vector<Commitment>& commitments,
                                     const std::vector<Statement>& statements) {
  std::vector<Position> out;
  const auto evidence = [&](const std::string& actor, const std::vector<Span>& spans, bool denies) {
    std::vector<std::string> ids;
    for (const Statement& s : statements) {
      const bool same = !spans.empty() && !s.content.empty() && s.content.front() == spans.front();
      if (s.speaker == actor && (same || (denies && opposes(s.act)))) ids.push_back(s.id);
    }
    return ids;
  };
  for (const Claim& c : claims) {
    if (c.status != ClaimStatus::Contested) continue;
    for (const std::string& actor : c.asserted_by)
      out.push_back({actor, c.text, 1.0, evidence(actor, c.spans, false), 0.8});
    for (const std::string& actor : c.denied_by)
      out.push_back({actor, c.text, -1.0, evidence(actor, c.spans, true), 0.75});
  }
  for (const Commitment& c : commitments) {
    if (c.status != CommitmentStatus::Rejected && c.status != CommitmentStatus::Accepted) continue;
    std::vector<std::string> asked;
    for (const Statement& s : statements) {
      if (s.speaker == c.from && s.act == SpeechAct::Request) asked.push_back(s.id);
    }
    out.push_back({c.from, c.text, 1.0, asked.empty() ? c.answers : asked, 0.7});
    for (const Statement& s : statements) {
      if (std::find(c.answers.begin(), c.answers.end(), s.id) != c.answers.end() &&
          !s.speaker.empty()) {
        out.push_back(
            {s.speaker, c.text, c.status == CommitmentStatus::Rejected ? -1.0 : 1.0, {s.id}, 0.75});
      }
    }
  }
  return out;
}

}  // namespace casus
