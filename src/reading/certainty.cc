// SPDX-License-Identifier: Apache-2.0
#include "reading/certainty.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <unordered_map>

#include "core/text.h"
#include "reading/certainty_weights.h"

namespace casus {

namespace {

/// Adds up the weights of an item's features.
class Odds {
 public:
  Odds(std::span<const CertaintyWeight> weights, double certainty) : weights_(weights) {
    const double c = std::clamp(certainty, 1e-4, 1 - 1e-4);
    add("certainty", std::log(c / (1 - c)));
    add("shift");
  }

  Odds& add(std::string_view feature, double value = 1) {
    const auto found = std::find_if(weights_.begin(), weights_.end(),
                                    [&](const CertaintyWeight& w) { return w.feature == feature; });
    if (found != weights_.end()) sum_ += found->weight * value;
    return *this;
  }

  template <Closed Kind>
  Odds& add(std::string_view what, Kind kind) {
    return add(what, name_of(kind));
  }
  /// "type ASSAULT", "source state"
  Odds& add(std::string_view what, std::string_view value) {
    return add(std::string(what) + ' ' + std::string(value));
  }

  double probability() const { return 1 / (1 + std::exp(-sum_)); }

 private:
  std::span<const CertaintyWeight> weights_;
  double sum_ = 0;
};

class Weigher {
 public:
  explicit Weigher(Record& record) : record_(record) {
    for (const Actor& actor : record.actors) types_.emplace(actor.id, actor.type);
  }

  void weigh() {
    for (Statement& s : record_.statements) weigh(s);
    for (Event& e : record_.events) weigh(e);
    for (Commitment& c : record_.commitments) weigh(c);
    for (Claim& c : record_.claims) weigh(c);
  }

 private:
  void weigh(Statement& s) const {
    Odds odds(kStatementWeights, s.confidence);
    odds.add("kind", s.kind).add("act", s.act).add("speaker", type_of(s.speaker));
    odds.add("length", std::log(1 + plain_words(s.content)));
    if (!s.cue) odds.add("no cue");
    if (s.source && is_pronoun(cut(record_.report.text, *s.source))) odds.add("pronoun");
    if (!s.source) odds.add("no source");
    s.confidence = odds.probability();
  }

  void weigh(Event& e) const {
    Odds odds(kEventWeights, e.confidence);
    odds.add("type", e.type).add("status", e.status);
    sides(odds, "source", e.source);
    sides(odds, "target", e.target);
    e.confidence = odds.probability();
  }

  void weigh(Commitment& c) const {
    Odds odds(kCommitmentWeights, c.confidence);
    odds.add("kind", c.kind).add("from", type_of(c.from));
    sides(odds, "to", c.to);
    c.confidence = odds.probability();
  }

  /// What is merely said is as sure as the saying.
  void weigh(Claim& c) const {
    if (c.status == ClaimStatus::Contested) {
      c.confidence = Odds(kContestedWeights, c.confidence).probability();
      return;
    }
    for (const Statement& s : record_.statements) {
      if (s.content == c.spans) c.confidence = s.confidence;
    }
  }

  void sides(Odds& odds, std::string_view role, const std::vector<std::string>& actors) const {
    odds.add(role, actors.empty() ? "none" : type_of(actors.front()));
    if (actors.size() > 1) odds.add(role, "several");
  }

  std::string_view type_of(const std::string& actor) const {
    const auto found = types_.find(actor);
    return found == types_.end() ? "none" : name_of(found->second);
  }

  /// Words that begin with a small letter: names are longer on one side than on the other.
  double plain_words(const std::vector<Span>& spans) const {
    double out = 0;
    for (const Span span : spans) {
      for (const std::string_view word : split(cut(record_.report.text, span), ' '))
        out += !word.empty() && is_lower(word.front());
    }
    return out;
  }

  static bool is_pronoun(std::string_view words) {
    return is_one_of(lower(words), {"he", "she", "they", "it", "we", "i", "who"});
  }

  Record& record_;
  std::unordered_map<std::string, ActorType> types_;
};

}  // namespace

void weigh(Record& record) {
  Weigher(record).weigh();
}

}  // namespace casus
