// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "casus/record.h"

namespace casus::python {

/// The record that to_json() wrote (docs/record.md). Confidences are as it rounded them; the spans
/// of title, byline and dateline, which the JSON does not have, are left out.
/// Errors: InvalidInput (no such JSON, a span outside the text).
Result<Record> record_from_json(const std::string& json);

}  // namespace casus::python
