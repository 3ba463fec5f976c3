// SPDX-License-Identifier: Apache-2.0
#include "reading/tie_evidence.h"

#include <algorithm>
#include <cmath>

#include "core/text.h"
#include "reading/tie_weights.h"

namespace casus {

namespace {

// Lists of members and chairs that pass on: too seldom in the annotated reports to be weighed.
constexpr double kByGrammar = 0.6;
constexpr double kFarthest = 8;  // log odds by which one tie leads another, at most

double log_odds(double likely) {
  const double p = std::clamp(likely, 1e-3, 1 - 1e-3);
  return std::log(p / (1 - p));
}

/// True for what is done against another; who asks something of another may be a friend.
bool is_against(const Event& event) {
  return is_conflict(event.type) && event.type != EventType::Request;
}

bool is_office(RelationType type) {
  return type == RelationType::HoldsOffice || type == RelationType::Leads ||
         type == RelationType::Chairs;
}

/// Roughly how much speaks for a tie, to hold it against another.
double strength_of(const TieEvidence& tie) {
  constexpr double kSaid = 2;
  return log_odds(1 - tie.missed) + kSaid * tie.has(TieSource::Title) +
         kSaid * tie.has(TieSource::Worded);
}

bool is_among(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

void Ties::add(RelationType type, std::size_t from, std::size_t to, Span span, TieSource source,
               double likely) {
  if (from == to) return;
  auto found = std::find_if(ties_.begin(), ties_.end(), [&](const TieEvidence& tie) {
    return tie.type == type && tie.from == from && tie.to == to;
  });
  if (found == ties_.end()) {
    TieEvidence tie;
    tie.type = type, tie.from = from, tie.to = to, tie.span = span;
    found = ties_.insert(ties_.end(), tie);
  }
  if (likely > *std::max_element(found->best.begin(), found->best.end())) found->span = span;
  double& best = found->best[static_cast<std::size_t>(source)];
  best = std::max(best, likely);
  if (source == TieSource::Network) found->missed *= 1 - likely, ++found->times;
}

/// What the knowledge base says of the tie for the report's day; nothing where it knows nothing.
std::optional<bool> Ties::known_so(const TieEvidence& tie) const {
  const KnownActor *from = resolver_.known(tie.from), *to = resolver_.known(tie.to);
  const std::string& day = resolver_.published();
  if (from == nullptr || to == nullptr || day.empty()) return std::nullopt;
  const Knowledge& base = resolver_.knowledge();
  switch (tie.type) {
    case RelationType::MemberOf:
      return base.is_member(*to, *from, day);
    case RelationType::NotMemberOf:
      if (const auto member = base.is_member(*to, *from, day)) return !*member;
      return std::nullopt;
    case RelationType::Chairs:
      if (const KnownActor* chair = base.chair(*to, day)) return chair == from;
      return std::nullopt;
    case RelationType::HoldsOffice:
      for (const Tenure* tenure : base.offices_of(*from)) {
        if (tenure->of == to && tenure->holds_on(day)) return true;
      }
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

/// True where the knowledge base has an office of this person, on the report's day if it has one,
/// and none of the state that the tie names.
bool Ties::serves_another(const TieEvidence& tie) const {
  const KnownActor *from = resolver_.known(tie.from), *to = resolver_.known(tie.to);
  if (from == nullptr || to == nullptr || !is_office(tie.type)) return false;
  const std::string& day = resolver_.published();
  bool another = false;
  for (const Tenure* tenure : resolver_.knowledge().offices_of(*from)) {
    if (tenure->of == to) return false;
    another |= day.empty() || tenure->holds_on(day);
  }
  return another && resolver_.actor(tie.to).type == ActorType::State;
}

/// What a person's other offices say against this one: few hold office in two states.
void Ties::add_rivals(const TieEvidence& tie, Features& out) const {
  if (!is_office(tie.type)) return;
  std::optional<double> rival;
  for (const TieEvidence& other : ties_) {
    if (other.from == tie.from && other.to != tie.to && is_office(other.type))
      rival = std::max(rival.value_or(-kFarthest), strength_of(other));
  }
  if (!rival) {
    out.emplace_back("alone", 1);
    return;
  }
  const double lead = std::clamp(strength_of(tie) - *rival, -kFarthest, kFarthest);
  if (lead < 0) out.emplace_back("beaten", 1);
  out.emplace_back(lead < 0 ? "behind" : "ahead", std::abs(lead));
}

Ties::Features Ties::features_of(const TieEvidence& tie, const std::vector<Event>& events) const {
  Features out;
  const Actor &from = resolver_.actor(tie.from), &to = resolver_.actor(tie.to);
  const std::string type(name_of(tie.type));
  const auto add = [&](std::string name, double value) {
    if (value != 0) out.emplace_back(std::move(name), value);
  };
  add("shift", 1);
  add("type " + type, 1);
  add("network", log_odds(1 - tie.missed));
  add("best", log_odds(tie.best[0]));
  add("times", std::log(1.0 + tie.times));
  for (std::size_t s = 1; s < kTieSources.size(); ++s) {
    if (tie.best[s] > 0) add("source " + std::string(kTieSources[s]), 1);
    if (s == 1 && tie.best[s] > 0) add("untold", log_odds(tie.best[s]));
  }
  add("from " + std::string(name_of(from.type)), 1);
  add("to " + std::string(name_of(to.type)), 1);
  add("mentions of from", std::log(1.0 + static_cast<double>(from.mentions.size())));
  add("mentions of to", std::log(1.0 + static_cast<double>(to.mentions.size())));
  const auto known = known_so(tie);
  if (known) add(*known ? "known so" : "known otherwise", 1);
  if (tie.type == RelationType::HoldsOffice && !from.roles.empty()) add("titled", 1);
  double rival = 0;  // what speaks for another tie of the two
  bool otherwise = false;
  for (const TieEvidence& other : ties_) {
    if (other.from != tie.from || other.to != tie.to || other.type == tie.type) continue;
    rival = std::max(rival, 1 - other.missed);
    otherwise |= other.has(TieSource::Worded);
  }
  if (otherwise) add("worded otherwise " + type, 1);
  if (tie.has(TieSource::Worded))
    add("worded", log_odds(tie.best[static_cast<std::size_t>(TieSource::Worded)]));
  add("rival", rival);
  if (serves_another(tie)) add("serves another", 1);
  add_rivals(tie, out);
  double against = 0, together = 0;
  for (const Event& e : events) {
    if (e.status == EventStatus::Denied || e.status == EventStatus::Hypothetical) continue;
    const bool between = (is_among(e.source, from.id) && is_among(e.target, to.id)) ||
                         (is_among(e.source, to.id) && is_among(e.target, from.id));
    if (between) (is_against(e) ? against : together) += 1;
  }
  add("against " + type, std::log(1 + against));
  add("together " + type, std::log(1 + together));
  return out;
}

std::vector<Relation> Ties::weighed(const std::vector<Event>& events) const {
  std::vector<Relation> out;
  for (const TieEvidence& tie : ties_) {
    double odds = 0;
    for (const auto& feature : features_of(tie, events)) {
      const auto weight =
          std::find_if(std::begin(kTieWeights), std::end(kTieWeights),
                       [&](const TieWeight& one) { return one.feature == feature.first; });
      if (weight != std::end(kTieWeights)) odds += weight->weight * feature.second;
    }
    double likely = 1 / (1 + std::exp(-odds));
    if (tie.has(TieSource::Grammar)) likely = std::max(likely, kByGrammar);
    if (likely < kLeastTie) continue;
    Relation r;
    r.id = "r" + std::to_string(out.size() + 1);
    r.type = tie.type;
    r.from = resolver_.actor(tie.from).id;
    r.to = resolver_.actor(tie.to).id;
    r.span = tie.span;
    const auto known = known_so(tie);
    r.contradicted = known && !*known;
    r.confidence = likely;
    out.push_back(std::move(r));
  }
  return out;
}

}  // namespace casus
