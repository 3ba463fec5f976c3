// SPDX-License-Identifier: Apache-2.0
#include "exports/record_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "casus/kinds.h"
#include "exports/rows_text.h"
#include "store/fields.h"
#include "store/views.h"

namespace casus {

namespace {

/// What a report's row lacks to be added again: its text, and the language it was taken for.
void add_text(Store& store, Json& row) {
  Query text = store.database().query(
      "SELECT language, sqlar_uncompress(text, size) FROM reports WHERE id = ?");
  if (!text.bind(static_cast<std::int64_t>(std::atoll(row["id"].get<std::string>().c_str() + 1)))
           .next())
    return;
  row["language"] = text.text(0);
  row["text"] = text.text(1);
}

/// Every row of a kind, a page at a time, as the record stood at the first.
template <typename Use>
Result<bool> each_page(Store& store, const std::string& kind, const Use& use) {
  constexpr std::size_t kPage = 500;
  std::vector<Json> page;
  bool first = true;
  const auto flush = [&] {
    if (!page.empty()) use(page, first);
    first = false;
    page.clear();
  };
  Question question{.kind = kind};
  question.described = true;
  const auto orders = values_of(kind, "sort");
  if (std::find(orders.begin(), orders.end(), "date") != orders.end()) question.sort = "date";
  const auto done = each_row(store, question, [&](Json&& row) {
    if (kind == name_of(AskedKind::Reports)) add_text(store, row);
    page.push_back(std::move(row));
    if (page.size() == kPage) flush();
  });
  flush();
  return done;
}

std::string xml(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
  }
  return out;
}

Result<bool> graphml(Store& store, const Sink& write) {
  CASUS_TRY(Json graph, graph_view(store, "", "", "", -1));
  write(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml "
      "xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
      "<key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n<key id=\"type\" "
      "for=\"node\" attr.name=\"type\" attr.type=\"string\"/>\n<key id=\"code\" for=\"node\" "
      "attr.name=\"code\" attr.type=\"string\"/>\n"
      "<key id=\"kind\" for=\"edge\" attr.name=\"kind\" attr.type=\"string\"/>\n<key id=\"count\" "
      "for=\"edge\" attr.name=\"count\" attr.type=\"int\"/>\n<graph edgedefault=\"directed\">\n");
  for (const Json& node : graph["nodes"]) {
    write(
        fmt::format("<node id=\"{}\"><data key=\"name\">{}</data><data key=\"type\">{}</data><data "
                    "key=\"code\">{}</data></node>\n",
                    plain_value(node["id"]), xml(plain_value(node["name"])),
                    xml(plain_value(node["type"])), xml(plain_value(node["code"]))));
  }
  for (const Json& link : graph["links"]) {
    for (const auto& [kind, count] : link["kinds"].items()) {
      write(
          fmt::format("<edge source=\"{}\" target=\"{}\"><data key=\"kind\">{}</data><data "
                      "key=\"count\">{}</data></edge>\n",
                      plain_value(link["from"]), plain_value(link["to"]), xml(kind), count.dump()));
    }
  }
  write("</graph>\n</graphml>\n");
  return true;
}

/// Where an event is: its place, else its place's state, else the state it was done to.
std::optional<Knowledge::Place> place_of(const Knowledge& base, const Json& event) {
  std::vector<Json> actors;
  if (event["place"].is_object()) actors.push_back(event["place"]);
  for (const char* side : {"target", "source"})
    actors.insert(actors.end(), event[side].begin(), event[side].end());
  for (const Json& actor : actors) {
    for (const char* key : {"name", "code"}) {
      if (!actor[key].is_string()) continue;
      if (const auto place = base.place(actor[key].get<std::string>())) return place;
    }
  }
  return std::nullopt;
}

Result<bool> geojson(Store& store, const Sink& write) {
  write("{\"type\":\"FeatureCollection\",\"features\":[");
  bool first = true;
  const auto done = each_page(store, "events", [&](const std::vector<Json>& rows, bool) {
    for (const Json& row : rows) {
      const auto place = place_of(store.knowledge(), row);
      if (!place) continue;
      const Json feature = {
          {"type", "Feature"},
          {"geometry", {{"type", "Point"}, {"coordinates", {place->longitude, place->latitude}}}},
          {"properties", row}};
      write((first ? "\n" : ",\n") + feature.dump(-1, ' ', false, Json::error_handler_t::replace));
      first = false;
    }
  });
  write("\n]}\n");
  return done;
}

/// The rows of a table as INSERTs; quote() writes bytes as X'..', so that packed texts and indexes
/// come back as they were.
void sql_rows(Database& database, const std::string& name, const Sink& write) {
  std::vector<SqlText> columns;
  Query info = database.query("SELECT name FROM pragma_table_info(?)");
  for (info.bind(name); info.next();)
    columns.push_back({"quote(", SqlText::name(info.text(0)), ")"});
  Query rows = database.once(
      {"SELECT ", SqlText::joined(columns, " || ',' || "), " FROM ", SqlText::name(name)});
  while (rows.next()) write("INSERT INTO " + name + " VALUES (" + rows.text(0) + ");\n");
}

Result<bool> sql(Store& store, const Sink& write) {
  Database& database = store.database();
  struct Part {
    std::string name, sql;
    bool is_index;  // of full text: a table that makes tables of its own
  };
  std::vector<Part> tables, rest;
  database.run("BEGIN");
  Query schema = database.query(
      "SELECT name, sql, type = 'table', sql LIKE 'CREATE VIRTUAL%' FROM sqlite_master WHERE sql "
      "IS NOT NULL "
      "AND name NOT LIKE 'sqlite_%' ORDER BY rowid");
  while (schema.next())
    (schema.integer(2) != 0 ? tables : rest)
        .push_back({schema.text(0), schema.text(1), schema.integer(3) != 0});
  const auto owner = [&](const std::string& name) {
    return std::any_of(tables.begin(), tables.end(), [&](const Part& one) {
      return one.is_index && name.starts_with(one.name + "_");
    });
  };
  write("-- A casus record; docs/schema.md explains the tables.\nBEGIN;\n");
  for (const Part& table : tables) {
    if (table.is_index || owner(table.name)) continue;
    write(table.sql + ";\n");
    sql_rows(database, table.name, write);
  }
  for (const Part& part : rest) write(part.sql + ";\n");
  write("-- From here on for SQLite only: the indexes of full text.\n");
  for (const Part& table : tables) {
    if (table.is_index) write(table.sql + ";\n");
  }
  for (const Part& table : tables) {
    if (!owner(table.name)) continue;
    write("DELETE FROM " + table.name + ";\n");
    sql_rows(database, table.name, write);
  }
  for (const auto& [pragma, sql] : {std::pair{"user_version", Sql("PRAGMA user_version")},
                                    std::pair{"application_id", Sql("PRAGMA application_id")}}) {
    Query value = database.query(sql);
    if (value.next()) write(fmt::format("PRAGMA {} = {};\n", pragma, value.integer(0)));
  }
  database.run("COMMIT");
  if (auto error = database.take_error()) return *error;
  write("COMMIT;\n");
  return true;
}

/// PLOVER codes what is only agreed on as AGREE (manual, section on future events).
std::string plover_type(const Json& row) {
  const std::string type = plain_value(row["type"]);
  const auto known = kind_named<EventType>(type);
  const bool agreed =
      known == EventType::Consult || known == EventType::Aid || known == EventType::Cooperate;
  const bool planned = plain_value(row["status"]) == name_of(EventStatus::Planned);
  return planned && agreed ? std::string(name_of(EventType::Agree)) : type;
}

std::string plover_sector(const Json& actor) {
  const auto known = kind_named<ActorType>(plain_value(actor["type"]));
  return known == ActorType::State ? "GOV" : known == ActorType::Organization ? "ORG" : "";
}

/// An event between one source and one target.
std::string plover_line(const Json& row, const Json& source, const Json& target,
                        const std::optional<Knowledge::Place>& place) {
  const std::string type = plover_type(row);
  const auto known = kind_named<EventType>(type);
  const int quad = known ? static_cast<int>(quadrant_of(*known)) : 4;
  const std::string day =
      row["date"].is_object() ? plain_value(row["date"]["from"]) : plain_value(row["date"]);
  const bool placed = row["place"].is_object();
  std::string out;
  for (const std::string& value : {plain_value(row["id"]),
                                   plain_value(row["reports"]),
                                   day,
                                   type,
                                   plain_value(row["mode"]),
                                   std::string(),
                                   std::to_string(quad),
                                   std::string(),
                                   plain_value(source["name"]),
                                   plain_value(source["code"]),
                                   plover_sector(source),
                                   std::string(),
                                   plain_value(target["name"]),
                                   plain_value(target["code"]),
                                   plover_sector(target),
                                   std::string(),
                                   placed ? plain_value(row["place"]["name"]) : std::string(),
                                   placed ? plain_value(row["place"]["code"]) : std::string(),
                                   place ? fmt::format("{}", place->latitude) : std::string(),
                                   place ? fmt::format("{}", place->longitude) : std::string(),
                                   plain_value(row["title"]),
                                   plain_value(row["url"]),
                                   plain_value(row["published"]),
                                   std::string("eng"),
                                   std::string("casus-1")}) {
    out += out.empty() ? "" : "\t";
    for (const char c : value) out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
  }
  return out + "\n";
}

Result<bool> plover(Store& store, const Sink& write) {
  write(
      "Event ID\tStory IDs\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad "
      "Code\tContexts\tActor Name\tActor Country\tPrimary Actor Sector\tActor Title\tRecipient "
      "Name\tRecipient Country\tPrimary Recipient Sector\tRecipient Title\t"
      "Placename\tCountry\tLatitude\tLongitude\tHeadline\tSource\tPublication "
      "Date\tLanguage\tVersion\n");
  const Json nobody = Json::array({{{"name", nullptr}, {"code", nullptr}, {"type", nullptr}}});
  return each_page(store, "events", [&](const std::vector<Json>& rows, bool) {
    for (const Json& row : rows) {
      const auto place = place_of(store.knowledge(), row);
      for (const Json& a : row["source"].empty() ? nobody : row["source"]) {
        for (const Json& b : row["target"].empty() ? nobody : row["target"]) {
          if (!a["name"].is_null() && a["id"] == b.value("id", Json(nullptr)) &&
              row["target"].size() > 1)
            continue;
          write(plover_line(row, a, b, place));
        }
      }
    }
  });
}

}  // namespace

Result<bool> export_record(Store& store, ExportFormat format, const std::string& kind,
                           const Sink& write) {
  switch (format) {
    case ExportFormat::Graphml:
      return graphml(store, write);
    case ExportFormat::Geojson:
      return geojson(store, write);
    case ExportFormat::Sql:
      return sql(store, write);
    case ExportFormat::Plover:
      return plover(store, write);
    case ExportFormat::Csv:
    case ExportFormat::Ndjson:
      break;
  }
  return each_page(store, kind, [&](const std::vector<Json>& rows, bool first) {
    const bool csv = format == ExportFormat::Csv;
    std::string text = csv ? rows_csv(rows) : rows_ndjson(rows);
    if (csv && !first) text.erase(0, text.find("\r\n") + 2);  // one header
    write(text);
  });
}

}  // namespace casus
