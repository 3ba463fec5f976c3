// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace casus::python {

/// A day that is not told.
inline constexpr std::int64_t kNoDay = std::numeric_limits<std::int64_t>::min() / 4;

/// Items that are looked up by a key, as a store does when it adds a report: of what was there
/// then, the newest of a key, or those of some days. Rows are fed by key and, of a key, in the
/// order in which items came and questions were asked. The cost of a question does not grow with
/// the items.
class Lookup {
 public:
  /// `newest`: of the newest `first` items of the key those that suit, at most `most`. Otherwise:
  /// the first `most` that suit, by day.
  Lookup(bool newest, std::size_t first, std::size_t most)
      : newest_(newest), first_(first), most_(most) {}

  /// One row. An item (`asks` is -1) has an id, a label, the number of its report and the days it
  /// is of. A question has the number of what it is asked for; it wants items with its label (-1:
  /// any), not of its report (-1: of any), that begin on `from` to `to` and last until `until` at
  /// least (the last three: by day only).
  struct Row {
    std::string key;
    std::int64_t asks = -1, id = 0, label = -1, report = -1, from = kNoDay, to = kNoDay,
                 until = kNoDay;
  };
  /// Gives the found items: the number of the question's row among these, the item and its first
  /// day.
  std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t>> feed(
      const std::vector<std::tuple<std::string, std::int64_t, std::int64_t, std::int64_t,
                                   std::int64_t, std::int64_t, std::int64_t, std::int64_t>>& rows);

 private:
  struct Item {
    std::int64_t id, label, report, from, to;
  };
  using Found = std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t>>;
  void add(const Item& item);
  void answer_newest(std::int64_t row, const Row& asked, Found& found) const;
  void answer_by_day(std::int64_t row, const Row& asked, Found& found) const;

  bool newest_;
  std::size_t first_, most_;
  std::string key_;
  std::vector<Item> items_;
};

}  // namespace casus::python
