// SPDX-License-Identifier: Apache-2.0
#include "store/day_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <unordered_map>

namespace casus {

namespace {

using Clock = std::chrono::steady_clock;
constexpr double kAtOnce = 0.2;  // seconds; what takes less is made anew whenever it is asked for
constexpr double kRest = 20;     // times as long as making it took, before it is made anew

class Builder {
 public:
  explicit Builder(Database& database) : database_(database) {}

  DayIndex build() {
    day_number("");
    Query reports = database_.query("SELECT id, published FROM reports");
    while (reports.next())
      published_[static_cast<std::uint32_t>(reports.integer(0))] = day_number(reports.text(1));
    add_events();
    add_statements();
    involve("SELECT event, actor FROM parties ORDER BY event", index_.events, index_.parties);
    involve("SELECT statement, actor FROM addressees ORDER BY statement", index_.statements,
            index_.addressees);
    sort_days();
    return std::move(index_);
  }

 private:
  std::uint32_t day_number(const std::string& day) {
    return numbers_.try_emplace(day, static_cast<std::uint32_t>(numbers_.size())).first->second;
  }

  /// The day in a column, else the day of the report.
  template <typename Item>
  void set_day(Item& item, const Query& row, int column, std::uint32_t report) {
    item.told = row.is_null(column);
    item.day = item.told ? published_[report] : day_number(row.text(column));
  }

  void add_events() {
    Query rows = database_.query(
        "SELECT id, report, date, type FROM events WHERE (story IS NULL OR story = id) AND (review "
        "IS NULL OR review <> 'rejected') AND status <> 'denied' ORDER BY id");
    while (rows.next()) {
      DayIndex::Event event{.id = static_cast<std::uint32_t>(rows.integer(0)),
                            .report = static_cast<std::uint32_t>(rows.integer(1)),
                            .conflict = is_conflict(rows.kind<EventType>(3))};
      set_day(event, rows, 2, event.report);
      index_.events.push_back(event);
    }
  }

  void add_statements() {
    Query rows = database_.query(
        "SELECT id, report, speaker, date, act, kind FROM statements WHERE (review IS NULL "
        "OR review <> 'rejected') AND retells IS NULL ORDER BY id");
    while (rows.next()) {
      DayIndex::Said said{.id = static_cast<std::uint32_t>(rows.integer(0)),
                          .speaker = static_cast<std::uint32_t>(rows.integer(2))};
      said.act = rows.kind<SpeechAct>(4), said.kind = rows.kind<StatementKind>(5);
      set_day(said, rows, 3, static_cast<std::uint32_t>(rows.integer(1)));
      index_.statements.push_back(said);
    }
  }

  /// Both the items and the rows of the query are in the order of ids.
  template <typename Item>
  void involve(Sql sql, const std::vector<Item>& items, std::vector<DayIndex::Involved>& out) {
    std::size_t at = 0;
    Query rows = database_.query(sql);
    while (rows.next()) {
      const auto id = static_cast<std::uint32_t>(rows.integer(0));
      while (at < items.size() && items[at].id < id) ++at;
      if (at < items.size() && items[at].id == id)
        out.push_back(
            {static_cast<std::uint32_t>(rows.integer(1)), static_cast<std::uint32_t>(at)});
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
  }

  void sort_days() {
    index_.days.resize(numbers_.size());
    std::vector<std::uint32_t> place(numbers_.size());
    std::uint32_t next = 0;
    for (const auto& [day, number] : std::map(numbers_.begin(), numbers_.end()))
      place[number] = next, index_.days[next++] = day;
    for (DayIndex::Event& event : index_.events) event.day = place[event.day];
    for (DayIndex::Said& said : index_.statements) said.day = place[said.day];
  }

  Database& database_;
  DayIndex index_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::unordered_map<std::uint32_t, std::uint32_t> published_;
};

/// Where a record is kept; empty for one in memory.
std::string file_of(Database& database) {
  Query row = database.query("PRAGMA database_list");
  return row.next() ? row.text(2) : std::string();
}

/// What tells that a record's file has changed: times and sizes of it and of its write-ahead log.
std::string state_of(const std::string& file) {
  std::string out = file;
  for (const char* end : {"", "-wal"}) {
    std::error_code problem;
    const auto time = std::filesystem::last_write_time(file + end, problem);
    if (!problem) out += fmt::format(" {}", time.time_since_epoch().count());
    const auto size = std::filesystem::file_size(file + end, problem);
    if (!problem) out += fmt::format(" {}", size);
  }
  return out;
}

struct Held {
  std::mutex mutex;
  std::string file, state;
  std::shared_ptr<const DayIndex> index;
  Clock::time_point made;
  double took = 0;  // seconds
};

}  // namespace

std::shared_ptr<const DayIndex> day_index(Store& store) {
  static Held held;
  const auto make = [&] {
    return std::make_shared<const DayIndex>(Builder(store.database()).build());
  };
  const std::string file = file_of(store.database());
  if (file.empty()) return make();
  const std::lock_guard lock(held.mutex);
  const std::string state = state_of(file);
  const auto since = [](Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  };
  const bool rests = held.took > kAtOnce && since(held.made) < kRest * held.took;
  if (held.index && held.file == file && (held.state == state || rests)) return held.index;
  const auto start = Clock::now();
  auto index = make();
  if (store.database().failed()) return index;
  held.took = since(start);
  held.made = Clock::now();
  held.file = file, held.state = state;
  return held.index = std::move(index);
}

}  // namespace casus
