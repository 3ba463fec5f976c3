// SPDX-License-Identifier: Apache-2.0
#include "actors/knowledge.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "actors/tables.h"
#include "core/calendar.h"
#include "core/text.h"

namespace casus {

namespace {

template <typename Use>
void each_line(std::string_view table, const Use& use) {
  std::size_t number = 0;
  for (const Span span : lines_of(table)) {
    ++number;
    const std::string_view line = trim(cut(table, span));
    if (!line.empty() && line[0] != '#') use(number, line);
  }
}

/// A year or month as its first day.
std::string first_day(std::string_view date) {
  return std::string(date) + (date.size() == 4 ? "-01-01" : date.size() == 7 ? "-01" : "");
}

std::string_view without_article(std::string_view name) {
  return name.starts_with("the ") || name.starts_with("The ") ? name.substr(4) : name;
}

/// States whose people have their family names first.
constexpr std::array<std::string_view, 5> kFamilyFirst = {"CHN", "TWN", "KOR", "PRK", "VNM"};

/// Names that stand first in Chinese, Korean and Vietnamese, else last. A one-word name is its own.
std::vector<std::string> family_names(std::string_view name, std::string_view state) {
  const auto parts = split(name, ' ');
  std::vector<std::string> out{fold(parts.back())};
  if (is_one_of(state, kFamilyFirst)) out.front() = fold(parts.front());
  return out;
}

}  // namespace

std::string plain_title(std::string_view title) {
  std::string out = lower(title);
  const auto replace = [&](std::string_view from, std::string_view to) {
    if (const std::size_t at = out.find(from); at != std::string::npos)
      out.replace(at, from.size(), to);
  };
  replace("defense", "defence");
  replace("foreign affairs minister", "foreign minister");
  replace("minister of foreign affairs", "foreign minister");
  replace("minister for foreign affairs", "foreign minister");
  replace("minister of defence", "defence minister");
  replace("secretary general", "secretary-general");
  replace("prime-minister", "prime minister");
  replace("premier", "prime minister");
  replace("secretary of defence", "defence secretary");
  return out;
}

const Knowledge& Knowledge::builtin() {
  static const Knowledge knowledge = [] {
    Knowledge base;
    base.add_builtin();
    base.settle();
    return base;
  }();
  return knowledge;
}

Result<Knowledge> Knowledge::with(std::string_view lines) {
  Knowledge base;
  base.add_builtin();
  std::optional<Error> problem;
  each_line(lines, [&](std::size_t number, std::string_view text) {
    auto fields = split(text, ';');
    const auto table = kind_named<Table>(kTables, fields.front());
    fields.erase(fields.begin());
    if ((!table || !base.add_line(*table, {std::move(fields)})) && !problem) {
      problem =
          Error{Errc::InvalidInput, fmt::format("C0301 line {} of the actors is of no known table, "
                                                "or names an actor that is not there: {}",
                                                number, text.substr(0, 60))};
    }
  });
  if (problem) return *problem;
  base.settle();
  return base;
}

Result<std::shared_ptr<const Knowledge>> Knowledge::shared(std::string_view lines) {
  if (lines.empty()) return std::shared_ptr<const Knowledge>(&builtin(), [](const Knowledge*) {});
  CASUS_TRY(Knowledge knowledge, with(lines));
  return std::shared_ptr<const Knowledge>(std::make_shared<const Knowledge>(std::move(knowledge)));
}

void Knowledge::add_builtin() {
  using enum Table;
  for (const auto& [table, text] : {std::pair{State, kStatesTable},
                                    {Territory, kTerritoriesTable},
                                    {Organisation, kOrganisationsTable},
                                    {Group, kGroupsTable},
                                    {Membership, kMembershipsTable},
                                    {Chair, kChairsTable},
                                    {Office, kOfficesTable},
                                    {Place, kPlacesTable}}) {
    each_line(text, [&, table = table](std::size_t, std::string_view line) {
      add_line(table, {split(line, ';')});
    });
  }
}

bool Knowledge::add_line(Table table, const Line& line) {
  switch (table) {
    case Table::State:
      add_state(line);
      return true;
    case Table::Territory:
      add_territory(line);
      return true;
    case Table::Organisation:
      add_organisation(line);
      return true;
    case Table::Group:
      add_group(line);
      return true;
    case Table::Place:
      add_place(line);
      return true;
    case Table::Membership:
      return add_stretches(line, memberships_, {.members = 3, .from = 1, .to = 2});
    case Table::Chair:
      return add_stretches(line, chairs_, {.members = 1, .from = 2, .to = 3});
    case Table::Office:
      return add_office(line);
  }
  return false;
}

void Knowledge::add_state(const Line& line) {
  const std::size_t actor = add_actor({.name = line.text(1),
                                       .type = ActorType::State,
                                       .code = line.text(0),
                                       .wikidata = line.text(5),
                                       .seat = std::string(split(line.field(3), '|').front())});
  codes_.emplace(line.text(0), actor);
  add_names(line.field(1), actor, NameKind::Name);
  add_names(line.field(2), actor, NameKind::Name);
  add_names(line.field(3), actor, NameKind::Seat);
  add_names(line.field(4), actor, NameKind::Adjective);
}

void Knowledge::add_territory(const Line& line) {
  const std::size_t actor = add_actor({.name = line.text(0),
                                       .type = ActorType::Place,
                                       .code = line.text(4),
                                       .wikidata = line.text(5),
                                       .seat = std::string(split(line.field(2), '|').front())});
  if (!line.field(4).empty()) codes_.emplace(line.text(4), actor);
  add_names(line.field(0), actor, NameKind::Name);
  add_names(line.field(1), actor, NameKind::Name);
  add_names(line.field(3), actor, NameKind::Adjective);
}

void Knowledge::add_organisation(const Line& line) {
  const std::size_t actor = add_actor({.name = line.text(0),
                                       .type = ActorType::Organization,
                                       .wikidata = line.text(2),
                                       .rotation = line.text(3),
                                       .treaty = line.text(4),
                                       .help = line.text(5)});
  add_names(line.field(0), actor, NameKind::Name);
  // A city that stands for a body ("Brussels") means the body before the state whose capital it
  // is.
  for (const std::string_view name : split(line.field(1), '|')) {
    if (!name.empty())
      names_.insert_or_assign(fold(without_article(name)), Entry{actor, NameKind::Name});
  }
}

void Knowledge::add_group(const Line& line) {
  const std::size_t actor = add_actor({.name = line.text(0), .type = ActorType::Organization});
  add_names(line.field(0), actor, NameKind::Name);
  add_names(line.field(1), actor, NameKind::Name);
}

void Knowledge::add_place(const Line& line) {
  places_[fold(line.field(0))] = {std::atof(line.text(1).c_str()), std::atof(line.text(2).c_str()),
                                  line.text(3)};
}

/// False where the body or a member is not known.
bool Knowledge::add_stretches(const Line& line, std::vector<Stretch>& into, Columns columns) {
  const auto organisation = index_of(line.field(0));
  if (!organisation) return false;
  for (const std::string_view member : split(line.field(columns.members), ' ')) {
    const auto found = index_of(member);
    if (!found) return false;
    into.push_back({*organisation, *found, first_day(line.field(columns.from)),
                    first_day(line.field(columns.to))});
  }
  return true;
}

/// "ARM;president;Name|other spelling @from[/to];..."
bool Knowledge::add_office(const Line& line) {
  if (line.fields.size() < 3) return false;
  const auto of = index_of(line.fields[0]);
  if (!of) return false;
  std::optional<std::size_t> before;
  for (std::size_t i = 2; i < line.fields.size(); ++i) {
    const std::size_t at = line.fields[i].find('@');
    if (at == std::string_view::npos) return false;
    const auto names = split(line.fields[i].substr(0, at), '|');
    const auto dates = split(line.fields[i].substr(at + 1), '/');
    auto known = people_.find(fold(names.front()));
    const std::size_t person =
        known != people_.end()
            ? known->second
            : add_actor({.name = std::string(names.front()), .type = ActorType::Person});
    for (const std::string_view name : names) {
      if (!people_.emplace(fold(name), person).second) continue;
      for (const std::string& family : family_names(name, actors_[*of].code)) {
        const auto [first, last] = families_.equal_range(family);
        if (std::none_of(first, last, [&](const auto& entry) { return entry.second == person; }))
          families_.emplace(family, person);
      }
    }
    const std::string from = first_day(dates.front());
    if (before && offices_[*before].to.empty()) offices_[*before].to = from;
    offices_.push_back({person, *of, std::string(line.fields[1]), from,
                        dates.size() > 1 ? first_day(dates[1]) : ""});
    before = offices_.size() - 1;
  }
  return true;
}

std::size_t Knowledge::add_actor(KnownActor actor) {
  actors_.push_back(std::move(actor));
  return actors_.size() - 1;
}

void Knowledge::add_names(std::string_view names, std::size_t actor, NameKind kind) {
  for (const std::string_view name : split(names, '|')) {
    if (!name.empty()) names_.emplace(fold(without_article(name)), Entry{actor, kind});
  }
}

std::optional<std::size_t> Knowledge::index_of(std::string_view code_or_name) const {
  if (const auto code = codes_.find(std::string(code_or_name)); code != codes_.end())
    return code->second;
  const auto name = names_.find(fold(without_article(code_or_name)));
  return name == names_.end() ? std::nullopt : std::optional(name->second.actor);
}

void Knowledge::settle() {
  for (const Office& office : offices_)
    tenures_.push_back(
        {&actors_[office.holder], &actors_[office.of], office.title, office.from, office.to});
}

NameMatch Knowledge::find(std::string_view name) const {
  const std::string key = fold(without_article(name));
  // Short names are acronyms or nothing: "IS" and "US" are names, "is" and "us" are not.
  const bool word = (name.size() <= 4 && !name.empty() && is_lower(name[0])) ||
                    (name.size() == 2 && is_lower(name[1]));
  if (const auto found = names_.find(key); found != names_.end() && !word)
    return {&actors_[found->second.actor], found->second.kind};
  if (const auto person = people_.find(key); person != people_.end())
    return {&actors_[person->second], NameKind::Name};
  return {};
}

const KnownActor* Knowledge::find_by_family_name(std::string_view family,
                                                 std::string_view day) const {
  const auto [first, last] = families_.equal_range(fold(family));
  std::string before(day);
  if (const auto parsed = parse_iso_day(day)) before = iso(add_days(*parsed, -3 * 365));
  const KnownActor* serving = nullptr;
  const KnownActor* former = nullptr;
  std::size_t serving_count = 0, former_count = 0;
  for (auto it = first; it != last; ++it) {
    bool now = false, lately = false;
    for (const Office& office : offices_) {
      if (office.holder != it->second) continue;
      now |= day.empty() ? office.to.empty()
                         : office.from <= day && (office.to.empty() || day < office.to);
      lately |= !day.empty() && office.from <= day && (office.to.empty() || before < office.to);
    }
    if (now) serving = &actors_[it->second], ++serving_count;
    if (lately) former = &actors_[it->second], ++former_count;
  }
  return serving_count == 1 ? serving : serving_count == 0 && former_count == 1 ? former : nullptr;
}

const KnownActor* Knowledge::holder(const KnownActor& of, std::string_view title,
                                    std::string_view day) const {
  const std::string wanted = plain_title(title);
  for (const Tenure& tenure : tenures_) {
    if (tenure.of == &of && tenure.title == wanted && tenure.holds_on(day)) return tenure.holder;
  }
  return nullptr;
}

std::vector<const Tenure*> Knowledge::offices_of(const KnownActor& person) const {
  std::vector<const Tenure*> out;
  for (const Tenure& tenure : tenures_) {
    if (tenure.holder == &person) out.push_back(&tenure);
  }
  return out;
}

namespace {

bool runs_on(const std::string& from, const std::string& to, std::string_view day) {
  return day.empty() ? to.empty() : from <= day && (to.empty() || day < to);
}

}  // namespace

std::vector<const KnownActor*> Knowledge::members(const KnownActor& organisation,
                                                  std::string_view day) const {
  std::vector<const KnownActor*> out;
  for (const Stretch& stretch : memberships_) {
    if (&actors_[stretch.organisation] == &organisation && runs_on(stretch.from, stretch.to, day))
      out.push_back(&actors_[stretch.member]);
  }
  return out;
}

std::vector<const KnownActor*> Knowledge::organisations_of(const KnownActor& member,
                                                           std::string_view day) const {
  std::vector<const KnownActor*> out;
  for (const Stretch& stretch : memberships_) {
    if (&actors_[stretch.member] == &member && runs_on(stretch.from, stretch.to, day))
      out.push_back(&actors_[stretch.organisation]);
  }
  return out;
}

std::optional<bool> Knowledge::is_member(const KnownActor& organisation, const KnownActor& member,
                                         std::string_view day) const {
  std::optional<bool> out;
  for (const Stretch& stretch : memberships_) {
    if (&actors_[stretch.organisation] != &organisation) continue;
    out = out.value_or(false) ||
          (&actors_[stretch.member] == &member && runs_on(stretch.from, stretch.to, day));
  }
  return out;
}

const KnownActor* Knowledge::chair(const KnownActor& organisation, std::string_view day) const {
  for (const Stretch& stretch : chairs_) {
    // The day of handing over still belongs to the one who hands over.
    if (&actors_[stretch.organisation] == &organisation &&
        (day.empty() ? stretch.to.empty()
                     : stretch.from <= day && (stretch.to.empty() || day <= stretch.to)))
      return &actors_[stretch.member];
  }
  return nullptr;
}

std::optional<Knowledge::Place> Knowledge::place(std::string_view code_or_name) const {
  const auto found = places_.find(fold(code_or_name));
  return found == places_.end() ? std::nullopt : std::optional(found->second);
}

const KnownActor* Knowledge::named(std::string_view name) const {
  return find(name).actor;
}

std::vector<std::string> Knowledge::names_of(const KnownActor& actor) const {
  std::vector<std::string> out;
  const auto index = static_cast<std::size_t>(&actor - actors_.data());
  for (const auto& [name, entry] : names_) {
    if (entry.actor == index) out.push_back(name);
  }
  for (const auto& [name, person] : people_) {
    if (person == index) out.push_back(name);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace casus
