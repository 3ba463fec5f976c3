// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "store/question.h"

namespace casus::cli {

/// Adds --record FILE: $CASUS_RECORD, else casus.db in this folder.
void add_record_option(CLI::App& command, std::string& record);

/// Adds the filters of a question; which are shown depends on the kind asked for.
void add_question_options(CLI::App& command, Question& question);

/// Opens the record or complains. Null: complained.
std::unique_ptr<Store> open_record(const std::string& record, Database::Mode mode);

std::size_t terminal_width();

void add_add_command(CLI::App& app, int& code);
/// statements, events, claims, commitments, relations, actors, reports, show, actor, dispute, timeline, positions, outlook, overview.
void add_ask_commands(CLI::App& app, int& code);
/// export, correct, corrections.
void add_keep_commands(CLI::App& app, int& code);
/// watch, digest.
void add_watch_commands(CLI::App& app, int& code);
void add_serve_command(CLI::App& app, int& code);

}  // namespace casus::cli
