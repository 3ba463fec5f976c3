// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>

#include "cli/inputs.h"
#include "cli/output.h"
#include "cli/record_options.h"
#include "core/text.h"
#include "server/server.h"
#include "server/token.h"

namespace casus::cli {

namespace {

/// The token of $CASUS_TOKEN, or a new one.
Result<std::string> wanted_token() {
  const char* given = std::getenv("CASUS_TOKEN");
  if (given == nullptr || *given == '\0') return new_token();
  const std::string token = given;
  if (token.size() >= 16 && std::all_of(token.begin(), token.end(), [](char c) {
        return is_upper(c) || is_lower(c) || is_digit(c) || c == '-' || c == '_';
      }))
    return token;
  return Error{Errc::InvalidInput, "C0502 is 16 letters and digits or more"};
}

int run(ServerOptions options) {
  if (options.allows_writes()) {
    const auto token = wanted_token();
    if (!token) return complain("CASUS_TOKEN", token.error().message), kUsage;
    options.token = *token;
  }
  for (std::string& name : options.names) name = lower(name);
  std::signal(SIGINT, [](int) { stop_serving(); });
  std::signal(SIGTERM, [](int) { stop_serving(); });
  const auto done = serve(options, [&](int port) {
    const std::string page = fmt::format(
        "http://{}:{}/",
        options.host.find(':') == std::string::npos ? options.host : "[" + options.host + "]",
        port);
    put(fmt::format("casus shows {} at {}   (Ctrl-C ends)\n", options.record, page));
    if (options.allows_writes())
      put(fmt::format("changes need the token {}; the page has it at {}#token={}\n", options.token,
                      page, options.token));
    (void)flushed();
  });
  return done ? kAllRead
              : failed(options.record.empty() ? "--record" : options.record, done.error());
}

}  // namespace

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
  serve_command
      ->add_option("--name", options.names,
                   "a name by which others ask for it, such as that of a proxy before it")
      ->allow_extra_args(false);
  serve_command->add_flag("--allow-add", options.allow_add,
                          "let clients that have the token add reports");
  serve_command->add_flag("--allow-edit", options.allow_edit,
                          "let clients that have the token correct the record");
  serve_command->add_option("--log", options.log,
                            "file that gets a line a request; - is standard error");
  serve_command->footer(
      "The token is made anew at each start and printed, unless $CASUS_TOKEN holds one.\n"
      "The API under /api/v1 is described in docs/openapi.yaml.");
  serve_command->callback([&code] { code = run(options); });
}

}  // namespace casus::cli
