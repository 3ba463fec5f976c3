// SPDX-License-Identifier: Apache-2.0
#include "store/database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <filesystem>

#include "core/text.h"
#include "store/packed_text.h"

namespace casus {

namespace {

/// sqlar_uncompress(BLOB, SIZE), as in the shell of SQLite.
void uncompress_text(sqlite3_context* context, int, sqlite3_value** values) {
  const auto* bytes = static_cast<const char*>(sqlite3_value_blob(values[0]));
  const auto size = static_cast<std::size_t>(sqlite3_value_int64(values[1]));
  const std::string text =
      unpacked({bytes, static_cast<std::size_t>(sqlite3_value_bytes(values[0]))}, size);
  if (text.size() != size)
    return sqlite3_result_error_code(context,
                                     SQLITE_CORRUPT);  // no report is shown without its words
  sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

}  // namespace

Query::~Query() {
  if (statement_ == nullptr) return;
  if (owned_) {
    sqlite3_finalize(statement_);
    return;
  }
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

Query& Query::bind(std::string_view text) {
  if (statement_ != nullptr)
    sqlite3_bind_text(statement_, next_, text.data() == nullptr ? "" : text.data(),
                      static_cast<int>(text.size()), SQLITE_TRANSIENT);
  ++next_;
  return *this;
}

Query& Query::bind_bytes(std::string_view bytes) {
  if (statement_ != nullptr)
    sqlite3_bind_blob(statement_, next_, bytes.data() == nullptr ? "" : bytes.data(),
                      static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
  ++next_;
  return *this;
}

Query& Query::bind(std::int64_t value) {
  if (statement_ != nullptr) sqlite3_bind_int64(statement_, next_, value);
  ++next_;
  return *this;
}

Query& Query::bind(double value) {
  if (statement_ != nullptr) sqlite3_bind_double(statement_, next_, value);
  ++next_;
  return *this;
}

Query& Query::bind_or_null(std::string_view text) {
  if (!text.empty()) return bind(text);
  ++next_;  // unbound is NULL
  return *this;
}

bool Query::next() {
  if (statement_ == nullptr || database_->failed()) return false;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_->fail();
  return false;
}

std::int64_t Query::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}
double Query::real(int column) const {
  return sqlite3_column_double(statement_, column);
}
bool Query::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::string Query::text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_, column);
  return text == nullptr
             ? std::string()
             : std::string(reinterpret_cast<const char*>(text),
                           static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

namespace {

/// A path as a URI of SQLite, for a file that nobody writes to.
std::string frozen_uri(const std::string& path) {
  std::string out = "file:";
  for (const char c : path)
    out += is_letter(c) || is_digit(c) || c == '/' || c == '.' || c == '-' || c == '_'
               ? std::string(1, c)
               : fmt::format("%{:02x}", static_cast<unsigned char>(c));
  return out + "?immutable=1";
}

bool holds_bytes(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored) && std::filesystem::file_size(path, ignored) > 0;
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const std::string& path, Mode mode) {
  sqlite3* handle = nullptr;
  const int flags = mode == Mode::ReadWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                    : mode == Mode::Change  ? SQLITE_OPEN_READWRITE
                    : mode == Mode::Frozen  ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
                    : mode == Mode::Memory  ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY
                                            : SQLITE_OPEN_READONLY;
  // Debian's SQLite takes a name that begins so for a URI, and "file:x?mode=memory" keeps nothing.
  const std::string name = path.starts_with("file:") ? "./" + path : path;
  const int code = sqlite3_open_v2(mode == Mode::Frozen ? frozen_uri(name).c_str() : name.c_str(),
                                   &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  std::unique_ptr<Database> database(new Database(handle));
  if (code != SQLITE_OK) {
    return Error{Errc::Io, fmt::format("C0401 the record {} cannot be opened: {}", path,
                                       handle == nullptr ? "no memory" : sqlite3_errmsg(handle))};
  }
  sqlite3_busy_timeout(handle, 10000);
  if (mode == Mode::ReadOnly &&
      sqlite3_exec(handle, "PRAGMA schema_version", nullptr, nullptr, nullptr) != SQLITE_OK) {
    const int problem = sqlite3_errcode(handle);
    // The log's index cannot be made beside it. What is still in a log that a writer left is lost
    // to a frozen look.
    if ((problem == SQLITE_READONLY || problem == SQLITE_CANTOPEN) && !holds_bytes(path + "-wal"))
      return open(path, Mode::Frozen);
  }
  sqlite3_create_function_v2(handle, "sqlar_uncompress", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                             nullptr, uncompress_text, nullptr, nullptr, nullptr);
  return database;
}

Database::~Database() {
  for (const auto& [sql, statement] : prepared_) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

sqlite3_stmt* Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  if (!failed() && sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
    fail();
  return statement;
}

Query Database::query(Sql sql) {
  sqlite3_stmt*& statement = prepared_[sql.text()];
  if (statement == nullptr) statement = prepare(sql.text());
  return {*this, failed() ? nullptr : statement};
}

Query Database::once(const SqlText& sql) {
  return {*this, prepare(sql.text()), true};
}

std::vector<std::int64_t> Database::ids(Sql sql, std::int64_t value) {
  std::vector<std::int64_t> out;
  Query rows = query(sql);
  for (rows.bind(value); rows.next();) out.push_back(rows.integer(0));
  return out;
}

void Database::run(const SqlText& sql) {
  if (!failed() &&
      sqlite3_exec(handle_, sql.text().c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    fail();
}

std::int64_t Database::last_id() const {
  return sqlite3_last_insert_rowid(handle_);
}

void Database::fail() {
  if (failed()) return;
  const int code = sqlite3_errcode(handle_);
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
    error_ = Error{Errc::Io,
                   "C0411 another program is writing to the record; try again when it is done"};
    return;
  }
  const bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
  error_ = Error{
      damaged ? Errc::Corrupt : Errc::Io,
      fmt::format("C0402 the record {}: {}", damaged ? "is damaged or no record" : "cannot be used",
                  sqlite3_errmsg(handle_))};
}

void Query::unknown_name(const std::string& name, std::string_view set) const {
  if (database_->failed()) return;
  database_->error_ =
      Error{Errc::Corrupt, fmt::format("C0402 the record is damaged: '{}' is no {}", name, set)};
}

Result<bool> Database::copy_to(const std::string& path) {
  sqlite3* copy = nullptr;
  int code =
      sqlite3_open_v2(path.c_str(), &copy,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  std::string problem = code == SQLITE_OK ? ""
                        : copy == nullptr ? "no memory"
                                          : sqlite3_errmsg(copy);
  if (problem.empty()) {
    if (sqlite3_backup* work = sqlite3_backup_init(copy, "main", handle_, "main");
        work != nullptr) {
      code = sqlite3_backup_step(work, -1);
      sqlite3_backup_finish(work);
    }
    if (code != SQLITE_DONE)
      problem = code == SQLITE_OK ? sqlite3_errmsg(copy) : sqlite3_errstr(code);
  }
  sqlite3_close(copy);
  if (!problem.empty())
    return Error{code == SQLITE_CORRUPT ? Errc::Corrupt : Errc::Io,
                 fmt::format("C0402 the record cannot be copied: {}", problem)};
  return true;
}

std::optional<Error> Database::take_error() {
  std::optional<Error> out;
  out.swap(error_);
  return out;
}

}  // namespace casus
