// SPDX-License-Identifier: Apache-2.0
#include "outlook/stances.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "core/calendar.h"
#include "core/text.h"
#include "outlook/silent.h"
#include "store/rows.h"
#include "store/ties.h"

namespace casus::outlook {

namespace {

using Json = nlohmann::ordered_json;

constexpr double kHalfLife = 60;     // days in which what was said comes to weigh half
constexpr double kPrior = 1.0 / 3;   // of each stance, before anything is known
constexpr double kPerWeight = 4;     // what a sure, fresh saying on the matter adds to it
constexpr double kSilentWeight = 3;  // how sure what is learned of silent members is taken to be
constexpr double kToldWeight = 0.8;  // of a fresh stance written down by hand
constexpr double kOffice = 1, kVoice = 0.6;  // who holds its office as known; another voice of it
constexpr std::size_t kMostWords = 6;
constexpr double kTiePerEvent = 0.05, kTiePerRelation = 0.2, kMostTie = 0.5;

/// Who speaks for which member: by the kept actor's id, with the office's weight.
struct Voice {
  std::size_t member = 0;
  double weight = 0;
};
using Voices = std::map<std::int64_t, Voice>;

/// 0 where either is no day.
double age_of(const std::string& from, const std::string& to) {
  const auto a = parse_iso_day(from), b = parse_iso_day(to);
  if (!a || !b) return 0;
  return days_between(*a, *b);
}

bool holds_office(const Knowledge& knowledge, const KnownActor& person, const KnownActor& of,
                  std::string_view day) {
  const auto offices = knowledge.offices_of(person);
  return std::any_of(offices.begin(), offices.end(), [&](const Tenure* tenure) {
    return tenure->of == &of && tenure->holds_on(day);
  });
}

Voices voices_of_members(Store& store, const Body& body, const Matter& matter) {
  Voices out;
  for (std::size_t at = 0; at < body.members.size(); ++at) {
    const auto kept = store.actor_of(*body.members[at].known);
    if (!kept) continue;
    for (const std::int64_t voice : voices_of(store, *kept)) {
      const KnownActor* person = known_actor(store, voice);
      const bool office = voice == *kept || (person != nullptr &&
                                             holds_office(store.knowledge(), *person,
                                                          *body.members[at].known, matter.as_of));
      const double weight = office ? kOffice : kVoice;
      auto& known = out[voice];
      if (weight > known.weight) known = {at, weight};
    }
  }
  return out;
}

void give(Words words, Standing& standing) {
  standing.salience += words.weight;
  if (words.direction == 0) return;
  const std::size_t side = words.direction > 0 ? 2 : 0;
  // Words that point half a way speak for standing aside as well.
  const double firm = std::abs(words.direction);
  standing.thought[side] += kPerWeight * words.weight * firm;
  standing.thought[1] += kPerWeight * words.weight * (1 - firm);
  standing.spoke = true;
  standing.words.push_back(std::move(words));
}

double freshness(const std::string& day, const Matter& matter) {
  return std::exp2(-age_of(day, matter.as_of) / kHalfLife);
}

/// The kept actor's name.
std::string name_of_actor(Store& store, std::int64_t actor) {
  const Json found = actor_json(store, actor);
  return found.is_object() ? found["name"].get<std::string>() : "";
}

Words words_of_saying(Store& store, const Saying& one, const Matter& matter) {
  return {.item = one.item,
          .day = one.day,
          .actor = name_of_actor(store, one.actor),
          .act = one.act,
          .text = one.text,
          .direction = one.direction,
          .weight = one.near * one.confidence * freshness(one.day, matter)};
}

/// An opposition speaks for itself.
bool is_opposition(Store& store, const Saying& one) {
  return contains_word(lower(role_on(store, one.actor, one.report, one.day)), "opposition");
}

/// Adds what is said and done to who said and did it; what others say is kept apart. What a member
/// did counts where its report has no saying of it that counts: that it rejected and that it said
/// so is one thing told twice.
void give_words(Store& store, const Sayings& all, const Voices& voices, const Matter& matter,
                Standings& out) {
  std::set<std::pair<std::int64_t, std::size_t>> spoke;  // report, member
  for (const Saying& one : all.said) {
    Words words = words_of_saying(store, one, matter);
    const auto voice = voices.find(one.actor);
    if (voice == voices.end() || is_opposition(store, one)) {
      out.others.push_back(std::move(words));
      continue;
    }
    words.weight *= voice->second.weight;
    if (words.direction != 0) spoke.insert({one.report, voice->second.member});
    give(std::move(words), out.members[voice->second.member]);
  }
  for (const Saying& one : all.done) {
    const auto voice = voices.find(one.actor);
    if (voice == voices.end() || one.direction == 0 ||
        spoke.count({one.report, voice->second.member}) != 0 || is_opposition(store, one))
      continue;
    Words words = words_of_saying(store, one, matter);
    words.weight *= voice->second.weight;
    give(std::move(words), out.members[voice->second.member]);
  }
}

double tie_of(EventType type) {
  switch (type) {
    case EventType::Agree:
    case EventType::Support:
    case EventType::Cooperate:
    case EventType::Aid:
    case EventType::Concede:
      return kTiePerEvent;
    case EventType::Accuse:
    case EventType::Reject:
    case EventType::Threaten:
    case EventType::Sanction:
    case EventType::Coerce:
    case EventType::Assault:
      return -kTiePerEvent;
    default:
      return 0;
  }
}

/// What members did to each other in the record, as ties both ways.
using Ties = std::map<std::pair<std::size_t, std::size_t>, double>;
Ties kept_ties(Store& store, const Voices& voices, const Matter& matter) {
  Ties out;
  const auto add = [&](std::int64_t from, std::int64_t to, double tie) {
    const auto a = voices.find(from), b = voices.find(to);
    if (tie == 0 || a == voices.end() || b == voices.end()) return;
    const std::size_t first = a->second.member, second = b->second.member;
    if (first == second) return;
    for (const auto& pair : {std::pair{first, second}, std::pair{second, first}})
      out[pair] = std::clamp(out[pair] + tie, -kMostTie, kMostTie);
  };
  Query events = store.database().query(
      "SELECT s.actor, t.actor, e.type FROM events e JOIN reports r ON r.id = e.report JOIN "
      "parties s ON s.event = e.id AND s.target = 0 JOIN parties t ON t.event = e.id AND t.target "
      "= 1 WHERE e.status IN ('occurred', 'alleged') AND (e.story IS NULL OR e.story = e.id) AND "
      "e.confidence >= 0.5 AND coalesce(r.published, '') <= ?1 AND coalesce(e.date, r.published) "
      "BETWEEN ?2 AND ?1 ORDER BY e.id DESC LIMIT 20000");
  for (events.all(matter.as_of, shifted(matter.as_of, -kReach)); events.next();) {
    if (const auto type = kind_named<EventType>(events.text(2)))
      add(store.merged(events.integer(0)), store.merged(events.integer(1)), tie_of(*type));
  }
  Query relations = store.database().query(
      "SELECT from_actor, to_actor, type FROM relations x JOIN reports r ON r.id = x.report WHERE "
      "type IN ('ally_of', 'supports', 'opposes') AND x.confidence >= 0.5 AND "
      "coalesce(r.published, '') <= ?");
  for (relations.bind(matter.as_of); relations.next();)
    add(store.merged(relations.integer(0)), store.merged(relations.integer(1)),
        relations.kind<RelationType>(2) == RelationType::Opposes ? -kTiePerRelation
                                                                 : kTiePerRelation);
  return out;
}

/// Gives those who did not speak what their ties to those who did tell.
void give_silent(const Body& body, const Ties& kept, Standings& out) {
  for (std::size_t at = 0; at < out.members.size(); ++at) {
    Standing& silent = out.members[at];
    if (silent.spoke) continue;
    std::vector<Told> told;
    for (std::size_t other = 0; other < out.members.size(); ++other) {
      const Standing& spoke = out.members[other];
      if (!spoke.spoke) continue;
      const auto record = kept.find({at, other});
      const double tie = std::clamp(agreement(body.members[at].code, body.members[other].code) +
                                        (record == kept.end() ? 0 : record->second),
                                    -1.0, 1.0);
      const double sum = spoke.thought[0] + spoke.thought[1] + spoke.thought[2];
      told.push_back(
          {{spoke.thought[0] / sum, spoke.thought[1] / sum, spoke.thought[2] / sum}, tie});
      silent.follows.push_back({other, tie});
    }
    std::stable_sort(silent.follows.begin(), silent.follows.end(),
                     [](const auto& a, const auto& b) { return a.tie > b.tie; });
    const Chances chances = silent_stance(told);
    for (std::size_t stance = 0; stance < 3; ++stance)
      silent.thought[stance] = std::max(kSilentWeight * chances[stance], 0.01);
  }
}

void settle_words(std::vector<Words>& words) {
  std::stable_sort(words.begin(), words.end(),
                   [](const Words& a, const Words& b) { return a.weight > b.weight; });
  if (words.size() > kMostWords) words.resize(kMostWords);
}

Standings nobody_spoke(const Body& body) {
  Standings out;
  out.members.resize(body.members.size());
  for (Standing& one : out.members) one.thought = {kPrior, kPrior, kPrior}, one.salience = 0;
  return out;
}

void finish(const Body& body, const Ties& kept, Standings& out) {
  give_silent(body, kept, out);
  for (Standing& one : out.members) {
    one.salience = 1 - std::exp(-one.salience);
    settle_words(one.words);
  }
  settle_words(out.others);
}

}  // namespace

Result<Standings> standings(Store& store, const Body& body, const Matter& matter) {
  Standings out = nobody_spoke(body);
  const Voices voices = voices_of_members(store, body, matter);
  give_words(store, sayings(store, body, matter), voices, matter, out);
  finish(body, kept_ties(store, voices, matter), out);
  if (auto error = store.database().take_error()) return *error;
  return out;
}

Result<Standings> standings_told(const Knowledge& knowledge, const Body& body, const Matter& matter,
                                 std::string_view lines) {
  Standings out = nobody_spoke(body);
  std::size_t number = 0;
  for (const Span span : lines_of(lines)) {
    ++number;
    const std::string_view line = trim(cut(lines, span));
    if (line.empty() || line[0] == '#') continue;
    const auto fields = split(line, ';');
    const KnownActor* known = fields.size() == 4 ? knowledge.named(fields[1]) : nullptr;
    const auto member =
        std::find_if(body.members.begin(), body.members.end(),
                     [&](const Body::Member& one) { return known && one.known == known; });
    const double direction = fields.size() == 4 ? std::atof(std::string(fields[2]).c_str()) : 2;
    if (member == body.members.end() || std::abs(direction) > 1 || !parse_iso_day(fields[0]))
      return Error{Errc::InvalidInput,
                   fmt::format("C0417 line {} is no day;member;direction;words of a member of {}",
                               number, body.name)};
    Words words{.item = fmt::format("line {}", number), .day = std::string(fields[0])};
    if (words.day > matter.as_of) continue;
    words.actor = member->name, words.act = "told", words.text = fields[3];
    words.direction = direction;
    words.weight = kToldWeight * freshness(words.day, matter);
    give(std::move(words), out.members[static_cast<std::size_t>(member - body.members.begin())]);
  }
  finish(body, {}, out);
  return out;
}

}  // namespace casus::outlook
