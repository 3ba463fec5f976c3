// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "cli/formats.h"

namespace casus::cli {

/// Opens what the shell closed of the three standard streams, so that no record gets their numbers;
/// writing to them fails.
void hold_standard_streams();

/// Writes `text` to standard output as it is; on a terminal without what would steer it. That it
/// could not be written whole is remembered.
void put(std::string_view text);

/// Writes what was drawn for people: its only escape sequences are ours.
void put_drawn(std::string_view text);

/// A view as a program reads it; bytes that are no UTF-8 are replaced.
std::string shown_json(const nlohmann::ordered_json& view);

/// Writes a view as `draw` shows it to people where `format` is Text or, without one, at a
/// terminal; else as JSON. False where there was nothing to draw.
template <typename Draw>
bool put_view(Format format, const nlohmann::ordered_json& view, const Draw& draw);

/// Hands on what waits to be written. False once something could not be written.
bool flushed();

/// The exit code of a command that ends with `code`: an error when its output could not be written
/// whole, told unless nobody reads it any more (a closed pipe).
int finished(int code);

/// Whether people read standard output at a terminal.
bool is_terminal();

template <typename Draw>
bool put_view(Format format, const nlohmann::ordered_json& view, const Draw& draw) {
  const bool people = format == Format::Unsaid ? is_terminal() : format == Format::Text;
  const std::string text = people ? draw(view) : shown_json(view);
  people ? put_drawn(text) : put(text);
  return !text.empty();
}

/// Adds --color: auto, always or never.
void add_colour_option(CLI::App& command);
/// Whether to colour: as wished, else on a terminal, unless NO_COLOR is set (no-color.org) or the
/// terminal is dumb.
bool colours();

/// Columns of the terminal, 20 at least; 100 where there is none.
std::size_t terminal_width();

}  // namespace casus::cli
