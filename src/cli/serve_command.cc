// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <csignal>

#include "cli/inputs.h"
#include "cli/output.h"
#include "cli/record_options.h"
#include "server/server.h"

namespace casus::cli {

void add_serve_command(CLI::App& app, int& code) {
  static ServerOptions options;
  CLI::App* serve_command =
      app.add_subcommand("serve", "show the record in a browser, and serve its API");
  add_record_option(*serve_command, options.record);
  serve_command->add_option("--port", options.port, "port; 0 is any free one")
      ->check(CLI::Range(0, 65535));
  serve_command->add_option(
      "--host", options.host,
      "address to listen on; others can reach the record when it is not the loopback one");
  serve_command->add_flag("--allow-add", options.allow_add, "let clients add reports");
  serve_command->add_flag("--allow-edit", options.allow_edit, "let clients correct the record");
  serve_command->footer("The API under /api/v1 is described in docs/openapi.yaml.");
  serve_command->callback([&code] {
    std::signal(SIGINT, [](int) { stop_serving(); });
    std::signal(SIGTERM, [](int) { stop_serving(); });
    const auto done = serve(options, [](int port) {
      put(fmt::format("casus shows {} at http://{}:{}/   (Ctrl-C ends)\n", options.record,
                      options.host, port));
      (void)flushed();
    });
    code = done ? kAllRead
                : failed(options.record.empty() ? "--record" : options.record, done.error());
  });
}

}  // namespace casus::cli
