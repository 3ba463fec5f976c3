// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "casus/ingest.h"
#include "ingest/byte_source.h"

namespace casus {

/// Cuts JSON into the reports it holds: one object a line (NDJSON), or, where the first line is no
/// object of its own, the objects of a list or one after another, laid out in any way. A line or an
/// item that is none becomes a parcel with an error. Errors: Corrupt when the JSON ends within an
/// object; what came before was handed on.
Result<std::size_t> cut_json(ByteSource& source, const IngestOptions& options,
                             const std::function<bool(Parcel)>& sink);

}  // namespace casus
