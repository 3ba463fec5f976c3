// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/store.h"

namespace casus {

// What makes a report likest to another, by their samples (sketch.h); Spark goes by it too
// (python/casus/versions.py). NEWS-COPY (Silcock et al. 2023) finds wire copies above one half.
inline constexpr std::size_t kBoilerplate = 64;  // in so many reports, no sign of copying
inline constexpr std::size_t kLeastShared = 6;   // shingles
inline constexpr double kMostlyShared = 0.7;     // of the shorter one's sample, and more
inline constexpr double kLeastSize = 0.4;        // of the longer one's: a note within it is no copy

/// The kept report that most of this one's words are in, or that most of whose words are in this
/// one; 0 where there is none. `sample` is that of its text (sketch.h).
std::int64_t likest_report(Database& database, const std::vector<std::int64_t>& sample);

/// What a report is to the kept one that it is likest to.
enum class Standing : std::uint8_t { Other, Copy, Version };

/// A copy tells no more than the kept report. A version replaces it: it is much like it and tells
/// more (sketch.h), and both are of one address, or it calls itself a correction of what is no
/// older than weeks, or both are of one outlet and of one week and the older tells nothing that it
/// does not. Looks at their texts, titles, addresses, agencies and days.
Standing standing_of(const Report& report, const Report& kept);

/// True where two reports of one address have enough of their samples in common to be versions.
bool share_enough_for_versions(std::size_t shared, std::size_t sampled, std::size_t other_sampled);

/// The first version of the kept report that this one, likest to `likest` (likest_report),
/// replaces: by what it is to that, else where it tells more than the newest report of its own
/// address; 0 where it replaces none. Another day's bulletin from a template replaces none.
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
