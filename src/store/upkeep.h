// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "store/store.h"

namespace casus {

/// What was found of a record that was gone through from end to end.
struct Soundness {
  std::vector<std::string> problems;                         // one line each; none: it is whole
  std::vector<std::pair<std::string, std::int64_t>> counts;  // of what, how many
};

/// Goes through a record: SQLite's own check, what points to nothing, every report's text, and the
/// words of every item. Errors: Io. Damage is no error but what is found.
Result<Soundness> check_record(Store& store);

/// Copies a record to a new file, also while it is written to; the file is whole or not there.
/// Errors: InvalidInput (the file is there already), Io, Corrupt.
Result<bool> back_up(Store& store, const std::string& file);

}  // namespace casus
