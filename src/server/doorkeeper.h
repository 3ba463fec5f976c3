// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <httplib.h>

#include <cstddef>
#include <map>
#include <mutex>
#include <string>

namespace casus {

/// How long a client may take and how much it may hold, so that slow ones do not stop others.
struct ConnectionLimits {
  int idle_ms = 5'000;   // between two requests
  int head_ms = 10'000;  // from the first byte of a request to the end of its head
  std::size_t head_bytes = 64 << 10;
  int body_ms = 60'000;          // from there to the end of its body
  int answer_ms = 60'000;        // to take the whole answer
  std::size_t threads = 384;     // a connection holds one; a waiting thread costs hardly anything
  std::size_t per_client = 256;  // connections of one address; more are answered 503
};

/// An HTTP server whose times run over a whole request: a client that sends a byte a second is
/// within any limit between two bytes. Thread-safe as httplib::Server is.
class Doorkeeper : public httplib::Server {
 public:
  explicit Doorkeeper(ConnectionLimits limits = {});

  /// As the library's, on a port that is bound, but with a queue for a burst of connections: the
  /// library's holds five, and the kernel lets the next wait for a second.
  void listen_with_queue();

  /// The head of this thread's request was understood, so that another may follow it. After one
  /// that was not, the connection ends: what comes next may be its rest.
  static void understood();

  /// Ends the connection after the answer to this thread's request: a body that nobody read must
  /// not be taken for the next request.
  static void end_connection();

 private:
  bool process_and_close_socket(socket_t sock) override;
  bool converse(socket_t sock);
  bool enter(const std::string& client);
  void leave(const std::string& client);

  const ConnectionLimits limits_;
  std::mutex mutex_;
  std::map<std::string, std::size_t> connections_;  // by address
};

}  // namespace casus
