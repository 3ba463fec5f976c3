// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "assess/keeper.h"
#include "casus/record.h"
#include "checks.h"
#include "store/store.h"

namespace casus::fuzz {

/// A small report of two states, with an item of each kind.
inline Record small_record(const std::string& day) {
  Record out;
  Report& report = out.report;
  report.text =
      "Velmar struck a Sorania post on Monday, the Sorania ministry said. Velmar denied it. "
      "Sorania asked Velmar for talks by Friday.";
  report.title = "A post is struck";
  report.published = day;
  report.language = "en";
  report.url = "https://example.org/" + day;
  out.actors = {{.id = "a1", .name = "Velmar", .type = ActorType::State, .mentions = {{0, 6}}},
                {.id = "a2", .name = "Sorania", .type = ActorType::State, .mentions = {{16, 23}}}};
  out.statements = {{.id = "s1",
                     .speaker = "a2",
                     .content = {{0, 38}},
                     .kind = StatementKind::Indirect,
                     .act = SpeechAct::Accuse},
                    {.id = "s2",
                     .speaker = "a1",
                     .content = {{67, 84}},
                     .kind = StatementKind::Indirect,
                     .act = SpeechAct::Deny}};
  out.events = {{.id = "e1",
                 .type = EventType::Assault,
                 .source = {"a1"},
                 .target = {"a2"},
                 .trigger = {7, 13},
                 .date = {day, day},
                 .according_to = {"s1"}}};
  out.claims = {{.id = "c1",
                 .text = "Velmar struck a Sorania post",
                 .spans = {{0, 28}},
                 .asserted_by = {"a2"},
                 .denied_by = {"a1"},
                 .status = ClaimStatus::Contested}};
  out.commitments = {{.id = "k1",
                      .kind = CommitmentKind::Appeal,
                      .from = "a2",
                      .to = {"a1"},
                      .text = "talks by Friday",
                      .span = {110, 125}}};
  out.relations = {{.id = "r1",
                    .type = RelationType::AllyOf,
                    .from = "a1",
                    .to = "a2",
                    .date = {},
                    .span = {0, 6}}};
  return out;
}

/// A record of three small reports in a file of its own, which goes with the process.
inline const std::string& record_file() {
  static const struct File {
    File() {
      path = std::filesystem::temp_directory_path() / ("casus-fuzz-" + std::to_string(getpid()));
      auto store = Store::open(path, Database::Mode::ReadWrite);
      must(store.has_value());
      for (const char* day : {"2025-11-18", "2025-11-20", "2026-01-05"})
        must(Keeper(*store).keep({small_record(day)}).has_value());
    }
    ~File() {
      for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
    }
    std::string path;
  } kFile;
  return kFile.path;
}

}  // namespace casus::fuzz
