// SPDX-License-Identifier: Apache-2.0
#include "reading/event_lexicon.h"

#include <algorithm>
#include <functional>

#include "actors/tables.h"
#include "core/text.h"
#include "core/word_sets.h"

namespace casus {

namespace {

/// What a form may be of, its ending undone, for lemmas that the analysis missed.
std::vector<std::string> stems_of(std::string_view form) {
  std::vector<std::string> out;
  constexpr std::pair<std::string_view, std::string_view> kEndings[] = {
      {"ies", "y"},
      {"ied", "y"},
      {"ing", ""},
      {"ing", "e"},
      {"es", ""},
      {"ed", ""},
      {"s", ""},
      {"ed", "e"},
      // "retaken", "overran", "overthrew": irregular behind a prefix
      {"taken", "take"},
      {"took", "take"},
      {"ran", "run"},
      {"threw", "throw"},
      {"thrown", "throw"},
      {"drew", "draw"},
      {"drawn", "draw"},
      {"struck", "strike"},
      {"fought", "fight"},
      {"shot", "shoot"}};
  for (const auto& [ending, instead] : kEndings) {
    if (!form.ends_with(ending) || form.size() < ending.size() + 2) continue;
    std::string stem =
        std::string(form.substr(0, form.size() - ending.size())) + std::string(instead);
    const std::size_t n = stem.size();
    if (n > 3 && instead.empty() && ending.size() > 1 && stem[n - 1] == stem[n - 2])
      out.push_back(stem.substr(0, n - 1));
    out.push_back(std::move(stem));
  }
  return out;
}

constexpr std::string_view kAnyWord = "*";  // of what must stand under a trigger
constexpr std::string_view kNoEvent = "-";  // the type of what announces nothing
constexpr std::size_t kReach = 3;           // how far below a trigger its telling word may stand

/// True when one of `words` stands under `trigger`, clauses beside it left out.
bool has_under(const Syntax& syntax, std::uint32_t trigger, const std::vector<std::string>& words,
               bool subject_counts) {
  const auto is_one = [&](std::uint32_t at) {
    // "gave in" is not "gave it in May".
    const bool preposition = is_one_of(syntax.form(at), WordSet::AdverbialPrepositions) &&
                             syntax.relation(at) == Dependency::Case;
    const std::string_view lemma = syntax.lemma(at);
    const std::string_view singular = lemma.ends_with('s') ? lemma.substr(0, lemma.size() - 1)
                                                           : lemma;  // "troops" is its own lemma
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) {
                         return lemma == word || singular == word || syntax.form(at) == word;
                       }) &&
           !(preposition && !is_one_of(words.front(), WordSet::Inward));
  };
  const std::function<bool(std::uint32_t, std::size_t)> under = [&](std::uint32_t at,
                                                                    std::size_t depth) {
    for (const std::uint32_t c : syntax.children(at)) {
      const Dependency relation = syntax.relation(c);
      if (relation == Dependency::Parataxis || relation == Dependency::Punct ||
          (relation == Dependency::Conj && depth == 0 && syntax.is_verb(c)))
        continue;
      if (relation == Dependency::Advcl && depth > 0) continue;
      if (relation == Dependency::Nsubj && depth == 0 && !subject_counts &&
          !syntax.is_passive(at) && syntax.child(at, Dependency::Obj))
        continue;
      if (is_one(c) || (depth + 1 < kReach && under(c, depth + 1))) return true;
    }
    return false;
  };
  if (under(trigger, 0)) return true;
  // A light verb's noun may hold the word as its modifier's head: "missile strike" where the noun
  // hangs below.
  return syntax.is_noun(trigger) && syntax.relation(trigger) == Dependency::Compound &&
         syntax.word(trigger).head != kRoot && is_one(syntax.word(trigger).head);
}

bool is_met(const Syntax& syntax, std::uint32_t trigger, const EventSense& sense) {
  for (std::size_t i = 0; i < sense.needs.size(); ++i) {
    if (sense.needs[i].front() != kAnyWord && !has_under(syntax, trigger, sense.needs[i], i > 0))
      return false;
  }
  return true;
}

}  // namespace

const EventLexicon& EventLexicon::builtin() {
  static const EventLexicon lexicon;
  return lexicon;
}

EventLexicon::EventLexicon() {
  std::unordered_map<std::string, std::vector<std::string>> classes;
  for (const Span span : lines_of(kEventLexicon)) {
    const std::string_view line = cut(kEventLexicon, span);
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '@') {
      const auto sides = split(line, '=');
      for (const std::string_view word : split(sides[1], ' '))
        classes[std::string(sides[0])].emplace_back(word);
      continue;
    }
    const auto fields = split(line, ';');
    if (fields.size() < 5) continue;
    const bool weak = fields[1].ends_with('?');
    const std::string_view named = fields[1].substr(0, fields[1].size() - (weak ? 1 : 0));
    const auto type = kind_named<EventType>(named);
    if (!type && named != kNoEvent) continue;
    EventSense sense{{}, type, std::string(fields[2]), std::string(fields[4]), weak};
    const auto sides = split(fields[0], '+');
    for (std::size_t i = 1; i < sides.size(); ++i) {
      auto& needs = sense.needs.emplace_back();
      for (const std::string_view word : split(sides[i], '|')) {
        if (const auto found = classes.find(std::string(word)); found != classes.end())
          needs.insert(needs.end(), found->second.begin(), found->second.end());
        else
          needs.emplace_back(word);
      }
    }
    senses_[std::string(sides[0])].push_back(std::move(sense));
    ++size_;
  }
}

const EventSense* EventLexicon::sense_of(const Syntax& syntax, std::uint32_t trigger) const {
  const bool noun = syntax.word(trigger).upos == PartOfSpeech::Noun;
  if (!noun && syntax.word(trigger).upos != PartOfSpeech::Verb) return nullptr;
  auto found = senses_.find(std::string(syntax.lemma(trigger)) + (noun ? "/n" : ""));
  if (found == senses_.end() && noun)
    found = senses_.find(std::string(syntax.form(trigger)) + "/n");
  for (const std::string& stem :
       found == senses_.end() ? stems_of(syntax.form(trigger)) : std::vector<std::string>{}) {
    if (found == senses_.end()) found = senses_.find(stem + (noun ? "/n" : ""));
  }
  if (found == senses_.end()) return nullptr;
  const EventSense* plain = nullptr;
  for (const EventSense& sense : found->second) {
    if (sense.needs.empty())
      plain = &sense;
    else if (is_met(syntax, trigger, sense))
      return sense.type ? &sense : nullptr;
  }
  return plain != nullptr && plain->type ? plain : nullptr;
}

}  // namespace casus
