// SPDX-License-Identifier: Apache-2.0
#include "store/schema.h"

#include <fmt/format.h>

#include "store/record_file.h"

namespace casus {

namespace {

// docs/schema.md explains every table. Spans are bytes of reports.text, written "begin-end" with
// commas between. Full text is kept once, in reports.text, packed as in SQLite's archives:
// sqlar_uncompress(text, size). The search tables hold only their index (content=''), report_search
// without places, so it knows no phrases.
constexpr Sql kVersion1 = R"sql(
CREATE TABLE reports (
  id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, source_id TEXT, url TEXT, title TEXT, byline TEXT, agency TEXT, dateline TEXT,
  published TEXT, language TEXT, text BLOB NOT NULL, size INTEGER NOT NULL, furniture TEXT, copy_of INTEGER REFERENCES reports, added TEXT NOT NULL, sampled INTEGER NOT NULL);
CREATE INDEX reports_published ON reports(published);
CREATE INDEX reports_copy ON reports(copy_of);
CREATE TABLE shingles (hash INTEGER NOT NULL, report INTEGER NOT NULL REFERENCES reports, PRIMARY KEY (hash, report)) WITHOUT ROWID;

CREATE TABLE actors (id INTEGER PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, code TEXT, wikidata TEXT, key TEXT NOT NULL UNIQUE,
  spelling TEXT, merged_into INTEGER REFERENCES actors);
CREATE INDEX actors_spelling ON actors(spelling);
CREATE TABLE actor_names (folded TEXT NOT NULL, actor INTEGER NOT NULL REFERENCES actors, name TEXT NOT NULL, PRIMARY KEY (folded, actor)) WITHOUT ROWID;
CREATE INDEX actor_names_actor ON actor_names(actor);
CREATE TABLE roles (id INTEGER PRIMARY KEY, actor INTEGER NOT NULL REFERENCES actors, title TEXT NOT NULL, of INTEGER REFERENCES actors,
  report INTEGER NOT NULL REFERENCES reports, span TEXT NOT NULL);
CREATE INDEX roles_actor ON roles(actor);
CREATE INDEX roles_of ON roles(of);
CREATE TABLE mentions (actor INTEGER NOT NULL REFERENCES actors, report INTEGER NOT NULL REFERENCES reports, spans TEXT NOT NULL, PRIMARY KEY (actor, report)) WITHOUT ROWID;
CREATE INDEX mentions_report ON mentions(report);

CREATE TABLE statements (id INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES reports, speaker INTEGER REFERENCES actors, act TEXT NOT NULL,
  kind TEXT NOT NULL, date TEXT, date_to TEXT, venue TEXT, medium TEXT, source_span TEXT, cue_span TEXT, content TEXT NOT NULL, confidence REAL NOT NULL,
  review TEXT);
CREATE INDEX statements_report ON statements(report);
CREATE INDEX statements_speaker ON statements(speaker, date);
CREATE INDEX statements_date ON statements(date);
CREATE INDEX statements_act ON statements(act, date);
CREATE TABLE addressees (statement INTEGER NOT NULL REFERENCES statements, actor INTEGER NOT NULL REFERENCES actors, PRIMARY KEY (statement, actor)) WITHOUT ROWID;
CREATE INDEX addressees_actor ON addressees(actor);

CREATE TABLE events (id INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES reports, type TEXT NOT NULL, mode TEXT, date TEXT, date_to TEXT,
  place INTEGER REFERENCES actors, status TEXT NOT NULL, span TEXT NOT NULL, story INTEGER REFERENCES events, confidence REAL NOT NULL, review TEXT);
CREATE INDEX events_report ON events(report);
CREATE INDEX events_type ON events(type, date);
CREATE INDEX events_date ON events(date);
CREATE INDEX events_story ON events(story);
CREATE TABLE parties (event INTEGER NOT NULL REFERENCES events, actor INTEGER NOT NULL REFERENCES actors, target INTEGER NOT NULL, PRIMARY KEY (event, target, actor)) WITHOUT ROWID;
CREATE INDEX parties_actor ON parties(actor, target);
CREATE TABLE according (event INTEGER NOT NULL REFERENCES events, statement INTEGER NOT NULL REFERENCES statements, PRIMARY KEY (event, statement)) WITHOUT ROWID;
CREATE TABLE quantities (event INTEGER NOT NULL REFERENCES events, what TEXT NOT NULL, value REAL NOT NULL, qualifier TEXT, unit TEXT, span TEXT NOT NULL);
CREATE INDEX quantities_event ON quantities(event);

CREATE TABLE claims (id INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES reports, date TEXT, spans TEXT NOT NULL, matter INTEGER REFERENCES claims,
  text TEXT NOT NULL, negated INTEGER NOT NULL, disputed INTEGER NOT NULL DEFAULT 0, status TEXT NOT NULL, confidence REAL NOT NULL, review TEXT);
CREATE INDEX claims_disputed ON claims(disputed, date);
CREATE INDEX claims_date ON claims(date);
CREATE INDEX claims_report ON claims(report);
CREATE INDEX claims_matter ON claims(matter);
CREATE TABLE claim_sides (claim INTEGER NOT NULL REFERENCES claims, actor INTEGER NOT NULL REFERENCES actors, denies INTEGER NOT NULL, PRIMARY KEY (claim, actor, denies)) WITHOUT ROWID;
CREATE TABLE claim_actors (actor INTEGER NOT NULL REFERENCES actors, claim INTEGER NOT NULL REFERENCES claims, PRIMARY KEY (actor, claim)) WITHOUT ROWID;
CREATE INDEX claim_actors_claim ON claim_actors(claim);
CREATE INDEX claim_sides_actor ON claim_sides(actor, claim);

CREATE TABLE commitments (id INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES reports, kind TEXT NOT NULL, from_actor INTEGER REFERENCES actors,
  date TEXT, span TEXT NOT NULL, text TEXT NOT NULL, wants TEXT NOT NULL, due TEXT, due_to TEXT, status TEXT NOT NULL, matter INTEGER REFERENCES commitments, confidence REAL NOT NULL, review TEXT);
CREATE INDEX commitments_date ON commitments(date);
CREATE INDEX commitments_report ON commitments(report);
CREATE INDEX commitments_from ON commitments(from_actor, kind);
CREATE INDEX commitments_from_date ON commitments(from_actor, date);
CREATE INDEX commitments_due ON commitments(due);
CREATE INDEX commitments_matter ON commitments(matter);
CREATE TABLE commitment_to (commitment INTEGER NOT NULL REFERENCES commitments, actor INTEGER NOT NULL REFERENCES actors, PRIMARY KEY (commitment, actor)) WITHOUT ROWID;
CREATE INDEX commitment_to_actor ON commitment_to(actor);
CREATE TABLE answers (commitment INTEGER NOT NULL REFERENCES commitments, statement INTEGER NOT NULL REFERENCES statements, status TEXT NOT NULL, date TEXT, PRIMARY KEY (commitment, statement)) WITHOUT ROWID;

CREATE TABLE outcomes (commitment INTEGER NOT NULL REFERENCES commitments, event INTEGER NOT NULL REFERENCES events, status TEXT NOT NULL, date TEXT, PRIMARY KEY (commitment, event)) WITHOUT ROWID;
CREATE INDEX outcomes_event ON outcomes(event);
CREATE VIEW resolutions AS SELECT commitment, status, date FROM answers UNION ALL SELECT commitment, status, date FROM outcomes;

CREATE TABLE relations (id INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES reports, type TEXT NOT NULL, from_actor INTEGER NOT NULL REFERENCES actors,
  to_actor INTEGER NOT NULL REFERENCES actors, date TEXT, date_to TEXT, span TEXT NOT NULL, contradicted INTEGER NOT NULL, confidence REAL NOT NULL, review TEXT);
CREATE INDEX relations_report ON relations(report);
CREATE INDEX relations_from ON relations(from_actor);
CREATE INDEX relations_to ON relations(to_actor);
CREATE TABLE positions (id INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES reports, actor INTEGER NOT NULL REFERENCES actors, issue TEXT NOT NULL,
  stance REAL NOT NULL, date TEXT, statement INTEGER REFERENCES statements, confidence REAL NOT NULL);
CREATE INDEX positions_actor ON positions(actor);
CREATE INDEX positions_report ON positions(report);

CREATE VIRTUAL TABLE report_search USING fts5(title, text, content='', detail=column, columnsize=0, tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE statement_search USING fts5(text, content='', columnsize=0, tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE claim_search USING fts5(text, content='', columnsize=0, tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE actor_search USING fts5(name, content='', tokenize='unicode61 remove_diacritics 2');

CREATE TABLE tallies (kind TEXT NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE unreadable (id INTEGER PRIMARY KEY, input TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX unreadable_input ON unreadable(input);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE corrections (id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, item TEXT NOT NULL, anchor TEXT NOT NULL, value TEXT);
CREATE TABLE watches (name TEXT PRIMARY KEY, kind TEXT NOT NULL, question TEXT NOT NULL, created TEXT NOT NULL, seen INTEGER NOT NULL DEFAULT 0);
)sql";

// Salience, stories, what changed: docs/record.md. What an older record holds is weighed and put in
// stories by the next `casus add` (assess/keeper.h), which the setting 'unsettled' asks for.
constexpr Sql kVersion2 = R"sql(
ALTER TABLE events ADD COLUMN salience REAL;
ALTER TABLE claims ADD COLUMN salience REAL;
ALTER TABLE commitments ADD COLUMN salience REAL;
ALTER TABLE actors ADD COLUMN salience REAL;
ALTER TABLE actors ADD COLUMN described INTEGER NOT NULL DEFAULT 0;
ALTER TABLE actors ADD COLUMN reports INTEGER NOT NULL DEFAULT 0;
CREATE INDEX events_salience ON events(salience);
CREATE INDEX claims_salience ON claims(salience);
CREATE INDEX commitments_salience ON commitments(salience);
CREATE INDEX actors_salience ON actors(salience);

CREATE TABLE stories (id INTEGER PRIMARY KEY, name TEXT NOT NULL, first TEXT, last TEXT, reports INTEGER NOT NULL, salience REAL);
CREATE INDEX stories_salience ON stories(salience);
CREATE INDEX stories_last ON stories(last);
ALTER TABLE reports ADD COLUMN part_of INTEGER REFERENCES stories;
CREATE INDEX reports_part_of ON reports(part_of);
CREATE TABLE signs (sign INTEGER NOT NULL, report INTEGER NOT NULL REFERENCES reports, weight REAL NOT NULL, PRIMARY KEY (sign, report)) WITHOUT ROWID;
CREATE INDEX signs_report ON signs(report);
CREATE TABLE sign_counts (sign INTEGER PRIMARY KEY, n INTEGER NOT NULL);

CREATE INDEX answers_statement ON answers(statement);
CREATE TABLE changes (id INTEGER PRIMARY KEY, item TEXT NOT NULL, what TEXT NOT NULL, cause TEXT, at TEXT NOT NULL);
ALTER TABLE watches ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE watches ADD COLUMN told TEXT;

UPDATE actors SET reports = (SELECT count(*) FROM mentions WHERE actor = actors.id);
INSERT INTO tallies SELECT 'pair', s.actor || '>' || t.actor || ':' || e.type, count(*) FROM events e JOIN parties s ON s.event = e.id AND s.target = 0
  JOIN parties t ON t.event = e.id AND t.target = 1 GROUP BY 2;
INSERT INTO tallies SELECT 'pair.all', s.actor || '>' || t.actor, count(*) FROM events e JOIN parties s ON s.event = e.id AND s.target = 0
  JOIN parties t ON t.event = e.id AND t.target = 1 GROUP BY 2;
INSERT INTO settings SELECT 'unsettled', '1' WHERE EXISTS (SELECT 1 FROM reports);
)sql";

// Forecasts of what a body will decide; `favour` is the chance of a decision for it.
constexpr Sql kVersion3 = R"sql(
CREATE TABLE forecasts (id INTEGER PRIMARY KEY, made TEXT NOT NULL, body TEXT NOT NULL, area TEXT NOT NULL, about TEXT NOT NULL, decides TEXT NOT NULL,
  as_of TEXT NOT NULL, against REAL NOT NULL, none REAL NOT NULL, favour REAL NOT NULL, forecast TEXT NOT NULL, outcome TEXT, told_by TEXT,
  UNIQUE (body, area, about, decides, as_of));
)sql";

// The order of what matters first, with what its rows are filtered by, and times that take days.
constexpr Sql kVersion4 = R"sql(
DROP INDEX events_salience;
DROP INDEX claims_salience;
DROP INDEX commitments_salience;
CREATE INDEX events_weight ON events(salience, date, date_to, story, review, type, status, confidence);
CREATE INDEX claims_weight ON claims(salience, date, matter, review, confidence);
CREATE INDEX commitments_weight ON commitments(salience, date, matter, review, kind, confidence);
CREATE INDEX claims_contested ON claims(salience, date) WHERE disputed = 1;
CREATE INDEX events_long ON events(date_to) WHERE date_to > date;
CREATE INDEX statements_long ON statements(date_to) WHERE date_to > date;
)sql";

// Versions of a report, and what a later one says again.
constexpr Sql kVersion5 = R"sql(
ALTER TABLE reports ADD COLUMN version_of INTEGER REFERENCES reports;
CREATE INDEX reports_version ON reports(version_of) WHERE version_of IS NOT NULL;
CREATE INDEX reports_url ON reports(url) WHERE url IS NOT NULL;
ALTER TABLE statements ADD COLUMN retells INTEGER REFERENCES statements;
CREATE INDEX statements_retells ON statements(retells) WHERE retells IS NOT NULL;
CREATE TABLE removed (report INTEGER PRIMARY KEY, uid TEXT NOT NULL, title TEXT, at TEXT NOT NULL);
)sql";

constexpr Sql kMigrations[] = {kVersion1, kVersion2, kVersion3, kVersion4,
                               kVersion5};  // kMigrations[n] leads from version n to n + 1
static_assert(std::size(kMigrations) == kSchemaVersion);

}  // namespace

Result<bool> migrate(Database& database) {
  const auto version_of = [&] {
    Query version = database.query("PRAGMA user_version");
    return version.next() ? static_cast<int>(version.integer(0)) : 0;
  };
  int version = version_of();
  if (version > kSchemaVersion)
    return Error{
        Errc::Unsupported,
        fmt::format(
            "C0403 the record is of a later casus (schema {}, this one knows {}); use that one",
            version, kSchemaVersion)};
  if (version < kSchemaVersion && !database.failed()) {
    database.run("BEGIN IMMEDIATE");
    for (version = version_of(); version < kSchemaVersion; ++version) {
      database.run(kMigrations[version]);
      database.run({"PRAGMA user_version = ", version + 1});
      if (version == 0) database.run({"PRAGMA application_id = ", kRecordMark});
    }
    database.run(database.failed() ? Sql("ROLLBACK") : Sql("COMMIT"));
  }
  if (auto error = database.take_error()) return *error;
  return true;
}

}  // namespace casus
