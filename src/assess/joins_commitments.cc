// SPDX-License-Identifier: Apache-2.0
// Commitments told of twice, and the statements that answer them.
#include "assess/commitment_pairs.h"
#include "assess/joining.h"
#include "assess/joins.h"
#include "core/calendar.h"
#include "store/ties.h"

namespace casus {

namespace {

/// An appeal or the like that can be answered.
struct Asked {
  std::int64_t id = 0, from = 0;
  CommitmentKind kind = CommitmentKind::None;
  std::string date, text;
};

/// A saying that may answer one.
struct Saying {
  std::int64_t id = 0, report = 0, speaker = 0;
  SpeechAct act = SpeechAct::State;
  std::string date, words;
  IdSet about;  // those named in it or spoken to, and those who speak for them
};

Saying saying_of(Store& store, const Query& row) {
  Database& database = store.database();
  Saying out{
      row.integer(0), row.integer(1), row.integer(6), row.kind<SpeechAct>(2), row.text(3), {}, {}};
  const std::vector<Span> content = spans_of(row.text(4));
  out.words = words_of(row.text(5), content);
  IdSet named = named_within(database, out.report, content);
  named.merge(set_of(database.ids("SELECT actor FROM addressees WHERE statement = ?", out.id)));
  for (const std::int64_t actor : named) {
    for (const std::int64_t voice : voices_of(store, actor)) out.about.insert(voice);
  }
  return out;
}

// What may answer: said by one in a period in other reports, and said in a report.
constexpr Sql kSaidBy =
    "SELECT s.id, s.report, s.act, s.date, s.content, sqlar_uncompress(r.text, r.size), s.speaker "
    "FROM statements s JOIN reports r ON r.id = s.report WHERE s.speaker = ? AND s.date BETWEEN ? "
    "AND ? AND s.report <> ? AND s.retells IS NULL AND s.act IN ('reject', 'deny', 'promise', "
    "'support', 'concede') "
    "ORDER BY s.date LIMIT 100";
constexpr Sql kSaidIn =
    "SELECT s.id, s.report, s.act, s.date, s.content, sqlar_uncompress(r.text, r.size), s.speaker "
    "FROM statements s JOIN reports r ON r.id = s.report WHERE s.report = ? AND s.speaker IS NOT "
    "NULL AND s.date IS NOT NULL AND s.retells IS NULL AND s.act IN ('reject', 'deny', 'promise', "
    "'support', 'concede')";

// What was asked by one of another in a period in other reports, and can be answered.
constexpr Sql kAskedOf =
    "SELECT c.id, c.from_actor, c.date, c.text, c.kind FROM commitments c INDEXED BY "
    "commitments_from_date CROSS JOIN commitment_to t ON t.commitment = c.id WHERE c.from_actor = "
    "? AND t.actor = ? AND c.date BETWEEN ? AND ? AND c.report <> ? AND c.kind IN ('appeal', "
    "'demand', 'expectation') LIMIT 200";

void answer(Store& store, const Asked& asked, const Saying& saying) {
  Database& database = store.database();
  if (saying.about.count(asked.from) == 0) return;
  // Nobody answers himself, though he is a member of whom he asked.
  if (meet(set_of(speaks_for(store, saying.speaker)), set_of(speaks_for(store, asked.from))))
    return;
  if (!may_answer(asked.kind, asked.text, saying.words)) return;
  const bool refuses = saying.act == SpeechAct::Reject || saying.act == SpeechAct::Deny;
  const auto status = refuses ? CommitmentStatus::Rejected : CommitmentStatus::Accepted;
  database.query("INSERT OR IGNORE INTO answers VALUES (?,?,?,?)")
      .all(asked.id, saying.id, status)
      .bind_or_null(saying.date)
      .run();
  note_change(database, "k" + std::to_string(asked.id), name_of(status),
              "s" + std::to_string(saying.id));
}

/// Those in whose name an actor can answer: itself, whom it speaks for, and the organisations they
/// are members of.
IdSet answers_for(Store& store, std::int64_t actor, const std::string& day) {
  IdSet out;
  for (const std::int64_t body : speaks_for(store, actor)) {
    out.insert(body);
    const KnownActor* known = known_actor(store, body);
    if (known == nullptr) continue;
    for (const KnownActor* organisation : store.knowledge().organisations_of(*known, day)) {
      if (const auto id = store.actor_of(*organisation)) out.insert(*id);
    }
  }
  return out;
}

/// Who can answer for an actor: the reverse.
IdSet answerers_for(Store& store, std::int64_t actor, const std::string& day) {
  IdSet out = set_of(voices_of(store, actor));
  for (const std::int64_t member : members_of(store, actor, day))
    out.merge(set_of(voices_of(store, member)));
  return out;
}

std::int64_t story_of(Database& database, std::int64_t commitment) {
  Query row = database.query(
      "SELECT coalesce(r.part_of, 0) FROM commitments c JOIN reports r ON r.id = c.report WHERE "
      "c.id = ?");
  return row.bind(commitment).next() ? row.integer(0) : 0;
}

/// Joins a commitment to the same by the same body told again, to one in common where both say to
/// whom.
void unite_same(Store& store, const Asked& asked, const IdSet& to) {
  Database& database = store.database();
  const CommitmentTelling own{story_of(database, asked.id), asked.date, asked.text};
  const std::vector<CommitmentKind>& kinds = alike_kinds(asked.kind);  // one or two
  std::vector<std::int64_t> same;
  IdSet makers;
  for (const std::int64_t body : speaks_for(store, asked.from))
    makers.merge(set_of(voices_of(store, body)));
  for (const std::int64_t maker : makers) {
    Query others = database.query(
        "SELECT c.id, coalesce(r.part_of, 0), coalesce(c.date, ''), c.text FROM commitments c JOIN "
        "reports r ON r.id = c.report WHERE c.from_actor = ? AND c.id <> ? AND c.kind IN (?, ?) "
        "ORDER BY c.id DESC LIMIT 200");
    for (others.all(maker, asked.id, kinds.front(), kinds.back()); others.next();) {
      if (!is_told_again(own, {others.integer(1), others.text(2), others.text(3)})) continue;
      const IdSet theirs = set_of(
          database.ids("SELECT actor FROM commitment_to WHERE commitment = ?", others.integer(0)));
      if (may_be_to_the_same(to, theirs)) same.push_back(others.integer(0));
    }
  }
  for (const std::int64_t other : same) unite(database, kOneCommitment, asked.id, other);
}

struct Own {
  Asked asked;
  IdSet to;
};

/// What a report has of what is asked, promised and expected.
std::vector<Own> commitments_in(Database& database, std::int64_t report) {
  std::vector<Own> out;
  Query rows = database.query(
      "SELECT c.id, c.from_actor, coalesce(c.date, ''), c.text, c.kind FROM commitments c WHERE "
      "c.report = ? AND c.from_actor IS NOT NULL");
  for (rows.bind(report); rows.next();)
    out.push_back({{rows.integer(0), rows.integer(1), rows.kind<CommitmentKind>(4), rows.text(2),
                    rows.text(3)},
                   {}});
  for (Own& one : out)
    one.to =
        set_of(database.ids("SELECT actor FROM commitment_to WHERE commitment = ?", one.asked.id));
  return out;
}

/// Answers of reports that were added before this one although they came later.
void find_later_answers(Store& store, const Own& own, std::int64_t report) {
  const std::string& day = own.asked.date;
  for (const std::int64_t body : own.to) {
    for (const std::int64_t voice : answerers_for(store, body, day)) {
      std::vector<Saying> sayings;
      Query later = store.database().query(kSaidBy);
      for (later.all(voice, day, shifted(day, kAnswerDays), report); later.next();)
        sayings.push_back(saying_of(store, later));
      for (const Saying& saying : sayings) answer(store, own.asked, saying);
    }
  }
}

/// What a saying answers of what was asked before, of one in whose name its speaker can answer.
void find_what_it_answers(Store& store, const Saying& saying, std::int64_t report) {
  for (const std::int64_t body : answers_for(store, saying.speaker, saying.date)) {
    std::vector<Asked> before;
    for (const std::int64_t asker : saying.about) {
      Query asked = store.database().query(kAskedOf);
      for (asked.all(asker, body, shifted(saying.date, -kAnswerDays), saying.date, report);
           asked.next();)
        before.push_back({asked.integer(0), asked.integer(1), asked.kind<CommitmentKind>(4),
                          asked.text(2), asked.text(3)});
    }
    for (const Asked& asked : before) answer(store, asked, saying);
  }
}

}  // namespace

void join_commitments(Store& store, std::int64_t report) {
  for (const Own& own : commitments_in(store.database(), report)) {
    unite_same(store, own.asked, own.to);
    if (is_answerable(own.asked.kind)) find_later_answers(store, own, report);
  }
  // What this report's refusals and promises answer of what was asked before.
  std::vector<Saying> sayings;
  Query said = store.database().query(kSaidIn);
  for (said.bind(report); said.next();) sayings.push_back(saying_of(store, said));
  for (const Saying& saying : sayings) find_what_it_answers(store, saying, report);
}

}  // namespace casus
