// SPDX-License-Identifier: Apache-2.0
#include "assess/keeper.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "assess/joins.h"
#include "assess/salience.h"
#include "assess/stories.h"
#include "store/corrections.h"
#include "store/description.h"
#include "store/versions.h"

namespace casus {

namespace {

/// Weighs what a report tells, and the story it is in (0: none).
void weigh(Store& store, std::int64_t report, std::int64_t story) {
  weigh_report(store, report);
  if (story != 0) weigh_story(store, story);
}

/// Weighs what a record of an older casus holds, and puts its reports in stories, once.
void settle(Store& store) {
  Database& database = store.database();
  Query asked = database.query("DELETE FROM settings WHERE name = 'unsettled' RETURNING 1");
  if (!asked.next()) return;
  asked.run();
  std::vector<std::int64_t> described;
  Query actors = database.query("SELECT id, name FROM actors WHERE type NOT IN ('state', 'place')");
  while (actors.next()) {
    if (store.knowledge().named(actors.text(1)) == nullptr && is_description(actors.text(1)))
      described.push_back(actors.integer(0));
  }
  for (const std::int64_t actor : described)
    database.query("UPDATE actors SET described = 1 WHERE id = ?").bind(actor).run();
  for (const std::int64_t report :
       database.ids("SELECT id FROM reports WHERE copy_of IS NULL AND id > ? ORDER BY id", 0)) {
    weigh(store, report, join_story(store, report));
  }
}

/// What is joined: the firsts of what a report's rows are joined to, the reports of what is joined
/// to a first, and what parts that.
struct Joining {
  Sql firsts, reports, part;
};
constexpr Joining kJoining[] = {
    {"SELECT DISTINCT story FROM events WHERE report = ? AND story IS NOT NULL",
     "SELECT DISTINCT report FROM events WHERE story = ?",
     "UPDATE events SET story = NULL WHERE story = ?"},
    {"SELECT DISTINCT matter FROM claims WHERE report = ? AND matter IS NOT NULL",
     "SELECT DISTINCT report FROM claims WHERE matter = ?",
     "UPDATE claims SET matter = NULL WHERE matter = ?"},
    {"SELECT DISTINCT matter FROM commitments WHERE report = ? AND matter IS NOT NULL",
     "SELECT DISTINCT report FROM commitments WHERE matter = ?",
     "UPDATE commitments SET matter = NULL WHERE matter = ?"}};

/// Parts what was joined to the rows of a report, as these may be all that held it together; gives
/// the reports whose rows are to be joined anew, and those whose weight may change.
std::set<std::int64_t> part_from(Store& store, std::int64_t report) {
  Database& database = store.database();
  std::set<std::int64_t> out;
  const auto note = [&](Sql sql) {
    for (const std::int64_t one : database.ids(sql, report)) out.insert(one);
  };
  note(
      "SELECT c.report FROM statements s JOIN answers a ON a.statement = s.id JOIN commitments c "
      "ON c.id = a.commitment WHERE s.report = ?");
  note(
      "SELECT c.report FROM events e JOIN outcomes o ON o.event = e.id JOIN commitments c ON c.id "
      "= o.commitment WHERE e.report = ?");
  for (const std::int64_t version : versions_of(store, report)) out.insert(version);
  for (const auto& [firsts, reports, part] : kJoining) {
    for (const std::int64_t first : database.ids(firsts, report)) {
      for (const std::int64_t other : database.ids(reports, first)) out.insert(other);
      database.query(part).bind(first).run();
    }
  }
  out.erase(report);
  return out;
}

/// Joins the rows of a report to those of others.
void join_items(Store& store, std::int64_t report) {
  join_versions(store, report);
  join_events(store, report);
  join_claims(store, report);
  join_commitments(store, report);
  join_refusals(store, report);
  join_outcomes(store, report);
}

/// Joins and weighs anew what is left of what reports that were taken out were joined to. That is
/// no news: no watch is told of it.
void join_anew(Store& store, const std::set<std::int64_t>& reports,
               std::set<std::int64_t> stories) {
  Database& database = store.database();
  std::int64_t newest = 0;
  if (Query row = database.query("SELECT coalesce(max(id), 0) FROM changes"); row.next())
    newest = row.integer(0);
  for (const std::int64_t report : reports)
    database.query("UPDATE claims SET disputed = 0 WHERE report = ?").bind(report).run();
  for (const std::int64_t report : reports) join_items(store, report);
  for (const std::int64_t report : reports) {
    weigh_report(store, report);
    for (const std::int64_t story :
         database.ids("SELECT part_of FROM reports WHERE id = ? AND part_of IS NOT NULL", report))
      stories.insert(story);
  }
  for (const std::int64_t story : stories) {
    name_story(store, story);
    weigh_story(store, story);
  }
  database.query("DELETE FROM changes WHERE id > ?").bind(newest).run();
}

}  // namespace

Result<std::vector<Store::Kept>> Keeper::keep(const std::vector<Record>& batch, bool again) {
  Database& database = store_.database();
  std::vector<Store::Kept> out;
  database.run("BEGIN IMMEDIATE");
  settle(store_);
  for (const Record& record : batch) {
    const Store::Kept kept = store_.insert(record, again);
    out.push_back(kept);
    if (kept.added != Added::New) continue;
    apply_corrections(store_, kept.report);
    const std::int64_t story = join_story(store_, kept.report);
    join_items(store_, kept.report);
    weigh(store_, kept.report, story);
  }
  database.run("COMMIT");
  if (auto error = database.take_error()) {
    database.run("ROLLBACK");
    database.take_error();
    return *error;
  }
  return out;
}

Result<std::vector<Removed>> Keeper::remove(const std::vector<std::int64_t>& reports, bool dry) {
  Database& database = store_.database();
  database.run("BEGIN IMMEDIATE");
  if (auto error = database.take_error()) return *error;  // locked: nothing was asked of it yet
  const auto give_up = [&](Error error) {
    if (auto broken = database.take_error()) error = *broken;
    database.run("ROLLBACK");
    database.take_error();
    return error;
  };
  for (const std::int64_t report : reports) {
    Query row = database.query("SELECT 1 FROM reports WHERE id = ?");
    if (!row.bind(report).next())
      return give_up(
          {Errc::NotFound,
           fmt::format("C0405 there is no report d{} in the record; none was removed", report)});
  }
  std::vector<Removed> out;
  std::set<std::int64_t> gone, joined, stories, actors;
  for (const std::int64_t report : reports) {
    if (gone.count(report) != 0) continue;  // named twice, or a copy of one that is gone
    joined.merge(part_from(store_, report));
    stories.insert(leave_story(store_, report));
    out.push_back(remove_report(store_, report));
    gone.insert(report);
    gone.insert(out.back().copies.begin(), out.back().copies.end());
    actors.insert(out.back().others.begin(), out.back().others.end());
  }
  for (const std::int64_t report : gone) joined.erase(report);
  std::erase_if(stories, [&](std::int64_t story) {
    Query row = database.query("SELECT 1 FROM stories WHERE id = ?");
    return !row.bind(story).next();
  });
  std::erase_if(actors, [&](std::int64_t actor) {
    Query row = database.query("SELECT 1 FROM actors WHERE id = ?");
    return !row.bind(actor).next();
  });
  join_anew(store_, joined, stories);
  weigh_actors(store_, {actors.begin(), actors.end()});
  settle_numbers(database);
  if (database.failed()) return give_up({Errc::Io, ""});
  database.run(dry ? Sql("ROLLBACK") : Sql("COMMIT"));
  if (auto error = database.take_error()) return give_up(*error);
  return out;
}

}  // namespace casus
