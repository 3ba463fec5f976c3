// SPDX-License-Identifier: Apache-2.0
#include "cli/record_options.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "cli/inputs.h"

namespace casus::cli {

std::size_t terminal_width() {
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40;
  return known ? size.ws_col : 100;
}

void add_record_option(CLI::App& command, std::string& record) {
  if (const char* named = std::getenv("CASUS_RECORD"); named != nullptr && *named != '\0') record = named;
  else record = "casus.db";
  command.add_option("--record", record, "file of the record; $CASUS_RECORD, else casus.db in this folder");
}

void add_question_options(CLI::App& command, Question& question) {
  command.add_option("--by", question.by, "who said, did, asked or claimed it; a state's officials count as the state");
  command.add_option("--to", question.to, "whom it was said, done or asked");
  command.add_option("--about", question.about, "what or whom it is about");
  command.add_option("--between", question.between, "two sides: Armenia,Azerbaijan");
  command.add_option("--type", question.type, "type of event, relation or commitment, or kind of quotation; several with commas");
  command.add_option("--act", question.act, "state, accuse, deny, reject, request, promise, ...; several with commas");
  command.add_option("--status", question.status, "contested, open, overdue, rejected, planned, ...; several with commas");
  command.add_option("--since", question.since, "first day");
  command.add_option("--until", question.until, "last day");
  command.add_option("--as-of", question.as_of, "what was known on that day");
  command.add_option("--member-of", question.member_of, "by members of an organisation");
  command.add_option("--text", question.text, "full text: all these words");
  command.add_option("--min-confidence", question.min_confidence, "leave out what is less certain")->check(CLI::Range(0.0, 1.0));
  command.add_option("--sort", question.sort, "date, -date (newest first) or confidence")->check(CLI::IsMember({"date", "-date", "confidence"}));
  command.add_option("--limit", question.limit, "at most so many")->check(CLI::Range(1, 1000000));
  command.add_option("--offset", question.offset, "after so many");
}

std::unique_ptr<Store> open_record(const std::string& record, Database::Mode mode) {
  auto store = Store::open(record, mode);
  if (!store) {
    complain(record, store.error().message);
    return nullptr;
  }
  return std::make_unique<Store>(std::move(*store));
}

}  // namespace casus::cli
