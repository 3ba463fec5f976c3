// SPDX-License-Identifier: Apache-2.0
#include "follow/memory.h"

#include <fmt/format.h>

namespace casus {

namespace {

constexpr std::int64_t kMark = 0x43415346;  // "CASF", application_id of SQLite
constexpr Instant kForgotten = 30 * 86'400;

constexpr std::int64_t kVersion = 1;
constexpr Sql kTables = R"sql(
CREATE TABLE feeds (url TEXT PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL, failures INTEGER NOT NULL, due INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (url TEXT PRIMARY KEY, feed TEXT NOT NULL, day TEXT NOT NULL, mark TEXT NOT NULL, etag TEXT NOT NULL, modified TEXT NOT NULL,
  tries INTEGER NOT NULL, since INTEGER NOT NULL, due INTEGER NOT NULL, wanted INTEGER NOT NULL, seen INTEGER NOT NULL,
  had INTEGER NOT NULL DEFAULT 0, checks INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE INDEX articles_wanted ON articles(since) WHERE wanted;
CREATE INDEX articles_feed ON articles(feed, seen);
CREATE TABLE hosts (origin TEXT PRIMARY KEY, robots TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
)sql";
// What version 0 lacks.
constexpr Sql kAdded = R"sql(
ALTER TABLE articles ADD COLUMN had INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN checks INTEGER NOT NULL DEFAULT 0;
)sql";

}  // namespace

Result<std::unique_ptr<FollowMemory>> FollowMemory::open(const std::string& path) {
  CASUS_TRY(auto database, Database::open(path, Database::Mode::ReadWrite));
  const auto number = [&](Sql sql) {
    Query value = database->once({sql});
    return value.next() ? value.integer(0) : 0;
  };
  database->run("PRAGMA locking_mode = EXCLUSIVE");
  database->run("BEGIN EXCLUSIVE");
  if (auto error = database->take_error()) {
    if (!error->message.starts_with("C0411")) return *error;
    return Error{Errc::Io, "C0704 another casus follow is at work for this record"};
  }
  if (number("PRAGMA application_id") != kMark) {
    if (number("PRAGMA schema_version") != 0)
      return Error{
          Errc::Unsupported,
          fmt::format("C0410 {} is not what casus follow keeps; it is left as it is", path)};
    database->run(kTables);
    database->run({"PRAGMA application_id = ", kMark});
  } else if (const std::int64_t version = number("PRAGMA user_version"); version > kVersion) {
    return Error{Errc::Unsupported,
                 fmt::format("C0410 {} is of a newer casus; it is left as it is", path)};
  } else if (version == 0) {
    database->run(kAdded);
  }
  database->run({"PRAGMA user_version = ", kVersion});
  database->run("COMMIT");
  if (auto error = database->take_error()) return *error;
  return std::unique_ptr<FollowMemory>(new FollowMemory(std::move(database)));
}

FeedMemory FollowMemory::feed(const std::string& url) {
  Query row = database_->query("SELECT etag, modified, failures, due FROM feeds WHERE url = ?");
  if (!row.bind(url).next()) return {};
  return {row.text(0), row.text(1), row.integer(2), row.integer(3)};
}

void FollowMemory::feed_asked(const std::string& url, std::int64_t failures, Instant due) {
  database_
      ->query(
          "INSERT INTO feeds VALUES (?1, '', '', ?2, ?3) ON CONFLICT DO UPDATE SET failures = "
          "?2, due = ?3")
      .all(url, failures, due)
      .run();
}

void FollowMemory::feed_read(const std::string& url, const FeedMemory& feed,
                             const std::vector<ArticleMemory>& articles, Instant now) {
  database_->run("BEGIN IMMEDIATE");
  for (const ArticleMemory& one : articles) {
    database_
        ->query(
            "INSERT INTO articles VALUES (?1, ?2, ?3, ?4, '', '', 0, ?5, 0, 1, ?5, 0, 0) ON "
            "CONFLICT "
            "DO UPDATE SET feed = ?2, day = ?3, seen = ?5, wanted = wanted OR mark <> ?4, "
            "tries = iif(mark = ?4, tries, 0), since = iif(mark = ?4, since, ?5), "
            "due = iif(mark = ?4, due, 0), had = iif(mark = ?4, had, 0), "
            "checks = iif(mark = ?4, checks, 0), mark = ?4")
        .all(one.url, url, one.day, one.mark, now)
        .run();
  }
  database_->query("DELETE FROM articles WHERE feed = ? AND seen < ? AND NOT wanted")
      .all(url, now - kForgotten)
      .run();
  database_->query("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?)")
      .all(url, feed.etag, feed.modified, feed.failures, feed.due)
      .run();
  database_->run(database_->failed() ? Sql("ROLLBACK") : Sql("COMMIT"));
}

std::vector<ArticleMemory> FollowMemory::wanted(Instant now) {
  std::vector<ArticleMemory> out;
  Query row = database_->query(
      "SELECT url, feed, day, mark, etag, modified, tries, since, had, checks FROM articles WHERE "
      "wanted AND due <= ? ORDER BY had <> 0, since, url");
  for (row.bind(now); row.next();)
    out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
                   row.integer(6), row.integer(7), row.integer(8), row.integer(9)});
  return out;
}

void FollowMemory::article_done(const ArticleMemory& article, Instant again) {
  database_
      ->query(
          "UPDATE articles SET wanted = ?2 > 0, due = ?2, tries = 0, etag = ?3, modified = ?4, "
          "had = ?5, checks = ?6 WHERE url = ?1")
      .all(article.url, again, article.etag, article.modified, article.had, article.checks)
      .run();
}

void FollowMemory::article_later(const ArticleMemory& article, Instant due) {
  database_->query("UPDATE articles SET tries = ?, due = ? WHERE url = ?")
      .all(article.tries, due, article.url)
      .run();
}

std::optional<std::string> FollowMemory::robots(const std::string& origin, Instant since) {
  Query row = database_->query("SELECT robots FROM hosts WHERE origin = ? AND at >= ?");
  if (!row.all(origin, since).next()) return std::nullopt;
  return row.text(0);
}

void FollowMemory::keep_robots(const std::string& origin, const std::string& text, Instant now) {
  database_->query("DELETE FROM hosts WHERE at < ?").bind(now - kForgotten).run();
  database_->query("INSERT OR REPLACE INTO hosts VALUES (?, ?, ?)").all(origin, text, now).run();
}

}  // namespace casus
