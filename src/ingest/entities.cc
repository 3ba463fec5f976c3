// SPDX-License-Identifier: Apache-2.0
#include "ingest/entities.h"

#include <fmt/format.h>
#include <libxml/HTMLparser.h>

#include <algorithm>

#include "core/text.h"

namespace casus {

namespace {

/// "eacute" of "&eacute; ...", "#233" of "&#233; ..."; empty where no reference begins.
std::string_view reference_at(std::string_view text) {
  constexpr std::size_t kLongest = 32;
  const std::size_t end = text.substr(0, kLongest).find(';');
  if (end == std::string_view::npos || end < 2) return {};
  const std::string_view name = text.substr(1, end - 1);
  const std::string_view rest = name.substr(name[0] == '#');
  return !rest.empty() && std::all_of(rest.begin(), rest.end(),
                                      [](char c) { return is_letter(c) || is_digit(c); })
             ? name
             : std::string_view();
}

/// What stands for the reference: itself where the parser knows it.
std::string reference(std::string_view name, bool declares) {
  if (name.empty()) return "&amp;";
  if (name[0] == '#' || declares || is_one_of(name, {"amp", "lt", "gt", "quot", "apos"}))
    return fmt::format("&{};", name);
  const htmlEntityDesc* known =
      htmlEntityLookup(reinterpret_cast<const xmlChar*>(std::string(name).c_str()));
  return known == nullptr ? fmt::format("&amp;{};", name) : fmt::format("&#{};", known->value);
}

}  // namespace

std::string with_known_entities(std::string_view xml) {
  constexpr std::string_view kBegin = "<![CDATA[", kEnd = "]]>";
  const bool declares = xml.find("<!ENTITY") != std::string_view::npos;
  std::string out;
  out.reserve(xml.size());
  std::size_t literal = xml.find(kBegin);
  for (std::size_t at = 0; at < xml.size();) {
    const std::size_t next = std::min(xml.find('&', at), xml.size());
    if (literal < next) {  // an ampersand there is one already
      const std::size_t end = std::min(xml.find(kEnd, literal), xml.size());
      out += xml.substr(at, end - at);
      at = end;
      literal = xml.find(kBegin, at);
      continue;
    }
    out += xml.substr(at, next - at);
    if (next == xml.size()) break;
    const std::string_view name = reference_at(xml.substr(next));
    out += reference(name, declares);
    at = next + 1 + (name.empty() ? 0 : name.size() + 1);
  }
  return out;
}

}  // namespace casus
