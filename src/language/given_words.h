// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "casus/analysis.h"
#include "casus/report.h"
#include "casus/result.h"

namespace casus {

/// A text whose words and sentences somebody else has found; the rest of the analysis is empty.
struct GivenWords {
  Report report;
  Analysis analysis;
};

/// The documents of a CoNLL-U text (universaldependencies.org/format.html): of a word its form and
/// whether a space follows, of a document its id. Empty nodes are left out. Errors: Corrupt, with
/// the line.
Result<std::vector<GivenWords>> given_words(std::string_view conllu);

}  // namespace casus
