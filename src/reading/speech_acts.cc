// SPDX-License-Identifier: Apache-2.0
#include "reading/speech_acts.h"

#include <string>
#include <unordered_map>

namespace casus {

namespace {

struct Act {
  std::string_view name;
  std::string_view lemmas;
};

// One line an act; the verbs of saying that only convey are not listed.
constexpr Act kActs[] = {
    {"accuse", "accuse blame allege charge implicate indict denunciate"},
    {"deny", "deny refute dispute contradict disavow rebut repudiate disclaim"},
    {"reject", "reject refuse decline dismiss rebuff veto oppose spurn rule"},
    {"request", "urge ask call appeal request demand plead beg implore press exhort petition invite propose want seek order instruct insist recommend"},
    {"promise", "promise vow pledge commit swear guarantee undertake assure offer"},
    {"threaten", "threaten warn caution menace"},
    {"support", "support back endorse welcome praise hail applaud commend congratulate thank laud salute defend champion"},
    {"criticize", "criticize criticise condemn blast slam denounce deplore decry lambast lambaste rebuke chide censure berate lament bemoan regret attack mock ridicule scold protest deride complain "
                  "fault object"},
    {"expect", "expect hope anticipate predict forecast foresee await look plan intend project envision envisage"},
    {"concede", "concede admit acknowledge confess apologize apologise recognize recognise"},
    {"question", "question wonder inquire enquire doubt query"},
};

std::unordered_map<std::string_view, std::string_view> build() {
  std::unordered_map<std::string_view, std::string_view> table;
  for (const Act& act : kActs) {
    for (std::size_t begin = 0; begin < act.lemmas.size();) {
      const std::size_t end = std::min(act.lemmas.find(' ', begin), act.lemmas.size());
      table.emplace(act.lemmas.substr(begin, end - begin), act.name);
      begin = end + 1;
    }
  }
  return table;
}

}  // namespace

std::string_view act_of(std::string_view lemma) {
  static const auto table = build();
  const auto found = table.find(lemma);
  return found == table.end() ? "state" : found->second;
}

}  // namespace casus
