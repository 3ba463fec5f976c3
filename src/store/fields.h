// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "casus/kinds.h"
#include "store/question.h"

namespace casus {

/// What may be asked for.
enum class AskedKind : std::uint8_t {
  Statements,
  Events,
  Claims,
  Commitments,
  Relations,
  Actors,
  Reports,
  Stories
};
inline constexpr std::array<std::string_view, 8> kAskedKinds = {
    "statements", "events", "claims", "commitments", "relations", "actors", "reports", "stories"};
template <>
inline constexpr auto kClosedSet<AskedKind> = ClosedSet{kAskedKinds, "kind of item"};

/// The orders of an answer; NewestFirst and Date go by the day.
enum class Order : std::uint8_t { Salience, Date, NewestFirst, Confidence, Reports };
inline constexpr std::array<std::string_view, 5> kOrders = {"salience", "date", "-date",
                                                            "confidence", "reports"};
template <>
inline constexpr auto kClosedSet<Order> = ClosedSet{kOrders, "order"};

/// What a report is: the first of its words, a copy of another, or the new version of one, whose
/// words are its own too.
enum class ReportType : std::uint8_t { Original, Copy, Version };
inline constexpr std::array<std::string_view, 3> kReportTypes = {"original", "copy", "version"};
template <>
inline constexpr auto kClosedSet<ReportType> = ClosedSet{kReportTypes, "type of report"};

/// What a question may say of the items it asks for. The one table of which kind of item takes
/// what: the options of the program, its help, the completion of the shell, the API and the check
/// of every question go by it.
struct Field {
  std::string_view name;         // as the API calls it: "member_of"; the option is --member-of
  std::string Question::*value;  // null: a number, or of no kind in particular
  std::uint16_t kinds;           // who takes it, a bit each
  std::string_view about;
  std::vector<std::string_view> (*values)(AskedKind) = nullptr;  // null: any text will do
};
std::span<const Field> fields();

bool takes(std::string_view kind, std::string_view field);

/// "--member-of" for "member_of".
std::string option_of(std::string_view field);

/// The values that a field of a kind of item knows; none where any text will do.
std::vector<std::string_view> values_of(std::string_view kind, std::string_view field);

/// A value as its table writes it, whatever its case ("assault" is ASSAULT). Errors: InvalidInput,
/// which lists the known ones.
Result<std::string> known_value(std::string_view kind, std::string_view field,
                                std::string_view value);

/// The question with days for its periods and values as they are written in the tables.
/// Errors: InvalidInput (no such kind, a field the kind does not take, an unknown value, no day).
Result<Question> settled(const Question& question);

}  // namespace casus
