// SPDX-License-Identifier: Apache-2.0
#include "store/database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include "store/packed_text.h"

namespace casus {

namespace {

/// sqlar_uncompress(BLOB, SIZE), as in the shell of SQLite.
void uncompress_text(sqlite3_context* context, int, sqlite3_value** values) {
  const auto* bytes = static_cast<const char*>(sqlite3_value_blob(values[0]));
  const std::string text = unpacked({bytes, static_cast<std::size_t>(sqlite3_value_bytes(values[0]))}, static_cast<std::size_t>(sqlite3_value_int64(values[1])));
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
  if (statement_ != nullptr) sqlite3_bind_text(statement_, next_, text.data() == nullptr ? "" : text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  ++next_;
  return *this;
}

Query& Query::bind_bytes(std::string_view bytes) {
  if (statement_ != nullptr) sqlite3_bind_blob(statement_, next_, bytes.data() == nullptr ? "" : bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
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

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_, column); }
double Query::real(int column) const { return sqlite3_column_double(statement_, column); }
bool Query::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::string Query::text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_, column);
  return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path, Mode mode) {
  sqlite3* handle = nullptr;
  const int flags = (mode == Mode::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  std::unique_ptr<Database> database(new Database(handle));
  if (code != SQLITE_OK) {
    return Error{Errc::Io, fmt::format("C0401 the record {} cannot be opened: {}", path, handle == nullptr ? "no memory" : sqlite3_errmsg(handle))};
  }
  sqlite3_busy_timeout(handle, 10000);
  sqlite3_create_function_v2(handle, "sqlar_uncompress", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, uncompress_text, nullptr, nullptr, nullptr);
  return database;
}

Database::~Database() {
  for (const auto& [sql, statement] : prepared_) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

sqlite3_stmt* Database::prepare(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  if (!failed() && sqlite3_prepare_v3(handle_, sql.c_str(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) fail();
  return statement;
}

Query Database::query(const std::string& sql) {
  sqlite3_stmt*& statement = prepared_[sql];
  if (statement == nullptr) statement = prepare(sql);
  return {*this, failed() ? nullptr : statement};
}

Query Database::once(const std::string& sql) { return {*this, prepare(sql), true}; }

std::vector<std::int64_t> Database::ids(const std::string& sql, std::int64_t value) {
  std::vector<std::int64_t> out;
  Query rows = query(sql);
  for (rows.bind(value); rows.next();) out.push_back(rows.integer(0));
  return out;
}

void Database::run(const std::string& sql) {
  if (!failed() && sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

std::int64_t Database::last_id() const { return sqlite3_last_insert_rowid(handle_); }

void Database::fail() {
  if (failed()) return;
  const int code = sqlite3_errcode(handle_);
  const bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
  error_ = Error{damaged ? Errc::Corrupt : Errc::Io, fmt::format("C0402 the record {}: {}", damaged ? "is damaged or no record" : "cannot be used", sqlite3_errmsg(handle_))};
}

std::optional<Error> Database::take_error() {
  std::optional<Error> out;
  out.swap(error_);
  return out;
}

}  // namespace casus
