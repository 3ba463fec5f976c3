// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "assess/keeper.h"
#include "outlook/forecast.h"

namespace casus::outlook {

/// A council of invented states: one asks, one refuses, others are silent.
class Kept : public testing::Test {
 protected:
  static constexpr const char* kActors =
      "state;VLM;Velmar;;Kestrin;Velmari\nstate;SRN;Sorania;;Tamsin;Soranian\n"
      "state;NHV;Norhaven;;Lund Bay;Norhavener\n"
      "organisation;Council of Lake States;Lake Council;;;;\n"
      "membership;Council of Lake States;1991-03-03;;VLM SRN NHV\n";
  void SetUp() override { open("a"); }
  void open(const std::string& name) {
    const auto path = std::filesystem::temp_directory_path() /
                      ("outlook_test_" + std::to_string(::getpid()) + name + ".db");
    std::filesystem::remove(path);
    auto store = Store::open(path.string(), Database::Mode::ReadWrite, kActors);
    ASSERT_TRUE(store.has_value()) << store.error().message;
    store_ = std::make_unique<Store>(std::move(*store));
    path_ = path;
  }
  void TearDown() override {
    store_.reset();
    for (const char* tail : {"", "-wal", "-shm"}) std::filesystem::remove(path_.string() + tail);
  }
  /// A report in which `asks` asks the council for observers and `refuses` rejects it.
  void tell(const std::string& asks, const std::string& refuses) {
    const auto code = [](const std::string& name) { return name == "Sorania" ? "SRN" : "VLM"; };
    Record record;
    record.report.published = "2025-09-10";
    record.report.title = "The council is asked";
    record.report.text = asks + " urged the Lake Council to send observers to Lake Ardal. " +
                         refuses + " rejected the call on the Lake Council to send observers.";
    const auto span = [&](std::string_view words) {
      const auto at = record.report.text.find(words);
      return Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
    };
    record.actors = {
        {.id = "a1",
         .name = asks,
         .type = ActorType::State,
         .code = code(asks),
         .mentions = {span(asks)}},
        {.id = "a2",
         .name = refuses,
         .type = ActorType::State,
         .code = code(refuses),
         .mentions = {span(refuses)}},
        {.id = "a3", .name = "Council of Lake States", .type = ActorType::Organization}};
    record.statements = {{.id = "s1",
                          .speaker = "a1",
                          .content = {span("to send observers to Lake Ardal")},
                          .kind = StatementKind::Indirect,
                          .act = SpeechAct::Request,
                          .addressees = {"a3"},
                          .confidence = 0.9},
                         {.id = "s2",
                          .speaker = "a2",
                          .content = {span("the call on the Lake Council to send observers")},
                          .kind = StatementKind::Indirect,
                          .act = SpeechAct::Reject,
                          .confidence = 0.9}};
    ASSERT_TRUE(Keeper(*store_).keep({record}).has_value());
  }
  /// A report in which Sorania asks the council for observers, until a day where one is given.
  void ask(const std::string& due) { ASSERT_TRUE(Keeper(*store_).keep({asking(due)}).has_value()); }
  static Record asking(const std::string& due) {
    const std::string words = "to send observers to Lake Ardal";
    Record record;
    record.report.published = "2025-09-10";
    record.report.text = "Sorania urged the Lake Council " + words + ".";
    const auto at = static_cast<std::uint32_t>(record.report.text.find(words));
    const Span span{at, at + static_cast<std::uint32_t>(words.size())};
    record.actors = {
        {.id = "a1", .name = "Sorania", .type = ActorType::State, .code = "SRN"},
        {.id = "a2", .name = "Council of Lake States", .type = ActorType::Organization}};
    record.statements = {{.id = "s1",
                          .speaker = "a1",
                          .content = {span},
                          .kind = StatementKind::Indirect,
                          .act = SpeechAct::Request,
                          .addressees = {"a2"},
                          .confidence = 0.9}};
    record.commitments = {{.id = "k1",
                           .kind = CommitmentKind::Appeal,
                           .from = "a1",
                           .to = {"a2"},
                           .text = words,
                           .span = span,
                           .due = {due, due},
                           .confidence = 0.9}};
    return record;
  }
  Json foresee(const std::string& as_of = "") {
    auto json = forecast_view(
        *store_,
        {.body = "Lake Council", .about = "send observers", .on = "2025-09-20", .as_of = as_of});
    EXPECT_TRUE(json.has_value()) << (json ? "" : json.error().message);
    return json ? *json : Json{};
  }
  static Json member(const Json& forecast, const std::string& name) {
    for (const Json& one : forecast["members"])
      if (one["name"] == name) return one;
    return nullptr;
  }
  std::unique_ptr<Store> store_;
  std::filesystem::path path_;
};

}  // namespace casus::outlook
