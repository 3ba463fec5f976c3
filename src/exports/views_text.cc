// SPDX-License-Identifier: Apache-2.0
#include "exports/views_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "casus/kinds.h"
#include "core/text.h"
#include "core/utf8.h"
#include "exports/rows_text.h"

namespace casus {

namespace {

using Json = nlohmann::ordered_json;

std::string value(const Json& object, const char* key) {
  return object.contains(key) ? plain_value(object[key]) : std::string();
}

std::string fields(const Json& object, std::initializer_list<const char*> keys) {
  std::string out;
  for (const char* key : keys) {
    if (const std::string text = value(object, key); !text.empty())
      out += fmt::format("  {:<12}{}\n", key, text);
  }
  return out;
}

std::string statement_line(const Json& row, std::size_t width) {
  return fmt::format("  {:<5} {:<10} {} {}\n", value(row, "id"), value(row, "date"),
                     value(row, "speaker"), value(row, "act")) +
         wrapped(value(row, "text"), width, 8);
}

std::string event_line(const Json& row) {
  std::string out = fmt::format("  {:<5} {:<10} {:<10} {}", value(row, "id"), value(row, "date"),
                                value(row, "type"), value(row, "source"));
  if (const std::string target = value(row, "target"); !target.empty()) out += " -> " + target;
  if (value(row, "status") != name_of(EventStatus::Occurred))
    out += " (" + value(row, "status") + ")";
  if (const std::string figures = value(row, "figures"); !figures.empty()) out += ": " + figures;
  return out + "\n";
}

std::string commitment_line(const Json& row, std::size_t width) {
  std::string out =
      fmt::format("  {:<5} {:<10} {} {} -> {}  {}", value(row, "id"), value(row, "date"),
                  value(row, "kind"), value(row, "from"), value(row, "to"), value(row, "status"));
  if (const std::string due = value(row, "due"); !due.empty()) out += ", due " + due;
  for (const Json& answer : row["answers"])
    out += fmt::format(" ({} {} by {}, {})", value(answer, "date"), value(answer, "status"),
                       value(answer, "by"), value(answer, "statement"));
  for (const Json& outcome : row["outcomes"])
    out += fmt::format(" ({} {}, {})", value(outcome, "date"), value(outcome, "status"),
                       value(outcome, "event"));
  return out + "\n" + wrapped(value(row, "text"), width, 8);
}

std::string claim_line(const Json& row, std::size_t width) {
  const auto side = [](const Json& who) {
    std::string out;
    for (const Json& one : who)
      out += (out.empty() ? "" : ", ") + value(one, "name") +
             (one["since"].is_null() ? "" : " (" + value(one, "since") + ")");
    return out;
  };
  std::string out =
      wrapped(value(row, "id") + "  " + value(row, "status") + "  " + value(row, "text"), width, 2);
  if (!row["asserted_by"].empty()) out += wrapped("says so: " + side(row["asserted_by"]), width, 8);
  if (!row["denied_by"].empty()) out += wrapped("denies it: " + side(row["denied_by"]), width, 8);
  return out;
}

template <typename Line>
std::string lines(const Json& rows, const Line& line) {
  std::string out;
  for (const Json& row : rows) out += line(row);
  return out;
}

/// The characters [begin, end) of `text`, counted in code points.
std::string slice(const std::string& text, std::size_t begin, std::size_t end) {
  std::size_t at = 0, index = 0, from = text.size();
  for (; at < text.size() && index < end; ++index) {
    if (index == begin) from = at;
    next_code_point(text, at);
  }
  return from < at ? text.substr(from, at - from) : std::string();
}

/// The context with the item's words between >> and <<.
std::string marked(const Json& item) {
  if (!item.contains("context") || !item.contains("context_span")) return "";
  const std::size_t base = item["context_span"][0];
  std::vector<std::pair<std::size_t, std::size_t>> spans;
  for (const char* key : {"content_spans", "trigger_span", "spans", "span"}) {
    if (!item.contains(key)) continue;
    for (const Json& span : item[key])
      spans.emplace_back(span[0].get<std::size_t>() - base, span[1].get<std::size_t>() - base);
  }
  std::sort(spans.begin(), spans.end());
  const std::string context = item["context"];
  std::string out;
  std::size_t at = 0;
  for (const auto& [begin, end] : spans) {
    if (begin < at) continue;
    out += slice(context, at, begin) + ">>" + slice(context, begin, end) + "<<";
    at = end;
  }
  return out + slice(context, at, context.size());
}

}  // namespace

std::string wrapped(const std::string& text, std::size_t width, std::size_t indent) {
  std::string out;
  const std::size_t room = width > indent + 20 ? width - indent : 20;
  for (const Span line : lines_of(text)) {
    for (const std::string& row : in_rows(cut(text, line), room))
      out += std::string(indent, ' ') + row + "\n";
  }
  return out;
}

std::string section(const std::string& name, const std::string& body) {
  return body.empty() ? "" : "\n" + name + "\n" + body;
}

std::string story_text(const Json& story, std::size_t width) {
  std::string out = wrapped(value(story, "id") + "  " + value(story, "name"), width, 0) +
                    fields(story, {"first", "last", "reports", "actors"});
  out += section("TOLD IN", lines(story["told_in"], [&](const Json& row) {
                   return wrapped(fmt::format("{:<5} {:<10} {}", value(row, "id"),
                                              value(row, "published"), value(row, "headline")),
                                  width, 2);
                 }));
  out += section("WHAT HAPPENED", lines(story["events"], event_line));
  out += section("CLAIMS",
                 lines(story["claims"], [&](const Json& row) { return claim_line(row, width); }));
  out += section("ASKED AND ANSWERED", lines(story["commitments"], [&](const Json& row) {
                   return commitment_line(row, width);
                 }));
  out += section("SAID", lines(story["statements"],
                               [&](const Json& row) { return statement_line(row, width); }));
  return printable(out);
}

std::string item_text(const Json& item, std::size_t width) {
  if (item.contains("told_in")) return story_text(item, width);
  std::string out =
      value(item, "id") + "\n" +
      fields(item, {"act",     "kind",       "type",   "mode",      "status",      "speaker",
                    "role",    "source",     "from",   "to",        "target",      "place",
                    "date",    "due",        "venue",  "medium",    "asserted_by", "denied_by",
                    "answers", "figures",    "title",  "published", "agency",      "byline",
                    "url",     "report",     "copies", "copy_of",   "replaces",    "replaced_by",
                    "retells", "confidence", "review"});
  if (item.contains("text") && item.contains("furniture"))
    return printable(out + "\n" + wrapped(value(item, "text"), width, 2));
  return printable(out + section("In its words", wrapped(marked(item), width, 2)));
}

std::string actor_text(const Json& actor, std::size_t width) {
  std::string out = value(actor, "name") + "\n" +
                    fields(actor, {"type", "code", "role", "wikidata", "names", "member_of",
                                   "members", "chair", "presidency", "treaty", "mutual_help"});
  out += section("Offices and roles", lines(actor["offices"], [](const Json& office) {
                   return fmt::format("  {:<24} {}{}{}\n",
                                      value(office, "from") + "/" + value(office, "to"),
                                      value(office, "title"),
                                      office["of"].is_null() ? "" : ", " + value(office, "of"),
                                      office["from_knowledge"] == true ? "" : "  (as told)");
                 }));
  out += section("Said",
                 lines(actor["said"], [&](const Json& row) { return statement_line(row, width); }));
  out += section("Said of it", lines(actor["said_of_it"],
                                     [&](const Json& row) { return statement_line(row, width); }));
  out += section("Asked of it", lines(actor["asked_of_it"], [&](const Json& row) {
                   return commitment_line(row, width);
                 }));
  out += section("Asked by it", lines(actor["asked_by_it"], [&](const Json& row) {
                   return commitment_line(row, width);
                 }));
  out += section("Events", lines(actor["events"], event_line));
  out +=
      section("Ties", lines(actor["ties"], [](const Json& row) {
                return fmt::format("  {:<5} {} {} {}{}\n", value(row, "id"), value(row, "from"),
                                   value(row, "type"), value(row, "to"),
                                   row["contradicted"] == true ? "  (casus knows otherwise)" : "");
              }));
  return printable(out);
}

std::string dispute_text(const Json& dispute, std::size_t width) {
  const std::string a = value(dispute, "a"), b = value(dispute, "b");
  std::string out = a + " and " + b + "\n";
  out += section("CLAIMS AND DENIALS",
                 lines(dispute["claims"], [&](const Json& row) { return claim_line(row, width); }));
  out += section("WHAT HAPPENED BETWEEN THEM", lines(dispute["events"], event_line));
  out += section(
      fold(a) == fold(b) ? "SAID" : a + " ON " + b,
      lines(dispute["a_on_b"], [&](const Json& row) { return statement_line(row, width); }));
  out += section(b + " ON " + a, lines(dispute["b_on_a"], [&](const Json& row) {
                   return statement_line(row, width);
                 }));
  out += section("ASKED AND ANSWERED", lines(dispute["commitments"], [&](const Json& row) {
                   return commitment_line(row, width);
                 }));
  return printable(out);
}

std::string timeline_text(const Json& items, std::size_t width) {
  return printable(lines(items, [&](const Json& row) {
    return row.contains("act") ? statement_line(row, width) : event_line(row);
  }));
}

std::string positions_text(const Json& positions, std::size_t width) {
  return printable(lines(positions, [&](const Json& row) {
    return fmt::format("  {:<10} {:>4.1f}  {}  {}\n", value(row, "date"),
                       row["stance"].get<double>(), value(row, "actor"), value(row, "evidence")) +
           wrapped(value(row, "issue"), width, 8);
  }));
}

std::string outlook_text(const Json& outlook, std::size_t width) {
  std::string out = fmt::format("{} to {}\n", value(outlook, "from"), value(outlook, "to"));
  out += section("PLANNED", lines(outlook["planned"], event_line));
  out += section(
      "DUE", lines(outlook["due"], [&](const Json& row) { return commitment_line(row, width); }));
  out += section("ASKED OF A BODY (casus outlook BODY says what it may decide)",
                 lines(outlook["asked"], [&](const Json& row) {
                   return fmt::format("  {:<5} {:<10} {} -> {}\n", value(row, "commitment"),
                                      value(row, "date"), value(row, "from"), value(row, "body")) +
                          wrapped(value(row, "about"), width, 8);
                 }));
  return printable(out);
}

std::string overview_text(const Json& overview, std::size_t width) {
  std::string out =
      fmt::format("{} reports ({} copies), {} to {}: {} statements, {} events, {} actors\n",
                  value(overview, "reports"), value(overview, "copies"), value(overview, "first"),
                  value(overview, "last"), value(overview, "statements"), value(overview, "events"),
                  value(overview, "actors"));
  out += section("STORIES", lines(overview["stories"], [&](const Json& row) {
                   return wrapped(fmt::format("{:<5} {} to {}, {} reports: {}", value(row, "id"),
                                              value(row, "first"), value(row, "last"),
                                              value(row, "reports"), value(row, "name")),
                                  width, 2);
                 }));
  out += section("DISPUTED", lines(overview["disputed"],
                                   [&](const Json& row) { return claim_line(row, width); }));
  out += section("OVERDUE", lines(overview["overdue"],
                                  [&](const Json& row) { return commitment_line(row, width); }));
  out += section("OPEN", lines(overview["open"],
                               [&](const Json& row) { return commitment_line(row, width); }));
  out += section("WHO SPEAKS MOST", lines(overview["speakers"], [](const Json& row) {
                   return fmt::format("  {:>5}  {}\n", row["statements"].get<int>(),
                                      value(row, "name"));
                 }));
  return printable(out);
}

}  // namespace casus
