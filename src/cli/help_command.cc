// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/inputs.h"
#include "cli/output.h"
#include "cli/record_options.h"

namespace casus::cli {

namespace {

struct HelpArguments {
  std::string topic, values;
  bool options = false, commands = false;
};

/// The long names of a command's options, a line each; names that are not options ("FILE") are left
/// out.
void list_options(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) put(fmt::format("--{}\n", name));
  }
}

}  // namespace

void add_help_command(CLI::App& app) {
  static HelpArguments asked;
  CLI::App* help = app.add_subcommand("help", "tell more of a command");
  help->add_option("COMMAND", asked.topic, "the command");
  help->add_flag("--commands", asked.commands,
                 "just the names of the commands, for the completion of a shell");
  help->add_flag("--options", asked.options, "just its options");
  help->add_option("--values", asked.values,
                   "just the values that this option of it knows: casus help events --values type");
  help->callback([&app] {
    const auto all = app.get_subcommands([](const CLI::App*) { return true; });
    if (asked.commands) {
      for (const CLI::App* command : all) put(fmt::format("{}\n", command->get_name()));
      return;
    }
    for (const CLI::App* command : all) {
      if (command->get_name() != asked.topic) continue;
      if (asked.options) return list_options(*command);
      if (asked.values.empty()) return put(command->help());
      for (const std::string& value : known_values(*command, "--" + asked.values))
        put(fmt::format("{}\n", value));
      return;
    }
    if (!asked.topic.empty())
      throw CLI::ValidationError("help", "there is no command '" + asked.topic + "'");
    put(app.help());
  });
}

}  // namespace casus::cli
