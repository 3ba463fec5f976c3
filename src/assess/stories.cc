// SPDX-License-Identifier: Apache-2.0
#include "assess/stories.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "assess/story_signs.h"
#include "core/calendar.h"
#include "core/text.h"
#include "store/versions.h"

namespace casus {

namespace {

/// Reports, the number of them, have a row of their own beside those of the signs.
constexpr std::int64_t kAllReports = 0;

/// What tells a report from the others of the record; counts its words.
Signs signs_of(Store& store, std::string_view text) {
  Database& database = store.database();
  const auto count = [&](std::int64_t sign) {
    database.query("INSERT INTO sign_counts VALUES (?, 1) ON CONFLICT DO UPDATE SET n = n + 1")
        .bind(sign)
        .run();
    Query row = database.query("SELECT n FROM sign_counts WHERE sign = ?");
    return row.bind(sign).next() ? static_cast<double>(row.integer(0)) : 1.0;
  };
  const double reports = count(kAllReports);
  std::vector<CountedWord> words;
  for (const auto& [sign, word] : words_of_lead(store.knowledge(), text))
    words.push_back({sign, word, count(sign)});
  return weighed_signs(words, reports);
}

/// The reports that are alike and no versions of this one, as far apart in days as those of a story
/// may be.
std::vector<NearReport> alike(Database& database, const Signs& signs,
                              const std::vector<std::int64_t>& versions, std::int64_t report,
                              const std::string& day) {
  std::map<std::int64_t, double> likeness;
  for (const auto& [sign, weight] : signs) {
    Query rows = database.query(
        "SELECT report, weight FROM signs WHERE sign = ? AND report <> ? ORDER BY report DESC "
        "LIMIT ?");
    for (rows.all(sign, report, static_cast<std::int64_t>(kSignReports)); rows.next();)
      likeness[rows.integer(0)] += weight * rows.real(1);
  }
  std::vector<NearReport> out;
  for (const auto& [other, cosine] : likeness) {
    if (cosine < kAlike || std::find(versions.begin(), versions.end(), other) != versions.end())
      continue;
    Query row = database.query(
        "SELECT coalesce(published, ''), coalesce(part_of, 0) FROM reports WHERE id = ?");
    if (!row.bind(other).next()) continue;
    const std::string theirs = row.text(0);
    const bool dated = !day.empty() && !theirs.empty();
    if (dated && (theirs < shifted(day, -kStoryDays) || theirs > shifted(day, kStoryDays)))
      continue;
    out.push_back({other, row.integer(1), cosine - (dated ? kAlike : kAlikeUndated)});
  }
  return out;
}

std::int64_t reports_of(Database& database, std::int64_t story) {
  Query row = database.query("SELECT reports FROM stories WHERE id = ?");
  return row.bind(story).next() ? row.integer(0) : 0;
}

/// The story that one of these reports is in; 0 where none is.
std::int64_t story_of(Database& database, const std::vector<std::int64_t>& reports) {
  for (const std::int64_t report : reports) {
    Query row = database.query("SELECT coalesce(part_of, 0) FROM reports WHERE id = ?");
    if (row.bind(report).next() && row.integer(0) != 0) return row.integer(0);
  }
  return 0;
}

/// The names that most of a story's newest reports share and few others have, and what happened in
/// them: "Afrin, Turkey: offensive".
std::string name_of(Store& store, std::int64_t story) {
  Database& database = store.database();
  std::vector<std::pair<double, std::string>> names;
  Query all = database.query("SELECT n FROM sign_counts WHERE sign = 0");
  const double reports = all.next() ? all.real(0) + 20 : 20;
  Query rows = database.query(
      "SELECT a.name, a.reports, count(*), sum(1 + length(m.spans) - length(replace(m.spans, ',', "
      "''))) FROM mentions m JOIN actors a ON a.id = m.actor WHERE m.report IN (SELECT id FROM "
      "reports WHERE part_of = ?1 ORDER BY id DESC LIMIT 20) AND a.described = 0 AND a.merged_into "
      "IS NULL GROUP BY a.id");
  for (rows.bind(story); rows.next();) {
    if (rows.integer(2) < 2) continue;
    names.emplace_back(
        rows.real(2) * std::sqrt(rows.real(3)) * std::log(reports / (rows.real(1) + 1)),
        rows.text(0));
  }
  std::sort(names.begin(), names.end(), std::greater<>());
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < 3; ++i)
    out += (out.empty() ? "" : ", ") + names[i].second;
  // The word for what happened.
  std::map<std::string, std::set<std::int64_t>> words;
  std::set<std::int64_t> told;
  Query triggers = database.query(
      "SELECT e.span, e.report, sqlar_uncompress(r.text, r.size) FROM events e JOIN reports r ON "
      "r.id = e.report WHERE e.report IN (SELECT id FROM reports WHERE part_of = ?1 ORDER BY id "
      "DESC LIMIT 20) AND e.confidence >= 0.4");
  for (triggers.bind(story); triggers.next();) {
    auto spans = spans_of(triggers.text(0));
    told.insert(triggers.integer(1));
    if (spans.empty()) continue;
    spans.resize(1);
    const std::string word = lower(words_of(triggers.text(2), spans));
    if (word.size() > 3 && word.find(' ') == std::string::npos)
      words[word].insert(triggers.integer(1));
  }
  // Of the words that half of them have, the one that fewest others do.
  const std::size_t half = std::max<std::size_t>(2, (told.size() + 1) / 2);
  std::pair<double, std::string> most;
  for (const auto& [word, in] : words) {
    Query others = database.query("SELECT n FROM sign_counts WHERE sign = ?");
    const double n = others.bind(sign_of(word)).next() ? others.real(0) : 0;
    const double weight = static_cast<double>(in.size()) * std::log(reports / (n + 1));
    if (in.size() >= half) most = std::max(most, {weight, word});
  }
  if (!most.second.empty()) out += (out.empty() ? "" : ": ") + most.second;
  return out;
}

}  // namespace

std::int64_t join_story(Store& store, std::int64_t report) {
  Database& database = store.database();
  Query row = database.query(
      "SELECT coalesce(title, '') || ' ' || sqlar_uncompress(text, size), coalesce(published, ''), "
      "EXISTS (SELECT 1 FROM signs WHERE report = ?1) FROM reports WHERE id = ?1");
  if (!row.bind(report).next() || row.integer(2) != 0) return 0;
  const std::string text = row.text(0), day = row.text(1);
  const Signs signs = signs_of(store, text);
  const auto versions = versions_of(store, report);
  const auto found = likest(alike(database, signs, versions, report, day),
                            [&](std::int64_t story) { return reports_of(database, story); });
  for (const auto& [sign, weight] : signs)
    database.query("INSERT INTO signs VALUES (?,?,?)").all(sign, report, weight).run();
  std::int64_t story = story_of(database, versions);
  if (story == 0 && !found) return 0;
  const auto put = [&](const std::vector<std::int64_t>& reports) {
    for (const std::int64_t one : reports)
      database.query("UPDATE reports SET part_of = ? WHERE id = ?").all(story, one).run();
  };
  if (story == 0) story = found->story;
  if (story == 0) {
    database.query("INSERT INTO stories(name, reports) VALUES ('', 2)").run();
    story = database.last_id();
    put(versions_of(store, found->report));
  }
  put(versions);
  name_story(store, story);
  return story;
}

void name_story(Store& store, std::int64_t story) {
  store.database()
      .query("UPDATE stories SET name = ? WHERE id = ?")
      .all(name_of(store, story), story)
      .run();
}

std::int64_t leave_story(Store& store, std::int64_t report) {
  Database& database = store.database();
  std::string text;
  std::int64_t story = 0;
  {
    Query row = database.query(
        "SELECT coalesce(title, '') || ' ' || sqlar_uncompress(text, size), coalesce(part_of, 0), "
        "EXISTS (SELECT 1 FROM signs WHERE report = ?1) FROM reports WHERE id = ?1");
    if (!row.bind(report).next() || row.integer(2) == 0) return 0;
    text = row.text(0), story = row.integer(1);
  }
  const auto forget = [&](std::int64_t sign) {
    database.query("UPDATE sign_counts SET n = n - 1 WHERE sign = ?").bind(sign).run();
    database.query("DELETE FROM sign_counts WHERE sign = ? AND n <= 0").bind(sign).run();
  };
  forget(kAllReports);
  for (const auto& [sign, word] : words_of_lead(store.knowledge(), text)) forget(sign);
  database.query("DELETE FROM signs WHERE report = ?").bind(report).run();
  database.query("UPDATE reports SET part_of = NULL WHERE id = ?").bind(report).run();
  if (story == 0) return 0;
  Query left = database.query(
      "SELECT count(DISTINCT coalesce(version_of, id)) FROM reports WHERE part_of = ?");
  if (left.bind(story).next() && left.integer(0) > 1) return story;
  database.query("UPDATE reports SET part_of = NULL WHERE part_of = ?").bind(story).run();
  database.query("DELETE FROM stories WHERE id = ?").bind(story).run();
  return 0;
}

}  // namespace casus
