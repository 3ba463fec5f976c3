// SPDX-License-Identifier: Apache-2.0
#include "ingest/article_blocks.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "ingest/html_tree.h"

namespace casus {

namespace {

constexpr std::array<std::string_view, 20> kNeverTags = {
    "script",   "style",    "noscript", "iframe", "button", "svg",   "select",
    "textarea", "template", "object",   "head",   "canvas", "video", "audio",
    "map",      "dialog",   "input",    "embed",  "math",   "applet"};

struct TagName {
  std::string_view name;
  Tag tag;
};
/// Block elements; what is not here is inline.
constexpr std::array<TagName, 45> kBlockTags = {{
    {"p", Tag::P},
    {"div", Tag::Div},
    {"li", Tag::Item},
    {"ul", Tag::List},
    {"td", Tag::Cell},
    {"tr", Tag::Row},
    {"h2", Tag::H2},
    {"h3", Tag::H3},
    {"section", Tag::Section},
    {"h4", Tag::H4},
    {"article", Tag::Article},
    {"ol", Tag::List},
    {"table", Tag::Table},
    {"blockquote", Tag::Quote},
    {"h1", Tag::H1},
    {"h5", Tag::H4},
    {"h6", Tag::H4},
    {"pre", Tag::Pre},
    {"th", Tag::Cell},
    {"dd", Tag::Definition},
    {"dt", Tag::Definition},
    {"dl", Tag::List},
    {"main", Tag::Main},
    {"body", Tag::Body},
    {"header", Tag::Header},
    {"center", Tag::Div},
    {"hr", Tag::Other},
    {"tbody", Tag::Other},
    {"thead", Tag::Other},
    {"tfoot", Tag::Other},
    {"address", Tag::Address},
    {"details", Tag::Details},
    {"summary", Tag::Details},
    {"footer", Tag::Footer},
    {"nav", Tag::Nav},
    {"aside", Tag::Aside},
    {"figure", Tag::Figure},
    {"figcaption", Tag::Caption},
    {"caption", Tag::Caption},
    {"form", Tag::Form},
    {"fieldset", Tag::Form},
    {"menu", Tag::Nav},
    {"hgroup", Tag::Header},
    {"dir", Tag::List},
    {"option", Tag::Other},
}};

struct Name {
  std::string_view start;  // of a word of a label, in lower case
  Named named;
};
/// English is the language of class names everywhere; a few German ones came with the pages.
constexpr std::array kNames = std::to_array<Name>({
    {"article", Named::Article},
    {"story", Named::Article},
    {"entry", Named::Article},
    {"post", Named::Article},
    {"news", Named::Article},
    {"artikel", Named::Article},
    {"beitrag", Named::Article},
    {"blog", Named::Article},
    {"body", Named::Body},
    {"content", Named::Body},
    {"text", Named::Body},
    {"inhalt", Named::Body},
    {"main", Named::Body},
    {"paragraph", Named::Body},
    {"prose", Named::Body},
    {"articlebody", Named::Body},
    {"storybody", Named::Body},
    {"articletext", Named::Body},
    {"storytext", Named::Body},
    {"postcontent", Named::Body},
    {"postbody", Named::Body},
    {"articlecontent", Named::Body},
    {"entrycontent", Named::Body},
    {"comment", Named::Comment},
    {"disqus", Named::Comment},
    {"respond", Named::Comment},
    {"reply", Named::Comment},
    {"replies", Named::Comment},
    {"discuss", Named::Comment},
    {"kommentar", Named::Comment},
    {"trackback", Named::Comment},
    {"pingback", Named::Comment},
    {"related", Named::Related},
    {"recommend", Named::Related},
    {"more", Named::Related},
    {"readmore", Named::Related},
    {"similar", Named::Related},
    {"also", Named::Related},
    {"outbrain", Named::Related},
    {"taboola", Named::Related},
    {"suggest", Named::Related},
    {"yarpp", Named::Related},
    {"further", Named::Related},
    {"crosslink", Named::Related},
    {"share", Named::Share},
    {"sharing", Named::Share},
    {"social", Named::Share},
    {"facebook", Named::Share},
    {"twitter", Named::Share},
    {"tweet", Named::Share},
    {"follow", Named::Share},
    {"addthis", Named::Share},
    {"sns", Named::Share},
    {"like", Named::Share},
    {"whatsapp", Named::Share},
    {"teilen", Named::Share},
    {"shariff", Named::Share},
    {"sharedaddy", Named::Share},
    {"side", Named::Side},
    {"sidebar", Named::Side},
    {"widget", Named::Side},
    {"rail", Named::Side},
    {"rightcol", Named::Side},
    {"leftcol", Named::Side},
    {"complementary", Named::Side},
    {"module", Named::Side},
    {"right", Named::Side},
    {"aside", Named::Side},
    {"infobox", Named::Side},
    {"ad", Named::Advert},
    {"ads", Named::Advert},
    {"adv", Named::Advert},
    {"advert", Named::Advert},
    {"adslot", Named::Advert},
    {"promo", Named::Advert},
    {"sponsor", Named::Advert},
    {"banner", Named::Advert},
    {"anzeige", Named::Advert},
    {"werbung", Named::Advert},
    {"affiliate", Named::Advert},
    {"shop", Named::Advert},
    {"newsletter", Named::SignUp},
    {"subscri", Named::SignUp},
    {"signup", Named::SignUp},
    {"sign", Named::SignUp},
    {"donat", Named::SignUp},
    {"cta", Named::SignUp},
    {"mailchimp", Named::SignUp},
    {"mc4wp", Named::SignUp},
    {"optin", Named::SignUp},
    {"abo", Named::SignUp},
    {"cookie", Named::Consent},
    {"consent", Named::Consent},
    {"gdpr", Named::Consent},
    {"privacy", Named::Consent},
    {"nav", Named::Navigation},
    {"navbar", Named::Navigation},
    {"menu", Named::Navigation},
    {"breadcrumb", Named::Navigation},
    {"pagination", Named::Navigation},
    {"pager", Named::Navigation},
    {"navigation", Named::Navigation},
    {"sitemap", Named::Navigation},
    {"tab", Named::Navigation},
    {"prev", Named::Navigation},
    {"next", Named::Navigation},
    {"toc", Named::Navigation},
    {"foot", Named::Footer},
    {"copyright", Named::Footer},
    {"disclaimer", Named::Footer},
    {"contentinfo", Named::Footer},
    {"imprint", Named::Footer},
    {"impressum", Named::Footer},
    {"legal", Named::Footer},
    {"bottom", Named::Footer},
    {"license", Named::Footer},
    {"caption", Named::Caption},
    {"credit", Named::Caption},
    {"image", Named::Caption},
    {"img", Named::Caption},
    {"photo", Named::Caption},
    {"gallery", Named::Caption},
    {"figure", Named::Caption},
    {"media", Named::Caption},
    {"video", Named::Caption},
    {"picture", Named::Caption},
    {"slide", Named::Caption},
    {"carousel", Named::Caption},
    {"bild", Named::Caption},
    {"player", Named::Caption},
    {"thumb", Named::Caption},
    {"byline", Named::Byline},
    {"author", Named::Byline},
    {"autor", Named::Byline},
    {"bio", Named::Byline},
    {"profile", Named::Byline},
    {"writer", Named::Byline},
    {"contributor", Named::Byline},
    {"vcard", Named::Byline},
    {"date", Named::Date},
    {"time", Named::Date},
    {"meta", Named::Date},
    {"timestamp", Named::Date},
    {"published", Named::Date},
    {"postmeta", Named::Date},
    {"info", Named::Date},
    {"datum", Named::Date},
    {"dateline", Named::Date},
    {"popular", Named::Popular},
    {"trending", Named::Popular},
    {"most", Named::Popular},
    {"latest", Named::Popular},
    {"recent", Named::Popular},
    {"top", Named::Popular},
    {"hot", Named::Popular},
    {"headlines", Named::Popular},
    {"tag", Named::Tags},
    {"tags", Named::Tags},
    {"categor", Named::Tags},
    {"topic", Named::Tags},
    {"keyword", Named::Tags},
    {"label", Named::Tags},
    {"tool", Named::Tool},
    {"print", Named::Tool},
    {"rating", Named::Tool},
    {"vote", Named::Tool},
    {"button", Named::Tool},
    {"btn", Named::Tool},
    {"search", Named::Tool},
    {"playlist", Named::Tool},
    {"icon", Named::Tool},
    {"form", Named::Tool},
    {"poll", Named::Tool},
    {"bookmark", Named::Tool},
    {"popup", Named::Overlay},
    {"modal", Named::Overlay},
    {"overlay", Named::Overlay},
    {"dialog", Named::Overlay},
    {"lightbox", Named::Overlay},
    {"tooltip", Named::Overlay},
    {"dropdown", Named::Overlay},
    {"notice", Named::Overlay},
    {"alert", Named::Overlay},
    {"notification", Named::Overlay},
    {"warning", Named::Overlay},
    {"hidden", Named::Hidden},
    {"hide", Named::Hidden},
    {"invisible", Named::Hidden},
    {"sr", Named::Hidden},
    {"screen", Named::Hidden},
    {"noprint", Named::Hidden},
    {"collapse", Named::Hidden},
    {"offscreen", Named::Hidden},
    {"visually", Named::Hidden},
    {"teaser", Named::Teaser},
    {"card", Named::Teaser},
    {"box", Named::Teaser},
    {"feature", Named::Teaser},
    {"tile", Named::Teaser},
    {"preview", Named::Teaser},
    {"grid", Named::Teaser},
    {"feed", Named::Teaser},
    {"header", Named::Header},
    {"masthead", Named::Header},
    {"head", Named::Header},
    {"logo", Named::Header},
    {"topbar", Named::Header},
    {"site", Named::Header},
    {"login", Named::Login},
    {"logout", Named::Login},
    {"regist", Named::Login},
    {"paywall", Named::Login},
    {"user", Named::Login},
    {"account", Named::Login},
    {"password", Named::Login},
    {"member", Named::Login},
    {"premium", Named::Login},
    {"list", Named::List},
    {"item", Named::List},
    {"links", Named::List},
    {"link", Named::List},
    {"archive", Named::List},
    {"row", Named::List},
    {"title", Named::Title},
    {"headline", Named::Title},
    {"heading", Named::Title},
    {"subtitle", Named::Title},
    {"kicker", Named::Title},
    {"summary", Named::Summary},
    {"excerpt", Named::Summary},
    {"intro", Named::Summary},
    {"lead", Named::Summary},
    {"lede", Named::Summary},
    {"dek", Named::Summary},
    {"standfirst", Named::Summary},
    {"description", Named::Summary},
    {"abstract", Named::Summary},
    {"subhead", Named::Summary},
    {"deck", Named::Summary},
});

/// Names by their first letter, so that a word looks at a dozen and not at two hundred.
const std::array<std::vector<Name>, 26>& names_by_letter() {
  static const std::array<std::vector<Name>, 26> table = [] {
    std::array<std::vector<Name>, 26> out;
    for (const Name& name : kNames)
      out[static_cast<std::size_t>(name.start[0] - 'a')].push_back(name);
    return out;
  }();
  return table;
}

std::uint32_t bit(Named named) {
  return 1U << static_cast<std::uint32_t>(named);
}

/// True when `name` opens the word at `word`: whole where it is short, else a beginning of it.
bool opens(std::string_view word, std::string_view name) {
  if (!word.starts_with(name)) return false;
  return name.size() > 3 || word.size() == name.size() || !is_lower(word[name.size()]);
}

std::uint32_t hash_of(std::string_view text, std::uint32_t hash) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;  // FNV-1a
  return hash;
}

std::string_view raw_attribute(const xmlNode* node, const char* name) {
  for (const xmlAttr* at = node->properties; at != nullptr; at = at->next) {
    if (xmlStrcmp(at->name, reinterpret_cast<const xmlChar*>(name)) == 0 &&
        at->children != nullptr && at->children->content != nullptr)
      return reinterpret_cast<const char*>(at->children->content);
  }
  return {};
}

/// The walk over the tree: opens and closes elements, and cuts the text between them.
class Cutter {
 public:
  explicit Cutter(xmlNode* root) { walk(root); }
  Blocks take() {
    sum_up();
    return std::move(out_);
  }

 private:
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
        if (up->type == XML_ELEMENT_NODE) leave(up);
        if (up->next != nullptr) break;
      }
      node = next;
    }
    flush();
  }

  /// True when the element's children are not to be read at all.
  bool enter(xmlNode* node) {
    const std::string_view name = name_of(node);
    if (is_one_of(name, kNeverTags)) return true;
    if (name == "a") {
      ++links_;
      ++current_.links;
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
    const auto known = std::find_if(kBlockTags.begin(), kBlockTags.end(),
                                    [&](const TagName& tag) { return tag.name == name; });
    if (known != kBlockTags.end()) {
      flush();
      open(node, known->tag);
    } else if (node->properties != nullptr) {
      if (const std::uint32_t named = names_of(node)) inline_.push_back({node, named});
    }
    return false;
  }

  void leave(xmlNode* node) {
    const std::string_view name = name_of(node);
    if (name == "a" && links_ > 0) --links_;
    if (!inline_.empty() && inline_.back().first == node) inline_.pop_back();
    if (!open_.empty() && open_.back().first == node) {
      flush();
      open_.pop_back();
    }
  }

  static std::uint32_t names_of(const xmlNode* node) {
    std::uint32_t named = 0;
    for (const xmlAttr* at = node->properties; at != nullptr; at = at->next) {
      if (at->children == nullptr || at->children->content == nullptr) continue;
      const std::string_view key = reinterpret_cast<const char*>(at->name);
      const std::string_view value = reinterpret_cast<const char*>(at->children->content);
      if (key == "class" || key == "id" || key == "role" || key == "itemprop") {
        named |= named_by(value);
      } else if (key == "hidden" || (key == "aria-hidden" && value == "true")) {
        named |= bit(Named::Hidden);
      } else if (key == "style") {
        const std::size_t at_display = value.find("display:");
        if (at_display != std::string_view::npos &&
            trim(value.substr(at_display + 8)).starts_with("none"))
          named |= bit(Named::Hidden);
      }
    }
    return named;
  }

  void open(xmlNode* node, Tag tag) {
    Element element;
    element.parent = open_.empty() ? -1 : open_.back().second;
    element.tag = tag;
    element.named = node->properties == nullptr ? 0 : names_of(node);
    element.depth = static_cast<std::uint16_t>(open_.size());
    element.signature =
        hash_of(raw_attribute(node, "class"), 2166136261U + static_cast<std::uint32_t>(tag));
    open_.emplace_back(node, static_cast<std::int32_t>(out_.elements.size()));
    out_.elements.push_back(element);
  }

  void add_text(const xmlNode* node) {
    if (node->content == nullptr) return;
    const std::string_view text = reinterpret_cast<const char*>(node->content);
    const std::size_t size = trim(text).size();
    if (size > 0) pending_break_ = false;
    if (links_ > 0) current_.link_bytes += size;
    if (!inline_.empty() && size > 0) {
      current_.marked_bytes += size;
      for (const auto& [element, named] : inline_) current_.inline_named |= named;
    }
    current_.text += text;
  }

  void flush() {
    pending_break_ = false;
    if (!trim(current_.text).empty() && !open_.empty()) {
      current_.text = squeeze(current_.text);
      current_.link_bytes = std::min(current_.link_bytes, current_.text.size());
      current_.element = open_.back().second;
      out_.blocks.push_back(std::move(current_));
    }
    current_ = Block{};
  }

  void sum_up() {
    for (const Block& block : out_.blocks) {
      Element& element = out_.elements[static_cast<std::size_t>(block.element)];
      ++element.blocks;
      element.bytes += block.text.size();
      element.link_bytes += block.link_bytes;
      if (!block.running()) continue;
      ++element.running_blocks;
      element.running_bytes += block.text.size();
    }
    for (std::size_t at = out_.elements.size(); at-- > 0;) {  // a parent stands before its children
      const Element& element = out_.elements[at];
      if (element.parent < 0) continue;
      Element& parent = out_.elements[static_cast<std::size_t>(element.parent)];
      parent.blocks += element.blocks;
      parent.running_blocks += element.running_blocks;
      parent.bytes += element.bytes;
      parent.link_bytes += element.link_bytes;
      parent.running_bytes += element.running_bytes;
    }
  }

  Blocks out_;
  Block current_;
  std::vector<std::pair<const xmlNode*, std::int32_t>> open_;  // block elements, with their index
  std::vector<std::pair<const xmlNode*, std::uint32_t>> inline_;  // named inline elements
  std::size_t links_ = 0;
  bool pending_break_ = false;
};

}  // namespace

std::uint32_t named_by(std::string_view label) {
  std::uint32_t named = 0;
  char previous = ' ';
  std::string low = lower(label);
  for (std::size_t at = 0; at < label.size(); previous = label[at++]) {
    const bool begins =
        is_lower(low[at]) && (!is_letter(previous) || (is_upper(label[at]) && is_lower(previous)));
    if (!begins) continue;
    const std::string_view word = std::string_view(low).substr(at);
    for (const Name& name : names_by_letter()[static_cast<std::size_t>(low[at] - 'a')]) {
      if (opens(word, name.start)) named |= bit(name.named);
    }
  }
  return named;
}

Blocks cut_blocks(xmlNode* root) {
  return Cutter(root).take();
}

}  // namespace casus
