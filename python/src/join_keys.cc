// SPDX-License-Identifier: Apache-2.0
// What of a record the joins look at (src/assess), told without a store.
#include <fmt/format.h>

#include <map>
#include <unordered_map>

#include "assess/claim_pairs.h"
#include "assess/commitment_pairs.h"
#include "assess/event_pairs.h"
#include "assess/refusals.h"
#include "assess/story_signs.h"
#include "core/calendar.h"
#include "core/hashing.h"
#include "core/text.h"
#include "joins.h"
#include "store/description.h"
#include "store/spelling.h"
#include "store/store.h"
#include "store/stored_actor.h"
#include "store/ties.h"

namespace casus::python {

namespace {

Type numbers() {
  return list(whole());
}

using Numbers = std::unordered_map<std::string, std::size_t>;  // a record's ids to places in a list

/// The actors of a list of ids, by number.
Json actors_of(const std::vector<std::string>& ids, const Numbers& numbers) {
  Json out = Json::array();
  for (const std::string& id : ids) {
    if (const auto found = numbers.find(id); found != numbers.end()) out.push_back(found->second);
  }
  return out;
}

Json day_of(const std::string& iso_day) {
  const auto day = parse_iso_day(iso_day);
  if (!day) return nullptr;
  return std::chrono::sys_days(*day).time_since_epoch().count();
}

std::string joined(const std::set<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

/// What tells words from others, whatever their letters' case: versions of a report say the same.
std::int64_t folded_hash(std::string_view words) {
  return static_cast<std::int64_t>(hash_of(fold(words)));
}

/// The actors that are named within spans.
Json named_within(const Record& record, const std::vector<Span>& spans) {
  Json out = Json::array();
  for (std::size_t at = 0; at < record.actors.size(); ++at) {
    const std::vector<Span>& mentions = record.actors[at].mentions;
    if (std::any_of(mentions.begin(), mentions.end(), [&](Span mention) {
          return std::any_of(spans.begin(), spans.end(),
                             [&](Span span) { return span.contains(mention); });
        }))
      out.push_back(at);
  }
  return out;
}

Json signs_of(const Knowledge& knowledge, const Report& report) {
  Json out = Json::array();
  for (const auto& [sign, word] : words_of_lead(knowledge, report.title + " " + report.text))
    out.push_back(
        {{"sign", sign}, {"count", word.count}, {"capital", word.capital}, {"state", word.state}});
  return out;
}

Json actor_rows(std::int64_t at, const Record& record) {
  Json out = Json::array();
  for (const Actor& actor : record.actors) {
    const StoredActor kept = stored_actor(at, actor);
    out.push_back({{"name", actor.name},
                   {"type", name_of(actor.type)},
                   {"key", kept.key},
                   {"own", kept.own},
                   {"spelling", spelling_key(actor.name)},
                   {"findable", kept.by_spelling}});
  }
  return out;
}

/// Who is told to hold an office of, or to be part of, whom: by a title, or by a relation.
Json ties_of(const Record& record, const Numbers& numbers) {
  Json out = Json::array();
  for (std::size_t person = 0; person < record.actors.size(); ++person) {
    for (const Role& role : record.actors[person].roles) {
      const auto of = numbers.find(role.of);
      if (of == numbers.end()) continue;
      const bool state = record.actors[of->second].type == ActorType::State;
      out.push_back({{"person", person},
                     {"body", of->second},
                     {"titled", true},
                     {"by_title", is_title_of_voice(role.title, state)},
                     {"sure", 0.0}});
    }
  }
  for (const Relation& relation : record.relations) {
    const auto from = numbers.find(relation.from), to = numbers.find(relation.to);
    if (from == numbers.end() || to == numbers.end()) continue;
    const bool is_part =
        relation.type == RelationType::HoldsOffice || relation.type == RelationType::PartOf;
    if (!is_part && relation.type != RelationType::MemberOf) continue;
    out.push_back({{"person", from->second},
                   {"body", to->second},
                   {"titled", false},
                   {"by_title", false},
                   {"sure", is_part ? relation.confidence : -1.0}});
  }
  return out;
}

/// Who is named in a claim, makes it, or is spoken to with it.
Json actors_of_claim(const Record& record, const Claim& claim, const Numbers& numbers) {
  Json out = named_within(record, claim.spans);
  const auto add = [&](const std::vector<std::string>& ids) {
    for (const Json& actor : actors_of(ids, numbers)) out.push_back(actor);
  };
  add(claim.asserted_by);
  add(claim.denied_by);
  for (const Statement& statement : record.statements) {
    if (statement.content == claim.spans) add(statement.addressees);
  }
  return out;
}

/// Whether the statement of a claim's words tells an opinion that is not held: the last of them.
bool is_told_as_not_held(const Record& record, const Claim& claim) {
  bool out = false;
  for (const Statement& statement : record.statements) {
    if (statement.content == claim.spans && statement.cue)
      out = is_opinion_not_held(record.report.text, *statement.cue);
  }
  return out;
}

Json claims_of(const Record& record, const Numbers& numbers) {
  Json out = Json::array();
  for (const Claim& claim : record.claims) {
    const std::string text = words_of(record.report.text, claim.spans);
    const Json saying = actors_of(claim.asserted_by, numbers),
               denying = actors_of(claim.denied_by, numbers);
    const bool negated =
        is_negative(text, is_told_as_not_held(record, claim), saying.empty() && !denying.empty());
    Json sides = Json::array(), bodies = Json::array();
    for (const Json& actor : saying) sides.push_back({{"actor", actor}, {"against", negated}});
    for (const Json& actor : denying) sides.push_back({{"actor", actor}, {"against", !negated}});
    const Json named = actors_of_claim(record, claim, numbers);
    for (const Json& actor : named) {
      if (record.actors[actor.get<std::size_t>()].type == ActorType::Organization)
        bodies.push_back(actor);
    }
    ClaimTelling telling;
    read_claim_words(text, telling);
    const bool told = !claim.spans.empty();
    out.push_back({{"begin", told ? Json(claim.spans.front().begin) : Json(nullptr)},
                   {"end", told ? Json(claim.spans.back().end) : Json(nullptr)},
                   {"folded", folded_hash(text)},
                   {"words", joined(telling.words)},
                   {"telling", joined(telling.telling)},
                   {"of_a_saying", telling.of_a_saying},
                   {"sides", std::move(sides)},
                   {"named", named},
                   {"bodies", std::move(bodies)}});
  }
  return out;
}

/// The sayings that refuse a commitment right after it, by their places in the record's list.
Json refusals_of(const Record& record, const Commitment& commitment) {
  Json out = Json::array();
  if (commitment.kind != CommitmentKind::Appeal && commitment.kind != CommitmentKind::Demand)
    return out;
  for (std::size_t at = 0; at < record.statements.size(); ++at) {
    const Statement& s = record.statements[at];
    if (s.act == SpeechAct::Reject && s.cue && s.confidence >= kSureRefusal &&
        stands_right_after(commitment.span, {*s.cue}) &&
        is_refusal(words_of(record.report.text, {*s.cue})))
      out.push_back(at);
  }
  return out;
}

Json commitments_of(const Record& record, const Numbers& numbers, const Numbers& statements) {
  Json out = Json::array();
  for (const Commitment& commitment : record.commitments) {
    const auto from = numbers.find(commitment.from);
    const auto& alike = alike_kinds(commitment.kind);
    const bool asks =
        commitment.kind == CommitmentKind::Appeal || commitment.kind == CommitmentKind::Demand;
    Json answers = Json::array();
    for (const std::string& answer : commitment.answers) {
      if (const auto found = statements.find(answer); found != statements.end())
        answers.push_back({{"statement", found->second}, {"status", name_of(commitment.status)}});
    }
    out.push_back(
        {{"kind", name_of(commitment.kind)},
         {"alike", name_of(alike.front())},
         {"is_alike", std::find(alike.begin(), alike.end(), commitment.kind) != alike.end()},
         {"answerable", is_answerable(commitment.kind)},
         {"stops", asks && asks_to_stop(commitment.text)},
         {"from", from == numbers.end() ? Json(nullptr) : Json(from->second)},
         {"to", actors_of(commitment.to, numbers)},
         {"text", commitment.text},
         {"folded", folded_hash(commitment.text)},
         {"answers", std::move(answers)},
         {"refusals", refusals_of(record, commitment)}});
  }
  return out;
}

/// Whether a saying may answer what was asked, or goes on with what it was asked to stop.
struct Answering {
  bool refuses = false, accepts = false, goes_on = false;
  bool any() const { return refuses || accepts || goes_on; }
};

Answering answering(const Statement& statement, std::string_view words) {
  const SpeechAct act = statement.act;
  const bool may_go_on =
      act == SpeechAct::Promise || act == SpeechAct::Threaten || act == SpeechAct::Reject;
  return {act == SpeechAct::Reject || act == SpeechAct::Deny,
          act == SpeechAct::Promise || act == SpeechAct::Support || act == SpeechAct::Concede,
          may_go_on && statement.confidence >= kSureRefusal && says_goes_on(words)};
}

/// The statements of a known speaker that refuse, may answer or go on.
Json sayings_of(const Record& record, const Numbers& numbers) {
  Json out = Json::array();
  for (std::size_t at = 0; at < record.statements.size(); ++at) {
    const Statement& s = record.statements[at];
    const auto speaker = numbers.find(s.speaker);
    if (speaker == numbers.end()) continue;
    const std::string words = words_of(record.report.text, s.content);
    const Answering how = answering(s, words);
    if (!how.any()) continue;
    Json named = named_within(record, s.content);
    for (const Json& actor : actors_of(s.addressees, numbers)) named.push_back(actor);
    const auto status = how.refuses ? CommitmentStatus::Rejected : CommitmentStatus::Accepted;
    out.push_back({{"n", at},
                   {"status", how.refuses || how.accepts ? Json(name_of(status)) : Json(nullptr)},
                   {"goes_on", how.goes_on},
                   {"speaker", speaker->second},
                   {"day", day_of(s.date.from.empty() ? record.report.published : s.date.from)},
                   {"named", std::move(named)},
                   {"words", words}});
  }
  return out;
}

/// What everybody says, as versions of a report say it again.
Json statements_of(const Record& record, const Numbers& numbers) {
  Json out = Json::array();
  for (const Statement& s : record.statements) {
    const auto speaker = numbers.find(s.speaker);
    out.push_back({{"speaker", speaker == numbers.end() ? Json(nullptr) : Json(speaker->second)},
                   {"folded", folded_hash(words_of(record.report.text, s.content))}});
  }
  return out;
}

Json events_of(const Record& record, const Numbers& numbers) {
  Json out = Json::array();
  for (const Event& event : record.events) {
    EventTelling telling;
    std::vector<Span> spans{event.trigger};
    spans.insert(spans.end(), event.tellings.begin(), event.tellings.end());
    const auto sentence = read_words(record.report.text, spans, telling);
    const std::string& from = event.date.from;
    out.push_back({{"type", name_of(event.type)},
                   {"status", name_of(event.status)},
                   {"from", day_of(from)},
                   {"to", day_of(event.date.to.empty() ? from : event.date.to)},
                   {"source", actors_of(event.source, numbers)},
                   {"target", actors_of(event.target, numbers)},
                   {"named", sentence ? named_within(record, {*sentence}) : Json::array()},
                   {"trigger", joined(telling.trigger)},
                   {"near", joined(telling.near)},
                   {"sentence", joined(telling.sentence)}});
  }
  return out;
}

template <typename Items>
Numbers numbered(const Items& items) {
  Numbers out;
  for (std::size_t at = 0; at < items.size(); ++at) out[items[at].id] = at;
  return out;
}

}  // namespace

const Type& join_table() {
  static const Type type = object(
      {{"at", whole()},
       {"day", whole()},
       {"signs",
        list(object(
            {{"sign", whole()}, {"count", real()}, {"capital", real()}, {"state", truth()}}))},
       {"actors", list(object({{"name", text()},
                               {"type", text()},
                               {"key", text()},
                               {"own", truth()},
                               {"spelling", text()},
                               {"findable", truth()}}))},
       {"ties", list(object({{"person", whole()},
                             {"body", whole()},
                             {"titled", truth()},
                             {"by_title", truth()},
                             {"sure", real()}}))},
       {"claims", list(object({{"begin", whole()},
                               {"end", whole()},
                               {"folded", whole()},
                               {"words", text()},
                               {"telling", text()},
                               {"of_a_saying", truth()},
                               {"sides", list(object({{"actor", whole()}, {"against", truth()}}))},
                               {"named", numbers()},
                               {"bodies", numbers()}}))},
       {"commitments",
        list(object({{"kind", text()},
                     {"alike", text()},
                     {"is_alike", truth()},
                     {"answerable", truth()},
                     {"stops", truth()},
                     {"from", whole()},
                     {"to", numbers()},
                     {"text", text()},
                     {"folded", whole()},
                     {"answers", list(object({{"statement", whole()}, {"status", text()}}))},
                     {"refusals", numbers()}}))},
       {"statements", list(object({{"speaker", whole()}, {"folded", whole()}}))},
       {"sayings", list(object({{"n", whole()},
                                {"status", text()},
                                {"goes_on", truth()},
                                {"speaker", whole()},
                                {"day", whole()},
                                {"named", numbers()},
                                {"words", text()}}))},
       {"events", list(object({{"type", text()},
                               {"status", text()},
                               {"from", whole()},
                               {"to", whole()},
                               {"source", numbers()},
                               {"target", numbers()},
                               {"named", numbers()},
                               {"trigger", text()},
                               {"near", text()},
                               {"sentence", text()}}))}});
  return type;
}

Json join_row(const Knowledge& knowledge, std::int64_t at, const Record& record) {
  const Numbers actors = numbered(record.actors), statements = numbered(record.statements);
  return {{"at", at},
          {"day", day_of(record.report.published)},
          {"signs", signs_of(knowledge, record.report)},
          {"actors", actor_rows(at, record)},
          {"ties", ties_of(record, actors)},
          {"claims", claims_of(record, actors)},
          {"commitments", commitments_of(record, actors, statements)},
          {"statements", statements_of(record, actors)},
          {"sayings", sayings_of(record, actors)},
          {"events", events_of(record, actors)}};
}

}  // namespace casus::python
