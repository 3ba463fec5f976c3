// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "store/question.h"

namespace casus::cli {

/// Adds --record FILE: $CASUS_RECORD, else casus.db in this folder.
void add_record_option(CLI::App& command, std::string& record);

/// Adds the options that a kind of item takes (store/fields.h).
void add_question_options(CLI::App& command, Question& question, std::string_view kind);
/// Adds those that any kind takes and a watch keeps.
void add_watch_options(CLI::App& command, Question& question);

/// A whole number between two, written in digits.
CLI::Validator whole_number(std::uint64_t least, std::uint64_t most);
/// A number from 0 to 1, and no "nan".
CLI::Validator chance();

/// Opens the record or complains. Null: complained, and `code` is what the program exits with.
std::unique_ptr<Store> open_record(const std::string& record, Database::Mode mode, int& code);

/// Complains of what happened to a record. Returns the exit code.
int failed(const std::string& record, const Error& error);

/// What a command's option may be, where that is a closed set.
std::vector<std::string> known_values(const CLI::App& command, const std::string& option);

void add_add_command(CLI::App& app, int& code);
void add_follow_command(CLI::App& app, int& code);
/// statements, events, claims, commitments, relations, actors, reports, show, actor, dispute,
/// timeline, positions, overview.
void add_ask_commands(CLI::App& app, int& code);
/// outlook: what is planned, what a body will decide, and how such forecasts came out.
void add_outlook_command(CLI::App& app, int& code);
/// export, correct, corrections.
void add_keep_commands(CLI::App& app, int& code);
/// watch, digest.
void add_watch_commands(CLI::App& app, int& code);
void add_serve_command(CLI::App& app, int& code);
/// check, backup, remove.
void add_upkeep_commands(CLI::App& app, int& code);
/// help, also for the completion of the shell.
void add_help_command(CLI::App& app);

}  // namespace casus::cli
