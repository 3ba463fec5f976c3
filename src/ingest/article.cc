// SPDX-License-Identifier: Apache-2.0
#include "ingest/article.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <unordered_set>
#include <vector>

#include "core/text.h"
#include "ingest/article_features.h"
#include "ingest/article_model.h"
#include "ingest/article_second_look.h"

namespace casus {

namespace {

/// A block this likely is the article's own (chosen in cross-validation, docs/articles.md).
constexpr float kCut = 0.5F;
/// Where no block is, those nearly as likely as the likeliest are: a page of some text gives some.
constexpr float kNearBest = 0.6F;

bool is_heading(const Blocks& page, const Block& block) {
  const Tag tag = page.elements[static_cast<std::size_t>(block.element)].tag;
  return tag >= Tag::H1 && tag <= Tag::H4;
}

/// Short lines that speak to the visitor, not to the reader.
bool is_promotion(std::string_view text) {
  constexpr std::size_t kShort = 220;  // bytes: one sentence or two
  if (text.size() > kShort) return false;
  constexpr auto kOpenings = std::to_array<std::string_view>(
      {"read more",       "read also",        "also read",       "related:",   "related stories",
       "see also",        "share this",       "share on",        "follow us",  "follow me",
       "sign up",         "subscribe",        "advertisement",   "click here", "photo:",
       "photo by",        "image:",           "copyright",       "(c) ",       "\xC2\xA9",
       "all rights",      "loading",          "watch:",          "more:",      "tags:",
       "filed under",     "this article was", "leave a comment", "comments",   "print this",
       "email this",      "posted in",        "recommended",     "skip to",    "story continues",
       "continue reading"});
  const std::string low = lower(text.substr(0, 32));
  return std::any_of(kOpenings.begin(), kOpenings.end(),
                     [&](std::string_view opening) { return low.starts_with(opening); });
}

/// The chance of each block that it is the article's own; none of what is set aside.
std::vector<float> chances_of(const Blocks& page, std::string_view title) {
  const Features features = measure_blocks(page, title);
  assert(features.columns == kArticleColumns);
  std::vector<float> chances(page.blocks.size(), 0);
  for (std::size_t at = 0; at < chances.size(); ++at) chances[at] = first_chance(features.row(at));
  const Features around = look_around(page, features, chances);
  for (std::size_t at = 0; at < chances.size(); ++at) {
    chances[at] = is_set_aside(page, page.blocks[at], title) ? 0.0F : second_chance(around.row(at));
  }
  return chances;
}

std::string joined(const std::vector<const Block*>& blocks) {
  constexpr std::size_t kTelling = 60;  // bytes: what is longer and told twice is a copy
  std::string out;
  std::unordered_set<std::string_view> seen;
  for (const Block* block : blocks) {
    if (block->text.size() > kTelling && !seen.insert(block->text).second) continue;
    if (!out.empty()) out += "\n\n";
    out += block->text;
  }
  return out;
}

}  // namespace

bool is_set_aside(const Blocks& page, const Block& block, std::string_view title) {
  if (!title.empty() && page.elements[static_cast<std::size_t>(block.element)].tag == Tag::H1)
    return true;
  return block.text == title || is_promotion(block.text);
}

std::string article_text(xmlDoc* page, std::string_view title) {
  xmlNode* root = xmlDocGetRootElement(page);
  if (root == nullptr) return {};
  const std::string headline = squeeze(title);
  const Blocks blocks = cut_blocks(root);
  if (blocks.blocks.empty()) return {};
  const std::vector<float> chances = chances_of(blocks, headline);
  const float cut = std::min(kCut, kNearBest * *std::max_element(chances.begin(), chances.end()));
  std::vector<const Block*> kept;
  for (std::size_t at = 0; at < chances.size(); ++at) {
    if (chances[at] > cut) kept.push_back(&blocks.blocks[at]);
  }
  while (!kept.empty() && is_heading(blocks, *kept.back())) kept.pop_back();
  return joined(kept);
}

}  // namespace casus
