// SPDX-License-Identifier: Apache-2.0
// What casus.joins asks of the library: the rules of src/assess, of keys instead of a store's rows.
#include "joins.h"

#include <algorithm>
#include <set>
#include <tuple>

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
#include "store/versions.h"

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

/// The stories of reports that are linked to each other, in their order.
class Stories {
 public:
  /// Puts a report, one of the versions of `version`, where the earlier ones that are alike are.
  void add(Whole report, Whole version, std::vector<NearReport> near) {
    version_[report] = version;
    versions_[version].push_back(report);
    for (NearReport& one : near) one.story = story_[one.report];
    Whole its = story_[versions_[version].front()];
    const auto found =
        likest(near, [&](Whole story) { return static_cast<Whole>(told_[story].size()); });
    if (its == 0 && !found) return;
    if (its == 0) its = found->story;
    if (its == 0) {
      its = report;
      put(version_[found->report], its, report);
    }
    put(version, its, report);
  }
  std::tuple<Whole, Whole> of(Whole report) { return {story_[report], since_[report]}; }

 private:
  /// Versions of one report are in one story, and count as one there.
  void put(Whole version, Whole story, Whole since) {
    told_[story].insert(version);
    for (const Whole report : versions_[version]) {
      if (story_[report] != 0) continue;
      story_[report] = story;
      since_[report] = since;
    }
  }
  std::map<Whole, Whole> version_, story_, since_;
  std::map<Whole, Wholes> versions_;
  std::map<Whole, std::set<Whole>> told_;
};

/// The stories of reports that are linked to each other, in their order: of each the first of its
/// versions, the earlier ones that are alike, and how much more than need be. Of each its story,
/// named by the report that began it (0: none), and the report since which it is in it: itself, or
/// the next like it or a version of it.
std::vector<std::tuple<Whole, Whole>> stories_of(
    const Wholes& reports, const Wholes& versions,
    const std::vector<std::vector<std::tuple<Whole, double>>>& alike) {
  Stories stories;
  for (std::size_t at = 0; at < reports.size(); ++at) {
    std::vector<NearReport> near;
    for (const auto& [other, over] : alike[at]) near.push_back({other, 0, over});
    stories.add(reports[at], versions[at], std::move(near));
  }
  std::vector<std::tuple<Whole, Whole>> out;
  for (const Whole report : reports) out.push_back(stories.of(report));
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

/// Joins events that are linked to each other, in the order of their reports: those of a report
/// first to the tellings of its other versions, then to the linked ones whose first began on days
/// that meet its own. Gives the first of each. A day that is not told is kNoDay.
class FirstEvents {
 public:
  FirstEvents(const Wholes& events, const Wholes& from, const Wholes& to)
      : events_(events), from_(from), to_(to), up_(events.size()) {
    for (std::size_t at = 0; at < events.size(); ++at) place_[events[at]] = up_[at] = at;
  }
  void unite(std::size_t at, Whole other) { join(first(at), first(place_.at(other))); }
  void unite_by_day(std::size_t at, Whole other) {
    const std::size_t one = first(place_.at(other));
    if (from_[at] == kNoDay || from_[one] == kNoDay ||
        (from_[one] <= to_[at] && to_[one] >= from_[at]))
      join(one, first(at));
  }
  Wholes firsts() {
    Wholes out;
    for (std::size_t at = 0; at < events_.size(); ++at) out.push_back(events_[first(at)]);
    return out;
  }

 private:
  std::size_t first(std::size_t at) {
    while (up_[at] != at) at = up_[at] = up_[up_[at]];
    return at;
  }
  void join(std::size_t a, std::size_t b) { up_[std::max(a, b)] = std::min(a, b); }

  const Wholes &events_, &from_, &to_;
  std::vector<std::size_t> up_;
  std::map<Whole, std::size_t> place_;
};

Wholes first_events(const Wholes& events, const Wholes& reports, const Wholes& from,
                    const Wholes& to, const std::vector<Wholes>& of_versions,
                    const std::vector<Wholes>& linked) {
  FirstEvents out(events, from, to);
  for (std::size_t begin = 0, end = 0; begin < events.size(); begin = end) {
    while (end < events.size() && reports[end] == reports[begin]) ++end;
    for (std::size_t at = begin; at < end; ++at) {
      for (const Whole other : of_versions[at]) out.unite(at, other);
    }
    for (std::size_t at = begin; at < end; ++at) {
      for (const Whole other : linked[at]) out.unite_by_day(at, other);
    }
  }
  return out.firsts();
}

/// How much two events of versions of one report are alike.
double likeness_of_versions(const nb::dict& one, const nb::dict& other) {
  return likeness_in_versions(event_of({one, 0}), event_of({other, 0}));
}

/// Text, title, address, agency and day of a report.
using About = std::tuple<std::string, std::string, std::string, std::string, std::string>;

/// Whether a report is a copy of the kept one it is likest to, and whether it replaces it.
std::tuple<bool, bool> standing(const About& report, const About& kept) {
  const auto report_of = [](const About& about) {
    Report out;
    std::tie(out.text, out.title, out.url, out.agency, out.published) = about;
    return out;
  };
  const Standing found = standing_of(report_of(report), report_of(kept));
  return {found == Standing::Copy, found == Standing::Version};
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
  module.def("likeness_of_versions", likeness_of_versions);
  module.def("standing", standing);
  module.def("share_enough_for_versions", share_enough_for_versions);
  module.attr("BOILERPLATE") = kBoilerplate;
  module.attr("LEAST_SHARED") = kLeastShared;
  module.attr("MOSTLY_SHARED") = kMostlyShared;
  module.attr("LEAST_SIZE") = kLeastSize;
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
  module.attr("NEARLY_THE_SAME") = kNearlyTheSame;
  module.attr("GOING_ON_DAYS") = kGoingOnDays;
  module.attr("GOING_ON_REPORTS") = kGoingOnReports;
}

}  // namespace casus::python
