// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "store/store.h"

namespace casus {

using Sink = std::function<void(std::string_view)>;

/// Writes the record in a format of docs/exports.md:
///   csv, ndjson   every item of `kind` ("statements", ...), a row each
///   graphml       who acts on whom: nodes are actors, edges carry a count a kind of act
///   geojson       events with a place or a state, as points (RFC 7946)
///   sql           tables and rows as SQL text that sqlite3 and, but for types, PostgreSQL load
///   plover        events in the columns of POLECAT files, tab-separated; what casus does not know
///   is empty
/// Errors: InvalidInput (no such format or kind), those of ask().
Result<bool> export_record(Store& store, const std::string& format, const std::string& kind,
                           const Sink& write);

}  // namespace casus
