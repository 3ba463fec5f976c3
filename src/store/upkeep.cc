// SPDX-License-Identifier: Apache-2.0
#include "store/upkeep.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

namespace casus {

namespace {

constexpr std::size_t kMostTold = 100;  // problems; more of them say no more

class Checker {
 public:
  explicit Checker(Store& store) : database_(store.database()) {}

  Soundness run() {
    each("PRAGMA integrity_check(100)", [&](Query& row) {
      if (row.text(0) != "ok") tell(row.text(0));
    });
    each("PRAGMA foreign_key_check", [&](Query& row) {
      tell(fmt::format("row {} of {} points to no row of {}", row.integer(1), row.text(0),
                       row.text(2)));
    });
    each("SELECT id, length(CAST(sqlar_uncompress(text, size) AS BLOB)) <> size FROM reports",
         [&](Query& row) {
           if (row.integer(1) != 0)
             tell(fmt::format("the text of d{} is not whole", row.integer(0)));
         });
    for (const auto& [table, column] : {std::pair{"statements", "content"},
                                        {"events", "span"},
                                        {"claims", "spans"},
                                        {"commitments", "span"},
                                        {"relations", "span"}}) {
      each(fmt::format("SELECT i.id, i.{}, r.size FROM {} i JOIN reports r ON r.id = i.report",
                       column, table),
           [&, name = std::string(table)](Query& row) {
             for (const Span span : spans_of(row.text(1))) {
               if (span.begin > span.end || span.end > static_cast<std::uint64_t>(row.integer(2)))
                 return tell(fmt::format("{}{} points outside its report",
                                         name[0] == 'c' && name[1] == 'o' ? 'k' : name[0],
                                         row.integer(0)));
             }
           });
    }
    for (const char* table : {"reports", "statements", "events", "claims", "commitments",
                              "relations", "actors", "corrections", "watches"}) {
      each(fmt::format("SELECT count(*) FROM {}", table),
           [&](Query& row) { out_.counts.emplace_back(table, row.integer(0)); });
    }
    return std::move(out_);
  }

 private:
  void tell(std::string problem) {
    if (out_.problems.size() < kMostTold) out_.problems.push_back(std::move(problem));
  }

  template <typename Use>
  void each(const std::string& sql, const Use& use) {
    {
      Query rows = database_.once(sql);
      while (rows.next()) use(rows);
    }
    if (auto error = database_.take_error()) tell(error->message);
  }

  Database& database_;
  Soundness out_;
};

}  // namespace

Result<Soundness> check_record(Store& store) {
  return Checker(store).run();
}

Result<bool> back_up(Store& store, const std::string& file) {
  namespace fs = std::filesystem;
  std::error_code problem;
  if (file.empty() || file.starts_with(":memory:"))
    return Error{Errc::InvalidInput, fmt::format("C0412 '{}' is no name of a file", file)};
  if (fs::exists(file, problem))
    return Error{Errc::InvalidInput,
                 fmt::format("C0412 {} is there already; a copy takes a new name", file)};
  const std::string partial = fmt::format("{}.{}.part", file, getpid());
  const auto clear = [&] {
    for (const char* end : {"", "-wal", "-shm", "-journal"}) fs::remove(partial + end, problem);
  };
  const auto copied = store.database().copy_to(partial);
  if (!copied) {
    clear();
    return copied.error();
  }
  fs::rename(partial, file, problem);
  if (problem) {
    clear();
    return Error{Errc::Io, fmt::format("C0103 {} cannot be written: {}", file, problem.message())};
  }
  return true;
}

}  // namespace casus
