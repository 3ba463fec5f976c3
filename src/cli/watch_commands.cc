// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/inputs.h"
#include "cli/mail.h"
#include "cli/output.h"
#include "cli/record_options.h"
#include "core/calendar.h"
#include "exports/digest.h"
#include "store/days.h"
#include "store/fields.h"

namespace casus::cli {

namespace {

struct WatchArguments {
  std::string record, name, kind = "statements", format = "text", mail;
  Question question;
  bool remove = false, peek = false;
};

/// The fields of a question that a watch keeps.
std::vector<std::pair<const char*, std::string Question::*>> kept_fields() {
  return {{"by", &Question::by},
          {"to", &Question::to},
          {"about", &Question::about},
          {"between", &Question::between},
          {"member_of", &Question::member_of},
          {"type", &Question::type},
          {"act", &Question::act},
          {"status", &Question::status},
          {"since", &Question::since},
          {"until", &Question::until},
          {"text", &Question::text}};
}

Json question_json(const Question& question) {
  Json out = Json::object();
  for (const auto& [key, field] : kept_fields()) {
    if (!(question.*field).empty()) out[key] = question.*field;
  }
  return out;
}

int watch(const WatchArguments& arguments) {
  // A question may be saved before the first report is kept.
  const bool lists = arguments.name.empty();
  if (lists && (arguments.remove || !question_json(arguments.question).empty())) {
    complain("watch", "C0407 a name is missing: casus watch NAME ...");
    return kUsage;
  }
  Question question = arguments.question;
  question.kind = arguments.kind;
  if (const auto checked = settled(question); !checked) {
    complain("watch", checked.error().message);
    return kUsage;
  }
  int code = kAllRead;
  const auto store = open_record(arguments.record,
                                 lists              ? Database::Mode::ReadOnly
                                 : arguments.remove ? Database::Mode::Change
                                                    : Database::Mode::ReadWrite,
                                 code);
  if (!store) return code;
  Database& database = store->database();
  if (lists) {
    Query rows = database.query("SELECT name, kind, question FROM watches ORDER BY name");
    while (rows.next())
      put(fmt::format("{:<20} {} {}\n", rows.text(0), rows.text(1), rows.text(2)));
  } else if (arguments.remove) {
    Query known = database.query("SELECT 1 FROM watches WHERE name = ?");
    if (!known.bind(arguments.name).next() && !database.failed()) {
      complain(arguments.record, "C0603 nothing is watched as '" + arguments.name + "'");
      return kSomeFailed;
    }
    database.query("DELETE FROM watches WHERE name = ?").bind(arguments.name).run();
  } else {
    if (const auto answer = ask(*store, question);
        !answer && answer.error().code == Errc::InvalidInput) {
      complain("watch", answer.error().message);
      return kUsage;
    }
    database.query("INSERT OR REPLACE INTO watches(name, kind, question, created) VALUES (?,?,?,?)")
        .all(arguments.name, arguments.kind, question_json(arguments.question).dump(), utc_now())
        .run();
  }
  if (auto error = database.take_error()) {
    complain(arguments.record, error->message);
    return kSomeFailed;
  }
  return kAllRead;
}

int digest(const WatchArguments& arguments) {
  if (const auto since = first_day(arguments.question.since); !since) {
    complain("digest", since.error().message);
    return kUsage;
  }
  int code = kAllRead;
  const auto store = open_record(
      arguments.record, arguments.peek ? Database::Mode::ReadOnly : Database::Mode::Change, code);
  if (!store) return code;
  Database& database = store->database();
  struct Watch {
    std::string name, kind, question;
    std::int64_t seen;
  };
  std::vector<Watch> watches;
  Query rows = database.query(
      "SELECT name, kind, question, seen FROM watches WHERE ?1 = '' OR name = ?1 ORDER BY name");
  for (rows.bind(arguments.name); rows.next();)
    watches.push_back({rows.text(0), rows.text(1), rows.text(2), rows.integer(3)});
  if (const auto error = database.take_error()) {
    complain(arguments.record, error->message);
    return kSomeFailed;
  }
  if (watches.empty()) {
    complain(arguments.record,
             arguments.name.empty()
                 ? "C0603 nothing is watched; `casus watch NAME --about ...` saves a question"
                 : "C0603 nothing is watched as '" + arguments.name + "'");
    return kSomeFailed;
  }
  std::vector<DigestPart> parts;
  std::size_t count = 0;
  for (const Watch& one : watches) {
    Question question{.kind = one.kind, .sort = "date"};
    const Json saved = Json::parse(one.question, nullptr, false);
    for (const auto& [key, field] : kept_fields()) {
      if (saved.is_object() && saved.contains(key) && saved[key].is_string())
        question.*field = saved[key].get<std::string>();
    }
    if (!arguments.question.since.empty())
      question.since = arguments.question.since;
    else
      question.after = one.seen;
    parts.push_back({one.name, one.kind, {}});
    const auto told = each_row(*store, question,
                               [&](Json&& row) { parts.back().rows.push_back(std::move(row)); });
    // A name nobody has been called by yet is nothing new.
    if (!told && told.error().code != Errc::NotFound) {
      complain(arguments.record, told.error().message);
      return kSomeFailed;
    }
    count += parts.back().rows.size();
  }
  const std::string now = utc_now(), text = digest_text(parts, now), html = digest_html(parts, now);
  if (!arguments.mail.empty()) {
    if (count == 0) return kAllRead;  // no news, no mail
    const auto settings = read_mail_settings(arguments.mail);
    const auto sent = settings
                          ? send_mail(*settings, fmt::format("casus: {} new", count), text, html)
                          : Result<bool>(settings.error());
    if (!sent) {
      complain(arguments.mail, sent.error().message);
      return kSomeFailed;
    }
  } else {
    put(arguments.format == "html"   ? html
        : arguments.format == "atom" ? digest_atom(parts, now)
                                     : text);
    if (!flushed()) return kSomeFailed;  // what could not be told is new the next time
  }
  for (std::size_t i = 0; i < watches.size() && !arguments.peek; ++i) {
    std::int64_t seen = watches[i].seen;
    for (const Json& row : parts[i].rows)
      seen = std::max<std::int64_t>(seen, std::atoll(row["id"].get<std::string>().c_str() + 1));
    database.query("UPDATE watches SET seen = ? WHERE name = ?").all(seen, watches[i].name).run();
  }
  if (const auto error = database.take_error()) {
    complain(arguments.record, error->message);
    return kSomeFailed;
  }
  return kAllRead;
}

}  // namespace

void add_watch_commands(CLI::App& app, int& code) {
  static WatchArguments saved, asked;
  CLI::App* save = app.add_subcommand(
      "watch", "save a question whose new answers `casus digest` tells; without a name, list them");
  add_record_option(*save, saved.record);
  save->add_option("NAME", saved.name, "what to call it");
  save->add_option("--kind", saved.kind, "statements, events, claims, commitments or relations")
      ->transform(CLI::IsMember({"statements", "events", "claims", "commitments", "relations"},
                                CLI::ignore_case));
  save->add_flag("--remove", saved.remove, "watch it no longer");
  add_question_options(*save, saved.question, "watch");
  save->callback([&code] { code = watch(saved); });

  CLI::App* tell = app.add_subcommand(
      "digest", "what is new for the watched questions, as text, HTML, an Atom feed or a mail");
  add_record_option(*tell, asked.record);
  tell->add_option("NAME", asked.name, "one of them");
  tell->add_option("--since", asked.question.since,
                   "all since this day, month or year, told before or not");
  tell->add_option("--format", asked.format, "text, html or atom")
      ->transform(CLI::IsMember({"text", "html", "atom"}, CLI::ignore_case));
  tell->add_option(
      "--mail", asked.mail,
      "send it as the settings of this file say (server, from, to, user, password, tls); "
      "nothing is sent when nothing is new");
  tell->add_flag("--peek", asked.peek, "tell it again the next time");
  tell->callback([&code] { code = digest(asked); });
}

}  // namespace casus::cli
