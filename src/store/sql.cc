// SPDX-License-Identifier: Apache-2.0
#include "store/sql.h"

namespace casus {

namespace {

/// Within marks, a mark is doubled.
std::string marked(std::string_view text, char mark) {
  std::string out(1, mark);
  for (const char c : text) out.append(c == mark ? 2 : 1, c);
  return out + mark;
}

template <typename List, typename Write>
std::string list_of(const List& values, const Write& write) {
  std::string out;
  for (const auto& value : values) out += (out.empty() ? "" : ",") + write(value);
  return "(" + out + ")";
}

}  // namespace

SqlText::SqlText(std::initializer_list<Part> parts) {
  add(parts);
}

SqlText SqlText::name(std::string_view name) {
  SqlText out;
  out.text_ = marked(name, '"');
  return out;
}

void SqlText::add(std::initializer_list<Part> parts) {
  for (const Part& part : parts) add(part);
}

void SqlText::add(const Part& part) {
  switch (part.kind_) {
    case Part::Kind::Text:
      text_ += part.text_;
      break;
    case Part::Kind::Number:
      text_ += std::to_string(part.number_);
      break;
    case Part::Kind::Numbers:
      text_ += list_of(*part.numbers_, [](std::int64_t number) { return std::to_string(number); });
      break;
    case Part::Kind::Names:
      text_ += list_of(*part.names_, [](std::string_view name) { return marked(name, '\''); });
      break;
  }
}

SqlText SqlText::joined(const std::vector<SqlText>& texts, Sql between) {
  SqlText out;
  for (const SqlText& text : texts) {
    if (!out.empty()) out.add({between});
    out.add({text});
  }
  return out;
}

}  // namespace casus
