// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "casus/analyser.h"
#include "cli/inputs.h"
#include "exports/conllu.h"
#include "exports/record_json.h"

namespace casus::cli {

namespace {

void print_times(const Report& report, bool json) {
  const auto times = find_times(report.text, report.published);
  if (json) {
    fmt::print("{}\n", times_json(report.text, times));
    return;
  }
  for (const TimeExpression& time : times) {
    const When& when = time.when;
    const std::string days = !when.known() ? "unknown" : when.is_day() ? when.from : when.from + "/" + when.to;
    fmt::print("{:<24}{}\n", days, cut(report.text, time.span));
  }
}

int analyse(const InputArguments& arguments) {
  const auto analyser = Analyser::create();
  if (!analyser) {
    complain("model", analyser.error().message);
    return kSomeFailed;
  }
  return for_each_report(arguments, [&](Report report) {
    report.furniture.clear();  // every word of the input comes out
    report.frame.clear();
    fmt::print("{}", to_conllu(report, analyser->analyse(report)));
  });
}

}  // namespace

void add_text_commands(CLI::App& app, int& code) {
  static InputArguments arguments;
  CLI::App* dates = app.add_subcommand("dates", "print every date and time expression and the days it names");
  add_input_options(*dates, arguments, {"text", "json"});
  dates->callback([&code] {
    settle(arguments);
    code = for_each_report(arguments, [](const Report& report) { print_times(report, arguments.format == "json"); });
  });
  CLI::App* words = app.add_subcommand("analyse", "print words, tags, trees and names as CoNLL-U");
  add_input_options(*words, arguments, {});
  words->callback([&code] {
    settle(arguments);
    code = analyse(arguments);
  });
}

}  // namespace casus::cli
