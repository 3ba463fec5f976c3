// SPDX-License-Identifier: Apache-2.0
// What came of what was asked, promised and threatened: the later event that is it.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "assess/event_pairs.h"
#include "assess/joining.h"
#include "assess/joins.h"
#include "assess/likeness.h"
#include "core/calendar.h"
#include "store/ties.h"

namespace casus {

namespace {

using Ids = std::vector<std::int64_t>;

constexpr std::size_t kFewWords = 2;

/// True when one of `actors` speaks for, or is, one of `bodies`.
bool act_for(Store& store, const Ids& actors, const Ids& bodies) {
  return std::any_of(actors.begin(), actors.end(), [&](std::int64_t actor) {
    const Ids own = speaks_for(store, actor);
    return std::any_of(own.begin(), own.end(), [&](std::int64_t body) {
      return std::find(bodies.begin(), bodies.end(), body) != bodies.end();
    });
  });
}

/// True where the sentence of the event tells what was asked or announced: two of its words at
/// least, and four in ten.
bool tells_of(const EventTelling& event, const std::string& commitment) {
  const auto words = content_stems(commitment);
  const auto told = std::count_if(words.begin(), words.end(), [&](const std::string& word) {
    return event.sentence.count(word) != 0;
  });
  return told >= 2 && 10 * static_cast<std::size_t>(told) >= 4 * words.size();
}

/// True where the event was told already in another version of the report that tells the
/// commitment: it is not what came of it.
bool is_told_again(Database& database, std::int64_t commitment, std::int64_t event) {
  Query told = database.query(
      "SELECT 1 FROM commitments c JOIN events o ON o.id = ?2 JOIN reports rc ON rc.id = c.report "
      "JOIN reports ro ON ro.id = o.report AND coalesce(ro.version_of, ro.id) = "
      "coalesce(rc.version_of, rc.id) JOIN events t ON t.report = c.report AND coalesce(t.story, "
      "t.id) = coalesce(o.story, o.id) WHERE c.id = ?1");
  return told.all(commitment, event).next();
}

/// Keeps `event` as the outcome of `commitment` where it was done by whom it was asked of or who
/// announced it, and for whom.
void match(Store& store, EventPairs& pairs, std::int64_t commitment, std::int64_t event) {
  Database& database = store.database();
  Query asked =
      database.query("SELECT kind, coalesce(from_actor, 0), text FROM commitments WHERE id = ?");
  Query done = database.query("SELECT type, date FROM events WHERE id = ?");
  if (!asked.bind(commitment).next() || !done.bind(event).next()) return;
  const auto kind = asked.kind<CommitmentKind>(0);
  const bool own = kind == CommitmentKind::Promise || kind == CommitmentKind::Threat;
  const Ids from{asked.integer(1)},
      to = database.ids("SELECT actor FROM commitment_to WHERE commitment = ?", commitment);
  const Ids sources =
                database.ids("SELECT actor FROM parties WHERE event = ? AND target = 0", event),
            targets =
                database.ids("SELECT actor FROM parties WHERE event = ? AND target = 1", event);
  // "Protect us from attack" asks for none.
  if (!own && done.kind<EventType>(0) == EventType::Assault) return;
  if (!act_for(store, sources, own ? from : to)) return;
  if (is_told_again(database, commitment, event)) return;
  // For whom: who asked, or whom it was promised to; what was done to somebody else is no answer.
  const Ids& concerned = own ? to : from;
  const auto type = done.kind<EventType>(0);
  const bool directed = !targets.empty() && !concerned.empty();
  const bool for_them =
      directed && (act_for(store, targets, concerned) || act_for(store, concerned, targets));
  if (directed && !for_them && type != EventType::Retreat && type != EventType::Sanction) return;
  // "Aid to Chad" has few words to tell it by: that it was for Chad does.
  const bool in_short = for_them && content_stems(asked.text(2)).size() <= kFewWords;
  if (!in_short && !tells_of(pairs.telling(event), asked.text(2))) return;
  database.query("INSERT OR IGNORE INTO outcomes VALUES (?,?,?,?)")
      .all(commitment, event, CommitmentStatus::Fulfilled, done.text(1))
      .run();
  note_change(database, "k" + std::to_string(commitment), name_of(CommitmentStatus::Fulfilled),
              "e" + std::to_string(event));
}

using Pairs = std::set<std::pair<std::int64_t, std::int64_t>>;  // commitment, event

/// What the report says was done, of what was asked or announced before.
void add_done(Store& store, std::int64_t report, Pairs& pairs) {
  Database& database = store.database();
  Query events = database.query(
      "SELECT e.id, e.date, p.actor, ' ' || e.type || ' ' FROM events e JOIN parties p ON p.event "
      "= e.id AND p.target = 0 WHERE e.report = ? AND e.type IN ('AID', 'RETREAT', 'CONSULT', "
      "'CONCEDE', 'COOPERATE', 'SANCTION', 'MOBILIZE', 'ASSAULT') AND e.status = 'occurred' AND "
      "e.date IS NOT NULL");
  std::vector<std::tuple<std::int64_t, std::string, std::int64_t, std::string>> own;
  for (events.bind(report); events.next();)
    own.emplace_back(events.integer(0), events.text(1), events.integer(2), events.text(3));
  for (const auto& [event, day, actor, type] : own) {
    for (const std::int64_t body : speaks_for(store, actor)) {
      Query asked = database.query(
          "SELECT c.id FROM (SELECT commitment FROM commitment_to WHERE actor = ? ORDER BY "
          "commitment DESC LIMIT 50) t CROSS JOIN commitments c ON c.id = t.commitment WHERE "
          "c.kind IN ('appeal', 'demand', 'expectation') AND instr(c.wants, ?) > 0 AND c.date "
          "BETWEEN ? AND ? AND c.report <> ?");
      for (asked.all(body, type, shifted(day, -kAnswerDays), shifted(day, -1), report);
           asked.next();)
        pairs.emplace(asked.integer(0), event);
      Query said = database.query(
          "SELECT id FROM commitments INDEXED BY commitments_from WHERE from_actor = ? AND kind IN "
          "('promise', 'threat') AND instr(wants, ?) > 0 AND date BETWEEN ? AND ? AND report <> ? "
          "ORDER BY id DESC LIMIT 50");
      for (said.all(body, type, shifted(day, -kAnswerDays), shifted(day, -1), report); said.next();)
        pairs.emplace(said.integer(0), event);
    }
  }
}

/// What other reports, added before, say was done later of what the report says was asked or
/// announced.
void add_done_later(Store& store, std::int64_t report, Pairs& pairs) {
  Database& database = store.database();
  Query commitments = database.query(
      "SELECT c.id, c.date, t.actor, c.wants FROM commitments c JOIN commitment_to t ON "
      "t.commitment = c.id WHERE c.report = ?1 AND c.wants <> '' AND c.date IS NOT NULL AND c.kind "
      "IN ('appeal', 'demand', 'expectation') "
      "UNION SELECT id, date, from_actor, wants FROM commitments WHERE report = ?1 AND wants <> '' "
      "AND date IS NOT NULL AND from_actor IS NOT NULL AND kind IN ('promise', 'threat')");
  std::vector<std::tuple<std::int64_t, std::string, std::int64_t, std::string>> wanted;
  for (commitments.bind(report); commitments.next();)
    wanted.emplace_back(commitments.integer(0), commitments.text(1), commitments.integer(2),
                        commitments.text(3));
  for (const auto& [commitment, day, actor, wants] : wanted) {
    for (const std::int64_t voice : voices_of(store, actor)) {
      Query later = database.query(
          "SELECT e.id FROM (SELECT event FROM parties WHERE actor = ? AND target = 0 ORDER BY "
          "event DESC LIMIT 100) p CROSS JOIN events e ON e.id = p.event WHERE instr(?, ' ' || "
          "e.type || ' ') > 0 AND e.status = 'occurred' AND e.date BETWEEN ? AND ? AND e.report <> "
          "?");
      for (later.all(voice, wants, shifted(day, 1), shifted(day, kAnswerDays), report);
           later.next();)
        pairs.emplace(commitment, later.integer(0));
    }
  }
}

}  // namespace

/// Of an actor the newest fifty commitments and hundred events are looked at: the cost does not
/// grow with the record.
void join_outcomes(Store& store, std::int64_t report) {
  Pairs pairs;
  add_done(store, report, pairs);
  add_done_later(store, report, pairs);
  EventPairs tellings(store);
  for (const auto& [commitment, event] : pairs) match(store, tellings, commitment, event);
}

}  // namespace casus
