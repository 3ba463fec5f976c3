// SPDX-License-Identifier: Apache-2.0
// A commitment with what came of it.
#include <algorithm>

#include "core/text.h"
#include "store/row_parts.h"

namespace casus {

namespace {

/// What was said in answer, or what happened, in the order of days, and the status by the last.
struct Came {
  Json rows = Json::array();
  CommitmentStatus status{};
};

/// Answers by a day to any telling of a commitment; each statement once.
Came answers_to(Store& store, std::int64_t id, std::int64_t matter, const std::string& as_of) {
  struct Answer {
    std::int64_t statement;
    CommitmentStatus status;
    Json date;
  };
  std::vector<Answer> found;
  Query all = store.database().query(
      "SELECT a.statement, a.status, a.date FROM answers a JOIN commitments m ON m.id = "
      "a.commitment WHERE m.id IN (SELECT ?1 UNION SELECT ?2 UNION SELECT id FROM commitments "
      "WHERE matter = ?2) AND coalesce(a.date, '') <= ?3 ORDER BY a.date, a.statement");
  for (all.all(id, matter, as_of); all.next();)
    found.push_back({all.integer(0), all.kind<CommitmentStatus>(1), text_or_null(all, 2)});
  Came out;
  for (const Answer& answer : found) {
    const std::string statement = label('s', answer.statement);
    if (std::any_of(out.rows.begin(), out.rows.end(),
                    [&](const Json& known) { return known["statement"] == statement; }))
      continue;
    Query speaker =
        store.database().query("SELECT coalesce(speaker, 0) FROM statements WHERE id = ?");
    speaker.bind(answer.statement).next();
    out.rows.push_back({{"statement", statement},
                        {"status", name_of(answer.status)},
                        {"date", answer.date},
                        {"by", actor_json(store, speaker.integer(0))}});
    out.status = answer.status;
  }
  return out;
}

/// Events by a day that fulfil or break it.
Came outcomes_of(Store& store, std::int64_t id, std::int64_t matter, const std::string& as_of) {
  Came out;
  Query came = store.database().query(
      "SELECT DISTINCT o.event, o.status, o.date FROM outcomes o JOIN commitments m ON m.id = "
      "o.commitment WHERE (m.id = ?1 OR m.matter = ?2 OR m.id = ?2) AND coalesce(o.date, '') <= ?3 "
      "ORDER BY o.date, o.event");
  for (came.all(id, matter, as_of); came.next();) {
    out.status = came.kind<CommitmentStatus>(1);
    out.rows.push_back({{"event", label('e', came.integer(0))},
                        {"status", name_of(out.status)},
                        {"date", text_or_null(came, 2)}});
  }
  return out;
}

/// As of a day: by the last answer or outcome; else overdue once its day has passed.
CommitmentStatus status_of(CommitmentStatus read, const Came& answers, const Came& outcomes,
                           const std::string& due, const std::string& as_of) {
  CommitmentStatus out = answers.rows.empty() ? read : answers.status;
  if (!outcomes.rows.empty() && (answers.rows.empty() || answers.rows.back()["date"].is_null() ||
                                 answers.rows.back()["date"] <= outcomes.rows.back()["date"]))
    out = outcomes.status;
  return out == CommitmentStatus::Open && !due.empty() && due < as_of ? CommitmentStatus::Overdue
                                                                      : out;
}

}  // namespace

Json commitment_row(Store& store, std::int64_t id, const std::string& as_of) {
  Query row = store.database().query(
      "SELECT report, kind, coalesce(from_actor, 0), date, text, due, due_to, status, confidence, "
      "review, coalesce(matter, id) FROM commitments WHERE id = ?");
  if (!row.bind(id).next()) return nullptr;
  Json out = {{"id", label('k', id)},
              {"date", text_or_null(row, 3)},
              {"kind", row.text(1)},
              {"from", actor_json(store, row.integer(2))}};
  out["to"] = actors_of(store, "SELECT actor FROM commitment_to WHERE commitment = ?", id);
  out["text"] = row.text(4);
  out["due"] = date_json(row, 5, 6);
  const Came answers = answers_to(store, id, row.integer(10), as_of);
  const Came outcomes = outcomes_of(store, id, row.integer(10), as_of);
  const std::string due = row.is_null(6) ? row.text(5) : row.text(6);
  out["status"] = name_of(status_of(row.kind<CommitmentStatus>(7), answers, outcomes, due, as_of));
  out["answers"] = answers.rows;
  out["outcomes"] = outcomes.rows;
  out["confidence"] = rounded(row.real(8));
  out["salience"] = salience_of(store, "SELECT salience FROM commitments WHERE id = ?", id);
  out["review"] = text_or_null(row, 9);
  add_report(store, out, row.integer(0));
  return out;
}

}  // namespace casus
