// SPDX-License-Identifier: Apache-2.0
#include "store/question.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <variant>

#include "core/calendar.h"
#include "core/text.h"
#include "core/utf8.h"
#include "store/fields.h"
#include "store/rows.h"
#include "store/ties.h"

namespace casus {

namespace {

/// Of a word that stands in more items than this, the newest are looked at.
constexpr std::size_t kMostMatches = 20000;

/// Words that ask for each other in --about.
constexpr std::string_view kAlike[] = {
    "help helping assistance assist aid support",
    "attack strike assault offensive shelling",
    "talks negotiations negotiate dialogue meeting",
    "war conflict fighting hostilities",
    "agreement deal accord treaty pact",
    "sanctions sanction embargo restrictions",
    "troops soldiers forces military army",
    "withdraw withdrawal pullout retreat",
    "ceasefire truce armistice",
    "border frontier",
    "prisoners captives hostages detainees",
    "elections election vote poll",
    "mediation mediator mediate intermediary",
    "membership member join accession quitting quit leave",
};

/// The words of a text as full text keeps them: letters, digits and their accents, of any script.
/// Nothing else reaches it, so that no text is an error.
std::vector<std::string> words_in(std::string_view given) {
  std::size_t repaired = 0;
  const std::string text = repair_utf8(given, repaired);
  std::vector<std::string> out;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const auto c = static_cast<UChar32>(next_code_point(text, at));
    const bool part =
        c < 0x80
            ? is_letter(static_cast<char>(c)) || is_digit(static_cast<char>(c))
            : (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK | U_GC_CO_MASK)) != 0;
    if (part && !inside) out.emplace_back();
    if (part) out.back().append(text, begin, at - begin);
    inside = part;
  }
  return out;
}

/// Parts of a text, each of one word or more that belong together ("cease-fire", "U.S.").
std::vector<std::string> parts_in(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() &&
           (is_letter(text[at]) || is_digit(text[at]) || text[at] == '.' || text[at] == '-'))
      ++at;
    if (at == begin)
      ++at;
    else if (!words_in(text.substr(begin, at - begin)).empty())
      out.emplace_back(text.substr(begin, at - begin));
  }
  return out;
}

std::string in_marks(std::string_view word) {
  std::string out = "\"";
  for (const char c : word) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::vector<std::string> alternatives(std::string_view list) {
  std::vector<std::string> out;
  for (const std::string_view one : split(list, ',')) {
    if (!one.empty()) out.emplace_back(one);
  }
  return out;
}

/// Conditions of a WHERE and the values they hold.
class Conditions {
 public:
  using Value = std::variant<std::int64_t, double, std::string>;
  void add(std::string condition, std::vector<Value> values = {}) {
    parts_.push_back(std::move(condition));
    values_.insert(values_.end(), values.begin(), values.end());
  }
  void among(const std::string& column, const std::string& list) {
    const auto names = alternatives(list);
    if (names.empty()) return;
    std::vector<Value> values;
    std::string marks;
    for (const std::string& name : names)
      marks += marks.empty() ? "?" : ",?", values.emplace_back(name);
    add(fmt::format("{} IN ({})", column, marks), values);
  }
  std::string where() const { return parts_.empty() ? "1" : joined(parts_, " AND "); }
  void bind(Query& query) const {
    for (const Value& value : values_) std::visit([&](const auto& v) { query.bind(v); }, value);
  }

 private:
  std::vector<std::string> parts_;
  std::vector<Value> values_;
};

class Asker {
 public:
  /// `question` is settled; with `use`, every row goes there and none into the answer.
  Asker(Store& store, const Question& question, const std::function<void(Json&&)>* use)
      : store_(store),
        q_(question),
        use_(use),
        as_of_(question.as_of.empty() ? utc_today() : question.as_of) {}

  Result<std::vector<std::int64_t>> ids() {
    only_ids_ = true;
    CASUS_TRY([[maybe_unused]] const Answer none, answer());
    return std::move(ids_);
  }

  Result<Answer> answer() {
    if (q_.kind == "statements")
      statements();
    else if (q_.kind == "events")
      events();
    else if (q_.kind == "claims")
      claims();
    else if (q_.kind == "commitments")
      commitments();
    else if (q_.kind == "relations")
      relations();
    else if (q_.kind == "actors")
      actors();
    else if (q_.kind == "stories")
      stories();
    else
      reports();
    // A damaged record finds no names: that comes before what was not found.
    if (auto error = store_.database().take_error()) return *error;
    if (problem_) return *problem_;
    return std::move(answer_);
  }

 private:
  using Ids = std::vector<std::int64_t>;

  std::string name_of(std::int64_t actor) {
    Query row = store_.database().query("SELECT name FROM actors WHERE id = ?");
    return row.bind(actor).next() ? row.text(0) : std::string();
  }

  /// The actor a name means; says so where the name is another's.
  std::optional<std::int64_t> resolve(const std::string& name) {
    const Ids found = actors_named(store_, name);
    if (found.empty()) {
      problem_ =
          Error{Errc::NotFound, fmt::format("C0408 nobody in the record is called '{}'; `casus "
                                            "actors --text {}` looks for parts of names",
                                            name, in_marks(name))};
      return std::nullopt;
    }
    const std::string full = name_of(found.front());
    if (fold(full) != fold(name))
      answer_.notes.push_back(fmt::format("{} is taken to mean {}", name, full));
    return found.front();
  }

  /// Those who speak for a named one, or for any of several: it, and its officials.
  std::optional<std::string> voices(const std::string& name) {
    const auto several = alternatives(name);
    if (several.size() > 1 && actors_named(store_, name).empty()) {
      Ids all;
      for (const std::string& one : several) {
        const auto actor = resolve(one);
        if (!actor) return std::nullopt;
        const Ids own = voices_of(store_, *actor);
        all.insert(all.end(), own.begin(), own.end());
      }
      return list_of(all);
    }
    const auto actor = resolve(name);
    return actor ? std::optional(list_of(voices_of(store_, *actor))) : std::nullopt;
  }

  /// A full-text question for what --about says: the actors it names, by any of their names, and
  /// any of its other words.
  std::string about_words() {
    std::vector<std::string> others, named;
    const auto words = parts_in(q_.about);
    for (std::size_t i = 0; i < words.size();) {
      std::size_t used = 0;
      for (std::size_t n = std::min<std::size_t>(5, words.size() - i); n > 0 && used == 0; --n) {
        const std::string name = joined({words.begin() + static_cast<std::ptrdiff_t>(i),
                                         words.begin() + static_cast<std::ptrdiff_t>(i + n)},
                                        " ");
        const bool capital = std::any_of(name.begin(), name.end(), is_upper) || words.size() == 1;
        const Ids found = capital ? actors_named(store_, name) : Ids{};
        if (found.empty()) continue;
        std::vector<std::string> names;
        Query rows =
            store_.database().query("SELECT folded FROM actor_names WHERE actor = ? LIMIT 30");
        for (rows.bind(found.front()); rows.next();) names.push_back(term(rows.text(0)));
        if (const KnownActor* known = known_actor(store_, found.front())) {
          for (const std::string& other : store_.knowledge().names_of(*known))
            names.push_back(term(other));
        }
        named.push_back("(" + joined(names, " OR ") + ")");
        used = n;
      }
      if (used == 0) {
        const std::string word = lower(joined(words_in(words[i]), " "));
        static const std::string kSkip =
            " a an the of for to in on with and or by from about at its his her their that what ";
        if (kSkip.find(" " + word + " ") == std::string::npos) {
          std::vector<std::string> alike{term(word)};
          for (const std::string_view row : kAlike) {
            if (!contains_word(row, word)) continue;
            for (const std::string& other : words_in(row)) alike.push_back(term(other));
          }
          others.push_back(joined(alike, " OR "));
        }
        used = 1;
      }
      i += used;
    }
    std::string out = joined(named, " AND ");
    if (!others.empty()) out += (out.empty() ? "(" : " AND (") + joined(others, " OR ") + ")";
    return out;
  }

  /// A word or name as full text asks for it: as a phrase, where the table knows phrases
  /// ("cease-fire" is one of two words).
  std::string term(const std::string& name) const {
    const bool phrases = q_.kind != "reports" && q_.kind != "events" && q_.kind != "stories";
    std::vector<std::string> words;
    for (const std::string& word : words_in(name)) words.push_back(in_marks(word));
    if (words.size() < 2) return words.empty() ? "\"\"" : words.front();
    return "(" + joined(words, phrases ? " + " : " AND ") + ")";
  }

  std::string all_words(const std::string& text) const {
    std::vector<std::string> parts;
    for (const std::string& part : parts_in(text)) parts.push_back(term(part));
    return joined(parts, " AND ");
  }

  /// False, and a note, where a text holds no word: nothing answers that.
  bool has_words(Conditions& where, const std::string& text) {
    if (!words_in(text).empty()) return true;
    answer_.notes.push_back(fmt::format("'{}' holds no word to look for", text));
    where.add("0");
    return false;
  }

  void full_text(Conditions& where, const std::string& id, const std::string& table) {
    for (const auto& [given, by_name] : {std::pair{&q_.about, true}, std::pair{&q_.text, false}}) {
      if (given->empty() || !has_words(where, *given)) continue;
      const std::string match = by_name ? about_words() : all_words(*given);
      if (!match.empty())
        where.add(
            fmt::format(
                "{0} IN (SELECT rowid FROM {1} WHERE {1} MATCH ? ORDER BY rowid DESC LIMIT {2})",
                id, table, kMostMatches),
            {match});
    }
  }

  void days(Conditions& where, const std::string& from, const std::string& to) {
    if (!q_.since.empty()) where.add(to + " >= ?", {q_.since});
    if (!q_.until.empty()) where.add(from + " <= ?", {q_.until});
    if (!q_.as_of.empty())
      where.add("(SELECT coalesce(published, '') FROM reports p WHERE p.id = x.report) <= ?",
                {q_.as_of});
    if (q_.min_confidence > 0) where.add("x.confidence >= ?", {q_.min_confidence});
    if (!q_.story.empty()) {
      // What several reports tell stands in the first of them, which may be of another story.
      const std::string first = q_.kind == "events" ? "story" : "matter";
      where.add(of_story(q_.kind == "statements" || q_.kind == "relations"
                             ? "x.report IN ({})"
                             : "x.id IN (SELECT coalesce(" + first + ", id) FROM " + q_.kind +
                                   " WHERE report IN ({}))"));
    }
    if (q_.after > 0) where.add("x.id > ?", {q_.after});
    if (!q_.among.empty()) where.add("x.id IN " + list_of(q_.among));
    where.add("(x.review IS NULL OR x.review <> 'rejected')");
  }

  std::string members() {
    const auto organisation = resolve(q_.member_of);
    if (!organisation) return "()";
    Ids voices;
    for (const std::int64_t member : members_of(store_, *organisation, as_of_)) {
      const Ids own = voices_of(store_, member);
      voices.insert(voices.end(), own.begin(), own.end());
    }
    return list_of(voices);
  }

  std::string order(const std::string& date) const {
    const bool weighed = is_one_of(q_.kind, {"events", "claims", "commitments"});
    return q_.sort == "confidence"                                 ? "x.confidence DESC, x.id DESC"
           : q_.sort == "date"                                     ? date + ", x.id"
           : q_.sort == "salience" || (q_.sort.empty() && weighed) ? "x.salience DESC, x.id DESC"
                                                                   : date + " DESC, x.id DESC";
  }

  template <typename Row>
  void select(const std::string& table, const Conditions& where, const std::string& sort,
              const Row& row) {
    if (problem_) return;
    Database& database = store_.database();
    if (only_ids_) {
      Query all =
          database.once(fmt::format("SELECT x.id FROM {} x WHERE {}", table, where.where()));
      for (where.bind(all); all.next();) ids_.push_back(all.integer(0));
      return;
    }
    if (q_.counted && use_ == nullptr) {
      Query count =
          database.once(fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} x WHERE {} LIMIT {})",
                                    table, where.where(), kMostCounted));
      where.bind(count);
      if (count.next()) answer_.total = static_cast<std::size_t>(count.integer(0));
    }
    Query ids = database.once(
        fmt::format("SELECT x.id FROM {} x WHERE {} ORDER BY {} LIMIT {} OFFSET {}", table,
                    where.where(), sort, use_ == nullptr ? static_cast<std::int64_t>(q_.limit) : -1,
                    use_ == nullptr ? q_.offset : 0));
    where.bind(ids);
    Ids page;
    while (ids.next()) page.push_back(ids.integer(0));
    for (const std::int64_t id : page) {
      Json one = row(id);
      if (database.failed()) return;
      if (use_ == nullptr)
        answer_.rows.push_back(std::move(one));
      else
        (*use_)(std::move(one));
    }
  }

  /// The two lists of --between.
  std::optional<std::pair<std::string, std::string>> sides() {
    const auto names = alternatives(q_.between);
    if (names.size() != 2) {
      problem_ = Error{Errc::InvalidInput,
                       "C0407 --between takes two names: --between Armenia,Azerbaijan"};
      return std::nullopt;
    }
    const auto a = voices(names[0]), b = voices(names[1]);
    if (!a || !b) return std::nullopt;
    return std::pair{*a, *b};
  }

  void statements() {
    Conditions where;
    if (!q_.by.empty()) {
      if (const auto who = voices(q_.by)) where.add("x.speaker IN " + *who);
    }
    if (!q_.to.empty()) {
      if (const auto who = voices(q_.to))
        where.add("x.id IN (SELECT statement FROM addressees WHERE actor IN " + *who + ")");
    }
    if (!q_.between.empty()) {
      if (const auto pair = sides()) {
        const auto said = [](const std::string& a, const std::string& b) {
          return fmt::format(
              "(x.speaker IN {} AND x.id IN (SELECT statement FROM addressees WHERE actor IN {}))",
              a, b);
        };
        where.add("(" + said(pair->first, pair->second) + " OR " + said(pair->second, pair->first) +
                  ")");
      }
    }
    if (!q_.member_of.empty()) where.add("x.speaker IN " + members());
    where.among("x.act", q_.act);
    where.among("x.kind", q_.type);
    full_text(where, "x.id", "statement_search");
    days(where, "x.date", "coalesce(x.date_to, x.date)");
    select("statements", where, order("x.date"),
           [&](std::int64_t id) { return statement_row(store_, id); });
  }

  void events() {
    Conditions where;
    const auto party = [](const std::string& list, const char* side) {
      return fmt::format("x.id IN (SELECT event FROM parties WHERE actor IN {}{})", list, side);
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
      if (const auto actor = resolve(q_.about)) where.add(party(list_of(Ids{*actor}), ""));
    }
    where.among("x.type", q_.type);
    where.among("x.status", q_.status);
    // Some named events are looked at one by one: "+" keeps SQLite from going through those of
    // every report that has the words.
    if (!q_.text.empty() && has_words(where, q_.text))
      where.add(fmt::format("{}x.report IN (SELECT rowid FROM report_search WHERE report_search "
                            "MATCH ?)",
                            q_.among.empty() ? "" : "+"),
                {all_words(q_.text)});
    days(where, "x.date", "coalesce(x.date_to, x.date)");
    where.add("(x.story IS NULL OR x.story = x.id)");
    select("events", where, order("x.date"),
           [&](std::int64_t id) { return event_row(store_, id); });
  }

  void claims() {
    Conditions where;
    const auto side = [](const std::string& list) {
      return fmt::format(
          "x.id IN (SELECT coalesce(m.matter, m.id) FROM claim_sides s JOIN claims m ON m.id = "
          "s.claim WHERE s.actor IN {})",
          list);
    };
    const auto any_side = [&](const char* denies) {
      return fmt::format(
          "EXISTS (SELECT 1 FROM claims m JOIN claim_sides s ON s.claim = m.id WHERE (m.id = x.id "
          "OR m.matter = x.id) AND coalesce(m.date, '') <= '{}' AND (s.denies <> (m.negated <> "
          "x.negated)) = {})",
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
        if (status == "contested")
          any.push_back("(x.disputed = 1 AND " + any_side("0") + " AND " + any_side("1") + ")");
        else if (status == "asserted")
          any.push_back("(" + any_side("0") + " AND NOT " + any_side("1") + ")");
        else
          any.push_back("(NOT " + any_side("0") + " AND " + any_side("1") + ")");
      }
      where.add("(" + joined(any, " OR ") + ")");
    }
    full_text(where, "x.id", "claim_search");
    days(where, "x.date", "x.date");
    where.add("(x.matter IS NULL OR x.matter = x.id)");
    select("claims", where, order("x.date"),
           [&](std::int64_t id) { return claim_row(store_, id, as_of_); });
  }

  void commitments() {
    Conditions where;
    if (!q_.by.empty()) {
      if (const auto who = voices(q_.by)) where.add("x.from_actor IN " + *who);
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
        where.add("(" + asked(pair->first, pair->second) + " OR " +
                  asked(pair->second, pair->first) + ")");
      }
    }
    where.among("x.kind", q_.type);
    if (q_.status == "overdue") where.add("coalesce(x.due_to, x.due) < ? AND x.due > ''", {as_of_});
    if (!q_.status.empty()) {
      const std::string answered = fmt::format(
          "(SELECT a.status FROM resolutions a JOIN commitments m ON m.id = a.commitment WHERE "
          "(m.id = x.id OR m.matter = x.id) AND coalesce(a.date, '') <= '{}' ORDER BY a.date DESC "
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
    for (const std::string* given : {&q_.text, &q_.about}) {
      if (!given->empty()) has_words(where, *given);
    }
    for (const std::string& word : words_in(q_.text + " " + q_.about)) {
      if (word.size() > 2) where.add("x.text LIKE '%' || ? || '%'", {word});
    }
    days(where, "x.date", "x.date");
    where.add("(x.matter IS NULL OR x.matter = x.id)");
    // By the day, what is overdue comes by the day it was due.
    select("commitments", where, order(q_.status == "overdue" ? "x.due" : "x.date"),
           [&](std::int64_t id) { return commitment_row(store_, id, as_of_); });
  }

  void relations() {
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
    days(where, "x.date", "x.date");
    // A tie told of often is one row: the first that told of it.
    where.add(
        "NOT EXISTS (SELECT 1 FROM relations o WHERE o.from_actor = x.from_actor AND o.to_actor = "
        "x.to_actor AND o.type = x.type AND o.id < x.id)");
    select("relations", where, order("x.date"),
           [&](std::int64_t id) { return relation_row(store_, id); });
  }

  void actors() {
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
    select("actors", where, q_.sort == "reports" ? "x.reports DESC, x.id" : "x.salience DESC, x.id",
           [&](std::int64_t id) { return actor_row(store_, id); });
  }

  void reports() {
    Conditions where;
    full_text(where, "x.id", "report_search");
    if (!q_.story.empty()) where.add(of_story("x.id IN ({})"));
    if (!q_.since.empty()) where.add("x.published >= ?", {q_.since});
    if (!q_.until.empty()) where.add("x.published <= ?", {q_.until});
    if (!q_.type.empty()) {
      std::vector<std::string> any;
      for (const std::string& type : alternatives(q_.type))
        any.push_back(type == "copy" ? "x.copy_of IS NOT NULL" : "x.copy_of IS NULL");
      where.add("(" + joined(any, " OR ") + ")");
    }
    const std::string sort =
        q_.sort == "date" ? "x.published, x.id" : "x.published DESC, x.id DESC";
    select("reports", where, sort, [&](std::int64_t id) { return report_row(store_, id); });
  }

  /// A condition on the reports of the story asked for, or on what they tell, {} its numbers.
  std::string of_story(const std::string& condition) {
    const std::string& name = q_.story;
    if (name.size() < 2 || name.size() > 13 || name[0] != 't' ||
        !std::all_of(name.begin() + 1, name.end(), is_digit)) {
      problem_ = Error{Errc::InvalidInput,
                       fmt::format("C0407 '{}' is no story; stories are t1, t2, ...", name)};
      return "0";
    }
    return fmt::format(fmt::runtime(condition),
                       "SELECT id FROM reports WHERE part_of = " + name.substr(1));
  }

  /// A story answers where one of its reports does.
  void stories() {
    Conditions where;
    for (const auto& [given, by_name] : {std::pair{&q_.about, true}, std::pair{&q_.text, false}}) {
      if (given->empty() || !has_words(where, *given)) continue;
      const std::string match = by_name ? about_words() : all_words(*given);
      where.add(fmt::format("x.id IN (SELECT part_of FROM reports WHERE part_of IS NOT NULL AND id "
                            "IN (SELECT rowid FROM report_search WHERE report_search MATCH ? ORDER "
                            "BY rowid DESC LIMIT {}))",
                            kMostMatches),
                {match});
    }
    if (!q_.since.empty()) where.add("x.last >= ?", {q_.since});
    if (!q_.until.empty()) where.add("x.first <= ?", {q_.until});
    select("stories", where,
           q_.sort == "date"      ? "x.last, x.id"
           : q_.sort == "-date"   ? "x.last DESC, x.id DESC"
           : q_.sort == "reports" ? "x.reports DESC, x.id DESC"
                                  : "x.salience DESC, x.id DESC",
           [&](std::int64_t id) { return story_row(store_, id); });
  }

  Store& store_;
  const Question& q_;
  const std::function<void(Json&&)>* use_;
  std::string as_of_;
  Answer answer_;
  bool only_ids_ = false;
  Ids ids_;
  std::optional<Error> problem_;
};

}  // namespace

Result<Answer> ask(Store& store, const Question& question) {
  CASUS_TRY(const Question asked, settled(question));
  return Asker(store, asked, nullptr).answer();
}

Result<std::vector<std::int64_t>> ids_of(Store& store, const Question& question) {
  CASUS_TRY(const Question asked, settled(question));
  return Asker(store, asked, nullptr).ids();
}

Result<bool> each_row(Store& store, const Question& question,
                      const std::function<void(Json&&)>& use) {
  CASUS_TRY(const Question asked, settled(question));
  store.database().run("BEGIN");
  const auto answer = Asker(store, asked, &use).answer();
  store.database().run("COMMIT");
  if (!answer) return answer.error();
  if (auto error = store.database().take_error()) return *error;
  return true;
}

Result<Json> item_row(Store& store, const std::string& id, const std::string& as_of) {
  std::int64_t number = 0;
  for (const char c : id.substr(std::min<std::size_t>(1, id.size())))
    number = is_digit(c) && number < 1'000'000'000'000 ? number * 10 + (c - '0') : -1'000'000'000;
  const std::string day = as_of.empty() ? utc_today() : as_of;
  Json row = nullptr;
  if (number > 0) {
    switch (id[0]) {
      case 's':
        row = statement_row(store, number);
        break;
      case 'e':
        row = event_row(store, number);
        break;
      case 'c':
        row = claim_row(store, number, day);
        break;
      case 'k':
        row = commitment_row(store, number, day);
        break;
      case 'r':
        row = relation_row(store, number);
        break;
      case 'a':
        row = actor_row(store, number);
        break;
      case 'd':
        row = report_row(store, number);
        break;
      case 't':
        row = story_row(store, number);
        break;
      default:
        break;
    }
  }
  if (auto error = store.database().take_error()) return *error;
  if (row.is_null())
    return Error{Errc::NotFound, fmt::format("C0405 there is no item {} in the record", id)};
  return row;
}

}  // namespace casus
