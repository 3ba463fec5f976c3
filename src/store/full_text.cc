// SPDX-License-Identifier: Apache-2.0
#include "store/full_text.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "core/text.h"
#include "core/utf8.h"
#include "store/ties.h"

namespace casus {

namespace {

constexpr std::string_view kAlike[] = {
    "help helping assistance assist aid support",
    "attack strike assault offensive shelling",
    "talks negotiations negotiate dialogue meeting",
    "war conflict fighting hostilities",
    "agreement deal accord treaty pact",
    "sanctions sanction embargo restrictions",
    "troops soldiers forces military army",
    "withdraw withdrawal pullout retreat",
    "ceasefire truce armistice",
    "border frontier",
    "prisoners captives hostages detainees",
    "elections election vote poll",
    "mediation mediator mediate intermediary",
    "membership member join accession quitting quit leave",
};

/// Words that --about passes over.
constexpr std::string_view kSkipped =
    " a an the of for to in on with and or by from about at its his her their that what ";

/// Parts of a text, each of one word or more that belong together ("cease-fire", "U.S.").
std::vector<std::string> parts_in(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() &&
           (is_letter(text[at]) || is_digit(text[at]) || text[at] == '.' || text[at] == '-'))
      ++at;
    if (at == begin)
      ++at;
    else if (!words_in(text.substr(begin, at - begin)).empty())
      out.emplace_back(text.substr(begin, at - begin));
  }
  return out;
}

/// A word or name as full text asks for it.
std::string term(std::string_view name, bool phrases) {
  std::vector<std::string> words;
  for (const std::string& word : words_in(name)) words.push_back(in_marks(word));
  if (words.size() < 2) return words.empty() ? "\"\"" : words.front();
  return "(" + joined(words, phrases ? " + " : " AND ") + ")";
}

/// Any of an actor's names.
std::string match_names(Store& store, std::int64_t actor, bool phrases) {
  std::vector<std::string> names;
  Query rows = store.database().query("SELECT folded FROM actor_names WHERE actor = ? LIMIT 30");
  for (rows.bind(actor); rows.next();) names.push_back(term(rows.text(0), phrases));
  if (const KnownActor* known = known_actor(store, actor)) {
    for (const std::string& other : store.knowledge().names_of(*known))
      names.push_back(term(other, phrases));
  }
  return "(" + joined(names, " OR ") + ")";
}

/// A word or one like it; empty for a word that says nothing.
std::string match_alike(std::string_view part, bool phrases) {
  const std::string word = lower(joined(words_in(part), " "));
  if (kSkipped.find(" " + word + " ") != std::string_view::npos) return {};
  std::vector<std::string> alike{term(word, phrases)};
  for (const std::string_view row : kAlike) {
    if (!contains_word(row, word)) continue;
    for (const std::string& other : words_in(row)) alike.push_back(term(other, phrases));
  }
  return joined(alike, " OR ");
}

}  // namespace

std::vector<std::string> words_in(std::string_view given) {
  std::size_t repaired = 0;
  const std::string text = repair_utf8(given, repaired);
  std::vector<std::string> out;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const auto c = static_cast<UChar32>(next_code_point(text, at));
    const bool part =
        c < 0x80
            ? is_letter(static_cast<char>(c)) || is_digit(static_cast<char>(c))
            : (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK | U_GC_CO_MASK)) != 0;
    if (part && !inside) out.emplace_back();
    if (part) out.back().append(text, begin, at - begin);
    inside = part;
  }
  return out;
}

std::string in_marks(std::string_view word) {
  std::string out = "\"";
  for (const char c : word) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string match_all(std::string_view text, bool phrases) {
  std::vector<std::string> parts;
  for (const std::string& part : parts_in(text)) parts.push_back(term(part, phrases));
  return joined(parts, " AND ");
}

std::string match_about(Store& store, std::string_view about, bool phrases) {
  std::vector<std::string> others, named;
  const auto words = parts_in(about);
  for (std::size_t at = 0; at < words.size();) {
    std::size_t used = 0;
    for (std::size_t n = std::min<std::size_t>(5, words.size() - at); n > 0 && used == 0; --n) {
      const auto first = words.begin() + static_cast<std::ptrdiff_t>(at);
      const std::string name = joined({first, first + static_cast<std::ptrdiff_t>(n)}, " ");
      if (words.size() > 1 && std::none_of(name.begin(), name.end(), is_upper)) continue;
      const auto found = actors_named(store, name);
      if (found.empty()) continue;
      named.push_back(match_names(store, found.front(), phrases));
      used = n;
    }
    if (used == 0) {
      if (std::string alike = match_alike(words[at], phrases); !alike.empty())
        others.push_back(std::move(alike));
      used = 1;
    }
    at += used;
  }
  std::string out = joined(named, " AND ");
  if (!others.empty()) out += (out.empty() ? "(" : " AND (") + joined(others, " OR ") + ")";
  return out;
}

}  // namespace casus
