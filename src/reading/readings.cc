// SPDX-License-Identifier: Apache-2.0
#include "reading/readings.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "language/syntax.h"

namespace casus {

namespace {

// What is kept: a trigger, a party, a relation at least so likely; a number more likely than none.
// By F1 on the dev reports.
constexpr float kTriggerCut = 0.4F, kPartyCut = 0.15F, kRelationCut = 0.02F, kCommitmentCut = 0.2F;
// A refusal promises, asks or threatens in 112 of 362 annotated ones.
constexpr float kRefusalCut = 0.5F;
constexpr std::uint32_t kNear = 25;  // words between the ends of a relation

std::size_t surest(const std::vector<float>& likely) {
  return static_cast<std::size_t>(std::max_element(likely.begin(), likely.end()) - likely.begin());
}

bool is_mark(std::string_view form) {
  return is_one_of(form, {"\"", "\xE2\x80\x9C", "\xE2\x80\x98", "``", "'"});
}

/// What of `part` stands on one line, the nearest to the cue: only a quotation goes on over several
/// paragraphs.
WordRange within_line(WordRange part, WordRange cue, const std::vector<std::uint32_t>& lines) {
  if (part.begin >= cue.end) {
    for (std::uint32_t w = part.begin + 1; w < part.end; ++w) {
      if (lines[w] != lines[part.begin]) part.end = w;
    }
  } else {
    for (std::uint32_t w = part.end - 1; w > part.begin; --w) {
      if (lines[w - 1] != lines[part.end - 1]) part.begin = w;
    }
  }
  return part;
}

}  // namespace

const FoundAct* Findings::act_of(std::uint32_t cue) const {
  const auto found =
      std::find_if(acts.begin(), acts.end(), [&](const FoundAct& act) { return act.cue == cue; });
  return found == acts.end() ? nullptr : &*found;
}

Result<Readings> Readings::create(const ModelFile& model) {
  Readings out;
  CASUS_TRY(const auto names, model.lines("labels.paths"));
  out.paths_ = TreePaths(names);
  for (const auto& [base, place] : {std::pair("readings.words.", ReaderPlace::Words),
                                    std::pair("readings.pieces.", ReaderPlace::Pieces)}) {
    CASUS_TRY(WindowReader reader, WindowReader::of(model, base, place, names.size()));
    out.readers_.push_back(std::move(reader));
  }
  CASUS_TRY(out.attributor_, Attributor::of(model, "readings.words."));
  CASUS_TRY(out.encoders_, Attributor::of(model, ""));
  return out;
}

void Readings::read(const Report& report, const Analysis& analysis, WordRange range,
                    const WindowVectors& vectors, Findings& findings) const {
  const ReadingWindow window(report, analysis, range);
  Seen seen{window, {}};
  const auto features = window.features();
  for (const WindowReader& reader : readers_)
    seen.looks.push_back(reader.look_at(features, vectors));
  const std::vector<std::uint32_t> lines = window.lines(report);
  std::vector<Attribution> attributions =
      attributor_.with(encoders_, seen.looks.front().words, vectors.words, lines);
  for (Attribution& found : attributions) {
    for (WordRange& part : found.content) {
      if (!is_mark(window.syntax.form(part.begin))) part = within_line(part, found.cue, lines);
    }
  }
  read_events(seen, findings);
  read_acts(seen, attributions, findings);
  read_relations(seen, findings);
  read_numbers(seen, findings);
  read_untold(seen, findings);
  for (Attribution& found : attributions) {
    found.move_by(range.begin);
    findings.attributions.push_back(std::move(found));
  }
}

/// The mean of what the readers answer to ask(reader, its look).
template <typename Ask>
std::vector<float> Readings::mean(Seen& seen, Ask ask) const {
  std::vector<float> out;
  for (std::size_t r = 0; r < readers_.size(); ++r) {
    const std::vector<float> one = ask(readers_[r], seen.looks[r]);
    out.resize(one.size(), 0.0F);
    for (std::size_t i = 0; i < one.size(); ++i)
      out[i] += one[i] / static_cast<float>(readers_.size());
  }
  return out;
}

std::vector<float> Readings::chosen(WindowReader::Choice choice, Seen& seen, std::uint32_t anchor,
                                    const std::vector<std::uint32_t>& candidates) const {
  std::vector<std::uint32_t> paths(candidates.size());
  std::transform(candidates.begin(), candidates.end(), paths.begin(),
                 [&](std::uint32_t word) { return paths_.id_of(seen.window, anchor, word); });
  return mean(seen, [&](const WindowReader& reader, WindowReader::Look& look) {
    return reader.chosen(choice, look, anchor, candidates, paths);
  });
}

namespace {

/// The likeliest candidate for output `o` and those likely enough beside it, most likely first.
std::vector<LikelyWord> likely_words(const std::vector<float>& scores, std::size_t outputs,
                                     std::size_t o, const std::vector<std::uint32_t>& candidates,
                                     std::uint32_t base) {
  std::vector<LikelyWord> out;
  const std::size_t count = candidates.size();
  float most = 0;
  for (std::size_t c = 0; c < count; ++c) most = std::max(most, scores[c * outputs + o]);
  for (std::size_t c = 0; c < count; ++c) {
    const float likely = scores[c * outputs + o];
    if (likely == most || likely >= kPartyCut) out.push_back({base + candidates[c], likely});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const LikelyWord& a, const LikelyWord& b) { return a.likely > b.likely; });
  return out;
}

}  // namespace

void Readings::read_events(Seen& seen, Findings& findings) const {
  const ReadingWindow& window = seen.window;
  const std::size_t classes = kEventTypes.size() + 1;
  const auto types = mean(seen, [](const WindowReader& reader, const WindowReader::Look& look) {
    return reader.triggers(look);
  });
  for (std::uint32_t w = 0; w < window.size(); ++w) {
    const float* row = types.data() + w * classes;
    const float* best = std::max_element(row + 1, row + classes);
    if (*best < kTriggerCut) continue;
    FoundEvent event;
    event.trigger = window.range.begin + w;
    event.type = static_cast<EventType>(best - row - 1);
    event.likely = *best;
    event.status = static_cast<EventStatus>(
        surest(mean(seen, [&](const WindowReader& reader, const WindowReader::Look& look) {
          return reader.status_of(look, w);
        })));
    std::vector<std::uint32_t> candidates;
    for (std::uint32_t c = 0; c < window.size(); ++c) {
      if (c != w && window.may_be_party(c)) candidates.push_back(c);
    }
    const auto scores = chosen(WindowReader::Choice::Parties, seen, w, candidates);
    event.source = likely_words(scores, 2, 0, candidates, window.range.begin);
    event.target = likely_words(scores, 2, 1, candidates, window.range.begin);
    event.nobody_source = scores[candidates.size() * 2];
    event.nobody_target = scores[candidates.size() * 2 + 1];
    for (const auto& [words, nobody] : {std::pair(&event.source, event.nobody_source),
                                        std::pair(&event.target, event.nobody_target)}) {
      if (words->empty() || words->front().likely <= nobody) words->clear();
    }
    findings.events.push_back(std::move(event));
  }
}

void Readings::read_acts(Seen& seen, const std::vector<Attribution>& attributions,
                         Findings& findings) const {
  const ReadingWindow& window = seen.window;
  for (const Attribution& found : attributions) {
    std::vector<std::uint32_t> said;
    for (const WordRange part : found.content) {
      for (std::uint32_t w = part.begin; w < part.end; ++w) said.push_back(w);
    }
    if (said.empty()) continue;
    FoundAct out;
    out.cue = window.range.begin + found.cue.begin;
    const auto likely = mean(seen, [&](const WindowReader& reader, const WindowReader::Look& look) {
      return reader.act_of(look, found.cue, said);
    });
    const auto kinds = likely.begin() + kSpeechActs.size();
    out.act = static_cast<SpeechAct>(std::max_element(likely.begin(), kinds) - likely.begin());
    const float any = 1 - *kinds;
    if (any >= (out.act == SpeechAct::Reject ? kRefusalCut : kCommitmentCut))
      out.commitment =
          static_cast<CommitmentKind>(std::max_element(kinds + 1, likely.end()) - kinds);
    out.commitment_likely = any;
    std::vector<std::uint32_t> candidates;
    for (std::uint32_t c = 0; c < window.size(); ++c) {
      if (!found.cue.contains(c) && window.may_be_party(c)) candidates.push_back(c);
    }
    const auto scores = chosen(WindowReader::Choice::Addressee, seen, found.cue.begin, candidates);
    out.addressees = likely_words(scores, 1, 0, candidates, window.range.begin);
    out.nobody = scores.back();
    findings.acts.push_back(std::move(out));
  }
}

void Readings::read_relations(Seen& seen, Findings& findings) const {
  const ReadingWindow& window = seen.window;
  const std::vector<std::uint32_t> ends = window.mentions();
  for (const std::uint32_t from : ends) {
    for (const std::uint32_t to : ends) {
      const std::uint32_t a = window.syntax.sentence_number(from),
                          b = window.syntax.sentence_number(to);
      if (from == to || (from < to ? to - from : from - to) > kNear || (a < b ? b - a : a - b) > 1)
        continue;
      const std::uint32_t path = paths_.id_of(window, from, to);
      const auto likely = mean(seen, [&](const WindowReader& reader, WindowReader::Look& look) {
        return reader.tie(look, from, to, path);
      });
      for (std::size_t type = 1; type < likely.size(); ++type) {
        if (likely[type] >= kRelationCut)
          findings.relations.push_back({window.range.begin + from, window.range.begin + to,
                                        static_cast<RelationType>(type), likely[type]});
      }
    }
  }
}

void Readings::read_numbers(Seen& seen, Findings& findings) const {
  const ReadingWindow& window = seen.window;
  for (std::uint32_t w = 0; w < window.size(); ++w) {
    if (window.syntax.word(w).upos != PartOfSpeech::Num &&
        !is_one_of(window.syntax.lemma(w), {"dozen", "hundred", "thousand"}))
      continue;
    const auto kinds = mean(seen, [&](const WindowReader& reader, const WindowReader::Look& look) {
      return reader.number_of(look, w);
    });
    if (const std::size_t best = surest(kinds); best != 0)
      findings.numbers.push_back(
          {window.range.begin + w, static_cast<QuantityKind>(best), kinds[best]});
  }
}

void Readings::read_untold(Seen& seen, Findings& findings) const {
  const ReadingWindow& window = seen.window;
  for (const Entity& entity : window.analysis.entities) {
    if (entity.type != EntityType::Person) continue;
    const std::uint32_t person = window.syntax.head_of(entity.words);
    const auto types = mean(seen, [&](const WindowReader& reader, const WindowReader::Look& look) {
      return reader.untold_of(look, person);
    });
    if (const std::size_t best = surest(types); best != 0)
      findings.untold.push_back(
          {window.range.begin + person, static_cast<RelationType>(best), types[best]});
  }
}

}  // namespace casus
