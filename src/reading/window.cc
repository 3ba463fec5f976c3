// SPDX-License-Identifier: Apache-2.0
#include "reading/window.h"

#include <algorithm>

#include "actors/nouns.h"
#include "casus/kinds.h"
#include "core/hashing.h"
#include "core/text.h"
#include "language/word_marks.h"
#include "reading/event_lexicon.h"

namespace casus {

namespace {

// The features of train/readings.py, in its order.
constexpr std::size_t kRelationFeatures = kPartsOfSpeech.size() + 1;
constexpr std::size_t kKindFeatures = kRelationFeatures + kUniversalDependencies + 1;
constexpr std::size_t kEventFeatures = kKindFeatures + kEntityTypes.size() + 1;
constexpr std::size_t kSaidFeatures = kEventFeatures + 2 * kEventTypes.size() + 1;

/// A window's words alone, with heads by place in it.
Analysis slice_of(const Analysis& analysis, WordRange window) {
  Analysis out;
  out.words.assign(analysis.words.begin() + window.begin, analysis.words.begin() + window.end);
  for (Word& word : out.words) {
    if (word.head != kRoot)
      word.head = window.contains(word.head) ? word.head - window.begin : kRoot;
  }
  for (const WordRange sentence : analysis.sentences) {
    if (sentence.begin >= window.begin && sentence.end <= window.end)
      out.sentences.push_back({sentence.begin - window.begin, sentence.end - window.begin});
  }
  for (const Entity& entity : analysis.entities) {
    if (entity.words.begin < window.begin || entity.words.end > window.end) continue;
    out.entities.push_back(entity);
    out.entities.back().words = {entity.words.begin - window.begin,
                                 entity.words.end - window.begin};
  }
  for (const Attribution& found : analysis.attributions) {
    if (found.cue.begin < window.begin || found.cue.end > window.end) continue;
    out.attributions.push_back(found);
    out.attributions.back().move_by(0U - window.begin);
  }
  return out;
}

}  // namespace

const std::size_t ReadingWindow::kFeatures = kSaidFeatures + 4;

ReadingWindow::ReadingWindow(const Report& report, const Analysis& all, WordRange words)
    : range(words),
      analysis(slice_of(all, words)),
      syntax(report, analysis),
      chains(size()),
      prepositions(size(), kRoot) {
  for (std::uint32_t w = 0; w < size(); ++w) {
    for (std::uint32_t at = w; at != kRoot && chains[w].size() < 8; at = syntax.word(at).head)
      chains[w].push_back(at);
    for (const std::uint32_t c : syntax.children(w)) {
      if (prepositions[w] == kRoot && syntax.word(c).deprel == Dependency::Case)
        prepositions[w] = c;
    }
  }
}

bool ReadingWindow::may_be_party(std::uint32_t word) const {
  switch (syntax.word(word).upos) {
    case PartOfSpeech::Adp:
    case PartOfSpeech::Aux:
    case PartOfSpeech::Cconj:
    case PartOfSpeech::Part:
    case PartOfSpeech::Punct:
    case PartOfSpeech::Sconj:
      return false;
    default:
      return true;
  }
}

std::vector<std::array<std::uint32_t, 5>> ReadingWindow::features() const {
  std::vector<std::array<std::uint32_t, 5>> out;
  for (std::uint32_t w = 0; w < size(); ++w) {
    const Word& word = syntax.word(w);
    const EventSense* sense = EventLexicon::builtin().sense_of(syntax, w);
    const std::size_t event = sense == nullptr ? 0
                                               : 1 + static_cast<std::size_t>(*sense->type) +
                                                     (sense->weak ? kEventTypes.size() : 0);
    const Entity* entity = syntax.entity_of(w);
    const std::size_t kind = entity == nullptr ? 0 : 1 + static_cast<std::size_t>(entity->type);
    const std::array<std::size_t, 5> ids = {
        static_cast<std::size_t>(word.upos),
        kRelationFeatures + static_cast<std::size_t>(syntax.relation(w)), kKindFeatures + kind,
        kEventFeatures + event, kSaidFeatures};
    auto& own = out.emplace_back();
    std::transform(ids.begin(), ids.end(), own.begin(),
                   [](std::size_t id) { return static_cast<std::uint32_t>(id); });
  }
  std::vector<std::uint32_t> said(size(), 0);
  for (const Attribution& found : analysis.attributions) {
    for (const WordRange part : found.content) {
      for (std::uint32_t w = part.begin; w < part.end; ++w) said[w] |= 1U;
    }
    for (std::uint32_t w = found.cue.begin; w < found.cue.end; ++w) said[w] |= 2U;
  }
  for (std::uint32_t w = 0; w < size(); ++w) out[w][4] += said[w];
  return out;
}

std::vector<std::uint32_t> ReadingWindow::mentions() const {
  std::vector<std::uint32_t> out;
  for (const Entity& entity : analysis.entities) {
    if (!is_date_or_sum(entity.type)) out.push_back(syntax.head_of(entity.words));
  }
  for (std::uint32_t w = 0; w < size(); ++w) {
    if (syntax.word(w).upos == PartOfSpeech::Noun &&
        kind_of_noun(syntax.lemma(w)) != NounKind::Other)
      out.push_back(w);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<std::uint32_t> ReadingWindow::lines(const Report& report) const {
  std::vector<std::uint32_t> out(size(), 0);
  for (std::uint32_t w = 1; w < size(); ++w)
    out[w] = out[w - 1] + starts_line(report.text, analysis.words, w);
  return out;
}

TreePaths::TreePaths(const std::vector<std::string>& names) {
  for (std::uint32_t at = 0; at < names.size(); ++at) ids_.emplace(hash_of(names[at]), at);
}

/// Names are hashed as they are put together: this is asked of every pair.
std::uint32_t TreePaths::id_of(const ReadingWindow& window, std::uint32_t from,
                               std::uint32_t to) const {
  const Syntax& syntax = window.syntax;
  const auto known = [&](std::uint64_t name) -> std::uint32_t {
    const auto found = ids_.find(name);
    return found == ids_.end() ? 0 : found->second;
  };
  const auto digit = [](std::size_t n) { return "0123456789"[std::min<std::size_t>(n, 9)]; };
  if (from == to) return known(hash_on(kHashStart, "self"));
  const std::uint32_t a = syntax.sentence_number(from), b = syntax.sentence_number(to);
  if (a != b)
    return known(hash_on(hash_on(kHashStart, b < a ? "before" : "after"),
                         digit(std::min(a < b ? b - a : a - b, 3U))));
  const std::vector<std::uint32_t>&up = window.chains[from], &down = window.chains[to];
  for (std::size_t descended = 0; descended < down.size(); ++descended) {
    const auto met = std::find(up.begin(), up.end(), down[descended]);
    if (met == up.end()) continue;
    const auto climbed = static_cast<std::size_t>(met - up.begin());
    if (climbed > 3 || descended > 3)
      return known(
          hash_on(hash_on(hash_on(kHashStart, "long"), digit(std::min<std::size_t>(climbed, 4))),
                  digit(std::min<std::size_t>(descended, 4))));
    std::uint64_t full = kHashStart, plain = kHashStart;
    for (std::size_t i = 0; i < climbed; ++i) {
      if (i > 0) full = hash_on(full, '<'), plain = hash_on(plain, '<');
      full = hash_on(full, name_of(syntax.word(up[i]).deprel)),
      plain = hash_on(plain, name_of(syntax.relation(up[i])));
    }
    full = hash_on(full, '|'), plain = hash_on(plain, '|');
    for (std::size_t i = descended; i-- > 0;) {
      if (i + 1 < descended) full = hash_on(full, '>'), plain = hash_on(plain, '>');
      full = hash_on(full, name_of(syntax.word(down[i]).deprel)),
      plain = hash_on(plain, name_of(syntax.relation(down[i])));
    }
    if (const std::uint32_t preposition = window.prepositions[to]; preposition != kRoot) {
      if (const std::uint32_t id = known(hash_on(hash_on(full, '/'), syntax.form(preposition)));
          id != 0)
        return id;
    }
    if (const std::uint32_t id = known(full); id != 0) return id;
    if (const std::uint32_t id = known(plain); id != 0) return id;
    return known(hash_on(hash_on(hash_on(kHashStart, "len"), digit(climbed)), digit(descended)));
  }
  return known(hash_on(kHashStart, "apart"));
}

}  // namespace casus
