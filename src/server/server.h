// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "casus/result.h"

namespace casus {

struct ServerOptions {
  std::string record = "casus.db";
  std::string host = "127.0.0.1";
  int port = 8421;                   // 0: any free one
  std::vector<std::string> names{};  // by which it may be asked besides localhost and addresses
  bool allow_add = false;            // POST /api/v1/reports
  bool allow_edit = false;           // POST /api/v1/corrections
  std::string token{};               // what either needs; not empty where one is allowed
  std::string log{};                 // file of the access log; "-" is standard error
  std::size_t requests_per_second = 100;  // a client; more are answered 429

  bool allows_writes() const { return allow_add || allow_edit; }
};

/// Serves the record until `stop` is called (from any thread or a signal handler's flag). `ready`
/// is told the port once it listens. Errors: those of Store::open; Io when the port is taken or the
/// log cannot be opened.
Result<bool> serve(const ServerOptions& options, const std::function<void(int port)>& ready);

/// Ends serve().
void stop_serving();

}  // namespace casus
