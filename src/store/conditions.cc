// SPDX-License-Identifier: Apache-2.0
#include "store/conditions.h"

namespace casus {

void Conditions::add(Sql condition, const std::vector<Value>& values) {
  parts_.push_back(numbered(condition.text(), values));
}

void Conditions::add(const SqlText& condition, const std::vector<Value>& values) {
  parts_.push_back(numbered(condition.text(), values));
}

SqlText Conditions::numbered(std::string_view condition, const std::vector<Value>& values) {
  SqlText out;
  const auto mark = [&](auto value) {
    bound_.emplace_back(std::move(value));
    out.add({"?", bound_.size()});
  };
  const auto write = [&](const auto& value) {
    using Kind = std::decay_t<decltype(value)>;
    if constexpr (std::is_same_v<Kind, Ids>) {
      out.add({value});
    } else if constexpr (std::is_same_v<Kind, Names>) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        out.text_ += i == 0 ? "(" : ",";
        mark(value[i]);
      }
      out.text_ += ")";
    } else {
      mark(value);
    }
  };
  std::size_t next = 0;
  for (const char c : condition) {
    if (c == '?' && next < values.size())
      std::visit(write, values[next++]);
    else
      out.text_ += c;
  }
  return out;
}

SqlText Conditions::of_the_last(Sql condition) const {
  SqlText out;
  for (const char c : condition.text()) {
    out.text_ += c;
    if (c == '?') out.add({bound_.size()});
  }
  return out;
}

void Conditions::either(Sql first, Sql second) {
  ways_ = {of_the_last(first), of_the_last(second)};
}

void Conditions::either(Sql only) {
  ways_ = {of_the_last(only)};
}

SqlText Conditions::where() const {
  return parts_.empty() ? SqlText{"1"} : SqlText::joined(parts_, " AND ");
}

SqlText Conditions::select(Sql rows) const {
  std::vector<SqlText> selects;
  for (const SqlText& way : ways_)
    selects.push_back(SqlText{rows, " WHERE ", way, " AND ", where()});
  return selects.empty() ? SqlText{rows, " WHERE ", where()}
                         : SqlText::joined(selects, " UNION ALL ");
}

void Conditions::bind(Query& query) const {
  for (const auto& value : bound_) std::visit([&](const auto& v) { query.bind(v); }, value);
}

}  // namespace casus
