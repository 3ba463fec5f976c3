// SPDX-License-Identifier: Apache-2.0
#include "cli/output.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/inputs.h"
#include "core/text.h"

namespace casus::cli {

namespace {

int problem = 0;  // errno of the first write that failed
Colour colour_wish = Colour::Auto;

void note(bool written) {
  if (!written && problem == 0) problem = errno == 0 ? EIO : errno;
}

}  // namespace

void hold_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) == -1 && errno == EBADF)
      (void)open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

void put_drawn(std::string_view text) {
  errno = 0;
  note(std::fwrite(text.data(), 1, text.size(), stdout) == text.size());
}

void put(std::string_view text) {
  if (!is_terminal()) return put_drawn(text);
  std::string shown(text);
  for (std::size_t at = 0; (at = shown.find("\r\n", at)) != std::string::npos;) shown.erase(at, 1);
  put_drawn(printable(shown));
}

std::string shown_json(const nlohmann::ordered_json& view) {
  return view.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

bool flushed() {
  errno = 0;
  note(std::fflush(stdout) == 0 && std::ferror(stdout) == 0);
  return problem == 0;
}

int finished(int code) {
  errno = 0;
  note(!std::cout.flush().fail());  // the help of CLI11 goes there
  if (flushed()) return code;
  if (problem != EPIPE)
    complain("standard output",
             std::string("C0103 cannot be written whole: ") + std::strerror(problem));
  return code == kAllRead ? kSomeFailed : code;
}

bool is_terminal() {
  static const bool terminal = isatty(STDOUT_FILENO) == 1;
  return terminal;
}

void add_colour_option(CLI::App& command) {
  add_kind_option(command, "--color", colour_wish, kColours,
                  {Colour::Auto, Colour::Always, Colour::Never}, "auto, always or never");
}

bool colours() {
  if (colour_wish != Colour::Auto) return colour_wish == Colour::Always;
  const auto is_set = [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
  };
  const char* kind = std::getenv("TERM");
  return is_terminal() && !is_set("NO_COLOR") &&
         (kind == nullptr || std::string_view(kind) != "dumb");
}

std::size_t terminal_width() {
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? std::max<std::size_t>(size.ws_col, 20) : 100;
}

}  // namespace casus::cli
