// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casus/kinds.h"
#include "casus/result.h"
#include "store/sql.h"

struct sqlite3;
struct sqlite3_stmt;

namespace casus {

class Database;

/// A prepared statement at work. Values are bound in order; rows are walked with next(). Failures
/// are kept by the Database and make every later step do nothing, so a caller asks once, at the
/// end.
class Query {
 public:
  Query(Database& database, sqlite3_stmt* statement, bool owned = false)
      : database_(&database), statement_(statement), owned_(owned) {}
  Query(Query&& other) noexcept
      : database_(other.database_),
        statement_(other.statement_),
        next_(other.next_),
        owned_(other.owned_) {
    other.statement_ = nullptr;
  }
  Query(const Query&) = delete;
  ~Query();

  Query& bind(std::string_view text);
  Query& bind(const std::string& text) { return bind(std::string_view(text)); }
  Query& bind(const char* text) { return bind(std::string_view(text)); }
  Query& bind_bytes(std::string_view bytes);
  Query& bind(std::int64_t value);
  Query& bind(double value);
  /// One of a closed set, by its name.
  template <Closed Kind>
  Query& bind(Kind kind) {
    return bind(name_of(kind));
  }
  /// NULL for an empty text.
  Query& bind_or_null(std::string_view text);
  template <typename... Values>
  Query& all(const Values&... values) {
    (bind(values), ...);
    return *this;
  }

  /// Steps; true while there is a row.
  bool next();
  /// Runs to the end.
  void run() {
    while (next()) {
    }
  }

  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string text(int column) const;  // empty for NULL
  bool is_null(int column) const;
  /// One of a closed set; a name it does not have is damage, and Kind{} is given.
  template <Closed Kind>
  Kind kind(int column) const {
    const auto known = kind_named<Kind>(text(column));
    if (!known) unknown_name(text(column), kClosedSet<Kind>.what);
    return known.value_or(Kind{});
  }

 private:
  void unknown_name(const std::string& name, std::string_view set) const;
  Database* database_;
  sqlite3_stmt* statement_;
  int next_ = 1;
  bool owned_ = false;
};

/// One SQLite connection. Not thread-safe: one a thread.
class Database {
 public:
  /// ReadWrite makes the file where there is none; Change does not; Frozen reads the file alone, as
  /// nobody writes to it, and leaves nothing beside it; Memory is a record of its own without a
  /// file, gone when it is closed.
  enum class Mode : std::uint8_t { ReadOnly, ReadWrite, Change, Frozen, Memory };
  /// A file in a folder that cannot be written is read as a frozen one. Errors: Io, Corrupt.
  static Result<std::unique_ptr<Database>> open(const std::string& path, Mode mode);
  Database(const Database&) = delete;
  ~Database();

  /// A statement that is prepared once and kept; not to be asked for again while it is being
  /// walked.
  Query query(Sql sql);
  /// A statement for this time only, such as one with a list of ids in its text.
  Query once(const SqlText& sql);
  /// The first column of a query with one value, in its order.
  std::vector<std::int64_t> ids(Sql sql, std::int64_t value);
  void run(Sql sql) { run(SqlText{sql}); }  // statements without values
  void run(const SqlText& sql);
  std::int64_t last_id() const;
  /// Copies the whole database, as it stands now, into a file that is made anew; others may go on
  /// writing to this one.
  Result<bool> copy_to(const std::string& path);

  /// What went wrong since this was asked last.
  std::optional<Error> take_error();
  void fail();
  bool failed() const { return error_.has_value(); }

 private:
  explicit Database(sqlite3* handle) : handle_(handle) {}
  friend class Query;
  sqlite3_stmt* prepare(std::string_view sql);
  sqlite3* handle_;
  std::map<std::string_view, sqlite3_stmt*> prepared_;  // by literals, which outlive it
  std::optional<Error> error_;
};

}  // namespace casus
