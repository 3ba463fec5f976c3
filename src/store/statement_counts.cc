// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "casus/kinds.h"
#include "store/counts.h"
#include "store/day_index.h"
#include "store/fields.h"
#include "store/rows.h"

namespace casus {

namespace {

constexpr std::size_t kShown = 12;  // values a facet

/// A mark for each statement of the index.
using Marks = std::vector<bool>;

/// Which statements answer a question; nothing where all do.
Result<std::optional<Marks>> answering(Store& store, const DayIndex& index,
                                       const Question& question) {
  CASUS_TRY(std::vector<std::int64_t> ids, ids_of(store, question));
  std::sort(ids.begin(), ids.end());
  Marks out(index.statements.size());
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = std::binary_search(ids.begin(), ids.end(), std::int64_t{index.statements[i].id});
  return std::optional(std::move(out));
}

bool asks_nothing(const Question& q) {
  const auto is_open = [&](const Field& field) {
    return field.value == nullptr || field.value == &Question::sort || (q.*field.value).empty();
  };
  return std::all_of(fields().begin(), fields().end(), is_open) && q.min_confidence <= 0 &&
         q.after == 0 && q.among.empty();
}

/// The most frequent values with how often they are, the first `kShown`: [[name, n]]; what is as
/// frequent in the order of numbers.
template <typename Name>
Json most(const std::vector<std::size_t>& counts, const Name& name) {
  std::vector<std::pair<std::size_t, std::size_t>> order;
  for (std::size_t value = 0; value < counts.size(); ++value)
    if (counts[value] > 0) order.emplace_back(counts[value], value);
  std::sort(order.begin(), order.end(), [](const auto& x, const auto& y) {
    return x.first != y.first ? x.first > y.first : x.second < y.second;
  });
  order.resize(std::min(order.size(), kShown));
  Json out = Json::array();
  for (const auto& [n, value] : order)
    if (const Json called = name(value); !called.is_null()) out.push_back({called, n});
  return out;
}

/// Of a closed set, what is as frequent by its name.
Json by_name(Json counts) {
  std::stable_sort(counts.begin(), counts.end(), [](const Json& x, const Json& y) {
    return x[1] != y[1] ? x[1] > y[1] : x[0] < y[0];
  });
  return counts;
}

void count(std::vector<std::size_t>& counts, std::size_t value) {
  if (value >= counts.size()) counts.resize(value + 1);
  ++counts[value];
}

}  // namespace

Result<Json> statement_counts(Store& store, const Question& question) {
  const auto index = day_index(store);
  constexpr std::array<std::string Question::*, 4> kOwn = {&Question::by, &Question::to,
                                                           &Question::act, &Question::type};
  // The rest of the question once, and each facet's own filter once.
  Question rest = question;
  for (const auto own : kOwn) (rest.*own).clear();
  std::array<std::optional<Marks>, 5> marks;
  if (!asks_nothing(rest)) {
    CASUS_TRY(marks[4], answering(store, *index, rest));
  }
  for (std::size_t facet = 0; facet < kOwn.size(); ++facet) {
    if ((question.*kOwn[facet]).empty()) continue;
    Question own{.kind = "statements"};
    own.*kOwn[facet] = question.*kOwn[facet];
    CASUS_TRY(marks[facet], answering(store, *index, own));
  }
  const auto answers = [&](std::size_t at, std::size_t without) {
    for (std::size_t facet = 0; facet < marks.size(); ++facet)
      if (facet != without && marks[facet] && !(*marks[facet])[at]) return false;
    return true;
  };
  std::array<std::vector<std::size_t>, 4> counts;  // as kOwn
  for (std::size_t i = 0; i < index->statements.size(); ++i) {
    const DayIndex::Said& said = index->statements[i];
    if (said.speaker != 0 && answers(i, 0)) count(counts[0], said.speaker);
    if (answers(i, 2)) count(counts[2], static_cast<std::size_t>(said.act));
    if (answers(i, 3)) count(counts[3], static_cast<std::size_t>(said.kind));
  }
  for (const auto& [actor, at] : index->addressees)
    if (answers(at, 1)) count(counts[1], actor);
  const auto actor = [&](std::size_t id) {
    const Json who = actor_json(store, static_cast<std::int64_t>(id));
    return who.is_null() ? Json(nullptr) : Json(who["name"]);
  };
  Json out = {
      {"by", most(counts[0], actor)},
      {"to", most(counts[1], actor)},
      {"act", by_name(most(counts[2], [](std::size_t i) { return Json(kSpeechActs[i]); }))},
      {"type", by_name(most(counts[3], [](std::size_t i) { return Json(kStatementKinds[i]); }))}};
  if (auto error = store.database().take_error()) return *error;
  return out;
}

}  // namespace casus
