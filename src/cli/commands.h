// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

namespace casus::cli {

/// Exit codes of the program; docs/casus.1 and `casus --help` list them.
enum Exit : int { kAllRead = 0, kSomeFailed = 1, kUsage = 2 };

/// Adds `casus read` and `casus dates`. The returned code is set when the command runs.
void add_read_command(CLI::App& app, int& code);

}  // namespace casus::cli
