// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "casus/kinds.h"

namespace casus::cli {

/// What a command writes. Unsaid: the user names none, and it is chosen by who reads it.
enum class Format : std::uint8_t {
  Unsaid,
  Text,
  Table,
  Brief,
  Json,
  Ndjson,
  Csv,
  Html,
  Markdown,
  Atom
};
inline constexpr std::array<std::string_view, 10> kFormats = {
    "", "text", "table", "brief", "json", "ndjson", "csv", "html", "markdown", "atom"};

/// Whether to colour: as it fits the terminal, always or never.
enum class Colour : std::uint8_t { Auto, Always, Never };
inline constexpr std::array<std::string_view, 3> kColours = {"auto", "always", "never"};

/// Adds an option whose values are a closed set: some of `names`, the table of `value`'s
/// enumeration. Case does not matter.
template <typename Kind, std::size_t N>
CLI::Option* add_kind_option(CLI::App& command, const std::string& option, Kind& value,
                             const std::array<std::string_view, N>& names,
                             std::initializer_list<Kind> known, const std::string& about) {
  std::vector<std::string> words;
  for (const Kind one : known) words.emplace_back(names[static_cast<std::size_t>(one)]);
  return command
      .add_option_function<std::string>(
          option,
          [&value, &names](const std::string& word) {
            value = kind_named<Kind>(names, word).value_or(value);
          },
          about)
      ->transform(CLI::IsMember(std::move(words), CLI::ignore_case));
}

inline CLI::Option* add_format_option(CLI::App& command, Format& format,
                                      std::initializer_list<Format> known,
                                      const std::string& about) {
  return add_kind_option(command, "--format", format, kFormats, known, about);
}

}  // namespace casus::cli
