// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <httplib.h>

#include <chrono>
#include <memory>
#include <string>

#include "casus/result.h"

namespace casus {

/// A line a request in the Common Log Format, and the milliseconds it took:
///
///   127.0.0.1 - - [27/Nov/2026:22:10:03 +0000] "GET /api/v1/overview HTTP/1.1" 200 1807 12
///
/// What would break a line or steer a terminal is written \xHH. Thread-safe: a line is one write to
/// the end of the file, so logrotate's copytruncate may empty it.
class AccessLog {
 public:
  /// "-" is standard error. Errors: Io.
  static Result<std::unique_ptr<AccessLog>> open(const std::string& file);
  ~AccessLog();
  AccessLog(const AccessLog&) = delete;

  void write(const httplib::Request& request, const httplib::Response& response,
             std::chrono::milliseconds took) const;

 private:
  explicit AccessLog(int file) : file_(file) {}
  const int file_;
};

}  // namespace casus
