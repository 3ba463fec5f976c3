// SPDX-License-Identifier: Apache-2.0
#include "server/answers.h"

#include <utility>

#include "core/calendar.h"

namespace casus {

/// Forgets all where the record or the day is another.
void Answers::watch() {
  Query row = watcher_.database().query("PRAGMA data_version");
  const std::int64_t version = row.next() ? row.integer(0) : -1;
  std::string day = utc_today();
  // A connection that cannot tell says nothing of the record: nothing is kept then.
  if (!watcher_.database().take_error() && version == version_ && day == day_) return;
  version_ = version;
  day_ = std::move(day);
  ++state_;
  at_.clear();
  kept_.clear();
  bytes_ = 0;
}

Answers::Found Answers::find(const std::string& question) {
  const std::lock_guard lock(mutex_);
  watch();
  const auto at = at_.find(question);
  if (at == at_.end()) return {nullptr, state_};
  kept_.splice(kept_.begin(), kept_, at->second);
  return {at->second->body, state_};
}

void Answers::keep(const std::string& question, std::uint64_t state, Body body) {
  const std::size_t size = question.size() + body->size();
  const std::lock_guard lock(mutex_);
  if (state != state_ || size > most_bytes_ / 16 || at_.contains(question)) return;
  while (bytes_ + size > most_bytes_) {
    bytes_ -= kept_.back().question.size() + kept_.back().body->size();
    at_.erase(kept_.back().question);
    kept_.pop_back();
  }
  kept_.push_front({question, std::move(body)});
  at_.emplace(question, kept_.begin());
  bytes_ += size;
}

}  // namespace casus
