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
  SpeechAct act;
  std::string_view lemmas;
};

// One line an act; the verbs of saying that only convey are not listed.
constexpr Act kActs[] = {
    {SpeechAct::Accuse, "accuse blame allege charge implicate indict denunciate"},
    {SpeechAct::Deny, "deny refute dispute contradict disavow rebut repudiate disclaim"},
    {SpeechAct::Reject, "reject refuse decline dismiss rebuff veto oppose spurn rule"},
    {SpeechAct::Request,
     "urge ask call appeal request demand plead beg implore press exhort petition invite propose "
     "want seek order instruct insist recommend"},
    {SpeechAct::Promise, "promise vow pledge commit swear guarantee undertake assure offer"},
    {SpeechAct::Threaten, "threaten warn caution menace"},
    {SpeechAct::Support,
     "support back endorse welcome praise hail applaud commend congratulate thank laud salute "
     "defend champion"},
    {SpeechAct::Criticize,
     "criticize criticise condemn blast slam denounce deplore decry lambast lambaste rebuke chide "
     "censure berate lament bemoan regret attack mock ridicule scold protest deride complain "
     "fault object"},
    {SpeechAct::Expect,
     "expect hope anticipate predict forecast foresee await look plan intend project envision "
     "envisage"},
    {SpeechAct::Concede,
     "concede admit acknowledge confess apologize apologise recognize recognise"},
    {SpeechAct::Question, "question wonder inquire enquire doubt query"},
};

std::unordered_map<std::string_view, SpeechAct> build() {
  std::unordered_map<std::string_view, SpeechAct> table;
  for (const Act& act : kActs) {
    for (const std::string_view word : split(act.lemmas, ' ')) table.emplace(word, act.act);
  }
  return table;
}

}  // namespace

SpeechAct act_of(std::string_view verb) {
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
  return SpeechAct::State;
}

bool is_judgement(std::string_view lemma) {
  return is_one_of(lemma, WordSet::Judgements);
}

}  // namespace casus
