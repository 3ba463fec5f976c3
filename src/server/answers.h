// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "store/store.h"

namespace casus {

/// What was answered, kept while the record stays as it is: many clients ask the same, and each
/// answer costs some milliseconds. Thread-safe.
class Answers {
 public:
  using Body = std::shared_ptr<const std::string>;

  /// `watcher` is a connection of its own: SQLite tells it when any other, of this process or of
  /// another, has changed the record. `most_bytes` bounds what is kept.
  explicit Answers(Store watcher, std::size_t most_bytes = std::size_t{64} << 20)
      : watcher_(std::move(watcher)), most_bytes_(most_bytes) {}

  struct Found {
    Body body;                // null: not answered since the record changed
    std::uint64_t state = 0;  // of the record, for keep()
  };
  /// What was answered to `question` (an address with its parameters) in the record's state of now.
  Found find(const std::string& question);

  /// Keeps an answer that was made after find() gave `state`; not where the record changed since.
  void keep(const std::string& question, std::uint64_t state, Body body);

 private:
  struct Kept {
    std::string question;
    Body body;
  };
  void watch();

  std::mutex mutex_;
  Store watcher_;
  const std::size_t most_bytes_;
  std::int64_t version_ = -1;  // data_version of SQLite
  std::string day_;            // answers tell what is due and what has passed
  std::uint64_t state_ = 0;
  std::size_t bytes_ = 0;
  std::list<Kept> kept_;  // the one asked for last is first
  std::unordered_map<std::string, std::list<Kept>::iterator> at_;
};

}  // namespace casus
