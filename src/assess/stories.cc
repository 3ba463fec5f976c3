// SPDX-License-Identifier: Apache-2.0
#include "assess/stories.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "core/calendar.h"
#include "core/hashing.h"
#include "core/text.h"

namespace casus {

namespace {

// Set by reading what they join in the pool (docs/benchmarks.md).
constexpr std::size_t kLead = 2500;        // bytes: what a report is about stands at its beginning
constexpr std::size_t kSigns = 24;         // words and names that tell a report from others
constexpr int kApart = 21;                 // days between two reports of one story
constexpr double kAlike = 0.20;            // cosine; of two reports with days
constexpr double kAlikeUndated = 0.32;     // of others: nothing tells that they are of one time
constexpr std::size_t kCompared = 4;       // of a story so many, the likest, are to be alike
constexpr std::size_t kNewest = 60;        // reports a sign leads to
constexpr std::int64_t kNameReports = 20;  // newest of a story, that name it

/// Reports, the number of them, have a row of their own beside those of the signs.
constexpr std::int64_t kAllReports = 0;

using Signs = std::unordered_map<std::int64_t, double>;

struct Word {
  double count = 0, capital = 0;
  bool state = false;
};

/// A word, or its other endings, by the hash of its first seven letters.
std::int64_t sign_of(std::string_view folded) {
  return static_cast<std::int64_t>(hash_of(folded.substr(0, 7), 5) >> 1);
}

bool tells_little(std::string_view word) {
  static const std::set<std::string, std::less<>> kLittle = {
      "that",     "this",    "with",      "from",     "have",   "been",     "will",    "would",
      "their",    "they",    "were",      "said",     "than",   "which",    "about",   "into",
      "when",     "where",   "there",     "also",     "after",  "before",   "more",    "over",
      "some",     "other",   "what",      "them",     "then",   "could",    "should",  "because",
      "while",    "being",   "under",     "only",     "most",   "such",     "even",    "like",
      "says",     "very",    "just",      "since",    "these",  "those",    "through", "against",
      "between",  "during",  "still",     "many",     "much",   "made",     "make",    "year",
      "years",    "time",    "people",    "told",     "last",   "week",     "month",   "first",
      "monday",   "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",  "according",
      "including"};
  return kLittle.count(word) != 0;
}

/// The words of four letters and more and the short forms in capitals ("UN"), each by the hash of
/// its first seven letters.
std::map<std::int64_t, Word> words_of_lead(const Knowledge& knowledge, std::string_view text) {
  std::map<std::int64_t, Word> out;
  text = text.substr(0, kLead);
  const auto part = [&](std::size_t at) {
    return is_letter(text[at]) || static_cast<unsigned char>(text[at]) >= 0xC3;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() &&
           (part(at) || (at > begin && static_cast<unsigned char>(text[at]) >= 0x80)))
      ++at;
    if (at == begin) {
      ++at;
      continue;
    }
    const std::string_view word = text.substr(begin, at - begin);
    const std::string folded = fold(word);
    const bool short_form = word.size() >= 2 && std::all_of(word.begin(), word.end(), is_upper);
    if ((folded.size() < 4 && !short_form) || tells_little(folded)) continue;
    Word& known = out[sign_of(folded)];
    ++known.count;
    if (!is_upper(word.front())) continue;
    ++known.capital;
    const KnownActor* actor = known.state ? nullptr : knowledge.named(word);
    known.state |= actor != nullptr && actor->type == ActorType::State;
  }
  return out;
}

/// What tells a report from the others of the record, as a vector of length 1; counts its words.
Signs signs_of(Store& store, std::string_view text) {
  Database& database = store.database();
  const auto words = words_of_lead(store.knowledge(), text);
  const auto count = [&](std::int64_t sign) {
    database.query("INSERT INTO sign_counts VALUES (?, 1) ON CONFLICT DO UPDATE SET n = n + 1")
        .bind(sign)
        .run();
    Query row = database.query("SELECT n FROM sign_counts WHERE sign = ?");
    return row.bind(sign).next() ? static_cast<double>(row.integer(0)) : 1.0;
  };
  // Twenty reports nobody has, so that the first of a record are weighed too.
  const double reports = count(kAllReports) + 20;
  std::vector<std::pair<double, std::int64_t>> weighed;
  for (const auto& [sign, word] : words) {
    // Names tell more than words; of a state speaks every paper of that state every day.
    const double kind = word.state ? 0.4 : 2 * word.capital >= word.count ? 1.0 : 0.5;
    weighed.emplace_back(kind * (1 + std::log(word.count)) * std::log(reports / (count(sign) + 1)),
                         sign);
  }
  std::sort(weighed.begin(), weighed.end(), std::greater<>());
  if (weighed.size() > kSigns) weighed.resize(kSigns);
  double length = 0;
  for (const auto& [weight, sign] : weighed) length += weight * weight;
  Signs out;
  for (const auto& [weight, sign] : weighed) {
    if (weight > 0) out[sign] = weight / std::sqrt(length);
  }
  return out;
}

struct Near {
  std::int64_t report = 0, story = 0;
  double over = 0;  // how much more alike than it need be
};

/// The reports that are alike, as far apart in days as those of a story may be.
std::vector<Near> alike(Database& database, const Signs& signs, std::int64_t report,
                        const std::string& day) {
  std::map<std::int64_t, double> likeness;
  for (const auto& [sign, weight] : signs) {
    Query rows = database.query(
        "SELECT report, weight FROM signs WHERE sign = ? AND report <> ? ORDER BY report DESC "
        "LIMIT ?");
    for (rows.all(sign, report, static_cast<std::int64_t>(kNewest)); rows.next();)
      likeness[rows.integer(0)] += weight * rows.real(1);
  }
  std::vector<Near> out;
  for (const auto& [other, cosine] : likeness) {
    if (cosine < kAlike) continue;
    Query row = database.query(
        "SELECT coalesce(published, ''), coalesce(part_of, 0) FROM reports WHERE id = ?");
    if (!row.bind(other).next()) continue;
    const std::string theirs = row.text(0);
    const bool dated = !day.empty() && !theirs.empty();
    if (dated && (theirs < shifted(day, -kApart) || theirs > shifted(day, kApart))) continue;
    out.push_back({other, row.integer(1), cosine - (dated ? kAlike : kAlikeUndated)});
  }
  return out;
}

/// The story, or the report without one, that is likest; nothing where none is like enough.
std::optional<Near> likest(Database& database, const std::vector<Near>& near) {
  std::map<std::int64_t, std::vector<double>> stories;
  std::optional<Near> best;
  const auto offer = [&](const Near& one) {
    if (one.over >= 0 && (!best || one.over > best->over)) best = one;
  };
  for (const Near& one : near) one.story == 0 ? offer(one) : stories[one.story].push_back(one.over);
  for (auto& [story, over] : stories) {
    Query row = database.query("SELECT reports FROM stories WHERE id = ?");
    const std::size_t wanted =
        row.bind(story).next()
            ? std::min(kCompared,
                       static_cast<std::size_t>(std::max<std::int64_t>(1, row.integer(0))))
            : kCompared;
    if (over.size() < std::min<std::size_t>(wanted, 2)) continue;
    std::sort(over.begin(), over.end(), std::greater<>());
    over.resize(std::min(over.size(), wanted));
    double sum = 0;
    for (const double one : over) sum += one;
    offer({0, story, sum / static_cast<double>(over.size())});
  }
  return best;
}

/// The names that most of a story's reports share and few others have, and what happened in them:
/// "Afrin, Turkey: offensive".
std::string name_of(Store& store, std::int64_t story) {
  Database& database = store.database();
  const std::string newest = fmt::format(
      "(SELECT id FROM reports WHERE part_of = ?1 ORDER BY id DESC LIMIT {})", kNameReports);
  std::vector<std::pair<double, std::string>> names;
  Query all = database.query("SELECT n FROM sign_counts WHERE sign = 0");
  const double reports = all.next() ? all.real(0) + 20 : 20;
  Query rows = database.query(
      "SELECT a.name, a.reports, count(*), sum(1 + length(m.spans) - length(replace(m.spans, ',', "
      "''))) FROM mentions m JOIN actors a ON a.id = m.actor WHERE m.report IN " +
      newest + " AND a.described = 0 AND a.merged_into IS NULL GROUP BY a.id");
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
      "r.id = e.report WHERE e.report IN " +
      newest + " AND e.confidence >= 0.4");
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
  const auto found = likest(database, alike(database, signs, report, day));
  for (const auto& [sign, weight] : signs)
    database.query("INSERT INTO signs VALUES (?,?,?)").all(sign, report, weight).run();
  if (!found) return 0;
  std::int64_t story = found->story;
  const auto put = [&](std::int64_t one) {
    database.query("UPDATE reports SET part_of = ? WHERE id = ?").all(story, one).run();
  };
  if (story == 0) {
    database.query("INSERT INTO stories(name, reports) VALUES ('', 2)").run();
    story = database.last_id();
    put(found->report);
  }
  put(report);
  database.query("UPDATE stories SET name = ? WHERE id = ?")
      .all(name_of(store, story), story)
      .run();
  return story;
}

}  // namespace casus
