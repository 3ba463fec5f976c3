// SPDX-License-Identifier: Apache-2.0
#include "assess/story_signs.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/hashing.h"
#include "core/text.h"
#include "core/word_sets.h"

namespace casus {

namespace {

// Set by reading what they join in the pool (docs/benchmarks.md).
constexpr std::size_t kLead = 2500;   // bytes: what a report is about stands at its beginning
constexpr std::size_t kSigns = 24;    // words and names that tell a report from others
constexpr std::size_t kCompared = 4;  // of a story so many, the likest, are to be alike

}  // namespace

std::int64_t sign_of(std::string_view folded) {
  return static_cast<std::int64_t>(hash_of(folded.substr(0, 7), 5) >> 1);
}

std::map<std::int64_t, LeadWord> words_of_lead(const Knowledge& knowledge, std::string_view text) {
  std::map<std::int64_t, LeadWord> out;
  text = text.substr(0, kLead);
  const auto part = [&](std::size_t at) {
    return is_letter(text[at]) || static_cast<unsigned char>(text[at]) >= 0xC3;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() &&
           (part(at) || (at > begin && static_cast<unsigned char>(text[at]) >= 0x80)))
      ++at;
    if (at == begin) {
      ++at;
      continue;
    }
    const std::string_view word = text.substr(begin, at - begin);
    const std::string folded = fold(word);
    const bool short_form = word.size() >= 2 && std::all_of(word.begin(), word.end(), is_upper);
    if ((folded.size() < 4 && !short_form) || is_one_of(folded, WordSet::EverydayWords)) continue;
    LeadWord& known = out[sign_of(folded)];
    ++known.count;
    if (!is_upper(word.front())) continue;
    ++known.capital;
    const KnownActor* actor = known.state ? nullptr : knowledge.named(word);
    known.state |= actor != nullptr && actor->type == ActorType::State;
  }
  return out;
}

Signs weighed_signs(const std::vector<CountedWord>& words, double reports) {
  // Twenty reports nobody has, so that the first of a record are weighed too.
  reports += 20;
  std::vector<std::pair<double, std::int64_t>> weighed;
  for (const auto& [sign, word, n] : words) {
    // Names tell more than words; of a state speaks every paper of that state every day.
    const double kind = word.state ? 0.4 : 2 * word.capital >= word.count ? 1.0 : 0.5;
    weighed.emplace_back(kind * (1 + std::log(word.count)) * std::log(reports / (n + 1)), sign);
  }
  std::sort(weighed.begin(), weighed.end(), std::greater<>());
  if (weighed.size() > kSigns) weighed.resize(kSigns);
  double length = 0;
  for (const auto& [weight, sign] : weighed) length += weight * weight;
  Signs out;
  for (const auto& [weight, sign] : weighed) {
    if (weight > 0) out[sign] = weight / std::sqrt(length);
  }
  return out;
}

std::optional<NearReport> likest(const std::vector<NearReport>& near,
                                 const std::function<std::int64_t(std::int64_t)>& reports_of) {
  std::map<std::int64_t, std::vector<double>> stories;
  std::optional<NearReport> best;
  const auto offer = [&](const NearReport& one) {
    if (one.over >= 0 && (!best || one.over > best->over)) best = one;
  };
  for (const NearReport& one : near)
    one.story == 0 ? offer(one) : stories[one.story].push_back(one.over);
  for (auto& [story, over] : stories) {
    const auto reports = static_cast<std::size_t>(std::max<std::int64_t>(1, reports_of(story)));
    const std::size_t wanted = std::min(kCompared, reports);
    if (over.size() < std::min<std::size_t>(wanted, 2)) continue;
    std::sort(over.begin(), over.end(), std::greater<>());
    over.resize(std::min(over.size(), wanted));
    double sum = 0;
    for (const double one : over) sum += one;
    offer({0, story, sum / static_cast<double>(over.size())});
  }
  return best;
}

}  // namespace casus
