// SPDX-License-Identifier: Apache-2.0
#include "assess/salience.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "assess/joining.h"
#include "assess/likeness.h"
#include "core/calendar.h"
#include "store/ties.h"

namespace casus {

namespace {

// Points for what can be told only one way. Set by reading the first hundred of each kind of the
// pool (docs/benchmarks.md), not fitted.
constexpr double kContested = 3;       // one says so, another denies it
constexpr double kAnswered = 2;        // something came of it
constexpr double kDated = 0.5;         // it is due by a day
constexpr double kState = 2;           // standing: a state, or a body the knowledge base knows
constexpr double kVoice = 1.6;         // who speaks for one
constexpr double kNamed = 0.6;         // anybody else with a name
constexpr double kDescribed = 0.2;     // a description
constexpr double kLittle = -2;         // fewer than three words of content
constexpr double kMayBe = -2;          // an event that may never be
constexpr double kDaysOfAPoint = 365;  // a year old: half as much
constexpr std::int64_t kNewestOfAStory = 40;
constexpr int kUndatedDays =
    730;  // a report without a day counts as two years older than the newest

double log2_of(std::int64_t count) {
  return std::log2(static_cast<double>(std::max<std::int64_t>(1, count)));
}

/// -4 to 2: as likely right as wrong is 0.
double sureness(double confidence) {
  return std::clamp(2 * std::log2(std::max(confidence, 1e-3) / 0.5), -4.0, 2.0);
}

/// Words that say too little to be asked or denied: "it off".
double little(std::string_view text) {
  return content_words(text).size() < 3 ? kLittle : 0;
}

class Scale {
 public:
  explicit Scale(Store& store) : store_(store), database_(store.database()) {}

  void event(std::int64_t id);
  void claim(std::int64_t id);
  void commitment(std::int64_t id);
  void actor(std::int64_t id);
  void story(std::int64_t id);

 private:
  double standing(std::int64_t actor);
  /// The best standing of those a query of one id gives.
  double best(Sql sql, std::int64_t id);
  double unusual(std::int64_t event, const std::string& type);
  /// Points of a day; of a report without one, as if it were older than the newest.
  double newness(const std::string& day);
  void set(Sql sql, double points, std::int64_t id) { database_.query(sql).all(points, id).run(); }

  Store& store_;
  Database& database_;
  std::map<std::int64_t, double> standings_;
  std::optional<std::string> newest_;
};

double Scale::standing(std::int64_t actor) {
  if (const auto known = standings_.find(actor); known != standings_.end()) return known->second;
  double out = 0;
  Query row = database_.query("SELECT type, described FROM actors WHERE id = ?");
  if (row.bind(actor).next()) {
    const auto type = row.kind<ActorType>(0);
    const bool described = row.integer(1) != 0;
    const auto is_state = [&](std::int64_t id) {
      Query of = database_.query("SELECT 1 FROM actors WHERE id = ? AND type = 'state'");
      return of.bind(id).next();
    };
    const auto bodies = speaks_for(store_, actor);
    if (type == ActorType::State ||
        (type == ActorType::Organization && known_actor(store_, actor) != nullptr))
      out = kState;
    else if (std::any_of(bodies.begin() + 1, bodies.end(), is_state))
      out = kVoice;
    else
      out = described ? kDescribed : kNamed;
  }
  return standings_[actor] = out;
}

double Scale::best(Sql sql, std::int64_t id) {
  double out = 0;
  for (const std::int64_t actor : database_.ids(sql, id)) out = std::max(out, standing(actor));
  return out;
}

double Scale::newness(const std::string& day) {
  std::string from = day;
  if (from.empty()) {
    if (!newest_) {
      Query row = database_.query("SELECT max(published) FROM reports");
      newest_ = row.next() ? row.text(0) : std::string();
    }
    from = shifted(*newest_, -kUndatedDays);
  }
  const auto parsed = parse_iso_day(from);
  if (!parsed) return 0;
  constexpr Day kBegin{std::chrono::year{2000}, std::chrono::month{1}, std::chrono::day{1}};
  const auto days = days_between(kBegin, *parsed);
  return static_cast<double>(days) / kDaysOfAPoint;
}

/// What two who meet every week do to each other for the first time weighs most; -1 to 2. Of
/// several pairs the one that has most to do with each other.
double Scale::unusual(std::int64_t event, const std::string& type) {
  std::int64_t all = 0, same = 0;
  Query pairs = database_.query(
      "SELECT a.n, coalesce(t.n, 0) FROM parties s JOIN parties o ON o.event = s.event AND "
      "o.target = 1 JOIN tallies a ON a.kind = 'pair.all' AND a.key = s.actor || '>' || o.actor "
      "LEFT JOIN tallies t ON t.kind = 'pair' AND t.key = s.actor || '>' || o.actor || ':' || ?1 "
      "WHERE s.event = ?2 AND s.target = 0");
  for (pairs.all(type, event); pairs.next();) {
    if (pairs.integer(0) > all) all = pairs.integer(0), same = pairs.integer(1);
  }
  if (all < 2) return 0;
  const auto before = static_cast<double>(all - 1), alike = static_cast<double>(same - 1);
  return std::clamp(0.5 * std::log2((before + 4) / (4 * (alike + 1))), -1.0, 2.0);
}

void Scale::event(std::int64_t id) {
  Query row = database_.query(
      "SELECT e.type, e.status, max(m.confidence), count(DISTINCT coalesce(r.version_of, r.id)), "
      "max(coalesce("
      "r.published, '')), (SELECT count(DISTINCT s.speaker) FROM events t JOIN according a ON "
      "a.event = t.id JOIN statements s ON s.id = a.statement WHERE t.id = ?1 OR t.story = ?1), "
      "(SELECT max(q.value) FROM events t JOIN quantities q ON q.event = t.id WHERE (t.id = ?1 OR "
      "t.story = ?1) AND q.what = 'killed') FROM events e JOIN events m ON m.id = e.id OR m.story "
      "= e.id JOIN reports r ON r.id = m.report WHERE e.id = ?1");
  if (!row.bind(id).next() || row.is_null(0)) return;
  const std::string type = row.text(0);
  const bool may_be = row.kind<EventStatus>(1) == EventStatus::Hypothetical;
  const double sure = sureness(row.real(2)), told = log2_of(row.integer(3));
  const std::string newest = row.text(4);
  const double voices = 0.5 * log2_of(1 + row.integer(5));
  const double toll = 0.5 * std::log10(1 + std::max(0.0, row.real(6)));
  const double concerned = best("SELECT actor FROM parties WHERE event = ? AND target = 0", id) +
                           best("SELECT actor FROM parties WHERE event = ? AND target = 1", id);
  set("UPDATE events SET salience = ? WHERE id = ?",
      told + voices + toll + concerned + sure + unusual(id, type) + newness(newest) +
          (may_be ? kMayBe : 0),
      id);
}

void Scale::claim(std::int64_t id) {
  Query row = database_.query(
      "SELECT c.disputed, max(m.confidence), count(DISTINCT coalesce(r.version_of, r.id)), "
      "max(coalesce(m.date, '')), c.text FROM claims c JOIN claims m ON m.id = c.id OR m.matter = "
      "c.id JOIN reports r ON r.id = m.report WHERE c.id = ?1");
  if (!row.bind(id).next() || row.is_null(0)) return;
  const bool disputed = row.integer(0) != 0;
  const double told = sureness(row.real(1)) + log2_of(row.integer(2)) + little(row.text(4));
  const std::string newest = row.text(3);
  IdSet sides[2];
  Query said = database_.query(
      "SELECT s.actor, s.denies <> (m.negated <> f.negated) FROM claims f JOIN claims m ON m.id = "
      "f.id OR m.matter = f.id JOIN claim_sides s ON s.claim = m.id WHERE f.id = ?");
  for (said.bind(id); said.next();) sides[said.integer(1)].insert(said.integer(0));
  // Of two sides both count; of one, who is spoken of, by half. Who is read to say both was
  // misread, or contests nobody.
  double best[2] = {0, 0};
  for (const int side : {0, 1}) {
    for (const std::int64_t actor : sides[side]) {
      if (sides[1 - side].count(actor) == 0) best[side] = std::max(best[side], standing(actor));
    }
  }
  const bool contested = disputed && best[0] > 0 && best[1] > 0;
  if (!contested) {
    best[0] = std::max(best[0], best[1]);
    best[1] = this->best("SELECT actor FROM claim_actors WHERE claim = ?", id) / 2;
  }
  const auto voices = static_cast<std::int64_t>(sides[0].size() + sides[1].size());
  set("UPDATE claims SET salience = ? WHERE id = ?",
      told + (contested ? kContested : 0) + 0.5 * log2_of(voices) + best[0] + best[1] +
          newness(newest),
      id);
}

void Scale::commitment(std::int64_t id) {
  Query row = database_.query(
      "SELECT coalesce(c.from_actor, 0), max(m.confidence), count(DISTINCT coalesce(r.version_of, "
      "r.id)), max(coalesce("
      "m.date, '')), max(m.due), EXISTS (SELECT 1 FROM commitments t JOIN resolutions a ON "
      "a.commitment = t.id WHERE t.id = ?1 OR t.matter = ?1), c.text FROM commitments c JOIN "
      "commitments m "
      "ON m.id = c.id OR m.matter = c.id JOIN reports r ON r.id = m.report WHERE c.id = ?1");
  if (!row.bind(id).next() || row.is_null(2) || row.integer(2) == 0) return;
  const std::int64_t from = row.integer(0);
  const double told = sureness(row.real(1)) + log2_of(row.integer(2)) +
                      (row.is_null(4) ? 0 : kDated) + (row.integer(5) != 0 ? kAnswered : 0) +
                      little(row.text(6));
  const std::string newest = row.text(3);
  set("UPDATE commitments SET salience = ? WHERE id = ?",
      told + (from == 0 ? 0 : standing(from)) +
          best("SELECT actor FROM commitment_to WHERE commitment = ?", id) + newness(newest),
      id);
}

void Scale::actor(std::int64_t id) {
  Query row = database_.query(
      "SELECT reports, coalesce((SELECT n FROM tallies WHERE kind = 'speaker' AND key = ?1), 0), "
      "described FROM actors WHERE id = ?1");
  if (!row.bind(id).next()) return;
  set("UPDATE actors SET salience = ? WHERE id = ?",
      log2_of(1 + row.integer(0)) + 0.5 * log2_of(1 + row.integer(1)) + standing(id) -
          (row.integer(2) != 0 ? 4 : 0),
      id);
}

void Scale::story(std::int64_t id) {
  Query row = database_.query(
      "SELECT count(DISTINCT coalesce(version_of, id)), min(published), max(published) FROM "
      "reports WHERE part_of = ? AND copy_of IS NULL");
  if (!row.bind(id).next()) return;
  // What matters most in it, of its newest reports: a story goes on by what is new in it.
  double events = 0;
  int counted = 0;
  Query most = database_.query(
      "SELECT max(f.salience) FROM events e JOIN events f ON f.id = coalesce(e.story, e.id) WHERE "
      "e.report IN (SELECT id FROM reports WHERE part_of = ? ORDER BY id DESC LIMIT ?) GROUP BY "
      "f.id ORDER BY 1 DESC LIMIT 3");
  for (most.all(id, kNewestOfAStory); most.next(); ++counted) events += most.real(0);
  const double points = counted > 0 ? events / counted : newness(row.text(2));
  database_.query("UPDATE stories SET reports = ?, salience = ?, first = ?, last = ? WHERE id = ?")
      .all(row.integer(0), 1.5 * log2_of(row.integer(0)) + points)
      .bind_or_null(row.text(1))
      .bind_or_null(row.text(2))
      .bind(id)
      .run();
}

}  // namespace

void weigh_report(Store& store, std::int64_t report) {
  Scale scale(store);
  Database& database = store.database();
  for (const std::int64_t id :
       database.ids("SELECT DISTINCT coalesce(story, id) FROM events WHERE report = ?", report))
    scale.event(id);
  for (const std::int64_t id :
       database.ids("SELECT DISTINCT coalesce(matter, id) FROM claims WHERE report = ?", report))
    scale.claim(id);
  for (const std::int64_t id : database.ids(
           "SELECT DISTINCT coalesce(c.matter, c.id) FROM commitments c WHERE c.report = ?1 UNION "
           "SELECT coalesce(c.matter, c.id) FROM statements s JOIN answers a ON a.statement = s.id "
           "JOIN commitments c ON c.id = a.commitment WHERE s.report = ?1 UNION SELECT "
           "coalesce(c.matter, c.id) FROM events e JOIN outcomes o ON o.event = e.id JOIN "
           "commitments c ON c.id = o.commitment WHERE e.report = ?1",
           report))
    scale.commitment(id);
  for (const std::int64_t id : database.ids("SELECT actor FROM mentions WHERE report = ?", report))
    scale.actor(id);
}

void weigh_actors(Store& store, const std::vector<std::int64_t>& actors) {
  Scale scale(store);
  for (const std::int64_t id : actors) scale.actor(id);
}

void weigh_story(Store& store, std::int64_t story) {
  Scale(store).story(story);
}

}  // namespace casus
