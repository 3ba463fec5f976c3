// SPDX-License-Identifier: Apache-2.0
#include "store/fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "casus/kinds.h"
#include "core/text.h"
#include "store/days.h"

namespace casus {

namespace {

using enum AskedKind;
using Values = std::vector<std::string_view>;

constexpr std::uint16_t bits(std::initializer_list<AskedKind> kinds) {
  unsigned out = 0;
  for (const AskedKind kind : kinds) out |= 1U << static_cast<unsigned>(kind);
  return static_cast<std::uint16_t>(out);
}

Values all(const auto& table) {
  return Values(std::begin(table), std::end(table));
}
/// Of a table whose first is "none".
Values but_none(const auto& table) {
  return Values(std::begin(table) + 1, std::end(table));
}
Values some(std::initializer_list<Order> orders) {
  Values out;
  for (const Order order : orders) out.push_back(name_of(order));
  return out;
}

Values types_of(AskedKind kind) {
  switch (kind) {
    case Statements:
      return all(kStatementKinds);
    case Events:
      return all(kEventTypes);
    case Commitments:
      return but_none(kCommitmentKinds);
    case Relations:
      return but_none(kRelationTypes);
    case Actors:
      return all(kActorTypes);
    case Reports:
      return all(kReportTypes);
    case Claims:
    case Stories:
      break;
  }
  return {};
}

Values acts_of(AskedKind) {
  return all(kSpeechActs);
}

Values statuses_of(AskedKind kind) {
  switch (kind) {
    case Events:
      return all(kEventStatuses);
    case Claims:
      return all(kClaimStatuses);
    case Relations:
      return {"contradicted"};
    case Commitments:
      return all(kCommitmentStatuses);
    case Statements:
    case Actors:
    case Reports:
    case Stories:
      break;
  }
  return {};
}

Values orders_of(AskedKind kind) {
  using enum Order;
  switch (kind) {
    case AskedKind::Reports:
      return some({Date, NewestFirst});
    case Actors:
      return some({Salience, Order::Reports});
    case Stories:
      return some({Salience, Date, NewestFirst, Order::Reports});
    case Statements:
    case Relations:
      return some({Date, NewestFirst, Confidence});
    case Events:
    case Claims:
    case Commitments:
      break;
  }
  return some({Salience, Date, NewestFirst, Confidence});
}

constexpr std::uint16_t kAll =
    bits({Statements, Events, Claims, Commitments, Relations, Actors, AskedKind::Reports, Stories});
/// What a report was read to say.
constexpr std::uint16_t kItems = bits({Statements, Events, Claims, Commitments, Relations});
constexpr std::uint16_t kDated = kAll & ~bits({Actors});

constexpr Field kFields[] = {
    {"by", &Question::by, kItems,
     "who said, did, asked or claimed it; a state's officials count as the state"},
    {"to", &Question::to, kItems & ~bits({Claims}), "whom it was said, done or asked"},
    {"about", &Question::about, kAll, "what or whom it is about"},
    {"between", &Question::between, kItems, "two sides: Armenia,Azerbaijan"},
    {"member_of", &Question::member_of, bits({Statements, Events, Actors}),
     "by members of an organisation"},
    {"type", &Question::type, kAll & ~bits({Claims, Stories}), "its type", types_of},
    {"act", &Question::act, bits({Statements}), "what the saying does", acts_of},
    {"status", &Question::status, kItems & ~bits({Statements}), "how it stands", statuses_of},
    {"since", &Question::since, kDated, "first day: 2022-09-13, 2022-09, 2022 or \"last month\""},
    {"until", &Question::until, kDated, "last day"},
    {"as_of", &Question::as_of, kItems | bits({Actors}), "what was known on that day"},
    {"text", &Question::text, kAll & ~bits({Relations}), "full text: all these words"},
    {"story", &Question::story, kItems | bits({AskedKind::Reports}),
     "what the reports of a story tell: t12"},
    {"min_confidence", nullptr, kItems, "leave out what is less certain"},
    {"sort", &Question::sort, kAll,
     "the order: salience (what matters first), date, -date (newest first), confidence or reports",
     orders_of},
};

std::string joined(const std::vector<std::string_view>& parts) {
  std::string out;
  for (const std::string_view part : parts) out += (out.empty() ? "" : ", ") + std::string(part);
  return out;
}

/// As values are compared: "member-of" is member_of.
std::string plain(std::string_view value) {
  std::string out = lower(trim(value));
  if (out.size() > 1) std::replace(out.begin() + 1, out.end(), '-', '_');
  return out;
}

Error not_taken(std::string_view kind, std::string_view field) {
  std::string known;
  for (const Field& one : kFields) {
    if (takes(kind, one.name)) known += (known.empty() ? "" : ", ") + option_of(one.name);
  }
  return {Errc::InvalidInput,
          fmt::format("C0409 {} take no {}; they take {}", kind, option_of(field), known)};
}

}  // namespace

std::span<const Field> fields() {
  return kFields;
}

namespace {

const Field* field_named(std::string_view name) {
  const auto* found = std::find_if(std::begin(kFields), std::end(kFields),
                                   [&](const Field& one) { return one.name == name; });
  return found == std::end(kFields) ? nullptr : found;
}

}  // namespace

bool takes(std::string_view kind, std::string_view field) {
  const auto asked = kind_named<AskedKind>(kind);
  const Field* found = field_named(field);
  return asked && found != nullptr && (found->kinds & bits({*asked})) != 0;
}

std::string option_of(std::string_view field) {
  std::string out = "--" + std::string(field);
  std::replace(out.begin(), out.end(), '_', '-');
  return out;
}

std::vector<std::string_view> values_of(std::string_view kind, std::string_view field) {
  if (!takes(kind, field)) return {};
  const auto values = field_named(field)->values;
  return values == nullptr ? Values{} : values(*kind_named<AskedKind>(kind));
}

Result<std::string> known_value(std::string_view kind, std::string_view field,
                                std::string_view value) {
  const auto known = values_of(kind, field);
  for (const std::string_view one : known) {
    if (plain(one) == plain(value)) return std::string(one);
  }
  return Error{Errc::InvalidInput, fmt::format("C0407 '{}' is no {} of {}; known are {}", value,
                                               field, kind, joined(known))};
}

Result<Question> settled(const Question& question) {
  if (!kind_named<AskedKind>(question.kind)) {
    return Error{Errc::InvalidInput,
                 fmt::format("C0407 there are no '{}' in the record; ask for statements, events, "
                             "claims, commitments, relations, actors, reports or stories",
                             question.kind)};
  }
  Question out = question;
  for (const Field& field : kFields) {
    if (field.value == nullptr || (out.*field.value).empty()) continue;
    std::string& value = out.*field.value;
    if (!takes(out.kind, field.name)) return not_taken(out.kind, field.name);
    if (values_of(out.kind, field.name).empty()) continue;
    std::string list;
    for (const std::string_view one : split(value, ',')) {
      if (one.empty()) continue;
      CASUS_TRY(std::string known, known_value(out.kind, field.name, one));
      list += (list.empty() ? "" : ",") + known;
    }
    if (list.empty()) return known_value(out.kind, field.name, value).error();
    if (field.value == &Question::sort) {
      CASUS_TRY(list, known_value(out.kind, field.name, value));  // one order only
    }
    value = list;
  }
  if (out.min_confidence > 0 && !takes(out.kind, "min_confidence"))
    return not_taken(out.kind, "min_confidence");
  if (out.kind == name_of(Actors) && !out.as_of.empty() && out.member_of.empty())
    return Error{Errc::InvalidInput,
                 "C0409 of actors, --as-of goes with --member-of: who was a member on that day"};
  CASUS_TRY(out.since, first_day(out.since));
  CASUS_TRY(out.until, last_day(out.until));
  CASUS_TRY(out.as_of, last_day(out.as_of));
  return out;
}

}  // namespace casus
