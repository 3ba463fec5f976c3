// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/inputs.h"
#include "cli/output.h"
#include "cli/record_options.h"
#include "store/upkeep.h"

namespace casus::cli {

namespace {

struct UpkeepArguments {
  std::string record, file;
};

int run_check(const UpkeepArguments& arguments) {
  int code = kAllRead;
  const auto store = open_record(arguments.record, Database::Mode::ReadOnly, code);
  if (!store) return code;
  const auto found = check_record(*store);
  if (!found) return failed(arguments.record, found.error());
  for (const std::string& problem : found->problems) complain(arguments.record, "C0413 " + problem);
  if (!found->problems.empty()) return kSomeFailed;
  std::string counts;
  for (const auto& [what, count] : found->counts)
    counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", count, what);
  put(fmt::format("{} is whole: {}\n", arguments.record, counts));
  return kAllRead;
}

int run_backup(const UpkeepArguments& arguments) {
  int code = kAllRead;
  const auto store = open_record(arguments.record, Database::Mode::ReadOnly, code);
  if (!store) return code;
  const auto done = back_up(*store, arguments.file);
  return done ? kAllRead : failed(arguments.record, done.error());
}

}  // namespace

void add_upkeep_commands(CLI::App& app, int& code) {
  static UpkeepArguments checked, copied;
  CLI::App* check =
      app.add_subcommand("check", "go through the record and say whether it is whole");
  add_record_option(*check, checked.record);
  check->callback([&code] { code = run_check(checked); });

  CLI::App* backup =
      app.add_subcommand("backup", "copy the record to a new file, also while it is added to");
  add_record_option(*backup, copied.record);
  backup->add_option("FILE", copied.file, "the copy; it must not be there yet")->required();
  backup->callback([&code] { code = run_backup(copied); });
}

}  // namespace casus::cli
