// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "store/removal.h"
#include "store/store.h"

namespace casus {

/// Adds records to a store and joins them to what is there.
class Keeper {
 public:
  explicit Keeper(Store& store) : store_(store) {}

  /// Keeps a batch in one transaction: all of it is kept when this returns, or none of it. With
  /// `again`, known reports are read anew. Errors: Io (disk full, locked), Corrupt.
  Result<std::vector<Store::Kept>> keep(const std::vector<Record>& batch, bool again = false);

  /// Takes reports out again with everything that hangs on them, in one transaction: all are gone
  /// when this returns, or none. What was joined by way of them is joined anew without them. A dry
  /// run tells what would go, and leaves all as it is. Errors: NotFound (a report that is not
  /// there), Io (locked, disk full), Corrupt.
  Result<std::vector<Removed>> remove(const std::vector<std::int64_t>& reports, bool dry = false);

 private:
  Store& store_;
};

}  // namespace casus
