// SPDX-License-Identifier: Apache-2.0
#include "actors/stand_ins.h"

#include <array>
#include <unordered_map>

#include "core/text.h"

namespace casus {

namespace {

/// What stands for a state, by how it was named; `people` takes an s in the plural.
struct StandIn {
  std::string_view name, people, seat;
};

constexpr std::array<StandIn, 12> kStandIns = {{{"Germany", "German", "Berlin"},
                                                {"Italy", "Italian", "Rome"},
                                                {"Canada", "Canadian", "Ottawa"},
                                                {"Norway", "Norwegian", "Oslo"},
                                                {"Egypt", "Egyptian", "Cairo"},
                                                {"Brazil", "Brazilian", "Brasilia"},
                                                {"Kenya", "Kenyan", "Nairobi"},
                                                {"Hungary", "Hungarian", "Budapest"},
                                                {"Peru", "Peruvian", "Lima"},
                                                {"Mexico", "Mexican", "Mexico"},
                                                {"Nigeria", "Nigerian", "Abuja"},
                                                {"Belgium", "Belgian", "Brussels"}}};

/// A name of two words is read as one of two words.
constexpr std::array<StandIn, 6> kOfTwoWords = {{{"Costa Rica", "Costa Rican", "Buenos Aires"},
                                                 {"Sri Lanka", "Sri Lankan", "Kuala Lumpur"},
                                                 {"South Africa", "South African", "Addis Ababa"},
                                                 {"Sierra Leone", "Sierra Leonean", "New Delhi"},
                                                 {"Cape Verde", "Cape Verdean", "Tel Aviv"},
                                                 {"Saint Lucia", "Saint Lucian", "Port Louis"}}};

/// Who stands for those who hold or held an office, by a name that tells nothing of where they
/// live.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kPeople = {
    {{"Alex", "Miller"},
     {"Robin", "Carter"},
     {"Chris", "Walker"},
     {"Sam", "Fisher"},
     {"Terry", "Harris"},
     {"Jamie", "Collins"},
     {"Kim", "Turner"},
     {"Leslie", "Parker"},
     {"Pat", "Cooper"},
     {"Ash", "Bennett"},
     {"Max", "Foster"},
     {"Lee", "Hudson"}}};

/// The end of the run of letters that begins at `at`.
std::size_t end_of_word(std::string_view text, std::size_t at) {
  while (at < text.size() && is_letter(text[at]) && !text.substr(at).starts_with("\xE2\x80")) ++at;
  return at;
}

/// What stands for `word`, a name of the state that is the `index`-th of the report.
std::string read_as(std::size_t index, std::string_view word, NameKind kind) {
  const StandIn& other = word.find(' ') == word.npos ? kStandIns[index % kStandIns.size()]
                                                     : kOfTwoWords[index % kOfTwoWords.size()];
  switch (kind) {
    case NameKind::Name:
      return std::string(other.name);
    case NameKind::Seat:
      return std::string(other.seat);
    case NameKind::Adjective:
      return std::string(other.people) + (word.ends_with('s') ? "s" : "");
  }
  return std::string(word);
}

/// "The United States" has an article, which no stand-in has: such names stay what they are.
bool takes_article(std::string_view name) {
  return name.starts_with("United ") || name.ends_with(" Republic") || name.ends_with(" Islands");
}

}  // namespace

StandIns stand_ins_for(std::string_view text, const Knowledge& knowledge, std::string_view day) {
  StandIns out;
  std::unordered_map<const KnownActor*, std::size_t> states, people;
  const auto index_in = [](auto& order, const KnownActor* actor) {
    return order.try_emplace(actor, order.size()).first->second;
  };
  /// Whether `name` is that of a state or of somebody in office, who then has a stand-in.
  const auto stands = [&](std::string_view name) {
    if (name.size() < 4 || takes_article(name)) return false;
    if (out.contains(std::string(name))) return true;
    const NameMatch match = knowledge.find(name);
    if (match.actor != nullptr && match.actor->type == ActorType::State) {
      out.emplace(name, read_as(index_in(states, match.actor), name, match.kind));
      return true;
    }
    const std::size_t space = name.find(' ');
    const KnownActor* person =
        space == name.npos ? knowledge.find_by_family_name(name, day) : match.actor;
    if (person == nullptr || person->type != ActorType::Person) return false;
    const auto& [given, family] = kPeople[index_in(people, person) % kPeople.size()];
    if (space == name.npos) return out.emplace(name, family).second;
    out.emplace(name, std::string(given) + " " + std::string(family));
    out.emplace(name.substr(space + 1), family);
    return true;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = end_of_word(text, at);
    if (end == at || !is_upper(text[at])) {
      at = std::max(end, at + 1);
      continue;
    }
    const bool another = end + 1 < text.size() && text[end] == ' ' && is_upper(text[end + 1]);
    const std::size_t next = another ? end_of_word(text, end + 1) : end;
    const bool two = another && stands(text.substr(at, next - at));
    if (!two) stands(text.substr(at, end - at));
    at = two ? next : end;
  }
  return out;
}

}  // namespace casus
