// SPDX-License-Identifier: Apache-2.0
#include "store/upkeep.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

namespace casus {

namespace {

constexpr std::size_t kMostTold = 100;  // problems; more of them say no more

/// Of a kind of item, by the letter of its ids: the numbers, the spans, and how long the report is.
struct Spans {
  char letter;
  Sql sql;
};
constexpr Spans kSpans[] = {
    {'s', "SELECT i.id, i.content, r.size FROM statements i JOIN reports r ON r.id = i.report"},
    {'e', "SELECT i.id, i.span, r.size FROM events i JOIN reports r ON r.id = i.report"},
    {'c', "SELECT i.id, i.spans, r.size FROM claims i JOIN reports r ON r.id = i.report"},
    {'k', "SELECT i.id, i.span, r.size FROM commitments i JOIN reports r ON r.id = i.report"},
    {'r', "SELECT i.id, i.span, r.size FROM relations i JOIN reports r ON r.id = i.report"}};

struct Counted {
  const char* name;
  Sql sql;
};
constexpr Counted kCounts[] = {{"reports", "SELECT count(*) FROM reports"},
                               {"statements", "SELECT count(*) FROM statements"},
                               {"events", "SELECT count(*) FROM events"},
                               {"claims", "SELECT count(*) FROM claims"},
                               {"commitments", "SELECT count(*) FROM commitments"},
                               {"relations", "SELECT count(*) FROM relations"},
                               {"actors", "SELECT count(*) FROM actors"},
                               {"corrections", "SELECT count(*) FROM corrections"},
                               {"watches", "SELECT count(*) FROM watches"}};

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
    for (const auto& [letter, sql] : kSpans) {
      each(sql, [&, letter = letter](Query& row) {
        for (const Span span : spans_of(row.text(1))) {
          if (span.begin > span.end || span.end > static_cast<std::uint64_t>(row.integer(2)))
            return tell(fmt::format("{}{} points outside its report", letter, row.integer(0)));
        }
      });
    }
    for (const auto& [name, sql] : kCounts)
      each(sql, [&, name = name](Query& row) { out_.counts.emplace_back(name, row.integer(0)); });
    return std::move(out_);
  }

 private:
  void tell(std::string problem) {
    if (out_.problems.size() < kMostTold) out_.problems.push_back(std::move(problem));
  }

  template <typename Use>
  void each(Sql sql, const Use& use) {
    {
      Query rows = database_.once({sql});
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
