// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>

#include "casus/reader.h"
#include "cli/inputs.h"
#include "cli/output.h"
#include "cli/record_options.h"
#include "core/text.h"
#include "exports/brief.h"
#include "exports/outlook_text.h"
#include "exports/record_json.h"
#include "outlook/ahead.h"

namespace casus::cli {

namespace {

class ReadRun {
 public:
  ReadRun(const InputArguments& arguments, Reader reader, std::string actors, bool quotes)
      : arguments_(arguments),
        reader_(std::move(reader)),
        actors_(std::move(actors)),
        quotes_(quotes) {
    brief_.verbose = arguments.verbose;
    brief_.width = terminal_width();
    brief_.colours = colours();
    brief_.min_confidence = arguments.all ? 0 : arguments.min_confidence;
    progress_ = isatty(STDERR_FILENO) == 1 && !is_terminal();
  }

  int run() {
    for (const std::string& name : arguments_.files) {
      if (!read_input(name)) break;
    }
    if (progress_) std::fputs("\r\x1b[K", stderr);
    return failed_ == 0 ? kAllRead : kSomeFailed;
  }

 private:
  /// False when nobody reads the output any more.
  bool read_input(const std::string& name) {
    const auto input = open_input(name);
    if (!input->problem.empty()) {
      complain(name, input->problem);
      ++failed_;
      return true;
    }
    started_ = std::chrono::steady_clock::now();
    const auto result = reader_.read_stream(*input->stream, arguments_.ingest, arguments_.jobs,
                                            [&](Reader::Outcome outcome) { take(name, outcome); });
    if (!result) {
      complain(name, result.error().message);
      ++failed_;
    }
    return !closed_;
  }

  void take(const std::string& file, Reader::Outcome& outcome) {
    if (closed_) return;
    std::string text;
    if (!outcome.record) {
      ++failed_;
      complain(file, outcome.id.empty() ? outcome.record.error().message
                                        : outcome.id + ": " + outcome.record.error().message);
      if (arguments_.format == Format::Ndjson)
        text = error_json(outcome.id.empty() ? file : outcome.id, outcome.record.error().message) +
               "\n";
    } else {
      warn(file, outcome.record->report);
      text = drawn(*outcome.record);
    }
    ++done_;
    if (progress_ && done_ % 50 == 0)
      std::fputs(fmt::format("\r{} reports read", done_).c_str(), stderr);
    const bool drawn = arguments_.format == Format::Brief || arguments_.format == Format::Text;
    drawn ? put_drawn(text) : put(text);
    closed_ = !flushed();
  }

  std::string drawn(const Record& record) {
    if (quotes_) {
      if (arguments_.format == Format::Json) return statements_json(record, 1) + "\n";
      if (arguments_.format == Format::Csv) return statements_csv(record, done_ == failed_);
      brief_.seconds = -1;
      return (done_ > 0 ? "\n" : "") + to_quotes(record, brief_);
    }
    if (arguments_.format == Format::Json) return to_json(record, 1) + "\n";
    if (arguments_.format == Format::Ndjson) return to_json(record, -1) + "\n";
    brief_.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
    return (done_ > 0 ? "\n" : "") + to_brief(record, brief_, ahead(record));
  }

  /// What bodies will decide that the report speaks of.
  std::vector<Entry> ahead(const Record& record) {
    const auto found = outlook::decisions_in(record, brief_.min_confidence, actors_);
    std::vector<Entry> out;
    if (!found)
      complain(record.report.id, found.error().message);
    else
      for (const auto& one : *found) out.push_back(entry_of_decision(one));
    return out;
  }

  const InputArguments& arguments_;
  Reader reader_;
  std::string actors_;  // a user's own actor lines
  bool quotes_;
  BriefOptions brief_;
  std::chrono::steady_clock::time_point started_;
  std::size_t done_ = 0, failed_ = 0;
  bool closed_ = false, progress_ = false;
};

}  // namespace

namespace {

void add_reading(CLI::App& app, int& code, const char* name, const char* about, bool quotes,
                 InputArguments& arguments) {
  CLI::App* read = app.add_subcommand(name, about);
  if (quotes)
    add_input_options(*read, arguments, {Format::Text, Format::Json, Format::Csv});
  else
    add_input_options(*read, arguments, {Format::Brief, Format::Json, Format::Ndjson});
  read->add_option("--jobs", arguments.jobs, "threads (never changes the output)")
      ->check(CLI::Range(1, 256))
      ->default_str("all cores");
  read->add_option(
      "--actors", arguments.actors,
      "a file of your own actors, added to the built-in ones (model/actors/README.md)");
  read->add_option("--min-confidence", arguments.min_confidence,
                   "leave out of the brief what is less certain (0.5 unless told)")
      ->check(chance())
      ->excludes(
          read->add_flag("--all", arguments.all,
                         "show in the brief what is more likely wrong than right too, marked ?"));
  read->add_flag("--verbose", arguments.verbose,
                 "ids, bytes of the words and confidence in the brief");
  read->footer(quotes
                   ? "The format is text on a terminal and json in a pipe."
                   : "The format is brief on a terminal and ndjson in a pipe.\n"
                     "NDJSON lines are {\"id\",\"text\"|\"html\",\"url\"?,\"date\"?,\"title\"?}; "
                     "one record a line comes out, in order.\n"
                     "Examples:\n  casus read report.txt --date 2026-11-24\n  casus read --format "
                     "json - < page.html\n"
                     "  casus read archive.warc.gz > records.ndjson");
  read->callback([&code, quotes, &arguments] {
    settle(arguments);
    const bool people = is_terminal();
    if (arguments.format == Format::Unsaid)
      arguments.format = quotes ? (people ? Format::Text : Format::Json)
                                : (people ? Format::Brief : Format::Ndjson);
    const auto actors = file_text(arguments.actors);
    auto reader = actors ? Reader::create({}, *actors) : Result<Reader>(actors.error());
    if (!reader) {
      complain(arguments.actors.empty() ? "model" : arguments.actors, reader.error().message);
      code = kSomeFailed;
      return;
    }
    code = ReadRun(arguments, std::move(*reader), *actors, quotes).run();
  });
}

}  // namespace

void add_read_command(CLI::App& app, int& code) {
  static InputArguments read, quotes;
  add_reading(app, code, "read",
              "read reports (text, HTML, NDJSON, feeds, WARC) and print what they say", false,
              read);
  add_reading(app, code, "quotes", "print just who said what", true, quotes);
}

}  // namespace casus::cli
