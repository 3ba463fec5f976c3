// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace casus {

/// The act a cue's lemma performs ("deny" -> "deny", "blast" -> "criticize"), or "state" where it only conveys.
/// After the illocutionary classes of Searle (1976), in the twelve acts of docs/record.md.
std::string_view act_of(std::string_view lemma);

}  // namespace casus
