// SPDX-License-Identifier: Apache-2.0
#include "server/routes.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "assess/keeper.h"
#include "core/calendar.h"
#include "core/text.h"
#include "server/requests.h"
#include "server/token.h"
#include "store/corrections.h"
#include "store/day_index.h"
#include "store/row_parts.h"
#include "store/versions.h"

namespace casus {

namespace {

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void send_json(httplib::Response& response, const std::string& text) {
  response.set_header("Cache-Control", "no-store");
  response.set_content(text, "application/json; charset=utf-8");
}

void send(httplib::Response& response, const Result<Json>& result) {
  if (result) return send_json(response, dumped(*result));
  const Errc code = result.error().code;
  send_problem(response,
               code == Errc::NotFound       ? 404
               : code == Errc::InvalidInput ? 400
                                            : 500,
               result.error().message);
}

/// A text of an object; empty where there is none. A NUL is a space, or it would be taken for a
/// sign of UTF-16.
std::string text_at(const Json& object, const char* key) {
  if (!object.is_object() || !object.contains(key) || !object[key].is_string()) return {};
  auto out = object[key].get<std::string>();
  std::replace(out.begin(), out.end(), '\0', ' ');
  return out;
}

Json json_of(const Removed& removed) {
  Json copies = Json::array();
  for (const std::int64_t copy : removed.copies) copies.push_back(label('d', copy));
  return {{"report", label('d', removed.report)},
          {"headline", removed.headline},
          {"copies", std::move(copies)},
          {"statements", removed.statements},
          {"events", removed.events},
          {"claims", removed.claims},
          {"commitments", removed.commitments},
          {"relations", removed.relations},
          {"actors", removed.actors}};
}

}  // namespace

httplib::Server::HandlerResponse send_problem(httplib::Response& response, int status,
                                              const std::string& message) {
  response.status = status;
  response.set_content(dumped(Json{{"error", message}}), "application/json; charset=utf-8");
  return httplib::Server::HandlerResponse::Handled;
}

class Routes::Lease {
 public:
  explicit Lease(Routes& routes) : routes_(routes) {
    routes.readers_.acquire();
    const std::lock_guard lock(routes.pool_mutex_);
    if (!routes.pool_.empty()) {
      store_ = std::move(routes.pool_.back());
      routes.pool_.pop_back();
    } else if (auto opened = Store::open(routes.options_.record, Database::Mode::ReadOnly)) {
      store_ = std::make_unique<Store>(std::move(*opened));
    }
  }
  ~Lease() {
    if (store_) {
      const std::lock_guard lock(routes_.pool_mutex_);
      routes_.pool_.push_back(std::move(store_));
    }
    routes_.readers_.release();
  }
  Lease(const Lease&) = delete;
  explicit operator bool() const { return store_ != nullptr; }
  Store& operator*() { return *store_; }

 private:
  Routes& routes_;
  std::unique_ptr<Store> store_;
};

Result<std::unique_ptr<Routes>> Routes::create(const ServerOptions& options) {
  CASUS_TRY(Store watcher, Store::open(options.record, Database::Mode::ReadOnly));
  std::unique_ptr<Routes> routes(new Routes(options, std::move(watcher)));
  if (options.allow_add || options.allow_edit) {
    CASUS_TRY(Store store, Store::open(options.record, Database::Mode::Change));
    routes->writer_ = std::make_unique<Store>(std::move(store));
  }
  CASUS_TRY(Store first, Store::open(options.record, Database::Mode::ReadOnly));
  if (options.allow_add) {
    CASUS_TRY(Reader reader, Reader::create({}, first.actor_lines()));
    routes->reader_ = std::make_unique<Reader>(std::move(reader));
  }
  routes->pool_.push_back(std::make_unique<Store>(std::move(first)));
  routes->warming_ = std::jthread([own = routes.get()] {
    if (Lease store(*own); store) day_index(*store);
  });
  return routes;
}

void Routes::add_to(httplib::Server& server) {
  add_questions(server);
  add_views(server);
  add_outlook(server);
  add_counts(server);
  add_items(server);
  add_log(server);
  if (options_.allow_edit) add_corrections(server), add_removal(server);
  if (options_.allow_add) add_reports(server);
}

void Routes::answer(httplib::Server& server, const std::string& path, View view) {
  server.Get(path, [this, view = std::move(view)](const httplib::Request& request,
                                                  httplib::Response& response) {
    const Answers::Found found = answers_.find(request.target);
    if (found.body) return send_json(response, *found.body);
    Lease store(*this);
    if (!store) return (void)send_problem(response, 503, "the record cannot be opened");
    const auto json = view(*store, request);
    if (!json) return send(response, json);
    const auto body = std::make_shared<const std::string>(dumped(*json));
    answers_.keep(request.target, found.state, body);
    send_json(response, *body);
  });
}

void Routes::add_questions(httplib::Server& server) {
  for (const char* kind : {"statements", "events", "claims", "commitments", "relations", "actors",
                           "reports", "stories"}) {
    answer(server, std::string("/api/v1/") + kind,
           [kind](Store& store, const httplib::Request& request) -> Result<Json> {
             CASUS_TRY(const Question question, question_of(request, kind));
             CASUS_TRY(auto found, ask(store, question));
             return Json{{"total", found.total},
                         {"notes", std::move(found.notes)},
                         {"rows", std::move(found.rows)}};
           });
  }
}

httplib::Server::HandlerResponse Routes::admit_write(const httplib::Request& request,
                                                     httplib::Response& response) const {
  const bool adds = request.path == kReportsPath;
  if (!(adds ? options_.allow_add : options_.allow_edit))
    return send_problem(response, 403,
                        adds ? "nothing can be added here; start the server with --allow-add"
                             : "this record is read-only here; start the server with --allow-edit");
  // A page of another site can send a simple form, but no JSON, no DELETE, and no header of its
  // own.
  if (request.method == "POST" &&
      !request.get_header_value("Content-Type").starts_with("application/json"))
    return send_problem(response, 415, "send application/json");
  if (!options_.token.empty() &&
      is_same_token(request.get_header_value("Authorization"), "Bearer " + options_.token))
    return httplib::Server::HandlerResponse::Unhandled;
  response.set_header("WWW-Authenticate", "Bearer");
  return send_problem(response, 401,
                      "this needs the token that casus serve printed: Authorization: Bearer TOKEN");
}

void Routes::add_corrections(httplib::Server& server) {
  server.Post(
      kCorrectionsPath, [this](const httplib::Request& request, httplib::Response& response) {
        const Json body = Json::parse(request.body, nullptr, false);
        const auto text = [&](const char* key) { return text_at(body, key).substr(0, 500); };
        if (text("item").empty() || text("action").empty())
          return (void)send_problem(response, 400, "a correction has an item and an action");
        const std::lock_guard lock(write_mutex_);
        const auto done = correct(*writer_, text("item"), text("action"), text("value"),
                                  text("who").empty() ? "page" : text("who"));
        send(response, done ? Result<Json>(Json{{"id", done->id},
                                                {"at", done->at},
                                                {"item", done->item},
                                                {"action", done->action}})
                            : Result<Json>(done.error()));
      });
}

void Routes::add_log(httplib::Server& server) {
  answer(server, kCorrectionsPath, [](Store& store, const httplib::Request&) -> Result<Json> {
    Json rows = Json::array();
    const auto log = corrections(store);
    if (auto error = store.database().take_error()) return *error;
    for (const Correction& c : log)
      rows.push_back({{"id", c.id},
                      {"at", c.at},
                      {"who", c.who},
                      {"action", c.action},
                      {"item", c.item},
                      {"value", c.value}});
    return Json{{"rows", std::move(rows)}};
  });
}

void Routes::add_reports(httplib::Server& server) {
  server.Post(kReportsPath, [this](const httplib::Request& request, httplib::Response& response) {
    const Json body = Json::parse(request.body, nullptr, false);
    const auto text = [&](const char* key) { return text_at(body, key); };
    if (!body.is_object())
      return (void)send_problem(response, 400, "C0111 this is not a JSON object");
    if (!text("date").empty() && !parse_day(text("date")))
      return (void)send_problem(response, 400, "C0407 '" + text("date") + "' is no day");
    IngestOptions options;
    options.kind = text("html").empty() ? Kind::Text : Kind::Html;
    options.date = text("date"), options.url = text("url"), options.title = text("title");
    const auto record = reader_->read(text("html").empty() ? text("text") : text("html"), options);
    if (!record)
      return (void)send_problem(response, record.error().code == Errc::LimitExceeded ? 413 : 400,
                                record.error().message);
    const std::lock_guard lock(write_mutex_);
    const auto kept = Keeper(*writer_).keep({*record});
    if (!kept) return (void)send_problem(response, 500, kept.error().message);
    const Added added = kept->front().added;
    Json answer{{"report", label('d', kept->front().report)},
                {"status", added == Added::New    ? "new"
                           : added == Added::Copy ? "copy"
                                                  : "known"}};
    if (const auto beside = versions_beside(*writer_, kept->front().report);
        added == Added::New && beside.replaces != 0)
      answer["replaces"] = label('d', beside.replaces);
    if (!record->report.diagnostics.empty()) answer["notes"] = record->report.diagnostics;
    send(response, answer);
  });
}

void Routes::add_removal(httplib::Server& server) {
  const auto remove = [this](const httplib::Request& request, httplib::Response& response) {
    const std::string dry = request.get_param_value("dry_run");
    if (!dry.empty() && dry != "true" && dry != "false")
      return (void)send_problem(response, 400, "C0407 dry_run is true or false");
    const std::int64_t report = std::atoll(request.matches[1].str().c_str());
    const std::lock_guard lock(write_mutex_);
    const auto gone = Keeper(*writer_).remove({report}, dry == "true");
    if (!gone) return send(response, gone.error());
    Json answer = json_of(gone->front());
    answer["removed"] = dry != "true";
    send(response, answer);
  };
  server.Delete(std::string(kReportsPath) + R"(/d(\d{1,12}))", remove);
}

}  // namespace casus
