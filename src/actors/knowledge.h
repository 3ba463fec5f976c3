// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "casus/kinds.h"
#include "casus/result.h"

namespace casus {

/// An actor the knowledge base knows.
struct KnownActor {
  std::string name;
  ActorType type = ActorType::Organization;
  std::string code;  // ISO 3166-1 alpha-3
  std::string wikidata;
  std::string seat;      // a state's capital
  std::string rotation;  // how an organisation's presidency passes on
  std::string treaty;    // what founded it
  std::string help;      // its article of mutual help
};

/// How a known actor was named.
enum class NameKind : std::uint8_t { Name, Seat, Adjective };

struct NameMatch {
  const KnownActor* actor = nullptr;
  NameKind kind = NameKind::Name;
};

/// `holder` held `title` of `of` on the days [from, to); an empty `to` is still running.
struct Tenure {
  const KnownActor* holder = nullptr;
  const KnownActor* of = nullptr;
  std::string title;
  std::string from;
  std::string to;
  /// True on an ISO day; an empty day is today's holder.
  bool holds_on(std::string_view day) const {
    return day.empty() ? to.empty() : from <= day && (to.empty() || day < to);
  }
};

/// Who is who: states, territories, organisations, parties, armed groups and office holders with
/// their dates, from the tables of model/actors (their README tells the columns). Thread-safe:
/// immutable once shared.
class Knowledge {
 public:
  Knowledge(Knowledge&&) = default;
  Knowledge& operator=(Knowledge&&) = default;

  /// The tables compiled into the library.
  static const Knowledge& builtin();
  /// The built-in tables and a user's own lines, each a table's name and that table's columns:
  /// "state;...", "organisation;...", "group;...", "territory;...", "membership;...", "chair;...",
  /// "office;...", "place;...". Errors: InvalidInput names the line.
  static Result<Knowledge> with(std::string_view lines);
  /// The same to be shared; without lines, the built-in one.
  static Result<std::shared_ptr<const Knowledge>> shared(std::string_view lines);

  /// The actor of a written name, without a leading "the"; null when unknown. People are found by
  /// full names only.
  NameMatch find(std::string_view name) const;
  /// The one person with this family name who held an office on `day` or in the three years before;
  /// null when none or several did.
  const KnownActor* find_by_family_name(std::string_view family, std::string_view day) const;
  /// Who held the office a title names ("president", "foreign minister") of `of` on `day`; null
  /// when unknown.
  const KnownActor* holder(const KnownActor& of, std::string_view title,
                           std::string_view day) const;
  std::vector<const Tenure*> offices_of(const KnownActor& person) const;

  std::vector<const KnownActor*> members(const KnownActor& organisation,
                                         std::string_view day) const;
  std::vector<const KnownActor*> organisations_of(const KnownActor& member,
                                                  std::string_view day) const;
  /// Nothing where the base lists no members of the organisation at all.
  std::optional<bool> is_member(const KnownActor& organisation, const KnownActor& member,
                                std::string_view day) const;
  /// The state that holds an organisation's presidency on `day`; null when unknown.
  const KnownActor* chair(const KnownActor& organisation, std::string_view day) const;
  /// The known actor of that name and of any type; null when unknown.
  const KnownActor* named(std::string_view name) const;
  /// Where a state (its capital, by code) or a place (by name) lies; nothing when unknown.
  struct Place {
    double latitude = 0, longitude = 0;
    std::string state;  // code, of a place that is no state
  };
  std::optional<Place> place(std::string_view code_or_name) const;
  /// Another name of a known actor, in every writing the tables have.
  std::vector<std::string> names_of(const KnownActor& actor) const;

  const std::vector<KnownActor>& all() const { return actors_; }
  const std::vector<Tenure>& tenures() const { return tenures_; }

 private:
  Knowledge() = default;
  struct Entry {
    std::size_t actor;
    NameKind kind;
  };
  struct Stretch {
    std::size_t organisation, member;
    std::string from, to;
  };
  /// The tables of model/actors.
  enum class Table : std::uint8_t {
    State,
    Territory,
    Organisation,
    Group,
    Membership,
    Chair,
    Office,
    Place
  };
  static constexpr std::array<std::string_view, 8> kTables = {
      "state", "territory", "organisation", "group", "membership", "chair", "office", "place"};
  /// The columns of a line of a table.
  struct Line {
    std::vector<std::string_view> fields;
    std::string_view field(std::size_t i) const {
      return i < fields.size() ? fields[i] : std::string_view{};
    }
    std::string text(std::size_t i) const { return std::string(field(i)); }
  };
  /// Where a line of members has them and their days.
  struct Columns {
    std::size_t members, from, to;
  };
  void add_builtin();
  /// False: the line names an actor that is not there.
  bool add_line(Table table, const Line& line);
  void add_state(const Line& line);
  void add_territory(const Line& line);
  void add_organisation(const Line& line);
  void add_group(const Line& line);
  void add_place(const Line& line);
  bool add_stretches(const Line& line, std::vector<Stretch>& into, Columns columns);
  bool add_office(const Line& line);
  std::size_t add_actor(KnownActor actor);
  void add_names(std::string_view names, std::size_t actor, NameKind kind);
  std::optional<std::size_t> index_of(std::string_view code_or_name) const;
  void settle();

  std::vector<KnownActor> actors_;
  std::unordered_map<std::string, Entry> names_;  // folded; people apart
  std::unordered_map<std::string, std::size_t> codes_, people_;
  std::unordered_multimap<std::string, std::size_t> families_;
  std::vector<Stretch> memberships_, chairs_;
  std::unordered_map<std::string, Place> places_;
  struct Office {
    std::size_t holder, of;
    std::string title, from, to;
  };
  std::vector<Office> offices_;
  std::vector<Tenure> tenures_;  // offices_ with pointers, made last
};

/// A title as the tables write it: lower case, "defense" as "defence", "foreign affairs minister"
/// as "foreign minister".
std::string plain_title(std::string_view title);

}  // namespace casus
