// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <httplib.h>

#include <functional>
#include <memory>
#include <mutex>
#include <semaphore>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "casus/reader.h"
#include "server/answers.h"
#include "server/server.h"
#include "store/question.h"

namespace casus {

/// The HTTP API of docs/openapi.yaml over a record. Thread-safe: readers have a connection each,
/// writers take turns.
class Routes {
 public:
  static Result<std::unique_ptr<Routes>> create(const ServerOptions& options);
  void add_to(httplib::Server& server);

  /// Looks at a request that would change the record before its body is read. Handled: it is
  /// refused.
  httplib::Server::HandlerResponse admit_write(const httplib::Request& request,
                                               httplib::Response& response) const;

 private:
  Routes(ServerOptions options, Store watcher)
      : options_(std::move(options)), answers_(std::move(watcher)) {}

  /// A connection taken from the pool and given back.
  class Lease;
  using View = std::function<Result<Json>(Store&, const httplib::Request&)>;
  /// Answers GET of what `path`, a pattern, matches; what was answered before is sent again while
  /// the record is unchanged.
  void answer(httplib::Server& server, const std::string& path, View view);
  /// The same of a path behind /api/v1/; a parameter that is none of these names is refused.
  void view(httplib::Server& server, const std::string& path, std::vector<std::string_view> names,
            View made);
  void add_questions(httplib::Server& server);
  void add_views(httplib::Server& server);
  void add_outlook(httplib::Server& server);
  void add_counts(httplib::Server& server);  // what charts, the graph and the map are drawn from
  void add_items(httplib::Server& server);   // by their ids
  void add_log(httplib::Server& server);     // of corrections
  // What changes the record, where it is allowed; admit_write looks at who asks.
  void add_corrections(httplib::Server& server);
  void add_reports(httplib::Server& server);
  void add_removal(httplib::Server& server);

  ServerOptions options_;
  Answers answers_;
  static constexpr std::ptrdiff_t kMostReaders =
      16;  // connections of SQLite; others wait their turn
  std::counting_semaphore<kMostReaders> readers_{kMostReaders};
  std::mutex pool_mutex_, write_mutex_;
  std::vector<std::unique_ptr<Store>> pool_;
  std::unique_ptr<Store> writer_;
  std::unique_ptr<Reader> reader_;
  std::jthread warming_;  // makes what charts count from, before they are asked for
};

/// Where the record is changed: by POST, and a report below its path by DELETE.
inline constexpr const char* kReportsPath = "/api/v1/reports";
inline constexpr const char* kCorrectionsPath = "/api/v1/corrections";

/// Answers {"error": message} and ends the handling.
httplib::Server::HandlerResponse send_problem(httplib::Response& response, int status,
                                              const std::string& message);

}  // namespace casus
