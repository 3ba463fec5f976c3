// SPDX-License-Identifier: Apache-2.0
#include "assess/joining.h"

#include <algorithm>

#include "core/calendar.h"

namespace casus {

bool meet(const IdSet& a, const IdSet& b) {
  return std::any_of(a.begin(), a.end(), [&](std::int64_t id) { return b.count(id) != 0; });
}

void unite(Database& database, const Joined& rows, std::int64_t a, std::int64_t b) {
  const auto root = [&](std::int64_t id) {
    Query row = database.query(rows.first);
    return row.bind(id).next() ? row.integer(0) : id;
  };
  const std::int64_t first = root(a), second = root(b);
  if (first == second) return;
  const std::int64_t least = std::min(first, second), other = std::max(first, second);
  database.query(rows.share).all(least, other, least).run();
}

void note_change(Database& database, const std::string& item, std::string_view what,
                 const std::string& cause) {
  database.query("INSERT INTO changes(item, what, cause, at) SELECT ?, ?, ?, ? WHERE changes() > 0")
      .all(item, what, cause, utc_now())
      .run();
}

IdSet named_within(Database& database, std::int64_t report, const std::vector<Span>& spans) {
  IdSet out;
  Query rows = database.query("SELECT actor, spans FROM mentions WHERE report = ?");
  for (rows.bind(report); rows.next();) {
    const std::vector<Span> mentions = spans_of(rows.text(1));
    const auto inside = [&](Span mention) {
      return std::any_of(spans.begin(), spans.end(),
                         [&](Span span) { return span.contains(mention); });
    };
    if (std::any_of(mentions.begin(), mentions.end(), inside)) out.insert(rows.integer(0));
  }
  return out;
}

}  // namespace casus
