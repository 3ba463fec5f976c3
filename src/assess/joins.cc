// SPDX-License-Identifier: Apache-2.0
#include "assess/joins.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/calendar.h"
#include "core/text.h"
#include "store/ties.h"

namespace casus {

namespace {

using IdSet = std::set<std::int64_t>;

bool meet(const IdSet& a, const IdSet& b) {
  return std::any_of(a.begin(), a.end(), [&](std::int64_t id) { return b.count(id) != 0; });
}

std::set<std::string> content_words(std::string_view text) {
  static const std::set<std::string> kEmpty = {"that",  "this",  "with",  "from",  "have", "been",
                                               "will",  "would", "their", "they",  "were", "said",
                                               "than",  "which", "about", "into",  "when", "where",
                                               "there", "also",  "after", "before"};
  std::set<std::string> out;
  const std::string folded = fold(text);
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t begin = at;
    while (at < folded.size() && (is_letter(folded[at]) || is_digit(folded[at])) &&
           static_cast<unsigned char>(folded[at]) < 0x80)
      ++at;
    const std::string word = folded.substr(begin, at - begin);
    if ((word.size() >= 4 || (!word.empty() && is_digit(word[0]))) && kEmpty.count(word) == 0)
      out.insert(word.substr(0, 6));
    if (at == begin) ++at;
  }
  return out;
}

/// The words that begin with a small letter.
std::string without_names(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" -", at), text.size());
    if (end > at && is_lower(text[at])) out += std::string(text.substr(at, end - at)) + " ";
    at = end + 1;
  }
  return out;
}

double dice(const std::set<std::string>& a, const std::set<std::string>& b) {
  if (a.empty() || b.empty()) return 0;
  std::size_t shared = 0;
  for (const std::string& word : a) shared += b.count(word);
  return 2.0 * static_cast<double>(shared) / static_cast<double>(a.size() + b.size());
}

std::string list_of(const IdSet& ids) {
  std::string out;
  for (const std::int64_t id : ids) out += (out.empty() ? "" : ",") + std::to_string(id);
  return "(" + out + ")";
}

/// Makes the joined rows of `table` share the least id of them in `column`.
void unite(Database& database, const std::string& table, const std::string& column, std::int64_t a,
           std::int64_t b) {
  const auto root = [&](std::int64_t id) {
    Query row =
        database.query(fmt::format("SELECT coalesce({}, id) FROM {} WHERE id = ?", column, table));
    return row.bind(id).next() ? row.integer(0) : id;
  };
  const std::int64_t first = root(a), second = root(b);
  if (first == second) return;
  const std::int64_t least = std::min(first, second), other = std::max(first, second);
  database
      .query(fmt::format("UPDATE {0} SET {1} = ?1 WHERE id IN (?2, ?3) OR {1} = ?2", table, column))
      .all(least, other, least)
      .run();
}

IdSet set_of(const std::vector<std::int64_t>& ids) {
  return {ids.begin(), ids.end()};
}

/// The actors named within a span of a report.
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

}  // namespace

double likeness(std::string_view a, std::string_view b) {
  return dice(content_words(a), content_words(b));
}

namespace {

constexpr int kLongestEvent = 3;  // days that one event may take; an attack a day is an event a day

/// True where the story of `event` began on days that meet these: one chain of days is not one
/// event.
bool story_covers(Database& database, std::int64_t event, const std::string& from,
                  const std::string& to) {
  Query first = database.query(
      "SELECT f.date, coalesce(f.date_to, f.date) FROM events e JOIN events f ON f.id = "
      "coalesce(e.story, e.id) WHERE e.id = ?");
  return first.bind(event).next() && first.text(0) <= to && first.text(1) >= from;
}

}  // namespace

void join_events(Store& store, std::int64_t report) {
  Database& database = store.database();
  struct Row {
    std::int64_t id;
    std::string type, from, to;
  };
  std::vector<Row> rows;
  Query own = database.query(
      "SELECT id, type, date, coalesce(date_to, date) FROM events WHERE report = ? AND date IS NOT "
      "NULL AND status <> 'hypothetical'");
  for (own.bind(report); own.next();)
    rows.push_back({own.integer(0), own.text(1), own.text(2), own.text(3)});
  for (const Row& row : rows) {
    const IdSet sources = set_of(database.ids(
                    "SELECT actor FROM parties WHERE event = ? AND target = 0", row.id)),
                targets = set_of(database.ids(
                    "SELECT actor FROM parties WHERE event = ? AND target = 1", row.id));
    const bool mutual = row.type == "CONSULT" || row.type == "ASSAULT" || row.type == "AGREE" ||
                        row.type == "COOPERATE";
    const bool verbal = row.type == "REQUEST" || row.type == "ACCUSE" || row.type == "REJECT" ||
                        row.type == "THREATEN" || row.type == "SUPPORT";
    // A longer stretch tells of a time, not of an event; and who is not named cannot be the same.
    if (shifted(row.from, verbal ? 0 : kLongestEvent) < row.to || sources.empty() ||
        targets.empty())
      continue;
    const auto has = [&](int target, const IdSet& actors) {
      return fmt::format(
          "EXISTS (SELECT 1 FROM parties WHERE event = e.id AND target = {} AND actor IN {})",
          target, list_of(actors));
    };
    std::string shared = "(" + has(0, sources) + " AND " + has(1, targets) + ")";
    if (mutual) shared += " OR (" + has(0, targets) + " AND " + has(1, sources) + ")";
    Query others = database.once(
        "SELECT e.id FROM events e WHERE e.type = ? AND e.date BETWEEN ? AND ? AND "
        "coalesce(e.date_to, e.date) >= ? AND e.id <> ? AND e.status <> 'hypothetical' AND (" +
        shared + ") LIMIT 50");
    others.all(row.type, shifted(row.from, -kLongestEvent), row.to, row.from, row.id);
    std::vector<std::int64_t> same;
    while (others.next()) same.push_back(others.integer(0));
    for (const std::int64_t other : same) {
      if (story_covers(database, other, row.from, row.to))
        unite(database, "events", "story", row.id, other);
    }
  }
}

namespace {

constexpr int kClaimDays = 45;  // two tellings of one claim are no further apart

/// True where one of two actors speaks for the other: nobody contests himself.
bool one_voice(Store& store, std::int64_t a, std::int64_t b) {
  const auto speaks = [&](std::int64_t who, std::int64_t whom) {
    const auto bodies = speaks_for(store, who);
    return std::find(bodies.begin(), bodies.end(), whom) != bodies.end();
  };
  return speaks(a, b) || speaks(b, a);
}

/// Marks the first claim of a matter where one says so and another, for whom the first does not
/// speak, denies it.
void mark_disputed(Store& store, std::int64_t claim) {
  Database& database = store.database();
  Query root = database.query("SELECT coalesce(matter, id) FROM claims WHERE id = ?");
  if (!root.bind(claim).next()) return;
  const std::int64_t first = root.integer(0);
  IdSet sides[2];
  Query said = database.query(
      "SELECT s.actor, s.denies <> m.negated FROM claims m JOIN claim_sides s ON s.claim = m.id "
      "WHERE m.id = ?1 OR m.matter = ?1");
  for (said.bind(first); said.next();) sides[said.integer(1)].insert(said.integer(0));
  const auto contested = [&](std::int64_t a) {
    return std::any_of(sides[1].begin(), sides[1].end(),
                       [&](std::int64_t b) { return !one_voice(store, a, b); });
  };
  const bool disputed = std::any_of(sides[0].begin(), sides[0].end(), contested);
  database.query("UPDATE claims SET disputed = ? WHERE id = ?")
      .all(std::int64_t{disputed}, first)
      .run();
}

/// The numbers of a text; two claims whose numbers differ are two claims.
std::set<std::string> figures_of(std::string_view text) {
  std::set<std::string> out;
  for (const std::string& word : content_words(text)) {
    if (is_digit(word[0])) out.insert(word);
  }
  return out;
}

}  // namespace

void join_claims(Store& store, std::int64_t report) {
  Database& database = store.database();
  struct Own {
    std::int64_t id;
    std::string words, spans, date;
  };
  std::vector<Own> own;
  Query claims =
      database.query("SELECT id, text, spans, coalesce(date, '') FROM claims WHERE report = ?");
  for (claims.bind(report); claims.next();)
    own.push_back({claims.integer(0), claims.text(1), claims.text(2), claims.text(3)});
  for (const Own& claim : own) {
    const auto terms = content_words(claim.words);
    if (terms.size() < 3) {
      mark_disputed(store, claim.id);
      continue;
    }
    // The same claim again is made by, or speaks of, one who makes or is spoken of here.
    IdSet sides = named_within(database, report, spans_of(claim.spans));
    sides.merge(set_of(database.ids("SELECT actor FROM claim_sides WHERE claim = ?", claim.id)));
    for (const std::int64_t side : sides)
      database.query("INSERT OR IGNORE INTO claim_actors VALUES (?,?)").all(side, claim.id).run();
    std::vector<std::int64_t> same;
    for (const std::int64_t side : sides) {
      for (const std::int64_t voice : voices_of(store, side)) {
        Query near = database.query(
            "SELECT c.id, c.text, coalesce(c.date, '') FROM claim_actors s JOIN claims c ON c.id = "
            "s.claim WHERE s.actor = ? AND c.id <> ? ORDER BY s.claim DESC LIMIT 60");
        for (near.all(voice, claim.id); near.next();) {
          const std::string date = near.text(2);
          if (!date.empty() && !claim.date.empty() &&
              (date < shifted(claim.date, -kClaimDays) || date > shifted(claim.date, kClaimDays)))
            continue;
          if (dice(terms, content_words(near.text(1))) >= 0.6 &&
              figures_of(claim.words) == figures_of(near.text(1)))
            same.push_back(near.integer(0));
        }
      }
    }
    for (const std::int64_t other : same) unite(database, "claims", "matter", claim.id, other);
    mark_disputed(store, claim.id);
  }
}

namespace {

constexpr const char* kAnswerable = "c.kind IN ('appeal', 'demand', 'expectation')";
constexpr const char* kAnswering = "s.act IN ('reject', 'deny', 'promise', 'support', 'concede')";

/// An appeal or the like that can be answered.
struct Asked {
  std::int64_t id = 0, from = 0;
  std::string kind, date, text;
};

/// A saying that may answer one.
struct Saying {
  std::int64_t id = 0, report = 0;
  std::string act, date, words;
  IdSet about;  // those named in it or spoken to, and those who speak for them
};

Saying saying_of(Store& store, const Query& row) {
  Database& database = store.database();
  Saying out{row.integer(0), row.integer(1), row.text(2), row.text(3), {}, {}};
  const std::vector<Span> content = spans_of(row.text(4));
  out.words = words_of(row.text(5), content);
  IdSet named = named_within(database, out.report, content);
  named.merge(set_of(database.ids("SELECT actor FROM addressees WHERE statement = ?", out.id)));
  for (const std::int64_t actor : named) {
    for (const std::int64_t voice : voices_of(store, actor)) out.about.insert(voice);
  }
  return out;
}

constexpr const char* kSaying =
    "SELECT s.id, s.report, s.act, s.date, s.content, sqlar_uncompress(r.text, r.size), s.speaker "
    "FROM statements s JOIN reports r ON r.id = s.report WHERE ";

void answer(Database& database, const Asked& asked, const Saying& saying) {
  if (saying.about.count(asked.from) == 0) return;
  static const std::map<std::string, std::vector<std::string>> kKinds = {
      {"appeal", {"appeal", "request", "call", "proposal", "plea", "offer"}},
      {"demand", {"demand", "ultimatum", "request", "call"}}};
  const std::string folded = fold(saying.words);
  const auto kinds = kKinds.find(asked.kind);
  const bool by_kind =
      kinds != kKinds.end() &&
      std::any_of(kinds->second.begin(), kinds->second.end(), [&](const std::string& kind) {
        return contains_word(folded, kind) || contains_word(folded, kind + "s");
      });
  // Names are shared by all that is said in a dispute; words that name the asking need less in
  // common with what was asked.
  if (dice(content_words(without_names(asked.text)), content_words(without_names(saying.words))) <
      (by_kind ? 0.15 : 0.35))
    return;
  const bool refuses = saying.act == "reject" || saying.act == "deny";
  database.query("INSERT OR IGNORE INTO answers VALUES (?,?,?,?)")
      .all(asked.id, saying.id, refuses ? "rejected" : "accepted")
      .bind_or_null(saying.date)
      .run();
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

void unite_same(Store& store, const Asked& asked, const IdSet& to) {
  Database& database = store.database();
  std::vector<std::int64_t> same;
  IdSet askers;
  for (const std::int64_t body : speaks_for(store, asked.from))
    askers.merge(set_of(voices_of(store, body)));
  for (const std::int64_t asker : askers) {
    Query others = database.query(
        "SELECT c.id, c.text FROM commitments c WHERE c.from_actor = ? AND c.id <> ? AND c.kind = "
        "? ORDER BY c.id DESC LIMIT 200");
    for (others.all(asker, asked.id, asked.kind); others.next();) {
      if (likeness(asked.text, others.text(1)) < 0.4) continue;
      const IdSet theirs = set_of(
          database.ids("SELECT actor FROM commitment_to WHERE commitment = ?", others.integer(0)));
      if (meet(to, theirs) || (to.empty() && theirs.empty())) same.push_back(others.integer(0));
    }
  }
  for (const std::int64_t other : same) unite(database, "commitments", "matter", asked.id, other);
}

}  // namespace

void join_commitments(Store& store, std::int64_t report) {
  Database& database = store.database();
  struct Own {
    Asked asked;
    IdSet to;
  };
  std::vector<Own> own;
  Query rows = database.query(
      fmt::format("SELECT c.id, c.from_actor, coalesce(c.date, ''), c.text, c.kind FROM "
                  "commitments c WHERE c.report = ? AND c.from_actor IS NOT NULL AND {}",
                  kAnswerable));
  for (rows.bind(report); rows.next();)
    own.push_back(
        {{rows.integer(0), rows.integer(1), rows.text(4), rows.text(2), rows.text(3)}, {}});
  for (Own& one : own) {
    one.to =
        set_of(database.ids("SELECT actor FROM commitment_to WHERE commitment = ?", one.asked.id));
    unite_same(store, one.asked, one.to);
    // Answers of reports that were added before this one although they came later.
    for (const std::int64_t body : one.to) {
      for (const std::int64_t voice : answerers_for(store, body, one.asked.date)) {
        std::vector<Saying> sayings;
        Query later =
            database.query(fmt::format("{}s.speaker = ? AND s.date BETWEEN ? AND ? AND s.report <> "
                                       "? AND {} ORDER BY s.date LIMIT 100",
                                       kSaying, kAnswering));
        for (later.all(voice, one.asked.date, shifted(one.asked.date, kAnswerDays), report);
             later.next();)
          sayings.push_back(saying_of(store, later));
        for (const Saying& saying : sayings) answer(database, one.asked, saying);
      }
    }
  }
  // What this report's refusals and promises answer of what was asked before.
  std::vector<std::pair<Saying, std::int64_t>> sayings;
  Query said = database.query(
      fmt::format("{}s.report = ? AND s.speaker IS NOT NULL AND s.date IS NOT NULL AND {}", kSaying,
                  kAnswering));
  for (said.bind(report); said.next();)
    sayings.emplace_back(saying_of(store, said), said.integer(6));
  for (const auto& [saying, speaker] : sayings) {
    for (const std::int64_t body : answers_for(store, speaker, saying.date)) {
      std::vector<Asked> before;
      for (const std::int64_t asker : saying.about) {
        Query asked = database.query(
            fmt::format("SELECT c.id, c.from_actor, c.date, c.text, c.kind FROM commitments c "
                        "INDEXED BY commitments_from_date CROSS JOIN commitment_to t ON "
                        "t.commitment = c.id WHERE c.from_actor = ? AND t.actor = ? AND c.date "
                        "BETWEEN ? AND ? AND c.report <> ? AND {} LIMIT 200",
                        kAnswerable));
        for (asked.all(asker, body, shifted(saying.date, -kAnswerDays), saying.date, report);
             asked.next();)
          before.push_back(
              {asked.integer(0), asked.integer(1), asked.text(4), asked.text(2), asked.text(3)});
      }
      for (const Asked& asked : before) answer(database, asked, saying);
    }
  }
}

}  // namespace casus
