// SPDX-License-Identifier: Apache-2.0
#include "lookup.h"

#include <algorithm>
#include <tuple>

namespace casus::python {

namespace {

template <typename Item, typename Row>
bool suits(const Item& item, const Row& asked) {
  return (asked.label == -1 || item.label == asked.label) &&
         (asked.report == -1 || item.report != asked.report);
}

}  // namespace

std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t>> Lookup::feed(
    const std::vector<std::tuple<std::string, std::int64_t, std::int64_t, std::int64_t,
                                 std::int64_t, std::int64_t, std::int64_t, std::int64_t>>& rows) {
  Found found;
  std::int64_t row = -1;
  for (const auto& [key, asks, id, label, report, from, to, until] : rows) {
    ++row;
    if (key != key_) {
      key_ = key;
      items_.clear();
    }
    if (asks == -1) {
      add({id, label, report, from, to});
      continue;
    }
    const Row asked{key, asks, id, label, report, from, to, until};
    newest_ ? answer_newest(row, asked, found) : answer_by_day(row, asked, found);
  }
  return found;
}

void Lookup::add(const Item& item) {
  if (newest_) {
    if (items_.size() >= 4 * first_)
      items_.erase(items_.begin(), items_.end() - static_cast<std::ptrdiff_t>(first_));
    items_.push_back(item);
    return;
  }
  const auto later = std::upper_bound(
      items_.begin(), items_.end(), item,
      [](const Item& a, const Item& b) { return std::tie(a.from, a.id) < std::tie(b.from, b.id); });
  items_.insert(later, item);
}

void Lookup::answer_newest(std::int64_t row, const Row& asked, Found& found) const {
  std::size_t looked = 0, taken = 0;
  for (auto item = items_.rbegin(); item != items_.rend() && looked < first_ && taken < most_;
       ++item) {
    if (item->id == asked.id) continue;  // what asks is no answer
    ++looked;
    if (!suits(*item, asked)) continue;
    ++taken;
    found.emplace_back(row, item->id, item->from);
  }
}

void Lookup::answer_by_day(std::int64_t row, const Row& asked, Found& found) const {
  auto item = std::lower_bound(items_.begin(), items_.end(), asked.from,
                               [](const Item& a, std::int64_t day) { return a.from < day; });
  std::size_t taken = 0;
  for (; item != items_.end() && item->from <= asked.to && taken < most_; ++item) {
    if (!suits(*item, asked) || item->to < asked.until) continue;
    ++taken;
    found.emplace_back(row, item->id, item->from);
  }
}

}  // namespace casus::python
