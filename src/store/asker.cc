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

/// The numbers of a kind's rows.
Sql rows_of(AskedKind kind) {
  switch (kind) {
    case AskedKind::Statements:
      return "SELECT x.id FROM statements x";
    case AskedKind::Events:
      return "SELECT x.id FROM events x";
    case AskedKind::Claims:
      return "SELECT x.id FROM claims x";
    case AskedKind::Commitments:
      return "SELECT x.id FROM commitments x";
    case AskedKind::Relations:
      return "SELECT x.id FROM relations x";
    case AskedKind::Actors:
      return "SELECT x.id FROM actors x";
    case AskedKind::Reports:
      return "SELECT x.id FROM reports x";
    case AskedKind::Stories:
      break;
  }
  return "SELECT x.id FROM stories x";
}

/// The same by an index that keeps the order of what matters first; nothing for a kind without.
std::optional<Sql> rows_by_weight(AskedKind kind) {
  switch (kind) {
    case AskedKind::Events:
      return Sql("SELECT x.id FROM events x INDEXED BY events_weight");
    case AskedKind::Claims:
      return Sql("SELECT x.id FROM claims x INDEXED BY claims_weight");
    case AskedKind::Commitments:
      return Sql("SELECT x.id FROM commitments x INDEXED BY commitments_weight");
    case AskedKind::Statements:
    case AskedKind::Relations:
    case AskedKind::Actors:
    case AskedKind::Reports:
    case AskedKind::Stories:
      break;
  }
  return std::nullopt;
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

std::optional<Voices> Asker::voices(const std::string& name) {
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

Voices Asker::voices_of_all(const Ids& actors) {
  Voices out;
  for (const std::int64_t actor : actors) {
    Voices its{voices_of(store_, actor), holders_of(store_, actor)};
    std::erase_if(its.holders, [&](const Holder& holder) {
      return std::find(actors.begin(), actors.end(), holder.actor) != actors.end();
    });
    out.join(its);
  }
  return out;
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

void Asker::full_text(Conditions& where, const SqlText& condition) {
  for (const auto& [given, by_name] : {std::pair{&q_.about, true}, std::pair{&q_.text, false}}) {
    if (given->empty() || !has_words(where, *given)) continue;
    const std::string match =
        by_name ? match_about(store_, *given, has_phrases()) : match_all(*given, has_phrases());
    if (!match.empty()) where.add(condition, {match});
  }
}

void Asker::told(Conditions& where, bool lasts) {
  if (!q_.since.empty()) {
    where.add(lasts ? Sql("coalesce(x.date_to, x.date) >= ?") : Sql("x.date >= ?"), {q_.since});
    // Times that begin before the period and reach into it are few, and have an index of their own.
    if (lasts)
      where.either("x.date >= ?", "x.date_to > x.date AND x.date_to >= ? AND x.date < ?");
    else
      where.either("x.date >= ?");
  }
  if (!q_.until.empty()) where.add("x.date <= ?", {q_.until});
  if (!q_.as_of.empty())
    where.add("(SELECT coalesce(published, '') FROM reports p WHERE p.id = x.report) <= ?",
              {q_.as_of});
  if (q_.min_confidence > 0) where.add("x.confidence >= ?", {q_.min_confidence});
  if (!q_.story.empty()) {
    // What several reports tell stands in the first of them, which may be of another story.
    if (kind_ == AskedKind::Events)
      of_story(where,
               "x.id IN (SELECT coalesce(story, id) FROM events WHERE report IN (SELECT id FROM "
               "reports WHERE part_of = ?))");
    else if (kind_ == AskedKind::Claims)
      of_story(where,
               "x.id IN (SELECT coalesce(matter, id) FROM claims WHERE report IN (SELECT id FROM "
               "reports WHERE part_of = ?))");
    else if (kind_ == AskedKind::Commitments)
      of_story(where,
               "x.id IN (SELECT coalesce(matter, id) FROM commitments WHERE report IN (SELECT id "
               "FROM reports WHERE part_of = ?))");
    else
      of_story(where, "x.report IN (SELECT id FROM reports WHERE part_of = ?)");
  }
  if (q_.after > 0) where.add("x.id > ?", {q_.after});
  if (!q_.among.empty()) where.add("x.id IN ?", {q_.among});
  where.add("(x.review IS NULL OR x.review <> 'rejected')");
}

Voices Asker::members() {
  const auto organisation = resolve(q_.member_of);
  return organisation ? voices_of_all(members_of(store_, *organisation, as_of_)) : Voices();
}

Order Asker::order() const {
  const bool weighed = kind_ == AskedKind::Events || kind_ == AskedKind::Claims ||
                       kind_ == AskedKind::Commitments || kind_ == AskedKind::Stories;
  return order_.value_or(weighed ? Order::Salience : Order::NewestFirst);
}

SqlText Asker::order_by(Sql date) const {
  switch (order()) {
    case Order::Confidence:
      return {"x.confidence DESC, x.id DESC"};
    case Order::Date:
      return {date, ", x.id"};
    case Order::Salience:
      return {"x.salience DESC, x.id DESC"};
    case Order::Reports:
      return {"x.reports DESC, x.id DESC"};
    case Order::NewestFirst:
      break;
  }
  return {date, " DESC, x.id DESC"};
}

void Asker::of_story(Conditions& where, Sql condition) {
  const std::string& name = q_.story;
  if (name.size() < 2 || name.size() > 13 || name[0] != 't' ||
      !std::all_of(name.begin() + 1, name.end(), is_digit)) {
    problem_ = Error{Errc::InvalidInput,
                     fmt::format("C0407 '{}' is no story; stories are t1, t2, ...", name)};
    return;
  }
  where.add(condition, {std::int64_t{std::stoll(name.substr(1))}});
}

/// How many answer, counted up to `most`.
std::size_t Asker::number_of(const Conditions& where, std::size_t most) {
  Query count = store_.database().once(
      {"SELECT count(*) FROM (", where.select(rows_of(kind_)), " LIMIT ", most, ")"});
  where.bind(count);
  return count.next() ? static_cast<std::size_t>(count.integer(0)) : 0;
}

/// The numbers that a query gives with the values of its conditions.
Asker::Ids Asker::found_by(const SqlText& sql, const Conditions& where) {
  Ids out;
  Query ids = store_.database().once(sql);
  for (where.bind(ids); ids.next();) out.push_back(ids.integer(0));
  return out;
}

/// The numbers of the page asked for, in the order asked for.
Asker::Ids Asker::page(const Conditions& where, const SqlText& sort) {
  const auto by_weight = order() == Order::Salience ? rows_by_weight(kind_) : std::optional<Sql>();
  std::size_t found = 0;
  if (q_.counted)
    found = answer_.total = number_of(where, kMostCounted);
  else if (by_weight)
    found = number_of(where, kMany);
  const Sql all = rows_of(kind_);
  const SqlText rows = !by_weight      ? SqlText{all, " WHERE ", where.where()}
                       : found < kMany ? SqlText{all, " WHERE x.id IN (", where.select(all), ")"}
                                       : SqlText{*by_weight, " WHERE ", where.where()};
  return found_by({rows, " ORDER BY ", sort, " LIMIT ", q_.limit, " OFFSET ", q_.offset}, where);
}

void Asker::select(const Conditions& where, const SqlText& sort, const RowOf& row) {
  if (problem_) return;
  if (only_ids_) {
    ids_ = found_by({rows_of(kind_), " WHERE ", where.where()}, where);
    return;
  }
  if (use_ == nullptr) {
    for (const std::int64_t id : page(where, sort)) {
      answer_.rows.push_back(row(id));
      if (store_.database().failed()) return;
    }
    return;
  }
  const Ids all = found_by({rows_of(kind_), " WHERE ", where.where(), " ORDER BY ", sort}, where);
  for (const std::int64_t id : all) {
    Json one = row(id);
    if (store_.database().failed()) return;
    (*use_)(std::move(one));
  }
}

std::optional<std::pair<Voices, Voices>> Asker::sides() {
  const auto names = alternatives(q_.between);
  if (names.size() != 2) {
    problem_ =
        Error{Errc::InvalidInput, "C0407 --between takes two names: --between Armenia,Azerbaijan"};
    return std::nullopt;
  }
  auto a = voices(names[0]), b = voices(names[1]);
  if (!a || !b) return std::nullopt;
  return std::pair{std::move(*a), std::move(*b)};
}

}  // namespace casus
