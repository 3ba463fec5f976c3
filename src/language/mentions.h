// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "casus/analysis.h"
#include "language/syntax.h"

namespace casus {

/// Words that may refer to somebody or something: a pronoun, a name, or a noun with all that goes
/// with it; in the sense of OntoNotes (Pradhan et al. 2012), so an apposition belongs to what it
/// explains.
struct Reference {
  enum class Kind : std::uint8_t { Pronoun, Name, Nominal };
  enum class Number : std::uint8_t { Unknown, Singular, Plural };
  enum class Gender : std::uint8_t { Unknown, Masculine, Feminine, Neuter };

  WordRange words;
  std::uint32_t head = 0;
  Kind kind = Kind::Nominal;
  Number number = Number::Unknown;
  Gender gender = Gender::Unknown;
  std::uint8_t person = 3;         // 1, 2 or 3
  std::optional<EntityType> type;  // of the name that holds the head
  std::string determiner;          // "the", "a", "this", "poss", or empty
  std::string text;                // lower case, without determiner and possessive mark
  std::string core;                // head word with its compounds and name parts, lower case
};

/// Every reference a text may make, in order of first and last word. Linear in the number of words.
std::vector<Reference> find_references(const Syntax& syntax);

}  // namespace casus
