// SPDX-License-Identifier: Apache-2.0
#include "store/store.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/calendar.h"
#include "core/text.h"
#include "store/description.h"
#include "store/packed_text.h"
#include "store/record_file.h"
#include "store/removal.h"
#include "store/schema.h"
#include "store/sketch.h"
#include "store/spelling.h"
#include "store/stored_actor.h"
#include "store/versions.h"
#include "store/wants.h"

namespace casus {

namespace {

std::string span_text(const std::optional<Span>& span) {
  return span ? spans_text({*span}) : std::string();
}

/// The day a thing happened as the report tells, else the report's own.
const std::string& day_or(const When& when, const std::string& published) {
  return when.from.empty() ? published : when.from;
}

}  // namespace

std::string spans_text(const std::vector<Span>& spans) {
  std::string out;
  for (const Span span : spans)
    out += fmt::format("{}{}-{}", out.empty() ? "" : ",", span.begin, span.end);
  return out;
}

std::vector<Span> spans_of(std::string_view text) {
  std::vector<Span> out;
  const char* at = text.data();
  const char* end = at + text.size();
  while (at < end) {
    Span span;
    const auto first = std::from_chars(at, end, span.begin);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != '-') break;
    const auto second = std::from_chars(first.ptr + 1, end, span.end);
    if (second.ec != std::errc()) break;
    out.push_back(span);
    at = second.ptr + 1;
  }
  return out;
}

std::string words_of(std::string_view text, const std::vector<Span>& spans) {
  std::string out;
  for (const Span span : spans) {
    if (span.begin > span.end || span.end > text.size()) continue;
    out += (out.empty() ? "" : " ... ") + squeeze(cut(text, span));
  }
  return out;
}

Result<Store> Store::open(const std::string& path, Database::Mode mode, const std::string& actors) {
  CASUS_TRY([[maybe_unused]] const bool is_file, check_record_file(path, mode));
  CASUS_TRY(auto database, Database::open(path, mode));
  CASUS_TRY([[maybe_unused]] const bool is_record,
            check_tables(*database, path,
                         mode == Database::Mode::ReadWrite || mode == Database::Mode::Memory));
  database->run("PRAGMA foreign_keys = ON");
  if (mode != Database::Mode::ReadOnly) {
    database->run("PRAGMA journal_mode = WAL");
    // What was acknowledged is on the disk: neither a kill nor a power cut loses it. One sync a
    // batch.
    database->run("PRAGMA synchronous = FULL");
    database->run("PRAGMA cache_size = -65536");
    CASUS_TRY([[maybe_unused]] bool done, migrate(*database));
  }
  Query version = database->query("PRAGMA user_version");
  const std::int64_t found = version.next() ? version.integer(0) : 0;
  if (auto error = database->take_error()) return *error;
  if (found != kSchemaVersion)
    return Error{Errc::Unsupported,
                 fmt::format("C0403 {} is no record of this casus (schema {}, wanted {}); `casus "
                             "add` brings an older one up to date",
                             path, found, kSchemaVersion)};
  std::string lines = actors;
  if (!actors.empty() && mode != Database::Mode::ReadOnly)
    database->query("INSERT OR REPLACE INTO settings VALUES ('actors', ?)").bind(actors).run();
  if (actors.empty()) {
    Query kept = database->query("SELECT value FROM settings WHERE name = 'actors'");
    if (kept.next()) lines = kept.text(0);
  }
  if (auto error = database->take_error()) return *error;
  CASUS_TRY(auto knowledge, Knowledge::shared(lines));
  return Store(std::move(database), std::move(knowledge), std::move(lines));
}

std::string Store::text_of(std::int64_t report) {
  Query row = database_->query("SELECT sqlar_uncompress(text, size) FROM reports WHERE id = ?");
  return row.bind(report).next() ? row.text(0) : std::string();
}

std::string Store::uid_of(const Report& report) {
  return fingerprint(report.text, report.published);
}

Store::Kept Store::insert(const Record& record, bool again) {
  const std::string uid = uid_of(record.report);
  Query known = database_->query("SELECT id, copy_of FROM reports WHERE uid = ?");
  if (known.bind(uid).next()) {
    const std::int64_t report = known.integer(0);
    if (again && known.is_null(1)) {
      forget_items(*this, report);
      insert_items(report, record);
      return {Added::New, report};
    }
    return {Added::Known, report};
  }
  const auto sample = shingle_sample(record.report.text);
  const std::int64_t likest = likest_report(*database_, sample);
  const std::int64_t replaced = version_replaced(*this, record.report, sample, likest);
  const auto original =
      replaced == 0 ? original_of(likest, record.report.text) : std::optional<std::int64_t>();
  const std::int64_t report = insert_report(record, uid, original, sample.size());
  if (replaced != 0)
    database_->query("UPDATE reports SET version_of = ? WHERE id = ?").all(replaced, report).run();
  for (const std::int64_t hash : sample)
    database_->query("INSERT OR IGNORE INTO shingles VALUES (?, ?)").all(hash, report).run();
  if (original) return {Added::Copy, report};
  insert_items(report, record);
  return {Added::New, report};
}

std::optional<std::int64_t> Store::original_of(std::int64_t likest, std::string_view text) {
  if (likest == 0 || tells_more(text, text_of(likest))) return std::nullopt;
  Query first = database_->query("SELECT coalesce(copy_of, id) FROM reports WHERE id = ?");
  return first.bind(likest).next() ? std::optional(first.integer(0)) : likest;
}

std::int64_t Store::insert_report(const Record& record, const std::string& uid,
                                  std::optional<std::int64_t> original, std::size_t sampled) {
  const Report& r = record.report;
  std::string byline;
  for (const std::string& name : r.byline) byline += (byline.empty() ? "" : "; ") + name;
  Query insert = database_->query(
      // The number of a report that was taken out is no other's.
      "INSERT INTO reports(id, uid, source_id, url, title, byline, agency, dateline, published, "
      "language, text, size, furniture, added, sampled, copy_of) VALUES "
      "((SELECT 1 + max(coalesce((SELECT max(id) FROM reports), 0), coalesce((SELECT max(report) "
      "FROM removed), 0))),?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  insert.bind(uid)
      .bind_or_null(r.id)
      .bind_or_null(r.url)
      .bind_or_null(r.title)
      .bind_or_null(byline)
      .bind_or_null(r.agency)
      .bind_or_null(r.dateline)
      .bind_or_null(r.published)
      .bind_or_null(r.language);
  insert.bind_bytes(packed(r.text))
      .bind(static_cast<std::int64_t>(r.text.size()))
      .bind_or_null(spans_text(r.furniture))
      .bind(utc_now())
      .bind(static_cast<std::int64_t>(sampled));
  if (original) insert.bind(*original);
  insert.run();
  return database_->last_id();
}

void Store::insert_items(std::int64_t report, const Record& record) {
  database_->query("INSERT INTO report_search(rowid, title, text) VALUES (?,?,?)")
      .all(report, record.report.title, record.report.text)
      .run();
  const Ids actors = insert_actors(report, record);
  const Ids statements = insert_statements(report, record, actors);
  insert_events(report, record, actors, statements);
  insert_claims(report, record, actors);
  insert_commitments(report, record, actors, statements);
  insert_standing(report, record, actors, statements);
  tally_items(*database_, report, 1);
}

std::int64_t Store::merged(std::int64_t actor) {
  for (int steps = 0; steps < 16; ++steps) {
    Query row = database_->query("SELECT merged_into FROM actors WHERE id = ?");
    if (!row.bind(actor).next() || row.is_null(0)) break;
    actor = row.integer(0);
  }
  return actor;
}

std::string key_of(const KnownActor& known) {
  return fmt::format("{}:{}", name_of(known.type),
                     known.type == ActorType::State ? known.code : fold(known.name));
}

std::optional<std::int64_t> Store::actor_of(const KnownActor& known) {
  Query row = database_->query("SELECT id FROM actors WHERE key = ?");
  if (row.bind(key_of(known)).next()) return merged(row.integer(0));
  return std::nullopt;
}

Store::Ids Store::insert_actors(std::int64_t report, const Record& record) {
  Ids ids;
  for (const Actor& actor : record.actors) ids[actor.id] = actor_id(report, record, actor);
  for (const Actor& actor : record.actors) {
    const std::int64_t id = ids[actor.id];
    if (!actor.mentions.empty()) {
      database_
          ->query(
              "UPDATE actors SET reports = reports + 1 WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM "
              "mentions WHERE actor = ?1 AND report = ?2)")
          .all(id, report)
          .run();
      database_
          ->query(
              "INSERT INTO mentions VALUES (?,?,?) ON CONFLICT DO UPDATE SET spans = spans || ',' "
              "|| excluded.spans")
          .all(id, report, spans_text(actor.mentions))
          .run();
    }
    for (const Role& role : actor.roles) {
      Query insert =
          database_->query("INSERT INTO roles(actor, title, report, span, of) VALUES (?,?,?,?,?)");
      insert.all(id, role.title, report, spans_text({role.span}));
      if (const auto of = ids.find(role.of); of != ids.end()) insert.bind(of->second);
      insert.run();
    }
  }
  return ids;
}

StoredActor stored_actor(std::int64_t report, const Actor& actor) {
  const std::string folded = fold(actor.name);
  const bool nameless =
      actor.type != ActorType::State && actor.type != ActorType::Place && !has_name(actor.name);
  const bool by_code = actor.type == ActorType::State && !actor.code.empty();
  const bool own = nameless && actor.wikidata.empty() && actor.code.empty();
  return {own ? fmt::format("{}:{}:{}", name_of(actor.type), report, actor.id)
              : fmt::format("{}:{}", name_of(actor.type), by_code ? actor.code : folded),
          own,
          actor.type == ActorType::Person && !nameless && folded.find(' ') != std::string::npos};
}

/// The kept actor that a report's actor is: by the knowledge base, by the full name, by another
/// spelling of it. A family name alone, or a description without a name, is nobody else's.
std::int64_t Store::actor_id(std::int64_t report, const Record& record, const Actor& actor) {
  const StoredActor stored = stored_actor(report, actor);
  std::int64_t id = 0;
  if (Query same = database_->query("SELECT id FROM actors WHERE key = ?");
      same.bind(stored.key).next())
    id = same.integer(0);
  if (id == 0 && stored.by_spelling) {
    std::int64_t found = 0;
    std::size_t count = 0;
    Query alike = database_->query(
        "SELECT id FROM actors WHERE spelling = ? AND type = 'person' AND merged_into IS NULL");
    for (alike.bind(spelling_key(actor.name)); alike.next(); ++count) found = alike.integer(0);
    if (count == 1) id = found;
  }
  if (id == 0) id = new_actor(actor, stored.key);
  id = merged(id);
  if (actor.type != ActorType::State) {
    std::vector<std::string> names{actor.name};
    for (const Span mention : actor.mentions) {
      std::string name = squeeze(cut(record.report.text, mention));
      if (name.size() < 80 && !name.empty() && is_upper(name[0]) &&
          std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(std::move(name));
      if (names.size() > 6) break;
    }
    for (const std::string& name : names) add_name(id, name);
  }
  return id;
}

std::int64_t Store::new_actor(const Actor& actor, const std::string& key) {
  Query insert = database_->query(
      "INSERT INTO actors(name, type, key, described, code, wikidata, spelling) VALUES "
      "(?,?,?,?,?,?,?)");
  const bool described = actor.wikidata.empty() && actor.code.empty() &&
                         actor.type != ActorType::State && actor.type != ActorType::Place &&
                         knowledge_->named(actor.name) == nullptr && is_description(actor.name);
  insert.all(actor.name, actor.type, key, std::int64_t{described})
      .bind_or_null(actor.code)
      .bind_or_null(actor.wikidata)
      .bind(spelling_key(actor.name))
      .run();
  const std::int64_t id = database_->last_id();
  database_->query("INSERT INTO actor_search(rowid, name) VALUES (?,?)").all(id, actor.name).run();
  add_name(id, actor.name);
  return id;
}

void Store::add_name(std::int64_t actor, std::string_view name) {
  database_->query("INSERT OR IGNORE INTO actor_names VALUES (?,?,?)")
      .all(fold(name), actor, std::string(name))
      .run();
}

Store::Ids Store::insert_statements(std::int64_t report, const Record& record, const Ids& actors) {
  Ids ids;
  for (const Statement& s : record.statements) {
    Query insert = database_->query(
        "INSERT INTO statements(report, act, kind, content, confidence, date, date_to, venue, "
        "medium, source_span, cue_span, speaker) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)");
    insert.all(report, s.act, s.kind, spans_text(s.content), s.confidence)
        .bind_or_null(day_or(s.date, record.report.published))
        .bind_or_null(s.date.to)
        .bind_or_null(s.venue)
        .bind_or_null(s.medium);
    insert.bind_or_null(span_text(s.source)).bind_or_null(span_text(s.cue));
    if (const auto speaker = actors.find(s.speaker); speaker != actors.end())
      insert.bind(speaker->second);
    insert.run();
    const std::int64_t id = ids[s.id] = database_->last_id();
    database_->query("INSERT INTO statement_search(rowid, text) VALUES (?,?)")
        .all(id, words_of(record.report.text, s.content))
        .run();
    for (const std::string& to : s.addressees) {
      if (const auto actor = actors.find(to); actor != actors.end())
        database_->query("INSERT OR IGNORE INTO addressees VALUES (?,?)")
            .all(id, actor->second)
            .run();
    }
  }
  return ids;
}

void Store::insert_events(std::int64_t report, const Record& record, const Ids& actors,
                          const Ids& statements) {
  for (const Event& e : record.events) {
    Query insert = database_->query(
        "INSERT INTO events(report, type, status, span, confidence, mode, date, date_to, place) "
        "VALUES (?,?,?,?,?,?,?,?,?)");
    std::vector<Span> told{e.trigger};
    told.insert(told.end(), e.tellings.begin(), e.tellings.end());
    insert.all(report, e.type, e.status, spans_text(told), e.confidence)
        .bind_or_null(e.mode)
        .bind_or_null(e.date.from)
        .bind_or_null(e.date.to);
    if (const auto place = actors.find(e.place); place != actors.end()) insert.bind(place->second);
    insert.run();
    const std::int64_t id = database_->last_id();
    for (const auto& [target, parties] :
         {std::pair{std::int64_t{0}, &e.source}, std::pair{std::int64_t{1}, &e.target}}) {
      for (const std::string& party : *parties) {
        if (const auto actor = actors.find(party); actor != actors.end())
          database_->query("INSERT OR IGNORE INTO parties VALUES (?,?,?)")
              .all(id, actor->second, target)
              .run();
      }
    }
    for (const std::string& s : e.according_to) {
      if (const auto statement = statements.find(s); statement != statements.end())
        database_->query("INSERT OR IGNORE INTO according VALUES (?,?)")
            .all(id, statement->second)
            .run();
    }
    for (const Quantity& q : e.quantities) {
      Query quantity = database_->query(
          "INSERT INTO quantities(event, what, value, span, qualifier, unit) VALUES (?,?,?,?,?,?)");
      quantity.all(id, q.what, q.value, spans_text({q.span}))
          .bind_or_null(q.qualifier)
          .bind_or_null(q.unit)
          .run();
    }
  }
}

void Store::insert_claims(std::int64_t report, const Record& record, const Ids& actors) {
  for (const Claim& c : record.claims) {
    database_
        ->query(
            "INSERT INTO claims(report, spans, text, status, confidence, negated, date) VALUES "
            "(?,?,?,?,?,?,?)")
        .all(report, spans_text(c.spans), words_of(record.report.text, c.spans), c.status,
             c.confidence, std::int64_t{is_negated(c.text)})
        .bind_or_null(record.report.published)
        .run();
    const std::int64_t id = database_->last_id();
    database_->query("INSERT INTO claim_search(rowid, text) VALUES (?,?)")
        .all(id, words_of(record.report.text, c.spans))
        .run();
    for (const auto& [denies, side] :
         {std::pair{std::int64_t{0}, &c.asserted_by}, std::pair{std::int64_t{1}, &c.denied_by}}) {
      for (const std::string& who : *side) {
        if (const auto actor = actors.find(who); actor != actors.end())
          database_->query("INSERT OR IGNORE INTO claim_sides VALUES (?,?,?)")
              .all(id, actor->second, denies)
              .run();
      }
    }
  }
}

void Store::insert_commitments(std::int64_t report, const Record& record, const Ids& actors,
                               const Ids& statements) {
  for (const Commitment& c : record.commitments) {
    Query insert = database_->query(
        "INSERT INTO commitments(report, kind, span, text, wants, status, confidence, date, due, "
        "due_to, from_actor) VALUES (?,?,?,?,?,?,?,?,?,?,?)");
    insert
        .all(report, c.kind, spans_text({c.span}), c.text, wants_of(c.text), c.status, c.confidence)
        .bind_or_null(record.report.published)
        .bind_or_null(c.due.from)
        .bind_or_null(c.due.to);
    if (const auto from = actors.find(c.from); from != actors.end()) insert.bind(from->second);
    insert.run();
    const std::int64_t id = database_->last_id();
    for (const std::string& to : c.to) {
      if (const auto actor = actors.find(to); actor != actors.end())
        database_->query("INSERT OR IGNORE INTO commitment_to VALUES (?,?)")
            .all(id, actor->second)
            .run();
    }
    for (const std::string& answer : c.answers) {
      const auto statement = statements.find(answer);
      if (statement == statements.end()) continue;
      database_
          ->query("INSERT OR IGNORE INTO answers SELECT ?, ?, ?, date FROM statements WHERE id = ?")
          .all(id, statement->second, c.status, statement->second)
          .run();
    }
  }
}

void Store::insert_standing(std::int64_t report, const Record& record, const Ids& actors,
                            const Ids& statements) {
  for (const Relation& r : record.relations) {
    const auto from = actors.find(r.from), to = actors.find(r.to);
    if (from == actors.end() || to == actors.end()) continue;
    Query insert = database_->query(
        "INSERT INTO relations(report, type, from_actor, to_actor, span, contradicted, confidence, "
        "date, date_to) VALUES (?,?,?,?,?,?,?,?,?)");
    insert
        .all(report, r.type, from->second, to->second, spans_text({r.span}),
             std::int64_t{r.contradicted}, r.confidence)
        .bind_or_null(day_or(r.date, record.report.published))
        .bind_or_null(r.date.to)
        .run();
  }
  for (const Position& p : record.positions) {
    const auto actor = actors.find(p.actor);
    if (actor == actors.end()) continue;
    Query insert = database_->query(
        "INSERT INTO positions(report, actor, issue, stance, confidence, date, statement) VALUES "
        "(?,?,?,?,?,?,?)");
    insert.all(report, actor->second, p.issue, p.stance, p.confidence)
        .bind_or_null(record.report.published);
    for (const std::string& evidence : p.evidence) {
      if (const auto statement = statements.find(evidence); statement != statements.end()) {
        insert.bind(statement->second);
        break;
      }
    }
    insert.run();
  }
}

}  // namespace casus
