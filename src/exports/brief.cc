// SPDX-License-Identifier: Apache-2.0
#include "exports/brief.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/text.h"
#include "core/utf8.h"

namespace casus {

namespace {

constexpr double kSure = 0.5;  // below this an item is marked "?"

std::string shown(const When& when) {
  if (when.is_day()) return when.from;
  if (!when.known()) return "";
  return when.from.empty() ? "until " + when.to
         : when.to.empty() ? "since " + when.from
                           : when.from + "/" + when.to;
}

class Brief {
 public:
  Brief(const Record& record, const BriefOptions& options) : record_(record), options_(options) {
    for (const Actor& actor : record.actors) actors_[actor.id] = &actor;
  }

  std::string draw_statements() {
    head();
    statements();
    return std::move(out_);
  }

  std::string draw(const std::vector<Entry>& ahead) {
    head();
    statements();
    disputes();
    commitments();
    decisions(ahead);
    events();
    standing();
    foot();
    return std::move(out_);
  }

 private:
  /// One line, `head` in bold before `text`; cut to the width.
  void line(std::string_view text, std::size_t indent = 0, std::string_view head = {}) {
    const std::size_t room = options_.width > indent + 10 ? options_.width - indent : 10;
    const std::string first = cropped(printable(head), room);
    out_ += std::string(indent, ' ') + strong(first) +
            cropped(printable(text), room - columns(first)) + '\n';
  }

  /// `text` over as many lines as it needs, the first behind `label`, the others under it.
  void flow(const std::string& label, const std::string& text, std::size_t indent) {
    const bool narrow = options_.width < indent + 30;  // then the label has a line of its own
    const std::size_t margin = narrow ? 4 : indent;
    const std::size_t room = options_.width > margin + 20 ? options_.width - margin : 20;
    bool first = !narrow;
    const auto rows = in_rows(printable(text), room);
    if (narrow || rows.empty()) line(trim(label), 2);
    for (const std::string& row : rows) {
      const std::size_t used = first ? columns(label) : 0;
      out_ +=
          (first ? label : "") + std::string(margin > used ? margin - used : 1, ' ') + row + '\n';
      first = false;
    }
  }

  std::string sources(const std::string& id, const std::vector<Span>& spans,
                      double confidence) const {
    if (!options_.verbose) return {};
    std::string out = "  [" + id;
    for (const Span span : spans) out += fmt::format(" {}-{}", span.begin, span.end);
    return out + fmt::format(" {:.2f}]", confidence);
  }

  /// `left` and `right` on one line, as far apart as the width allows.
  void apart(const std::string& text, const std::string& right) {
    const std::string left = printable(text);
    const std::size_t used = columns(left) + columns(right);
    if (used + 2 > options_.width) {
      line(left);
      if (!right.empty()) line(right, 2);
      return;
    }
    out_ += left + std::string(right.empty() ? 0 : options_.width - used, ' ') + right + '\n';
  }

  std::string strong(const std::string& text) const {
    return options_.colours && !text.empty() ? "\x1b[1m" + text + "\x1b[0m" : text;
  }

  void section(const std::string& name, const std::string& count) {
    out_ += '\n' + strong(name);
    const std::size_t used = columns(name) + columns(count);
    if (used + 2 <= options_.width) out_ += std::string(options_.width - used, ' ') + count;
    out_ += '\n';
  }

  template <typename T>
  std::vector<const T*> sure(const std::vector<T>& items) {
    std::vector<const T*> out;
    for (const T& item : items) {
      if (item.confidence >= options_.min_confidence)
        out.push_back(&item);
      else
        ++hidden_;
    }
    return out;
  }

  std::string name(const std::string& id) const {
    const auto at = actors_.find(id);
    return at == actors_.end() ? "(not said)" : at->second->name;
  }
  std::string names(const std::vector<std::string>& ids) const {
    std::string out;
    for (const std::string& id : ids) out += (out.empty() ? "" : ", ") + name(id);
    return out;
  }
  static std::string mark(double confidence) { return confidence < kSure ? "? " : ""; }

  void head() {
    const Report& report = record_.report;
    line(report.title.empty() ? report.id : report.title);
    std::string left;
    for (const std::string& author : report.byline) left += (left.empty() ? "" : ", ") + author;
    if (!report.agency.empty()) left += (left.empty() ? "" : ", ") + report.agency;
    for (const std::string* part : {&report.dateline, &report.published}) {
      if (!part->empty()) left += (left.empty() ? "" : " \xC2\xB7 ") + *part;
    }
    const std::size_t words = count_words(report.text);
    apart(left, options_.seconds < 0
                    ? fmt::format("{} words", words)
                    : fmt::format("{} words read in {:.2f} s", words, options_.seconds));
  }

  void statements() {
    const auto items = sure(record_.statements);
    if (items.empty()) return;
    std::vector<std::string> order;
    std::map<std::string, std::vector<const Statement*>> by_speaker;
    for (const Statement* item : items) {
      auto& list = by_speaker[item->speaker];
      if (list.empty()) order.push_back(item->speaker);
      list.push_back(item);
    }
    section("WHO SAID WHAT", fmt::format("{} statements, {} speakers", items.size(), order.size()));
    for (const std::string& speaker : order) {
      line(roles_of(speaker), 2, name(speaker));
      for (const Statement* item : by_speaker[speaker]) {
        std::string words;
        for (const Span span : item->content)
          words += (words.empty() ? "" : " ... ") + std::string(cut(record_.report.text, span));
        std::string where;
        for (const std::string* part : {&item->venue, &item->medium}) {
          if (!part->empty()) where += (where.empty() ? "" : ", ") + *part;
        }
        if (!item->addressees.empty())
          where = "to " + names(item->addressees) + (where.empty() ? "" : "; ") + where;
        if (!where.empty()) where = " [" + where + "]";
        flow(fmt::format("    {:<10} {:<10} {}", shown(item->date).substr(0, 10),
                         name_of(item->act), mark(item->confidence)),
             squeeze(words) + where + sources(item->id, item->content, item->confidence), 27);
      }
    }
  }

  /// "   President, Belarus; ..."
  std::string roles_of(const std::string& speaker) const {
    std::string out;
    const auto at = actors_.find(speaker);
    if (at == actors_.end()) return out;
    for (const Role& role : at->second->roles) {
      std::string title = role.title;
      while (!title.empty() && (title[0] == ',' || title[0] == ' ')) title.erase(0, 1);
      if (!role.of.empty() && title.find(name(role.of)) == std::string::npos)
        title += ", " + name(role.of);
      out += (out.empty() ? "   " : "; ") + title;
    }
    return out;
  }

  void disputes() {
    std::vector<Claim> contested;
    std::copy_if(record_.claims.begin(), record_.claims.end(), std::back_inserter(contested),
                 [](const Claim& claim) { return claim.status != ClaimStatus::Asserted; });
    const auto items = sure(contested);
    if (items.empty()) return;
    section("DISPUTED", fmt::format("{} claims", items.size()));
    for (const Claim* item : items) {
      flow("  " + mark(item->confidence),
           item->text + sources(item->id, item->spans, item->confidence), 4);
      line(fmt::format("says so: {}   denies it: {}",
                       item->asserted_by.empty() ? "nobody here" : names(item->asserted_by),
                       names(item->denied_by)),
           4);
    }
  }

  void commitments() {
    const auto items = sure(record_.commitments);
    if (items.empty()) return;
    section("ASKED AND ANSWERED", fmt::format("{}", items.size()));
    for (const Commitment* item : items) {
      const std::string due = item->due.known() ? ", due " + shown(item->due) : "";
      flow(fmt::format("  {:<11} {}", name_of(item->kind), mark(item->confidence)),
           fmt::format("{} -> {}: {}   [{}{}]", name(item->from),
                       item->to.empty() ? "all" : names(item->to), item->text,
                       name_of(item->status), due) +
               sources(item->id, {item->span}, item->confidence),
           16);
    }
  }

  void decisions(const std::vector<Entry>& ahead) {
    if (ahead.empty()) return;
    section("WHAT WILL THEY DECIDE", fmt::format("{}", ahead.size()));
    for (const Entry& one : ahead) {
      flow("  ", squeeze(one.head), 4);
      for (const std::string& under : one.under) flow("    ", under, 6);
    }
  }

  void events() {
    const auto items = sure(record_.events);
    if (items.empty()) return;
    section("WHAT HAPPENED", fmt::format("{} events", items.size()));
    for (const Event* item : items) {
      const std::string status =
          item->status == EventStatus::Occurred ? "" : fmt::format(" ({})", name_of(item->status));
      std::string figures;
      for (const Quantity& q : item->quantities) {
        figures += (figures.empty() ? ": " : ", ") + squeeze(cut(record_.report.text, q.span));
        if (q.what == QuantityKind::Killed || q.what == QuantityKind::Wounded)
          figures += fmt::format(" {}", name_of(q.what));
      }
      const std::string sides = item->source == item->target ? names(item->source)
                                : item->target.empty()       ? names(item->source)
                                : item->source.empty()
                                    ? "-> " + names(item->target)
                                    : names(item->source) + " -> " + names(item->target);
      flow(fmt::format("  {:<21}  {:<9} {}", shown(item->date), name_of(item->type),
                       mark(item->confidence)),
           fmt::format("{}   {}{}{}", sides, cut(record_.report.text, item->trigger), figures,
                       status) +
               sources(item->id, {item->trigger}, item->confidence),
           35);
    }
  }

  void standing() {
    const auto items = sure(record_.relations);
    if (items.empty()) return;
    section("STANDING", fmt::format("{} relations", items.size()));
    for (const Relation* item : items) {
      std::string type(name_of(item->type));
      std::replace(type.begin(), type.end(), '_', ' ');
      line(fmt::format("{}{} {} {}{}", mark(item->confidence), name(item->from), type,
                       name(item->to),
                       item->contradicted ? "   (casus knows otherwise for that day)" : "") +
               sources(item->id, {item->span}, item->confidence),
           2);
    }
  }

  void foot() {
    const std::size_t aside = record_.report.furniture.size();
    std::string text;
    if (aside > 0)
      text =
          fmt::format("Set aside: {} line{} that are not the report's own (captions, sign-ups).   ",
                      aside, aside == 1 ? "" : "s");
    if (hidden_ > 0)
      text += fmt::format("Less certain, not shown: {} (--all shows them).   ", hidden_);
    out_ += '\n';
    text += "Details: --verbose, --format json.   Keep it: casus add";
    for (const std::string& row : in_rows(text, options_.width)) line(row);
    for (const std::string& note : record_.report.diagnostics) {
      for (const std::string& row : in_rows("note: " + note, options_.width)) line(row);
    }
  }

  const Record& record_;
  const BriefOptions& options_;
  std::map<std::string, const Actor*> actors_;
  std::size_t hidden_ = 0;  // items less certain than asked for
  std::string out_;
};

}  // namespace

std::string to_brief(const Record& record, const BriefOptions& options,
                     const std::vector<Entry>& decisions) {
  return Brief(record, options).draw(decisions);
}

std::string to_quotes(const Record& record, const BriefOptions& options) {
  return Brief(record, options).draw_statements();
}

}  // namespace casus
