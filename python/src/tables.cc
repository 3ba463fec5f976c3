// SPDX-License-Identifier: Apache-2.0
#include "tables.h"

#include <map>
#include <string>

namespace casus::python {

namespace {

Type texts() {
  return list(text());
}
Type spans() {
  return list(span());
}

Type report_type() {
  return object({{"id", text()},
                 {"title", text()},
                 {"byline", texts()},
                 {"agency", text()},
                 {"dateline", text()},
                 {"published", day()},
                 {"language", text()},
                 {"url", text()},
                 {"text", text()},
                 {"furniture", spans()},
                 {"read", truth()},
                 {"notes", texts()}});
}

Type actors_type() {
  return list(
      object({{"id", text()},
              {"name", text()},
              {"type", text()},
              {"code", text()},
              {"wikidata", text()},
              {"roles", list(object({{"title", text()}, {"of", text()}, {"span", span()}}))},
              {"mentions", spans()},
              {"confidence", real()}}));
}

Type statements_type() {
  return list(object({{"id", text()},
                      {"speaker", text()},
                      {"speaker_span", span()},
                      {"cue_span", span()},
                      {"content_spans", spans()},
                      {"kind", text()},
                      {"act", text()},
                      {"addressees", texts()},
                      {"date", period()},
                      {"venue", text()},
                      {"medium", text()},
                      {"confidence", real()}}));
}

Type events_type() {
  return list(object({{"id", text()},
                      {"type", text()},
                      {"mode", text()},
                      {"source", texts()},
                      {"target", texts()},
                      {"trigger_span", span()},
                      {"tellings", spans()},
                      {"date", period()},
                      {"place", text()},
                      {"status", text()},
                      {"according_to", texts()},
                      {"quantities", list(object({{"what", text()},
                                                  {"value", real()},
                                                  {"qualifier", text()},
                                                  {"unit", text()},
                                                  {"span", span()}}))},
                      {"confidence", real()}}));
}

Type claims_type() {
  return list(object({{"id", text()},
                      {"text", text()},
                      {"spans", spans()},
                      {"asserted_by", texts()},
                      {"denied_by", texts()},
                      {"status", text()},
                      {"confidence", real()}}));
}

Type commitments_type() {
  return list(object({{"id", text()},
                      {"kind", text()},
                      {"from", text()},
                      {"to", texts()},
                      {"text", text()},
                      {"span", span()},
                      {"due", period()},
                      {"status", text()},
                      {"answers", texts()},
                      {"confidence", real()}}));
}

Type relations_type() {
  return list(object({{"id", text()},
                      {"type", text()},
                      {"from", text()},
                      {"to", text()},
                      {"date", period()},
                      {"span", span()},
                      {"contradicted", truth()},
                      {"confidence", real()}}));
}

Type positions_type() {
  return list(object({{"actor", text()},
                      {"issue", text()},
                      {"stance", real()},
                      {"evidence", texts()},
                      {"confidence", real()}}));
}

/// An actor as rows of the record have it.
Type who() {
  return object({{"id", text()}, {"name", text()}, {"type", text()}, {"code", text()}});
}

/// One of a claim's sides, and since when.
Type side() {
  return object({{"id", text()},
                 {"name", text()},
                 {"type", text()},
                 {"code", text()},
                 {"since", day()},
                 {"report", text()}});
}

/// The columns of an item, and those of its report that every item has.
Type item(std::vector<Field> fields) {
  for (Field& field : std::vector<Field>{{"confidence", real()},
                                         {"review", text()},
                                         {"report", text()},
                                         {"title", text()},
                                         {"published", day()},
                                         {"url", text()},
                                         {"copies", whole()},
                                         {"replaced_by", text()},
                                         {"headline", text()},
                                         {"story", text()}})
    fields.push_back(std::move(field));
  return object(std::move(fields));
}

/// An item's columns, and how much it matters.
Type weighed(Type item) {
  item.fields.push_back({"salience", real()});
  return item;
}

Type statement_row_type() {
  return item({{"id", text()},
               {"date", period()},
               {"speaker", who()},
               {"role", text()},
               {"act", text()},
               {"kind", text()},
               {"text", text()},
               {"source", text()},
               {"to", list(who())},
               {"venue", text()},
               {"medium", text()},
               {"retells", text()},
               {"reports", texts()}});
}

Type event_row_type() {
  return item({{"id", text()},
               {"date", period()},
               {"type", text()},
               {"mode", text()},
               {"status", text()},
               {"source", list(who())},
               {"target", list(who())},
               {"place", who()},
               {"trigger", text()},
               {"text", text()},
               {"figures", list(object({{"what", text()},
                                        {"value", real()},
                                        {"qualifier", text()},
                                        {"unit", text()},
                                        {"report", text()}}))},
               {"reports", texts()},
               {"according_to", texts()}});
}

Type commitment_row_type() {
  return item(
      {{"id", text()},
       {"date", period()},
       {"kind", text()},
       {"from", who()},
       {"to", list(who())},
       {"text", text()},
       {"due", period()},
       {"status", text()},
       {"answers",
        list(object({{"statement", text()}, {"status", text()}, {"date", day()}, {"by", who()}}))},
       {"outcomes", list(object({{"event", text()}, {"status", text()}, {"date", day()}}))}});
}

std::map<std::string, Type, std::less<>> answer_tables() {
  return {{"statements", statement_row_type()},
          {"events", weighed(event_row_type())},
          {"claims", weighed(item({{"id", text()},
                                   {"date", period()},
                                   {"status", text()},
                                   {"text", text()},
                                   {"asserted_by", list(side())},
                                   {"denied_by", list(side())},
                                   {"reports", texts()}}))},
          {"commitments", weighed(commitment_row_type())},
          {"relations", item({{"id", text()},
                              {"type", text()},
                              {"from", who()},
                              {"to", who()},
                              {"date", period()},
                              {"told_by", whole()},
                              {"first", day()},
                              {"last", day()},
                              {"contradicted", truth()}})},
          {"actors", object({{"id", text()},
                             {"name", text()},
                             {"type", text()},
                             {"code", text()},
                             {"wikidata", text()},
                             {"role", text()},
                             {"reports", whole()},
                             {"statements", whole()},
                             {"names", texts()},
                             {"described", truth()},
                             {"salience", real()}})},
          {"reports", object({{"id", text()},
                              {"published", day()},
                              {"title", text()},
                              {"agency", text()},
                              {"byline", text()},
                              {"dateline", text()},
                              {"url", text()},
                              {"source_id", text()},
                              {"copy_of", text()},
                              {"copies", whole()},
                              {"replaces", text()},
                              {"replaced_by", text()},
                              {"statements", whole()},
                              {"events", whole()},
                              {"characters", whole()},
                              {"headline", text()},
                              {"story", text()}})},
          {"stories", object({{"id", text()},
                              {"name", text()},
                              {"first", day()},
                              {"last", day()},
                              {"reports", whole()},
                              {"salience", real()},
                              {"headline", text()},
                              {"actors", list(who())}})}};
}

}  // namespace

const Type& record_table() {
  static const Type kTable = object({{"id", text()},
                                     {"day", day()},
                                     {"error", text()},
                                     {"casus", text()},
                                     {"report", report_type()},
                                     {"actors", actors_type()},
                                     {"statements", statements_type()},
                                     {"events", events_type()},
                                     {"claims", claims_type()},
                                     {"commitments", commitments_type()},
                                     {"relations", relations_type()},
                                     {"positions", positions_type()}});
  return kTable;
}

const Type* answer_table(std::string_view kind) {
  static const auto kTables = answer_tables();
  const auto found = kTables.find(kind);
  return found == kTables.end() ? nullptr : &found->second;
}

const Type* kept_table(std::string_view kind) {
  static const Type kActors = [] {
    Type table = *answer_table("actors");
    table.fields.push_back({"speaks_for", texts()});
    return table;
  }();
  return kind == "actors" ? &kActors : answer_table(kind);
}

}  // namespace casus::python
