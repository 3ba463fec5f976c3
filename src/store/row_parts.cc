// SPDX-License-Identifier: Apache-2.0
#include "store/row_parts.h"

#include <cmath>

#include "core/text.h"
#include "store/versions.h"

namespace casus {

Json text_or_null(const Query& row, int column) {
  return row.is_null(column) ? Json(nullptr) : Json(row.text(column));
}

Json date_json(const Query& row, int from, int to) {
  if (row.is_null(from) && row.is_null(to)) return nullptr;
  if (row.text(from) == row.text(to) || row.is_null(to)) return text_or_null(row, from);
  return Json{{"from", text_or_null(row, from)}, {"to", text_or_null(row, to)}};
}

Json number_json(double value) {
  return value == std::floor(value) && std::abs(value) < 1e15
             ? Json(static_cast<std::int64_t>(value))
             : Json(value);
}

std::string label(char letter, std::int64_t id) {
  return letter + std::to_string(id);
}

Json label_or_null(char letter, std::int64_t id) {
  return id == 0 ? Json(nullptr) : Json(label(letter, id));
}

Json actors_of(Store& store, Sql sql, std::int64_t id) {
  Json out = Json::array();
  for (const std::int64_t actor : store.database().ids(sql, id))
    out.push_back(actor_json(store, actor));
  return out;
}

void add_report(Store& store, Json& out, std::int64_t report) {
  Query row = store.database().query(
      "SELECT title, published, url, agency, (SELECT count(*) FROM reports c WHERE c.copy_of = "
      "r.id), coalesce(part_of, 0) FROM reports r WHERE id = ?");
  out["report"] = label('d', report);
  if (!row.bind(report).next()) return;
  out["title"] = text_or_null(row, 0);
  out["headline"] = headline_of(store, report);
  out["story"] = label_or_null('t', row.integer(5));
  out["published"] = text_or_null(row, 1);
  out["url"] = text_or_null(row, 2);
  out["copies"] = row.integer(4);
  out["replaced_by"] = label_or_null('d', versions_beside(store, report).replaced_by);
}

Json salience_of(Store& store, Sql sql, std::int64_t id) {
  Query row = store.database().query(sql);
  return row.bind(id).next() && !row.is_null(0) ? Json(rounded(row.real(0))) : Json(nullptr);
}

}  // namespace casus
