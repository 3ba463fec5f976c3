// SPDX-License-Identifier: Apache-2.0
#include "cli/record_options.h"

#include <algorithm>
#include <cstdlib>

#include "cli/inputs.h"
#include "core/text.h"
#include "store/fields.h"

namespace casus::cli {

void add_record_option(CLI::App& command, std::string& record) {
  if (const char* named = std::getenv("CASUS_RECORD"); named != nullptr && *named != '\0')
    record = named;
  else
    record = "casus.db";
  command.add_option("--record", record,
                     "file of the record; $CASUS_RECORD, else casus.db in this folder");
}

CLI::Validator whole_number(std::uint64_t least, std::uint64_t most) {
  const auto check = [least, most](const std::string& text) -> std::string {
    const bool digits =
        !text.empty() && text.size() < 19 && std::all_of(text.begin(), text.end(), is_digit);
    if (digits && std::stoull(text) >= least && std::stoull(text) <= most) return "";
    return "'" + text + "' is no whole number from " + std::to_string(least) + " to " +
           std::to_string(most);
  };
  return CLI::Validator(check, "NUMBER");
}

CLI::Validator chance() {
  const auto check = [](const std::string& text) -> std::string {
    double value = -1;
    const bool number = CLI::detail::lexical_cast(text, value);
    return number && value >= 0 && value <= 1 ? "" : "'" + text + "' is no number from 0 to 1";
  };
  return CLI::Validator(check, "NUMBER");
}

namespace {

CLI::Validator not_empty() {
  return CLI::Validator(
      [](const std::string& text) {
        return text.empty() ? std::string("is empty") : std::string();
      },
      "");
}

}  // namespace

void add_question_options(CLI::App& command, Question& question, std::string_view kind) {
  for (const Field& field : fields()) {
    if (!takes(kind, field.name)) continue;
    std::string about(field.about);
    std::string known;
    for (const std::string_view value : values_of(kind, field.name))
      known += (known.empty() ? "" : ", ") + std::string(value);
    if (!known.empty() && field.value != &Question::sort)
      about += ": " + known + "; several with commas";
    if (field.value != nullptr)
      command.add_option(option_of(field.name), question.*field.value, about)->check(not_empty());
    else
      command.add_option(option_of(field.name), question.min_confidence, about)->check(chance());
  }
  command.add_option("--limit", question.limit, "at most so many")->check(whole_number(1, 1000000));
  command.add_option("--offset", question.offset, "after so many")
      ->check(whole_number(0, 1000000000));
}

void add_watch_options(CLI::App& command, Question& question) {
  for (const Field& field : fields()) {
    if (field.value == nullptr || field.value == &Question::as_of || field.value == &Question::sort)
      continue;
    command.add_option(option_of(field.name), question.*field.value, std::string(field.about))
        ->check(not_empty());
  }
}

std::vector<std::string> known_values(const CLI::App& command, const std::string& option) {
  std::vector<std::string> out;
  for (const Field& field : fields()) {
    if (option_of(field.name) != option) continue;
    for (const std::string_view value : values_of(command.get_name(), field.name))
      out.emplace_back(value);
  }
  const CLI::Option* asked = command.get_option_no_throw(option);
  if (asked == nullptr || !out.empty()) return out;
  // CLI11 describes a closed set as {a,b,c}.
  const std::string type = asked->get_type_name();
  const std::size_t begin = type.find('{'), end = type.rfind('}');
  if (begin == std::string::npos || end == std::string::npos || end < begin) return out;
  for (const std::string_view value :
       split(std::string_view(type).substr(begin + 1, end - begin - 1), ','))
    out.emplace_back(value);
  return out;
}

int failed(const std::string& record, const Error& error) {
  complain(record, error.message);
  return error.code == Errc::InvalidInput ? kUsage : kSomeFailed;
}

std::unique_ptr<Store> open_record(const std::string& record, Database::Mode mode, int& code) {
  auto store = Store::open(record, mode);
  if (store) return std::make_unique<Store>(std::move(*store));
  code = failed(record.empty() ? "--record" : record, store.error());
  return nullptr;
}

}  // namespace casus::cli
