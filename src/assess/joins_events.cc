// SPDX-License-Identifier: Apache-2.0
// Which events of several reports are one.
#include <fmt/format.h>

#include "assess/event_pair_weights.h"
#include "assess/event_pairs.h"
#include "assess/joins.h"
#include "assess/likeness.h"
#include "core/calendar.h"
#include "store/ties.h"

namespace casus {

namespace {

// The cost of a report does not grow with the record: of so many actors so many newest events.
constexpr std::size_t kReach = 12;

/// The actors whose events may be those of a party: itself, whom it speaks for, and who speaks for
/// it.
IdSet within_reach(Store& store, const IdSet& parties) {
  IdSet out = parties;
  for (const std::int64_t party : parties) {
    for (const std::int64_t voice : voices_of(store, party)) {
      if (out.size() >= parties.size() + kReach) return out;
      out.insert(voice);
    }
  }
  return out;
}

/// Events that share a type and a party with one: of other reports the newest of each party, of any
/// report those of the same days.
IdSet candidates_for(Store& store, const EventTelling& own) {
  Database& database = store.database();
  IdSet parties = own.source;
  parties.insert(own.target.begin(), own.target.end());
  const IdSet reach = within_reach(store, parties);
  IdSet out;
  if (reach.empty()) return out;
  for (const std::int64_t actor : reach) {
    for (const std::int64_t target : {0, 1}) {
      Query newest = database.query(
          "SELECT e.id FROM (SELECT event FROM parties WHERE actor = ? AND target = ? ORDER BY "
          "event DESC LIMIT 100) p CROSS JOIN events e ON e.id = p.event WHERE e.type = ? AND "
          "e.report <> ? LIMIT 20");
      for (newest.all(actor, target, own.type, own.report); newest.next();)
        out.insert(newest.integer(0));
    }
  }
  if (own.from.empty() || shifted(own.from, kLongestEvent) < own.to) return out;
  Query of_the_days = database.once(
      {"SELECT e.id FROM events e WHERE e.type = ? AND e.date BETWEEN ? AND ? AND "
       "coalesce(e.date_to, e.date) >= ? AND EXISTS (SELECT 1 FROM parties WHERE event = e.id AND "
       "actor IN ",
       std::vector<std::int64_t>(reach.begin(), reach.end()), ") LIMIT 50"});
  for (of_the_days.all(own.type, shifted(own.from, -kLongestEvent), own.to, own.from);
       of_the_days.next();)
    out.insert(of_the_days.integer(0));
  return out;
}

/// True where the story of `event` began on days that meet these: one chain of days is not one
/// event.
bool story_covers(Database& database, std::int64_t event, const EventTelling& own) {
  Query first = database.query(
      "SELECT coalesce(f.date, ''), coalesce(f.date_to, f.date, '') FROM events e JOIN events f ON "
      "f.id = coalesce(e.story, e.id) WHERE e.id = ?");
  if (!first.bind(event).next()) return false;
  return own.from.empty() || first.text(0).empty() ||
         (first.text(0) <= own.to && first.text(1) >= own.from);
}

}  // namespace

void join_events(Store& store, std::int64_t report) {
  Database& database = store.database();
  EventPairs pairs(store);
  for (const std::int64_t event : database.ids(
           "SELECT id FROM events WHERE report = ? AND status <> 'hypothetical'", report)) {
    const EventTelling& own = pairs.telling(event);
    for (const std::int64_t other : candidates_for(store, own)) {
      const EventTelling& told = pairs.telling(other);
      if (other == event || !may_be_one(own, told) || !story_covers(database, other, own)) continue;
      // What one report tells twice is known by its day alone: its words are too much alike.
      const bool of_two = own.report != told.report;
      if (is_same_by_day(own, told) ||
          (of_two && likelihood_of_one(own, told) >= kEventPairThreshold))
        unite(database, kOneEvent, event, other);
    }
  }
}

}  // namespace casus
