// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <map>
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
  std::string record, name, kind = "statements", mail;
  Format format = Format::Text;
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
          {"text", &Question::text},
          {"story", &Question::story}};
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

/// A saved question and how far its answers were told.
struct Watch {
  std::string name;
  Question question;
  std::int64_t seen = 0;     // newest item
  std::int64_t changed = 0;  // newest change
  std::string told;          // the day of the last digest; empty: never
};

std::vector<Watch> watches_of(Store& store, const std::string& name) {
  std::vector<Watch> out;
  Query rows = store.database().query(
      "SELECT name, kind, question, seen, changed, coalesce(told, '') FROM watches WHERE ?1 = '' "
      "OR name = ?1 ORDER BY name");
  for (rows.bind(name); rows.next();) {
    Watch one{.name = rows.text(0)};
    one.question.kind = rows.text(1);
    const Json saved = Json::parse(rows.text(2), nullptr, false);
    for (const auto& [key, field] : kept_fields()) {
      if (saved.is_object() && saved.contains(key) && saved[key].is_string())
        one.question.*field = saved[key].get<std::string>();
    }
    one.seen = rows.integer(3), one.changed = rows.integer(4), one.told = rows.text(5);
    out.push_back(std::move(one));
  }
  return out;
}

// What was noted of items from one change to another since a day.
constexpr Sql kChangedClaims =
    "SELECT coalesce(x.matter, x.id), c.what, coalesce(s.date, e.date, o.date, substr(c.at, 1, "
    "10)) FROM changes c JOIN claims x ON x.id = CAST(substr(c.item, 2) AS INTEGER) LEFT JOIN "
    "statements s ON c.cause = 's' || s.id LEFT JOIN events e ON c.cause = 'e' || e.id LEFT JOIN "
    "claims o ON c.cause = 'c' || o.id WHERE substr(c.item, 1, 1) = 'c' AND c.id > ? AND c.id <= ? "
    "AND c.at >= ? ORDER BY c.id";
constexpr Sql kChangedCommitments =
    "SELECT coalesce(x.matter, x.id), c.what, coalesce(s.date, e.date, o.date, substr(c.at, 1, "
    "10)) FROM changes c JOIN commitments x ON x.id = CAST(substr(c.item, 2) AS INTEGER) LEFT JOIN "
    "statements s ON c.cause = 's' || s.id LEFT JOIN events e ON c.cause = 'e' || e.id LEFT JOIN "
    "claims o ON c.cause = 'c' || o.id WHERE substr(c.item, 1, 1) = 'k' AND c.id > ? AND c.id <= ? "
    "AND c.at >= ? ORDER BY c.id";

/// Reads what became of the items that a watch told before: claims that are contested now, appeals
/// that were answered, days that passed. `since` (a day, or empty) instead of what was told;
/// `newest` is the last change looked at.
class Changes {
 public:
  Changes(Store& store, const Watch& watch, std::string since, std::int64_t newest)
      : store_(store), watch_(watch), since_(std::move(since)), newest_(newest) {}

  Result<std::vector<DigestChange>> read() {
    const auto kind = kind_named<AskedKind>(watch_.question.kind);
    if (kind != AskedKind::Claims && kind != AskedKind::Commitments) return std::move(out_);
    CASUS_TRY([[maybe_unused]] const bool noted, read_noted(*kind));
    if (kind == AskedKind::Claims) return std::move(out_);
    CASUS_TRY([[maybe_unused]] const bool overdue, read_overdue());
    return std::move(out_);
  }

 private:
  struct Change {
    std::int64_t item;
    std::string what, date;
  };

  /// What the numbers of a kind's items begin with.
  static const char* letter_of(AskedKind kind) { return kind == AskedKind::Claims ? "c" : "k"; }

  Result<bool> read_noted(AskedKind kind) {
    std::vector<Change> found;
    Query rows =
        store_.database().query(kind == AskedKind::Claims ? kChangedClaims : kChangedCommitments);
    for (rows.all(since_.empty() ? watch_.changed : 0, newest_, since_); rows.next();)
      found.push_back({rows.integer(0), rows.text(1), rows.text(2)});
    return add(found, "");
  }

  /// What was due between the last digest and today, and is not answered.
  Result<bool> read_overdue() {
    const std::string from = since_.empty() ? watch_.told : since_;
    if (from.empty()) return true;
    std::vector<Change> found;
    Query rows = store_.database().query(
        "SELECT id, coalesce(due_to, due) FROM commitments WHERE coalesce(due_to, due) >= ? AND "
        "coalesce(due_to, due) < ? AND (matter IS NULL OR matter = id)");
    for (rows.all(from, utc_today()); rows.next();)
      found.push_back({rows.integer(0), "overdue", rows.text(1)});
    return add(found, "overdue");
  }

  /// Adds those that the watch asks for, however they stand now, and that are not new to it.
  Result<bool> add(const std::vector<Change>& found, const std::string& status) {
    Question question = watch_.question;
    question.status = status;
    for (const Change& one : found) {
      if (one.item <= watch_.seen) question.among.push_back(one.item);
    }
    if (question.among.empty()) return true;
    std::map<std::string, Json> rows;
    const auto told = each_row(store_, question, [&](Json&& row) {
      const std::string id = row["id"];
      rows[id] = std::move(row);
    });
    if (!told && told.error().code != Errc::NotFound) return told.error();
    const std::string letter =
        letter_of(kind_named<AskedKind>(question.kind).value_or(AskedKind::Claims));
    for (const Change& one : found) {
      const auto row = rows.find(letter + std::to_string(one.item));
      if (row != rows.end()) out_.push_back({one.what, one.date, row->second});
    }
    return true;
  }

  Store& store_;
  const Watch& watch_;
  std::string since_;
  std::int64_t newest_;
  std::vector<DigestChange> out_;
};

/// What a watch has to tell. A name nobody has been called by yet is nothing new.
Result<DigestPart> part_of(Store& store, const Watch& watch, const std::string& since,
                           std::int64_t newest) {
  DigestPart out{watch.name, watch.question.kind, {}};
  Question question = watch.question;
  if (!takes(question.kind, "act") && question.kind != name_of(AskedKind::Relations))
    question.sort = "salience";  // what matters first, as in the brief
  else
    question.sort = "date";
  if (since.empty())
    question.after = watch.seen;
  else
    question.since = since;
  const auto told =
      each_row(store, question, [&](Json&& row) { out.rows.push_back(std::move(row)); });
  if (!told && told.error().code != Errc::NotFound) return told.error();
  CASUS_TRY(out.changes, Changes(store, watch, since, newest).read());
  return out;
}

/// Hands the digest on. Returns the exit code; `told` is false where nobody was to be told.
int hand_on(const WatchArguments& arguments, const std::vector<DigestPart>& parts, bool& told) {
  std::size_t news = 0, changes = 0;
  for (const DigestPart& part : parts) news += part.rows.size(), changes += part.changes.size();
  const std::string now = utc_now(), text = digest_text(parts, now), html = digest_html(parts, now);
  told = true;
  if (arguments.mail.empty()) {
    put(arguments.format == Format::Html   ? html
        : arguments.format == Format::Atom ? digest_atom(parts, now)
                                           : text);
    return flushed() ? kAllRead : kSomeFailed;  // what could not be told is new the next time
  }
  told = news + changes > 0;  // no news, no mail
  if (!told) return kAllRead;
  const auto settings = read_mail_settings(arguments.mail);
  const std::string subject = changes == 0
                                  ? fmt::format("casus: {} new", news)
                                  : fmt::format("casus: {} new, {} changed", news, changes);
  const auto sent =
      settings ? send_mail(*settings, subject, text, html) : Result<bool>(settings.error());
  if (sent) return kAllRead;
  complain(arguments.mail, sent.error().message);
  return kSomeFailed;
}

/// Remembers what was told.
void remember(Database& database, const std::vector<Watch>& watches,
              const std::vector<DigestPart>& parts, std::int64_t newest) {
  for (std::size_t i = 0; i < watches.size(); ++i) {
    std::int64_t seen = watches[i].seen;
    for (const Json& row : parts[i].rows)
      seen = std::max<std::int64_t>(seen, std::atoll(row["id"].get<std::string>().c_str() + 1));
    database.query("UPDATE watches SET seen = ?, changed = ?, told = ? WHERE name = ?")
        .all(seen, newest, utc_today(), watches[i].name)
        .run();
  }
}

int digest(const WatchArguments& arguments) {
  const auto since = first_day(arguments.question.since);
  if (!since) {
    complain("digest", since.error().message);
    return kUsage;
  }
  int code = kAllRead;
  const auto store = open_record(
      arguments.record, arguments.peek ? Database::Mode::ReadOnly : Database::Mode::Change, code);
  if (!store) return code;
  Database& database = store->database();
  const std::vector<Watch> watches = watches_of(*store, arguments.name);
  Query last = database.query("SELECT coalesce(max(id), 0) FROM changes");
  const std::int64_t newest = last.next() ? last.integer(0) : 0;
  if (const auto error = database.take_error()) return failed(arguments.record, *error);
  if (watches.empty()) {
    complain(arguments.record,
             arguments.name.empty()
                 ? "C0603 nothing is watched; `casus watch NAME --about ...` saves a question"
                 : "C0603 nothing is watched as '" + arguments.name + "'");
    return kSomeFailed;
  }
  std::vector<DigestPart> parts;
  for (const Watch& watch : watches) {
    auto part = part_of(*store, watch, *since, newest);
    if (!part) {
      complain(arguments.record, part.error().message);
      return kSomeFailed;
    }
    parts.push_back(std::move(*part));
  }
  bool told = false;
  code = hand_on(arguments, parts, told);
  if (code != kAllRead || !told || arguments.peek) return code;
  remember(database, watches, parts, newest);
  if (const auto error = database.take_error()) return failed(arguments.record, *error);
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
  add_watch_options(*save, saved.question);
  save->callback([&code] { code = watch(saved); });

  CLI::App* tell = app.add_subcommand("digest",
                                      "what is new for the watched questions and what changed, as "
                                      "text, HTML, an Atom feed or a mail");
  add_record_option(*tell, asked.record);
  tell->add_option("NAME", asked.name, "one of them");
  tell->add_option("--since", asked.question.since,
                   "all since this day, month or year, told before or not");
  add_format_option(*tell, asked.format, {Format::Text, Format::Html, Format::Atom},
                    "text, html or atom");
  tell->add_option(
      "--mail", asked.mail,
      "send it as the settings of this file say (server, from, to, user, password, tls); "
      "nothing is sent when nothing is new");
  tell->add_flag("--peek", asked.peek, "tell it again the next time");
  tell->callback([&code] { code = digest(asked); });
}

}  // namespace casus::cli
