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

/// A condition on rows, a ? for each of its values; that of a list stands behind IN.
struct Condition {
  using Names = std::vector<std::string>;
  using Ids = std::vector<std::int64_t>;
  using Value = std::variant<std::int64_t, double, std::string, Names, Ids>;

  SqlText sql;
  std::vector<Value> values;
};

/// Conditions of a WHERE on the rows x of one table, and the values they hold.
class Conditions {
 public:
  using Names = Condition::Names;
  using Ids = Condition::Ids;
  using Value = Condition::Value;

  /// A condition, a ? for each value; that of a list stands behind IN.
  void add(Sql condition, const std::vector<Value>& values = {});
  void add(const SqlText& condition, const std::vector<Value>& values = {});
  void add(const Condition& condition) { add(condition.sql, condition.values); }

  /// The same of a list of names with commas between ("x.act IN ?"); of an empty one, nothing.
  void among(Sql condition, const std::string& list) {
    if (auto names = alternatives(list); !names.empty()) add(condition, {std::move(names)});
  }

  /// One of two conditions that exclude each other, each with an index of its own, on the value
  /// that was added last; they narrow only what select() looks at: the others hold without them.
  void either(Sql first, Sql second);
  /// The same of one condition, so that what either() said before holds no more.
  void either(Sql only);

  /// All of them, to stand behind a WHERE.
  SqlText where() const;

  /// Selects what `rows` does ("SELECT x.id FROM events x") of the rows that meet the conditions,
  /// in no order.
  SqlText select(Sql rows) const;

  void bind(Query& query) const;

 private:
  /// Gives each ? of a condition the number of its value, or writes the list that it stands for.
  SqlText numbered(std::string_view condition, const std::vector<Value>& values);
  SqlText of_the_last(Sql condition) const;

  std::vector<SqlText> parts_, ways_;
  std::vector<std::variant<std::int64_t, double, std::string>> bound_;
};

}  // namespace casus
