// SPDX-License-Identifier: Apache-2.0
#include "store/asker.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/calendar.h"
#include "core/text.h"
#include "store/full_text.h"
#include "store/ties.h"

namespace casus {

namespace {

/// Where so many answer, the rows are gone through by what matters first until the page is full;
/// where fewer do, all of them are found and then put in order.
constexpr std::size_t kMany = 5000;

/// Whether the index TABLE_weight keeps the order of what matters first.
bool takes_weight(std::string_view table) {
  return is_one_of(table, {"events", "claims", "commitments"});
}

}  // namespace

Asker::Asker(Store& store, const Question& question, const std::function<void(Json&&)>* use)
    : store_(store),
      q_(question),
      use_(use),
      kind_(kind_named<AskedKind>(question.kind).value_or(AskedKind::Statements)),
      order_(kind_named<Order>(question.sort)),
      as_of_(question.as_of.empty() ? utc_today() : question.as_of) {}

Result<std::vector<std::int64_t>> Asker::ids() {
  only_ids_ = true;
  CASUS_TRY([[maybe_unused]] const Answer none, answer());
  return std::move(ids_);
}

void Asker::find() {
  switch (kind_) {
    case AskedKind::Statements:
      return statements();
    case AskedKind::Events:
      return events();
    case AskedKind::Claims:
      return claims();
    case AskedKind::Commitments:
      return commitments();
    case AskedKind::Relations:
      return relations();
    case AskedKind::Actors:
      return actors();
    case AskedKind::Stories:
      return stories();
    case AskedKind::Reports:
      return reports();
  }
}

Result<Answer> Asker::answer() {
  find();
  // A damaged record finds no names: that comes before what was not found.
  if (auto error = store_.database().take_error()) return *error;
  if (problem_) return *problem_;
  return std::move(answer_);
}

std::optional<std::int64_t> Asker::resolve(const std::string& name) {
  const Ids found = actors_named(store_, name);
  if (found.empty()) {
    problem_ =
        Error{Errc::NotFound, fmt::format("C0408 nobody in the record is called '{}'; `casus "
                                          "actors --text {}` looks for parts of names",
                                          name, in_marks(name))};
    return std::nullopt;
  }
  Query row = store_.database().query("SELECT name FROM actors WHERE id = ?");
  const std::string full = row.bind(found.front()).next() ? row.text(0) : std::string();
  if (fold(full) != fold(name))
    answer_.notes.push_back(fmt::format("{} is taken to mean {}", name, full));
  return found.front();
}

std::optional<std::string> Asker::voices(const std::string& name) {
  const auto several = alternatives(name);
  if (several.size() > 1 && actors_named(store_, name).empty()) {
    Ids all;
    for (const std::string& one : several) {
      const auto actor = resolve(one);
      if (!actor) return std::nullopt;
      all.push_back(*actor);
    }
    return voices_of_all(all);
  }
  const auto actor = resolve(name);
  return actor ? std::optional(voices_of_all({*actor})) : std::nullopt;
}

void Asker::in_office(Conditions& where, const std::string& column, const std::string& day) {
  if (!holders_.empty()) where.add(casus::in_office(holders_, column, day));
}

std::string Asker::voices_of_all(const Ids& actors) {
  Ids out;
  holders_.clear();
  for (const std::int64_t actor : actors) {
    for (Holder& holder : holders_of(store_, actor)) {
      if (std::find(actors.begin(), actors.end(), holder.actor) != actors.end()) continue;
      const auto known = std::find_if(holders_.begin(), holders_.end(),
                                      [&](const Holder& one) { return one.actor == holder.actor; });
      if (known == holders_.end())
        holders_.push_back(std::move(holder));
      else
        known->terms.insert(known->terms.end(), holder.terms.begin(), holder.terms.end());
    }
    const Ids own = voices_of(store_, actor);
    out.insert(out.end(), own.begin(), own.end());
  }
  return list_of(out);
}

/// Whether the table of the kind's words keeps their places.
bool Asker::has_phrases() const {
  return kind_ != AskedKind::Reports && kind_ != AskedKind::Events && kind_ != AskedKind::Stories;
}

bool Asker::has_words(Conditions& where, const std::string& text) {
  if (!words_in(text).empty()) return true;
  answer_.notes.push_back(fmt::format("'{}' holds no word to look for", text));
  where.add("0");
  return false;
}

void Asker::full_text(Conditions& where, const std::string& id, const std::string& table) {
  for (const auto& [given, by_name] : {std::pair{&q_.about, true}, std::pair{&q_.text, false}}) {
    if (given->empty() || !has_words(where, *given)) continue;
    const std::string match =
        by_name ? match_about(store_, *given, has_phrases()) : match_all(*given, has_phrases());
    if (!match.empty())
      where.add(
          fmt::format(
              "{0} IN (SELECT rowid FROM {1} WHERE {1} MATCH ? ORDER BY rowid DESC LIMIT {2})", id,
              table, kMostMatches),
          {match});
  }
}

void Asker::told(Conditions& where, const std::string& from, const std::string& to) {
  if (!q_.since.empty()) {
    const std::string since = where.add(to + " >= ?", {q_.since});
    // Times that begin before the period and reach into it are few, and have an index of their own.
    where.either(
        "x.date >= " + since,
        from == to
            ? std::string()
            : fmt::format("x.date_to > x.date AND x.date_to >= {0} AND x.date < {0}", since));
  }
  if (!q_.until.empty()) where.add(from + " <= ?", {q_.until});
  if (!q_.as_of.empty())
    where.add("(SELECT coalesce(published, '') FROM reports p WHERE p.id = x.report) <= ?",
              {q_.as_of});
  if (q_.min_confidence > 0) where.add("x.confidence >= ?", {q_.min_confidence});
  if (!q_.story.empty()) {
    // What several reports tell stands in the first of them, which may be of another story.
    const std::string first = kind_ == AskedKind::Events ? "story" : "matter";
    where.add(of_story(kind_ == AskedKind::Statements || kind_ == AskedKind::Relations
                           ? "x.report IN ({})"
                           : "x.id IN (SELECT coalesce(" + first + ", id) FROM " + q_.kind +
                                 " WHERE report IN ({}))"));
  }
  if (q_.after > 0) where.add("x.id > ?", {q_.after});
  if (!q_.among.empty()) where.add("x.id IN " + list_of(q_.among));
  where.add("(x.review IS NULL OR x.review <> 'rejected')");
}

std::string Asker::members() {
  const auto organisation = resolve(q_.member_of);
  return organisation ? voices_of_all(members_of(store_, *organisation, as_of_)) : "()";
}

std::string Asker::order(const std::string& date) const {
  const bool weighed = kind_ == AskedKind::Events || kind_ == AskedKind::Claims ||
                       kind_ == AskedKind::Commitments || kind_ == AskedKind::Stories;
  switch (order_.value_or(weighed ? Order::Salience : Order::NewestFirst)) {
    case Order::Confidence:
      return "x.confidence DESC, x.id DESC";
    case Order::Date:
      return date + ", x.id";
    case Order::Salience:
      return "x.salience DESC, x.id DESC";
    case Order::Reports:
      return "x.reports DESC, x.id DESC";
    case Order::NewestFirst:
      break;
  }
  return date + " DESC, x.id DESC";
}

std::string Asker::of_story(const std::string& condition) {
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

/// How many answer, counted up to `most`.
std::size_t Asker::number_of(const std::string& table, const Conditions& where, std::size_t most) {
  Query count = store_.database().once(
      fmt::format("SELECT count(*) FROM ({} LIMIT {})", where.select("1", table), most));
  where.bind(count);
  return count.next() ? static_cast<std::size_t>(count.integer(0)) : 0;
}

/// The numbers that a query gives with the values of its conditions.
Asker::Ids Asker::found_by(const std::string& sql, const Conditions& where) {
  Ids out;
  Query ids = store_.database().once(sql);
  for (where.bind(ids); ids.next();) out.push_back(ids.integer(0));
  return out;
}

/// The numbers of the page asked for, in the order asked for.
Asker::Ids Asker::page(const std::string& table, const Conditions& where, const std::string& sort) {
  const bool by_weight = sort.rfind("x.salience", 0) == 0 && takes_weight(table);
  std::size_t found = 0;
  if (q_.counted)
    found = answer_.total = number_of(table, where, kMostCounted);
  else if (by_weight)
    found = number_of(table, where, kMany);
  const std::string rows =
      !by_weight      ? fmt::format("{} x WHERE {}", table, where.where())
      : found < kMany ? fmt::format("{} x WHERE x.id IN ({})", table, where.select("x.id", table))
                      : fmt::format("{0} x INDEXED BY {0}_weight WHERE {1}", table, where.where());
  return found_by(fmt::format("SELECT x.id FROM {} ORDER BY {} LIMIT {} OFFSET {}", rows, sort,
                              q_.limit, q_.offset),
                  where);
}

void Asker::select(const std::string& table, const Conditions& where, const std::string& sort,
                   const RowOf& row) {
  if (problem_) return;
  if (only_ids_) {
    ids_ = found_by(fmt::format("SELECT x.id FROM {} x WHERE {}", table, where.where()), where);
    return;
  }
  if (use_ == nullptr) {
    for (const std::int64_t id : page(table, where, sort)) {
      answer_.rows.push_back(row(id));
      if (store_.database().failed()) return;
    }
    return;
  }
  const Ids all = found_by(
      fmt::format("SELECT x.id FROM {} x WHERE {} ORDER BY {}", table, where.where(), sort), where);
  for (const std::int64_t id : all) {
    Json one = row(id);
    if (store_.database().failed()) return;
    (*use_)(std::move(one));
  }
}

std::optional<std::pair<std::string, std::string>> Asker::sides() {
  const auto names = alternatives(q_.between);
  if (names.size() != 2) {
    problem_ =
        Error{Errc::InvalidInput, "C0407 --between takes two names: --between Armenia,Azerbaijan"};
    return std::nullopt;
  }
  const auto a = voices(names[0]);
  const auto of_the_first = holders_;
  const auto b = voices(names[1]);
  if (!a || !b) return std::nullopt;
  holders_.insert(holders_.end(), of_the_first.begin(), of_the_first.end());
  return std::pair{*a, *b};
}

}  // namespace casus
