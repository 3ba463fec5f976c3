// SPDX-License-Identifier: Apache-2.0
#include "assess/event_pairs.h"

#include <algorithm>
#include <cmath>

#include "assess/event_pair_weights.h"
#include "assess/likeness.h"
#include "core/calendar.h"
#include "core/text.h"
#include "store/ties.h"

namespace casus {

namespace {

constexpr std::uint32_t kNear = 60;  // bytes before and after a trigger's start

/// Whether a sentence ends before `at`: at a line feed, or at white space after a full stop, a
/// question or an exclamation mark, quotation marks between. An abbreviation's stop ends one too,
/// which costs a few words.
bool ends_before(std::string_view text, std::size_t at) {
  if (text[at - 1] == '\n') return true;
  if (text[at - 1] != ' ') return false;
  std::size_t end = at - 1;
  while (end > 0 && (text[end - 1] == '"' || text[end - 1] == ')' || text[end - 1] == '\'' ||
                     static_cast<unsigned char>(text[end - 1]) >= 0x80))
    --end;
  return end > 0 && (text[end - 1] == '.' || text[end - 1] == '!' || text[end - 1] == '?');
}

Span sentence_around(std::string_view text, Span inside) {
  std::size_t begin = inside.begin, end = inside.end;
  while (begin > 0 && !ends_before(text, begin)) --begin;
  while (end < text.size() && !ends_before(text, end)) ++end;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

/// The part of a sentence around a trigger's start, in whole words.
Span near_in(std::string_view text, Span sentence, std::uint32_t start) {
  std::uint32_t begin = std::max(sentence.begin, start - std::min(start, kNear)),
                end = std::min(sentence.end, start + kNear);
  while (begin > sentence.begin && begin < start && text[begin - 1] != ' ') ++begin;
  while (end < sentence.end && end > start && text[end] != ' ') --end;
  return {begin, end};
}

double shared_of(const IdSet& a, const IdSet& b) {
  if (a.empty() || b.empty()) return 0;
  const auto shared = std::count_if(a.begin(), a.end(), [&](auto id) { return b.count(id) != 0; });
  return 2.0 * static_cast<double>(shared) / static_cast<double>(a.size() + b.size());
}

bool share_a_word(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& word) { return b.count(word) != 0; });
}

bool differ(const IdSet& a, const IdSet& b) {
  return !a.empty() && !b.empty() && !meet(a, b);
}

/// True where both tell both parties, and these are the same.
bool share_both_parties(const EventTelling& a, const EventTelling& b) {
  return (meet(a.source, b.source) && meet(a.target, b.target)) ||
         (is_mutual(a.type) && meet(a.source, b.target) && meet(a.target, b.source));
}

/// A time of a week at most: that two tell of it says more than that both tell of a year.
bool is_short(const EventTelling& telling) {
  return !telling.from.empty() && telling.to <= shifted(telling.from, 7);
}

/// True where both parties are told, and a time no longer than such an event: words take a day.
bool is_told_in_full(const EventTelling& telling) {
  const int longest = is_spoken(telling.type) ? 0 : kLongestEvent;
  return !telling.from.empty() && telling.to <= shifted(telling.from, longest) &&
         !telling.source.empty() && !telling.target.empty();
}

}  // namespace

const IdSet& EventPairs::bodies(std::int64_t actor) {
  const auto [found, added] = bodies_.try_emplace(actor);
  if (added) found->second = set_of(speaks_for(*store_, actor));
  return found->second;
}

IdSet EventPairs::bodies_of(const IdSet& actors) {
  IdSet out;
  for (const std::int64_t actor : actors) {
    const IdSet& own = bodies(actor);
    out.insert(own.begin(), own.end());
  }
  return out;
}

const std::string& EventPairs::text_of(std::int64_t report) {
  const auto [found, added] = texts_.try_emplace(report);
  if (added) found->second = store_->text_of(report);
  return found->second;
}

const EventTelling& EventPairs::telling(std::int64_t event) {
  const auto [found, added] = tellings_.try_emplace(event);
  EventTelling& out = found->second;
  if (!added) return out;
  Database& database = store_->database();
  std::vector<Span> spans;
  {
    Query row = database.query(
        "SELECT e.report, e.type, e.status, coalesce(e.date, ''), coalesce(e.date_to, e.date, ''), "
        "e.span, coalesce(r.part_of, 0) FROM events e JOIN reports r ON r.id = e.report WHERE e.id "
        "= "
        "?");
    if (!row.bind(event).next()) return out;
    out.report = row.integer(0);
    out.type = row.kind<EventType>(1);
    out.status = row.kind<EventStatus>(2);
    out.from = row.text(3);
    out.to = row.text(4);
    spans = spans_of(row.text(5));
    out.story = row.integer(6);
  }
  const auto parties = [&](Sql sql) { return bodies_of(set_of(database.ids(sql, event))); };
  out.source = parties("SELECT actor FROM parties WHERE event = ? AND target = 0");
  out.target = parties("SELECT actor FROM parties WHERE event = ? AND target = 1");
  if (const auto sentence = read_words(text_of(out.report), spans, out))
    out.named = bodies_of(named_within(database, out.report, {*sentence}));
  return out;
}

std::optional<Span> read_words(std::string_view text, const std::vector<Span>& spans,
                               EventTelling& out) {
  if (spans.empty() || spans.back().end > text.size()) return std::nullopt;
  const Span trigger{spans.front().begin, spans.back().end};
  const Span sentence = sentence_around(text, trigger);
  const auto words = [&](Span span) { return content_stems(text.substr(span.begin, span.size())); };
  out.trigger = words(trigger);
  out.near = words(near_in(text, sentence, trigger.begin));
  out.sentence = words(sentence);
  return sentence;
}

bool may_be_one(const EventTelling& a, const EventTelling& b) {
  if (a.type != b.type) return false;
  if (a.status == EventStatus::Hypothetical || b.status == EventStatus::Hypothetical) return false;
  const bool reversed = meet(a.source, b.target) && meet(a.target, b.source) &&
                        !meet(a.source, b.source) && !meet(a.target, b.target);
  if (reversed && !is_mutual(a.type)) return false;
  return a.from.empty() || b.from.empty() || (a.from <= b.to && b.from <= a.to);
}

bool is_same_by_day(const EventTelling& a, const EventTelling& b) {
  if (!is_told_in_full(a) || !is_told_in_full(b)) return false;
  if (a.report != b.report && dice(a.sentence, b.sentence) < 0.1) return false;
  return (meet(a.source, b.source) && meet(a.target, b.target)) ||
         (is_mutual(a.type) && meet(a.source, b.target) && meet(a.target, b.source));
}

double likeness_in_versions(const EventTelling& a, const EventTelling& b) {
  const bool comparable = a.type == b.type && a.status == b.status && a.trigger == b.trigger;
  return comparable ? dice(a.sentence, b.sentence) : 0;
}

EventFeatures features_of(const EventTelling& a, const EventTelling& b) {
  const bool others =
      !is_mutual(a.type) && (differ(a.source, b.source) || differ(a.target, b.target));
  const auto a_figures = figures_of(a.sentence), b_figures = figures_of(b.sentence);
  return {dice(a.near, b.near),
          static_cast<double>(share_a_word(a.trigger, b.trigger)),
          dice(a.sentence, b.sentence),
          shared_of(a.named, b.named),
          static_cast<double>(others),
          static_cast<double>(a.status != b.status),
          static_cast<double>(share_a_word(a_figures, b_figures)),
          static_cast<double>(is_short(a) && is_short(b)),
          static_cast<double>(share_both_parties(a, b)),
          static_cast<double>(a.story != 0 && a.story == b.story)};
}

double likelihood_of_one(const EventTelling& a, const EventTelling& b) {
  const EventFeatures features = features_of(a, b);
  double sum = kEventPairBias;
  for (std::size_t at = 0; at < features.size(); ++at) sum += kEventPairWeights[at] * features[at];
  return 1 / (1 + std::exp(-sum));
}

}  // namespace casus
