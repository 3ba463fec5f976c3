// SPDX-License-Identifier: Apache-2.0
#include "reading/speech_acts.h"

#include <string>
#include <unordered_map>
#include <utility>

#include "core/text.h"
#include "core/word_sets.h"

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
    {"request",
     "urge ask call appeal request demand plead beg implore press exhort petition invite propose "
     "want seek order instruct insist recommend"},
    {"promise", "promise vow pledge commit swear guarantee undertake assure offer"},
    {"threaten", "threaten warn caution menace"},
    {"support",
     "support back endorse welcome praise hail applaud commend congratulate thank laud salute "
     "defend champion"},
    {"criticize",
     "criticize criticise condemn blast slam denounce deplore decry lambast lambaste rebuke chide "
     "censure berate lament bemoan regret attack mock ridicule scold protest deride complain "
     "fault object"},
    {"expect",
     "expect hope anticipate predict forecast foresee await look plan intend project envision "
     "envisage"},
    {"concede", "concede admit acknowledge confess apologize apologise recognize recognise"},
    {"question", "question wonder inquire enquire doubt query"},
};

std::unordered_map<std::string_view, std::string_view> build() {
  std::unordered_map<std::string_view, std::string_view> table;
  for (const Act& act : kActs) {
    for (const std::string_view word : split(act.lemmas, ' ')) table.emplace(word, act.name);
  }
  return table;
}

}  // namespace

std::string_view act_of(std::string_view verb) {
  static const auto table = build();
  if (const auto found = table.find(verb); found != table.end()) return found->second;
  // A form whose lemma the analysis missed: undo the regular endings.
  constexpr std::pair<std::string_view, std::string_view> kEndings[] = {
      {"ies", "y"}, {"ied", "y"}, {"ing", ""}, {"ing", "e"}, {"es", ""},
      {"ed", ""},   {"s", ""},    {"d", ""},   {"e", ""},    {"ie", "y"}};
  for (const auto& [ending, instead] : kEndings) {
    if (!verb.ends_with(ending)) continue;
    const std::string stem =
        std::string(verb.substr(0, verb.size() - ending.size())) + std::string(instead);
    if (const auto found = table.find(stem); found != table.end()) return found->second;
  }
  return "state";
}

bool is_judgement(std::string_view lemma) {
  return is_one_of(lemma, WordSet::Judgements);
}

}  // namespace casus
