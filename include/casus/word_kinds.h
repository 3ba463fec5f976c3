// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "casus/kinds.h"

namespace casus {

// The closed sets of an Analysis. Each has one table of names, in the order of its enumeration; the
// model's label lists and CoNLL-U write these names.

/// The universal parts of speech (Universal Dependencies v2), in the order of train/readings.py.
enum class PartOfSpeech : std::uint8_t {
  Adj,
  Adp,
  Adv,
  Aux,
  Cconj,
  Det,
  Intj,
  Noun,
  Num,
  Part,
  Pron,
  Propn,
  Punct,
  Sconj,
  Sym,
  Verb,
  X
};
inline constexpr std::array<std::string_view, 17> kPartsOfSpeech = {
    "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};
template <>
inline constexpr auto kClosedSet<PartOfSpeech> = ClosedSet{kPartsOfSpeech, "part of speech"};

/// Nouns and names.
constexpr bool is_noun(PartOfSpeech part) {
  return part == PartOfSpeech::Noun || part == PartOfSpeech::Propn;
}
constexpr bool is_verb(PartOfSpeech part) {
  return part == PartOfSpeech::Verb || part == PartOfSpeech::Aux;
}

/// Relations of a word to its head (Universal Dependencies v2): the universal ones first, in the
/// order of train/readings.py, then those with a subtype that the English treebanks use.
enum class Dependency : std::uint8_t {
  Acl,
  Advcl,
  Advmod,
  Amod,
  Appos,
  Aux,
  Case,
  Cc,
  Ccomp,
  Clf,
  Compound,
  Conj,
  Cop,
  Csubj,
  Dep,
  Det,
  Discourse,
  Dislocated,
  Expl,
  Fixed,
  Flat,
  Goeswith,
  Iobj,
  List,
  Mark,
  Nmod,
  Nsubj,
  Nummod,
  Obj,
  Obl,
  Orphan,
  Parataxis,
  Punct,
  Reparandum,
  Root,
  Vocative,
  Xcomp,
  AclRelcl,
  AdvclRelcl,
  AuxPass,
  CcPreconj,
  CompoundPrt,
  CsubjOuter,
  CsubjPass,
  DetPredet,
  NmodDesc,
  NmodPoss,
  NmodUnmarked,
  NsubjOuter,
  NsubjPass,
  OblAgent,
  OblUnmarked
};
inline constexpr std::array<std::string_view, 52> kDependencies = {
    "acl",         "advcl",      "advmod",      "amod",        "appos",      "aux",
    "case",        "cc",         "ccomp",       "clf",         "compound",   "conj",
    "cop",         "csubj",      "dep",         "det",         "discourse",  "dislocated",
    "expl",        "fixed",      "flat",        "goeswith",    "iobj",       "list",
    "mark",        "nmod",       "nsubj",       "nummod",      "obj",        "obl",
    "orphan",      "parataxis",  "punct",       "reparandum",  "root",       "vocative",
    "xcomp",       "acl:relcl",  "advcl:relcl", "aux:pass",    "cc:preconj", "compound:prt",
    "csubj:outer", "csubj:pass", "det:predet",  "nmod:desc",   "nmod:poss",  "nmod:unmarked",
    "nsubj:outer", "nsubj:pass", "obl:agent",   "obl:unmarked"};
template <>
inline constexpr auto kClosedSet<Dependency> = ClosedSet{kDependencies, "relation"};
inline constexpr std::size_t kUniversalDependencies = 37;

/// The relation without its subtype (NsubjPass: Nsubj).
constexpr Dependency universal(Dependency relation) {
  constexpr auto kUniversal = [] {
    std::array<Dependency, kDependencies.size()> out{};
    for (std::size_t at = 0; at < out.size(); ++at) {
      const std::string_view name = kDependencies[at];
      out[at] = kind_named<Dependency>(name.substr(0, name.find(':'))).value();
    }
    return out;
  }();
  return kUniversal[static_cast<std::size_t>(relation)];
}

/// Kinds of names, in the order of train/readings.py. Norp: a nationality, a religion, a political
/// group (OntoNotes).
enum class EntityType : std::uint8_t {
  Person,
  Organization,
  Location,
  Norp,
  Facility,
  Date,
  Money,
  Product,
  Misc
};
inline constexpr std::array<std::string_view, 9> kEntityTypes = {
    "Person", "Organization", "Location", "NORP", "Facility", "Date", "Money", "Product", "Misc"};
template <>
inline constexpr auto kClosedSet<EntityType> = ClosedSet{kEntityTypes, "kind of name"};

/// True for what names neither a party nor a place.
constexpr bool is_date_or_sum(EntityType type) {
  return type == EntityType::Date || type == EntityType::Money;
}

}  // namespace casus
