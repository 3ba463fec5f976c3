// SPDX-License-Identifier: Apache-2.0
// Prints what speaks for each tie that a report may name, before it is weighed, one JSON a report,
// for train/ties.py: [type, from, to, features]. usage: dump_ties REPORTS.ndjson > OUT.ndjson
// a line of REPORTS: {"id", "text", "date"}
#include "reading/events.h"
#include "reading/relations.h"
#include "train/findings.h"

int main(int argc, char** argv) {
  using namespace casus;
  using nlohmann::json;
  if (argc != 2) return fmt::print(stderr, "usage: dump_ties REPORTS.ndjson > OUT.ndjson\n"), 2;
  return for_findings(argv[1],
                      [](const json& id, const Report& report, const Syntax& syntax,
                         const Findings& findings, const Parties& parties, Resolver& resolver) {
                        const auto events = read_events(report, syntax, findings, parties);
                        const Ties ties = ties_of(syntax, findings, events, parties, resolver);
                        json rows = json::array();
                        for (const TieEvidence& tie : ties.all()) {
                          json features = json::object();
                          for (const auto& [name, value] : ties.features_of(tie, events))
                            features[name] = value;
                          rows.push_back({name_of(tie.type), resolver.actor(tie.from).name,
                                          resolver.actor(tie.to).name, std::move(features)});
                        }
                        fmt::print("{}\n", json{{"id", id}, {"ties", std::move(rows)}}.dump());
                      });
}
