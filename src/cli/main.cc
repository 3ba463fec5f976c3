// SPDX-License-Identifier: Apache-2.0
#include <csignal>

#include "cli/inputs.h"
#include "cli/output.h"
#include "cli/record_options.h"
#include "core/memory.h"

namespace {

/// What a command does not take is refused by its name; taken and ignored, it would make the answer
/// another question's.
int refuse_extras(const CLI::App& app, const CLI::ExtrasError& error) {
  const auto chosen = app.get_subcommands();
  if (chosen.empty()) return app.exit(error), casus::cli::kUsage;
  std::string known, given;
  for (const CLI::Option* option : chosen.front()->get_options()) {
    for (const std::string& name : option->get_lnames())
      known += (known.empty() ? "--" : ", --") + name;
  }
  for (const bool options : {true, false}) {
    for (const std::string& one : chosen.front()->remaining()) {
      if (one.starts_with('-') == options) given += (given.empty() ? "" : ", ") + one;
    }
    if (!given.empty()) break;  // what follows an unknown option is its value
  }
  casus::cli::complain(chosen.front()->get_name(),
                       "C0409 takes no " + given + "; it takes " + known);
  return casus::cli::kUsage;
}

}  // namespace

int main(int argc, char** argv) {
  casus::cli::hold_standard_streams();
  for (const int signal : {SIGPIPE, SIGXFSZ})  // a closed pipe, a file over the limit of the shell:
    std::signal(signal, SIG_IGN);              // noticed when writing
  casus::keep_freed_memory();
  CLI::App app(
      "casus reads news reports on international affairs and keeps the record, each line tied to "
      "its words.",
      "casus");
  app.set_version_flag("--version", "casus " CASUS_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 all inputs read, 1 some inputs failed, 2 usage.\n`casus help COMMAND` tells "
      "more of a command; so does `man casus`.");
  int code = casus::cli::kAllRead;
  casus::cli::add_read_command(app, code);
  casus::cli::add_text_commands(app, code);
  casus::cli::add_add_command(app, code);
  casus::cli::add_follow_command(app, code);
  casus::cli::add_ask_commands(app, code);
  casus::cli::add_outlook_command(app, code);
  casus::cli::add_keep_commands(app, code);
  casus::cli::add_watch_commands(app, code);
  casus::cli::add_serve_command(app, code);

  casus::cli::add_upkeep_commands(app, code);
  casus::cli::add_help_command(app);
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    casus::cli::add_colour_option(*command);

  if (argc > 1 && argv[1][0] != '-' &&
      app.get_subcommands([&](const CLI::App* one) { return one->get_name() == argv[1]; })
          .empty()) {
    casus::cli::complain(argv[1], "C0409 there is no such command; `casus help` lists them");
    return casus::cli::kUsage;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ExtrasError& error) {
    return refuse_extras(app, error);
  } catch (const CLI::ParseError& error) {
    return casus::cli::finished(app.exit(error) == 0 ? casus::cli::kAllRead : casus::cli::kUsage);
  }
  return casus::cli::finished(code);
}
