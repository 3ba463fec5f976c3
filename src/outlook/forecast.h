// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "store/store.h"

namespace casus::outlook {

using Json = nlohmann::ordered_json;

/// What is asked of a body. Days are as store/days.h reads them.
struct Asked {
  std::string body;   // any of its names
  std::string about;  // what it may decide; empty: what was asked of it last
  std::string on;     // the day it decides; empty: today
  std::string as_of;  // what is known then; empty: the day before it decides, or today
  std::string area;   // of the body's rules; empty: by the words of `about`
};

/// How likely the body decides for it, against it or not at all, and why; docs/outlook.md lists the
/// fields. Nothing is kept. Errors: NotFound (no such body, or nothing was asked of it),
/// InvalidInput (a day, an area), Io, Corrupt.
Result<Json> forecast_view(Store& store, const Asked& asked);

/// The same of stances written down by hand (stances.h), without a record: the built-in tables
/// alone. Errors: as above.
Result<Json> forecast_of_stances(const Asked& asked, const std::string& lines);

/// Where bargaining over a scale ends, by each model, from lines as bargaining.h reads them;
/// numbers from 0 to 100. Errors: InvalidInput.
Result<Json> scale_view(const std::string& lines);

}  // namespace casus::outlook
