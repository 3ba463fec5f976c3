// SPDX-License-Identifier: Apache-2.0
// Refusals of what was asked that do not name it: told right after it, or by going on.
#include "assess/refusals.h"

#include <algorithm>

#include "assess/joining.h"
#include "assess/joins.h"
#include "core/calendar.h"
#include "core/text.h"
#include "core/word_sets.h"
#include "store/ties.h"

namespace casus {

namespace {

constexpr std::uint32_t kNextSentence = 240;  // bytes from what was asked to how it was answered

}  // namespace

bool asks_to_stop(std::string_view text) {
  return contains_any_word(fold(text), words_of(WordSet::Stops));
}

bool says_goes_on(std::string_view text) {
  return contains_any_word(fold(text),
                           words_of(is_negated(text) ? WordSet::Halts : WordSet::GoingOn));
}

bool is_refusal(std::string_view cue) {
  return contains_any(fold(cue), words_of(WordSet::Refusals));
}

bool stands_right_after(Span asked, const std::vector<Span>& spans) {
  return !spans.empty() && spans.front().begin >= asked.end &&
         spans.front().begin - asked.end <= kNextSentence;
}

namespace {

/// What was asked by a report, of whom.
struct Asked {
  std::int64_t id = 0, report = 0, from = 0, story = 0;
  std::string date, text;
  Span span;
  IdSet to;
};

constexpr Sql kAskedInReport =
    "SELECT c.id, c.report, coalesce(c.from_actor, 0), coalesce(c.date, ''), c.text, c.span, "
    "coalesce(r.part_of, 0) FROM commitments c JOIN reports r ON r.id = c.report WHERE c.kind IN "
    "('appeal', 'demand') AND c.report = ?";
constexpr Sql kAskedInStory =
    "SELECT c.id, c.report, coalesce(c.from_actor, 0), coalesce(c.date, ''), c.text, c.span, "
    "coalesce(r.part_of, 0) FROM commitments c JOIN reports r ON r.id = c.report WHERE c.kind IN "
    "('appeal', 'demand') AND r.part_of = ?";

std::vector<Asked> asked_in(Store& store, Sql sql, std::int64_t value) {
  Database& database = store.database();
  std::vector<Asked> out;
  Query rows = database.query(sql);
  for (rows.bind(value); rows.next();) {
    const auto spans = spans_of(rows.text(5));
    if (spans.empty()) continue;
    out.push_back({rows.integer(0),
                   rows.integer(1),
                   rows.integer(2),
                   rows.integer(6),
                   rows.text(3),
                   rows.text(4),
                   {spans.front().begin, spans.back().end},
                   {}});
  }
  for (Asked& one : out) {
    for (const std::int64_t actor :
         database.ids("SELECT actor FROM commitment_to WHERE commitment = ?", one.id))
      one.to.merge(set_of(speaks_for(store, actor)));
  }
  return out;
}

/// Whether an actor speaks for one who was asked, and not for who asked.
bool answers_for(Store& store, std::int64_t actor, const Asked& asked) {
  const IdSet bodies = set_of(speaks_for(store, actor));
  return meet(bodies, asked.to) && !meet(bodies, set_of(speaks_for(store, asked.from)));
}

void keep_refusal(Store& store, const Asked& asked, char kind, std::int64_t by,
                  const std::string& date) {
  Database& database = store.database();
  database
      .query(kind == 'e' ? Sql("INSERT OR IGNORE INTO outcomes VALUES (?,?,?,?)")
                         : Sql("INSERT OR IGNORE INTO answers VALUES (?,?,?,?)"))
      .all(asked.id, by, CommitmentStatus::Rejected)
      .bind_or_null(date)
      .run();
  note_change(database, "k" + std::to_string(asked.id), name_of(CommitmentStatus::Rejected),
              kind + std::to_string(by));
}

/// A refusal in the next sentence, by whom it was asked of: a saying, or the refusing told as an
/// event.
void find_next(Store& store, const Asked& asked) {
  Database& database = store.database();
  struct Refusal {
    char kind;
    std::int64_t id, by;
    std::string date;
  };
  std::vector<Refusal> found;
  const std::string text = store.text_of(asked.report);
  const auto refuses = [&](const std::vector<Span>& spans) {
    return stands_right_after(asked.span, spans) && is_refusal(words_of(text, spans));
  };
  Query events = database.query(
      "SELECT e.id, p.actor, coalesce(e.date, r.published, ''), e.span FROM events e JOIN parties "
      "p "
      "ON p.event = e.id AND p.target = 0 JOIN reports r ON r.id = e.report WHERE e.report = ? AND "
      "e.type = 'REJECT' AND e.status IN ('occurred', 'alleged')");
  for (events.bind(asked.report); events.next();) {
    if (refuses(spans_of(events.text(3))))
      found.push_back({'e', events.integer(0), events.integer(1), events.text(2)});
  }
  Query said = database.query(
      "SELECT id, speaker, coalesce(date, ''), cue_span FROM statements WHERE report = ? AND act = "
      "'reject' AND speaker IS NOT NULL AND cue_span IS NOT NULL AND confidence >= ?");
  for (said.all(asked.report, kSureRefusal); said.next();) {
    if (refuses(spans_of(said.text(3))))
      found.push_back({'s', said.integer(0), said.integer(1), said.text(2)});
  }
  for (const Refusal& one : found) {
    if (answers_for(store, one.by, asked)) keep_refusal(store, asked, one.kind, one.id, one.date);
  }
}

/// A saying that goes on with what it was asked to stop.
struct GoingOn {
  std::int64_t id = 0, speaker = 0;
  std::string date;
};

std::vector<GoingOn> going_on(Store& store, std::int64_t report) {
  std::vector<std::pair<GoingOn, std::string>> said;  // with the spans of the words
  Query rows = store.database().query(
      "SELECT s.id, s.speaker, coalesce(s.date, ''), s.content FROM statements s WHERE s.report = "
      "? AND s.speaker IS NOT NULL AND s.act IN ('promise', 'threaten', 'reject') AND s.confidence "
      ">= ?");
  for (rows.all(report, kSureRefusal); rows.next();)
    said.push_back({{rows.integer(0), rows.integer(1), rows.text(2)}, rows.text(3)});
  std::vector<GoingOn> out;
  if (said.empty()) return out;
  const std::string text = store.text_of(report);
  for (auto& [saying, spans] : said) {
    if (says_goes_on(words_of(text, spans_of(spans)))) out.push_back(std::move(saying));
  }
  return out;
}

void find_going_on(Store& store, const Asked& asked, const std::vector<GoingOn>& sayings) {
  if (!asks_to_stop(asked.text) || asked.date.empty()) return;
  for (const GoingOn& saying : sayings) {
    if (saying.date < asked.date || saying.date > shifted(asked.date, kGoingOnDays)) continue;
    if (answers_for(store, saying.speaker, asked))
      keep_refusal(store, asked, 's', saying.id, saying.date);
  }
}

}  // namespace

void join_refusals(Store& store, std::int64_t report) {
  Database& database = store.database();
  const std::vector<Asked> own = asked_in(store, kAskedInReport, report);
  for (const Asked& asked : own) find_next(store, asked);
  // Within a story: of what the sides of a war say, much goes on.
  Query row = database.query("SELECT coalesce(part_of, 0) FROM reports WHERE id = ?");
  const std::int64_t story = row.bind(report).next() ? row.integer(0) : 0;
  const std::vector<GoingOn> sayings = going_on(store, report);
  if (!sayings.empty()) {
    for (const Asked& asked : story != 0 ? asked_in(store, kAskedInStory, story) : own)
      find_going_on(store, asked, sayings);
  }
  if (story == 0 ||
      std::none_of(own.begin(), own.end(), [](const Asked& one) { return asks_to_stop(one.text); }))
    return;
  std::vector<std::int64_t> newest;
  Query others =
      database.query("SELECT id FROM reports WHERE part_of = ? ORDER BY id DESC LIMIT ?");
  for (others.all(story, kGoingOnReports); others.next();) newest.push_back(others.integer(0));
  for (const std::int64_t other : newest) {
    if (other == report) continue;
    const std::vector<GoingOn> later = going_on(store, other);
    for (const Asked& asked : own) find_going_on(store, asked, later);
  }
}

}  // namespace casus
