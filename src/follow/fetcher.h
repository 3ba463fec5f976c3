// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "casus/result.h"
#include "follow/address_range.h"

namespace casus {

/// What is asked of a server. `etag` and `modified` are those it gave the last time.
struct FetchRequest {
  std::string url;
  std::string etag;
  std::string modified;
};

enum class Fetched : std::uint8_t {
  Whole,        // 2xx: the body is there
  NotModified,  // 304 to a question with a condition
  Moved,        // 3xx: `location` is where to
  Refused,      // asking again would give the same: 4xx, too large, a private address
  Busy,         // 429 and 5xx: asking later may give more
  Unreachable   // no answer: no such host, no connection, too slow
};

struct FetchAnswer {
  Fetched what = Fetched::Unreachable;
  std::string body;          // inflated
  std::string content_type;  // as sent
  std::string etag;
  std::string modified;
  std::string location;          // absolute
  std::chrono::seconds wait{0};  // Retry-After
  std::string problem;           // why it is none of the first three
  long status = 0;               // of HTTP; 0 without an answer
};

struct FetchLimits {
  std::size_t bytes = std::size_t{16} << 20;  // of a body, also once it is inflated
  std::chrono::milliseconds time{30'000};     // of a whole transfer
  std::string agent = "casus";                // User-Agent
  std::vector<AddressRange> allowed;          // private addresses that may be asked
  std::string
      proxy{};  // http://, https:// or socks5h://; empty: none, whatever the environment says
};

/// Asks servers over HTTP, several at once, on one thread. Nothing is followed, and no connection
/// is opened to an address that is not public (is_public) and not allowed, whatever name, redirect
/// or number led there. A proxy is asked wherever it stands; what names lead to is then the proxy's
/// to know, and numbers and localhost alone are checked. Not thread-safe.
class Fetcher {
 public:
  /// Errors: Internal (no memory).
  static Result<std::unique_ptr<Fetcher>> create(FetchLimits limits);
  ~Fetcher();
  Fetcher(const Fetcher&) = delete;

  /// Begins to ask; `id` comes back with the answer.
  void begin(std::size_t id, const FetchRequest& request);
  std::size_t running() const { return transfers_.size(); }

  struct Done {
    std::size_t id;
    FetchAnswer answer;
  };
  /// Waits for answers, at most so long, and hands on those that are whole.
  std::vector<Done> wait(std::chrono::milliseconds most);
  /// Ends what is under way, without an answer.
  void cancel();

 private:
  struct Transfer;
  Fetcher(FetchLimits limits, void* multi);
  FetchAnswer answer_of(Transfer& transfer, int code) const;

  const FetchLimits limits_;
  void* multi_;
  std::map<void*, std::unique_ptr<Transfer>> transfers_;  // by handle
};

}  // namespace casus
