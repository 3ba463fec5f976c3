// SPDX-License-Identifier: Apache-2.0
#include "ingest/article.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/text.h"
#include "ingest/html_tree.h"

namespace casus {

namespace {

constexpr std::size_t kPlenty = 1500;  // bytes: an article this long was not set aside by mistake

/// A stretch of text between two block boundaries.
struct Block {
  std::string text;
  std::size_t link_bytes = 0;
  xmlNode* parent = nullptr;  // the block element it stands in
  bool heading = false;
  bool item = false;
  bool set_aside = false;  // under an element whose name or class says it is not the article

  double link_share() const {
    return text.empty() ? 1.0 : static_cast<double>(link_bytes) / static_cast<double>(text.size());
  }
};

constexpr std::array<std::string_view, 20> kNeverTags = {
    "script",   "style",    "noscript", "iframe", "button", "svg",   "select",
    "textarea", "template", "object",   "head",   "canvas", "video", "audio",
    "map",      "dialog",   "input",    "embed",  "math",   "applet"};
constexpr std::array<std::string_view, 7> kAsideTags = {"nav",        "aside", "footer", "figure",
                                                        "figcaption", "form",  "menu"};
constexpr std::array<std::string_view, 31> kBlockTags = {
    "p",      "div",    "section", "article", "li",      "ul",      "ol",     "blockquote",
    "pre",    "h1",     "h2",      "h3",      "h4",      "h5",      "h6",     "td",
    "th",     "tr",     "table",   "dd",      "dt",      "dl",      "main",   "body",
    "header", "center", "hr",      "tbody",   "address", "details", "summary"};

/// Words that, as a part of a class or an id, name what is not the article.
constexpr std::array<std::string_view, 74> kAsideNames = {
    "comment",       "disqus",     "related",         "share",      "sharing",
    "social",        "sidebar",    "side-bar",        "widget",     "promo",
    "advert",        "adslot",     "ad-slot",         "sponsor",    "newsletter",
    "subscri",       "signup",     "sign-up",         "cookie",     "consent",
    "gdpr",          "breadcrumb", "navbar",          "nav-",       "-nav",
    "menu",          "footer",     "caption",         "credit",     "byline",
    "author",        "recommend",  "popular",         "trending",   "most-read",
    "mostread",      "read-more",  "readmore",        "more-from",  "also-read",
    "tags",          "taglist",    "tag-list",        "pagination", "pager",
    "toolbar",       "tools",      "print",           "banner",     "popup",
    "modal",         "overlay",    "hidden",          "outbrain",   "taboola",
    "teaser",        "timestamp",  "post-meta",       "entry-meta", "article-meta",
    "postmeta",      "metadata",   "masthead",        "copyright",  "disclaimer",
    "screen-reader", "sr-only",    "visually-hidden", "rating",     "playlist",
    "gallery",       "login",      "paywall-",        "donat"};
/// Words that name the article itself; they outweigh the above.
constexpr std::array<std::string_view, 16> kBodyNames = {
    "articlebody",  "article-body",    "article_body",     "entry-content",
    "post-content", "article-content", "article__body",    "story-body",
    "storybody",    "post-body",       "article__content", "story-content",
    "article-text", "articletext",     "post_content",     "td-post-content"};

template <std::size_t N>
bool any_in(const std::array<std::string_view, N>& parts, std::string_view text) {
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
    return text.find(part) != std::string_view::npos;
  });
}

std::string label_of(const xmlNode* node) {
  return lower(attribute(node, "class") + " " + attribute(node, "id"));
}

bool is_body_name(const xmlNode* node, std::string_view label) {
  return any_in(kBodyNames, label) || lower(attribute(node, "itemprop")) == "articlebody";
}

bool is_hidden(const xmlNode* node) {
  const std::string style = lower(attribute(node, "style"));
  return style.find("display:none") != std::string::npos ||
         style.find("display: none") != std::string::npos ||
         attribute(node, "aria-hidden") == "true";
}

/// True when a class token of `label` names something beside the article.
bool is_aside_name(std::string_view label) {
  return any_in(kAsideNames, label);
}

/// How far names and tags are trusted to say what is not the article.
enum class Trust { NamesAndTags, Tags, Nothing };

class Page {
 public:
  Page(xmlNode* root, std::string_view title, Trust trust) : title_(squeeze(title)), trust_(trust) {
    walk(root);
  }

  std::string article() {
    if (blocks_.empty()) return {};
    const xmlNode* top = container();
    std::vector<const Block*> kept;
    for (const Block& block : blocks_) {
      if (!block.set_aside && inside(block.parent, top) && belongs(block)) kept.push_back(&block);
    }
    while (!kept.empty() && (kept.back()->heading || is_closing_line(kept.back()->text)))
      kept.pop_back();
    return joined(kept);
  }

 private:
  // --- from the tree to blocks
  // -------------------------------------------------------------------------------------

  void walk(xmlNode* root) {
    for (xmlNode* node = root; node != nullptr;) {
      bool skip = false;
      if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        add_text(node);
      } else if (node->type == XML_ELEMENT_NODE) {
        skip = enter(node);
      }
      xmlNode* next = following(node, root, skip);
      for (xmlNode* up =
               skip || node->children == nullptr || node->type != XML_ELEMENT_NODE ? node : nullptr;
           up != nullptr && up != root; up = up->parent) {
        leave(up);
        if (up->next != nullptr) break;
      }
      node = next;
    }
    flush();
  }

  /// True when the element's children are not to be read at all.
  bool enter(xmlNode* node) {
    const std::string_view name = name_of(node);
    if (is_one_of(name, kNeverTags) || is_hidden(node)) return true;
    if (name == "a") {
      ++links_;
      return false;
    }
    if (name == "br") {
      if (pending_break_) {
        flush();
      } else {
        current_.text += '\n';
        pending_break_ = true;
      }
      return false;
    }
    if (is_one_of(name, kBlockTags)) {
      flush();
      current_.parent = node;
    }
    if (asides_.empty() && looks_aside(node, name)) asides_.push_back(node);
    return false;
  }

  void leave(xmlNode* node) {
    const std::string_view name = name_of(node);
    if (name == "a" && links_ > 0) --links_;
    if (is_one_of(name, kBlockTags)) {
      flush();
      current_.parent = block_above(node);
    }
    if (!asides_.empty() && asides_.back() == node) {
      flush();
      asides_.pop_back();
    }
  }

  static xmlNode* block_above(xmlNode* node) {
    xmlNode* up = node->parent;
    while (up != nullptr && up->type == XML_ELEMENT_NODE && !is_one_of(name_of(up), kBlockTags))
      up = up->parent;
    return up;
  }

  bool looks_aside(const xmlNode* node, std::string_view name) {
    if (name == "body" || name == "html" || name == "article" || name == "main") return false;
    const std::string label = label_of(node);
    if (trust_ == Trust::Nothing || is_body_name(node, label)) return false;
    if (trust_ == Trust::Tags)
      return is_one_of(name, kAsideTags) && name != "form" && !holds_the_page(node);
    const std::string role = lower(attribute(node, "role"));
    const bool named = is_one_of(name, kAsideTags) || is_aside_name(label) ||
                       role == "navigation" || role == "complementary" || role == "contentinfo" ||
                       role == "banner";
    return named && !holds_the_page(node);
  }

  /// A wrapper with an unlucky name: it holds a body by name, or several long paragraphs of its
  /// own.
  static bool holds_the_page(const xmlNode* node) {
    std::size_t running = 0;
    for (xmlNode* below = const_cast<xmlNode*>(node); below != nullptr;
         below = following(below, node, false)) {
      if (below != node && below->type == XML_ELEMENT_NODE && is_body_name(below, label_of(below)))
        return true;
      if (is_element(below, "p") && is_element(below->parent, "div") &&
          text_below(below).size() > 200)
        ++running;
    }
    return running >= 12;
  }

  void add_text(const xmlNode* node) {
    if (node->content == nullptr) return;
    const std::string_view text = reinterpret_cast<const char*>(node->content);
    if (current_.parent == nullptr) current_.parent = block_above(const_cast<xmlNode*>(node));
    if (!trim(text).empty()) pending_break_ = false;
    if (links_ > 0) current_.link_bytes += trim(text).size();
    current_.text += text;
  }

  void flush() {
    pending_break_ = false;
    current_.text = squeeze(current_.text);
    xmlNode* parent = current_.parent;
    if (!current_.text.empty() && parent != nullptr && parent->type == XML_ELEMENT_NODE) {
      current_.set_aside = !asides_.empty();
      const std::string_view name = name_of(parent);
      current_.heading = name.size() == 2 && name[0] == 'h' && is_digit(name[1]);
      current_.item = name == "li";
      blocks_.push_back(std::move(current_));
    }
    current_ = Block{};
    current_.parent = parent;
  }

  // --- which element is the article
  // --------------------------------------------------------------------------------

  static double worth(const Block& block) {
    if (block.set_aside || block.heading || block.text.size() < 60 || block.link_share() > 0.4)
      return 0;
    const auto commas = std::count(block.text.begin(), block.text.end(), ',');
    return 1.0 + static_cast<double>(std::min<std::ptrdiff_t>(commas, 6)) * 0.5 +
           std::min(static_cast<double>(block.text.size()) / 100.0, 6.0);
  }

  /// The element that holds most running text close above it, with a bonus for the names of article
  /// bodies.
  const xmlNode* container() const {
    std::unordered_map<const xmlNode*, double> scores;
    double total = 0;
    for (const Block& block : blocks_) {
      const double value = worth(block);
      if (value == 0) continue;
      total += value;
      double share = 1.0;
      const bool paragraph = !is_element(block.parent, "div") && !is_element(block.parent, "td") &&
                             !is_element(block.parent, "section") &&
                             !is_element(block.parent, "article");
      const xmlNode* up = paragraph ? block.parent->parent : block.parent;
      for (int level = 0; up != nullptr && up->type == XML_ELEMENT_NODE && level < 5;
           ++level, up = up->parent, share *= 0.72)
        scores[up] += value * share;
    }
    const xmlNode* best = nullptr;
    double best_score = 0;
    for (auto& [node, score] : scores) {
      const std::string label = label_of(node);
      const double named = is_body_name(node, label)     ? 1.5
                           : is_element(node, "article") ? 1.2
                           : is_element(node, "body")    ? 0.7
                                                         : 1.0;
      if (score * named > best_score ||
          (score * named == best_score && best != nullptr && inside(best, node))) {
        best = node;
        best_score = score * named;
      }
    }
    if (best == nullptr) return blocks_.front().parent;
    return widened(best, total);
  }

  double held_by(const xmlNode* node) const {
    double held = 0;
    for (const Block& block : blocks_) {
      if (inside(block.parent, node)) held += worth(block);
    }
    return held;
  }

  /// Goes up while the parent adds a good share of running text that is much like what is held
  /// already.
  const xmlNode* widened(const xmlNode* node, double total) const {
    double held = held_by(node);
    const xmlNode* best = node;
    for (const xmlNode* up = node->parent; up != nullptr && up->type == XML_ELEMENT_NODE &&
                                           !is_element(up, "body") && !is_element(up, "html");
         up = up->parent) {
      const double more = held_by(up);
      if (is_body_name(up, label_of(up)) || (more > held * 1.15 && held < 0.55 * total)) {
        best = up;
        held = more;
      }
    }
    return best;
  }

  static bool inside(const xmlNode* node, const xmlNode* root) {
    for (; node != nullptr; node = node->parent) {
      if (node == root) return true;
    }
    return false;
  }

  // --- which of its blocks are the article's
  // ------------------------------------------------------------------------

  bool belongs(const Block& block) const {
    if (block.text == title_ || (is_element(block.parent, "h1") && !title_.empty())) return false;
    if (block.link_share() > 0.75 && block.text.size() < 400) return false;
    if (block.item && block.link_share() > 0.5) return false;
    return !is_notice(block.text);
  }

  /// Short lines that speak to the visitor, not to the reader.
  static bool is_notice(std::string_view text) {
    if (text.size() > 220) return false;
    constexpr std::array<std::string_view, 36> kOpenings = {"read more",
                                                            "read also",
                                                            "also read",
                                                            "related:",
                                                            "related stories",
                                                            "see also",
                                                            "share this",
                                                            "share on",
                                                            "follow us",
                                                            "follow me",
                                                            "sign up",
                                                            "subscribe",
                                                            "advertisement",
                                                            "click here",
                                                            "photo:",
                                                            "photo by",
                                                            "image:",
                                                            "copyright",
                                                            "(c) ",
                                                            "\xC2\xA9",
                                                            "all rights",
                                                            "loading",
                                                            "watch:",
                                                            "more:",
                                                            "tags:",
                                                            "filed under",
                                                            "this article was",
                                                            "leave a comment",
                                                            "comments",
                                                            "print this",
                                                            "email this",
                                                            "posted in",
                                                            "recommended",
                                                            "story continues",
                                                            "continue reading",
                                                            "skip to"};
    const std::string low = lower(text);
    if (std::any_of(kOpenings.begin(), kOpenings.end(),
                    [&](std::string_view opening) { return low.starts_with(opening); }))
      return true;
    return count_words(text) <= 1 && text.size() < 25 && !is_digit(text.front()) &&
           text.back() != '.';
  }

  static bool is_closing_line(std::string_view text) {
    return text.size() < 120 &&
           (text.front() == '-' || text.find('@') != std::string_view::npos || text.ends_with(':'));
  }

  static std::string joined(const std::vector<const Block*>& blocks) {
    std::string out;
    std::unordered_set<std::string_view> seen;
    for (const Block* block : blocks) {
      if (block->text.size() > 60 && !seen.insert(block->text).second) continue;
      if (!out.empty()) out += "\n\n";
      out += block->text;
    }
    return out;
  }

  std::string title_;
  Trust trust_;
  std::vector<Block> blocks_;
  Block current_;
  std::vector<const xmlNode*> asides_;
  std::size_t links_ = 0;
  bool pending_break_ = false;
};

}  // namespace

std::string article_text(xmlDoc* page, std::string_view title) {
  xmlNode* root = xmlDocGetRootElement(page);
  if (root == nullptr) return {};
  std::string best;
  for (const Trust trust : {Trust::NamesAndTags, Trust::Tags, Trust::Nothing}) {
    std::string text = Page(root, title, trust).article();
    if (text.size() > 3 * best.size())
      best = std::move(text);  // a body so much larger was set aside by mistake
    if (best.size() > kPlenty) break;
  }
  return best;
}

}  // namespace casus
