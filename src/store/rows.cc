// SPDX-License-Identifier: Apache-2.0
#include "store/rows.h"

#include <fmt/format.h>

#include "core/calendar.h"
#include "core/text.h"
#include "store/row_parts.h"
#include "store/ties.h"
#include "store/versions.h"

namespace casus {

std::string headline_of(Store& store, std::int64_t report) {
  constexpr std::size_t kMost = 110;  // columns
  Query row = store.database().query(
      "SELECT title, CASE WHEN coalesce(title, '') = '' THEN sqlar_uncompress(text, size) END FROM "
      "reports WHERE id = ?");
  if (!row.bind(report).next()) return {};
  if (!row.text(0).empty()) return row.text(0);
  const std::string text = row.text(1);
  const std::size_t begin = std::min(text.find_first_not_of(" \n"), text.size());
  const std::size_t end = std::min(text.find('\n', begin), text.size());
  const std::size_t stop = std::min(text.find(". ", begin), end);
  return cropped(squeeze(std::string_view(text).substr(begin, stop - begin)), kMost,
                 "\xE2\x80\xA6");
}

std::int64_t number_of(const Json& id) {
  const std::string text = id.is_string() ? id.get<std::string>() : "";
  return text.size() < 2 ? 0 : std::atoll(text.c_str() + 1);
}

Json actor_json(Store& store, std::int64_t id) {
  Query row = store.database().query("SELECT name, type, code FROM actors WHERE id = ?");
  if (id == 0 || !row.bind(id).next()) return nullptr;
  return {{"id", label('a', id)},
          {"name", row.text(0)},
          {"type", row.text(1)},
          {"code", text_or_null(row, 2)}};
}

std::string role_on(Store& store, std::int64_t actor, std::int64_t report, const std::string& day) {
  if (const KnownActor* known = known_actor(store, actor)) {
    for (const Tenure* tenure : store.knowledge().offices_of(*known)) {
      if (tenure->holds_on(day)) return fmt::format("{}, {}", tenure->title, tenure->of->name);
    }
  }
  Query role = store.database().query(
      "SELECT o.title, a.name FROM roles o JOIN reports r ON r.id = o.report LEFT JOIN actors a ON "
      "a.id = o.of WHERE o.actor = ?1 "
      "ORDER BY o.report = ?2 DESC, a.name IS NULL, abs(julianday(coalesce(r.published, "
      "'2000-01-01')) - julianday(?3)) LIMIT 1");
  if (!role.all(actor, report, day).next()) return {};
  std::string title = role.text(0);
  while (!title.empty() && (title[0] == ',' || title[0] == ' ')) title.erase(0, 1);
  return role.is_null(1) ? title : fmt::format("{}, {}", title, role.text(1));
}

Json statement_row(Store& store, std::int64_t id) {
  Query row = store.database().query(
      "SELECT s.report, coalesce(s.speaker, 0), s.act, s.kind, s.date, s.date_to, s.venue, "
      "s.medium, s.content, s.confidence, s.review, sqlar_uncompress(r.text, r.size), "
      "s.source_span, coalesce(s.retells, 0) FROM statements s JOIN reports r ON r.id = s.report "
      "WHERE s.id = ?");
  if (!row.bind(id).next()) return nullptr;
  const std::int64_t report = row.integer(0), speaker = row.integer(1);
  Json out = {{"id", label('s', id)},
              {"date", date_json(row, 4, 5)},
              {"speaker", actor_json(store, speaker)}};
  const std::string role = speaker == 0 ? "" : role_on(store, speaker, report, row.text(4));
  out["role"] = role.empty() ? Json(nullptr) : Json(role);
  out["act"] = row.text(2);
  out["kind"] = row.text(3);
  out["text"] = words_of(row.text(11), spans_of(row.text(8)));
  out["source"] =
      row.is_null(12) ? Json(nullptr) : Json(words_of(row.text(11), spans_of(row.text(12))));
  out["to"] = actors_of(store, "SELECT actor FROM addressees WHERE statement = ?", id);
  out["venue"] = text_or_null(row, 6);
  out["medium"] = text_or_null(row, 7);
  out["confidence"] = rounded(row.real(9));
  out["review"] = text_or_null(row, 10);
  out["retells"] = label_or_null('s', row.integer(13));
  out["reports"] = Json::array({label('d', report)});
  Query again = store.database().query("SELECT DISTINCT report FROM statements WHERE retells = ?");
  for (again.bind(id); again.next();) out["reports"].push_back(label('d', again.integer(0)));
  add_report(store, out, report);
  return out;
}

Json claim_row(Store& store, std::int64_t id, const std::string& as_of) {
  Query row = store.database().query(
      "SELECT c.report, c.date, c.spans, c.confidence, c.review, sqlar_uncompress(r.text, r.size), "
      "coalesce(c.matter, c.id), c.negated FROM claims c JOIN reports r ON r.id = c.report WHERE "
      "c.id = ?");
  if (!row.bind(id).next()) return nullptr;
  Json sides[2] = {Json::array(), Json::array()};
  Json reports = Json::array();
  std::vector<std::tuple<std::int64_t, bool, std::int64_t, std::string>> found;
  Query all = store.database().query(
      "SELECT s.actor, s.denies <> (c.negated <> ?4), c.report, coalesce(c.date, '') FROM claims c "
      "JOIN claim_sides s ON s.claim = c.id WHERE c.id IN (SELECT ?1 UNION SELECT ?2 UNION SELECT "
      "id FROM claims WHERE matter = ?2) AND "
      "coalesce(c.date, '') <= ?3 ORDER BY c.date, c.id");
  for (all.all(id, row.integer(6), as_of, row.integer(7)); all.next();)
    found.emplace_back(all.integer(0), all.integer(1) != 0, all.integer(2), all.text(3));
  for (const auto& [actor, denies, report, date] : found) {
    Json who = actor_json(store, actor);
    const auto same = [&](const Json& known) { return known["id"] == who["id"]; };
    if (std::none_of(sides[denies].begin(), sides[denies].end(), same)) {
      who["since"] = date.empty() ? Json(nullptr) : Json(date);
      who["report"] = label('d', report);
      sides[denies].push_back(who);
    }
    if (const Json name = label('d', report);
        std::find(reports.begin(), reports.end(), name) == reports.end())
      reports.push_back(name);
  }
  Json out = {{"id", label('c', id)}, {"date", text_or_null(row, 1)}};
  out["status"] = name_of(sides[0].empty()   ? ClaimStatus::Denied
                          : sides[1].empty() ? ClaimStatus::Asserted
                                             : ClaimStatus::Contested);
  out["text"] = words_of(row.text(5), spans_of(row.text(2)));
  out["asserted_by"] = sides[0];
  out["denied_by"] = sides[1];
  out["reports"] = reports;
  out["confidence"] = rounded(row.real(3));
  out["salience"] = salience_of(store, "SELECT salience FROM claims WHERE id = ?", id);
  out["review"] = text_or_null(row, 4);
  add_report(store, out, row.integer(0));
  return out;
}

Json relation_row(Store& store, std::int64_t id) {
  Query row = store.database().query(
      "SELECT report, type, from_actor, to_actor, date, date_to, contradicted, confidence, review "
      "FROM relations WHERE id = ?");
  if (!row.bind(id).next()) return nullptr;
  Json out = {{"id", label('r', id)},
              {"type", row.text(1)},
              {"from", actor_json(store, row.integer(2))},
              {"to", actor_json(store, row.integer(3))},
              {"date", date_json(row, 4, 5)}};
  Query told = store.database().query(
      "SELECT count(DISTINCT coalesce(d.version_of, d.id)), min(r.date), max(r.date) FROM "
      "relations "
      "r JOIN reports d ON d.id = r.report WHERE type = ? AND from_actor = ? AND to_actor = ?");
  if (told.all(row.text(1), row.integer(2), row.integer(3)).next()) {
    out["told_by"] = told.integer(0);
    out["first"] = text_or_null(told, 1);
    out["last"] = text_or_null(told, 2);
  }
  out["contradicted"] = row.integer(6) != 0;
  out["confidence"] = rounded(row.real(7));
  out["review"] = text_or_null(row, 8);
  add_report(store, out, row.integer(0));
  return out;
}

Json actor_row(Store& store, std::int64_t id) {
  Query row = store.database().query(
      "SELECT name, type, code, wikidata, reports, (SELECT count(*) FROM statements WHERE speaker "
      "= ?1 AND retells IS NULL), described FROM actors WHERE id = ?1");
  if (!row.bind(id).next()) return nullptr;
  Json out = {{"id", label('a', id)},
              {"name", row.text(0)},
              {"type", row.text(1)},
              {"code", text_or_null(row, 2)},
              {"wikidata", text_or_null(row, 3)}};
  const std::string role =
      row.kind<ActorType>(1) == ActorType::Person ? role_on(store, id, 0, utc_today()) : "";
  out["role"] = role.empty() ? Json(nullptr) : Json(role);
  out["reports"] = row.integer(4);
  out["statements"] = row.integer(5);
  out["described"] = row.integer(6) != 0;
  out["salience"] = salience_of(store, "SELECT salience FROM actors WHERE id = ?", id);
  out["names"] = Json::array();
  Query names = store.database().query(
      "SELECT name FROM actor_names WHERE actor = ? ORDER BY length(name) DESC LIMIT 12");
  for (names.bind(id); names.next();) out["names"].push_back(names.text(0));
  return out;
}

Json report_row(Store& store, std::int64_t id) {
  Query row = store.database().query(
      "SELECT title, published, agency, byline, dateline, url, copy_of, (SELECT count(*) FROM "
      "reports c WHERE c.copy_of = r.id), (SELECT count(*) FROM statements s WHERE s.report = "
      "r.id), (SELECT count(*) FROM events e WHERE e.report = r.id), "
      "size, source_id, coalesce(part_of, 0) FROM reports r WHERE id = ?");
  if (!row.bind(id).next()) return nullptr;
  const Versions beside = versions_beside(store, id);
  return {{"id", label('d', id)},
          {"published", text_or_null(row, 1)},
          {"title", text_or_null(row, 0)},
          {"headline", headline_of(store, id)},
          {"story", label_or_null('t', row.integer(12))},
          {"agency", text_or_null(row, 2)},
          {"byline", text_or_null(row, 3)},
          {"dateline", text_or_null(row, 4)},
          {"url", text_or_null(row, 5)},
          {"source_id", text_or_null(row, 11)},
          {"copy_of", row.is_null(6) ? Json(nullptr) : Json(label('d', row.integer(6)))},
          {"copies", row.integer(7)},
          {"replaces", label_or_null('d', beside.replaces)},
          {"replaced_by", label_or_null('d', beside.replaced_by)},
          {"statements", row.integer(8)},
          {"events", row.integer(9)},
          {"characters", row.integer(10)}};
}

Json story_row(Store& store, std::int64_t id) {
  Query row = store.database().query(
      "SELECT name, first, last, reports, salience, (SELECT id FROM reports r WHERE r.part_of = "
      "s.id ORDER BY published DESC, id DESC LIMIT 1) FROM stories s WHERE id = ?");
  if (!row.bind(id).next()) return nullptr;
  Json out = {{"id", label('t', id)},
              {"name", row.text(0)},
              {"first", text_or_null(row, 1)},
              {"last", text_or_null(row, 2)},
              {"reports", row.integer(3)},
              {"salience", rounded(row.real(4))},
              {"headline", headline_of(store, row.integer(5))}};
  std::vector<std::int64_t> most;
  Query actors = store.database().query(
      "SELECT m.actor FROM mentions m JOIN actors a ON a.id = m.actor WHERE m.report IN (SELECT id "
      "FROM reports WHERE part_of = ? ORDER BY id DESC LIMIT 40) AND a.described = 0 GROUP BY "
      "m.actor ORDER BY count(*) DESC, a.salience DESC LIMIT 6");
  for (actors.bind(id); actors.next();) most.push_back(actors.integer(0));
  out["actors"] = Json::array();
  for (const std::int64_t actor : most) out["actors"].push_back(actor_json(store, actor));
  return out;
}

}  // namespace casus
