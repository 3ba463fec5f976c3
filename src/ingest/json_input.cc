// SPDX-License-Identifier: Apache-2.0
#include "ingest/json_input.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "core/calendar.h"
#include "core/text.h"
#include "ingest/sniff.h"

namespace casus {

namespace {

using Sink = std::function<bool(Parcel)>;

std::string string_at(simdjson::dom::object object, const char* key) {
  std::string_view value;
  return object[key].get_string().get(value) == simdjson::SUCCESS ? std::string(value)
                                                                  : std::string();
}

/// As string_at, also of a number: an id, a day such as 20221124.
std::string name_at(simdjson::dom::object object, const char* key) {
  std::int64_t number = 0;
  return object[key].get_int64().get(number) == simdjson::SUCCESS ? fmt::format("{}", number)
                                                                  : string_at(object, key);
}

/// Names: a list of them, or one text with semicolons between.
std::vector<std::string> names_at(simdjson::dom::object object, const char* key) {
  std::vector<std::string> out;
  simdjson::dom::array list;
  if (object[key].get_array().get(list) == simdjson::SUCCESS) {
    for (const simdjson::dom::element one : list) {
      std::string_view name;
      if (one.get_string().get(name) == simdjson::SUCCESS) out.emplace_back(trim(name));
    }
  } else {
    for (const std::string_view name : split(string_at(object, key), ';')) out.emplace_back(name);
  }
  std::erase(out, "");
  return out;
}

/// "title, body and 3 more"
std::string keys_of(simdjson::dom::object object) {
  std::string out;
  std::size_t count = 0;
  for (const auto& field : object) {
    if (++count <= 6) out += (out.empty() ? "" : ", ") + std::string(field.key.substr(0, 40));
  }
  return out.empty() ? "is empty"
                     : "has " + out + (count > 6 ? fmt::format(" and {} more", count - 6) : "");
}

void take_day(const std::string& given, Parcel& parcel) {
  if (given.empty()) return;
  if (parse_day(given))
    parcel.options.date = given;
  else
    parcel.notes.push_back(fmt::format("C0115 the date '{}' is no day and was left out", given));
}

Parcel parcel_of(std::string_view json, std::string id, const IngestOptions& options) {
  thread_local simdjson::dom::parser parser;
  Parcel parcel;
  parcel.options = options;
  parcel.id = std::move(id);
  simdjson::dom::object object;
  if (parser.parse(json.data(), json.size()).get_object().get(object) != simdjson::SUCCESS) {
    parcel.error = "C0111 this is not a JSON object";
    return parcel;
  }
  // A row of `casus export --kind reports` has the record's id, and the report's own beside it.
  const bool exported = !object["source_id"].error();
  if (std::string own = name_at(object, exported ? "source_id" : "id"); !own.empty())
    parcel.id = std::move(own);
  parcel.bytes = string_at(object, "html");
  parcel.options.kind = parcel.bytes.empty() ? Kind::Text : Kind::Html;
  if (parcel.bytes.empty()) parcel.bytes = string_at(object, "text");
  // A NUL would be taken for a sign of UTF-16.
  std::replace(parcel.bytes.begin(), parcel.bytes.end(), '\0', ' ');
  take_day(name_at(object, exported ? "published" : "date"), parcel);
  for (const auto& [key, field] : {std::pair{"url", &parcel.options.url},
                                   {"title", &parcel.options.title},
                                   {"agency", &parcel.options.agency},
                                   {"language", &parcel.options.language}}) {
    if (std::string value = string_at(object, key); !value.empty()) *field = std::move(value);
  }
  if (auto names = names_at(object, "byline"); !names.empty())
    parcel.options.byline = std::move(names);
  if (parcel.bytes.empty())
    parcel.error =
        fmt::format("C0111 this has neither \"text\" nor \"html\"; it {}", keys_of(object));
  return parcel;
}

Parcel too_long(std::string id, const IngestOptions& options) {
  return {std::move(id),
          {},
          options,
          fmt::format("C0104 this is larger than the limit of {} bytes; raise it with --limit",
                      options.limit_bytes),
          {}};
}

/// Reads up to a line feed; false at the end. What is over the limit is dropped, and `over` says
/// so.
bool read_line(ByteSource& source, std::string& line, std::size_t limit, bool& over) {
  line.clear();
  over = false;
  bool any = false;
  for (int c = source.get(); c >= 0; c = source.get()) {
    any = true;
    if (c == '\n') return true;
    if (line.size() < limit)
      line += static_cast<char>(c);
    else
      over = true;
  }
  return any;
}

Result<std::size_t> cut_lines(ByteSource& source, const IngestOptions& options, const Sink& sink) {
  std::string line;
  bool over = false;
  std::size_t number = 0;
  while (read_line(source, line, options.limit_bytes, over)) {
    ++number;
    if (!over && trim(line).empty()) continue;
    std::string id = fmt::format("line-{}", number);
    if (!sink(over ? too_long(std::move(id), options) : parcel_of(line, std::move(id), options)))
      break;
  }
  return number;
}

/// The values of a list, or those that follow each other, by their brackets alone: what is between
/// them is the parser's to judge.
class Values {
 public:
  Values(ByteSource& source, const IngestOptions& options, const Sink& sink)
      : source_(source), options_(options), sink_(sink) {}

  Result<std::size_t> cut() {
    bool going = true;
    for (int c = source_.get(); c >= 0 && going; c = source_.get())
      going = take(static_cast<char>(c));
    if (!going) return count_;
    if (depth_ > 0 || in_string_)
      return Error{
          Errc::Corrupt,
          fmt::format("C0111 the JSON is cut short within item {}; what came before was read",
                      count_ + 1)};
    if (!value_.empty()) hand_on();
    if (count_ == 0) return Error{Errc::InvalidInput, "C0111 the list holds no report"};
    return count_;
  }

 private:
  /// False when nobody wants more.
  bool take(char c) {
    const bool outside = depth_ == 0 && !in_string_;
    if (outside && (c == ',' || c == '[' || c == ']' || is_space(c)))
      return value_.empty() || hand_on();
    if (value_.size() < options_.limit_bytes)
      value_ += c;
    else
      over_ = true;
    if (in_string_) {
      in_string_ = escaped_ || c != '"';
      escaped_ = !escaped_ && c == '\\';
      return true;
    }
    in_string_ = c == '"';
    if (c == '{' || c == '[') ++depth_;
    if ((c == '}' || c == ']') && depth_ > 0 && --depth_ == 0) return hand_on();
    return true;
  }

  bool hand_on() {
    std::string id = fmt::format("item-{}", ++count_);
    const bool over = std::exchange(over_, false);
    const std::string value = std::exchange(value_, {});
    return sink_(over ? too_long(std::move(id), options_)
                      : parcel_of(value, std::move(id), options_));
  }

  ByteSource& source_;
  const IngestOptions& options_;
  const Sink& sink_;
  std::string value_;
  std::size_t depth_ = 0, count_ = 0;
  bool in_string_ = false, escaped_ = false, over_ = false;
};

/// True where the first line is no object of its own.
bool is_laid_out(std::string_view head) {
  const std::string_view text = trim(head);
  const std::string_view line = trim(text.substr(0, text.find('\n')));
  return line.starts_with('[') || line == "{";
}

}  // namespace

Result<std::size_t> cut_json(ByteSource& source, const IngestOptions& options, const Sink& sink) {
  if (source.peek(3) == "\xEF\xBB\xBF") source.read(3, nullptr);
  if (is_laid_out(source.peek(kSniffedBytes))) return Values(source, options, sink).cut();
  return cut_lines(source, options, sink);
}

}  // namespace casus
