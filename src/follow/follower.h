// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <csignal>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "casus/reader.h"
#include "follow/fetcher.h"
#include "follow/hosts.h"
#include "follow/memory.h"
#include "ingest/feed.h"
#include "store/store.h"

namespace casus {

/// The addresses of feeds in a list: one a line; an empty line and what follows a # are left out.
/// Errors: InvalidInput, with the line.
Result<std::vector<std::string>> feeds_listed(std::string_view list);

struct FollowOptions {
  std::chrono::seconds every{900};        // between two rounds
  std::chrono::milliseconds pause{2000};  // between two requests of one host
  std::size_t most = 100;                 // articles of one host a round; the others wait
  std::size_t at_once = 8;                // hosts asked at the same time
  std::vector<std::chrono::seconds>
      again{};  // after it was had, an article is looked at for changes
  IngestOptions ingest{};
};

/// Something that people or programs are told of.
struct FollowNews {
  enum class What : std::uint8_t { Kept, ArticleFailed, FeedFailed, FeedBack, Broken };
  What what;
  std::string url;
  std::string message;             // of failures
  const Report* report = nullptr;  // Kept
  Store::Kept kept{};              // Kept
};

struct RoundCount {
  std::size_t feeds = 0, failing = 0;  // of them
  std::size_t added = 0, copies = 0, known = 0, failed = 0, waiting = 0;
  bool is_whole = true;  // false: the record or the memory could not be written
};

/// Reads feeds, fetches the articles that are new or changed, reads them and keeps them. An article
/// is asked for again when the feed's words on it change, and where it is of these days as often as
/// the options say. What fails is told once and tried ever less often: a feed for ever, an article
/// for a week. Not thread-safe.
class Follower {
 public:
  Follower(FollowOptions options, FollowMemory& memory, Fetcher& fetcher, const Reader& reader,
           Store& store, std::function<void(const FollowNews&)> tell);

  /// Asks every feed that is due, once; ends early, with nothing lost, when `stop` is set.
  RoundCount round(const std::vector<std::string>& feeds, const volatile std::sig_atomic_t& stop);

 private:
  void add_feed(const std::string& url, const std::string& index);
  void queue_articles();
  void start(Visit visit);
  void take(Visit visit, const FetchAnswer& answer);
  void take_robots(Visit visit, const FetchAnswer& answer);
  void take_feed(const Visit& visit, const FetchAnswer& answer);
  void take_index(const Visit& visit, std::vector<ListedSitemap> sitemaps);
  void take_items(const Visit& visit, const FetchAnswer& answer, Feed feed);
  void take_article(const Visit& visit, const FetchAnswer& answer);
  void move_on(Visit visit, const FetchAnswer& answer);
  void fail(const Visit& visit, const std::string& problem, bool for_good,
            std::chrono::seconds wait = {});
  void feed_failed(const Visit& visit, const std::string& problem, std::chrono::seconds wait);
  void leave_host(const std::string& host, const FetchAnswer& answer, bool told);
  /// False where the record could not be written.
  bool keep(Report report, const std::string& url);
  void broke(const Error& error);

  const FollowOptions options_;
  FollowMemory& memory_;
  Fetcher& fetcher_;
  const Reader& reader_;
  Store& store_;
  const std::function<void(const FollowNews&)> tell_;
  Hosts hosts_;
  std::set<std::string> feeds_, queued_;  // feeds and articles, this round
  std::map<std::size_t, Visit> visits_;   // under way
  std::size_t next_id_ = 0;
  RoundCount count_;
};

}  // namespace casus
