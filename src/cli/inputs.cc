// SPDX-License-Identifier: Apache-2.0
#include "cli/inputs.h"

#include <fmt/format.h>

#include <cstring>
#include <filesystem>
#include <iostream>

#include "cli/record_options.h"
#include "core/calendar.h"
#include "core/text.h"

namespace casus::cli {

namespace {

bool is_standard_input(std::string_view file) {
  return file == "-";
}

}  // namespace

void add_input_options(CLI::App& command, InputArguments& arguments,
                       std::initializer_list<Format> formats) {
  command.add_option("FILE", arguments.files, "reports to read; - is standard input")
      ->default_val(std::vector<std::string>{"-"});
  command.add_option("--from", arguments.from, "kind of input (found by content otherwise)")
      ->check(CLI::IsMember({"text", "html", "ndjson", "feed", "warc"}));
  command.add_option("--date", arguments.ingest.date,
                     "publication day, where the input does not say it");
  command.add_option("--url", arguments.ingest.url, "where the report was published");
  command.add_option("--title", arguments.ingest.title, "its headline");
  command.add_option("--language", arguments.ingest.language,
                     "its language (en is read; found by content otherwise)");
  command.add_option("--limit", arguments.ingest.limit_bytes, "the most bytes one report may hold")
      ->transform(CLI::AsSizeValue(false))
      ->check(whole_number(1, std::uint64_t{1} << 40))
      ->default_str("64MiB");
  if (formats.size() > 0) add_format_option(command, arguments.format, formats, "kind of output");
}

void settle(InputArguments& arguments) {
  if (!arguments.ingest.date.empty() && !parse_day(arguments.ingest.date)) {
    throw CLI::ValidationError(
        "--date", "'" + arguments.ingest.date + "' is not a day; write it as 2026-11-24");
  }
  if (!arguments.from.empty()) arguments.ingest.kind = *kind_named(arguments.from);
}

void complain(const std::string& file, const std::string& message) {
  const std::string line =
      fmt::format("casus: {}: {}\n", is_standard_input(file) ? "standard input" : printable(file),
                  printable(message));
  std::fputs(line.c_str(), stderr);  // nobody can be told that this fails
}

void warn(const std::string& file, const Report& report) {
  for (const std::string& note : report.diagnostics) {
    if (note.size() > 1 && note[0] == 'C' && is_digit(note[1]))
      complain(file, (report.id.empty() ? "" : report.id + ": ") + note);
  }
}

Result<std::string> file_text(const std::string& name) {
  if (name.empty()) return std::string();
  std::ifstream file(name, std::ios::binary);
  if (!file)
    return Error{Errc::NotFound, fmt::format("C0103 cannot be opened: {}", std::strerror(errno))};
  return std::string((std::istreambuf_iterator<char>(file)), {});
}

std::unique_ptr<Input> open_input(const std::string& name) {
  auto input = std::make_unique<Input>();
  std::error_code ignored;
  if (std::filesystem::is_directory(is_standard_input(name) ? "/dev/stdin" : name, ignored)) {
    input->problem = "C0108 this is a directory; name the files in it";
  } else if (is_standard_input(name)) {
    input->stream = &std::cin;
  } else {
    input->file.open(name, std::ios::binary);
    input->stream = &input->file;
    if (!input->file)
      input->problem = fmt::format("C0103 cannot be opened: {}", std::strerror(errno));
  }
  return input;
}

int for_each_report(const InputArguments& arguments,
                    const std::function<void(const Report&)>& use) {
  int code = kAllRead;
  const auto failed = [&](const std::string& name, const std::string& problem) {
    complain(name, problem);
    code = kSomeFailed;
  };
  for (const std::string& name : arguments.files) {
    const auto input = open_input(name);
    if (!input->problem.empty()) {
      failed(name, input->problem);
      continue;
    }
    const auto result = cut_stream(*input->stream, arguments.ingest, [&](const Parcel& parcel) {
      const Arrival arrival = read_parcel(parcel);
      if (arrival.report) {
        warn(name, *arrival.report);
        use(*arrival.report);
      } else {
        failed(name, parcel.id.empty() ? arrival.report.error().message
                                       : parcel.id + ": " + arrival.report.error().message);
      }
      return true;
    });
    if (!result) failed(name, result.error().message);
  }
  return code;
}

}  // namespace casus::cli
