// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "casus/kinds.h"
#include "outlook/bodies.h"
#include "outlook/decision.h"
#include "store/store.h"

namespace casus::outlook {

/// What is asked: will `body` on day `on` decide for what `about` says, by what is known on
/// `as_of`?
struct Matter {
  std::string about, on, as_of;  // days ISO
};

/// Something said that shows where a member stands.
struct Words {
  std::string item, day, actor, act, text;
  double direction = 0;  // -1 against to 1 for
  double weight = 0;     // certainty, nearness to the matter, freshness and office, multiplied
};

/// Where a member stands.
struct Standing {
  Thought thought{};
  bool spoke = false;
  double salience = 0;       // 0 to 1, by how much it says on the matter
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
  std::set<std::string> words;    // what the matter is about, by those who name it
};

/// Where each member stands by the record: what its government says to or of the body on the
/// matter, newest weighing most (half in sixty days); those who are silent by whom they vote and
/// side with. Errors: Io, Corrupt.
Result<Standings> standings(Store& store, const Body& body, const Matter& matter);

/// The same from stances written down by hand: "day;member;direction;words" a line, `#` begins a
/// comment; days after matter.as_of do not count. Errors: InvalidInput names the line.
Result<Standings> standings_told(const Knowledge& knowledge, const Body& body, const Matter& matter,
                                 std::string_view lines);

/// Which way a saying points: what is asked, expected, promised or backed is for it, what is
/// rejected or denied against; 0 where it does not show. `to_body`: it is said to the body, or
/// blames it; `share`: how much of the matter's words it holds (0 to 1).
double direction_of(SpeechAct act, std::string_view text, bool to_body, double share);

}  // namespace casus::outlook
