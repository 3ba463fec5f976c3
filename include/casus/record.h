// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "casus/kinds.h"
#include "casus/report.h"

namespace casus {

// What casus reads out of one report; the JSON of it is documented in docs/record.md. Objects refer
// to each other by `id`. Every object names the spans that justify it; confidences are
// probabilities in [0, 1].

struct Role {
  std::string title;
  std::string of;  // actor id
  Span span;
};

struct Actor {
  std::string id;
  std::string name;
  ActorType type = ActorType::Organization;
  std::string code;  // ISO 3166-1 alpha-3 of a state
  std::string wikidata;
  std::vector<Role> roles;
  std::vector<Span> mentions;
  double confidence = 1;
};

struct Statement {
  std::string id;
  std::string speaker;  // actor id; empty: the text does not tell
  std::optional<Span> source;
  std::optional<Span> cue;
  std::vector<Span> content;
  StatementKind kind = StatementKind::Direct;
  SpeechAct act = SpeechAct::State;
  std::vector<std::string> addressees;
  When date;
  std::string venue;
  std::string medium;
  double confidence = 1;
};

struct Quantity {
  QuantityKind what = QuantityKind::None;
  double value = 0;  // 0: not told ("dozens of")
  std::string qualifier;
  std::string unit;
  Span span;
};

struct Event {
  std::string id;
  EventType type = EventType::Agree;
  std::string mode;  // a word of model/events/lexicon.tsv: an open list
  std::vector<std::string> source;
  std::vector<std::string> target;
  Span trigger;
  std::vector<Span> tellings;  // its other triggers: the same event told again
  When date;
  std::string place;
  EventStatus status = EventStatus::Occurred;
  std::vector<std::string> according_to;
  std::vector<Quantity> quantities;
  double confidence = 1;
};

struct Claim {
  std::string id;
  std::string text;
  std::vector<Span> spans;
  std::vector<std::string> asserted_by;
  std::vector<std::string> denied_by;
  ClaimStatus status = ClaimStatus::Asserted;
  double confidence = 1;
};

struct Commitment {
  std::string id;
  CommitmentKind kind = CommitmentKind::None;
  std::string from;
  std::vector<std::string> to;
  std::string text;
  Span span;
  When due;
  CommitmentStatus status = CommitmentStatus::Open;
  std::vector<std::string> answers;
  double confidence = 1;
};

struct Relation {
  std::string id;
  RelationType type = RelationType::None;
  std::string from;
  std::string to;
  When date;
  Span span;
  bool contradicted = false;  // casus knows otherwise for that day; kept as the report has it
  double confidence = 1;
};

struct Position {
  std::string actor;
  std::string issue;
  double stance = 0;
  std::vector<std::string> evidence;
  double confidence = 1;
};

/// One report and all that was read out of it. Plain data.
struct Record {
  Report report;
  std::vector<Actor> actors;
  std::vector<Statement> statements;
  std::vector<Event> events;
  std::vector<Claim> claims;
  std::vector<Commitment> commitments;
  std::vector<Relation> relations;
  std::vector<Position> positions;
};

}  // namespace casus
