// SPDX-License-Identifier: Apache-2.0
// Prints what speaks for each tie that a report may name, before it is weighed, one JSON a report,
// for train/ties.py: [type, from, to, features]. usage: dump_ties REPORTS.ndjson > OUT.ndjson
// a line of REPORTS: {"id", "text", "date"}
#include <fmt/format.h>

#include "actors/known_names.h"
#include "actors/resolver.h"
#include "actors/stand_ins.h"
#include "casus/analyser.h"
#include "casus/ingest.h"
#include "reading/events.h"
#include "reading/relations.h"
#include "reading/statements.h"
#include "train/lines.h"

namespace {

using namespace casus;
using nlohmann::json;

json ties_in(const Report& report, const Analyser& analyser, const Readings& readings,
             const ReferenceWeights& references) {
  Findings findings;
  Analysis analysis =
      analyser.analyse(report, stand_ins_for(report.text, Knowledge::builtin(), report.published),
                       [&](WordRange window, const Analysis& so_far, const WindowVectors& vectors) {
                         readings.read(report, so_far, window, vectors, findings);
                       });
  analysis.attributions = std::move(findings.attributions);
  complete_names(report, Knowledge::builtin(), analysis);
  findings.times = find_times(report.text, report.published);
  const Syntax syntax(report, analysis);
  Resolver resolver(report, analysis, syntax, Knowledge::builtin(), references);
  const auto statements = read_statements(report, analysis, syntax, findings, resolver);
  const Parties parties(syntax, statements, resolver);
  const auto events = read_events(report, syntax, findings, parties);
  const Ties ties = ties_of(syntax, findings, events, parties, resolver);
  json out = json::array();
  for (const TieEvidence& tie : ties.all()) {
    json features = json::object();
    for (const auto& [name, value] : ties.features_of(tie, events)) features[name] = value;
    out.push_back({name_of(tie.type), resolver.actor(tie.from).name, resolver.actor(tie.to).name,
                   std::move(features)});
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return fmt::print(stderr, "usage: dump_ties REPORTS.ndjson > OUT.ndjson\n"), 2;
  const auto analyser = Analyser::create();
  if (!analyser) return fmt::print(stderr, "{}\n", analyser.error().message), 1;
  const auto readings = Readings::create(analyser->model());
  const auto references = ReferenceWeights::create(analyser->model());
  if (!readings || !references) return fmt::print(stderr, "the model has no readings\n"), 1;
  for_each_report(argv[1], [&](const json& id, const Report& report) {
    const json out{{"id", id}, {"ties", ties_in(report, *analyser, *readings, *references)}};
    fmt::print("{}\n", out.dump());
  });
}
