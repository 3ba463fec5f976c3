// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace casus::cli {

/// Opens what the shell closed of the three standard streams, so that no record gets their numbers;
/// writing to them fails.
void hold_standard_streams();

/// Writes `text` to standard output as it is; on a terminal without what would steer it. That it
/// could not be written whole is remembered.
void put(std::string_view text);

/// Writes what was drawn for people: its only escape sequences are ours.
void put_drawn(std::string_view text);

/// Hands on what waits to be written. False once something could not be written.
bool flushed();

/// The exit code of a command that ends with `code`: an error when its output could not be written
/// whole, told unless nobody reads it any more (a closed pipe).
int finished(int code);

/// Whether people read standard output at a terminal.
bool is_terminal();

/// What --color says: auto, always or never.
void wish_colours(const std::string& wish);
/// Whether to colour: as wished, else on a terminal, unless NO_COLOR is set (no-color.org) or the
/// terminal is dumb.
bool colours();

/// Columns of the terminal, 20 at least; 100 where there is none.
std::size_t terminal_width();

}  // namespace casus::cli
