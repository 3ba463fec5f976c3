// SPDX-License-Identifier: Apache-2.0
#include "ingest/plain_text.h"

#include <algorithm>
#include <optional>

#include "core/calendar.h"
#include "core/text.h"
#include "core/word_sets.h"
#include "ingest/html_metadata.h"

namespace casus {

namespace {

constexpr std::size_t kHead =
    12;  // the lines that title, byline, day and dateline are looked for in

/// A line of the text that is not empty.
struct Line {
  Span span;
  std::size_t words = 0;  // of the first lines alone
  bool gap_before = false;
};

bool ends_sentence(std::string_view line) {
  for (const std::string_view quote : {"\"", "'", "\xE2\x80\x9D", "\xE2\x80\x99", ")"}) {
    if (line.ends_with(quote)) line.remove_suffix(quote.size());
  }
  return !line.empty() && (line.back() == '.' || line.back() == '?' || line.back() == '!');
}

bool is_byline(std::string_view line) {
  const std::string low = lower(line);
  return (low.starts_with("by ") || low.starts_with("by: ")) && count_words(line) <= 12 &&
         line.size() > 4 && is_upper(line[3]) && !ends_sentence(line);
}

/// Whether there are more words than `most`; reads no further than it must.
bool has_more_words(std::string_view text, std::size_t most) {
  std::size_t count = 0;
  bool inside = false;
  for (const char c : text) {
    if (!is_space(c) && !inside && ++count > most) return true;
    inside = !is_space(c);
  }
  return false;
}

/// Invitations to the visitor that stand in a text copied from a page.
bool is_invitation(std::string_view line) {
  if (has_more_words(line, 22)) return false;
  return contains_any(lower(line), words_of(WordSet::Invitations));
}

bool is_photo_credit(std::string_view line) {
  constexpr std::size_t kLongest = 13;  // of what is looked for at the ends
  const std::string begin = lower(line.substr(0, kLongest)),
                    end = lower(line.substr(line.size() - std::min(line.size(), kLongest)));
  if (begin.starts_with("photo:") || begin.starts_with("photo by") || begin.starts_with("image:") ||
      begin.starts_with("file photo") || begin.starts_with("picture:") ||
      end.ends_with("(photo)") || end.ends_with("/getty images") || end.ends_with("(file photo)"))
    return true;
  for (std::size_t at = line.find('['); at != std::string_view::npos; at = line.find('[', at + 1)) {
    if (lower(line.substr(at, 6)) == "[file:") return true;
  }
  return false;
}

std::vector<Line> written_lines(std::string_view text) {
  std::vector<Line> lines;
  bool gap = true;
  for (const Span span : lines_of(text)) {
    const Span inner = trimmed(text, span);
    if (inner.empty()) {
      gap = true;
      continue;
    }
    const std::size_t words = lines.size() < kHead ? count_words(cut(text, inner)) : 0;
    lines.push_back({inner, words, gap});
    gap = false;
  }
  return lines;
}

/// "YEREVAN (Azatutyun) -", "GENEVA, Nov 22 (Reuters) -", "KYIV -"
struct Dateline {
  std::string place;
  std::string agency;
  std::string rest;  // what stands between place and agency: a day, often
  std::uint32_t end = 0;
};

std::optional<Dateline> dateline_of(std::string_view line) {
  std::size_t dash = std::string_view::npos;
  std::size_t dash_size = 0;
  for (const std::string_view mark :
       {" \xE2\x80\x94", " \xE2\x80\x93", " --", " - ", "\xE2\x80\x94", ": "}) {
    const std::size_t at = line.substr(0, 90).find(mark);
    if (at < dash) dash = at, dash_size = mark.size();
  }
  if (dash == std::string_view::npos || dash < 3) return std::nullopt;
  const std::string_view head = line.substr(0, dash);
  Dateline out;
  out.end = static_cast<std::uint32_t>(dash + dash_size);
  const std::size_t open = head.find('(');
  std::string_view place = head.substr(0, std::min(open, head.size()));
  if (open != std::string_view::npos) {
    const std::size_t close = head.find(')', open);
    if (close == std::string_view::npos) return std::nullopt;
    out.agency = std::string(trim(head.substr(open + 1, close - open - 1)));
  }
  if (const std::size_t comma = place.find(','); comma != std::string_view::npos) {
    out.rest = std::string(trim(place.substr(comma + 1)));
    place = place.substr(0, comma);
  }
  out.place = std::string(trim(place));
  std::size_t upper = 0;
  for (const char c : out.place) {
    if (is_lower(c) || is_digit(c)) upper = 1000;
    upper += is_upper(c);
  }
  const bool capitals = upper >= 2 && upper < 1000 && count_words(out.place) <= 4;
  if (capitals && line[dash] != ':') return out;
  return !out.agency.empty() && count_words(out.place) <= 3 && is_agency(out.agency)
             ? std::optional(out)
             : std::nullopt;
}

class Frame {
 public:
  explicit Frame(Report& report) : report_(report), lines_(written_lines(report.text)) {}

  void read() {
    body_ = first_body_line();
    find_title();
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const std::string_view line = words(i);
      if (is_invitation(line) || is_photo_credit(line)) report_.furniture.push_back(lines_[i].span);
    }
    std::sort(report_.furniture.begin(), report_.furniture.end());
    report_.furniture.erase(std::unique(report_.furniture.begin(), report_.furniture.end()),
                            report_.furniture.end());
  }

 private:
  std::string_view words(std::size_t i) const { return cut(report_.text, lines_[i].span); }

  /// The first line that is the report's own prose; byline and dateline are read on the way.
  std::size_t first_body_line() {
    for (std::size_t i = 0; i < lines_.size() && i < kHead; ++i) {
      const std::string_view line = words(i);
      if (is_byline(line)) {
        if (report_.byline.empty()) report_.byline = split_byline(line);
        report_.frame.push_back(lines_[i].span);
        continue;
      }
      if (const auto dateline = dateline_of(line)) {
        take(*dateline, lines_[i].span.begin);
        return i;
      }
      if (const auto day = parse_day(line); day && lines_[i].words <= 8) {
        if (report_.published.empty()) report_.published = iso(*day);
        report_.frame.push_back(lines_[i].span);
        continue;
      }
      if (is_agency_line(line)) {
        report_.agency = std::string(line);
        report_.frame.push_back(lines_[i].span);
        continue;
      }
      const bool sentence = ends_sentence(line) && lines_[i].words > 6;
      if ((sentence &&
           !(i == 0 && lines_.size() > 2 && lines_[i].words <= 14 && lines_[1].gap_before)) ||
          lines_[i].words > 26)
        return i;
    }
    return lines_.size() > 1 && lines_.size() <= kHead ? 1 : 0;
  }

  static bool is_agency_line(std::string_view line) {
    return count_words(line) <= 3 && is_agency(line);
  }

  void take(const Dateline& dateline, std::uint32_t base) {
    if (report_.dateline.empty()) report_.dateline = dateline.place;
    if (report_.agency.empty()) report_.agency = dateline.agency;
    if (const auto day = parse_day(dateline.rest); day && report_.published.empty())
      report_.published = iso(*day);
    report_.frame.push_back({base, base + dateline.end});
  }

  /// Among the lines above the body the longest is the headline; a shorter one above it is a
  /// picture's caption.
  void find_title() {
    std::optional<std::size_t> title;
    for (std::size_t i = 0; i < std::min(body_, lines_.size()); ++i) {
      if (in_frame(lines_[i].span) || is_invitation(words(i)) || is_photo_credit(words(i)) ||
          lines_[i].words < 2)
        continue;
      if (!title || lines_[i].words >
                        lines_[*title].words + (*title == 0 && lines_[*title].words > 6 ? 4 : 0))
        title = i;
    }
    if (!title) return;
    report_.title_span = lines_[*title].span;
    if (report_.title.empty()) report_.title = squeeze(words(*title));
    for (std::size_t i = 0; i < *title; ++i) {
      if (!in_frame(lines_[i].span)) report_.furniture.push_back(lines_[i].span);
    }
  }

  bool in_frame(Span span) const {
    return std::any_of(report_.frame.begin(), report_.frame.end(),
                       [&](Span one) { return one.overlaps(span); });
  }

  Report& report_;
  std::vector<Line> lines_;
  std::size_t body_ = 0;
};

}  // namespace

bool is_agency(std::string_view name) {
  return is_one_of(lower(trim(name)), WordSet::Agencies);
}

void read_frame(Report& report) {
  Frame(report).read();
}

}  // namespace casus
