// SPDX-License-Identifier: Apache-2.0
// For tests of what is joined: reports whose items are set by hand, kept as others are.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "assess/keeper.h"
#include "store/question.h"
#include "store/store_testing.h"
#include "store/ties.h"

namespace casus {

/// A report of a day, with what is read out of it set by hand.
class Told : public WrittenReport {
 public:
  using WrittenReport::WrittenReport;
  /// The same of the same name.
  std::string actor(const std::string& name, const std::string& type,
                    const std::string& code = "") {
    for (const Actor& known : record_.actors) {
      if (known.name == name) return known.id;
    }
    return WrittenReport::actor(name, type, code);
  }
  std::string state(const std::string& name) { return actor(name, "state"); }
  void event(const std::string& type, const std::string& from, const std::string& to,
             std::string_view trigger, double confidence = 0.8) {
    const std::string day = record_.report.published;
    record_.events.push_back({.id = "e" + std::to_string(record_.events.size() + 1),
                              .type = *kind_named<EventType>(type),
                              .source = {from},
                              .target = {to},
                              .trigger = at(trigger),
                              .date = {day, day},
                              .confidence = confidence});
  }
  void claim(const std::string& who, std::string_view words) {
    record_.claims.push_back({"c" + std::to_string(record_.claims.size() + 1),
                              std::string(words),
                              {at(words)},
                              {who},
                              {},
                              ClaimStatus::Asserted,
                              0.9});
  }
  void denial(const std::string& who, std::string_view words) {
    claim(who, words);
    std::swap(record_.claims.back().asserted_by, record_.claims.back().denied_by);
    record_.claims.back().status = ClaimStatus::Contested;
  }
  void statement(const std::string& act, const std::string& who, std::string_view words,
                 std::string_view cue, const std::vector<std::string>& to = {}) {
    record_.statements.push_back({.id = "s" + std::to_string(record_.statements.size() + 1),
                                  .speaker = who,
                                  .cue = at(cue),
                                  .content = {at(words)},
                                  .kind = StatementKind::Indirect,
                                  .act = *kind_named<SpeechAct>(act),
                                  .addressees = to,
                                  .confidence = 0.9});
  }
  void commitment(CommitmentKind kind, const std::string& from, const std::vector<std::string>& to,
                  std::string_view words) {
    record_.commitments.push_back({.id = "k" + std::to_string(record_.commitments.size() + 1),
                                   .kind = kind,
                                   .from = from,
                                   .to = to,
                                   .text = std::string(words),
                                   .span = at(words),
                                   .confidence = 0.8});
  }
  void title(const std::string& who, const std::string& title, const std::string& of) {
    for (Actor& one : record_.actors) {
      if (one.id == who) one.roles.push_back({title, of, at(title)});
    }
  }
  void office(const std::string& who, const std::string& of, double confidence) {
    Relation tie{.id = "r" + std::to_string(record_.relations.size() + 1)};
    tie.type = RelationType::HoldsOffice, tie.from = who, tie.to = of, tie.confidence = confidence;
    record_.relations.push_back(tie);
  }
};

class Assess : public RecordTest {
 protected:
  void keep(Told& told) {
    const auto kept = Keeper(*store_).keep({told.record()});
    ASSERT_TRUE(kept) << kept.error().message;
  }
  std::vector<Json> rows(const Question& question) {
    const auto answer = ask(*store_, question);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? answer->rows : std::vector<Json>{};
  }
  std::int64_t id_of(const std::string& name) {
    const auto found = actors_named(*store_, name);
    return found.empty() ? 0 : found.front();
  }
  bool speaks(const std::string& who, const std::string& whom) {
    const auto bodies = speaks_for(*store_, id_of(who));
    return std::find(bodies.begin(), bodies.end(), id_of(whom)) != bodies.end();
  }
};

/// What a report of a day tells of nothing else, so that none is a reprint of another.
inline std::string of_its_own(const std::string& day) {
  static const char* const kElse[] = {
      " Snow lay on the market square while bakers carried bread through narrow lanes.",
      " A choir sang old songs about shepherds, rivers and one lost silver ring.",
      " Engineers measured the dam twice and wrote long letters home about fog.",
      " Pilots waited in the canteen, playing cards until the wind had dropped.",
      " Two painters argued all night over the proper colour of an evening sea."};
  return kElse[static_cast<std::size_t>(day.back()) % std::size(kElse)] + std::string(" ") + day;
}

}  // namespace casus
