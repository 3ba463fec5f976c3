// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace casus {

/// An actor the knowledge base knows.
struct KnownActor {
  std::string name;
  std::string type;  // state, organization
  std::string code;  // ISO 3166-1 alpha-3
};

/// How a known actor was named.
enum class NameKind { Name, Seat, Adjective };

struct NameMatch {
  const KnownActor* actor = nullptr;
  NameKind kind = NameKind::Name;
};

/// Names of states and organisations (model/actors), compiled into the library. Thread-safe: immutable.
class Knowledge {
 public:
  static const Knowledge& builtin();
  /// The actor of a written name, without a leading "the"; null when unknown.
  NameMatch find(std::string_view name) const;
  const std::vector<KnownActor>& all() const { return actors_; }

 private:
  Knowledge();
  void add(std::string_view names, std::size_t actor, NameKind kind);
  std::vector<KnownActor> actors_;
  struct Entry {
    std::size_t actor;
    NameKind kind;
  };
  std::unordered_map<std::string, Entry> names_;
};

}  // namespace casus
