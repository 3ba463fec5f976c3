// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "store/database.h"

namespace casus {

/// What a new record's header is marked with: "CASU" (application_id of SQLite).
inline constexpr std::int64_t kRecordMark = 0x43415355;

/// Looks at a file before it is opened as a record, and changes nothing: a file that is something
/// else is not touched. Errors: InvalidInput (no name of a file), NotFound, Io, Unsupported (no
/// casus record), Corrupt (cut short).
Result<bool> check_record_file(const std::string& path, Database::Mode mode);

/// Holds what was opened against the tables of a record; a file without tables is one only where it
/// may be begun.
Result<bool> check_tables(Database& database, const std::string& path, bool may_be_new);

}  // namespace casus
