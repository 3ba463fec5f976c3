// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "casus/result.h"

namespace casus {

struct ServerOptions {
  std::string record = "casus.db";
  std::string host = "127.0.0.1";
  int port = 8421;                        // 0: any free one
  bool allow_add = false;                 // POST /api/v1/reports
  bool allow_edit = false;                // POST /api/v1/corrections
  std::size_t requests_per_second = 100;  // a client; more are answered 429
};

/// Serves the record until `stop` is called (from any thread or a signal handler's flag). `ready`
/// is told the port once it listens. Errors: those of Store::open; Io when the port is taken.
Result<bool> serve(const ServerOptions& options, const std::function<void(int port)>& ready);

/// Ends serve().
void stop_serving();

}  // namespace casus
