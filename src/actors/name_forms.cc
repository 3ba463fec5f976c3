// SPDX-License-Identifier: Apache-2.0
#include "actors/name_forms.h"

#include <algorithm>

#include "core/text.h"

namespace casus {

std::string_view short_form_behind(std::string_view text, std::uint32_t end) {
  std::string_view rest = text.substr(end);
  if (!rest.starts_with(" (")) return {};
  rest.remove_prefix(2);
  const std::size_t close = rest.find(')');
  if (close == std::string_view::npos || close < 2 || close > 10) return {};
  const std::string_view inside = rest.substr(0, close);
  const bool plain = std::all_of(inside.begin(), inside.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '-' || c == '&';
  });
  return plain && is_upper(inside.front()) ? inside : std::string_view{};
}

std::vector<std::string> tokens_of(const std::string& name) {
  std::vector<std::string> out;
  for (const std::string_view token : split(name, ' ')) {
    if (!token.empty()) out.emplace_back(token);
  }
  return out;
}

bool is_initials(std::string_view name) {
  return name.size() >= 3 && name.size() <= 6 && std::all_of(name.begin(), name.end(), is_upper);
}

std::array<std::string, 2> initials_of(const std::string& name) {
  std::array<std::string, 2> out;
  for (const std::string& token : tokens_of(name)) {
    const char first = fold(token).empty() ? ' ' : fold(token).front();
    out[0] += static_cast<char>(first >= 'a' && first <= 'z' ? first - 'a' + 'A' : first);
    if (is_upper(token.front())) out[1] += token.front();
  }
  return out;
}

bool ends_in(const std::vector<std::string>& whole, const std::vector<std::string>& part) {
  if (part.empty() || part.size() > whole.size()) return false;
  return std::equal(part.rbegin(), part.rend(), whole.rbegin(),
                    [](const std::string& a, const std::string& b) {
                      const std::string one = fold(a), other = fold(b);
                      return one == other || "al-" + one == other || one == "al-" + other;
                    });
}

}  // namespace casus
