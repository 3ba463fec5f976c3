// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace casus {

/// What a correction does.
enum class CorrectionAction : std::uint8_t { Accept, Reject, Restore, Amend, Merge, Split };
inline constexpr std::array<std::string_view, 6> kCorrectionActions = {
    "accept", "reject", "restore", "amend", "merge", "split"};

/// One line of the log of corrections; never changed once written.
struct Correction {
  std::int64_t id = 0;
  std::string at, who, action, item, anchor, value;
};

/// Corrects the record and logs it. `item` is an item's id ("s12", "e3", "c4", "k5", "r6", "a7");
/// `action` is one of
///   accept, reject          the item is right, or is not (and is left out of answers)
///   restore                 takes the last accept or reject back
///   amend FIELD=VALUE       a statement's act or speaker, an event's type or status, a
///   commitment's status, ... merge aN                this actor is actor N; split: the reverse
/// An amended value is one that its field knows (fields.h), a day is a real one.
/// Corrections are kept by report and words, so that they hold when the report is read again.
/// Errors: NotFound (no such item), InvalidInput (no such action or field).
Result<Correction> correct(Store& store, const std::string& item, const std::string& action,
                           const std::string& value, const std::string& who);

/// Applies the log to a report's rows that were just made.
void apply_corrections(Store& store, std::int64_t report);

std::vector<Correction> corrections(Store& store);

/// A correction as a training example: {"text", "spans" (bytes), "kind", "read", "action",
/// "value"}, one JSON line.
std::string training_example(Store& store, const Correction& correction);

}  // namespace casus
