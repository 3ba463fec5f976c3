// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casus/result.h"
#include "store/database.h"

namespace casus {

/// Seconds since 1970.
using Instant = std::int64_t;

/// What is remembered of a feed.
struct FeedMemory {
  std::string etag;
  std::string modified;
  std::int64_t failures = 0;  // one after the other
  Instant due = 0;            // not asked before, where it failed
};

/// An article that some feed names.
struct ArticleMemory {
  std::string url;
  std::string feed;
  std::string day;   // as the feed says, ISO or empty
  std::string mark;  // changes when the feed's words on it do
  std::string etag;
  std::string modified;
  std::int64_t tries = 0;
  Instant since = 0;        // when it became wanted
  Instant had = 0;          // when it was had, new or as changed; 0 before that
  std::int64_t checks = 0;  // how often it was asked for again since then
};

/// What `casus follow` has seen: RECORD.follow, an SQLite file beside the record. Every call is
/// kept when it returns, also where the process is killed after it. An article stays wanted until
/// the record has it, so a kill between the two only fetches it again. Not thread-safe.
class FollowMemory {
 public:
  /// Opens or makes the file and keeps others out of it. Errors: Io (also where another follows),
  /// Corrupt, Unsupported (another file).
  static Result<std::unique_ptr<FollowMemory>> open(const std::string& path);

  FeedMemory feed(const std::string& url);
  /// It failed so often, one after the other (0: it answered, with nothing new).
  void feed_asked(const std::string& url, std::int64_t failures, Instant due);
  /// Keeps, at once, what a feed says of itself and the articles it names. Those that are new, or
  /// whose mark changed, become wanted; those it named last a month ago are forgotten.
  void feed_read(const std::string& url, const FeedMemory& feed,
                 const std::vector<ArticleMemory>& articles, Instant now);

  /// The articles that are wanted and due: those never had first, then oldest first.
  std::vector<ArticleMemory> wanted(Instant now);
  /// The record has it, or it will never be had. `again`: when to look for changes; 0 is never.
  void article_done(const ArticleMemory& article, Instant again = 0);
  void article_later(const ArticleMemory& article, Instant due);

  /// A host's robots.txt, where it was asked for since `since`.
  std::optional<std::string> robots(const std::string& origin, Instant since);
  void keep_robots(const std::string& origin, const std::string& text, Instant now);

  /// What went wrong since this was asked last.
  std::optional<Error> take_error() { return database_->take_error(); }

 private:
  explicit FollowMemory(std::unique_ptr<Database> database) : database_(std::move(database)) {}
  std::unique_ptr<Database> database_;
};

}  // namespace casus
