// SPDX-License-Identifier: Apache-2.0
#include <cerrno>
#include <csignal>
#include <system_error>

#include "cli/inputs.h"
#include "cli/record_options.h"
#include "core/memory.h"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is noticed when writing
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
  casus::cli::add_ask_commands(app, code);
  casus::cli::add_keep_commands(app, code);
  casus::cli::add_watch_commands(app, code);
  casus::cli::add_serve_command(app, code);

  std::string topic;
  CLI::App* help = app.add_subcommand("help", "tell more of a command");
  help->add_option("COMMAND", topic, "the command");
  help->callback([&] {
    for (const CLI::App* about : app.get_subcommands({})) {
      if (about->get_name() == topic) return (void)std::fputs(about->help().c_str(), stdout);
    }
    if (!topic.empty()) throw CLI::ValidationError("help", "there is no command '" + topic + "'");
    std::fputs(app.help().c_str(), stdout);
  });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? casus::cli::kAllRead : casus::cli::kUsage;
  } catch (const std::system_error& error) {
    // Nobody reads the output any more: that is no failure of ours to tell of.
    if (error.code().value() != EPIPE) casus::cli::complain("standard output", error.what());
    return casus::cli::kSomeFailed;
  }
  return code;
}
