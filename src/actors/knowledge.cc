// SPDX-License-Identifier: Apache-2.0
#include "actors/knowledge.h"

#include "actors/tables.h"
#include "core/text.h"

namespace casus {

namespace {

/// The fields of a line, at least `count` of them.
std::vector<std::string_view> fields(std::string_view line, std::size_t count) {
  std::vector<std::string_view> out;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find(';', begin), line.size());
    out.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  out.resize(std::max(count, out.size()));
  return out;
}

}  // namespace

const Knowledge& Knowledge::builtin() {
  static const Knowledge knowledge;
  return knowledge;
}

Knowledge::Knowledge() {
  const auto each_line = [](std::string_view table, const auto& use) {
    for (const Span span : lines_of(table)) {
      const std::string_view line = cut(table, span);
      if (!line.empty() && line[0] != '#') use(line);
    }
  };
  each_line(kStatesTable, [&](std::string_view line) {
    const auto f = fields(line, 5);
    actors_.push_back({std::string(f[1]), "state", std::string(f[0])});
    add(f[1], actors_.size() - 1, NameKind::Name);
    add(f[2], actors_.size() - 1, NameKind::Name);
    add(f[3], actors_.size() - 1, NameKind::Seat);
    add(f[4], actors_.size() - 1, NameKind::Adjective);
  });
  each_line(kOrganisationsTable, [&](std::string_view line) {
    const auto f = fields(line, 2);
    actors_.push_back({std::string(f[0]), "organization", ""});
    add(f[0], actors_.size() - 1, NameKind::Name);
    add(f[1], actors_.size() - 1, NameKind::Name);
  });
}

void Knowledge::add(std::string_view names, std::size_t actor, NameKind kind) {
  for (std::size_t begin = 0; begin < names.size();) {
    const std::size_t end = std::min(names.find('|', begin), names.size());
    names_.emplace(names.substr(begin, end - begin), Entry{actor, kind});
    begin = end + 1;
  }
}

NameMatch Knowledge::find(std::string_view name) const {
  if (name.starts_with("the ") || name.starts_with("The ")) name.remove_prefix(4);
  const auto found = names_.find(std::string(name));
  return found == names_.end() ? NameMatch{} : NameMatch{&actors_[found->second.actor], found->second.kind};
}

}  // namespace casus
