// SPDX-License-Identifier: Apache-2.0
#include "store/fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "casus/kinds.h"
#include "core/text.h"
#include "store/days.h"

namespace casus {

namespace {

constexpr std::string_view kAll =
    " statements events claims commitments relations actors reports stories ";
constexpr std::string_view kItems =
    " statements events claims commitments relations ";  // what a report was read to say
constexpr Field kFields[] = {
    {"by", &Question::by, kItems,
     "who said, did, asked or claimed it; a state's officials count as the state"},
    {"to", &Question::to, " statements events commitments relations ",
     "whom it was said, done or asked"},
    {"about", &Question::about, kAll, "what or whom it is about"},
    {"between", &Question::between, kItems, "two sides: Armenia,Azerbaijan"},
    {"member_of", &Question::member_of, " statements events actors ",
     "by members of an organisation"},
    {"type", &Question::type, " statements events commitments relations actors reports ",
     "its type"},
    {"act", &Question::act, " statements ", "what the saying does"},
    {"status", &Question::status, " events claims commitments relations ", "how it stands"},
    {"since", &Question::since, " statements events claims commitments relations reports stories ",
     "first day: 2022-09-13, 2022-09, 2022 or \"last month\""},
    {"until", &Question::until, " statements events claims commitments relations reports stories ",
     "last day"},
    {"as_of", &Question::as_of, " statements events claims commitments relations actors ",
     "what was known on that day"},
    {"text", &Question::text, " statements events claims commitments actors reports stories ",
     "full text: all these words"},
    {"story", &Question::story, " statements events claims commitments relations reports ",
     "what the reports of a story tell: t12"},
    {"min_confidence", nullptr, kItems, "leave out what is less certain"},
    {"sort", &Question::sort, kAll,
     "the order: salience (what matters first), date, -date (newest first), confidence or reports"},
};

// Sets of questions alone; those of items are in casus/kinds.h.
constexpr std::string_view kTieStatuses[] = {"contradicted"};
constexpr std::string_view kReportTypes[] = {"original", "copy"};
constexpr std::string_view kOrders[] = {"salience", "date", "-date", "confidence"};
constexpr std::string_view kPlainOrders[] = {"date", "-date", "confidence"};
constexpr std::string_view kDayOrders[] = {"date", "-date"};
constexpr std::string_view kActorOrders[] = {"salience", "reports"};
constexpr std::string_view kStoryOrders[] = {"salience", "date", "-date", "reports"};

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

bool takes(std::string_view kind, std::string_view field) {
  return std::any_of(std::begin(kFields), std::end(kFields), [&](const Field& one) {
    return one.name == field && one.kinds.find(fmt::format(" {} ", kind)) != std::string_view::npos;
  });
}

std::string option_of(std::string_view field) {
  std::string out = "--" + std::string(field);
  std::replace(out.begin(), out.end(), '_', '-');
  return out;
}

std::vector<std::string_view> values_of(std::string_view kind, std::string_view field) {
  const auto all = [](const auto& table) {
    return std::vector<std::string_view>(std::begin(table), std::end(table));
  };
  const auto but_none = [](const auto& table) {
    return std::vector<std::string_view>(std::begin(table) + 1, std::end(table));
  };  // the first is "none"
  if (!takes(kind, field)) return {};
  if (field == "sort")
    return kind == "reports"                             ? all(kDayOrders)
           : kind == "actors"                            ? all(kActorOrders)
           : kind == "stories"                           ? all(kStoryOrders)
           : kind == "statements" || kind == "relations" ? all(kPlainOrders)
                                                         : all(kOrders);
  if (field == "act") return all(kSpeechActs);
  if (field == "status")
    return kind == "events"      ? all(kEventStatuses)
           : kind == "claims"    ? all(kClaimStatuses)
           : kind == "relations" ? all(kTieStatuses)
                                 : all(kCommitmentStatuses);
  if (field != "type") return {};
  if (kind == "statements") return all(kStatementKinds);
  if (kind == "events") return all(kEventTypes);
  if (kind == "commitments") return but_none(kCommitmentKinds);
  if (kind == "relations") return but_none(kRelationTypes);
  return kind == "actors" ? all(kActorTypes) : all(kReportTypes);
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
  if (question.kind.find(' ') != std::string::npos ||
      kAll.find(" " + question.kind + " ") == std::string_view::npos) {
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
    if (field.name == "sort") {
      CASUS_TRY(list, known_value(out.kind, field.name, value));  // one order only
    }
    value = list;
  }
  if (out.min_confidence > 0 && !takes(out.kind, "min_confidence"))
    return not_taken(out.kind, "min_confidence");
  if (out.kind == "actors" && !out.as_of.empty() && out.member_of.empty())
    return Error{Errc::InvalidInput,
                 "C0409 of actors, --as-of goes with --member-of: who was a member on that day"};
  CASUS_TRY(out.since, first_day(out.since));
  CASUS_TRY(out.until, last_day(out.until));
  CASUS_TRY(out.as_of, last_day(out.as_of));
  return out;
}

}  // namespace casus
