// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libxml/tree.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace casus {

/// Elements that tell something about the text below them. Numbered by hand: the numbers are
/// features of the model (article_model.inc); add at the end and train again.
enum class Tag : std::uint8_t {
  Other = 0,
  P = 1,
  Div = 2,
  Section = 3,
  Article = 4,
  Item = 5,  // li
  List = 6,  // ul, ol, dl
  Quote = 7,
  Pre = 8,
  H1 = 9,
  H2 = 10,
  H3 = 11,
  H4 = 12,  // h4 to h6
  Cell = 13,
  Row = 14,
  Table = 15,
  Definition = 16,  // dd, dt
  Main = 17,
  Body = 18,
  Header = 19,
  Footer = 20,
  Nav = 21,
  Aside = 22,
  Figure = 23,
  Caption = 24,
  Form = 25,
  Address = 26,
  Details = 27,
  Inline = 28,
};
constexpr std::size_t kTags = 29;

/// What the words of a class, an id or a role say about an element: a bit each. Numbered by hand,
/// as above.
enum class Named : std::uint8_t {
  Article,  // with Body: the article's own body
  Body,
  Comment,
  Related,
  Share,
  Side,
  Advert,
  SignUp,
  Consent,
  Navigation,
  Footer,
  Caption,
  Byline,
  Date,
  Popular,
  Tags,
  Tool,
  Overlay,
  Hidden,
  Teaser,
  Header,
  Login,
  List,
  Title,
  Summary,
  Count_,
};
constexpr std::size_t kNamed = static_cast<std::size_t>(Named::Count_);

/// An element that holds text. Sums are over all blocks below it.
struct Element {
  std::int32_t parent = -1;  // an index below its own; -1 at the root
  Tag tag = Tag::Other;
  std::uint32_t named = 0;      // bits of Named, its own
  std::uint32_t signature = 0;  // of its tag and class: like things on a page look alike
  std::uint16_t depth = 0;
  std::uint32_t blocks = 0;
  std::uint32_t running_blocks = 0;
  std::size_t bytes = 0;
  std::size_t link_bytes = 0;
  std::size_t running_bytes = 0;
};

/// A stretch of text between two block boundaries.
struct Block {
  std::string text;  // white space squeezed
  std::size_t link_bytes = 0;
  std::uint32_t links = 0;
  std::size_t marked_bytes = 0;    // under inline elements that have a name
  std::uint32_t inline_named = 0;  // bits of Named of those
  std::int32_t element = -1;       // the block element it stands in
  bool running() const { return text.size() >= 60 && link_share() <= 0.4; }
  double link_share() const {
    return text.empty() ? 1.0 : static_cast<double>(link_bytes) / static_cast<double>(text.size());
  }
};

struct Blocks {
  std::vector<Element> elements;
  std::vector<Block> blocks;
};

/// Cut a page into blocks of text, in the page's order, without scripts, buttons and the like.
///
/// Cost:    O(page). Thread-safe; does not recurse.
Blocks cut_blocks(xmlNode* root);

/// The bits of Named that the words of a class, an id or a role set.
std::uint32_t named_by(std::string_view label);

}  // namespace casus
