// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "casus/kinds.h"
#include "store/sql.h"

namespace casus {

/// What may be amended of an item, by the name of its column.
enum class Column : std::uint8_t {
  Act,
  Kind,
  Type,
  Mode,
  Status,
  Date,
  Due,
  Venue,
  Medium,
  Speaker
};
inline constexpr std::array<std::string_view, 10> kColumns = {
    "act", "kind", "type", "mode", "status", "date", "due", "venue", "medium", "speaker"};
constexpr std::string_view name_of(Column column) {
  return kColumns[static_cast<std::size_t>(column)];
}

/// Sets a column of one item, by its number. Of a day, that it is no period any more.
struct Amendment {
  Column column;
  Sql sql;
};

/// A kind of item that can be corrected, and the statements that do it.
struct Correctable {
  char letter;
  std::string_view name;  // its table, and the kind that questions know its values by
  Sql anchor;             // of an item: its report's uid, and the spans that find it again
  Sql anchors;            // of a report: the numbers of its items with their spans
  Sql review;             // of an item, given the review
  Sql restore;            // of an item that was accepted or rejected
  std::span<const Amendment> amendments;

  /// Nothing, where the column of this kind is not amended.
  const Amendment* of(Column column) const;
};

/// By the letter of an item ("s12"). Nothing: there is no such kind, or it is not corrected so.
const Correctable* correctable(char letter);

/// What makes an actor another one (?1, the other, and ?2), in this order.
std::span<const Sql> merging();

}  // namespace casus
