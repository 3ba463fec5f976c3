// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "store/store.h"

namespace casus {

/// The forms of docs/exports.md.
enum class ExportFormat : std::uint8_t { Csv, Ndjson, Graphml, Geojson, Sql, Plover };
inline constexpr std::array<std::string_view, 6> kExportFormats = {"csv",     "ndjson", "graphml",
                                                                   "geojson", "sql",    "plover"};

using Sink = std::function<void(std::string_view)>;

/// Writes the record in a format of docs/exports.md:
///   csv, ndjson   every item of `kind` ("statements", ...), a row each
///   graphml       who acts on whom: nodes are actors, edges carry a count a kind of act
///   geojson       events with a place or a state, as points (RFC 7946)
///   sql           tables and rows as SQL text that sqlite3 and, but for types, PostgreSQL load
///   plover        events in the columns of POLECAT files, tab-separated; what casus does not know
///   is empty
/// Errors: InvalidInput (no such kind), those of ask().
Result<bool> export_record(Store& store, ExportFormat format, const std::string& kind,
                           const Sink& write);

}  // namespace casus
