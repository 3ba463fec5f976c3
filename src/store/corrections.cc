// SPDX-License-Identifier: Apache-2.0
#include "store/corrections.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "core/calendar.h"
#include "core/text.h"
#include "reading/event_lexicon.h"
#include "store/correctable.h"
#include "store/days.h"
#include "store/fields.h"
#include "store/ties.h"

namespace casus {

namespace {

std::int64_t number_of(std::string_view item) {
  std::int64_t out = 0;
  for (const char c : item.substr(std::min<std::size_t>(1, item.size()))) {
    if (c < '0' || c > '9' || out > 1'000'000'000'000) return 0;
    out = out * 10 + (c - '0');
  }
  return out;
}

/// The modes that the lexicon of events gives.
std::set<std::string> modes() {
  constexpr std::string_view kNone = "-";
  std::set<std::string> out;
  for (const auto& [lemma, senses] : EventLexicon::builtin().all()) {
    for (const EventSense& sense : senses) {
      if (!sense.mode.empty() && sense.mode != kNone) out.insert(sense.mode);
    }
  }
  return out;
}

/// A list of names for a message.
std::string listed(const std::set<std::string>& names) {
  return joined({names.begin(), names.end()}, ", ");
}
std::string listed(std::span<const Amendment> amendments) {
  std::vector<std::string> names;
  for (const Amendment& one : amendments) names.emplace_back(name_of(one.column));
  return joined(names, ", ");
}

/// A value of a closed set (fields.h), as its table writes it. What is overdue is known by the day.
Result<std::string> known_value_for(const Correctable& kind, Column column,
                                    const std::string& given) {
  const std::string_view field = column == Column::Kind ? name_of(Column::Type) : name_of(column);
  CASUS_TRY(std::string known, known_value(kind.name, field, given));
  if (known == casus::name_of(CommitmentStatus::Overdue))
    return Error{Errc::InvalidInput,
                 fmt::format("C0406 '{}' is no {} of {}; what is open is overdue once its day has "
                             "passed",
                             given, name_of(column), kind.name)};
  return known;
}

/// A new value as the record writes it. Errors: InvalidInput, with the known ones.
Result<std::string> value_for(Store& store, const Correctable& kind, Column column,
                              const std::string& given) {
  const auto refused = [&](const std::string& known) {
    return Error{Errc::InvalidInput, fmt::format("C0406 '{}' is no {} of {}; {}", given,
                                                 name_of(column), kind.name, known)};
  };
  switch (column) {
    case Column::Act:
    case Column::Kind:
    case Column::Type:
    case Column::Status:
      return known_value_for(kind, column, given);
    case Column::Date:
    case Column::Due: {
      const auto day = days_meant(given, *parse_iso_day(utc_today()));
      if (!day || day->first != day->last) return refused("write a day as 2026-11-24");
      return iso(day->first);
    }
    case Column::Mode: {
      const auto known = modes();
      if (known.count(lower(given)) == 0) return refused("known are " + listed(known));
      return lower(given);
    }
    case Column::Speaker:
      if (actors_named(store, given).empty())
        return refused(
            "nobody in the record is called so; `casus actors --text ...` looks for parts of "
            "names");
      return given;
    case Column::Venue:
    case Column::Medium:
      break;
  }
  const std::string text = squeeze(given);
  const bool printable = std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (text.empty() || text.size() > 200 || !printable)
    return refused("write it as text of one line");
  return text;
}

/// Amends one row ("act=deny"), and gives what was set.
Result<std::string> amend(Store& store, const Correctable& kind, std::int64_t id,
                          const std::string& value) {
  const std::size_t mark = value.find('=');
  const auto column = kind_named<Column>(kColumns, value.substr(0, mark));
  const Amendment* amendment = column ? kind.of(*column) : nullptr;
  if (mark == std::string::npos || amendment == nullptr) {
    return Error{
        Errc::InvalidInput,
        fmt::format("C0406 '{}' amends nothing of {}; amend FIELD=VALUE, where FIELD is {}", value,
                    kind.name, listed(kind.amendments))};
  }
  CASUS_TRY(const std::string to, value_for(store, kind, *column, value.substr(mark + 1)));
  Query change = store.database().query(amendment->sql);
  if (*column == Column::Speaker)
    change.bind(actors_named(store, to).front());
  else
    change.bind(to);
  change.bind(id).run();
  return fmt::format("{}={}", name_of(*column), to);
}

/// Sets what a correction says on one row, and gives its value as it was set. Errors: InvalidInput.
Result<std::string> apply(Store& store, const Correctable& kind, std::int64_t id,
                          const std::string& action, const std::string& value) {
  Database& database = store.database();
  const auto known = kind_named<CorrectionAction>(kCorrectionActions, action);
  const auto takes_nothing = [&] {
    return Error{Errc::InvalidInput, fmt::format("C0406 {} takes no '{}'", action, value)};
  };
  switch (known.value_or(CorrectionAction::Merge)) {
    case CorrectionAction::Amend:
      return amend(store, kind, id, value);
    case CorrectionAction::Accept:
    case CorrectionAction::Reject:
      if (!value.empty()) return takes_nothing();
      database.query(kind.review).all(action + "ed", id).run();
      return value;
    case CorrectionAction::Restore:
      if (!value.empty()) return takes_nothing();
      database.query(kind.restore).bind(id).run();
      return value;
    case CorrectionAction::Merge:
    case CorrectionAction::Split:
      break;
  }
  return Error{
      Errc::InvalidInput,
      fmt::format("C0406 {} cannot be corrected by '{}'; accept, reject, restore and amend can",
                  kind.name, action)};
}

void merge(Database& database, std::int64_t from, std::int64_t into) {
  for (const Sql sql : merging()) database.query(sql).all(into, from).run();
}

Error wrong(const Correction& asked) {
  return {Errc::InvalidInput,
          fmt::format("C0406 {} cannot be corrected by '{}{}{}'", asked.item, asked.action,
                      asked.value.empty() ? "" : " ", asked.value)};
}
Error missing(const std::string& item) {
  return {Errc::NotFound, fmt::format("C0405 there is no item {} in the record", item)};
}

/// Merges an actor into another, or splits it off again; fills in the anchor and the value.
Result<bool> correct_actor(Store& store, std::int64_t id, Correction& asked) {
  Database& database = store.database();
  Query row = database.query("SELECT key FROM actors WHERE id = ?");
  if (!row.bind(id).next()) return missing(asked.item);
  asked.anchor = row.text(0);
  const auto action = kind_named<CorrectionAction>(kCorrectionActions, asked.action);
  if (action == CorrectionAction::Merge) {
    const std::int64_t into = asked.value.starts_with("a") ? number_of(asked.value) : 0;
    Query target = database.query("SELECT key FROM actors WHERE id = ?1 AND id <> ?2");
    if (into == 0 || !target.all(into, id).next() || store.merged(into) == id) return wrong(asked);
    asked.value = target.text(0);
    merge(database, id, store.merged(into));
    return true;
  }
  if (action != CorrectionAction::Split || !asked.value.empty()) return wrong(asked);
  // What was read of it since the merge stays; what is read from now on is its own again.
  database.query("UPDATE actors SET merged_into = NULL WHERE id = ?").bind(id).run();
  return true;
}

/// Corrects an item of a report; fills in the anchor and the value.
Result<bool> correct_item(Store& store, std::int64_t id, Correction& asked) {
  const Correctable* kind = correctable(asked.item[0]);
  if (kind == nullptr) return missing(asked.item);
  Query row = store.database().query(kind->anchor);
  if (!row.bind(id).next()) return missing(asked.item);
  asked.anchor = row.text(0) + ":" + row.text(1);
  CASUS_TRY(asked.value, apply(store, *kind, id, asked.action, asked.value));
  return true;
}

}  // namespace

Result<Correction> correct(Store& store, const std::string& item, const std::string& action,
                           const std::string& value, const std::string& who) {
  Database& database = store.database();
  const std::int64_t id = number_of(item);
  Correction out{0, utc_now(), who, action, item, "", value};
  if (id == 0) return missing(item);
  database.run("BEGIN IMMEDIATE");
  if (auto error = database.take_error())
    return *error;  // locked: nothing was asked of the item yet
  const auto give_up = [&](Error error) {
    // What the file itself says comes before what was made of it.
    if (auto broken = database.take_error()) error = *broken;
    database.run("ROLLBACK");
    database.take_error();
    return error;
  };
  const auto done = item[0] == 'a' ? correct_actor(store, id, out) : correct_item(store, id, out);
  if (!done) return give_up(done.error());
  database
      .query("INSERT INTO corrections(at, who, action, item, anchor, value) VALUES (?,?,?,?,?,?)")
      .all(out.at, who, action, item, out.anchor, out.value)
      .run();
  out.id = database.last_id();
  database.run("COMMIT");
  if (auto error = database.take_error()) return give_up(*error);
  return out;
}

void apply_corrections(Store& store, std::int64_t report) {
  Database& database = store.database();
  Query row = database.query("SELECT uid FROM reports WHERE id = ?");
  if (!row.bind(report).next()) return;
  const std::string prefix = row.text(0) + ":";
  std::vector<Correction> log;
  Query lines = database.query(
      "SELECT action, item, anchor, value FROM corrections WHERE anchor >= ?1 AND anchor < ?1 || "
      "'~' ORDER BY id");
  for (lines.bind(prefix); lines.next();)
    log.push_back({0, "", "", lines.text(0), lines.text(1), lines.text(2), lines.text(3)});
  for (const Correction& line : log) {
    const Correctable* kind = correctable(line.item[0]);
    if (kind == nullptr) continue;
    const std::string anchor = line.anchor.substr(prefix.size());
    const std::vector<Span> wanted = spans_of(anchor);
    if (wanted.empty()) continue;
    std::int64_t found = 0;
    Query items = database.query(kind->anchors);
    for (items.bind(report); items.next() && found == 0;) {
      // The same words, or words that overlap by more than half.
      const std::vector<Span> spans = spans_of(items.text(1));
      if (spans.empty() || !spans.front().overlaps(wanted.front())) continue;
      const std::uint32_t shared = std::min(spans.front().end, wanted.front().end) -
                                   std::max(spans.front().begin, wanted.front().begin);
      if (2 * shared > std::max(spans.front().size(), wanted.front().size()))
        found = items.integer(0);
    }
    if (found != 0)
      (void)apply(store, *kind, found, line.action, line.value)
          .has_value();  // an old line of no known value changes nothing
  }
}

std::vector<Correction> corrections(Store& store) {
  std::vector<Correction> out;
  Query rows = store.database().query(
      "SELECT id, at, who, action, item, anchor, coalesce(value, '') FROM corrections ORDER BY id");
  while (rows.next())
    out.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4),
                   rows.text(5), rows.text(6)});
  return out;
}

std::string training_example(Store& store, const Correction& correction) {
  nlohmann::ordered_json out = {
      {"item", correction.item}, {"action", correction.action}, {"value", correction.value}};
  const std::size_t mark = correction.anchor.find(':');
  if (const Correctable* kind = correctable(correction.item[0]);
      kind != nullptr && mark != std::string::npos) {
    Query row =
        store.database().query("SELECT sqlar_uncompress(text, size) FROM reports WHERE uid = ?");
    const std::vector<Span> spans = spans_of(std::string_view(correction.anchor).substr(mark + 1));
    out["kind"] = kind->name;
    out["spans"] = nlohmann::ordered_json::array();
    for (const Span span : spans) out["spans"].push_back({span.begin, span.end});
    if (row.bind(correction.anchor.substr(0, mark)).next()) {
      out["text"] = row.text(0);
      out["read"] = words_of(row.text(0), spans);
    }
  }
  return out.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace casus
