// SPDX-License-Identifier: Apache-2.0
#include "exports/record_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/text.h"
#include "exports/rows_text.h"

namespace casus {

namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json date_json(const When& when) {
  if (!when.known()) return nullptr;
  if (when.is_day()) return when.from;
  return Json{{"from", or_null(when.from)}, {"to", or_null(when.to)}};
}

Json number(double value) {
  return value == std::floor(value) && std::abs(value) < 1e15
             ? Json(static_cast<std::int64_t>(value))
             : Json(value);
}

class Writer {
 public:
  explicit Writer(const std::string& text) : points_(text) {}

  Json span(Span one) const { return Json::array({points_.at(one.begin), points_.at(one.end)}); }
  Json span(const std::optional<Span>& one) const { return one ? span(*one) : Json(nullptr); }
  Json spans(const std::vector<Span>& many) const {
    Json out = Json::array();
    for (const Span one : many) out.push_back(span(one));
    return out;
  }

  Json report(const Report& r) const {
    Json out = {{"id", r.id},
                {"title", or_null(r.title)},
                {"byline", r.byline},
                {"agency", or_null(r.agency)},
                {"dateline", or_null(r.dateline)},
                {"published", or_null(r.published)},
                {"language", or_null(r.language)},
                {"url", or_null(r.url)},
                {"text", r.text},
                {"furniture", spans(r.furniture)}};
    if (!r.is_readable()) out["read"] = false;
    if (!r.diagnostics.empty()) out["notes"] = r.diagnostics;
    return out;
  }
  Json one(const Actor& a) const {
    Json roles = Json::array();
    for (const Role& role : a.roles)
      roles.push_back({{"title", role.title}, {"of", or_null(role.of)}, {"span", span(role.span)}});
    return {{"id", a.id},
            {"name", a.name},
            {"type", name_of(a.type)},
            {"code", or_null(a.code)},
            {"wikidata", or_null(a.wikidata)},
            {"roles", roles},
            {"mentions", spans(a.mentions)},
            {"confidence", rounded(a.confidence)}};
  }
  Json one(const Statement& s) const {
    return {{"id", s.id},
            {"speaker", or_null(s.speaker)},
            {"speaker_span", span(s.source)},
            {"cue_span", span(s.cue)},
            {"content_spans", spans(s.content)},
            {"kind", name_of(s.kind)},
            {"act", name_of(s.act)},
            {"addressees", s.addressees},
            {"date", date_json(s.date)},
            {"venue", or_null(s.venue)},
            {"medium", or_null(s.medium)},
            {"confidence", rounded(s.confidence)}};
  }
  Json one(const Event& e) const {
    Json quantities = Json::array();
    for (const Quantity& q : e.quantities)
      quantities.push_back({{"what", name_of(q.what)},
                            {"value", q.value == 0 ? Json(nullptr) : Json(number(q.value))},
                            {"qualifier", or_null(q.qualifier)},
                            {"unit", or_null(q.unit)},
                            {"span", span(q.span)}});
    return {{"id", e.id},
            {"type", name_of(e.type)},
            {"mode", or_null(e.mode)},
            {"source", e.source},
            {"target", e.target},
            {"trigger_span", span(e.trigger)},
            {"tellings", spans(e.tellings)},
            {"date", date_json(e.date)},
            {"place", or_null(e.place)},
            {"status", name_of(e.status)},
            {"according_to", e.according_to},
            {"quantities", quantities},
            {"confidence", rounded(e.confidence)}};
  }
  Json one(const Claim& c) const {
    return {{"id", c.id},
            {"text", c.text},
            {"spans", spans(c.spans)},
            {"asserted_by", c.asserted_by},
            {"denied_by", c.denied_by},
            {"status", name_of(c.status)},
            {"confidence", rounded(c.confidence)}};
  }
  Json one(const Commitment& c) const {
    return {{"id", c.id},
            {"kind", name_of(c.kind)},
            {"from", or_null(c.from)},
            {"to", c.to},
            {"text", c.text},
            {"span", span(c.span)},
            {"due", date_json(c.due)},
            {"status", name_of(c.status)},
            {"answers", c.answers},
            {"confidence", rounded(c.confidence)}};
  }
  Json one(const Relation& r) const {
    Json out = {{"id", r.id},
                {"type", name_of(r.type)},
                {"from", r.from},
                {"to", r.to},
                {"date", date_json(r.date)},
                {"span", span(r.span)},
                {"confidence", rounded(r.confidence)}};
    if (r.contradicted) out["contradicted"] = true;
    return out;
  }
  Json one(const Position& p) const {
    return {{"actor", p.actor},
            {"issue", p.issue},
            {"stance", p.stance},
            {"evidence", p.evidence},
            {"confidence", rounded(p.confidence)}};
  }

  template <typename T>
  Json all(const std::vector<T>& many) const {
    Json out = Json::array();
    for (const T& item : many) out.push_back(one(item));
    return out;
  }

 private:
  CodePoints points_;
};

std::string dumped(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

nlohmann::ordered_json record_value(const Record& record) {
  const Writer writer(record.report.text);
  return {{"casus", "1"},
          {"report", writer.report(record.report)},
          {"actors", writer.all(record.actors)},
          {"statements", writer.all(record.statements)},
          {"events", writer.all(record.events)},
          {"claims", writer.all(record.claims)},
          {"commitments", writer.all(record.commitments)},
          {"relations", writer.all(record.relations)},
          {"positions", writer.all(record.positions)}};
}

std::string to_json(const Record& record, int indent) {
  return dumped(record_value(record), indent);
}

namespace {

/// One flat row a statement.
std::vector<Json> statement_rows(const Record& record) {
  const Writer writer(record.report.text);
  const auto name = [&](const std::string& id) {
    for (const Actor& actor : record.actors) {
      if (actor.id == id) return Json(actor.name);
    }
    return Json(nullptr);
  };
  std::vector<Json> out;
  for (const Statement& s : record.statements) {
    std::string words;
    for (const Span span : s.content)
      words += (words.empty() ? "" : " ... ") + squeeze(cut(record.report.text, span));
    Json to = Json::array();
    for (const std::string& id : s.addressees) to.push_back(name(id));
    out.push_back(
        {{"report", record.report.id},
         {"id", s.id},
         {"speaker", name(s.speaker)},
         {"source", s.source ? Json(squeeze(cut(record.report.text, *s.source))) : Json(nullptr)},
         {"cue", s.cue ? Json(squeeze(cut(record.report.text, *s.cue))) : Json(nullptr)},
         {"text", words},
         {"act", name_of(s.act)},
         {"kind", name_of(s.kind)},
         {"date", date_json(s.date)},
         {"venue", or_null(s.venue)},
         {"medium", or_null(s.medium)},
         {"to", to},
         {"confidence", rounded(s.confidence)},
         {"content_spans", writer.spans(s.content)}});
  }
  return out;
}

}  // namespace

std::string statements_json(const Record& record, int indent) {
  return dumped(Json(statement_rows(record)), indent);
}

std::string statements_csv(const Record& record, bool with_header) {
  std::vector<Json> rows = statement_rows(record);
  for (Json& row : rows) row.erase("content_spans");
  std::string out = rows_csv(rows);
  if (!with_header && !out.empty()) out.erase(0, out.find("\r\n") + 2);
  return out;
}

std::string error_json(const std::string& id, const std::string& message) {
  return dumped({{"id", id}, {"error", message}}, -1);
}

std::string times_json(const std::string& text, const std::vector<TimeExpression>& times) {
  const Writer writer(text);
  Json out = Json::array();
  for (const TimeExpression& time : times)
    out.push_back({{"span", writer.span(time.span)},
                   {"text", cut(text, time.span)},
                   {"date", date_json(time.when)}});
  return dumped(out, -1);
}

}  // namespace casus
