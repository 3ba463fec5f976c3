// SPDX-License-Identifier: Apache-2.0
#include "ingest/article_features.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <unordered_map>

#include "core/text.h"

namespace casus {

namespace {

constexpr int kFar = 20;  // levels or blocks; as good as not there

float log_of(std::size_t count) {
  return std::log1p(static_cast<float>(count));
}

float share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0.0F : static_cast<float>(part) / static_cast<float>(whole);
}

/// What the letters of a block look like.
struct Look {
  std::size_t words = 0;
  std::size_t commas = 0;
  std::size_t sentence_ends = 0;
  std::size_t digits = 0;
  std::size_t uppers = 0;
  std::size_t capitals = 0;  // words that begin with a capital
  std::size_t letters = 0;
  std::size_t signs = 0;  // ASCII signs that are rare in running text
  std::size_t wide = 0;   // bytes beyond ASCII
  int begins = 0;         // 1 lower, 2 upper, 3 digit, 4 beyond ASCII, 0 other
  int ends = 0;        // 1 sentence end, 2 colon, 3 ellipsis, 4 quotation mark or bracket, 0 other
  float colon_at = 0;  // 1 / (1 + bytes before the first colon), 0 without
};

/// Full stops of other scripts: ideographic, full-width ! and ?, Arabic question mark, danda.
bool is_wide_end(std::string_view rest) {
  return rest.starts_with("\xE3\x80\x82") || rest.starts_with("\xEF\xBC\x81") ||
         rest.starts_with("\xEF\xBC\x9F") || rest.starts_with("\xD8\x9F") ||
         rest.starts_with("\xE0\xA5\xA4");
}

int beginning(char c) {
  return is_lower(c)                            ? 1
         : is_upper(c)                          ? 2
         : is_digit(c)                          ? 3
         : static_cast<unsigned char>(c) > 0x7F ? 4
                                                : 0;
}

int ending(std::string_view text) {
  if (text.ends_with("...") || text.ends_with("\xE2\x80\xA6") || text.ends_with("[...]")) return 3;
  const char last = text.back();
  if (last == '.' || last == '!' || last == '?') return 1;
  for (std::size_t size = 2; size <= 3 && size <= text.size(); ++size) {
    if (is_wide_end(text.substr(text.size() - size))) return 1;
  }
  if (last == ':') return 2;
  if (last == '"' || last == ')' || last == ']' || last == '\'' || text.ends_with("\xE2\x80\x9D") ||
      text.ends_with("\xE2\x80\x9C") || text.ends_with("\xC2\xBB"))
    return 4;
  return 0;
}

Look look_at(std::string_view text) {
  Look look;
  bool in_word = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == ' ') {
      in_word = false;
      continue;
    }
    if (!in_word) {
      ++look.words;
      look.capitals += is_upper(c);
    }
    in_word = true;
    if (is_lower(c)) {
      ++look.letters;
    } else if (is_upper(c)) {
      ++look.letters;
      ++look.uppers;
    } else if (static_cast<unsigned char>(c) > 0x7F) {
      ++look.wide;
      if (is_wide_end(text.substr(at))) ++look.sentence_ends;
    } else if (is_digit(c)) {
      ++look.digits;
    } else if (c == ',') {
      ++look.commas;
    } else if (c == '.' || c == '!' || c == '?') {
      if (at + 1 == text.size() || text[at + 1] == ' ') ++look.sentence_ends;
    } else if (c == ':') {
      if (look.colon_at == 0) look.colon_at = 1.0F / static_cast<float>(1 + at);
    } else if (std::strchr("|/\\#@<>[]{}_=+*~^%", c) != nullptr) {
      ++look.signs;
    }
  }
  look.begins = beginning(text.front());
  look.ends = ending(text);
  return look;
}

/// The different words of `text` in lower case, hashed and sorted.
std::vector<std::size_t> hash_words(std::string_view text) {
  std::vector<std::size_t> out;
  const std::string low = lower(text);
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= low.size(); ++at) {
    if (at < low.size() && (is_letter(low[at]) || is_digit(low[at]))) continue;
    if (at > begin)
      out.push_back(std::hash<std::string_view>()(std::string_view(low).substr(begin, at - begin)));
    begin = at + 1;
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

struct Alike {
  std::size_t blocks = 0;
  std::size_t bytes = 0;
  std::size_t running_bytes = 0;
  std::size_t link_bytes = 0;
};

class Measurer {
 public:
  Measurer(const Blocks& page, std::string_view title, std::vector<std::string>* names)
      : page_(page), names_(names), title_words_(hash_words(title)) {
    look_around();
    container_ = find_container();
    mark_container();
  }

  Features measure() {
    for (std::size_t at = 0; at < page_.blocks.size(); ++at) {
      measure_text(at);
      measure_elements(at);
      measure_place(at);
      measure_neighbours(at);
      if (at == 0) out_.columns = out_.values.size();
      names_ = nullptr;
    }
    return std::move(out_);
  }

 private:
  const Element& element(std::int32_t at) const {
    return page_.elements[static_cast<std::size_t>(at)];
  }
  const Element& element_of(const Block& block) const { return element(block.element); }

  template <class Number>
  void add(const char* name, Number value) {
    if (names_ != nullptr) names_->emplace_back(name);
    out_.values.push_back(static_cast<float>(value));
  }
  /// One of several alike: `number` is the second half of its name.
  template <class Number>
  void add(const char* name, int number, Number value) {
    if (names_ != nullptr) names_->push_back(name + std::to_string(number));
    out_.values.push_back(static_cast<float>(value));
  }

  // --- once a page

  void look_around() {
    const std::size_t count = page_.blocks.size();
    running_before_.assign(count + 1, 0);
    bytes_before_.assign(count + 1, 0);
    looks_.reserve(count);
    paths_.reserve(count);
    for (std::size_t at = 0; at < count; ++at) {
      const Block& block = page_.blocks[at];
      looks_.push_back(look_at(block.text));
      bytes_before_[at + 1] = bytes_before_[at] + block.text.size();
      running_before_[at + 1] = running_before_[at] + (block.running() ? block.text.size() : 0);
      if (element_of(block).tag == Tag::H1) last_h1_ = static_cast<std::int32_t>(at);
      if (element_of(block).tag == Tag::H1 && first_h1_ < 0)
        first_h1_ = static_cast<std::int32_t>(at);
      paths_.push_back(path_of(block));
      Alike& alike = alike_[paths_.back()];
      ++alike.blocks;
      alike.bytes += block.text.size();
      alike.link_bytes += block.link_bytes;
      if (block.running()) alike.running_bytes += block.text.size();
      hashes_.push_back(std::hash<std::string_view>()(block.text));
      ++copies_[hashes_.back()];
    }
  }

  std::uint32_t path_of(const Block& block) const {
    std::uint32_t path = 0;
    std::int32_t up = block.element;
    for (int level = 0; level < 3 && up >= 0; ++level, up = element(up).parent)
      path = path * 16777619U + element(up).signature;
    return path;
  }

  static double worth(const Block& block, const Look& look) {
    if (!block.running()) return 0;
    return 1.0 + static_cast<double>(std::min<std::size_t>(look.commas, 6)) * 0.5 +
           std::min(static_cast<double>(block.text.size()) / 100.0, 6.0);
  }

  /// The element that holds most running text close above it (after Readability, Arc90 2009).
  std::int32_t find_container() const {
    std::vector<double> scores(page_.elements.size(), 0);
    for (std::size_t at = 0; at < page_.blocks.size(); ++at) {
      const Block& block = page_.blocks[at];
      double value = worth(block, looks_[at]);
      if (value == 0) continue;
      const Tag tag = element_of(block).tag;
      const bool wrapper =
          tag == Tag::Div || tag == Tag::Cell || tag == Tag::Section || tag == Tag::Article;
      std::int32_t up = wrapper ? block.element : element_of(block).parent;
      for (int level = 0; up >= 0 && level < 5; ++level, up = element(up).parent, value *= 0.72)
        scores[static_cast<std::size_t>(up)] += value;
    }
    const auto best = std::max_element(scores.begin(), scores.end());
    return best == scores.end() ? -1 : static_cast<std::int32_t>(best - scores.begin());
  }

  /// Levels from each element up to the nearest that also holds the container.
  void mark_container() {
    to_container_.assign(page_.elements.size(), kFar);
    for (std::int32_t up = container_; up >= 0; up = element(up).parent)
      to_container_[static_cast<std::size_t>(up)] = 0;
    for (std::size_t at = 0; at < page_.elements.size(); ++at) {
      const std::int32_t parent = page_.elements[at].parent;
      if (to_container_[at] != 0 && parent >= 0)
        to_container_[at] = std::min(kFar, to_container_[static_cast<std::size_t>(parent)] + 1);
    }
    for (std::size_t at = 0; at < page_.blocks.size(); ++at) {
      if (!inside_container(page_.blocks[at].element)) continue;
      if (first_inside_ < 0) first_inside_ = static_cast<std::int32_t>(at);
      last_inside_ = static_cast<std::int32_t>(at);
    }
  }

  bool inside_container(std::int32_t at) const {
    for (; at >= container_ && at >= 0; at = element(at).parent) {
      if (at == container_) return true;
    }
    return false;
  }

  // --- a block

  void measure_text(std::size_t at) {
    const Block& block = page_.blocks[at];
    const Look& look = looks_[at];
    const std::size_t size = block.text.size();
    add("bytes", log_of(size));
    add("words", look.words);
    add("link_share", block.link_share());
    add("links", block.links);
    add("word_length", share(size, look.words));
    add("commas", share(look.commas, look.words));
    add("sentence_ends", look.sentence_ends);
    add("sentence_length", share(look.words, look.sentence_ends + 1));
    add("digits", share(look.digits, size));
    add("uppers", share(look.uppers, look.letters));
    add("capitals", share(look.capitals, look.words));
    add("signs", share(look.signs, size));
    add("wide", share(look.wide, size));
    add("begins", look.begins);
    add("ends", look.ends);
    add("colon_at", look.colon_at);
    add("at_sign", block.text.find('@') != std::string::npos);
    add("copyright", block.text.find("\xC2\xA9") != std::string::npos);
    add("copies", copies_[hashes_[at]]);
    add("marked", share(block.marked_bytes, size));
    std::vector<std::size_t> words;
    if (size < 300) words = hash_words(block.text);
    std::size_t common = 0;
    for (const std::size_t word : words)
      common += std::binary_search(title_words_.begin(), title_words_.end(), word);
    add("of_title", share(common, words.size()));
    add("title_told", share(common, title_words_.size()));
  }

  // In one piece: a list of features over one pass up the tree.
  void measure_elements(std::size_t at) {
    const Block& block = page_.blocks[at];
    std::array<int, kNamed> to_name;
    to_name.fill(kFar);
    std::array<int, kTags> to_tag;
    to_tag.fill(kFar);
    int level = 0;
    int to_body = kFar;
    int names = 0;
    const std::size_t all_running = running_before_.back();
    float aside_share = 2;
    int to_aside = kFar;
    float body_share = 0;
    constexpr std::uint32_t kOwn =
        (1U << static_cast<unsigned>(Named::Article)) | (1U << static_cast<unsigned>(Named::Body));
    constexpr std::uint32_t kNeutral =
        kOwn | (1U << static_cast<unsigned>(Named::List)) |
        (1U << static_cast<unsigned>(Named::Title)) | (1U << static_cast<unsigned>(Named::Header)) |
        (1U << static_cast<unsigned>(Named::Caption)) |
        (1U << static_cast<unsigned>(Named::Teaser)) |
        (1U << static_cast<unsigned>(Named::Summary)) | (1U << static_cast<unsigned>(Named::Date));
    for (std::int32_t up = block.element; up >= 0; up = element(up).parent, ++level) {
      const Element& here = element(up);
      if (here.tag == Tag::Body) break;
      for (std::uint32_t bits = here.named; bits != 0; bits &= bits - 1) {
        int& nearest = to_name[static_cast<std::size_t>(std::countr_zero(bits))];
        nearest = std::min(nearest, level);
      }
      auto& tag = to_tag[static_cast<std::size_t>(here.tag)];
      tag = std::min(tag, level);
      if ((here.named & kOwn) == kOwn && to_body == kFar) {
        to_body = level;
        body_share = share(here.running_bytes, all_running);
      }
      if ((here.named & ~kNeutral) != 0 && (here.named & kOwn) != kOwn) {
        ++names;
        if (to_aside == kFar) to_aside = level;
        aside_share = std::min(aside_share, share(here.running_bytes, all_running));
      }
    }
    for (std::size_t named = 0; named < kNamed; ++named) {
      if ((block.inline_named >> named & 1U) != 0 && block.marked_bytes * 2 > block.text.size())
        to_name[named] = -1;
    }
    for (std::size_t named = 0; named < kNamed; ++named)
      add("to_name_", static_cast<int>(named), to_name[named]);
    for (const Tag tag : {Tag::P, Tag::Section, Tag::Article, Tag::Item, Tag::List, Tag::Quote,
                          Tag::Cell, Tag::Main, Tag::Header, Tag::Footer, Tag::Nav, Tag::Aside,
                          Tag::Figure, Tag::Caption, Tag::Form, Tag::Definition, Tag::Details})
      add("to_tag_", static_cast<int>(tag), to_tag[static_cast<std::size_t>(tag)]);
    add("depth", level);
    add("to_body", to_body);
    add("body_share", body_share);
    add("to_aside", to_aside);
    add("asides", names);
    add("aside_share", aside_share);
    std::int32_t up = block.element;
    for (int k = 0; k < 5; ++k) {
      const Element* here = up < 0 ? nullptr : &element(up);
      add("tag", k, here == nullptr ? -1 : static_cast<int>(here->tag));
      add("running_share", k, here == nullptr ? 2 : share(here->running_bytes, all_running));
      add("link_share", k, here == nullptr ? 2 : share(here->link_bytes, here->bytes));
      add("blocks", k, here == nullptr ? -1 : log_of(here->blocks));
      add("running_blocks", k, here == nullptr ? -1 : share(here->running_blocks, here->blocks));
      if (here != nullptr) up = here->parent;
    }
    const Alike& alike = alike_[paths_[at]];
    add("alike", log_of(alike.blocks));
    add("alike_bytes", log_of(alike.bytes / alike.blocks));
    add("alike_links", share(alike.link_bytes, alike.bytes));
    add("alike_running", share(alike.running_bytes, all_running));
  }

  void measure_place(std::size_t at) {
    const auto place = static_cast<std::int32_t>(at);
    const std::size_t count = page_.blocks.size();
    const std::size_t all_running = running_before_.back();
    add("blocks", log_of(count));
    add("all_running", log_of(all_running));
    add("place", share(at, count));
    add("byte_place", share(bytes_before_[at], bytes_before_.back()));
    add("running_place", share(running_before_[at], all_running));
    add("running_before", log_of(running_before_[at]));
    add("running_after", log_of(all_running - running_before_[at + 1]));
    add("since_h1", first_h1_ < 0 ? -1000 : std::clamp(place - first_h1_, -100, 100));
    add("since_last_h1", last_h1_ < 0 ? -1000 : std::clamp(place - last_h1_, -100, 100));
    const Block& block = page_.blocks[at];
    add("to_container", to_container_[static_cast<std::size_t>(block.element)]);
    const bool inside = inside_container(block.element);
    add("inside", inside);
    int levels = 0;
    for (std::int32_t up = block.element; inside && up != container_; up = element(up).parent)
      ++levels;
    add("below_container", inside ? levels : -1);
    add("container_share",
        container_ < 0 ? 0 : share(element(container_).running_bytes, all_running));
    add("since_first_inside", std::clamp(place - first_inside_, -100, 100));
    add("until_last_inside", std::clamp(last_inside_ - place, -100, 100));
  }

  void measure_neighbours(std::size_t at) {
    const auto count = static_cast<std::int32_t>(page_.blocks.size());
    const auto place = static_cast<std::int32_t>(at);
    for (const int step : {-3, -2, -1, 1, 2, 3}) {
      const std::int32_t there = place + step;
      const bool is_there = there >= 0 && there < count;
      const Block* block = is_there ? &page_.blocks[static_cast<std::size_t>(there)] : nullptr;
      add("bytes", step, is_there ? log_of(block->text.size()) : 0);
      add("link_share", step, is_there ? block->link_share() : 2);
      if (step < -2 || step > 2) continue;
      add("tag", step, is_there ? static_cast<int>(element_of(*block).tag) : -1);
      add("alike", step,
          is_there ? static_cast<int>(paths_[static_cast<std::size_t>(there)] == paths_[at]) : -1);
      add("ends", step, is_there ? looks_[static_cast<std::size_t>(there)].ends : -1);
    }
    for (const int reach : {3, 8}) {
      const auto begin = static_cast<std::size_t>(std::max(0, place - reach));
      const auto end = static_cast<std::size_t>(std::min(count, place + reach + 1));
      add("running_near", reach,
          share(running_before_[end] - running_before_[begin],
                bytes_before_[end] - bytes_before_[begin]));
    }
    add("running_back", running_within(place, -1));
    add("running_on", running_within(place, 1));
    add("heading_back", heading_back(place));
  }

  /// Blocks to the next one of running text.
  int running_within(std::int32_t place, int step) const {
    const auto count = static_cast<std::int32_t>(page_.blocks.size());
    for (int far = 1; far < kFar; ++far) {
      const std::int32_t there = place + far * step;
      if (there < 0 || there >= count) break;
      if (page_.blocks[static_cast<std::size_t>(there)].running()) return far;
    }
    return kFar;
  }

  int heading_back(std::int32_t place) const {
    for (int far = 1; far < kFar && place - far >= 0; ++far) {
      const Tag tag = element_of(page_.blocks[static_cast<std::size_t>(place - far)]).tag;
      if (tag >= Tag::H1 && tag <= Tag::H4) return far;
    }
    return kFar;
  }

  const Blocks& page_;
  std::vector<std::string>* names_;
  std::vector<std::size_t> title_words_;
  std::vector<Look> looks_;
  std::vector<std::size_t> bytes_before_;
  std::vector<std::size_t> running_before_;
  std::vector<std::uint32_t> paths_;
  std::vector<std::size_t> hashes_;  // of each block's text
  std::unordered_map<std::uint32_t, Alike> alike_;
  std::unordered_map<std::size_t, int> copies_;
  std::vector<int> to_container_;
  std::int32_t container_ = -1;
  std::int32_t first_inside_ = -1;
  std::int32_t last_inside_ = -1;
  std::int32_t first_h1_ = -1;
  std::int32_t last_h1_ = -1;
  Features out_;
};

}  // namespace

Features measure_blocks(const Blocks& page, std::string_view title,
                        std::vector<std::string>* names) {
  if (page.blocks.empty()) return {};
  return Measurer(page, title, names).measure();
}

}  // namespace casus
