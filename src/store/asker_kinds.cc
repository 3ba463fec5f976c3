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

void Asker::statements() {
  Conditions where;
  if (!q_.by.empty()) {
    if (const auto who = voices(q_.by)) where.add("x.speaker IN " + *who);
    in_office(where, "x.speaker", "x.date");
  }
  if (!q_.to.empty()) {
    if (const auto who = voices(q_.to))
      where.add("x.id IN (SELECT statement FROM addressees WHERE actor IN " + *who + ")");
  }
  if (!q_.between.empty()) {
    if (const auto pair = sides()) {
      const auto said = [](const std::string& a, const std::string& b) {
        return fmt::format(
            "(x.speaker IN {} AND x.id IN (SELECT statement FROM addressees WHERE actor IN {}))", a,
            b);
      };
      where.add("(" + said(pair->first, pair->second) + " OR " + said(pair->second, pair->first) +
                ")");
      in_office(where, "x.speaker", "x.date");
    }
  }
  if (!q_.member_of.empty()) {
    where.add("x.speaker IN " + members());
    in_office(where, "x.speaker", "x.date");
  }
  where.among("x.act", q_.act);
  where.among("x.kind", q_.type);
  full_text(where, "x.id", "statement_search");
  told(where, "x.date", "coalesce(x.date_to, x.date)");
  where.add("x.retells IS NULL");
  select("statements", where, order("x.date"),
         [&](std::int64_t id) { return statement_row(store_, id); });
}

void Asker::events() {
  Conditions where;
  const auto party = [&](const std::string& list, const char* side) {
    if (holders_.empty())
      return fmt::format("x.id IN (SELECT event FROM parties WHERE actor IN {}{})", list, side);
    return fmt::format(
        "x.id IN (SELECT event FROM parties JOIN events d ON d.id = event WHERE actor IN {}{} AND "
        "{})",
        list, side, casus::in_office(holders_, "actor", "d.date"));
  };
  if (!q_.by.empty()) {
    if (const auto who = voices(q_.by)) where.add(party(*who, " AND target = 0"));
  }
  if (!q_.to.empty()) {
    if (const auto who = voices(q_.to)) where.add(party(*who, " AND target = 1"));
  }
  if (!q_.between.empty()) {
    if (const auto pair = sides())
      where.add(party(pair->first, "") + " AND " + party(pair->second, ""));
  }
  if (!q_.member_of.empty()) where.add(party(members(), ""));
  if (!q_.about.empty()) {
    holders_.clear();
    if (const auto actor = resolve(q_.about)) where.add(party(list_of(Ids{*actor}), ""));
  }
  where.among("x.type", q_.type);
  where.among("x.status", q_.status);
  if (!q_.text.empty() && has_words(where, q_.text))
    // Some named events are looked at one by one: "+" keeps SQLite from going through those of
    // every report that has the words.
    where.add(fmt::format("{}x.report IN (SELECT rowid FROM report_search WHERE report_search "
                          "MATCH ?)",
                          q_.among.empty() ? "" : "+"),
              {match_all(q_.text, has_phrases())});
  told(where, "x.date", "coalesce(x.date_to, x.date)");
  where.add("(x.story IS NULL OR x.story = x.id)");
  select("events", where, order("x.date"), [&](std::int64_t id) { return event_row(store_, id); });
}

void Asker::claims() {
  Conditions where;
  const auto side = [&](const std::string& list) {
    const std::string in_office = casus::in_office(holders_, "s.actor", "m.date");
    return fmt::format(
        "x.id IN (SELECT coalesce(m.matter, m.id) FROM claim_sides s JOIN claims m ON m.id = "
        "s.claim WHERE s.actor IN {}{}{})",
        list, in_office.empty() ? "" : " AND ", in_office);
  };
  const auto any_side = [&](const char* denies) {
    return fmt::format(
        "EXISTS (SELECT 1 FROM claims m JOIN claim_sides s ON s.claim = m.id WHERE m.id IN (SELECT "
        "x.id UNION ALL SELECT id FROM claims WHERE matter = x.id) AND coalesce(m.date, '') <= "
        "'{}' AND (s.denies <> (m.negated <> x.negated)) = {})",
        as_of_, denies);
  };
  if (!q_.by.empty()) {
    if (const auto who = voices(q_.by)) where.add(side(*who));
  }
  if (!q_.between.empty()) {
    if (const auto pair = sides()) where.add(side(pair->first) + " AND " + side(pair->second));
  }
  if (!q_.status.empty()) {
    std::vector<std::string> any;
    for (const std::string& status : alternatives(q_.status)) {
      if (status == name_of(ClaimStatus::Contested))
        any.push_back("(x.disputed = 1 AND " + any_side("0") + " AND " + any_side("1") + ")");
      else if (status == name_of(ClaimStatus::Asserted))
        any.push_back("(" + any_side("0") + " AND NOT " + any_side("1") + ")");
      else
        any.push_back("(NOT " + any_side("0") + " AND " + any_side("1") + ")");
    }
    where.add("(" + joined(any, " OR ") + ")");
  }
  full_text(where, "x.id", "claim_search");
  told(where, "x.date", "x.date");
  where.add("(x.matter IS NULL OR x.matter = x.id)");
  select("claims", where, order("x.date"),
         [&](std::int64_t id) { return claim_row(store_, id, as_of_); });
}

/// What came of a commitment by the day asked for, where that is asked.
void Asker::state_of_commitments(Conditions& where) {
  if (q_.status == name_of(CommitmentStatus::Overdue))
    where.add("coalesce(x.due_to, x.due) < ? AND x.due > ''", {as_of_});
  if (q_.status.empty()) return;
  const std::string answered = fmt::format(
      "(SELECT a.status FROM resolutions a JOIN commitments m ON m.id = a.commitment WHERE "
      "m.id IN (SELECT x.id UNION ALL SELECT id FROM commitments WHERE matter = x.id) AND "
      "coalesce(a.date, '') <= '{}' ORDER BY a.date DESC "
      "LIMIT 1)",
      as_of_);
  // Most were never answered, nor told of twice: three looks at an index tell.
  const std::string touched =
      "(EXISTS (SELECT 1 FROM answers WHERE commitment = x.id) OR EXISTS (SELECT 1 FROM "
      "outcomes WHERE commitment = x.id) OR EXISTS (SELECT 1 FROM commitments WHERE matter = "
      "x.id))";
  where.among(fmt::format("coalesce(CASE WHEN {} THEN {} END, CASE WHEN x.status = 'open' AND "
                          "coalesce(x.due_to, x.due) < '{}' THEN 'overdue' ELSE x.status END)",
                          touched, answered, as_of_),
              q_.status);
}

void Asker::commitments() {
  Conditions where;
  if (!q_.by.empty()) {
    if (const auto who = voices(q_.by)) where.add("x.from_actor IN " + *who);
    in_office(where, "x.from_actor", "x.date");
  }
  if (!q_.to.empty()) {
    if (const auto who = voices(q_.to))
      where.add("x.id IN (SELECT commitment FROM commitment_to WHERE actor IN " + *who + ")");
  }
  if (!q_.between.empty()) {
    if (const auto pair = sides()) {
      const auto asked = [](const std::string& a, const std::string& b) {
        return fmt::format(
            "(x.from_actor IN {} AND x.id IN (SELECT commitment FROM commitment_to WHERE actor "
            "IN {}))",
            a, b);
      };
      where.add("(" + asked(pair->first, pair->second) + " OR " + asked(pair->second, pair->first) +
                ")");
      in_office(where, "x.from_actor", "x.date");
    }
  }
  where.among("x.kind", q_.type);
  state_of_commitments(where);
  for (const std::string* given : {&q_.text, &q_.about}) {
    if (!given->empty()) has_words(where, *given);
  }
  for (const std::string& word : words_in(q_.text + " " + q_.about)) {
    if (word.size() > 2) where.add("x.text LIKE '%' || ? || '%'", {word});
  }
  told(where, "x.date", "x.date");
  where.add("(x.matter IS NULL OR x.matter = x.id)");
  // By the day, what is overdue comes by the day it was due.
  select("commitments", where,
         order(q_.status == name_of(CommitmentStatus::Overdue) ? "x.due" : "x.date"),
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
      where.add(
          fmt::format("((x.from_actor IN {0} AND x.to_actor IN {1}) OR (x.from_actor IN {1} AND "
                      "x.to_actor IN {0}))",
                      pair->first, pair->second));
  }
  where.among("x.type", q_.type);
  if (!q_.status.empty()) where.add("x.contradicted = 1");
  told(where, "x.date", "x.date");
  // A tie told of often is one row: the first that told of it.
  where.add(
      "NOT EXISTS (SELECT 1 FROM relations o WHERE o.from_actor = x.from_actor AND o.to_actor = "
      "x.to_actor AND o.type = x.type AND o.id < x.id)");
  select("relations", where, order("x.date"),
         [&](std::int64_t id) { return relation_row(store_, id); });
}

void Asker::actors() {
  Conditions where;
  where.add("x.merged_into IS NULL");
  where.among("x.type", q_.type);
  if (!q_.member_of.empty()) where.add("x.id IN " + members());
  if (!q_.text.empty() && has_words(where, q_.text)) {
    std::vector<std::string> words;
    for (const std::string& word : words_in(q_.text)) words.push_back(in_marks(word) + "*");
    const std::string folded = fold(q_.text);
    where.add(
        "(x.id IN (SELECT rowid FROM actor_search WHERE actor_search MATCH ?) OR x.id IN (SELECT "
        "actor FROM actor_names WHERE folded >= ? AND folded < ? || char(1114111)))",
        {joined(words, " AND "), folded, folded});
  }
  if (!q_.about.empty()) where.add("x.id IN " + list_of(actors_named(store_, q_.about)));
  if (!q_.described) where.add("x.described = 0");
  select("actors", where,
         order_ == Order::Reports ? "x.reports DESC, x.id" : "x.salience DESC, x.id",
         [&](std::int64_t id) { return actor_row(store_, id); });
}

void Asker::reports() {
  Conditions where;
  full_text(where, "x.id", "report_search");
  if (!q_.story.empty()) where.add(of_story("x.id IN ({})"));
  if (!q_.since.empty()) where.add("x.published >= ?", {q_.since});
  if (!q_.until.empty()) where.add("x.published <= ?", {q_.until});
  if (!q_.type.empty()) {
    std::vector<std::string> any;
    for (const std::string& type : alternatives(q_.type))
      any.push_back(type == name_of(ReportType::Copy) ? "x.copy_of IS NOT NULL"
                                                      : "x.copy_of IS NULL");
    where.add("(" + joined(any, " OR ") + ")");
  }
  select("reports", where, order("x.published"),
         [&](std::int64_t id) { return report_row(store_, id); });
}

void Asker::stories() {
  Conditions where;
  for (const auto& [given, by_name] : {std::pair{&q_.about, true}, std::pair{&q_.text, false}}) {
    if (given->empty() || !has_words(where, *given)) continue;
    const std::string match =
        by_name ? match_about(store_, *given, has_phrases()) : match_all(*given, has_phrases());
    where.add(fmt::format("x.id IN (SELECT part_of FROM reports WHERE part_of IS NOT NULL AND id "
                          "IN (SELECT rowid FROM report_search WHERE report_search MATCH ? ORDER "
                          "BY rowid DESC LIMIT {}))",
                          kMostMatches),
              {match});
  }
  if (!q_.since.empty()) where.add("x.last >= ?", {q_.since});
  if (!q_.until.empty()) where.add("x.first <= ?", {q_.until});
  select("stories", where, order("x.last"), [&](std::int64_t id) { return story_row(store_, id); });
}

}  // namespace casus
