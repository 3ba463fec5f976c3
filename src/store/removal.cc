// SPDX-License-Identifier: Apache-2.0
#include "store/removal.h"

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/calendar.h"
#include "store/fields.h"
#include "store/rows.h"
#include "store/versions.h"

namespace casus {

namespace {

/// A count that the overview shows ("speaker.month", "12:2024-03").
struct Tally {
  std::string kind, key;
  std::int64_t n = 0;
};

/// What a report's items count.
std::vector<Tally> tallies_of(Database& database, std::int64_t report) {
  std::vector<Tally> out;
  struct Count {
    const char* kind;
    Sql sql;
  };
  for (const Count& count :
       {Count{"act", "SELECT act FROM statements WHERE report = ? AND retells IS NULL"},
        Count{"speaker",
              "SELECT speaker FROM statements WHERE report = ? AND speaker IS NOT NULL AND retells "
              "IS NULL"},
        Count{"speaker.month",
              "SELECT speaker || ':' || substr(date, 1, 7) FROM statements WHERE report = ? AND "
              "speaker IS NOT NULL AND date IS NOT NULL AND retells IS NULL"},
        Count{"statement.month",
              "SELECT substr(date, 1, 7) FROM statements WHERE report = ? AND date IS NOT NULL AND "
              "retells IS NULL"},
        Count{"type", "SELECT type FROM events WHERE report = ?"},
        Count{"event.month",
              "SELECT substr(date, 1, 7) FROM events WHERE report = ? AND date IS NOT NULL"},
        Count{"pair",
              "SELECT s.actor || '>' || t.actor || ':' || e.type FROM events e JOIN parties s ON "
              "s.event = e.id AND s.target = 0 JOIN parties t ON t.event = e.id AND t.target = 1 "
              "WHERE e.report = ?"},
        Count{"pair.all",
              "SELECT s.actor || '>' || t.actor FROM events e JOIN parties s ON s.event = e.id AND "
              "s.target = 0 JOIN parties t ON t.event = e.id AND t.target = 1 WHERE e.report = "
              "?"}}) {
    std::unordered_map<std::string, std::int64_t> keys;
    Query rows = database.query(count.sql);
    for (rows.bind(report); rows.next();) keys[rows.text(0)] += 1;
    for (const auto& [key, n] : keys) out.push_back({count.kind, key, n});
  }
  return out;
}

}  // namespace

void tally_items(Database& database, std::int64_t report, std::int64_t by) {
  for (const Tally& one : tallies_of(database, report))
    database.query("INSERT INTO tallies VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET n = n + ?3")
        .all(one.kind, one.key, by * one.n)
        .run();
}

namespace {

/// What full text knows of a report's items: their numbers and spans, and what takes one out.
struct Searched {
  Sql words, forget;
};
constexpr Searched kSearched[] = {
    {"SELECT id, content FROM statements WHERE report = ?",
     "INSERT INTO statement_search(statement_search, rowid, text) VALUES ('delete',?,?)"},
    {"SELECT id, spans FROM claims WHERE report = ?",
     "INSERT INTO claim_search(claim_search, rowid, text) VALUES ('delete',?,?)"}};

/// Takes a report's words out of the indexes of full text, which hold no words to look at.
void forget_words(Database& database, std::int64_t report) {
  std::string text, title;
  if (Query row = database.query(
          "SELECT sqlar_uncompress(text, size), coalesce(title, '') FROM reports WHERE id = ?");
      row.bind(report).next())
    text = row.text(0), title = row.text(1);
  database
      .query("INSERT INTO report_search(report_search, rowid, title, text) VALUES ('delete',?,?,?)")
      .all(report, title, text)
      .run();
  for (const auto& [words, forget] : kSearched) {
    Query rows = database.query(words);
    for (rows.bind(report); rows.next();)
      database.query(forget).all(rows.integer(0), words_of(text, spans_of(rows.text(1)))).run();
  }
}

/// Rows that are joined: those of a report, and what joins others' to the least of what is left.
struct Joining {
  Sql rows, hand_on;
};
constexpr Joining kJoining[] = {
    {"SELECT id FROM commitments WHERE report = ?",
     "UPDATE commitments SET matter = (SELECT min(o.id) FROM commitments o WHERE o.matter = ?1 AND "
     "o.report <> ?2) WHERE matter = ?1 AND report <> ?2"},
    {"SELECT id FROM claims WHERE report = ?",
     "UPDATE claims SET matter = (SELECT min(o.id) FROM claims o WHERE o.matter = ?1 AND o.report "
     "<> ?2) WHERE matter = ?1 AND report <> ?2"},
    {"SELECT id FROM events WHERE report = ?",
     "UPDATE events SET story = (SELECT min(o.id) FROM events o WHERE o.story = ?1 AND o.report <> "
     "?2) WHERE story = ?1 AND report <> ?2"}};

/// What was joined to rows of a report is joined to the least of what is left.
void hand_on(Database& database, std::int64_t report) {
  for (const auto& [rows, hand_on] : kJoining) {
    for (const std::int64_t first : database.ids(rows, report))
      database.query(hand_on).all(first, report).run();
  }
}

/// What later versions say again of a report is said by them.
void say_first(Store& store, std::int64_t report) {
  Database& database = store.database();
  const auto later = database.ids(
      "SELECT DISTINCT report FROM statements WHERE retells IN (SELECT id FROM statements WHERE "
      "report = ?)",
      report);
  for (const std::int64_t one : later) tally_items(database, one, -1);
  database
      .query(
          "UPDATE statements SET retells = NULL WHERE retells IN (SELECT id FROM statements "
          "WHERE report = ?)")
      .bind(report)
      .run();
  for (const std::int64_t one : later) tally_items(database, one, 1);
}

/// Takes out the rows of a report, those that point to others first.
constexpr Sql kForgetting[] = {
    "UPDATE actors SET reports = reports - 1 WHERE id IN (SELECT actor FROM mentions WHERE report "
    "= ?)",
    "DELETE FROM positions WHERE report = ?",
    "DELETE FROM relations WHERE report = ?",
    "DELETE FROM answers WHERE commitment IN (SELECT id FROM commitments WHERE report = ?)",
    "DELETE FROM answers WHERE statement IN (SELECT id FROM statements WHERE report = ?)",
    "DELETE FROM outcomes WHERE commitment IN (SELECT id FROM commitments WHERE report = ?)",
    "DELETE FROM outcomes WHERE event IN (SELECT id FROM events WHERE report = ?)",
    "DELETE FROM commitment_to WHERE commitment IN (SELECT id FROM commitments WHERE report = ?)",
    "UPDATE commitments SET matter = NULL WHERE report = ?",
    "DELETE FROM commitments WHERE report = ?",
    "DELETE FROM claim_sides WHERE claim IN (SELECT id FROM claims WHERE report = ?)",
    "DELETE FROM claim_actors WHERE claim IN (SELECT id FROM claims WHERE report = ?)",
    "UPDATE claims SET matter = NULL WHERE report = ?",
    "DELETE FROM claims WHERE report = ?",
    "DELETE FROM quantities WHERE event IN (SELECT id FROM events WHERE report = ?)",
    "DELETE FROM parties WHERE event IN (SELECT id FROM events WHERE report = ?)",
    "DELETE FROM according WHERE event IN (SELECT id FROM events WHERE report = ?)",
    "DELETE FROM according WHERE statement IN (SELECT id FROM statements WHERE report = ?)",
    "UPDATE events SET story = NULL WHERE report = ?",
    "DELETE FROM events WHERE report = ?",
    "UPDATE positions SET statement = NULL WHERE statement IN (SELECT id FROM statements WHERE "
    "report = ?)",
    "DELETE FROM addressees WHERE statement IN (SELECT id FROM statements WHERE report = ?)",
    "DELETE FROM statements WHERE report = ?",
    "DELETE FROM roles WHERE report = ?",
    "DELETE FROM mentions WHERE report = ?"};

}  // namespace

void forget_items(Store& store, std::int64_t report) {
  Database& database = store.database();
  tally_items(database, report, -1);
  forget_words(database, report);
  say_first(store, report);
  hand_on(database, report);
  for (const Sql sql : kForgetting) database.query(sql).bind(report).run();
}

namespace {

/// Where actors are named, to stand before a list of them.
constexpr Sql kNamedIn[] = {"SELECT DISTINCT actor FROM mentions WHERE actor IN ",
                            "SELECT DISTINCT actor FROM roles WHERE actor IN ",
                            "SELECT DISTINCT of FROM roles WHERE of IN ",
                            "SELECT DISTINCT speaker FROM statements WHERE speaker IN ",
                            "SELECT DISTINCT actor FROM addressees WHERE actor IN ",
                            "SELECT DISTINCT actor FROM parties WHERE actor IN ",
                            "SELECT DISTINCT actor FROM claim_sides WHERE actor IN ",
                            "SELECT DISTINCT actor FROM claim_actors WHERE actor IN ",
                            "SELECT DISTINCT from_actor FROM commitments WHERE from_actor IN ",
                            "SELECT DISTINCT actor FROM commitment_to WHERE actor IN ",
                            "SELECT DISTINCT from_actor FROM relations WHERE from_actor IN ",
                            "SELECT DISTINCT to_actor FROM relations WHERE to_actor IN ",
                            "SELECT DISTINCT actor FROM positions WHERE actor IN ",
                            "SELECT DISTINCT place FROM events WHERE place IN ",
                            "SELECT DISTINCT merged_into FROM actors WHERE merged_into IN "};

/// Whoever a report's rows name.
std::set<std::int64_t> actors_of(Database& database, std::int64_t report) {
  std::set<std::int64_t> out;
  for (const Sql sql : std::initializer_list<Sql>{
           "SELECT actor FROM mentions WHERE report = ?",
           "SELECT actor FROM roles WHERE report = ?",
           "SELECT of FROM roles WHERE report = ? AND of IS NOT NULL",
           "SELECT speaker FROM statements WHERE report = ? AND speaker IS NOT NULL",
           "SELECT a.actor FROM statements s JOIN addressees a ON a.statement = s.id WHERE "
           "s.report = "
           "?",
           "SELECT p.actor FROM events e JOIN parties p ON p.event = e.id WHERE e.report = ?",
           "SELECT place FROM events WHERE report = ? AND place IS NOT NULL",
           "SELECT a.actor FROM claims c JOIN claim_sides a ON a.claim = c.id WHERE c.report = ?",
           "SELECT from_actor FROM commitments WHERE report = ? AND from_actor IS NOT NULL",
           "SELECT t.actor FROM commitments c JOIN commitment_to t ON t.commitment = c.id WHERE "
           "c.report = ?",
           "SELECT from_actor FROM relations WHERE report = ?",
           "SELECT to_actor FROM relations WHERE report = ?",
           "SELECT actor FROM positions WHERE report = ?"}) {
    const auto ids = database.ids(sql, report);
    out.insert(ids.begin(), ids.end());
  }
  return out;
}

/// Takes out those whom nothing that is left names; gives the others. Who was merged into another
/// stays, as the log of corrections has it.
std::vector<std::int64_t> forget_nameless(Database& database, std::set<std::int64_t> actors,
                                          std::int64_t& gone) {
  std::vector<std::int64_t> kept;
  const std::vector<std::int64_t> list(actors.begin(), actors.end());
  for (const Sql named_in : kNamedIn) {
    Query rows = database.once({named_in, list});
    while (rows.next()) {
      if (actors.erase(rows.integer(0)) > 0) kept.push_back(rows.integer(0));
    }
  }
  for (const std::int64_t actor : actors) {
    std::string name;
    {
      Query row = database.query("SELECT name FROM actors WHERE id = ? AND merged_into IS NULL");
      if (!row.bind(actor).next()) continue;
      name = row.text(0);
    }
    database.query("INSERT INTO actor_search(actor_search, rowid, name) VALUES ('delete',?,?)")
        .all(actor, name)
        .run();
    database.query("DELETE FROM actor_names WHERE actor = ?").bind(actor).run();
    database.query("DELETE FROM actors WHERE id = ?").bind(actor).run();
    ++gone;
  }
  return kept;
}

/// Takes the log of what became of a report's items out, and what they told of forecasts.
void forget_news(Database& database, std::int64_t report) {
  struct Kind {
    char letter;
    Sql rows;
  };
  for (const auto& [letter, rows] : {Kind{'s', "SELECT id FROM statements WHERE report = ?"},
                                     Kind{'e', "SELECT id FROM events WHERE report = ?"},
                                     Kind{'c', "SELECT id FROM claims WHERE report = ?"},
                                     Kind{'k', "SELECT id FROM commitments WHERE report = ?"}}) {
    for (const std::int64_t id : database.ids(rows, report)) {
      const std::string item = letter + std::to_string(id);
      database.query("DELETE FROM changes WHERE item = ?1 OR cause = ?1").bind(item).run();
      database.query("UPDATE forecasts SET told_by = NULL WHERE told_by = ?").bind(item).run();
    }
  }
}

void erase_report(Database& database, std::int64_t report) {
  database.query("DELETE FROM shingles WHERE report = ?").bind(report).run();
  database.query("INSERT INTO removed SELECT id, uid, title, ? FROM reports WHERE id = ?")
      .all(utc_now(), report)
      .run();
  database.query("DELETE FROM reports WHERE id = ?").bind(report).run();
}

}  // namespace

Removed remove_report(Store& store, std::int64_t report) {
  Database& database = store.database();
  Removed out{.report = report, .headline = headline_of(store, report)};
  out.copies = database.ids("SELECT id FROM reports WHERE copy_of = ? ORDER BY id", report);
  struct Count {
    std::int64_t& n;
    Sql sql;
  };
  for (const auto& [n, sql] :
       {Count{out.statements, "SELECT count(*) FROM statements WHERE report = ?"},
        Count{out.events, "SELECT count(*) FROM events WHERE report = ?"},
        Count{out.claims, "SELECT count(*) FROM claims WHERE report = ?"},
        Count{out.commitments, "SELECT count(*) FROM commitments WHERE report = ?"},
        Count{out.relations, "SELECT count(*) FROM relations WHERE report = ?"}}) {
    Query rows = database.query(sql);
    if (rows.bind(report).next()) n = rows.integer(0);
  }
  Query original = database.query("SELECT copy_of IS NULL FROM reports WHERE id = ?");
  const bool has_items = original.bind(report).next() && original.integer(0) != 0;
  auto actors = actors_of(database, report);
  if (has_items) {
    forget_news(database, report);
    forget_items(store, report);
    leave_versions(store, report);
  }
  for (const std::int64_t copy : out.copies) erase_report(database, copy);
  erase_report(database, report);
  out.others = forget_nameless(database, std::move(actors), out.actors);
  return out;
}

void settle_numbers(Database& database) {
  database.run("DELETE FROM tallies WHERE n <= 0");
  for (const std::string_view kind : kAskedKinds)
    database
        .once({"UPDATE watches SET seen = min(seen, (SELECT coalesce(max(id), 0) FROM ",
               SqlText::name(kind), ")) WHERE kind = ?"})
        .bind(kind)
        .run();
  database.run(
      "UPDATE watches SET changed = min(changed, (SELECT coalesce(max(id), 0) FROM changes))");
}

}  // namespace casus
