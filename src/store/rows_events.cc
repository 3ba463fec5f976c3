// SPDX-License-Identifier: Apache-2.0
// An event with what all its tellings say of it.
#include <algorithm>
#include <set>

#include "core/text.h"
#include "store/row_parts.h"

namespace casus {

namespace {

/// The parties of a side. Of a meeting or a clash told of by several, everyone who was there.
Json parties_of(Store& store, std::int64_t id, EventType type, bool target) {
  if (!is_mutual(type))
    return actors_of(
        store,
        target ? Sql("SELECT DISTINCT actor FROM parties WHERE event = ?1 AND target = 1")
               : Sql("SELECT DISTINCT actor FROM parties WHERE event = ?1 AND target = 0"),
        id);
  return actors_of(store,
                   target ? Sql("SELECT DISTINCT actor FROM parties WHERE event IN (SELECT id FROM "
                                "events WHERE id = ?1 OR story = ?1) AND target = 1")
                          : Sql("SELECT DISTINCT actor FROM parties WHERE event IN (SELECT id FROM "
                                "events WHERE id = ?1 OR story = ?1) AND target = 0"),
                   id);
}

/// The sentence that a trigger stands in, so that the row can be read by itself; no more than 240
/// bytes of it.
std::string sentence_around(const std::string& text, Span trigger) {
  constexpr std::size_t kMost = 240, kLongestDateline = 60;
  const std::size_t line = text.rfind('\n', trigger.begin);
  std::size_t begin = line == std::string::npos ? 0 : line + 1;
  for (std::size_t stop = text.find(". ", begin); stop != std::string::npos && stop < trigger.begin;
       stop = text.find(". ", begin))
    begin = stop + 2;
  // A dateline ("KESTRIN (Casus Wire) -") is no part of the sentence.
  if (const std::size_t dash = text.find("\xE2\x80\x94 ", begin);
      dash != std::string::npos && dash < begin + kLongestDateline && dash < trigger.begin &&
      is_upper(text[begin + 1]))
    begin = dash + 4;
  std::size_t end =
      std::min({text.find('\n', trigger.end), text.find(". ", trigger.end), begin + kMost});
  end = std::max<std::size_t>(std::min(end, text.size()), trigger.end);
  while (end > begin && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;
  return squeeze(std::string_view(text).substr(begin, end - begin));
}

/// Every figure that is given of it with who gives it, and the reports that tell of it.
void add_tellings(Store& store, Json& out, std::int64_t id, std::int64_t story) {
  Json figures = Json::array(), reports = Json::array();
  Query tellings = store.database().query(
      "SELECT e.id, e.report, q.what, q.value, q.qualifier, q.unit FROM events e LEFT JOIN "
      "quantities q ON q.event = e.id WHERE e.id IN (SELECT ?1 UNION SELECT ?2 UNION SELECT id "
      "FROM events WHERE story = ?2) ORDER BY e.report, e.id");
  std::set<std::int64_t> seen;
  for (tellings.all(id, story); tellings.next();) {
    const std::int64_t report = tellings.integer(1);
    if (seen.insert(report).second) reports.push_back(label('d', report));
    if (tellings.is_null(2)) continue;
    const double value = tellings.real(3);
    const Json figure = {{"what", tellings.text(2)},
                         {"value", value == 0 ? Json(nullptr) : number_json(value)},
                         {"qualifier", text_or_null(tellings, 4)},
                         {"unit", text_or_null(tellings, 5)},
                         {"report", label('d', report)}};
    if (std::find(figures.begin(), figures.end(), figure) == figures.end())
      figures.push_back(figure);
  }
  out["figures"] = figures;
  out["reports"] = reports;
}

/// The statements that tell of it.
Json according_to(Store& store, std::int64_t id) {
  Json out = Json::array();
  for (const std::int64_t statement :
       store.database().ids("SELECT statement FROM according WHERE event = ?", id))
    out.push_back(label('s', statement));
  return out;
}

}  // namespace

Json event_row(Store& store, std::int64_t id) {
  Query row = store.database().query(
      "SELECT e.report, e.type, e.mode, e.date, e.date_to, coalesce(e.place, 0), e.status, e.span, "
      "e.confidence, e.review, sqlar_uncompress(r.text, r.size), coalesce(e.story, e.id) FROM "
      "events e JOIN reports r ON r.id = e.report WHERE e.id = ?");
  if (!row.bind(id).next()) return nullptr;
  const std::string text = row.text(10);
  Json out = {{"id", label('e', id)},
              {"date", date_json(row, 3, 4)},
              {"type", row.text(1)},
              {"mode", text_or_null(row, 2)},
              {"status", row.text(6)}};
  const auto type = row.kind<EventType>(1);
  out["source"] = parties_of(store, id, type, false);
  out["target"] = parties_of(store, id, type, true);
  out["place"] = actor_json(store, row.integer(5));
  auto spans = spans_of(row.text(7));  // the first telling, and the others
  spans.resize(std::min<std::size_t>(spans.size(), 1));
  out["trigger"] = words_of(text, spans);
  if (!spans.empty()) out["text"] = sentence_around(text, spans.front());
  add_tellings(store, out, id, row.integer(11));
  out["according_to"] = according_to(store, id);
  out["confidence"] = rounded(row.real(8));
  out["salience"] = salience_of(store, "SELECT salience FROM events WHERE id = ?", id);
  out["review"] = text_or_null(row, 9);
  add_report(store, out, row.integer(0));
  return out;
}

}  // namespace casus
