// SPDX-License-Identifier: Apache-2.0
#include "follow/robots.h"

#include <algorithm>
#include <cstdlib>

#include "core/text.h"

namespace casus {

namespace {

int hex_value(char c) {
  return is_digit(c)            ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

/// One spelling of a path: what needs no percent sign has none, the others are in upper case.
std::string normal(std::string_view path) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const bool coded = path[i] == '%' && i + 2 < path.size() && hex_value(path[i + 1]) >= 0 &&
                       hex_value(path[i + 2]) >= 0;
    const char c =
        coded ? static_cast<char>(hex_value(path[i + 1]) * 16 + hex_value(path[i + 2])) : path[i];
    const auto byte = static_cast<unsigned char>(c);
    const bool plain =
        is_upper(c) || is_lower(c) || is_digit(c) || is_one_of({&c, 1}, {"-", ".", "_", "~"});
    if ((coded && !plain) || byte <= ' ' || byte >= 0x7F) {
      out += '%';
      out += "0123456789ABCDEF"[byte >> 4];
      out += "0123456789ABCDEF"[byte & 15];
    } else {
      out += c;
    }
    if (coded) i += 2;
  }
  return out;
}

/// "/a*b$": a star is any run of characters, a dollar sign at the end the end.
bool fits(std::string_view pattern, std::string_view path) {
  const bool to_end = pattern.ends_with('$');
  if (to_end) pattern.remove_suffix(1);
  std::size_t at = 0;
  for (bool first = true;; first = false) {
    const std::size_t star = pattern.find('*');
    const std::string_view piece = pattern.substr(0, star);
    const bool last = star == std::string_view::npos;
    if (first && !path.starts_with(piece)) return false;
    if (last && to_end)
      return path.size() >= at + piece.size() && path.ends_with(piece) &&
             (!first || path.size() == piece.size());
    const std::size_t found = first ? 0 : path.find(piece, at);
    if (found == std::string_view::npos) return false;
    if (last) return true;
    at = found + piece.size();
    pattern.remove_prefix(star + 1);
  }
}

struct Line {
  std::string name, value;
};

std::vector<Line> lines_in(std::string_view text) {
  std::vector<Line> out;
  for (std::string_view line : split(text.substr(0, Robots::kMostBytes), '\n')) {
    line = line.substr(0, line.find('#'));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    out.push_back({lower(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))});
  }
  return out;
}

}  // namespace

Robots::Robots(std::string_view text, std::string_view agent) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::vector<Line> lines = lines_in(text);
  const bool named = std::any_of(lines.begin(), lines.end(), [&](const Line& line) {
    return line.name == "user-agent" && lower(line.value) == agent;
  });
  bool ours = false, in_heads = false;
  for (const Line& line : lines) {
    if (line.name == "user-agent") {
      const bool meant = named ? lower(line.value) == agent : line.value == "*";
      ours = (in_heads && ours) || meant;
      in_heads = true;
      continue;
    }
    if (line.name == "allow" || line.name == "disallow") {
      in_heads = false;
      if (ours && !line.value.empty()) rules_.push_back({line.name == "allow", normal(line.value)});
    } else if (line.name == "crawl-delay") {
      in_heads = false;
      const double seconds = std::min(std::atof(line.value.c_str()), 60.0);
      if (ours && seconds > 0) pause_ = std::chrono::milliseconds(static_cast<int>(seconds * 1000));
    }
  }
}

bool Robots::allows(std::string_view path) const {
  const std::string own = normal(path);
  std::size_t longest = 0;
  bool allowed = true;
  for (const Rule& rule : rules_) {
    const std::size_t size = rule.pattern.size();
    if (size < longest || (size == longest && !rule.allows) || !fits(rule.pattern, own)) continue;
    longest = size;
    allowed = rule.allows;
  }
  return allowed;
}

}  // namespace casus
