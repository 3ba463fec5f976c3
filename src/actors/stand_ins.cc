// SPDX-License-Identifier: Apache-2.0
#include "actors/stand_ins.h"

#include <array>
#include <unordered_map>

#include "core/text.h"

namespace casus {

namespace {

struct StandIn {
  std::string_view name, people, seat;  // people takes an s in the plural
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

}  // namespace

StandIns stand_ins_for(std::string_view text, const Knowledge& knowledge) {
  StandIns out;
  std::unordered_map<const KnownActor*, std::size_t> order;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() && is_letter(text[at]) &&
           !std::string_view(text).substr(at).starts_with("\xE2\x80"))
      ++at;
    if (at == begin) {
      ++at;
      continue;
    }
    const std::string_view word = text.substr(begin, at - begin);
    if (word.size() < 4 || !is_upper(word[0]) || out.contains(std::string(word))) continue;
    const NameMatch match = knowledge.find(word);
    if (match.actor == nullptr || match.actor->type != ActorType::State) continue;
    const StandIn& other =
        kStandIns[order.try_emplace(match.actor, order.size()).first->second % kStandIns.size()];
    const bool several = match.kind == NameKind::Adjective && word.ends_with('s');
    out.emplace(word, match.kind == NameKind::Name ? std::string(other.name)
                      : match.kind == NameKind::Seat
                          ? std::string(other.seat)
                          : std::string(other.people) + (several ? "s" : ""));
  }
  return out;
}

}  // namespace casus
