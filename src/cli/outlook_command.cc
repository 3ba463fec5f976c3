// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/inputs.h"
#include "cli/output.h"
#include "cli/record_options.h"
#include "exports/outlook_text.h"
#include "exports/views_text.h"
#include "outlook/questions.h"
#include "outlook/scores.h"
#include "store/views.h"

namespace casus::cli {

namespace {

struct OutlookArguments {
  std::string record, until, scale, stances, outcome, was, by;
  Format format = Format::Unsaid;
  outlook::Asked asked;
  bool scores = false, ask_only = false;
};

template <typename Draw>
int shown(const OutlookArguments& arguments, const Json& json, const Draw& draw) {
  put_view(arguments.format, json, draw);
  return kAllRead;
}

int list_ahead(const OutlookArguments& arguments, Store& store) {
  auto json = outlook_view(store, arguments.asked.as_of, arguments.until);
  if (!json) return failed(arguments.record, json.error());
  auto asked = outlook::questions_ahead(store, arguments.asked.as_of);
  if (!asked) return failed(arguments.record, asked.error());
  (*json)["asked"] = std::move(*asked);
  return shown(arguments, *json,
               [](const Json& view) { return outlook_text(view, terminal_width()); });
}

int foresee(const OutlookArguments& arguments, Store& store) {
  auto json = outlook::forecast_view(store, arguments.asked);
  if (!json) return failed(arguments.record, json.error());
  if (!arguments.ask_only) {
    const auto kept = outlook::keep_forecast(store, *json);
    if (!kept) return failed(arguments.record, kept.error());
    (*json)["id"] = "f" + std::to_string(*kept);
  }
  return shown(arguments, *json,
               [](const Json& view) { return forecast_text(view, terminal_width()); });
}

int score(const OutlookArguments& arguments, Store& store) {
  if (!arguments.outcome.empty()) {
    const auto told = outlook::tell_outcome(store, arguments.outcome, arguments.was, arguments.by);
    if (!told) return failed(arguments.record, told.error());
  }
  const auto found = outlook::find_outcomes(store);
  if (!found) return failed(arguments.record, found.error());
  const auto json = outlook::scores_view(store);
  if (!json) return failed(arguments.record, json.error());
  if ((*json)["rows"].empty()) std::fputs("no forecast is kept in this record\n", stderr);
  return shown(arguments, *json,
               [](const Json& view) { return scores_text(view, terminal_width()); });
}

/// What a file holds; complains where it cannot be read.
std::optional<std::string> lines_of_file(const std::string& name) {
  std::ifstream in(name, std::ios::binary);
  std::string lines{std::istreambuf_iterator<char>(in), {}};
  if (in.is_open() && !in.bad()) return lines;
  complain(name, "C0103 cannot be read");
  return std::nullopt;
}

int bargain(const OutlookArguments& arguments) {
  const auto lines = lines_of_file(arguments.scale);
  if (!lines) return kSomeFailed;
  const auto json = outlook::scale_view(*lines);
  if (!json) return failed(arguments.scale, json.error());
  return shown(arguments, *json, scale_text);
}

int foresee_told(const OutlookArguments& arguments) {
  const auto lines = lines_of_file(arguments.stances);
  if (!lines) return kSomeFailed;
  const auto json = outlook::forecast_of_stances(arguments.asked, *lines);
  if (!json) return failed(arguments.stances, json.error());
  return shown(arguments, *json,
               [](const Json& view) { return forecast_text(view, terminal_width()); });
}

int run(const OutlookArguments& arguments) {
  if (!arguments.scale.empty()) return bargain(arguments);
  if (!arguments.stances.empty()) return foresee_told(arguments);
  const bool scored = arguments.scores || !arguments.outcome.empty();
  // A forecast is kept, an outcome too; what is only looked at leaves the record alone.
  const bool writes = scored || (!arguments.asked.body.empty() && !arguments.ask_only);
  int code = kAllRead;
  const auto store = open_record(arguments.record,
                                 writes ? Database::Mode::Change : Database::Mode::ReadOnly, code);
  if (!store) return code;
  if (scored) return score(arguments, *store);
  return arguments.asked.body.empty() ? list_ahead(arguments, *store) : foresee(arguments, *store);
}

}  // namespace

void add_outlook_command(CLI::App& app, int& code) {
  static OutlookArguments arguments;
  CLI::App* command = app.add_subcommand(
      "outlook", "what lies ahead: planned events, what is due; of a body, what it will decide");
  add_record_option(*command, arguments.record);
  add_format_option(*command, arguments.format, {Format::Text, Format::Json},
                    "text (on a terminal) or json");
  auto* body = command->add_option("BODY", arguments.asked.body, "forecast what this body decides");
  command
      ->add_option("--about", arguments.asked.about,
                   "what it may decide; what was asked of it last by default")
      ->needs(body);
  command->add_option("--on", arguments.asked.on, "the day it decides; today by default")
      ->needs(body);
  command
      ->add_option("--area", arguments.asked.area,
                   "of the body's rules, such as \"foreign policy\"")
      ->needs(body);
  command->add_flag("--ask-only", arguments.ask_only, "do not keep the forecast")->needs(body);
  command
      ->add_option("--stances", arguments.stances,
                   "of a file of day;member;direction;words lines instead of the record")
      ->needs(body);
  command->add_option("--as-of", arguments.asked.as_of, "as it was known on that day");
  auto* until =
      command->add_option("--until", arguments.until, "last day; a year from then by default");
  until->excludes(body);
  auto* scores = command->add_flag("--scores", arguments.scores, "how kept forecasts came out");
  scores->excludes(body);
  auto* outcome =
      command->add_option("--outcome", arguments.outcome, "tell how a kept forecast came out: f3");
  outcome->excludes(body);
  auto* was = command->add_option("--was", arguments.was, "for, against or none")
                  ->check(CLI::IsMember({"for", "against", "none"}))
                  ->needs(outcome);
  outcome->needs(was);
  command->add_option("--by", arguments.by, "the item that tells it")->needs(outcome);
  command
      ->add_option("--scale", arguments.scale,
                   "where bargaining ends, of a file of name;influence;position;salience lines")
      ->excludes(body)
      ->excludes(scores);
  command->footer("docs/outlook.md says what such forecasts are worth, and what they are not.");
  command->callback([&code] { code = run(arguments); });
}

}  // namespace casus::cli
