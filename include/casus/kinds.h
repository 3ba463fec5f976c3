// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace casus {

// The closed sets of docs/record.md. Each has one table of names, in the order of its enumeration;
// the model's heads, the JSON and the store write these names. name_of and kind_named go from an
// enumerator to its name and back.

/// What an actor is. A group is a description of several ("officials").
enum class ActorType : std::uint8_t { Person, State, Organization, Group, Place };
inline constexpr std::array<std::string_view, 5> kActorTypes = {"person", "state", "organization",
                                                                "group", "place"};

/// How a statement's words are given: all quoted, none, or some.
enum class StatementKind : std::uint8_t { Direct, Indirect, Mixed };
inline constexpr std::array<std::string_view, 3> kStatementKinds = {"direct", "indirect", "mixed"};

/// PLOVER's sixteen types of event (Open Event Data Alliance, manual 0.8).
enum class EventType : std::uint8_t {
  Agree,
  Consult,
  Support,
  Concede,
  Cooperate,
  Aid,
  Retreat,
  Request,
  Accuse,
  Reject,
  Threaten,
  Protest,
  Sanction,
  Mobilize,
  Coerce,
  Assault
};
inline constexpr std::array<std::string_view, 16> kEventTypes = {
    "AGREE",  "CONSULT", "SUPPORT",  "CONCEDE", "COOPERATE", "AID",      "RETREAT", "REQUEST",
    "ACCUSE", "REJECT",  "THREATEN", "PROTEST", "SANCTION",  "MOBILIZE", "COERCE",  "ASSAULT"};

/// PLOVER's quadrants of the types: saying or doing, with or against.
enum class EventQuadrant : std::uint8_t {
  VerbalCooperation = 1,
  MaterialCooperation,
  VerbalConflict,
  MaterialConflict
};
constexpr EventQuadrant quadrant_of(EventType type) {
  switch (type) {
    case EventType::Agree:
    case EventType::Consult:
    case EventType::Support:
    case EventType::Concede:
      return EventQuadrant::VerbalCooperation;
    case EventType::Cooperate:
    case EventType::Aid:
    case EventType::Retreat:
      return EventQuadrant::MaterialCooperation;
    case EventType::Request:
    case EventType::Accuse:
    case EventType::Reject:
    case EventType::Threaten:
      return EventQuadrant::VerbalConflict;
    case EventType::Protest:
    case EventType::Sanction:
    case EventType::Mobilize:
    case EventType::Coerce:
    case EventType::Assault:
      break;
  }
  return EventQuadrant::MaterialConflict;
}
/// Verbal or material conflict; a request is a demand there.
constexpr bool is_conflict(EventType type) {
  return quadrant_of(type) >= EventQuadrant::VerbalConflict;
}
/// True where who did it to whom is told either way round: a meeting, a deal, a clash.
constexpr bool is_mutual(EventType type) {
  return type == EventType::Consult || type == EventType::Agree || type == EventType::Cooperate ||
         type == EventType::Assault;
}

/// True for what is done by words alone, towards somebody.
constexpr bool is_spoken(EventType type) {
  switch (type) {
    case EventType::Request:
    case EventType::Accuse:
    case EventType::Reject:
    case EventType::Threaten:
    case EventType::Support:
      return true;
    case EventType::Agree:
    case EventType::Consult:
    case EventType::Concede:
    case EventType::Cooperate:
    case EventType::Aid:
    case EventType::Retreat:
    case EventType::Protest:
    case EventType::Sanction:
    case EventType::Mobilize:
    case EventType::Coerce:
    case EventType::Assault:
      break;
  }
  return false;
}

/// Whether an event is: told by the report itself, told by a party only, denied, to come, or under
/// a condition.
enum class EventStatus : std::uint8_t { Occurred, Alleged, Denied, Planned, Hypothetical };
inline constexpr std::array<std::string_view, 5> kEventStatuses = {"occurred", "alleged", "denied",
                                                                   "planned", "hypothetical"};

/// What a saying does, after the illocutionary classes of Searle (1976).
enum class SpeechAct : std::uint8_t {
  State,
  Accuse,
  Deny,
  Reject,
  Request,
  Promise,
  Threaten,
  Support,
  Criticize,
  Expect,
  Concede,
  Question
};
inline constexpr std::array<std::string_view, 12> kSpeechActs = {
    "state",    "accuse",  "deny",      "reject", "request", "promise",
    "threaten", "support", "criticize", "expect", "concede", "question"};

/// What kind of commitment a statement makes; None: it makes none.
enum class CommitmentKind : std::uint8_t {
  None,
  Appeal,
  Demand,
  Promise,
  Threat,
  Expectation,
  Obligation
};
inline constexpr std::array<std::string_view, 7> kCommitmentKinds = {
    "none", "appeal", "demand", "promise", "threat", "expectation", "obligation"};
/// True for what asks something of somebody, who may answer.
constexpr bool is_answerable(CommitmentKind kind) {
  return kind == CommitmentKind::Appeal || kind == CommitmentKind::Demand ||
         kind == CommitmentKind::Expectation;
}

/// How a commitment stands. Overdue: it is open and its day has passed; no report is read to say
/// so, the record says it as of a day.
enum class CommitmentStatus : std::uint8_t { Open, Overdue, Accepted, Rejected, Fulfilled, Broken };
inline constexpr std::array<std::string_view, 6> kCommitmentStatuses = {
    "open", "overdue", "accepted", "rejected", "fulfilled", "broken"};

/// Whether those who speak of a claim say it is so, that it is not, or both.
enum class ClaimStatus : std::uint8_t { Asserted, Denied, Contested };
inline constexpr std::array<std::string_view, 3> kClaimStatuses = {"asserted", "denied",
                                                                   "contested"};

/// A standing tie between two actors; None: there is none.
enum class RelationType : std::uint8_t {
  None,
  MemberOf,
  NotMemberOf,
  Chairs,
  ChairPassesTo,
  Leads,
  HoldsOffice,
  PartOf,
  AllyOf,
  Opposes,
  Supports
};
inline constexpr std::array<std::string_view, 11> kRelationTypes = {
    "none",         "member_of", "not_member_of", "chairs",  "chair_passes_to", "leads",
    "holds_office", "part_of",   "ally_of",       "opposes", "supports"};

/// What a number of an event counts; None: it counts nothing of one.
enum class QuantityKind : std::uint8_t {
  None,
  Killed,
  Wounded,
  Captured,
  Displaced,
  Missing,
  Troops,
  People,
  Money,
  Area,
  Distance,
  Weapons,
  Other
};
inline constexpr std::array<std::string_view, 13> kQuantityKinds = {
    "none",   "killed", "wounded", "captured", "displaced", "missing", "troops",
    "people", "money",  "area",    "distance", "weapons",   "other"};

/// The names of a closed set, and what messages call one of it.
template <std::size_t N>
struct ClosedSet {
  const std::array<std::string_view, N>& names;
  std::string_view what;
};
template <std::size_t N>
ClosedSet(const std::array<std::string_view, N>&, const char*) -> ClosedSet<N>;  // for clang 14
template <typename Kind>
inline constexpr std::nullptr_t kClosedSet = nullptr;
template <>
inline constexpr auto kClosedSet<ActorType> = ClosedSet{kActorTypes, "actor type"};
template <>
inline constexpr auto kClosedSet<StatementKind> = ClosedSet{kStatementKinds, "kind of statement"};
template <>
inline constexpr auto kClosedSet<SpeechAct> = ClosedSet{kSpeechActs, "speech act"};
template <>
inline constexpr auto kClosedSet<EventType> = ClosedSet{kEventTypes, "event type"};
template <>
inline constexpr auto kClosedSet<EventStatus> = ClosedSet{kEventStatuses, "event status"};
template <>
inline constexpr auto kClosedSet<ClaimStatus> = ClosedSet{kClaimStatuses, "claim status"};
template <>
inline constexpr auto kClosedSet<CommitmentKind> =
    ClosedSet{kCommitmentKinds, "kind of commitment"};
template <>
inline constexpr auto kClosedSet<CommitmentStatus> =
    ClosedSet{kCommitmentStatuses, "commitment status"};
template <>
inline constexpr auto kClosedSet<RelationType> = ClosedSet{kRelationTypes, "relation type"};
template <>
inline constexpr auto kClosedSet<QuantityKind> = ClosedSet{kQuantityKinds, "kind of quantity"};

template <typename Kind>
concept Closed = requires {
  kClosedSet<Kind>.names;
};

template <Closed Kind>
constexpr std::string_view name_of(Kind kind) {
  return kClosedSet<Kind>.names[static_cast<std::size_t>(kind)];
}

/// The place of `name` in a table of names, as the enumeration the table belongs to; nothing where
/// it is unknown.
template <typename Kind, std::size_t N>
constexpr std::optional<Kind> kind_named(const std::array<std::string_view, N>& names,
                                         std::string_view name) {
  for (std::size_t at = 0; at < N; ++at) {
    if (names[at] == name) return static_cast<Kind>(at);
  }
  return std::nullopt;
}
template <Closed Kind>
constexpr std::optional<Kind> kind_named(std::string_view name) {
  return kind_named<Kind>(kClosedSet<Kind>.names, name);
}

}  // namespace casus
