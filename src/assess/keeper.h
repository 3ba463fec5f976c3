// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "store/store.h"

namespace casus {

/// Adds records to a store and joins them to what is there.
class Keeper {
 public:
  explicit Keeper(Store& store) : store_(store) {}

  /// Keeps a batch in one transaction: all of it is kept when this returns, or none of it. With
  /// `again`, known reports are read anew. Errors: Io (disk full, locked), Corrupt.
  Result<std::vector<Store::Kept>> keep(const std::vector<Record>& batch, bool again = false);

 private:
  Store& store_;
};

}  // namespace casus
