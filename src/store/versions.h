// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/store.h"

namespace casus {

/// The kept report that most of this one's words are in, or that most of whose words are in this
/// one; 0 where there is none. `sample` is that of its text (sketch.h).
std::int64_t likest_report(Database& database, const std::vector<std::int64_t>& sample);

/// The first version of the kept report that this one, likest to `likest` (likest_report),
/// replaces; 0 where it replaces none. It replaces what it is much like and tells more than
/// (sketch.h) if both are of one address, if it calls itself a correction of what is no older than
/// weeks, or if both are of one outlet and of one week and the older tells nothing that it does
/// not. Another day's bulletin from a template replaces none.
std::int64_t version_replaced(Store& store, const Report& report,
                              const std::vector<std::int64_t>& sample, std::int64_t likest);

/// The versions of a report in the order of their days, or in which they were kept where one has no
/// day; the report alone where it has no other.
std::vector<std::int64_t> versions_of(Store& store, std::int64_t report);

/// The versions right before and after a report; 0 where there is none.
struct Versions {
  std::int64_t replaces = 0, replaced_by = 0;
};
Versions versions_beside(Store& store, std::int64_t report);

/// Makes the oldest that is left the first of its versions when `report` is taken out.
void leave_versions(Store& store, std::int64_t report);

}  // namespace casus
