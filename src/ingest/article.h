// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libxml/tree.h>

#include <string>
#include <string_view>

#include "ingest/article_blocks.h"

namespace casus {

/// The article of a page as paragraphs separated by blank lines: headings, paragraphs, list items
/// and quotations that belong to it, without navigation, sharing bars, captions, comments, notices,
/// sign-ups and advertisements. Empty when the page holds no text. `title` is the page's headline,
/// left out where the article repeats it.
///
/// Cost:    O(page). Thread-safe.
/// Source:  blocks and shallow features after boilerpipe (Kohlschuetter, Fankhauser and Nejdl 2010,
///          Boilerplate detection using shallow text features); docs/articles.md.
std::string article_text(xmlDoc* page, std::string_view title);

/// True of what is never the article's own, whatever the model says: its title once more, and
/// promotion, a short line that speaks to the visitor ("Read more: ...", "Sign up ...").
bool is_set_aside(const Blocks& page, const Block& block, std::string_view title);

}  // namespace casus
