// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include "actors/resolver.h"
#include "actors/stand_ins.h"
#include "casus/analyser.h"
#include "reading/parties.h"
#include "reading/readings.h"
#include "reading/statements.h"
#include "train/lines.h"

namespace casus {

/// Reads each report of a file as Reader does, as far as the network's findings and the statements,
/// and hands those on: use(id, report, syntax, findings, parties, resolver). Returns the program's
/// exit code.
template <typename Use>
int for_findings(const char* path, Use use) {
  const auto analyser = Analyser::create();
  if (!analyser) return fmt::print(stderr, "{}\n", analyser.error().message), 1;
  const auto readings = Readings::create(analyser->model());
  const auto references = ReferenceWeights::create(analyser->model());
  if (!readings || !references) return fmt::print(stderr, "the model has no readings\n"), 1;
  for_each_report(path, [&](const nlohmann::json& id, const Report& report) {
    Findings findings;
    Analysis analysis = analyser->analyse(
        report, stand_ins_for(report.text, Knowledge::builtin()),
        [&](WordRange window, const Analysis& so_far, const std::vector<float>& vectors) {
          readings->read(report, so_far, window, vectors, findings);
        });
    analysis.attributions = std::move(findings.attributions);
    const Syntax syntax(report, analysis);
    Resolver resolver(report, analysis, syntax, Knowledge::builtin(), *references);
    const auto statements = read_statements(report, analysis, syntax, findings, resolver);
    const Parties parties(syntax, statements, resolver);
    use(id, report, syntax, findings, parties, resolver);
  });
  return 0;
}

}  // namespace casus
