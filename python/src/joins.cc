// SPDX-License-Identifier: Apache-2.0
// What casus.joins asks of the library: the rules of src/assess, of keys instead of a store's rows.
#include "joins.h"

#include <algorithm>
#include <set>

#include "assess/claim_pairs.h"
#include "assess/commitment_pairs.h"
#include "assess/event_pair_weights.h"
#include "assess/event_pairs.h"
#include "assess/joins.h"
#include "assess/likeness.h"
#include "assess/refusals.h"
#include "assess/story_signs.h"
#include "core/calendar.h"
#include "core/text.h"
#include "lookup.h"
#include "module.h"
#include "store/stored_actor.h"
#include "store/ties.h"

namespace casus::python {

namespace {

using Whole = std::int64_t;
using Wholes = std::vector<Whole>;
using Texts = std::vector<std::string>;

/// The knowledge base, as far as ties look at it. Actors are told by name and type, and given as
/// the keys that a store finds them by.
class HeldKnowledge {
 public:
  explicit HeldKnowledge(const std::string& lines)
      : knowledge_(value_of(Knowledge::shared(lines))) {}
  const Knowledge& base() const { return *knowledge_; }

  Texts offices(const std::string& name, const std::string& type) const {
    Texts out;
    if (const KnownActor* known = known_as(name, type)) {
      for (const Tenure* tenure : base().offices_of(*known)) add(out, *tenure->of);
    }
    return out;
  }
  Texts holders(const std::string& name, const std::string& type) const {
    Texts out;
    const KnownActor* known = known_as(name, type);
    if (known == nullptr) return out;
    for (const Tenure& tenure : base().tenures()) {
      if (tenure.of == known) add(out, *tenure.holder);
    }
    return out;
  }
  /// The state that a description makes a group a voice of.
  Texts described(const std::string& name, const std::string& type) const {
    Texts out;
    const KnownActor* state =
        type == name_of(ActorType::Group) ? described_state(base(), name) : nullptr;
    if (state != nullptr) add(out, *state);
    return out;
  }
  /// Whose office the knowledge base knows speaks for no other state.
  bool may_speak(const std::string& person, const std::string& person_type,
                 const std::string& state) const {
    const KnownActor* known = known_as(person, person_type);
    if (known == nullptr || known->type != ActorType::Person) return true;
    const auto offices = base().offices_of(*known);
    const KnownActor* body = known_as(state, std::string(name_of(ActorType::State)));
    return offices.empty() || std::any_of(offices.begin(), offices.end(),
                                          [&](const Tenure* one) { return one->of == body; });
  }
  Texts organisations(const std::string& name, const std::string& type,
                      const std::string& day) const {
    Texts out;
    if (const KnownActor* known = known_as(name, type)) {
      for (const KnownActor* one : base().organisations_of(*known, day)) add(out, *one);
    }
    return out;
  }
  Texts members(const std::string& name, const std::string& type, const std::string& day) const {
    Texts out;
    if (const KnownActor* known = known_as(name, type)) {
      for (const KnownActor* one : base().members(*known, day)) add(out, *one);
    }
    return out;
  }

 private:
  const KnownActor* known_as(const std::string& name, const std::string& type) const {
    const KnownActor* known = base().named(name);
    return known != nullptr && name_of(known->type) == type ? known : nullptr;
  }
  static void add(Texts& keys, const KnownActor& known) {
    const std::string key = key_of(known);
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  }
  std::shared_ptr<const Knowledge> knowledge_;
};

Batch keys_of(const HeldKnowledge& knowledge,
              const std::vector<std::tuple<Whole, HeldRecord>>& records) {
  return value_of(without_gil([&] {
    std::vector<Json> rows;
    for (const auto& [at, held] : records)
      rows.push_back(join_row(knowledge.base(), at, *held.record));
    return Batch::create(join_table(), rows);
  }));
}

std::set<std::string> words_in(std::string_view text) {
  std::set<std::string> out;
  for (const std::string_view word : split(text, ' ')) {
    if (!word.empty()) out.emplace(word);
  }
  return out;
}

/// The signs of a report with their weights: of each word how often it stands in the lead, how
/// often with a capital, whether it is a state, and how many reports have it.
std::vector<std::tuple<Whole, double>> weigh(
    const std::vector<std::tuple<Whole, double, double, bool, double>>& words, double reports) {
  std::vector<CountedWord> counted;
  for (const auto& [sign, count, capital, state, n] : words)
    counted.push_back({sign, {count, capital, state}, n});
  std::vector<std::tuple<Whole, double>> out;
  for (const auto& [sign, weight] : weighed_signs(counted, reports)) out.emplace_back(sign, weight);
  return out;
}

/// The stories of reports that are linked to each other, in their order: of each the earlier ones
/// that are alike, and how much more than need be. Of each its story, named by the report that
/// began it (0: none), and the report since which it is in it: itself, or the next like it.
std::vector<std::tuple<Whole, Whole>> stories_of(
    const Wholes& reports, const std::vector<std::vector<std::tuple<Whole, double>>>& alike) {
  std::map<Whole, Whole> story, since, size;
  for (std::size_t at = 0; at < reports.size(); ++at) {
    std::vector<NearReport> near;
    for (const auto& [other, over] : alike[at]) near.push_back({other, story[other], over});
    const auto found = likest(near, [&](Whole one) { return size[one]; });
    if (!found) continue;
    const Whole its = found->story == 0 ? reports[at] : found->story;
    const auto put = [&](Whole report) {
      story[report] = its;
      since[report] = reports[at];
      ++size[its];
    };
    if (found->story == 0) put(found->report);
    put(reports[at]);
  }
  std::vector<std::tuple<Whole, Whole>> out;
  for (const Whole report : reports) out.emplace_back(story[report], since[report]);
  return out;
}

/// An item as casus.joins tells it: what join_table() has of it, and of what depends on when it is
/// looked at, since when it is so.
class Told {
 public:
  Told(const nb::dict& fields, Whole at) : fields_(fields), at_(at) {}
  std::string text(const char* name) const { return nb::cast<std::string>(fields_[name]); }
  bool truth(const char* name) const { return nb::cast<bool>(fields_[name]); }
  Whole whole(const char* name) const { return nb::cast<Whole>(fields_[name]); }
  bool is_told(const char* name) const { return !fields_[name].is_none(); }
  std::set<std::string> words(const char* name) const { return words_in(text(name)); }
  IdSet ids(const char* name) const { return set_of(nb::cast<Wholes>(fields_[name])); }
  /// Three numbers each: a body, and from when until when the item's actor is known to speak for
  /// it.
  IdSet bodies(const char* name) const {
    IdSet out;
    const auto all = nb::cast<Wholes>(fields_[name]);
    for (std::size_t i = 0; i + 2 < all.size(); i += 3) {
      if (all[i + 1] <= at_ && at_ < all[i + 2]) out.insert(all[i]);
    }
    return out;
  }
  /// Empty where none is told.
  std::string day(const char* name) const {
    if (!is_told(name)) return {};
    return iso(Day(std::chrono::sys_days(std::chrono::days(whole(name)))));
  }
  /// Of the item's report; 0 where it is in none yet.
  Whole story() const { return whole("story_since") <= at_ ? whole("story") : 0; }

 private:
  const nb::dict& fields_;
  Whole at_;
};

EventTelling event_of(const Told& told) {
  EventTelling out;
  out.report = told.whole("report");
  out.story = told.story();
  out.type = kind_named<EventType>(told.text("type")).value_or(EventType::Agree);
  out.status = kind_named<EventStatus>(told.text("status")).value_or(EventStatus::Occurred);
  out.from = told.day("from");
  out.to = told.day("to");
  out.source = told.bodies("source");
  out.target = told.bodies("target");
  out.named = told.bodies("named");
  out.trigger = told.words("trigger");
  out.near = told.words("near");
  out.sentence = told.words("sentence");
  return out;
}

/// True where two tellings are of one event, as it stands when report `at` is added.
bool is_same_event(const nb::dict& one, const nb::dict& other, Whole at) {
  const EventTelling a = event_of({one, at}), b = event_of({other, at});
  if (!may_be_one(a, b)) return false;
  return is_same_by_day(a, b) ||
         (a.report != b.report && likelihood_of_one(a, b) >= kEventPairThreshold);
}

ClaimTelling claim_of(const Told& told) {
  ClaimTelling out;
  out.id = told.whole("id");
  out.report = told.whole("report");
  out.story = told.story();
  out.date = told.day("published");
  out.says = told.truth("says");
  out.denies = told.truth("denies");
  out.speakers = told.bodies("speakers");
  out.named = told.bodies("named");
  out.bodies = told.ids("bodies");
  out.words = told.words("words");
  out.telling = told.words("telling");
  out.figures = figures_of(out.words);
  if (told.is_told("begin"))
    out.spans.push_back({static_cast<std::uint32_t>(told.whole("begin")),
                         static_cast<std::uint32_t>(told.whole("end"))});
  out.of_a_saying = told.truth("of_a_saying");
  return out;
}

/// True where two claims are the same or contest each other, as it stands when report `at` is
/// added.
bool is_one_matter(const nb::dict& one, const nb::dict& other, Whole at) {
  return tie_of(claim_of({one, at}), claim_of({other, at})) != ClaimTie::None;
}

CommitmentTelling commitment_of(const Told& told) {
  return {told.story(), told.day("day"), told.text("text")};
}

/// True where two commitments by one body, of kinds that are alike, are the same told again, as it
/// stands when report `at` is added.
bool is_same_commitment(const nb::dict& one, const nb::dict& other, Whole at) {
  const Told a(one, at), b(other, at);
  return may_be_to_the_same(a.ids("to"), b.ids("to")) &&
         is_told_again(commitment_of(a), commitment_of(b));
}

/// Joins events that are linked to each other, in their order: each to the linked ones whose first
/// began on days that meet its own. Gives the first of each. A day that is not told is kNoDay.
Wholes first_events(const Wholes& events, const Wholes& from, const Wholes& to,
                    const std::vector<Wholes>& linked) {
  std::map<Whole, std::size_t> place;
  for (std::size_t at = 0; at < events.size(); ++at) place[events[at]] = at;
  std::vector<std::size_t> up(events.size());
  for (std::size_t at = 0; at < up.size(); ++at) up[at] = at;
  const auto first = [&](std::size_t at) {
    while (up[at] != at) at = up[at] = up[up[at]];
    return at;
  };
  for (std::size_t at = 0; at < events.size(); ++at) {
    for (const Whole other : linked[at]) {
      const std::size_t one = first(place.at(other));
      const bool covers =
          from[at] == kNoDay || from[one] == kNoDay || (from[one] <= to[at] && to[one] >= from[at]);
      if (!covers) continue;
      const std::size_t own = first(at);
      up[std::max(one, own)] = std::min(one, own);
    }
  }
  Wholes out;
  for (std::size_t at = 0; at < events.size(); ++at) out.push_back(events[first(at)]);
  return out;
}

bool may_answer_by(const std::string& kind, const std::string& asked, const std::string& saying) {
  return may_answer(kind_named<CommitmentKind>(kind).value_or(CommitmentKind::None), asked, saying);
}

}  // namespace

void add_joins(nb::module_& module) {
  nb::class_<HeldKnowledge>(module, "Knowledge")
      .def(nb::init<const std::string&>(), nb::arg("actors"))
      .def("offices", &HeldKnowledge::offices)
      .def("holders", &HeldKnowledge::holders)
      .def("may_speak", &HeldKnowledge::may_speak)
      .def("organisations", &HeldKnowledge::organisations)
      .def("members", &HeldKnowledge::members)
      .def("described", &HeldKnowledge::described)
      .def("keys", keys_of, nb::arg("records"));
  nb::class_<Lookup>(module, "Lookup")
      .def(nb::init<bool, std::size_t, std::size_t>(), nb::arg("newest"), nb::arg("first"),
           nb::arg("most"))
      .def("feed", &Lookup::feed);
  module.def("join_schema", [] { return schema_capsule(join_table()); });
  module.def("weigh", weigh);
  module.def("stories", stories_of);
  module.def("first_events", first_events);
  module.def("is_same_event", is_same_event);
  module.def("is_same_commitment", is_same_commitment);
  module.def("is_one_matter", is_one_matter);
  module.def("may_answer", may_answer_by);
  module.attr("NO_DAY") = kNoDay;
  module.attr("ALIKE") = kAlike;
  module.attr("ALIKE_UNDATED") = kAlikeUndated;
  module.attr("STORY_DAYS") = kStoryDays;
  module.attr("SIGN_REPORTS") = kSignReports;
  module.attr("CLAIM_DAYS") = kDenialDays;
  module.attr("ANSWER_DAYS") = kAnswerDays;
  module.attr("EVENT_DAYS") = kLongestEvent;
  module.attr("GOING_ON_DAYS") = kGoingOnDays;
  module.attr("GOING_ON_REPORTS") = kGoingOnReports;
}

}  // namespace casus::python
