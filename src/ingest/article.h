// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libxml/tree.h>

#include <string>
#include <string_view>

namespace casus {

/// The article of a page as paragraphs separated by blank lines: headings, paragraphs, list items
/// and quotations that belong to it, without navigation, sharing bars, captions, comments, notices,
/// sign-ups and advertisements. Empty when the page holds no running text. `title` is the page's
/// headline, left out where the article repeats it. The container is found by the density of
/// running text (after Readability, Arc90 2009; boilerpipe, Kohlschuetter 2010).
std::string article_text(xmlDoc* page, std::string_view title);

}  // namespace casus
