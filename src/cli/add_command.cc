// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <unordered_set>

#include "assess/keeper.h"
#include "cli/inputs.h"
#include "cli/output.h"
#include "cli/record_options.h"
#include "core/calendar.h"
#include "store/versions.h"

namespace casus::cli {

namespace {

using Clock = std::chrono::steady_clock;

/// Reads inputs and keeps what they hold, a batch at a time. What was acknowledged is in the file.
class AddRun {
 public:
  AddRun(const InputArguments& arguments, const std::string& record, const Reader& reader,
         Store& store, bool again)
      : arguments_(arguments),
        record_(record),
        reader_(reader),
        store_(store),
        keeper_(store),
        again_(again),
        terminal_(isatty(STDERR_FILENO) == 1),
        listed_(arguments.format == Format::Ndjson) {
    if (again) return;
    Query known = store_.database().query("SELECT uid FROM reports");
    while (known.next()) known_.insert(known.text(0));
  }

  int run() {
    for (const std::string& name : arguments_.files) {
      forget_failures(name);
      const auto input = open_input(name);
      if (!input->problem.empty()) {
        fail(name, input->problem);
        continue;
      }
      const auto wanted = [this](const Report& report) {
        return known_.count(Store::uid_of(report)) == 0;
      };
      const auto result = reader_.read_stream(
          *input->stream, arguments_.ingest, arguments_.jobs,
          [&](Reader::Outcome&& outcome) { take(name, std::move(outcome)); }, wanted);
      if (!result) fail(name, result.error().message);
      if (broken_) return kSomeFailed;
    }
    flush();
    if (terminal_) std::fputs("\r\x1b[K", stderr);
    if (!listed_) {
      put(fmt::format(
          "  {} report{}   {} new{}, {} {} of others, {} already kept, {} unreadable{}{}\n",
          read_ + failed_, read_ + failed_ == 1 ? "" : "s", new_,
          versions_ == 0
              ? ""
              : fmt::format(" ({} new version{} of others)", versions_, versions_ == 1 ? "" : "s"),
          copies_, copies_ == 1 ? "copy" : "copies", kept_, failed_,
          failed_ == 0 ? "" : " (casus add --errors shows them)",
          foreign_ == 0 ? "" : fmt::format(", {} not English and not read", foreign_)));
    }
    return failed_ == 0 && !broken_ ? kAllRead : kSomeFailed;
  }

 private:
  void fail(const std::string& name, const std::string& message) {
    if (terminal_) std::fputs("\r\x1b[K", stderr);
    complain(name, message);
    ++failed_;
    store_.database()
        .query("INSERT INTO unreadable(input, reason, at) VALUES (?,?,?)")
        .all(name, message, utc_now())
        .run();
  }

  /// An input that is read again tells its failures anew.
  void forget_failures(const std::string& name) {
    store_.database().query("DELETE FROM unreadable WHERE input = ?").bind(name).run();
  }

  void take(const std::string& name, Reader::Outcome outcome) {
    if (broken_) return;
    if (!outcome.record)
      return fail(name, outcome.id.empty() ? outcome.record.error().message
                                           : outcome.id + ": " + outcome.record.error().message);
    ++read_;
    if (outcome.unread) {
      ++kept_;
      tell("known", "", Store::uid_of(outcome.record->report));
    } else {
      if (terminal_) std::fputs("\r\x1b[K", stderr);
      warn(name, outcome.record->report);
      foreign_ += outcome.record->report.is_readable() ? 0 : 1;
      batch_.push_back(std::move(*outcome.record));
    }
    if (batch_.size() >= 64 || Clock::now() - flushed_ > std::chrono::seconds(1)) flush();
  }

  void flush() {
    flushed_ = Clock::now();
    const auto result = keeper_.keep(batch_, again_);
    if (!result) {
      complain(record_, result.error().message);
      broken_ = true;
      return;
    }
    for (std::size_t i = 0; i < batch_.size(); ++i) {
      const Store::Kept& kept = (*result)[i];
      const std::int64_t replaced =
          kept.added == Added::New ? versions_beside(store_, kept.report).replaces : 0;
      ++(kept.added == Added::New ? new_ : kept.added == Added::Copy ? copies_ : kept_);
      tell(kept.added == Added::New    ? "new"
           : kept.added == Added::Copy ? "copy"
                                       : "known",
           "d" + std::to_string(kept.report), Store::uid_of(batch_[i].report), replaced);
      versions_ += replaced != 0 ? 1 : 0;
    }
    batch_.clear();
    if (terminal_) std::fputs(fmt::format("\r{} reports kept", new_ + copies_).c_str(), stderr);
  }

  void tell(const char* what, const std::string& id, const std::string& uid,
            std::int64_t replaces = 0) const {
    if (!listed_) return;
    put(fmt::format("{{\"status\":\"{}\",\"report\":{},\"uid\":\"{}\"{}}}\n", what,
                    id.empty() ? "null" : "\"" + id + "\"", uid,
                    replaces == 0 ? "" : fmt::format(",\"replaces\":\"d{}\"", replaces)));
    (void)flushed();
  }

  const InputArguments& arguments_;
  const std::string& record_;
  const Reader& reader_;
  Store& store_;
  Keeper keeper_;
  bool again_, terminal_, listed_;
  std::unordered_set<std::string> known_;
  std::vector<Record> batch_;
  Clock::time_point flushed_ = Clock::now();
  std::size_t read_ = 0, failed_ = 0, new_ = 0, copies_ = 0, kept_ = 0, foreign_ = 0, versions_ = 0;
  bool broken_ = false;
};

/// What could not be read, by input, as it was said when it was tried last.
int show_failures(const std::string& record) {
  int code = kAllRead;
  const auto store = open_record(record, Database::Mode::ReadOnly, code);
  if (!store) return code;
  Query rows = store->database().query("SELECT input, reason, at FROM unreadable ORDER BY id");
  while (rows.next()) put(fmt::format("{}  {}: {}\n", rows.text(2), rows.text(0), rows.text(1)));
  if (const auto error = store->database().take_error()) return failed(record, *error);
  return kAllRead;
}

}  // namespace

void add_add_command(CLI::App& app, int& code) {
  static InputArguments arguments;
  static std::string record;
  static bool again = false, errors = false;
  CLI::App* add = app.add_subcommand("add", "read reports and keep them in the record");
  add_input_options(*add, arguments, {Format::Text, Format::Ndjson});
  add_record_option(*add, record);
  add->add_option("--jobs", arguments.jobs, "threads that read")
      ->check(CLI::Range(1, 256))
      ->default_str("all cores");
  add->add_option("--actors", arguments.actors,
                  "a file of your own actors, added to the built-in ones");
  add->add_flag("--again", again,
                "read known reports anew (after an update of casus); corrections stay");
  add->add_flag("--errors", errors, "read nothing; show what could not be read, and why");
  add->footer(
      "A report is kept whole or not at all; the same report again changes nothing, so an "
      "interrupted run is resumed by\n"
      "running it again. A reprint is kept as a copy of the first and counted as one voice; "
      "a correction\nor an article that changed at its address is read as a new version of it.\n"
      "--format ndjson prints a line for each report once it is kept.");
  add->callback([&code] {
    if (errors) {
      code = show_failures(record);
      return;
    }
    settle(arguments);
    code = kSomeFailed;
    const auto actors = file_text(arguments.actors);
    if (!actors) return complain(arguments.actors, actors.error().message);
    auto store = Store::open(record, Database::Mode::ReadWrite, *actors);
    if (!store) {
      const bool of_actors = store.error().code == Errc::InvalidInput &&
                             !arguments.actors.empty() &&
                             !store.error().message.starts_with("C0410");
      code = of_actors ? kSomeFailed : failed(record.empty() ? "--record" : record, store.error());
      if (of_actors) complain(arguments.actors, store.error().message);
      return;
    }
    const auto reader = Reader::create({}, store->actor_lines());
    if (!reader) return complain("model", reader.error().message);
    code = AddRun(arguments, record, *reader, *store, again).run();
  });
}

}  // namespace casus::cli
