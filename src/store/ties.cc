// SPDX-License-Identifier: Apache-2.0
#include "store/ties.h"

#include <algorithm>
#include <map>
#include <optional>

#include "core/text.h"
#include "core/word_sets.h"
#include "store/spelling.h"

namespace casus {

namespace {

void add(std::vector<std::int64_t>& ids, std::int64_t id) {
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

}  // namespace

const KnownActor* known_actor(Store& store, std::int64_t actor) {
  Query row = store.database().query("SELECT name, type FROM actors WHERE id = ?");
  if (!row.bind(actor).next()) return nullptr;
  const KnownActor* known = store.knowledge().named(row.text(0));
  return known != nullptr && known->type == row.kind<ActorType>(1) ? known : nullptr;
}

bool is_title_of_voice(std::string_view title, bool of_state) {
  const std::string folded = fold(title);
  if (contains_any_word(folded, words_of(WordSet::NoVoices))) return false;
  return !of_state || contains_any_word(folded, words_of(WordSet::VoiceOffices));
}

namespace {

/// What reports tell of one actor and one body.
struct Told {
  bool is_state = false;                  // the body
  bool titled = false, by_title = false;  // a title is told; one that makes a voice
  double surest = 0;
  std::int64_t reports = 0;

  /// Read of the pool: of ties below 0.7 that one report tells, half were of another state.
  bool counts() const {
    return by_title || (!titled && (surest >= 0.7 || (reports >= 2 && surest >= 0.5)));
  }
};

/// The other ends of an actor's ties, from it (to whom it belongs) or towards it (who belongs to
/// it), that count.
std::vector<std::int64_t> tied(Store& store, std::int64_t actor, bool from) {
  std::map<std::int64_t, Told> all;
  Query roles = store.database().query(
      from ? Sql("SELECT o.of, b.type = 'state', o.title FROM roles o JOIN actors b ON b.id = o.of "
                 "WHERE o.actor = ? GROUP BY o.of, o.title")
           : Sql("SELECT o.actor, b.type = 'state', o.title FROM roles o JOIN actors b ON b.id = "
                 "o.of WHERE o.of = ? GROUP BY o.actor, o.title"));
  for (roles.bind(actor); roles.next();) {
    Told& told = all[roles.integer(0)];
    told.is_state = roles.integer(1) != 0;
    told.titled = true;
    told.by_title |= is_title_of_voice(roles.text(2), told.is_state);
  }
  Query ties = store.database().query(
      from ? Sql("SELECT r.to_actor, b.type = 'state', max(r.confidence), count(DISTINCT "
                 "coalesce(d.version_of, d.id)) FROM relations r JOIN reports d ON d.id = r.report "
                 "JOIN actors b ON b.id = r.to_actor WHERE r.from_actor = ? AND r.type IN "
                 "('holds_office', 'part_of') AND (r.review IS NULL OR r.review <> 'rejected') "
                 "GROUP BY 1")
           : Sql("SELECT r.from_actor, b.type = 'state', max(r.confidence), count(DISTINCT "
                 "coalesce(d.version_of, d.id)) FROM relations r JOIN reports d ON d.id = r.report "
                 "JOIN actors b ON b.id = r.to_actor WHERE r.to_actor = ? AND r.type IN "
                 "('holds_office', 'part_of') AND (r.review IS NULL OR r.review <> 'rejected') "
                 "GROUP BY 1"));
  for (ties.bind(actor); ties.next();) {
    Told& told = all[ties.integer(0)];
    told.is_state = ties.integer(1) != 0;
    told.surest = ties.real(2);
    told.reports = ties.integer(3);
  }
  std::vector<std::int64_t> out;
  for (const auto& [other, told] : all) {
    if (!told.counts()) continue;
    // Whose office the knowledge base knows speaks for no other state.
    const std::int64_t person = from ? actor : other, body = from ? other : actor;
    const KnownActor* known = told.is_state ? known_actor(store, person) : nullptr;
    if (known != nullptr && known->type == ActorType::Person) {
      const auto offices = store.knowledge().offices_of(*known);
      const KnownActor* state = known_actor(store, body);
      const auto of_it = [&](const Tenure* tenure) { return tenure->of == state; };
      if (!offices.empty() && std::none_of(offices.begin(), offices.end(), of_it)) continue;
    }
    out.push_back(other);
  }
  return out;
}

}  // namespace

const KnownActor* described_state(const Knowledge& knowledge, std::string_view name) {
  static constexpr std::string_view kVoices =
      " official officials government ministry minister ministers authorities army military troops "
      "diplomat diplomats foreign defence defense interior senior top state department media "
      "spokesman spokeswoman spokesperson embassy ";
  const KnownActor* state = nullptr;
  for (const std::string_view word : split(name, ' ')) {
    if (is_one_of(word, {"the", "The", "a", "A", "an", "An", "senior", "Senior", "top", "Top"}))
      continue;
    if (state == nullptr) {
      state = knowledge.named(word);
      if (state == nullptr || state->type != ActorType::State) return nullptr;
    } else if (kVoices.find(" " + lower(word) + " ") == std::string_view::npos) {
      return nullptr;
    }
  }
  return state;
}

namespace {

/// The same of a kept actor that is only described.
std::optional<std::int64_t> state_of_description(Store& store, std::int64_t actor) {
  std::string name;
  {
    Query row = store.database().query("SELECT name FROM actors WHERE id = ? AND type = 'group'");
    if (!row.bind(actor).next()) return std::nullopt;
    name = row.text(0);
  }
  const KnownActor* state = described_state(store.knowledge(), name);
  return state == nullptr ? std::nullopt : store.actor_of(*state);
}

}  // namespace

std::vector<std::int64_t> speaks_for(Store& store, std::int64_t actor) {
  std::vector<std::int64_t> out{actor};
  for (const std::int64_t body : tied(store, actor, true)) add(out, body);
  if (const auto state = state_of_description(store, actor)) add(out, *state);
  if (const KnownActor* known = known_actor(store, actor)) {
    for (const Tenure* tenure : store.knowledge().offices_of(*known)) {
      if (const auto of = store.actor_of(*tenure->of)) add(out, *of);
    }
  }
  for (std::int64_t& id : out) id = store.merged(id);
  return out;
}

std::vector<std::int64_t> voices_of(Store& store, std::int64_t actor) {
  std::vector<std::int64_t> out{actor};
  for (const std::int64_t voice : tied(store, actor, false)) add(out, voice);
  if (const KnownActor* known = known_actor(store, actor)) {
    for (const Tenure& tenure : store.knowledge().tenures()) {
      if (tenure.of != known) continue;
      if (const auto holder = store.actor_of(*tenure.holder)) add(out, *holder);
    }
  }
  for (std::int64_t& id : out) id = store.merged(id);
  return out;
}

std::vector<std::int64_t> members_of(Store& store, std::int64_t organisation,
                                     const std::string& day) {
  std::vector<std::int64_t> out;
  const KnownActor* known = known_actor(store, organisation);
  if (known != nullptr) {
    for (const KnownActor* member : store.knowledge().members(*known, day)) {
      if (const auto id = store.actor_of(*member)) add(out, *id);
    }
  }
  if (out.empty()) {
    Query said = store.database().query(
        "SELECT DISTINCT from_actor FROM relations WHERE to_actor = ? AND type = 'member_of'");
    for (said.bind(organisation); said.next();) add(out, said.integer(0));
  }
  return out;
}

namespace {

// Of several who are called so, those of whom more is told come first.
constexpr Sql kByName =
    "SELECT a.id FROM actor_names n JOIN actors a ON a.id = n.actor WHERE n.folded = ? ORDER BY "
    "(SELECT count(*) FROM mentions m WHERE m.actor = a.id) DESC LIMIT 20";
constexpr Sql kBySpelling =
    "SELECT a.id FROM actors a WHERE a.spelling = ? ORDER BY (SELECT count(*) FROM mentions m "
    "WHERE m.actor = a.id) DESC LIMIT 20";
constexpr Sql kByFamilyName =
    "SELECT a.id FROM actors a WHERE a.type = 'person' AND a.spelling LIKE '% ' || ? ORDER BY "
    "(SELECT count(*) FROM mentions m WHERE m.actor = a.id) DESC LIMIT 20";

}  // namespace

std::vector<std::int64_t> actors_named(Store& store, std::string_view name) {
  std::vector<std::int64_t> out;
  const std::string written(trim(name)), key = spelling_key(written);
  // The knowledge base first, so that a seat or an adjective finds its state.
  for (const std::string& form :
       {written, written.empty() ? written
                                 : std::string(1, static_cast<char>(std::toupper(
                                                      static_cast<unsigned char>(written[0])))) +
                                       written.substr(1)}) {
    const KnownActor* known = store.knowledge().named(form);
    if (known == nullptr) continue;
    if (const auto id = store.actor_of(*known)) add(out, *id);
  }
  const auto collect = [&](Sql sql, const std::string& value) {
    Query rows = store.database().query(sql);
    for (rows.bind(value); rows.next() && out.size() < 20;) add(out, store.merged(rows.integer(0)));
  };
  if (out.empty()) collect(kByName, fold(written));
  if (key.empty()) return out;  // "%" is nobody, and not an actor whose name has no letter either
  if (out.empty()) collect(kBySpelling, key);
  // A family name in another spelling: the last word of a kept person's name.
  if (out.empty() && written.find(' ') == std::string::npos && written.size() > 3)
    collect(kByFamilyName, key);
  return out;
}

}  // namespace casus
