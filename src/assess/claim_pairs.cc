// SPDX-License-Identifier: Apache-2.0
#include "assess/claim_pairs.h"

#include <algorithm>
#include <cstdlib>

#include "assess/likeness.h"
#include "core/calendar.h"
#include "core/text.h"
#include "core/word_sets.h"
#include "store/ties.h"

namespace casus {

namespace {

constexpr int kClaimDays = 45;          // two tellings of one claim are no further apart
constexpr double kAlike = 0.6;          // Dice's coefficient of their words
constexpr double kDenied = 0.6;         // share of a denial's words that the claim has
constexpr std::uint32_t kAnswer = 900;  // bytes: a denial in a report answers what stands before it
constexpr std::size_t kOpening = 12;    // words: a negation further on is of something else
constexpr std::uint32_t kBeforeCue = 12;  // bytes: a negation of the verb of opinion

/// The text's first words.
std::string_view opening(std::string_view text) {
  std::size_t at = 0;
  for (std::size_t words = 0; words < kOpening && at < text.size(); ++words)
    at = std::min(text.find(' ', at), text.size() - 1) + 1;
  return text.substr(0, at);
}

bool is_opinion(std::string_view cue) {
  return contains_any(fold(cue), words_of(WordSet::Opinions));
}

std::size_t shared(const std::set<std::string>& a, const std::set<std::string>& b) {
  return static_cast<std::size_t>(
      std::count_if(a.begin(), a.end(), [&](const auto& word) { return b.count(word) != 0; }));
}

std::size_t shared(const IdSet& a, const IdSet& b) {
  return static_cast<std::size_t>(
      std::count_if(a.begin(), a.end(), [&](auto id) { return b.count(id) != 0; }));
}

bool names_a_saying(std::string_view text) {
  return contains_any_word(fold(text), words_of(WordSet::ToldSayings));
}

/// A denial in a report that stands soon after what it may deny.
bool answers(const ClaimTelling& denial, const ClaimTelling& claim) {
  if (denial.report != claim.report || denial.spans.empty() || claim.spans.empty()) return false;
  const std::uint32_t end = claim.spans.back().end, begin = denial.spans.front().begin;
  return begin >= end && begin - end <= kAnswer;
}

/// What one says and what he is quoted with are the same words of one report.
bool overlap(const ClaimTelling& a, const ClaimTelling& b) {
  return a.report == b.report && !a.spans.empty() && !b.spans.empty() &&
         a.spans.front().begin < b.spans.back().end && b.spans.front().begin < a.spans.back().end;
}

bool are_within(const ClaimTelling& a, const ClaimTelling& b, int days) {
  return a.date.empty() || b.date.empty() ||
         (a.date >= shifted(b.date, -days) && a.date <= shifted(b.date, days));
}

bool contests(const ClaimTelling& denial, const ClaimTelling& claim) {
  if (!denial.denies || !claim.says || meet(denial.speakers, claim.speakers)) return false;
  if (!std::includes(claim.figures.begin(), claim.figures.end(), denial.figures.begin(),
                     denial.figures.end()))
    return false;
  // "It did not reflect the talks", of the readout of whom it names.
  if (denial.of_a_saying && meet(denial.named, claim.speakers) && answers(denial, claim))
    return true;
  const std::size_t words = shared(denial.telling, claim.telling);
  const std::size_t named = shared(denial.named, claim.named);
  const double told = denial.telling.empty()
                          ? 0
                          : static_cast<double>(words) / static_cast<double>(denial.telling.size());
  if (named > 0 && words >= 2 && told >= kDenied) return true;
  // Of somebody else than who speaks, named in both.
  IdSet others = denial.named;
  for (const std::int64_t own : denial.speakers) others.erase(own);
  for (const std::int64_t own : claim.speakers) others.erase(own);
  if (!meet(others, claim.named)) return false;
  // All of it, of one body or in one story; more than half, where the claim is of the denier.
  const bool one_story = denial.story != 0 && denial.story == claim.story;
  if (words >= 1 && told == 1 && (one_story || meet(denial.bodies, claim.bodies))) return true;
  return meet(denial.speakers, claim.named) &&
         (words >= 1 ? told >= 0.5 : denial.telling.size() <= 1 && answers(denial, claim));
}

}  // namespace

const IdSet& ClaimPairs::voices_in(std::int64_t actor) {
  const auto [found, added] = bodies_.try_emplace(actor);
  if (added) found->second = set_of(speaks_for(*store_, actor));
  return found->second;
}

const ClaimTelling& ClaimPairs::telling(std::int64_t claim) {
  const auto [found, added] = tellings_.try_emplace(claim);
  ClaimTelling& out = found->second;
  if (!added) return out;
  Database& database = store_->database();
  std::string text;
  bool negated = false;
  {
    Query row = database.query(
        "SELECT c.report, coalesce(c.date, ''), c.text, c.spans, c.negated, coalesce(r.part_of, 0) "
        "FROM claims c JOIN reports r ON r.id = c.report WHERE c.id = ?");
    if (!row.bind(claim).next()) return out;
    out.id = claim;
    out.report = row.integer(0);
    out.date = row.text(1);
    text = row.text(2);
    out.spans = spans_of(row.text(3));
    negated = row.integer(4) != 0;
    out.story = row.integer(5);
  }
  std::vector<std::pair<std::int64_t, bool>> sides;
  Query rows = database.query("SELECT actor, denies FROM claim_sides WHERE claim = ?");
  for (rows.bind(claim); rows.next();) sides.emplace_back(rows.integer(0), rows.integer(1) != 0);
  for (const auto& [actor, denies] : sides) {
    (denies != negated ? out.denies : out.says) = true;
    out.speakers.insert(voices_in(actor).begin(), voices_in(actor).end());
  }
  for (const std::int64_t actor :
       database.ids("SELECT actor FROM claim_actors WHERE claim = ?", claim))
    out.named.insert(voices_in(actor).begin(), voices_in(actor).end());
  out.bodies = set_of(database.ids(
      "SELECT a.id FROM claim_actors c JOIN actors a ON a.id = c.actor WHERE c.claim = "
      "? AND a.type = 'organization'",
      claim));
  read_claim_words(text, out);
  return out;
}

void read_claim_words(std::string_view text, ClaimTelling& out) {
  out.words = content_words(text);
  out.telling = content_stems(without_names(text));
  out.figures = figures_of(out.words);
  out.of_a_saying = names_a_saying(text);
}

ClaimTie tie_of(const ClaimTelling& a, const ClaimTelling& b) {
  if (a.id == 0 || b.id == 0 || overlap(a, b)) return ClaimTie::None;
  if (are_within(a, b, kClaimDays) && a.words.size() >= 3 && b.words.size() >= 3 &&
      a.figures == b.figures && dice(a.words, b.words) >= kAlike)
    return ClaimTie::Same;
  if (!are_within(a, b, kDenialDays)) return ClaimTie::None;
  return contests(a, b) || contests(b, a) ? ClaimTie::Contested : ClaimTie::None;
}

bool is_opinion_not_held(std::string_view text, Span cue) {
  if (cue.end > text.size()) return false;
  const std::uint32_t before = cue.begin - std::min(cue.begin, kBeforeCue);
  const std::string_view words = text.substr(before, cue.end - before);
  return is_opinion(words) && is_negated(words);
}

bool is_negative(std::string_view claim, bool is_not_held, bool is_denied_alone) {
  return !is_denied_alone && is_negated(opening(claim)) != is_not_held;
}

void set_polarity(Store& store, std::int64_t report) {
  Database& database = store.database();
  const std::string text = store.text_of(report);
  // By the words of an opinion, whether it is one that is not held.
  std::map<std::string, bool> opinions;
  Query said = database.query(
      "SELECT content, cue_span FROM statements WHERE report = ? AND cue_span IS NOT NULL");
  for (said.bind(report); said.next();) {
    const auto cues = spans_of(said.text(1));
    if (!cues.empty()) opinions[said.text(0)] = is_opinion_not_held(text, cues.front());
  }
  std::vector<std::pair<std::int64_t, bool>> polarity;
  Query claims = database.query(
      "SELECT id, text, spans, (SELECT min(denies) FROM claim_sides WHERE claim = claims.id) FROM "
      "claims WHERE report = ?");
  for (claims.bind(report); claims.next();) {
    const auto opinion = opinions.find(claims.text(2));
    polarity.emplace_back(claims.integer(0),
                          is_negative(claims.text(1), opinion != opinions.end() && opinion->second,
                                      claims.integer(3) == 1));
  }
  for (const auto& [claim, negated] : polarity)
    database.query("UPDATE claims SET negated = ? WHERE id = ?")
        .all(std::int64_t{negated}, claim)
        .run();
}

}  // namespace casus
