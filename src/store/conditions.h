// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/text.h"
#include "store/database.h"

namespace casus {

/// The parts of a list with commas between, empty ones left out.
inline std::vector<std::string> alternatives(std::string_view list) {
  std::vector<std::string> out;
  for (const std::string_view one : split(list, ',')) {
    if (!one.empty()) out.emplace_back(one);
  }
  return out;
}

/// Conditions of a WHERE on the rows x of one table, and the values they hold.
class Conditions {
 public:
  using Value = std::variant<std::int64_t, double, std::string>;

  /// A condition, a ? for each value. Gives the name that its first value has in SQL.
  std::string add(std::string_view condition, const std::vector<Value>& values = {}) {
    const std::string first = "?" + std::to_string(values_.size() + 1);
    std::string numbered;
    std::size_t at = values_.size();
    for (const char c : condition)
      numbered += c == '?' ? "?" + std::to_string(++at) : std::string(1, c);
    parts_.push_back(std::move(numbered));
    values_.insert(values_.end(), values.begin(), values.end());
    return first;
  }

  /// One of two conditions that exclude each other, each with an index of its own; they narrow only
  /// what select() looks at: the others hold without them. An empty one is left out.
  void either(std::string first, std::string second) {
    ways_.clear();
    for (std::string* way : {&first, &second}) {
      if (!way->empty()) ways_.push_back(std::move(*way));
    }
  }

  /// That a column has one of the values of a list with commas between.
  void among(const std::string& column, const std::string& list) {
    const auto names = alternatives(list);
    if (names.empty()) return;
    std::string marks;
    for (std::size_t i = 0; i < names.size(); ++i) marks += marks.empty() ? "?" : ",?";
    add(column + " IN (" + marks + ")", {names.begin(), names.end()});
  }

  std::string where() const { return parts_.empty() ? "1" : joined(parts_, " AND "); }

  /// Selects `what` of the rows of a table that meet the conditions, in no order.
  std::string select(const std::string& what, const std::string& table) const {
    const std::string all = "SELECT " + what + " FROM " + table + " x WHERE ";
    std::vector<std::string> selects;
    for (const std::string& way : ways_) selects.push_back(all + way + " AND " + where());
    return selects.empty() ? all + where() : joined(selects, " UNION ALL ");
  }

  void bind(Query& query) const {
    for (const Value& value : values_) std::visit([&](const auto& v) { query.bind(v); }, value);
  }

 private:
  std::vector<std::string> parts_, ways_;
  std::vector<Value> values_;
};

}  // namespace casus
