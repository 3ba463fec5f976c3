// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <fstream>
#include <functional>
#include <istream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "casus/ingest.h"
#include "casus/reader.h"
#include "cli/formats.h"

namespace casus::cli {

/// Exit codes of the program; docs/casus.1 and `casus --help` list them.
enum Exit : int { kAllRead = 0, kSomeFailed = 1, kUsage = 2 };

/// What every command that takes reports asks for.
struct InputArguments {
  std::vector<std::string> files;
  std::string from;
  Format format = Format::Unsaid;
  IngestOptions ingest;
  std::string actors;  // file of a user's own actors
  std::size_t jobs = std::max(1U, std::thread::hardware_concurrency());
  double min_confidence = 0.5;
  bool all = false;  // less certain items too, marked
  bool verbose = false;
};

/// Adds FILE, --from, --date, --url, --title, --limit and, where some are given, a --format of
/// them.
void add_input_options(CLI::App& command, InputArguments& arguments,
                       std::initializer_list<Format> formats);

/// Checks what CLI11 cannot, and fills in the kind of input. Throws CLI::ValidationError (usage).
void settle(InputArguments& arguments);

/// One clear line on standard error.
void complain(const std::string& file, const std::string& message);

/// Tells what of a report's diagnostics must not pass unseen: that it is not English and so not
/// read, that its date is none.
void warn(const std::string& file, const Report& report);

/// What a file that the user names holds; nothing where none is named. Errors: NotFound.
Result<std::string> file_text(const std::string& file);

/// A file, or standard input, ready to be read; the reason when it is not.
struct Input {
  std::ifstream file;
  std::istream* stream = nullptr;
  std::string problem;
};
std::unique_ptr<Input> open_input(const std::string& name);

/// Reads every report of every input on this thread; complains of each that cannot be read. Returns
/// the exit code.
int for_each_report(const InputArguments& arguments, const std::function<void(const Report&)>& use);

/// `casus read` and `casus quotes`.
void add_read_command(CLI::App& app, int& code);
/// `casus dates` and `casus analyse`.
void add_text_commands(CLI::App& app, int& code);

}  // namespace casus::cli
