// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "casus/kinds.h"

namespace casus {

/// The act a verb, lemma or form, performs ("blast" criticizes), or State where it only conveys.
/// After the illocutionary classes of Searle (1976), in the twelve acts of docs/record.md.
SpeechAct act_of(std::string_view verb);

/// True for a word that passes judgement on what it is said of ("mistake", "unacceptable").
bool is_judgement(std::string_view lemma);

}  // namespace casus
