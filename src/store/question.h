// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "store/store.h"

namespace casus {

using Json = nlohmann::ordered_json;

/// What is asked of the record. Names are resolved as in reading ("Minsk" means Belarus). Days are
/// as days.h reads them; empty fields do not restrict. Which kind of item takes which field, and
/// what values they know, is in fields.h.
struct Question {
  std::string kind =
      "statements";  // statements, events, claims, commitments, relations, actors, reports, stories
  std::string by, to, about, between, member_of;  // names; between: "A,B"
  std::string type, act, status;                  // comma-separated alternatives
  std::string since, until, as_of;  // as_of: what was known on that day; empty is today
  std::string text;                 // full text, all words
  std::string story;                // "t12": what its reports tell
  std::string sort;  // salience, date, -date, confidence; empty: what matters first, where the kind
                     // has a salience, else the newest
  double min_confidence = 0;
  std::size_t limit = 50, offset = 0;
  bool counted = true;              // whether the total is wanted
  bool described = false;           // of actors: descriptions too ("officials"), not names alone
  std::int64_t after = 0;           // only items kept later than this number
  std::vector<std::int64_t> among;  // where not empty: only items of these numbers
};

/// Items, one JSON object each (docs/queries.md lists the fields), how many there are in all, and
/// what names were taken to mean.
struct Answer {
  std::vector<Json> rows;
  std::size_t total = 0;  // counted up to kMostCounted
  std::vector<std::string> notes;
};

inline constexpr std::size_t kMostCounted = 10000;

/// Answers a question. Errors: InvalidInput (unknown kind or value, a field the kind does not
/// take), NotFound (a name nobody has), Corrupt, Io.
Result<Answer> ask(Store& store, const Question& question);

/// Hands on every row that answers, whatever its limit and offset say, all as the record stood when
/// it was asked. Errors: as of ask(); what was handed on before one is not the whole.
Result<bool> each_row(Store& store, const Question& question,
                      const std::function<void(Json&&)>& use);

/// The numbers of all items that answer, in no order; limit and offset mean nothing. Errors: those
/// of ask().
Result<std::vector<std::int64_t>> ids_of(Store& store, const Question& question);

/// The row of one item by its id ("s12"). Errors: NotFound.
Result<Json> item_row(Store& store, const std::string& id, const std::string& as_of = {});

}  // namespace casus
