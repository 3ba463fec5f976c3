// SPDX-License-Identifier: Apache-2.0
#include "store/spelling.h"

#include <utility>

#include "core/text.h"

namespace casus {

std::string spelling_key(std::string_view name) {
  std::string out;
  for (const char c : fold(name)) {
    if (is_letter(c) || c == ' ') out += c;
  }
  // Longest first; applied in this order.
  constexpr std::pair<std::string_view, std::string_view> kSame[] = {
      {"shch", "s"}, {"tch", "c"}, {"kh", "h"}, {"gh", "g"}, {"zh", "j"}, {"dj", "j"}, {"ch", "c"},
      {"sh", "s"},   {"ph", "f"},  {"ts", "c"}, {"tz", "c"}, {"ck", "k"}, {"ks", "x"}, {"ya", "ia"},
      {"yu", "iu"},  {"ye", "e"},  {"yo", "o"}, {"ou", "u"}, {"oo", "u"}, {"ee", "i"}, {"ii", "i"},
      {"iy", "i"},   {"yi", "i"},  {"y", "i"},  {"q", "k"},  {"w", "v"},  {"ff", "v"}};
  for (const auto& [from, to] : kSame) {
    for (std::size_t at = out.find(from); at != std::string::npos;
         at = out.find(from, at + to.size()))
      out.replace(at, from.size(), to);
  }
  std::string key;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (!key.empty() && out[i] == key.back()) continue;  // doubled letters
    const bool end_of_word = i + 1 == out.size() || out[i + 1] == ' ';
    const bool vowel =
        out[i] == 'a' || out[i] == 'e' || out[i] == 'i' || out[i] == 'o' || out[i] == 'u';
    if (end_of_word && vowel && !key.empty() && key.back() != ' ') continue;
    key += out[i];
  }
  return key;
}

}  // namespace casus
