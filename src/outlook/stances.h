// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "outlook/bodies.h"
#include "outlook/decision.h"
#include "outlook/sayings.h"
#include "store/store.h"

namespace casus::outlook {

/// Something said or done that shows where a member stands.
struct Words {
  std::string item, day, actor, act, text;
  double direction = 0;  // -1 against to 1 for
  double weight = 0;     // certainty, nearness to the matter, freshness and office, multiplied
};

/// Where a member stands.
struct Standing : Leaning {
  std::vector<Words> words;  // the weightiest first
  struct Tie {
    std::size_t member = 0;
    double tie = 0;  // -1 to 1
  };
  std::vector<Tie> follows;  // of a silent member: those who spoke, the closest first
};

struct Standings {
  std::vector<Standing> members;  // as Body::members
  std::vector<Words> others;      // what others than its members say on the matter, not counted
};

/// Where each member stands by the record: what its government says and does on the matter
/// (sayings.h), newest weighing most (half in sixty days); those who are silent by whom they vote
/// and side with. Errors: Io, Corrupt.
Result<Standings> standings(Store& store, const Body& body, const Matter& matter);

/// The same from stances written down by hand: "day;member;direction;words" a line, `#` begins a
/// comment; days after matter.as_of do not count. Errors: InvalidInput names the line.
Result<Standings> standings_told(const Knowledge& knowledge, const Body& body, const Matter& matter,
                                 std::string_view lines);

}  // namespace casus::outlook
