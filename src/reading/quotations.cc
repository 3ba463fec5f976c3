// SPDX-License-Identifier: Apache-2.0
#include "reading/quotations.h"

#include <optional>

#include "core/text.h"

namespace casus {

namespace {

/// Words of `part`, and how many stand in quotation marks opened in the part's line.
void count_quoted(std::string_view text, Span part, std::size_t& quoted, std::size_t& words) {
  const std::size_t newline =
      part.begin == 0 ? std::string_view::npos : text.rfind('\n', part.begin - 1);
  bool inside = false, in_word = false, within_single = false;
  for (std::size_t at = newline == std::string_view::npos ? 0 : newline + 1; at < part.end;) {
    const std::string_view rest = text.substr(at);
    const bool at_word = at == 0 || is_space(text[at - 1]);
    const bool single = (rest.starts_with("\xE2\x80\x98") && at_word) ||
                        (within_single && rest.starts_with("\xE2\x80\x99") &&
                         (at + 3 >= text.size() || !is_letter(text[at + 3])));
    if (single) {
      within_single = inside = !within_single;
      at += 3;
      continue;
    }
    const bool opens = rest.starts_with("\xE2\x80\x9C"), closes = rest.starts_with("\xE2\x80\x9D"),
               straight = rest.starts_with("\"");
    if (opens || closes || straight) {
      inside = opens || (!inside && (straight || closes));
      in_word = false;
      at += straight ? 1 : 3;
      continue;
    }
    if (text[at] == '\n') inside = within_single = false;
    const bool letter = is_letter(text[at]) || is_digit(text[at]);
    if (letter && !in_word && at >= part.begin) {
      ++words;
      quoted += inside;
    }
    in_word = letter || (in_word && text[at] == '\'');
    ++at;
  }
}

}  // namespace

std::vector<Span> quotations_of(std::string_view text) {
  std::vector<Span> out;
  std::optional<std::uint32_t> open;
  for (std::uint32_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\n') open.reset();
    const std::string_view rest = text.substr(at);
    const bool curly = rest.starts_with("\xE2\x80\x9C") || rest.starts_with("\xE2\x80\x9D");
    if (!curly && text[at] != '"') continue;
    const std::uint32_t size = curly ? 3 : 1;
    const bool opens = rest.starts_with("\xE2\x80\x9C") ||
                       (!open && (at == 0 || is_space(text[at - 1]) || text[at - 1] == '('));
    if (opens)
      open = at;
    else if (open) {
      out.push_back({*open, at + size});
      open.reset();
    }
    at += size - 1;
  }
  return out;
}

Span tidied(std::string_view whole, Span part) {
  std::string_view text = cut(whole, part);
  const auto ends_in_mark = [&] {
    return text.ends_with("\xE2\x80\x9C") || text.ends_with("\xE2\x80\x9D") || text.ends_with("\"");
  };
  const auto drop = [&](std::size_t n) {
    text = text.substr(0, text.size() - n);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  };
  const std::size_t mark = text.ends_with("\"") ? 1 : 3;
  if (text.size() > mark + 1 && ends_in_mark() && is_space(text[text.size() - mark - 1]))
    drop(mark);
  const std::size_t space = text.rfind(' ');
  if (space != std::string_view::npos && space > 5) {
    const std::string_view before = text.substr(0, space);
    if ((before.ends_with(".\xE2\x80\x9D") || before.ends_with(".\"")) &&
        text.size() - space < 14 && is_upper(text[space + 1]))
      drop(text.size() - space);
  }
  part.end = part.begin + static_cast<std::uint32_t>(text.size());
  return part;
}

StatementKind kind_of(std::string_view text, const std::vector<Span>& content) {
  std::size_t quoted = 0, words = 0;
  for (const Span part : content) count_quoted(text, part, quoted, words);
  return quoted == 0       ? StatementKind::Indirect
         : quoted == words ? StatementKind::Direct
                           : StatementKind::Mixed;
}

}  // namespace casus
