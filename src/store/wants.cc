// SPDX-License-Identifier: Apache-2.0
#include "store/wants.h"

#include <unordered_map>

#include "core/text.h"

namespace casus {

namespace {

struct Wanted {
  std::string_view type, words;
};
constexpr Wanted kWanted[] = {
    {"AID",
     "aid help assistance assist support weapons arms ammunition loan money food medicine shelter"},
    {"RETREAT",
     "withdraw withdrawal pull release return surrender disarm ceasefire truce free evacuate "
     "resign resignation"},
    {"CONSULT", "talks meet meeting negotiate negotiations dialogue summit mediation visit"},
    {"CONCEDE", "lift ease pardon amnesty reopen allow"},
    {"COOPERATE", "extradite extradition exercises cooperate trade"},
    {"SANCTION", "sanctions sanction embargo tariffs expel recall"},
    {"MOBILIZE", "deploy deployment mobilise mobilize reinforcements"},
    {"ASSAULT", "attack strike invade retaliate bombard"},
};

std::unordered_map<std::string_view, std::string_view> types_by_word() {
  std::unordered_map<std::string_view, std::string_view> out;
  for (const Wanted& wanted : kWanted) {
    for (const std::string_view word : split(wanted.words, ' ')) out.emplace(word, wanted.type);
  }
  return out;
}

}  // namespace

std::string wants_of(std::string_view commitment) {
  static const auto types = types_by_word();
  const std::string folded = lower(commitment);
  std::string out;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t begin = at;
    while (at < folded.size() && is_letter(folded[at])) ++at;
    const auto found = types.find(std::string_view(folded).substr(begin, at - begin));
    if (found != types.end() &&
        out.find(" " + std::string(found->second) + " ") == std::string::npos)
      out += (out.empty() ? " " : "") + std::string(found->second) + " ";
    if (at == begin) ++at;
  }
  return out;
}

}  // namespace casus
