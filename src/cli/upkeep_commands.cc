// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "assess/keeper.h"
#include "cli/inputs.h"
#include "cli/output.h"
#include "cli/record_options.h"
#include "core/text.h"
#include "store/upkeep.h"

namespace casus::cli {

namespace {

struct UpkeepArguments {
  std::string record, file;
  std::vector<std::string> reports;
  bool dry = false;
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

/// "12 statements, 1 event": what there is any of.
std::string counted(const Removed& removed) {
  std::string out;
  for (const auto& [n, one, many] :
       {std::tuple{removed.statements, "statement", "statements"},
        {removed.events, "event", "events"},
        {removed.claims, "claim", "claims"},
        {removed.commitments, "commitment", "commitments"},
        {removed.relations, "tie", "ties"},
        {removed.actors, "actor nobody else names", "actors nobody else names"}}) {
    if (n > 0) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", n, n == 1 ? one : many);
  }
  return out.empty() ? "it told nothing" : out;
}

/// "; with it its copies d5, d6".
std::string with_copies(const Removed& removed) {
  std::string out;
  for (const std::int64_t copy : removed.copies)
    out += fmt::format("{} d{}", out.empty() ? "" : ",", copy);
  if (out.empty()) return out;
  return (removed.copies.size() == 1 ? "; with it its copy" : "; with it its copies") + out;
}

int run_remove(const UpkeepArguments& arguments) {
  int code = kAllRead;
  std::vector<std::int64_t> reports;
  for (const std::string& name : arguments.reports) reports.push_back(std::atoll(name.c_str() + 1));
  const auto store = open_record(arguments.record, Database::Mode::Change, code);
  if (!store) return code;
  const auto gone = Keeper(*store).remove(reports, arguments.dry);
  if (!gone) return failed(arguments.record, gone.error());
  for (const Removed& one : *gone)
    put(fmt::format("d{} {}: {} ({}{})\n", one.report,
                    arguments.dry ? "would be removed" : "removed", one.headline, counted(one),
                    with_copies(one)));
  return kAllRead;
}

/// Refuses what is no number of a report.
std::string wrong_report(const std::string& name) {
  constexpr std::size_t kLongest = 13;
  const bool is_report = name.size() > 1 && name.size() <= kLongest && name[0] == 'd' &&
                         std::all_of(name.begin() + 1, name.end(), is_digit);
  return is_report ? std::string()
                   : fmt::format("C0407 '{}' is no report; reports are d1, d2, ...", name);
}

}  // namespace

void add_upkeep_commands(CLI::App& app, int& code) {
  static UpkeepArguments checked, copied, removed;
  CLI::App* check =
      app.add_subcommand("check", "go through the record and say whether it is whole");
  add_record_option(*check, checked.record);
  check->callback([&code] { code = run_check(checked); });

  CLI::App* backup =
      app.add_subcommand("backup", "copy the record to a new file, also while it is added to");
  add_record_option(*backup, copied.record);
  backup->add_option("FILE", copied.file, "the copy; it must not be there yet")->required();
  backup->callback([&code] { code = run_backup(copied); });

  CLI::App* remove = app.add_subcommand("remove", "take reports out of the record again");
  add_record_option(*remove, removed.record);
  remove->add_option("ID", removed.reports, "reports: d12")
      ->required()
      ->check(CLI::Validator(wrong_report, "", "report"));
  remove->add_flag("--dry-run", removed.dry, "only tell what would go");
  remove->footer(
      "What a report tells goes with it, and its copies; what it was joined to is joined anew "
      "without "
      "it.\nAll of the reports are removed, or none. Their numbers are not given again; "
      "corrections "
      "of\nthem are kept, for when they are added again. There is no way back but a copy (casus "
      "backup).\nExamples:\n  casus remove d12 d15\n  casus remove d12 --dry-run");
  remove->callback([&code] { code = run_remove(removed); });
}

}  // namespace casus::cli
