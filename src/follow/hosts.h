// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "follow/address.h"
#include "follow/memory.h"
#include "follow/robots.h"

namespace casus {

enum class VisitFor : std::uint8_t { Robots, Feed, Article };

/// Something to be fetched from a host.
struct Visit {
  VisitFor what = VisitFor::Feed;
  Address at;           // where to ask now
  std::string host;     // origin of the host whose turn it takes
  int hops = 0;         // redirects so far
  std::string feed;     // a feed's address, as it is listed
  std::string index{};  // the index of sitemaps that names the feed, where none lists it
  FeedMemory memory{};  // a feed's
  ArticleMemory article{};
};

/// Whose turn it is: one request of a host at a time, a pause between two, its robots.txt before
/// all others. Not thread-safe.
class Hosts {
 public:
  using Clock = std::chrono::steady_clock;
  Hosts(std::chrono::milliseconds pause, std::size_t most) : pause_(pause), most_(most) {}

  /// False for an article over the most of its host.
  bool add(Visit visit);
  void add_first(Visit visit);
  /// The next that may go now; its host is at work until `finished`.
  std::optional<Visit> next(Clock::time_point now);
  void finished(const std::string& host, Clock::time_point now);
  /// As `finished`, where nothing was asked: no pause follows.
  void release(const std::string& host) { hosts_[host].busy = false; }

  void set_robots(const std::string& host, Robots robots);
  /// Whether the host's robots.txt, which is known, allows the visit.
  bool allows(const Visit& visit) const;
  /// Takes what still waits for a host.
  std::vector<Visit> drain(const std::string& host);
  /// Counts a request that nobody answered; true once it is the third in a row.
  bool is_lost(const std::string& host, bool answered);

  bool is_empty() const;
  /// When the next may go, where none may now.
  Clock::time_point next_turn() const;

 private:
  struct Host {
    std::deque<Visit> visits{};
    std::optional<Robots> robots{};
    Clock::time_point turn{};
    std::size_t articles = 0;
    int unanswered = 0;
    bool busy = false;
  };
  std::chrono::milliseconds pause_;
  std::size_t most_;
  std::map<std::string, Host> hosts_;
};

}  // namespace casus
