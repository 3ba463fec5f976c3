// SPDX-License-Identifier: Apache-2.0
// The views of the record by GET, and what each takes.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "assess/period.h"
#include "core/text.h"
#include "outlook/ahead.h"
#include "outlook/questions.h"
#include "outlook/scores.h"
#include "server/requests.h"
#include "server/routes.h"
#include "store/counts.h"
#include "store/places.h"
#include "store/views.h"

namespace casus {

namespace {

std::string param(const httplib::Request& request, const char* name) {
  return request.get_param_value(name);
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

void Routes::view(httplib::Server& server, const std::string& path,
                  std::vector<std::string_view> names, View made) {
  answer(server, "/api/v1/" + path,
         [names = std::move(names), made = std::move(made)](
             Store& store, const httplib::Request& request) -> Result<Json> {
           CASUS_TRY([[maybe_unused]] const bool taken, takes_only(request, names));
           return made(store, request);
         });
}

void Routes::add_views(httplib::Server& server) {
  view(server, "overview", {"as_of", "rows"},
       [this](Store& store, const httplib::Request& request) -> Result<Json> {
         CASUS_TRY(Json out,
                   overview_view(store, param(request, "as_of"), param(request, "rows") != "0"));
         out["editable"] = options_.allow_edit;
         out["addable"] = options_.allow_add;
         return out;
       });
  view(server, "timeline", {"about", "since", "until", "limit"},
       [](Store& store, const httplib::Request& request) -> Result<Json> {
         CASUS_TRY(const std::size_t limit, number(request, "limit", 300, 1, kMostRows));
         return timeline_view(store, param(request, "about"), param(request, "since"),
                              param(request, "until"), limit);
       });
  view(server, "dispute", {"a", "b", "since", "until"},
       [](Store& store, const httplib::Request& request) {
         return dispute_view(store, param(request, "a"), param(request, "b"),
                             param(request, "since"), param(request, "until"));
       });
  view(server, "positions", {"actor"}, [](Store& store, const httplib::Request& request) {
    return positions_view(store, param(request, "actor"));
  });
  view(server, "brief", {"since", "until", "about"},
       [](Store& store, const httplib::Request& request) {
         return period_view(
             store, {param(request, "since"), param(request, "until"), param(request, "about")});
       });
}

void Routes::add_outlook(httplib::Server& server) {
  view(server, "outlook", {"as_of", "until"},
       [](Store& store, const httplib::Request& request) -> Result<Json> {
         CASUS_TRY(Json out, outlook_view(store, param(request, "as_of"), param(request, "until")));
         CASUS_TRY(out["asked"], outlook::questions_ahead(store, param(request, "as_of")));
         return out;
       });
  view(server, "decisions", {"since", "until", "about"},
       [](Store& store, const httplib::Request& request) -> Result<Json> {
         CASUS_TRY(const Json brief,
                   period_view(store, {param(request, "since"), param(request, "until"),
                                       param(request, "about")}));
         CASUS_TRY(Json rows, outlook::decisions(store, brief));
         return Json{
             {"since", brief["since"]}, {"until", brief["until"]}, {"rows", std::move(rows)}};
       });
  view(server, "forecast", {"body", "about", "on", "as_of", "area"},
       [](Store& store, const httplib::Request& request) -> Result<Json> {
         return outlook::forecast_view(store, {.body = param(request, "body"),
                                               .about = param(request, "about"),
                                               .on = param(request, "on"),
                                               .as_of = param(request, "as_of"),
                                               .area = param(request, "area")});
       });
  view(server, "forecasts", {},
       [](Store& store, const httplib::Request&) { return outlook::scores_view(store); });
}

void Routes::add_counts(httplib::Server& server) {
  view(server, "timeline/counts", {"about", "since", "until", "show", "lanes", "marks"},
       [](Store& store, const httplib::Request& request) -> Result<Json> {
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
  view(server, "graph", {"since", "until", "member_of", "most"},
       [](Store& store, const httplib::Request& request) -> Result<Json> {
         CASUS_TRY(const std::size_t most, number(request, "most", 0, 1, kMostRows));
         CASUS_TRY(Json graph, graph_view(store, param(request, "since"), param(request, "until"),
                                          param(request, "member_of")));
         if (most > 0) keep_weightiest(graph, most);
         return graph;
       });
  view(server, "places", {"about", "since", "until", "type", "at"},
       [](Store& store, const httplib::Request& request) -> Result<Json> {
         return places_view(store, {.about = param(request, "about"),
                                    .since = param(request, "since"),
                                    .until = param(request, "until"),
                                    .type = param(request, "type"),
                                    .at = param(request, "at")});
       });
}

void Routes::add_items(httplib::Server& server) {
  view(server, R"(reports/(d\d{1,12}))", {}, [](Store& store, const httplib::Request& request) {
    return report_view(store, request.matches[1]);
  });
  view(server, R"(stories/(t\d{1,12}))", {}, [](Store& store, const httplib::Request& request) {
    return story_view(store, request.matches[1]);
  });
  view(server, R"(items/([a-z]\d{1,12}))", {}, [](Store& store, const httplib::Request& request) {
    return item_view(store, request.matches[1]);
  });
  view(server, R"(actors/([^/]{1,200}))", {}, [](Store& store, const httplib::Request& request) {
    return actor_view(store, request.matches[1]);
  });
}

}  // namespace casus
