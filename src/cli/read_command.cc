// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <thread>

#include "casus/reader.h"
#include "cli/commands.h"
#include "core/calendar.h"
#include "exports/brief.h"
#include "exports/record_json.h"

namespace casus::cli {

namespace {

struct ReadArguments {
  std::vector<std::string> files;
  std::string from, format;
  IngestOptions ingest;
  std::size_t jobs = std::max(1U, std::thread::hardware_concurrency());
  double min_confidence = 0;
};

void complain(const std::string& file, const std::string& message) {
  fmt::print(stderr, "casus: {}: {}\n", file == "-" ? "standard input" : file, message);
}

/// A file, or standard input, ready to be read; the reason when it is not.
struct Input {
  std::ifstream file;
  std::istream* stream = nullptr;
  std::string problem;
};

std::unique_ptr<Input> open_input(const std::string& name) {
  auto input = std::make_unique<Input>();
  if (name == "-") {
    input->stream = &std::cin;
    return input;
  }
  std::error_code ignored;
  if (std::filesystem::is_directory(name, ignored)) {
    input->problem = "C0108 this is a directory; name the files in it";
  } else {
    input->file.open(name, std::ios::binary);
    input->stream = &input->file;
    if (!input->file)
      input->problem = fmt::format("C0103 cannot be opened: {}", std::strerror(errno));
  }
  return input;
}

std::size_t terminal_width() {
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40;
  return known ? size.ws_col : 90;
}

class ReadRun {
 public:
  explicit ReadRun(const ReadArguments& arguments) : arguments_(arguments) {
    brief_.width = terminal_width();
    brief_.colours = isatty(STDOUT_FILENO) == 1;
    brief_.min_confidence = arguments.min_confidence;
    progress_ = isatty(STDERR_FILENO) == 1 && isatty(STDOUT_FILENO) != 1;
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
      if (arguments_.format == "ndjson")
        text = error_json(outcome.id.empty() ? file : outcome.id, outcome.record.error().message) +
               "\n";
    } else {
      text = drawn(*outcome.record);
    }
    ++done_;
    if (progress_ && done_ % 50 == 0) fmt::print(stderr, "\r{} reports read", done_);
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
      closed_ = true;
  }

  std::string drawn(const Record& record) {
    if (arguments_.format == "json") return to_json(record, 1) + "\n";
    if (arguments_.format == "ndjson") return to_json(record, -1) + "\n";
    brief_.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
    return (done_ > 0 ? "\n" : "") + to_brief(record, brief_);
  }

  const ReadArguments& arguments_;
  Reader reader_;
  BriefOptions brief_;
  std::chrono::steady_clock::time_point started_;
  std::size_t done_ = 0, failed_ = 0;
  bool closed_ = false, progress_ = false;
};

void check(const ReadArguments& arguments) {
  if (!arguments.ingest.date.empty() && !parse_day(arguments.ingest.date))
    throw CLI::ValidationError(
        "--date", "'" + arguments.ingest.date + "' is not a day; write it as 2026-11-24");
}

int print_dates(const ReadArguments& arguments) {
  int code = kAllRead;
  for (const std::string& name : arguments.files) {
    const auto input = open_input(name);
    std::string problem = input->problem;
    if (problem.empty()) {
      const auto result = cut_stream(*input->stream, arguments.ingest, [&](const Parcel& parcel) {
        const Arrival arrival = read_parcel(parcel);
        if (!arrival.report) {
          problem = arrival.report.error().message;
          return true;
        }
        const auto times = find_times(arrival.report->text, arrival.report->published);
        if (arguments.format == "json" || arguments.format == "ndjson") {
          fmt::print("{}\n", times_json(arrival.report->text, times));
          return true;
        }
        for (const TimeExpression& time : times) {
          const std::string day = !time.when.known()   ? "unknown"
                                  : time.when.is_day() ? time.when.from
                                                       : time.when.from + "/" + time.when.to;
          fmt::print("{:<24}{}\n", day, cut(arrival.report->text, time.span));
        }
        return true;
      });
      if (!result) problem = result.error().message;
    }
    if (!problem.empty()) {
      complain(name, problem);
      code = kSomeFailed;
    }
  }
  return code;
}

void add_input_options(CLI::App& command, ReadArguments& arguments) {
  command.add_option("FILE", arguments.files, "reports to read; - is standard input")
      ->default_val(std::vector<std::string>{"-"});
  command.add_option("--from", arguments.from, "kind of input (found by content otherwise)")
      ->check(CLI::IsMember({"text", "html", "ndjson", "feed", "warc"}));
  command.add_option("--date", arguments.ingest.date,
                     "publication day, where the input does not say it");
  command.add_option("--url", arguments.ingest.url, "where the report was published");
  command.add_option("--title", arguments.ingest.title, "its headline");
  command.add_option("--limit", arguments.ingest.limit_bytes, "the most bytes one report may hold")
      ->transform(CLI::AsSizeValue(false))
      ->default_str("64MiB");
  command
      .add_option("--format", arguments.format, "brief (on a terminal), ndjson (in a pipe) or json")
      ->check(CLI::IsMember({"brief", "json", "ndjson"}));
}

}  // namespace

void add_read_command(CLI::App& app, int& code) {
  static ReadArguments arguments;
  const auto prepare = [] {
    check(arguments);
    if (!arguments.from.empty()) arguments.ingest.kind = *kind_named(arguments.from);
    if (arguments.format.empty())
      arguments.format = isatty(STDOUT_FILENO) == 1 ? "brief" : "ndjson";
  };
  CLI::App* read = app.add_subcommand(
      "read", "read reports (text, HTML, NDJSON, feeds, WARC) and print what they say");
  add_input_options(*read, arguments);
  read->add_option("--jobs", arguments.jobs, "threads (never changes the output)")
      ->check(CLI::Range(1, 256))
      ->default_str("all cores");
  read->add_option("--min-confidence", arguments.min_confidence,
                   "hide less certain items in the brief")
      ->check(CLI::Range(0.0, 1.0));
  read->footer(
      "NDJSON lines are {\"id\",\"text\"|\"html\",\"url\"?,\"date\"?,\"title\"?}; one record a "
      "line comes out, in order.\nExamples:\n  casus read report.txt --date 2026-11-24\n  casus "
      "read --format json - < page.html\n  casus read archive.warc.gz > records.ndjson");
  read->callback([prepare, &code] {
    prepare();
    code = ReadRun(arguments).run();
  });
  CLI::App* dates =
      app.add_subcommand("dates", "print every date and time expression and the days it names");
  add_input_options(*dates, arguments);
  dates->callback([prepare, &code] {
    const bool plain = arguments.format.empty();
    prepare();
    if (plain) arguments.format = "brief";
    code = print_dates(arguments);
  });
}

}  // namespace casus::cli
