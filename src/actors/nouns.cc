// SPDX-License-Identifier: Apache-2.0
#include "actors/nouns.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_map>

#include "core/text.h"

namespace casus {

namespace {

constexpr std::string_view kPerson =
    "president minister premier chancellor senator lawmaker politician leader official spokesman "
    "spokeswoman spokesperson ambassador diplomat general "
    "commander chairman chairwoman chair secretary deputy governor mayor king queen prince envoy "
    "analyst expert candidate head chief director speaker "
    "legislator congressman congresswoman parliamentarian member representative adviser advisor "
    "professor journalist activist lawyer judge man woman "
    "monarch emir sultan pope bishop archbishop cardinal ayatollah imam cleric colonel admiral "
    "marshal captain dictator negotiator mediator prosecutor "
    "reporter editor author scholar economist dissident businessman";
constexpr std::string_view kGovernment =
    "government ministry authority side state regime administration embassy military army country "
    "leadership republic foreign cabinet parliament "
    "congress senate legislature navy troop force air-force airforce police warplane aircraft jet "
    "warship helicopter tank artillery drone soldier "
    "serviceman security-force intelligence delegation diplomat official junta kingdom federation "
    "presidency court territory border warplane gunboat "
    "submarine fighter-jet bomber missile coastguard negotiator commando paratrooper marine";
constexpr std::string_view kGroup =
    "rebel guerrilla militant insurgent militia gunman fighter terrorist separatist protester "
    "demonstrator activist student worker teacher union opposition "
    "party movement group faction coalition front army organisation organization refugee migrant "
    "prisoner detainee hostage civilian people villager resident "
    "family child woman man youth supporter lawyer doctor journalist newspaper company bank firm "
    "agency court tribunal council commission committee assembly parliament "
    "church mosque cleric community minority settler nationalist extremist fundamentalist islamist "
    "jihadist bomber attacker assailant mob crowd police "
    "soldier troop force leader official expert scientist inspector observer peacekeeper mediator "
    "farmer miner trader bloc alliance mission network cell "
    "gang cartel pirate hacker tribe clan voter candidate minister lawmaker delegate envoy "
    "diplomat authority business investor exporter watchdog charity district ethnic";

std::unordered_map<std::string_view, NounKind> build() {
  std::unordered_map<std::string_view, NounKind> table;
  const auto add = [&](std::string_view list, NounKind kind) {
    for (const std::string_view word : split(list, ' ')) table.emplace(word, kind);
  };
  add(kPerson, NounKind::Person);
  add(kGovernment, NounKind::Government);
  add(kGroup, NounKind::Group);
  return table;
}

}  // namespace

NounKind kind_of_noun(std::string_view lemma) {
  static const auto table = build();
  const auto found = table.find(lemma);
  return found == table.end() ? NounKind::Other : found->second;
}

bool is_of_power(std::string_view title) {
  constexpr std::string_view kOffices[] = {
      "president",   "minister",     "premier", "chancellor", "senator",  "lawmaker",
      "general",     "ambassador",   "king",    "queen",      "emir",     "sultan",
      "pope",        "secretary",    "envoy",   "commander",  "governor", "spokesman",
      "spokeswoman", "spokesperson", "leader",  "colonel",    "admiral",  "ayatollah",
      "prosecutor",  "chairman",     "speaker", "diplomat",   "prince"};
  const std::string folded = lower(title);
  return std::any_of(std::begin(kOffices), std::end(kOffices),
                     [&](std::string_view office) { return contains_word(folded, office); });
}

}  // namespace casus
