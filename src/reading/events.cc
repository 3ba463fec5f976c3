// SPDX-License-Identifier: Apache-2.0
#include "reading/events.h"

#include <algorithm>

#include "core/text.h"
#include "core/word_sets.h"
#include "reading/event_dates.h"
#include "reading/event_lexicon.h"
#include "reading/quantities.h"

namespace casus {

namespace {

/// How sure it is that the right ones are named: the surest party, or that there is nobody.
double certainty_of(const std::vector<Party>& parties, float nobody) {
  double most = parties.empty() ? nobody : 0;
  for (const Party& party : parties) most = std::max(most, party.certainty);
  return most;
}

class EventReader {
 public:
  EventReader(const Report& report, const Syntax& syntax, const Findings& findings,
              const Parties& parties)
      : report_(report),
        syntax_(syntax),
        findings_(findings),
        parties_(parties),
        dates_(findings.times, syntax) {}

  std::vector<Event> read() {
    for (const FoundEvent& found : findings_.events) take(found);
    for (std::size_t e = 0; e < out_.size(); ++e) date_from_before(e);
    for (const FoundNumber& number : findings_.numbers) count(number);
    for (std::size_t e = 0; e < out_.size(); ++e) out_[e].id = "e" + std::to_string(e + 1);
    return std::move(out_);
  }

 private:
  void take(const FoundEvent& found) {
    if (is_furniture(found.trigger)) return;
    const std::vector<Party> source = parties_.of(found.source);
    std::vector<Party> target = parties_.of(found.target);
    if (!is_mutual(found.type)) {  // nobody is the target of his own deed
      std::erase_if(target, [&](const Party& party) {
        return std::any_of(source.begin(), source.end(),
                           [&](const Party& own) { return own.actor == party.actor; });
      });
    }
    if (source.empty() && target.empty()) return;
    // What is said to somebody is an event only where both are told.
    if (is_spoken(found.type) && (source.empty() || target.empty())) return;
    Event event;
    event.type = found.type;
    event.status = found.status;
    event.source = parties_.ids(source);
    event.target = parties_.ids(target);
    event.trigger = syntax_.word(found.trigger).span;
    event.date = date_of(found);
    const EventSense* sense = EventLexicon::builtin().sense_of(syntax_, found.trigger);
    if (sense != nullptr && sense->type == event.type) event.mode = sense->mode;
    const Statement* statement = parties_.said_in(found.trigger);
    if (statement != nullptr && found.status == EventStatus::Alleged)
      event.according_to = {statement->id};
    event.confidence = found.likely * certainty_of(source, found.nobody_source) *
                       certainty_of(target, found.nobody_target);
    if (Event* told = told_before(event, found.trigger)) {
      if (event.confidence > told->confidence)
        std::swap(told->trigger, event.trigger), told->confidence = event.confidence;
      told->tellings.push_back(event.trigger);
      return;
    }
    out_.push_back(std::move(event));
  }

  /// The day of the trigger's sentence; for a saying, what was said tells of other days. What has
  /// happened lies not ahead.
  When date_of(const FoundEvent& found) const {
    const Statement* saying = parties_.said_by(found.trigger);
    const When date =
        dates_.date_of(found.trigger, saying == nullptr ? std::vector<Span>{} : saying->content);
    const bool happened =
        found.status == EventStatus::Occurred || found.status == EventStatus::Alleged;
    if (happened && !report_.published.empty() && date.from > report_.published) return {};
    return date.known() || saying == nullptr ? date : saying->date;
  }

  bool is_furniture(std::uint32_t word) const {
    const Span span = syntax_.word(word).span;
    const auto covers = [&](const Span part) { return part.contains(span); };
    return std::any_of(report_.furniture.begin(), report_.furniture.end(), covers) ||
           std::any_of(report_.frame.begin(), report_.frame.end(), covers);
  }

  /// The event of the same type and parties that the trigger's sentence has told already.
  Event* told_before(const Event& event, std::uint32_t trigger) {
    for (auto it = out_.rbegin(); it != out_.rend(); ++it) {
      if (sentence_of(it->trigger) != syntax_.sentence_number(trigger)) break;
      if (it->type == event.type && it->source == event.source && it->target == event.target)
        return &*it;
    }
    return nullptr;
  }

  /// An event whose sentence gives no time is when it was told before, a few sentences up: one of
  /// its type between the same, or any of its type that "the meeting" points back to.
  void date_from_before(std::size_t index) {
    constexpr std::uint32_t kFar = 4;
    Event& event = out_[index];
    if (event.date.known()) return;
    const bool points_back = is_definite(syntax_.word_at(event.trigger.begin));
    const auto shares = [](const std::vector<std::string>& a, const std::vector<std::string>& b) {
      return std::any_of(a.begin(), a.end(), [&](const std::string& actor) {
        return std::find(b.begin(), b.end(), actor) != b.end();
      });
    };
    for (std::size_t before = index; before-- > 0;) {
      const Event& other = out_[before];
      if (sentence_of(event.trigger) - sentence_of(other.trigger) > kFar) return;
      const bool same =
          other.type == event.type &&
          (points_back || shares(other.source, event.source) || shares(other.target, event.target));
      if (same && other.date.known() && other.status == event.status) {
        event.date = other.date;
        return;
      }
    }
  }

  bool is_definite(std::uint32_t noun) const {
    const auto& children = syntax_.children(noun);
    return syntax_.is_noun(noun) &&
           std::any_of(children.begin(), children.end(), [&](std::uint32_t c) {
             return is_one_of(syntax_.form(c), WordSet::DefiniteDeterminers);
           });
  }

  std::uint32_t sentence_of(Span span) const {
    return syntax_.sentence_number(syntax_.word_at(span.begin));
  }

  /// A number belongs to the event of its sentence whose trigger is nearest to it.
  void count(const FoundNumber& number) {
    Event* nearest = nullptr;
    std::uint32_t least = UINT32_MAX;
    for (Event& event : out_) {
      if (sentence_of(event.trigger) != syntax_.sentence_number(number.word)) continue;
      const std::uint32_t trigger = syntax_.word_at(event.trigger.begin);
      const std::uint32_t far =
          trigger < number.word ? number.word - trigger : trigger - number.word;
      if (far < least) least = far, nearest = &event;
    }
    if (nearest == nullptr) return;
    const Quantity quantity = quantity_at(syntax_, number.word, number.what);
    const auto& told = nearest->quantities;
    if (std::none_of(told.begin(), told.end(),
                     [&](const Quantity& other) { return other.span.overlaps(quantity.span); }))
      nearest->quantities.push_back(quantity);
  }

  const Report& report_;
  const Syntax& syntax_;
  const Findings& findings_;
  const Parties& parties_;
  EventDates dates_;
  std::vector<Event> out_;
};

}  // namespace

std::vector<Event> read_events(const Report& report, const Syntax& syntax, const Findings& findings,
                               const Parties& parties) {
  return EventReader(report, syntax, findings, parties).read();
}

}  // namespace casus
