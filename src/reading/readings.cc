// SPDX-License-Identifier: Apache-2.0
#include "reading/readings.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/text.h"
#include "language/kernels.h"
#include "language/syntax.h"

namespace casus {

namespace {

constexpr std::size_t kWidth = TransformerLayer::kWidth;
constexpr std::size_t kHidden = 128;
// What is kept: a trigger, a party, a relation at least so likely; a number more likely than none.
// By F1 on the dev reports.
constexpr float kTriggerCut = 0.4F, kPartyCut = 0.15F, kRelationCut = 0.02F, kCommitmentCut = 0.2F;
constexpr std::uint32_t kNear = 25;  // words between the ends of a relation

template <std::size_t N>
std::size_t place_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

std::uint32_t reach_of(std::uint32_t from, std::uint32_t to) {
  const std::uint32_t n = from < to ? to - from : from - to;
  const std::uint32_t bucket = n <= 1 ? n : n <= 3 ? 2 : n <= 6 ? 3 : n <= 12 ? 4 : n <= 25 ? 5 : 6;
  return bucket + (to < from ? 7 : 0);
}

Result<Tensor> shaped(const ModelFile& model, const std::string& name, std::size_t count) {
  CASUS_TRY(Tensor tensor, model.tensor(name));
  if (tensor.values.size() != count)
    return Error{Errc::Corrupt, "C0201 the model file is damaged: " + name + " has another shape"};
  return tensor;
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

Result<Readings::Arcs> Readings::Arcs::of(const ModelFile& model, const std::string& base,
                                          std::size_t paths) {
  Arcs arcs;
  CASUS_TRY(arcs.a, Dense::of(model, base + "a", kWidth));
  CASUS_TRY(arcs.b, Dense::of(model, base + "b", kWidth));
  CASUS_TRY(arcs.path, shaped(model, base + "path.weight", paths * kHidden));
  CASUS_TRY(arcs.reach, shaped(model, base + "reach.weight", 14 * kHidden));
  CASUS_TRY(arcs.nobody, shaped(model, base + "nobody", kHidden));
  CASUS_TRY(arcs.out_bias, model.tensor(base + "out.bias"));
  CASUS_TRY(arcs.out, shaped(model, base + "out.weight", arcs.outputs() * kHidden));
  return arcs;
}

Result<Readings> Readings::create(const ModelFile& model) {
  Readings out;
  CASUS_TRY(const auto names, model.lines("labels.paths"));
  out.paths_ = TreePaths(names);
  CASUS_TRY(out.feature_,
            shaped(model, "readings.feature.weight", ReadingWindow::kFeatures * kWidth));
  CASUS_TRY(out.layers_, TransformerLayer::stack(model, "readings.layers."));
  struct Head {
    const char* name;
    Dense* dense;
    std::size_t inputs, outputs;
  };
  for (const auto& [name, dense, inputs, outputs] :
       std::initializer_list<Head>{{"trigger", &out.trigger_, kWidth, kEventTypes.size() + 1},
                                   {"status", &out.status_, kWidth, kEventStatuses.size()},
                                   {"what", &out.what_, kWidth, kQuantityKinds.size()},
                                   {"cue_hidden", &out.cue_hidden_, 3 * kWidth, 192},
                                   {"act", &out.act_, 192, kSpeechActs.size()},
                                   {"commitment", &out.commitment_, 192, kCommitmentKinds.size()},
                                   {"untold", &out.untold_, kWidth, kRelationTypes.size()}}) {
    CASUS_TRY(*dense, Dense::of(model, std::string("readings.") + name, inputs));
    if (dense->outputs() != outputs)
      return Error{Errc::Corrupt, std::string("C0201 the model file is damaged: readings.") + name +
                                      " has another shape"};
  }
  CASUS_TRY(out.parties_, Arcs::of(model, "readings.parties.", names.size()));
  CASUS_TRY(out.addressee_, Arcs::of(model, "readings.addressee.", names.size()));
  CASUS_TRY(out.relation_, Arcs::of(model, "readings.relation.", names.size()));
  CASUS_TRY(out.attributor_, Attributor::of(model, "readings."));
  CASUS_TRY(out.encoders_, Attributor::of(model, ""));
  if (out.parties_.outputs() != 2 || out.addressee_.outputs() != 1 ||
      out.relation_.outputs() != kRelationTypes.size()) {
    return Error{Errc::Corrupt,
                 "C0201 the model file is damaged: the arcs of the readings have another shape"};
  }
  return out;
}

void Readings::read(const Report& report, const Analysis& analysis, WordRange range,
                    const std::vector<float>& vectors, Findings& findings) const {
  ReadingWindow window(report, analysis, range);
  std::vector<float> x(vectors);
  const auto features = window.features();
  for (std::uint32_t w = 0; w < window.size(); ++w) {
    for (const std::uint32_t id : features[w]) {
      for (std::size_t i = 0; i < kWidth; ++i)
        x[w * kWidth + i] += feature_.values[id * kWidth + i];
    }
  }
  std::vector<std::uint32_t> all(window.size());
  std::iota(all.begin(), all.end(), 0U);
  for (const TransformerLayer& layer : layers_) x = layer(x, window.size(), all);
  window.z = std::move(x);
  const std::vector<std::uint32_t> lines = window.lines(report);
  std::vector<Attribution> attributions = attributor_.with(encoders_, window.z, vectors, lines);
  for (Attribution& found : attributions) {
    for (WordRange& part : found.content) {
      if (!is_mark(window.syntax.form(part.begin))) part = within_line(part, found.cue, lines);
    }
  }
  read_events(window, findings);
  read_acts(window, attributions, findings);
  read_relations(window, findings);
  read_numbers(window, findings);
  read_untold(window, findings);
  for (Attribution& found : attributions) {
    found.move_by(range.begin);
    findings.attributions.push_back(std::move(found));
  }
}

void Readings::score(const Arcs& arcs, const float* anchor, const float* other, std::uint32_t path,
                     std::uint32_t reach, float* out) const {
  std::array<float, kHidden> hidden;
  const float* by_path = arcs.path.values.data() + path * kHidden;
  const float* by_reach = arcs.reach.values.data() + reach * kHidden;
  for (std::size_t i = 0; i < kHidden; ++i)
    hidden[i] = std::max(0.0F, anchor[i] + other[i] + by_path[i] + by_reach[i]);
  for (std::size_t o = 0; o < arcs.outputs(); ++o)
    out[o] =
        arcs.out_bias.values[o] + dot(hidden.data(), arcs.out.values.data() + o * kHidden, kHidden);
}

/// Probabilities [candidates + 1, outputs] over the candidates and nobody (the last row), output by
/// output.
std::vector<float> Readings::arc_scores(const Arcs& arcs, const ReadingWindow& window,
                                        std::uint32_t anchor, const std::vector<float>& anchors,
                                        const std::vector<float>& others,
                                        const std::vector<std::uint32_t>& candidates) const {
  const std::size_t outputs = arcs.outputs(), count = candidates.size();
  std::vector<float> scores((count + 1) * outputs);
  for (std::size_t c = 0; c < count; ++c) {
    score(arcs, anchors.data() + anchor * kHidden, others.data() + candidates[c] * kHidden,
          paths_.id_of(window, anchor, candidates[c]), reach_of(anchor, candidates[c]),
          scores.data() + c * outputs);
  }
  std::array<float, kHidden> hidden;
  for (std::size_t i = 0; i < kHidden; ++i)
    hidden[i] = std::max(0.0F, anchors[anchor * kHidden + i] + arcs.nobody.values[i]);
  for (std::size_t o = 0; o < outputs; ++o)
    scores[count * outputs + o] =
        arcs.out_bias.values[o] + dot(hidden.data(), arcs.out.values.data() + o * kHidden, kHidden);
  std::vector<float> column(count + 1);
  for (std::size_t o = 0; o < outputs; ++o) {
    for (std::size_t c = 0; c <= count; ++c) column[c] = scores[c * outputs + o];
    softmax(column.data(), column.size());
    for (std::size_t c = 0; c <= count; ++c) scores[c * outputs + o] = column[c];
  }
  return scores;
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

void Readings::read_events(const ReadingWindow& window, Findings& findings) const {
  const std::size_t classes = kEventTypes.size() + 1;
  Floats types = trigger_(window.z, window.size());
  Floats anchors, others;
  for (std::uint32_t w = 0; w < window.size(); ++w) {
    float* row = types.data() + w * classes;
    softmax(row, classes);
    const float* best = std::max_element(row + 1, row + classes);
    if (*best < kTriggerCut) continue;
    if (anchors.empty())
      anchors = parties_.a(window.z, window.size()), others = parties_.b(window.z, window.size());
    FoundEvent event;
    event.trigger = window.range.begin + w;
    event.type = static_cast<EventType>(best - row - 1);
    event.likely = *best;
    Floats status = status_(window.vector(w), 1);
    softmax(status.data(), status.size());
    const auto surest = std::max_element(status.begin(), status.end());
    event.status = static_cast<EventStatus>(surest - status.begin());
    std::vector<std::uint32_t> candidates;
    for (std::uint32_t c = 0; c < window.size(); ++c) {
      if (c != w && window.may_be_party(c)) candidates.push_back(c);
    }
    const std::vector<float> scores = arc_scores(parties_, window, w, anchors, others, candidates);
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

void Readings::read_acts(const ReadingWindow& window, const std::vector<Attribution>& attributions,
                         Findings& findings) const {
  if (attributions.empty()) return;
  const Floats anchors = addressee_.a(window.z, window.size()),
               others = addressee_.b(window.z, window.size());
  for (const Attribution& found : attributions) {
    // The cue's mean, what was said's mean and its greatest, side by side.
    Floats pooled(3 * kWidth, 0.0F);
    for (std::uint32_t w = found.cue.begin; w < found.cue.end; ++w) {
      for (std::size_t i = 0; i < kWidth; ++i)
        pooled[i] += window.vector(w)[i] / static_cast<float>(found.cue.size());
    }
    std::vector<std::uint32_t> said;
    for (const WordRange part : found.content) {
      for (std::uint32_t w = part.begin; w < part.end; ++w) said.push_back(w);
    }
    if (said.empty()) continue;
    for (std::size_t i = 0; i < kWidth; ++i) {
      float sum = 0, most = window.vector(said.front())[i];
      for (const std::uint32_t w : said)
        sum += window.vector(w)[i], most = std::max(most, window.vector(w)[i]);
      pooled[kWidth + i] = sum / static_cast<float>(said.size());
      pooled[2 * kWidth + i] = most;
    }
    Floats hidden = cue_hidden_(pooled, 1);
    relu(hidden);
    FoundAct out;
    out.cue = window.range.begin + found.cue.begin;
    Floats acts = act_(hidden, 1), kinds = commitment_(hidden, 1);
    softmax(acts.data(), acts.size());
    softmax(kinds.data(), kinds.size());
    out.act = static_cast<SpeechAct>(std::max_element(acts.begin(), acts.end()) - acts.begin());
    const float any = 1 - kinds.front();
    if (any >= kCommitmentCut)
      out.commitment = static_cast<CommitmentKind>(
          std::max_element(kinds.begin() + 1, kinds.end()) - kinds.begin());
    out.commitment_likely = any;
    std::vector<std::uint32_t> candidates;
    for (std::uint32_t c = 0; c < window.size(); ++c) {
      if (!found.cue.contains(c) && window.may_be_party(c)) candidates.push_back(c);
    }
    const std::vector<float> scores =
        arc_scores(addressee_, window, found.cue.begin, anchors, others, candidates);
    out.addressees = likely_words(scores, 1, 0, candidates, window.range.begin);
    out.nobody = scores.back();
    findings.acts.push_back(std::move(out));
  }
}

void Readings::read_relations(const ReadingWindow& window, Findings& findings) const {
  const std::vector<std::uint32_t> ends = window.mentions();
  if (ends.size() < 2) return;
  const Floats anchors = relation_.a(window.z, window.size()),
               others = relation_.b(window.z, window.size());
  Floats scores(kRelationTypes.size());
  for (const std::uint32_t from : ends) {
    for (const std::uint32_t to : ends) {
      const std::uint32_t a = window.syntax.sentence_number(from),
                          b = window.syntax.sentence_number(to);
      if (from == to || (from < to ? to - from : from - to) > kNear || (a < b ? b - a : a - b) > 1)
        continue;
      score(relation_, anchors.data() + from * kHidden, others.data() + to * kHidden,
            paths_.id_of(window, from, to), reach_of(from, to), scores.data());
      softmax(scores.data(), scores.size());
      for (std::size_t type = 1; type < scores.size(); ++type) {
        if (scores[type] >= kRelationCut)
          findings.relations.push_back({window.range.begin + from, window.range.begin + to,
                                        static_cast<RelationType>(type), scores[type]});
      }
    }
  }
}

void Readings::read_numbers(const ReadingWindow& window, Findings& findings) const {
  for (std::uint32_t w = 0; w < window.size(); ++w) {
    if (window.syntax.word(w).upos != PartOfSpeech::Num &&
        !is_one_of(window.syntax.lemma(w), {"dozen", "hundred", "thousand"}))
      continue;
    Floats kinds = what_(window.vector(w), 1);
    softmax(kinds.data(), kinds.size());
    const auto best = std::max_element(kinds.begin(), kinds.end());
    if (best != kinds.begin())
      findings.numbers.push_back(
          {window.range.begin + w, static_cast<QuantityKind>(best - kinds.begin()), *best});
  }
}

void Readings::read_untold(const ReadingWindow& window, Findings& findings) const {
  for (const Entity& entity : window.analysis.entities) {
    if (entity.type != EntityType::Person) continue;
    const std::uint32_t person = window.syntax.head_of(entity.words);
    Floats types = untold_(window.vector(person), 1);
    softmax(types.data(), types.size());
    const auto best = std::max_element(types.begin(), types.end());
    if (best != types.begin())
      findings.untold.push_back(
          {window.range.begin + person, static_cast<RelationType>(best - types.begin()), *best});
  }
}

}  // namespace casus
