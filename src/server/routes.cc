// SPDX-License-Identifier: Apache-2.0
#include "server/routes.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "assess/keeper.h"
#include "core/calendar.h"
#include "core/text.h"
#include "outlook/ahead.h"
#include "outlook/questions.h"
#include "outlook/scores.h"
#include "server/token.h"
#include "store/corrections.h"
#include "store/counts.h"
#include "store/day_index.h"
#include "store/fields.h"
#include "store/places.h"
#include "store/versions.h"
#include "store/views.h"

namespace casus {

namespace {

constexpr std::size_t kMostRows = 1000;

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

/// A whole number of the address, at most `most`. Errors: InvalidInput.
Result<std::size_t> number(const httplib::Request& request, const char* name, std::size_t otherwise,
                           std::size_t least, std::size_t most) {
  if (!request.has_param(name)) return otherwise;
  const std::string text = request.get_param_value(name);
  const bool digits = !text.empty() && text.size() < 10 &&
                      text.find_first_not_of("0123456789") == std::string::npos;
  if (digits && std::stoul(text) >= least) return std::min<std::size_t>(std::stoul(text), most);
  return Error{Errc::InvalidInput, "C0407 " + std::string(name) + " is a whole number of " +
                                       std::to_string(least) + " or more"};
}

/// A chance of the address; 0 where it is not given. Errors: InvalidInput.
Result<double> chance(const httplib::Request& request, const char* name) {
  const std::string text = request.get_param_value(name);
  if (text.empty()) return 0.0;
  double value = -1;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (wrong == std::errc() && end == text.data() + text.size() && value >= 0 && value <= 1)
    return value;
  return Error{Errc::InvalidInput, "C0407 " + std::string(name) + " is a number from 0 to 1"};
}

/// What is asked; a parameter that no question takes is refused by its name, and ask() refuses what
/// this kind does not take.
Result<Question> question_of(const httplib::Request& request, const std::string& kind) {
  Question q;
  q.kind = kind;
  for (const auto& [name, value] : request.params) {
    constexpr std::size_t kMostWords = 50;  // each is looked for in all the record
    if (count_words(value) > kMostWords)
      return Error{Errc::InvalidInput, "C0407 " + name + " takes 50 words at most"};
    const auto field = std::find_if(
        fields().begin(), fields().end(),
        [&, key = std::string_view(name)](const Field& one) { return one.name == key; });
    if (field != fields().end() && field->value != nullptr)
      q.*field->value = value;
    else if (name == "described" && kind == "actors")
      q.described = value == "1" || value == "true";
    else if (name != "limit" && name != "offset" && name != "min_confidence")
      return Error{Errc::InvalidInput, "C0409 " + kind + " take no '" + name + "'"};
  }
  CASUS_TRY(q.limit, number(request, "limit", 50, 1, kMostRows));
  CASUS_TRY(q.offset, number(request, "offset", 0, 0, 100'000'000));
  CASUS_TRY(q.min_confidence, chance(request, "min_confidence"));
  return q;
}

/// Refuses what a view does not take by its name.
Result<bool> takes_only(const httplib::Request& request,
                        const std::vector<std::string_view>& names) {
  for (const auto& [name, value] : request.params) {
    if (std::find(names.begin(), names.end(), name) == names.end())
      return Error{Errc::InvalidInput, "C0409 " + request.path + " takes no '" + name + "'"};
  }
  return true;
}

/// A text of an object; empty where there is none. A NUL is a space, or it would be taken for a
/// sign of UTF-16.
std::string text_at(const Json& object, const char* key) {
  if (!object.is_object() || !object.contains(key) || !object[key].is_string()) return {};
  auto out = object[key].get<std::string>();
  std::replace(out.begin(), out.end(), '\0', ' ');
  return out;
}

/// Of who acts on whom the `most` who act or are acted on most, and what they do to each other;
/// what has no name of its own ("officials") is left out.
void keep_weightiest(Json& graph, std::size_t most) {
  auto nodes = graph["nodes"].get<std::vector<Json>>();
  std::erase_if(nodes, [](const Json& node) {
    const std::string name = node["name"];
    return name.empty() || is_lower(name[0]);
  });
  std::stable_sort(nodes.begin(), nodes.end(),
                   [](const Json& a, const Json& b) { return a["total"] > b["total"]; });
  nodes.resize(std::min(most, nodes.size()));
  std::set<std::string> kept;
  for (const Json& node : nodes) kept.insert(node["id"]);
  Json links = Json::array();
  for (Json& link : graph["links"])
    if (kept.contains(link["from"]) && kept.contains(link["to"])) links.push_back(std::move(link));
  graph["nodes"] = std::move(nodes);
  graph["links"] = std::move(links);
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
  add_log(server);
  if (options_.allow_edit) add_corrections(server);
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

void Routes::add_views(httplib::Server& server) {
  using Names = std::vector<std::string_view>;
  const auto view = [&](const std::string& path, Names names, View made) {
    answer(server, "/api/v1/" + path,
           [names = std::move(names), made = std::move(made)](
               Store& store, const httplib::Request& request) -> Result<Json> {
             CASUS_TRY([[maybe_unused]] const bool taken, takes_only(request, names));
             return made(store, request);
           });
  };
  const auto param = [](const httplib::Request& request, const char* name) {
    return request.get_param_value(name);
  };
  view("overview", {"as_of", "rows"},
       [=, this](Store& store, const httplib::Request& request) -> Result<Json> {
         CASUS_TRY(Json out,
                   overview_view(store, param(request, "as_of"), param(request, "rows") != "0"));
         out["editable"] = options_.allow_edit;
         out["addable"] = options_.allow_add;
         return out;
       });
  view("outlook", {"as_of", "until"},
       [=](Store& store, const httplib::Request& request) -> Result<Json> {
         CASUS_TRY(Json out, outlook_view(store, param(request, "as_of"), param(request, "until")));
         CASUS_TRY(out["asked"], outlook::questions_ahead(store, param(request, "as_of")));
         return out;
       });
  view("decisions", {"since", "until", "about"},
       [=](Store& store, const httplib::Request& request) -> Result<Json> {
         CASUS_TRY(const Json brief,
                   period_view(store, {param(request, "since"), param(request, "until"),
                                       param(request, "about")}));
         CASUS_TRY(Json rows, outlook::decisions(store, brief));
         return Json{
             {"since", brief["since"]}, {"until", brief["until"]}, {"rows", std::move(rows)}};
       });
  view("forecast", {"body", "about", "on", "as_of", "area"},
       [=](Store& store, const httplib::Request& request) -> Result<Json> {
         return outlook::forecast_view(store, {.body = param(request, "body"),
                                               .about = param(request, "about"),
                                               .on = param(request, "on"),
                                               .as_of = param(request, "as_of"),
                                               .area = param(request, "area")});
       });
  view("forecasts", {},
       [](Store& store, const httplib::Request&) { return outlook::scores_view(store); });
  view("timeline", {"about", "since", "until", "limit"},
       [=](Store& store, const httplib::Request& request) -> Result<Json> {
         CASUS_TRY(const std::size_t limit, number(request, "limit", 300, 1, kMostRows));
         return timeline_view(store, param(request, "about"), param(request, "since"),
                              param(request, "until"), limit);
       });
  view("timeline/counts", {"about", "since", "until", "show", "lanes", "marks"},
       [=](Store& store, const httplib::Request& request) -> Result<Json> {
         TimelineQuestion q{.about = param(request, "about"),
                            .since = param(request, "since"),
                            .until = param(request, "until")};
         q.events = param(request, "show") != "statements";
         q.statements = param(request, "show") != "events";
         CASUS_TRY(q.lanes, number(request, "lanes", 8, 0, 24));
         CASUS_TRY(q.marks, number(request, "marks", 300, 0, kMostRows));
         return timeline_counts(store, q);
       });
  answer(server, "/api/v1/statements/counts",
         [](Store& store, const httplib::Request& request) -> Result<Json> {
           CASUS_TRY(const Question question, question_of(request, "statements"));
           return statement_counts(store, question);
         });
  view("graph", {"since", "until", "member_of", "most"},
       [=](Store& store, const httplib::Request& request) -> Result<Json> {
         CASUS_TRY(const std::size_t most, number(request, "most", 0, 1, kMostRows));
         CASUS_TRY(Json graph, graph_view(store, param(request, "since"), param(request, "until"),
                                          param(request, "member_of")));
         if (most > 0) keep_weightiest(graph, most);
         return graph;
       });
  view("places", {"about", "since", "until", "type", "at"},
       [=](Store& store, const httplib::Request& request) -> Result<Json> {
         return places_view(store, {.about = param(request, "about"),
                                    .since = param(request, "since"),
                                    .until = param(request, "until"),
                                    .type = param(request, "type"),
                                    .at = param(request, "at")});
       });
  view("dispute", {"a", "b", "since", "until"}, [=](Store& store, const httplib::Request& request) {
    return dispute_view(store, param(request, "a"), param(request, "b"), param(request, "since"),
                        param(request, "until"));
  });
  view("positions", {"actor"}, [=](Store& store, const httplib::Request& request) {
    return positions_view(store, param(request, "actor"));
  });
  view(R"(reports/(d\d{1,12}))", {}, [](Store& store, const httplib::Request& request) {
    return report_view(store, request.matches[1]);
  });
  view(R"(stories/(t\d{1,12}))", {}, [](Store& store, const httplib::Request& request) {
    return story_view(store, request.matches[1]);
  });
  view("brief", {"since", "until", "about"}, [=](Store& store, const httplib::Request& request) {
    return period_view(store,
                       {param(request, "since"), param(request, "until"), param(request, "about")});
  });
  view(R"(items/([a-z]\d{1,12}))", {}, [](Store& store, const httplib::Request& request) {
    return item_view(store, request.matches[1]);
  });
  view(R"(actors/([^/]{1,200}))", {}, [](Store& store, const httplib::Request& request) {
    return actor_view(store, request.matches[1]);
  });
}

httplib::Server::HandlerResponse Routes::admit_write(const httplib::Request& request,
                                                     httplib::Response& response) const {
  const bool adds = request.path == kReportsPath;
  if (!(adds ? options_.allow_add : options_.allow_edit))
    return send_problem(response, 403,
                        adds ? "nothing can be added here; start the server with --allow-add"
                             : "this record is read-only here; start the server with --allow-edit");
  // A page of another site can send a simple form, but no JSON, and no header of its own.
  if (!request.get_header_value("Content-Type").starts_with("application/json"))
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
    Json answer{{"report", "d" + std::to_string(kept->front().report)},
                {"status", added == Added::New    ? "new"
                           : added == Added::Copy ? "copy"
                                                  : "known"}};
    if (const auto beside = versions_beside(*writer_, kept->front().report);
        added == Added::New && beside.replaces != 0)
      answer["replaces"] = "d" + std::to_string(beside.replaces);
    if (!record->report.diagnostics.empty()) answer["notes"] = record->report.diagnostics;
    send(response, answer);
  });
}

}  // namespace casus
