// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "casus/kinds.h"
#include "outlook/bodies.h"
#include "store/store.h"

namespace casus::outlook {

/// What is asked: will `body` on day `on` decide for what `about` says, by what is known on
/// `as_of`?
struct Matter {
  std::string about, on, as_of;  // days ISO
};

/// A kept statement or event that is on the matter.
struct Saying {
  std::string item, day, act, text;  // `act`: the speech act's name, or the event's type
  std::int64_t actor = 0, report = 0;
  double direction = 0;  // -1 against to 1 for
  double near = 0;       // how near it is to the matter, 0 to 1
  double confidence = 0;
};

struct Sayings {
  std::vector<Saying> said, done;  // the newest first
  std::set<std::string> words;     // what the matter is about, by those who name it
};

/// So many days back is looked at.
inline constexpr int kReach = 730;

/// What the record has on the matter, known on its day: statements that hold its words, or are said
/// to or of the body in words that go with them; likewise what was done (agreed to, backed, given
/// way to, asked for, rejected, protested against). Io and Corrupt are left to
/// Database::take_error.
Sayings sayings(Store& store, const Body& body, const Matter& matter);

/// Which way a saying points: what is asked, expected, promised or backed is for it, what is
/// rejected or denied against; 0 where it does not show. `to_body`: it is said to the body, or
/// blames it; `share`: how much of the matter's words it holds (0 to 1).
double direction_of(SpeechAct act, std::string_view text, bool to_body, double share);

/// The same of what is done on the matter; 0 of all that is neither for nor against a decision, and
/// where its sentence is negated.
double direction_of(EventType type, std::string_view text);

}  // namespace casus::outlook
