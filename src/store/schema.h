// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/database.h"

namespace casus {

/// Version of the tables; in the file as PRAGMA user_version.
inline constexpr int kSchemaVersion = 5;

/// Brings the file to kSchemaVersion, one migration after the other in one transaction.
/// Errors: Unsupported (made by a later casus), Io, Corrupt.
Result<bool> migrate(Database& database);

}  // namespace casus
