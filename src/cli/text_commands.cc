// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "casus/analyser.h"
#include "cli/inputs.h"
#include "cli/output.h"
#include "exports/conllu.h"
#include "exports/record_json.h"
#include "language/given_words.h"

namespace casus::cli {

namespace {

void print_times(const Report& report, bool json) {
  const auto times = find_times(report.text, report.published);
  if (json) {
    put(fmt::format("{}\n", times_json(report.text, times)));
    return;
  }
  for (const TimeExpression& time : times) {
    const When& when = time.when;
    const std::string days = !when.known()   ? "unknown"
                             : when.is_day() ? when.from
                                             : when.from + "/" + when.to;
    put(fmt::format("{:<24}{}\n", days, cut(report.text, time.span)));
  }
}

/// The documents of CoNLL-U files, their words and sentences kept.
int analyse_given(const InputArguments& arguments, const Analyser& analyser) {
  int code = kAllRead;
  for (const std::string& name : arguments.files) {
    const auto input = open_input(name);
    auto problem = input->problem;
    if (problem.empty()) {
      const std::string text{std::istreambuf_iterator<char>(*input->stream), {}};
      auto documents = given_words(text);
      if (!documents) {
        problem = documents.error().message;
      } else {
        for (GivenWords& given : *documents)
          put(to_conllu(given.report, analyser.annotate(given.report, std::move(given.analysis))));
      }
    }
    if (problem.empty()) continue;
    complain(name, problem);
    code = kSomeFailed;
  }
  return code;
}

int analyse(const InputArguments& arguments, bool given) {
  const auto analyser = Analyser::create();
  if (!analyser) {
    complain("model", analyser.error().message);
    return kSomeFailed;
  }
  if (given) return analyse_given(arguments, *analyser);
  return for_each_report(arguments, [&](Report report) {
    report.furniture.clear();  // every word of the input comes out
    report.frame.clear();
    put(to_conllu(report, analyser->analyse(report)));
  });
}

}  // namespace

void add_text_commands(CLI::App& app, int& code) {
  static InputArguments arguments;
  CLI::App* dates =
      app.add_subcommand("dates", "print every date and time expression and the days it names");
  add_input_options(*dates, arguments, {Format::Text, Format::Json});
  dates->callback([&code] {
    settle(arguments);
    code = for_each_report(arguments, [](const Report& report) {
      print_times(report, arguments.format == Format::Json);
    });
  });
  CLI::App* words = app.add_subcommand("analyse", "print words, tags, trees and names as CoNLL-U");
  add_input_options(*words, arguments, {});
  static bool given = false;
  words->add_flag("--words", given, "the input is CoNLL-U: keep its words and sentences")
      ->excludes("--from");
  words->callback([&code] {
    settle(arguments);
    code = analyse(arguments, given);
  });
}

}  // namespace casus::cli
