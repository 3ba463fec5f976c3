// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace casus {

/// The content words of a text: four letters and more, or a number; folded, cut to their first six.
std::set<std::string> content_words(std::string_view text);

/// The same without the endings of number and tense ("links", "linked").
std::set<std::string> content_stems(std::string_view text);

/// The numbers among content words; two claims whose numbers differ are two claims.
std::set<std::string> figures_of(const std::set<std::string>& words);

/// The words that begin with a small letter.
std::string without_names(std::string_view text);

/// Dice's coefficient of two sets of words, 0 to 1.
double dice(const std::set<std::string>& a, const std::set<std::string>& b);

/// The same of the content words of two texts.
double likeness(std::string_view a, std::string_view b);

}  // namespace casus
