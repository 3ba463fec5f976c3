// SPDX-License-Identifier: Apache-2.0
#include "ingest/article.h"

#include <gtest/gtest.h>

#include "ingest/article_features.h"
#include "ingest/html_tree.h"

namespace casus {
namespace {

std::uint32_t bits(std::initializer_list<Named> names) {
  std::uint32_t out = 0;
  for (const Named named : names) out |= 1U << static_cast<std::uint32_t>(named);
  return out;
}

TEST(Named, ReadsTheWordsOfAClass) {
  EXPECT_EQ(named_by("article-body"), bits({Named::Article, Named::Body}));
  EXPECT_EQ(named_by("storyBody"), bits({Named::Article, Named::Body}));
  EXPECT_EQ(named_by("c-comments__thread"), bits({Named::Comment}));
  EXPECT_EQ(named_by("nav navbar"), bits({Named::Navigation}));
  EXPECT_EQ(named_by("ad-slot"), bits({Named::Advert}));
  EXPECT_EQ(named_by("address"), 0U);    // no "ad"
  EXPECT_EQ(named_by("discovery"), 0U);  // no "disc"
  EXPECT_EQ(named_by(""), 0U);
}

TEST(Blocks, AreCutAtBlockElementsAndDoubleBreaks) {
  const XmlDocument page = parse_html(
      "<body><div>One <b>bold</b> line<br>goes on<br><br>Two<p>Three <a href='x'>link</a></p>"
      "<script>no</script></div></body>");
  const Blocks cut = cut_blocks(xmlDocGetRootElement(page.get()));
  ASSERT_EQ(cut.blocks.size(), 3U);
  EXPECT_EQ(cut.blocks[0].text, "One bold line goes on");
  EXPECT_EQ(cut.blocks[1].text, "Two");
  EXPECT_EQ(cut.blocks[2].text, "Three link");
  EXPECT_EQ(cut.blocks[2].link_bytes, 4U);
  EXPECT_EQ(cut.elements[static_cast<std::size_t>(cut.blocks[2].element)].tag, Tag::P);
}

TEST(Blocks, SumsHoldForEveryElement) {
  const XmlDocument page =
      parse_html("<body><div><p>One</p><p>Two <a>three</a></p></div><ul><li>Four</li></ul></body>");
  const Blocks cut = cut_blocks(xmlDocGetRootElement(page.get()));
  const Element& body = cut.elements.front();
  EXPECT_EQ(body.tag, Tag::Body);
  EXPECT_EQ(body.blocks, 3U);
  EXPECT_EQ(body.bytes, 3U + 9U + 4U);
  EXPECT_EQ(body.link_bytes, 5U);
}

TEST(Article, PromotionAndTheTitleAreSetAside) {
  const XmlDocument page = parse_html(
      "<body><p>Read more: ten palaces</p><p>Sign up for our letter</p><p>Follow us on everything"
      "</p><p>Talks resume</p><p>Signs were up in the streets.</p></body>");
  const Blocks cut = cut_blocks(xmlDocGetRootElement(page.get()));
  ASSERT_EQ(cut.blocks.size(), 5U);
  for (std::size_t at = 0; at < 4; ++at)
    EXPECT_TRUE(is_set_aside(cut, cut.blocks[at], "Talks resume")) << cut.blocks[at].text;
  EXPECT_FALSE(is_set_aside(cut, cut.blocks[4], "Talks resume"));
}

TEST(Article, APieceOfAPageIsKeptWhole) {
  const XmlDocument page = parse_html("<html><body><article><p>Two</p></article></body></html>");
  EXPECT_EQ(article_text(page.get(), ""), "Two");
}

TEST(Article, APageWithoutTextHasNone) {
  const XmlDocument page = parse_html("<html><body><img src='x'></body></html>");
  EXPECT_EQ(article_text(page.get(), "A title"), "");
}

}  // namespace
}  // namespace casus
