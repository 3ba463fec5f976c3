// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdio>

#include "cli/inputs.h"
#include "cli/output.h"
#include "cli/record_options.h"
#include "exports/record_export.h"
#include "store/corrections.h"

namespace casus::cli {

namespace {

struct KeepArguments {
  std::string record, kind = "statements", out, item, action, value, who;
  ExportFormat format = ExportFormat::Csv;
  bool training = false;
};

int run_export(const KeepArguments& arguments) {
  int code = kAllRead;
  const auto store = open_record(arguments.record, Database::Mode::ReadOnly, code);
  if (!store) return code;
  std::FILE* file = arguments.out.empty() ? stdout : std::fopen(arguments.out.c_str(), "wb");
  if (file == nullptr) {
    complain(arguments.out, "C0103 cannot be written");
    return kSomeFailed;
  }
  bool broken = false;
  const auto done =
      export_record(*store, arguments.format, arguments.kind, [&](std::string_view text) {
        if (file == stdout)
          put(text);
        else
          broken |= std::fwrite(text.data(), 1, text.size(), file) != text.size();
      });
  if (file != stdout) broken |= std::fclose(file) != 0;
  if (!done) complain(arguments.record, done.error().message);
  if (broken) complain(arguments.out, "C0103 cannot be written whole");
  return done && !broken ? kAllRead : kSomeFailed;
}

int run_correct(const KeepArguments& arguments) {
  int code = kAllRead;
  const auto store = open_record(arguments.record, Database::Mode::Change, code);
  if (!store) return code;
  const char* user = std::getenv("USER");
  const auto done = correct(*store, arguments.item, arguments.action, arguments.value,
                            !arguments.who.empty() ? arguments.who
                            : user != nullptr      ? user
                                                   : "analyst");
  if (!done) return failed(arguments.record, done.error());
  put(fmt::format("{} {} {}{}\n", done->at, done->item, done->action,
                  done->value.empty() ? "" : " " + done->value));
  return kAllRead;
}

int run_list(const KeepArguments& arguments) {
  int code = kAllRead;
  const auto store = open_record(arguments.record, Database::Mode::ReadOnly, code);
  if (!store) return code;
  const auto log = corrections(*store);
  if (const auto error = store->database().take_error()) return failed(arguments.record, *error);
  for (const Correction& c : log) {
    if (arguments.training) {
      put(fmt::format("{}\n", training_example(*store, c)));
    } else {
      put(fmt::format("{}  {:<12} {} {}{}\n", c.at, c.who, c.item, c.action,
                      c.value.empty() ? "" : " " + c.value));
    }
  }
  return kAllRead;
}

}  // namespace

void add_keep_commands(CLI::App& app, int& code) {
  static KeepArguments exported, corrected, listed;
  CLI::App* out = app.add_subcommand(
      "export", "write the record as csv, ndjson, graphml, geojson, sql or plover");
  add_record_option(*out, exported.record);
  using enum ExportFormat;
  add_kind_option(*out, "--to", exported.format, kExportFormats,
                  {Csv, Ndjson, Graphml, Geojson, Sql, Plover},
                  "csv, ndjson, graphml, geojson, sql, plover")
      ->required();
  out->add_option("--kind", exported.kind, "what to write as csv or ndjson")
      ->transform(CLI::IsMember({"statements", "events", "claims", "commitments", "relations",
                                 "actors", "reports", "stories"},
                                CLI::ignore_case));
  out->add_option("--out", exported.out, "file to write; standard output otherwise");
  out->footer("docs/exports.md describes the columns.");
  out->callback([&code, chosen = out->get_option("--kind")] {
    if (chosen->count() > 0 && exported.format != Csv && exported.format != Ndjson)
      throw CLI::ValidationError(
          "--kind", "C0409 goes with --to csv and --to ndjson; " +
                        std::string(kExportFormats[static_cast<std::size_t>(exported.format)]) +
                        " has its own");
    code = run_export(exported);
  });

  CLI::App* fix = app.add_subcommand(
      "correct", "accept, reject, restore or amend an item; merge or split actors");
  add_record_option(*fix, corrected.record);
  fix->add_option("ID", corrected.item, "s12, e5, c3, k7, r2 or a9")->required();
  fix->add_option("ACTION", corrected.action, "accept, reject, restore, amend, merge or split")
      ->required()
      ->transform(CLI::IsMember(
          std::vector<std::string>(kCorrectionActions.begin(), kCorrectionActions.end()),
          CLI::ignore_case));
  fix->add_option("VALUE", corrected.value, "amend: field=value; merge: the actor it is");
  fix->add_option("--who", corrected.who, "who corrects; $USER otherwise");
  fix->footer(
      "Corrections are kept for good and hold when a report is read again.\nExamples:\n  casus "
      "correct s12 reject\n  casus correct s12 amend act=deny\n  casus correct a31 merge a9");
  fix->callback([&code] { code = run_correct(corrected); });

  CLI::App* log = app.add_subcommand("corrections", "the log of corrections");
  add_record_option(*log, listed.record);
  log->add_flag(
      "--training", listed.training,
      "as training examples, one JSON line each: the words, what was read, what is right");
  log->callback([&code] { code = run_list(listed); });
}

}  // namespace casus::cli
