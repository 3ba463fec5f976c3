// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/inputs.h"
#include "cli/output.h"
#include "cli/record_options.h"
#include "core/text.h"
#include "exports/period_text.h"
#include "exports/rows_text.h"
#include "exports/views_text.h"
#include "outlook/ahead.h"
#include "store/fields.h"
#include "store/views.h"

namespace casus::cli {

namespace {

struct AskArguments {
  std::string record, first, second;
  Format format = Format::Unsaid;
  Question question;
  bool all = false;
};

constexpr const char* kNothing = "nothing in the record answers this\n";
constexpr double kSure = 0.5;  // a table for people shows what is at least as likely right as wrong

/// How many more answer a question when what is more likely wrong than right counts too; 0 where
/// they are too many to count.
std::size_t less_certain(Store& store, Question question, std::size_t sure) {
  question.min_confidence = 0;
  question.limit = 1;
  question.offset = 0;
  const auto whole = ask(store, question);
  return whole && whole->total < kMostCounted && whole->total > sure ? whole->total - sure : 0;
}

int list(const AskArguments& arguments) {
  int code = kAllRead;
  const auto store = open_record(arguments.record, Database::Mode::ReadOnly, code);
  if (!store) return code;
  const Format format = arguments.format != Format::Unsaid ? arguments.format
                        : is_terminal()                    ? Format::Table
                                                           : Format::Ndjson;
  Question question = arguments.question;
  const bool sure_only = format == Format::Table && !arguments.all &&
                         question.min_confidence == 0 && takes(question.kind, "min_confidence");
  if (sure_only) question.min_confidence = kSure;
  const auto answer = ask(*store, question);
  if (!answer) return failed(arguments.record, answer.error());
  if (format == Format::Json) {
    put(shown_json(
        Json{{"total", answer->total}, {"notes", answer->notes}, {"rows", answer->rows}}));
    return kAllRead;
  }
  for (const std::string& note : answer->notes)
    std::fputs(("(" + printable(note) + ")\n").c_str(), stderr);
  if (format == Format::Ndjson) put(rows_ndjson(answer->rows));
  if (format == Format::Csv) put(rows_csv(answer->rows));
  if (format == Format::Table) {
    put_drawn(rows_table(answer->rows, terminal_width()));
    if (answer->total > answer->rows.size())
      put(fmt::format("{} of {}{}; --limit and --offset show more\n", answer->rows.size(),
                      answer->total, answer->total == kMostCounted ? " or more" : ""));
    const std::size_t unsure = sure_only ? less_certain(*store, question, answer->total) : 0;
    if (answer->rows.empty() && unsure == 0) std::fputs(kNothing, stderr);
    if (unsure > 0)
      std::fputs(fmt::format("{}{} less certain; --all shows them\n",
                             answer->rows.empty() ? "nothing sure; " : "", unsure)
                     .c_str(),
                 stderr);
  }
  return kAllRead;
}

/// A view as JSON, or as `draw` shows it to a person.
template <typename View, typename Draw>
int show(const AskArguments& arguments, const View& view, const Draw& draw) {
  int code = kAllRead;
  const auto store = open_record(arguments.record, Database::Mode::ReadOnly, code);
  if (!store) return code;
  const Result<Json> json = view(*store);
  if (!json) return failed(arguments.record, json.error());
  if (!put_view(arguments.format, *json, draw)) std::fputs(kNothing, stderr);
  return kAllRead;
}

/// A period that ends today.
enum class Stretch : std::uint8_t { Unsaid, Week, Today };
constexpr std::array<std::string_view, 3> kStretches = {"", "week", "today"};

struct BriefArguments {
  std::string record;
  Format format = Format::Text;
  Stretch period = Stretch::Unsaid;
  Period asked;
};

int brief(BriefArguments arguments) {
  if (arguments.period != Stretch::Unsaid) {
    arguments.asked.since = arguments.period == Stretch::Week ? "past week" : "today";
    arguments.asked.until = "today";
  }
  int code = kAllRead;
  const auto store = open_record(arguments.record, Database::Mode::ReadOnly, code);
  if (!store) return code;
  const Result<Json> told = outlook::brief_with_decisions(*store, arguments.asked);
  if (!told) return failed(arguments.record, told.error());
  if (arguments.format == Format::Json)
    put(shown_json(*told));
  else if (arguments.format == Format::Html)
    put(period_html(*told));
  else if (arguments.format == Format::Markdown)
    put(period_markdown(*told));
  else
    put_drawn(period_text(*told, terminal_width()));
  return kAllRead;
}

void add_brief_command(CLI::App& app, int& code) {
  static BriefArguments arguments;
  CLI::App* command = app.add_subcommand(
      "brief",
      "a page on a period in the record's own words: what happened, who said what of it, what is "
      "disputed, asked, answered and due, who changed position, what bodies will decide");
  add_record_option(*command, arguments.record);
  command->add_option("--since", arguments.asked.since,
                      "first day: 2022-09-13, 2022-09, 2022 or \"last month\"");
  command->add_option("--until", arguments.asked.until,
                      "last day; without either, the seven days up to the newest report");
  add_kind_option(*command, "--period", arguments.period, kStretches,
                  {Stretch::Week, Stretch::Today}, "week or today, instead of days")
      ->excludes("--since")
      ->excludes("--until");
  command->add_option("--about", arguments.asked.about,
                      "an actor, a topic, or a story (t12 of `casus stories`)");
  add_format_option(*command, arguments.format,
                    {Format::Text, Format::Html, Format::Markdown, Format::Json},
                    "text, html, markdown or json");
  command->callback([&code] { code = brief(arguments); });
}

CLI::App* add_view(CLI::App& app, const char* name, const char* about, AskArguments& arguments) {
  CLI::App* command = app.add_subcommand(name, about);
  add_record_option(*command, arguments.record);
  add_format_option(*command, arguments.format, {Format::Text, Format::Json},
                    "text (on a terminal) or json");
  return command;
}

void add_days(CLI::App& command, Question& question) {
  command.add_option("--since", question.since,
                     "first day: 2022-09-13, 2022-09, 2022 or \"last month\"");
  command.add_option("--until", question.until, "last day");
}

void add_list_commands(CLI::App& app, int& code) {
  static std::array<AskArguments, kAskedKinds.size()> lists;
  std::size_t next = 0;
  for (const auto& [asked, about] :
       {std::pair{AskedKind::Statements, "who said what"},
        {AskedKind::Events, "who did what to whom"},
        {AskedKind::Claims, "what is asserted and denied"},
        {AskedKind::Commitments, "what was asked, promised, expected, and how it was answered"},
        {AskedKind::Relations, "standing ties: members, offices, allies"},
        {AskedKind::Actors, "who is in the record"},
        {AskedKind::Reports, "what was read"},
        {AskedKind::Stories, "what belongs together over days"}}) {
    AskArguments& arguments = lists[next++];
    const std::string kind(name_of(asked));
    arguments.question.kind = kind;
    CLI::App* command = app.add_subcommand(kind, std::string("ask the record: ") + about);
    add_record_option(*command, arguments.record);
    add_question_options(*command, arguments.question, kind);
    add_format_option(*command, arguments.format,
                      {Format::Table, Format::Json, Format::Ndjson, Format::Csv},
                      "table (on a terminal), json, ndjson (in a pipe) or csv");
    if (takes(kind, "min_confidence"))
      command->add_flag(
          "--all", arguments.all,
          "in a table, what is more likely wrong than right too (the other formats have it)");
    if (asked == AskedKind::Actors)
      command->add_flag("--all", arguments.question.described,
                        "descriptions too (\"officials\"), not names alone");
    command->footer("docs/queries.md has worked questions.");
    command->callback([&] { code = list(arguments); });
  }
}

void add_item_command(CLI::App& app, int& code) {
  static AskArguments item;
  CLI::App* show_item = add_view(app, "show", "an item with its words in context", item);
  show_item->add_option("ID", item.first, "s12, e5, c3, k7, r2, a9, d1 or t4")->required();
  show_item->callback([&code] {
    code = show(
        item,
        [](Store& store) {
          return item.first.starts_with("d") ? report_view(store, item.first)
                                             : item_view(store, item.first);
        },
        [](const Json& json) { return item_text(json, terminal_width()); });
  });
}

void add_actor_command(CLI::App& app, int& code) {
  static AskArguments who;
  CLI::App* actor =
      add_view(app, "actor",
               "who somebody is: offices, ties, what they said and what was said of them", who);
  actor->add_option("NAME", who.first)->required();
  actor->callback([&code] {
    code = show(
        who, [](Store& store) { return actor_view(store, who.first); },
        [](const Json& json) { return actor_text(json, terminal_width()); });
  });
}

void add_dispute_command(CLI::App& app, int& code) {
  static AskArguments sides;
  CLI::App* dispute = add_view(app, "dispute", "both sides of a dispute beside each other", sides);
  dispute->add_option("A", sides.first)->required();
  dispute->add_option("B", sides.second)->required();
  add_days(*dispute, sides.question);
  dispute->callback([&code] {
    code = show(
        sides,
        [](Store& store) {
          return dispute_view(store, sides.first, sides.second, sides.question.since,
                              sides.question.until);
        },
        [](const Json& json) { return dispute_text(json, terminal_width()); });
  });
}

void add_timeline_command(CLI::App& app, int& code) {
  static AskArguments line;
  CLI::App* timeline = add_view(app, "timeline", "events and statements by day", line);
  timeline->add_option("NAME", line.first, "of one actor");
  add_days(*timeline, line.question);
  line.question.limit = 200;
  timeline->add_option("--limit", line.question.limit, "at most so many of each")
      ->check(whole_number(1, 1000000));
  timeline->callback([&code] {
    code = show(
        line,
        [](Store& store) {
          return timeline_view(store, line.first, line.question.since, line.question.until,
                               line.question.limit);
        },
        [](const Json& json) { return timeline_text(json, terminal_width()); });
  });
}

void add_positions_command(CLI::App& app, int& code) {
  static AskArguments stand;
  CLI::App* positions =
      add_view(app, "positions", "where actors stand on issues, over time", stand);
  positions->add_option("NAME", stand.first, "of one actor");
  positions->callback([&code] {
    code = show(
        stand, [](Store& store) { return positions_view(store, stand.first); },
        [](const Json& json) { return positions_text(json, terminal_width()); });
  });
}

void add_overview_command(CLI::App& app, int& code) {
  static AskArguments all;
  CLI::App* overview = add_view(
      app, "overview", "what stands in the record: counts, the disputed, the overdue", all);
  overview->add_option("--as-of", all.question.as_of, "what was known on that day");
  overview->callback([&code] {
    code = show(
        all, [](Store& store) { return overview_view(store, all.question.as_of); },
        [](const Json& json) { return overview_text(json, terminal_width()); });
  });
}

}  // namespace

void add_ask_commands(CLI::App& app, int& code) {
  add_list_commands(app, code);
  add_brief_command(app, code);
  add_item_command(app, code);
  add_actor_command(app, code);
  add_dispute_command(app, code);
  add_timeline_command(app, code);
  add_positions_command(app, code);
  add_overview_command(app, code);
}

}  // namespace casus::cli
