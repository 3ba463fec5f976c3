// SPDX-License-Identifier: Apache-2.0
#include "record_from_json.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace casus::python {

namespace {

using Json = nlohmann::json;

std::string text_at(const Json& object, const char* key) {
  const Json& value = object.at(key);
  return value.is_null() ? std::string() : value.get<std::string>();
}

std::vector<std::string> texts_at(const Json& object, const char* key) {
  return object.at(key).get<std::vector<std::string>>();
}

/// One of a closed set.
template <Closed Kind>
void kind_at(const Json& object, const char* key, Kind& out) {
  const std::string name = text_at(object, key);
  const auto known = kind_named<Kind>(name);
  if (!known) throw std::out_of_range("'" + name + "' is no " + std::string(kClosedSet<Kind>.what));
  out = *known;
}

When when_at(const Json& object, const char* key) {
  const Json& value = object.at(key);
  if (value.is_null()) return {};
  if (value.is_string()) return {value.get<std::string>(), value.get<std::string>()};
  return {text_at(value, "from"), text_at(value, "to")};
}

/// Reads objects of one report; nlohmann's exceptions and std::out_of_range are the caller's.
class Maker {
 public:
  explicit Maker(const std::string& text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80)
        bytes_.push_back(static_cast<std::uint32_t>(at));
    }
    bytes_.push_back(static_cast<std::uint32_t>(text.size()));
  }

  Span span(const Json& value) const {
    const Span out{bytes_.at(value.at(0).get<std::size_t>()),
                   bytes_.at(value.at(1).get<std::size_t>())};
    if (out.begin > out.end) throw std::out_of_range("a span ends before it begins");
    return out;
  }
  std::vector<Span> spans(const Json& values) const {
    std::vector<Span> out;
    for (const Json& value : values) out.push_back(span(value));
    return out;
  }

  void make(const Json& j, Actor& out) const {
    out.name = text_at(j, "name");
    kind_at(j, "type", out.type);
    out.code = text_at(j, "code");
    out.wikidata = text_at(j, "wikidata");
    for (const Json& role : j.at("roles"))
      out.roles.push_back({text_at(role, "title"), text_at(role, "of"), span(role.at("span"))});
    out.mentions = spans(j.at("mentions"));
  }
  void make(const Json& j, Statement& out) const {
    out.speaker = text_at(j, "speaker");
    if (!j.at("speaker_span").is_null()) out.source = span(j.at("speaker_span"));
    if (!j.at("cue_span").is_null()) out.cue = span(j.at("cue_span"));
    out.content = spans(j.at("content_spans"));
    kind_at(j, "kind", out.kind);
    kind_at(j, "act", out.act);
    out.addressees = texts_at(j, "addressees");
    out.date = when_at(j, "date");
    out.venue = text_at(j, "venue");
    out.medium = text_at(j, "medium");
  }
  void make(const Json& j, Event& out) const {
    kind_at(j, "type", out.type);
    out.mode = text_at(j, "mode");
    out.source = texts_at(j, "source");
    out.target = texts_at(j, "target");
    out.trigger = span(j.at("trigger_span"));
    out.tellings = spans(j.at("tellings"));
    out.date = when_at(j, "date");
    out.place = text_at(j, "place");
    kind_at(j, "status", out.status);
    out.according_to = texts_at(j, "according_to");
    for (const Json& q : j.at("quantities")) {
      Quantity& made = out.quantities.emplace_back();
      kind_at(q, "what", made.what);
      made.value = q.at("value").is_null() ? 0 : q.at("value").get<double>();
      made.qualifier = text_at(q, "qualifier");
      made.unit = text_at(q, "unit");
      made.span = span(q.at("span"));
    }
  }
  void make(const Json& j, Claim& out) const {
    out.text = text_at(j, "text");
    out.spans = spans(j.at("spans"));
    out.asserted_by = texts_at(j, "asserted_by");
    out.denied_by = texts_at(j, "denied_by");
    kind_at(j, "status", out.status);
  }
  void make(const Json& j, Commitment& out) const {
    kind_at(j, "kind", out.kind);
    out.from = text_at(j, "from");
    out.to = texts_at(j, "to");
    out.text = text_at(j, "text");
    out.span = span(j.at("span"));
    out.due = when_at(j, "due");
    kind_at(j, "status", out.status);
    out.answers = texts_at(j, "answers");
  }
  void make(const Json& j, Relation& out) const {
    kind_at(j, "type", out.type);
    out.from = text_at(j, "from");
    out.to = text_at(j, "to");
    out.date = when_at(j, "date");
    out.span = span(j.at("span"));
    out.contradicted = j.value("contradicted", false);
  }

  template <typename T>
  void all(const Json& items, std::vector<T>& out) const {
    for (const Json& item : items) {
      T& made = out.emplace_back();
      made.id = text_at(item, "id");
      made.confidence = item.at("confidence").get<double>();
      make(item, made);
    }
  }

 private:
  std::vector<std::uint32_t> bytes_;  // of each code point, and of the end
};

Report report_of(const Json& j) {
  Report out;
  out.id = text_at(j, "id");
  out.title = text_at(j, "title");
  out.byline = texts_at(j, "byline");
  out.agency = text_at(j, "agency");
  out.dateline = text_at(j, "dateline");
  out.published = text_at(j, "published");
  out.language = text_at(j, "language");
  out.url = text_at(j, "url");
  out.text = text_at(j, "text");
  if (j.contains("notes")) out.diagnostics = texts_at(j, "notes");
  return out;
}

Record record_of(const Json& j) {
  Record out;
  out.report = report_of(j.at("report"));
  const Maker maker(out.report.text);
  out.report.furniture = maker.spans(j.at("report").at("furniture"));
  maker.all(j.at("actors"), out.actors);
  maker.all(j.at("statements"), out.statements);
  maker.all(j.at("events"), out.events);
  maker.all(j.at("claims"), out.claims);
  maker.all(j.at("commitments"), out.commitments);
  maker.all(j.at("relations"), out.relations);
  for (const Json& p : j.at("positions"))
    out.positions.push_back({text_at(p, "actor"), text_at(p, "issue"), p.at("stance").get<double>(),
                             texts_at(p, "evidence"), p.at("confidence").get<double>()});
  return out;
}

}  // namespace

Result<Record> record_from_json(const std::string& json) {
  try {
    return record_of(Json::parse(json));
  } catch (const std::exception& problem) {
    return Error{Errc::InvalidInput, std::string("C0419 no record: ") + problem.what()};
  }
}

}  // namespace casus::python
