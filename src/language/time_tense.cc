// SPDX-License-Identifier: Apache-2.0
#include "language/time_tense.h"

#include "core/text.h"
#include "core/word_sets.h"

namespace casus {

namespace {

using W = TimeWord;

}  // namespace

/// What one word says of time. A participle after "be" says nothing: "will be held".
Tense Tenses::cue_at(std::size_t at) const {
  const std::string_view cue = text_.form(at);
  const TimeWord word = text_.word(at);
  if (is_one_of(cue, WordSet::FutureWords)) return Tense::Future;
  if (word == W::May && text_.is_plain_word(at)) return Tense::Future;
  if (word == W::To && is_one_of(text_.form_before(at), WordSet::Aims) &&
      text_.is_plain_word(at + 1))
    return Tense::Future;
  if (text_.word_before(at) == W::Be || text_.word_before(at, 2) == W::Be) return Tense::Open;
  if (is_one_of(cue, WordSet::PastWords)) return Tense::Past;
  const bool regular = cue.size() > 4 && cue.ends_with("ed") && !cue.ends_with("eed") &&
                       word != W::Hundred && text_.is_plain_word(at);
  return regular ? Tense::WeakPast : Tense::Open;
}

/// What the words before the expression, in its sentence, say of its time. The nearest counts; a
/// word in "-ed", which may be an adjective, only where no other does.
Tense Tenses::before(std::size_t at) const {
  Tense tense = Tense::Open;
  for (std::size_t back = at; back > 0 && at - back < 14; --back) {
    if (text_.ends_sentence(back - 1)) break;
    const Tense cue = cue_at(back - 1);
    if (cue == Tense::Past || cue == Tense::Future) return cue;
    if (cue == Tense::WeakPast) tense = cue;
  }
  return tense;
}

/// What the words after it say, up to the end of their clause: "On Friday, they will meet".
Tense Tenses::after(std::size_t next) const {
  const std::size_t first = text_.word(next) == W::Comma ? next + 1 : next;
  for (std::size_t at = first; at < text_.size() && at < first + 12; ++at) {
    if (text_.ends_sentence(at) ||
        is_one_of(text_.word(at), {W::Comma, W::BracketEnd, W::That, W::Who, W::Which}))
      break;
    if (const Tense cue = cue_at(at); cue != Tense::Open) return cue;
  }
  return Tense::Open;
}

/// Whether a day after "by", "before" or "until" is still ahead.
bool Tenses::is_deadline_ahead(std::size_t lead) const {
  const bool until = text_.word(lead) == W::Until || text_.word(lead) == W::Till;
  if (until) {
    for (std::size_t back = lead; back > 0 && lead - back < 10; --back) {
      if (text_.ends_sentence(back - 1)) break;
      if (is_one_of(text_.form(back - 1), WordSet::Delays)) return true;
    }
    if (is_one_of(text_.word_before(lead), {W::Had, W::Has, W::Have})) return true;
  }
  const Tense tense = before(lead);
  if (tense == Tense::Future || tense == Tense::Open) return true;
  for (std::size_t back = lead; back > 0 && lead - back < 8; --back) {
    if (text_.ends_sentence(back - 1)) break;
    if (text_.word(back - 1) == W::To && text_.is_plain_word(back)) return true;
    if (cue_at(back - 1) != Tense::Open) break;
  }
  return text_.word(lead) == W::By && tense == Tense::WeakPast;
}

Tense Tenses::of(std::size_t at, std::size_t next) const {
  const std::size_t lead = text_.lead_of(at);
  if (lead < at) {
    if (text_.word(lead) == W::Since) return Tense::Past;
    if (is_one_of(text_.word(lead), {W::By, W::Before, W::Until, W::Till}))
      return is_deadline_ahead(lead) ? Tense::Future : Tense::Past;
  }
  if (text_.word(next) == W::Apostrophe && after(next) == Tense::Future) return Tense::Future;
  const Tense tense = before(at);
  return tense == Tense::Open ? after(next) : tense;
}

}  // namespace casus
