// SPDX-License-Identifier: Apache-2.0
// What each kind of item is asked by.
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "store/asker.h"
#include "store/full_text.h"
#include "store/rows.h"
#include "store/ties.h"

namespace casus {

namespace {

// What any telling of a claim, or the first of it, has on a side by a day.
constexpr Sql kIsAsserted =
    "EXISTS (SELECT 1 FROM claims m JOIN claim_sides s ON s.claim = m.id WHERE m.id IN (SELECT "
    "x.id UNION ALL SELECT id FROM claims WHERE matter = x.id) AND coalesce(m.date, '') <= ? AND "
    "(s.denies <> (m.negated <> x.negated)) = 0)";
constexpr Sql kIsDenied =
    "EXISTS (SELECT 1 FROM claims m JOIN claim_sides s ON s.claim = m.id WHERE m.id IN (SELECT "
    "x.id UNION ALL SELECT id FROM claims WHERE matter = x.id) AND coalesce(m.date, '') <= ? AND "
    "(s.denies <> (m.negated <> x.negated)) = 1)";

// Most commitments were never answered, nor told of twice: three looks at an index tell. Of the
// others, what the last answer or outcome by a day made of it.
constexpr Sql kStateOfCommitment =
    "coalesce(CASE WHEN (EXISTS (SELECT 1 FROM answers WHERE commitment = x.id) OR EXISTS (SELECT "
    "1 FROM outcomes WHERE commitment = x.id) OR EXISTS (SELECT 1 FROM commitments WHERE matter = "
    "x.id)) THEN (SELECT a.status FROM resolutions a JOIN commitments m ON m.id = a.commitment "
    "WHERE m.id IN (SELECT x.id UNION ALL SELECT id FROM commitments WHERE matter = x.id) AND "
    "coalesce(a.date, '') <= ? ORDER BY a.date DESC LIMIT 1) END, CASE WHEN x.status = 'open' AND "
    "coalesce(x.due_to, x.due) < ? THEN 'overdue' ELSE x.status END) IN ?";

/// What is asked of a report for it to be of a type, one that is known (fields.h).
SqlText is_of_type(std::string_view type) {
  switch (kind_named<ReportType>(type).value_or(ReportType::Original)) {
    case ReportType::Original:
      return {"x.copy_of IS NULL"};
    case ReportType::Copy:
      return {"x.copy_of IS NOT NULL"};
    case ReportType::Version:
      return {"x.version_of IS NOT NULL"};
  }
  return {};
}

/// A condition of a list of actors, and of the days on which the holders among them were in office.
Condition of_actors(const SqlText& sql, const Voices& voices, const Condition& terms) {
  Condition out{sql, {voices.actors}};
  out.values.insert(out.values.end(), terms.values.begin(), terms.values.end());
  return out;
}

/// That `column` of a row with a day of its own is one of them.
Condition is_voice(Sql column, const Voices& voices) {
  const Condition terms = in_office(voices.holders, column, "x.date");
  return of_actors({column, " IN ? AND ", terms.sql}, voices, terms);
}

/// That one of them is a party of an event, on a side (" AND target = 0") or on either ("").
Condition is_party(const Voices& voices, Sql side) {
  if (voices.holders.empty())  // no day is asked for: the table of events need not be looked at
    return {{"x.id IN (SELECT event FROM parties WHERE actor IN ?", side, ")"}, {voices.actors}};
  const Condition terms = in_office(voices.holders, "actor", "d.date");
  return of_actors({"x.id IN (SELECT event FROM parties JOIN events d ON d.id = event WHERE actor "
                    "IN ?",
                    side, " AND ", terms.sql, ")"},
                   voices, terms);
}

/// That one of them asserts or denies a telling of a claim.
Condition takes_side(const Voices& voices) {
  const Condition terms = in_office(voices.holders, "s.actor", "m.date");
  return of_actors({"x.id IN (SELECT coalesce(m.matter, m.id) FROM claim_sides s JOIN claims m ON "
                    "m.id = s.claim WHERE s.actor IN ? AND ",
                    terms.sql, ")"},
                   voices, terms);
}

/// That one of two sides does something ("x.speaker IN ?") to the other ("x.to_actor IN ?").
Condition is_between(Sql does, Sql to, const std::pair<Voices, Voices>& sides) {
  const auto& [a, b] = sides;
  return {{"((", does, " AND ", to, ") OR (", does, " AND ", to, "))"},
          {a.actors, b.actors, b.actors, a.actors}};
}

/// That who does it on either side, `column` of a row, is in office on the row's day.
Condition are_in_office(Sql column, const std::pair<Voices, Voices>& sides) {
  Voices both = sides.first;
  both.join(sides.second);
  return in_office(both.holders, column, "x.date");
}

constexpr Sql kIsAddressed = "x.id IN (SELECT statement FROM addressees WHERE actor IN ?)";
constexpr Sql kIsAsked = "x.id IN (SELECT commitment FROM commitment_to WHERE actor IN ?)";

}  // namespace

void Asker::statements() {
  Conditions where;
  if (!q_.by.empty()) {
    if (const auto who = voices(q_.by)) where.add(is_voice("x.speaker", *who));
  }
  if (!q_.to.empty()) {
    if (const auto who = voices(q_.to)) where.add(kIsAddressed, {who->actors});
  }
  if (!q_.between.empty()) {
    if (const auto pair = sides()) {
      where.add(is_between("x.speaker IN ?", kIsAddressed, *pair));
      where.add(are_in_office("x.speaker", *pair));
    }
  }
  if (!q_.member_of.empty()) where.add(is_voice("x.speaker", members()));
  where.among("x.act IN ?", q_.act);
  where.among("x.kind IN ?", q_.type);
  full_text(where, {"x.id IN (SELECT rowid FROM statement_search WHERE statement_search MATCH ? "
                    "ORDER BY rowid DESC LIMIT ",
                    kMostMatches, ")"});
  told(where, true);
  where.add("x.retells IS NULL");
  select(where, order_by("x.date"), [&](std::int64_t id) { return statement_row(store_, id); });
}

void Asker::events() {
  Conditions where;
  if (!q_.by.empty()) {
    if (const auto who = voices(q_.by)) where.add(is_party(*who, " AND target = 0"));
  }
  if (!q_.to.empty()) {
    if (const auto who = voices(q_.to)) where.add(is_party(*who, " AND target = 1"));
  }
  if (!q_.between.empty()) {
    if (const auto pair = sides()) {
      where.add(is_party(pair->first, ""));
      where.add(is_party(pair->second, ""));
    }
  }
  if (!q_.member_of.empty()) where.add(is_party(members(), ""));
  if (!q_.about.empty()) {
    if (const auto actor = resolve(q_.about)) where.add(is_party({{*actor}, {}}, ""));
  }
  where.among("x.type IN ?", q_.type);
  where.among("x.status IN ?", q_.status);
  if (!q_.text.empty() && has_words(where, q_.text))
    // Some named events are looked at one by one: "+" keeps SQLite from going through those of
    // every report that has the words.
    where.add(
        q_.among.empty()
            ? Sql("x.report IN (SELECT rowid FROM report_search WHERE report_search MATCH ?)")
            : Sql("+x.report IN (SELECT rowid FROM report_search WHERE report_search MATCH ?)"),
        {match_all(q_.text, has_phrases())});
  told(where, true);
  where.add("(x.story IS NULL OR x.story = x.id)");
  select(where, order_by("x.date"), [&](std::int64_t id) { return event_row(store_, id); });
}

void Asker::claims() {
  Conditions where;
  if (!q_.by.empty()) {
    if (const auto who = voices(q_.by)) where.add(takes_side(*who));
  }
  if (!q_.between.empty()) {
    if (const auto pair = sides()) {
      where.add(takes_side(pair->first));
      where.add(takes_side(pair->second));
    }
  }
  if (!q_.status.empty()) {
    std::vector<SqlText> any;
    std::vector<Conditions::Value> days;
    for (const std::string& status : alternatives(q_.status)) {
      if (status == name_of(ClaimStatus::Contested))
        any.push_back({"(x.disputed = 1 AND ", kIsAsserted, " AND ", kIsDenied, ")"});
      else if (status == name_of(ClaimStatus::Asserted))
        any.push_back({"(", kIsAsserted, " AND NOT ", kIsDenied, ")"});
      else
        any.push_back({"(NOT ", kIsAsserted, " AND ", kIsDenied, ")"});
      days.insert(days.end(), 2, as_of_);
    }
    where.add(SqlText{"(", SqlText::joined(any, " OR "), ")"}, days);
  }
  full_text(where, {"x.id IN (SELECT rowid FROM claim_search WHERE claim_search MATCH ? ORDER BY "
                    "rowid DESC LIMIT ",
                    kMostMatches, ")"});
  told(where, false);
  where.add("(x.matter IS NULL OR x.matter = x.id)");
  select(where, order_by("x.date"), [&](std::int64_t id) { return claim_row(store_, id, as_of_); });
}

/// What came of a commitment by the day asked for, where that is asked.
void Asker::state_of_commitments(Conditions& where) {
  if (q_.status == name_of(CommitmentStatus::Overdue))
    where.add("coalesce(x.due_to, x.due) < ? AND x.due > ''", {as_of_});
  if (const auto asked = alternatives(q_.status); !asked.empty())
    where.add(kStateOfCommitment, {as_of_, as_of_, asked});
}

void Asker::commitments() {
  Conditions where;
  if (!q_.by.empty()) {
    if (const auto who = voices(q_.by)) where.add(is_voice("x.from_actor", *who));
  }
  if (!q_.to.empty()) {
    if (const auto who = voices(q_.to)) where.add(kIsAsked, {who->actors});
  }
  if (!q_.between.empty()) {
    if (const auto pair = sides()) {
      where.add(is_between("x.from_actor IN ?", kIsAsked, *pair));
      where.add(are_in_office("x.from_actor", *pair));
    }
  }
  where.among("x.kind IN ?", q_.type);
  state_of_commitments(where);
  for (const std::string* given : {&q_.text, &q_.about}) {
    if (!given->empty()) has_words(where, *given);
  }
  for (const std::string& word : words_in(q_.text + " " + q_.about)) {
    if (word.size() > 2) where.add("x.text LIKE '%' || ? || '%'", {word});
  }
  told(where, false);
  where.add("(x.matter IS NULL OR x.matter = x.id)");
  // By the day, what is overdue comes by the day it was due.
  select(where,
         order_by(q_.status == name_of(CommitmentStatus::Overdue) ? Sql("x.due") : Sql("x.date")),
         [&](std::int64_t id) { return commitment_row(store_, id, as_of_); });
}

void Asker::relations() {
  Conditions where;
  if (!q_.by.empty()) {
    if (const auto who = resolve(q_.by)) where.add("x.from_actor = ?", {*who});
  }
  if (!q_.to.empty()) {
    if (const auto who = resolve(q_.to)) where.add("x.to_actor = ?", {*who});
  }
  if (!q_.about.empty()) {
    if (const auto who = resolve(q_.about))
      where.add("(x.from_actor = ? OR x.to_actor = ?)", {*who, *who});
  }
  if (!q_.between.empty()) {
    if (const auto pair = sides())
      where.add(is_between("x.from_actor IN ?", "x.to_actor IN ?", *pair));
  }
  where.among("x.type IN ?", q_.type);
  if (!q_.status.empty()) where.add("x.contradicted = 1");
  told(where, false);
  // A tie told of often is one row: the first that told of it.
  where.add(
      "NOT EXISTS (SELECT 1 FROM relations o WHERE o.from_actor = x.from_actor AND o.to_actor = "
      "x.to_actor AND o.type = x.type AND o.id < x.id)");
  select(where, order_by("x.date"), [&](std::int64_t id) { return relation_row(store_, id); });
}

void Asker::actors() {
  Conditions where;
  where.add("x.merged_into IS NULL");
  where.among("x.type IN ?", q_.type);
  if (!q_.member_of.empty()) where.add("x.id IN ?", {members().actors});
  if (!q_.text.empty() && has_words(where, q_.text)) {
    std::vector<std::string> words;
    for (const std::string& word : words_in(q_.text)) words.push_back(in_marks(word) + "*");
    const std::string folded = fold(q_.text);
    where.add(
        "(x.id IN (SELECT rowid FROM actor_search WHERE actor_search MATCH ?) OR x.id IN (SELECT "
        "actor FROM actor_names WHERE folded >= ? AND folded < ? || char(1114111)))",
        {joined(words, " AND "), folded, folded});
  }
  if (!q_.about.empty()) where.add("x.id IN ?", {actors_named(store_, q_.about)});
  if (!q_.described) where.add("x.described = 0");
  select(
      where,
      order_ == Order::Reports ? SqlText{"x.reports DESC, x.id"} : SqlText{"x.salience DESC, x.id"},
      [&](std::int64_t id) { return actor_row(store_, id); });
}

void Asker::reports() {
  Conditions where;
  full_text(where, {"x.id IN (SELECT rowid FROM report_search WHERE report_search MATCH ? ORDER BY "
                    "rowid DESC LIMIT ",
                    kMostMatches, ")"});
  if (!q_.story.empty()) of_story(where, "x.id IN (SELECT id FROM reports WHERE part_of = ?)");
  if (!q_.since.empty()) where.add("x.published >= ?", {q_.since});
  if (!q_.until.empty()) where.add("x.published <= ?", {q_.until});
  if (!q_.type.empty()) {
    std::vector<SqlText> any;
    for (const std::string& type : alternatives(q_.type)) any.push_back(is_of_type(type));
    where.add(SqlText{"(", SqlText::joined(any, " OR "), ")"});
  }
  select(where, order_by("x.published"), [&](std::int64_t id) { return report_row(store_, id); });
}

void Asker::stories() {
  Conditions where;
  for (const auto& [given, by_name] : {std::pair{&q_.about, true}, std::pair{&q_.text, false}}) {
    if (given->empty() || !has_words(where, *given)) continue;
    const std::string match =
        by_name ? match_about(store_, *given, has_phrases()) : match_all(*given, has_phrases());
    where.add(SqlText{"x.id IN (SELECT part_of FROM reports WHERE part_of IS NOT NULL AND id IN "
                      "(SELECT rowid FROM report_search WHERE report_search MATCH ? ORDER BY rowid "
                      "DESC LIMIT ",
                      kMostMatches, "))"},
              {match});
  }
  if (!q_.since.empty()) where.add("x.last >= ?", {q_.since});
  if (!q_.until.empty()) where.add("x.first <= ?", {q_.until});
  select(where, order_by("x.last"), [&](std::int64_t id) { return story_row(store_, id); });
}

}  // namespace casus
