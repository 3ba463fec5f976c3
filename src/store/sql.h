// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace casus {

/// Text of SQL that stands in the source. The compiler takes nothing but a literal, so that neither
/// a value nor the name of a table can be formatted into it: values are bound.
class Sql {
 public:
  consteval Sql(const char* literal) : text_(literal) {}
  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// Text of SQL put together at run time: of literals, of numbers, and of lists of values. Values
/// are bound where that can be; a list, and what SQLite plans by (a LIMIT), stands in the text.
class SqlText {
 public:
  class Part {
   public:
    consteval Part(const char* literal) : text_(literal) {}
    Part(Sql literal) : text_(literal.text()) {}
    Part(const SqlText& text) : text_(text.text_) {}
    template <std::integral Number>
    Part(Number number) : kind_(Kind::Number), number_(static_cast<std::int64_t>(number)) {}
    /// "(1,2)". Both kinds of list outlive the Part.
    Part(const std::vector<std::int64_t>& numbers) : kind_(Kind::Numbers), numbers_(&numbers) {}
    /// "('AID','YIELD')".
    Part(const std::vector<std::string_view>& names) : kind_(Kind::Names), names_(&names) {}

   private:
    friend class SqlText;
    enum class Kind : std::uint8_t { Text, Number, Numbers, Names };
    Kind kind_ = Kind::Text;
    std::string_view text_;
    std::int64_t number_ = 0;
    const std::vector<std::int64_t>* numbers_ = nullptr;
    const std::vector<std::string_view>* names_ = nullptr;
  };

  SqlText() = default;
  SqlText(std::initializer_list<Part> parts);

  /// The name of a table or column that is known only at run time, in the marks of a name.
  static SqlText name(std::string_view name);
  /// Texts with another between each two.
  static SqlText joined(const std::vector<SqlText>& texts, Sql between);

  void add(std::initializer_list<Part> parts);
  bool empty() const { return text_.empty(); }
  const std::string& text() const { return text_; }

 private:
  friend class Conditions;  // which numbers the values of what it is given
  void add(const Part& part);
  std::string text_;
};

}  // namespace casus
