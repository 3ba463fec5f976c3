// SPDX-License-Identifier: Apache-2.0
#include "store/record_file.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace casus {

namespace {

/// The header of an SQLite file (its file format, section 1.3), as far as it is looked at.
///   0  16  "SQLite format 3" and a zero
///  16   2  bytes a page; 1 is 65,536
///  24   4  how often it was changed
///  28   4  pages, where the next line holds the number at 24
///  68   4  whose it is
///  92   4  at which change the pages were counted
using Header = std::array<char, 100>;

std::uint32_t number_at(const Header& header, std::size_t at, std::size_t size) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < size; ++i)
    out = out << 8 | static_cast<unsigned char>(header[at + i]);
  return out;
}

Error no_record(const std::string& path) {
  return {Errc::Unsupported, fmt::format("C0410 {} is no casus record; it is left as it is", path)};
}

}  // namespace

Result<bool> check_tables(Database& database, const std::string& path, bool may_be_new) {
  Query tables = database.query(
      "SELECT count(*), coalesce(sum(name IN ('reports', 'statements', 'claims', 'commitments', "
      "'corrections', 'watches')), 0) FROM sqlite_master WHERE type = 'table'");
  const bool found = tables.next();
  if (auto error = database.take_error()) return *error;
  const bool none = !found || tables.integer(0) == 0;
  if (none ? !may_be_new : tables.integer(1) < 6) return no_record(path);
  return true;
}

Result<bool> check_record_file(const std::string& path, Database::Mode mode) {
  namespace fs = std::filesystem;
  if (mode == Database::Mode::Memory) return true;
  if (path.empty() || path.starts_with(":memory:"))
    return Error{Errc::InvalidInput,
                 fmt::format("C0410 '{}' is no name of a record; --record takes a file", path)};
  std::error_code problem;
  const fs::file_status status = fs::status(path, problem);
  if (!fs::exists(status)) {
    if (mode == Database::Mode::ReadWrite) return true;
    return Error{
        Errc::NotFound,
        fmt::format("C0404 there is no record at {}; `casus add REPORT` begins one", path)};
  }
  if (fs::is_directory(status))
    return Error{Errc::Unsupported,
                 fmt::format("C0108 {} is a directory; --record takes a file", path)};
  if (!fs::is_regular_file(status)) return no_record(path);
  const auto size = fs::file_size(path, problem);
  if (size == 0 && mode == Database::Mode::ReadWrite) return true;
  Header header{};
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return Error{Errc::Io, fmt::format("C0401 the record {} cannot be opened: {}", path,
                                       std::strerror(errno))};
  if (!file.read(header.data(), header.size()) ||
      std::memcmp(header.data(), "SQLite format 3", 16) != 0)
    return no_record(path);
  std::error_code none;
  const bool logged = fs::exists(path + "-wal", none) && fs::file_size(path + "-wal", none) > 0;
  if (number_at(header, 68, 4) != kRecordMark) {
    // One of an older casus, of a first run that was cut off, or another's.
    CASUS_TRY(const auto look, Database::open(path, Database::Mode::Frozen));
    CASUS_TRY([[maybe_unused]] const bool known,
              check_tables(*look, path, logged || mode == Database::Mode::ReadWrite));
  }
  const std::uint64_t page = number_at(header, 16, 2) == 1 ? 65536 : number_at(header, 16, 2),
                      pages = number_at(header, 28, 4);
  if (!logged && number_at(header, 24, 4) == number_at(header, 92, 4) && size < page * pages) {
    return Error{Errc::Corrupt,
                 fmt::format("C0402 the record {} is damaged: {} of its {} bytes are there", path,
                             size, page * pages)};
  }
  return true;
}

}  // namespace casus
