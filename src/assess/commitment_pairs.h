// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assess/joining.h"
#include "casus/kinds.h"

namespace casus {

/// One report's telling of a commitment, as far as its words can be held beside another's.
struct CommitmentTelling {
  std::int64_t story = 0;  // of the report; 0 where it is in none
  std::string date;        // empty where the report has none
  std::string text;
};

/// What a commitment told again may be called: what is asked, and what is promised or threatened,
/// may be called either.
const std::vector<CommitmentKind>& alike_kinds(CommitmentKind kind);

/// True where two commitments by one body, of kinds that are alike, are in like words and no
/// further apart than months. Words that are only somewhat alike do where the reports tell one
/// story.
bool is_told_again(const CommitmentTelling& a, const CommitmentTelling& b);

/// True where two are to somebody in common, or one does not say to whom.
bool may_be_to_the_same(const IdSet& a, const IdSet& b);

/// True where a saying, by its words, may be of what was asked.
bool may_answer(CommitmentKind kind, std::string_view asked, std::string_view saying);

}  // namespace casus
