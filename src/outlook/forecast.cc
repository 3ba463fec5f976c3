// SPDX-License-Identifier: Apache-2.0
#include "outlook/forecast.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/calendar.h"
#include "core/text.h"
#include "outlook/bargaining.h"
#include "outlook/questions.h"
#include "outlook/stances.h"
#include "store/days.h"
#include "store/rows.h"
#include "store/ties.h"

namespace casus::outlook {

namespace {

constexpr double kOld = 90;  // days after which the newest words of a member are called old
constexpr std::size_t kMostShown = 3;
// Fewer who have spoken, or a smaller share of the members, make a forecast that is worth little.
constexpr int kFewSpoke = 3;
constexpr double kSmallShare = 1.0 / 3;

Thought chances_of(const Standing& one) {
  const double sum = one.thought[0] + one.thought[1] + one.thought[2];
  return {one.thought[0] / sum, one.thought[1] / sum, one.thought[2] / sum};
}

Json words_json(const std::vector<Words>& all) {
  Json out = Json::array();
  for (const Words& words : all)
    out.push_back({{"item", words.item},
                   {"date", words.day},
                   {"speaker", words.actor},
                   {"act", words.act},
                   {"text", words.text},
                   {"direction", rounded(words.direction)},
                   {"weight", rounded(words.weight)}});
  return out;
}

Json member_json(const Body& body, const Standings& all, std::size_t at) {
  const Standing& one = all.members[at];
  const Thought chance = chances_of(one);
  const double sum = one.thought[0] + one.thought[1] + one.thought[2];
  // The width of a Dirichlet's marginal: one standard deviation of the chance of being for.
  const double width = std::sqrt(chance[2] * (1 - chance[2]) / (sum + 1));
  Json follows = Json::array();
  for (std::size_t tie = 0; tie < std::min(one.follows.size(), kMostShown); ++tie)
    follows.push_back({{"name", body.members[one.follows[tie].member].name},
                       {"tie", rounded(one.follows[tie].tie)}});
  return {{"name", body.members[at].name},
          {"code", body.members[at].code.empty() ? Json(nullptr) : Json(body.members[at].code)},
          {"spoke", one.spoke},
          {"vetoes", body.members[at].vetoes},
          {"against", rounded(chance[0])},
          {"none", rounded(chance[1])},
          {"for", rounded(chance[2])},
          {"width", rounded(width)},
          {"salience", rounded(one.salience)},
          {"words", words_json(one.words)},
          {"follows", follows}};
}

Json options_json(const Forecast& forecast) {
  Json out = Json::array();
  for (const Option option : {Option::For, Option::Against, Option::NoDecision}) {
    const auto at = static_cast<std::size_t>(option);
    out.push_back({{"option", name_of(option)},
                   {"chance", rounded(forecast.chance[at])},
                   {"low", rounded(forecast.low[at])},
                   {"high", rounded(forecast.high[at])}});
  }
  return out;
}

Json turn_json(const Body& body, const Standings& all, const std::optional<Turn>& turn) {
  if (!turn) return nullptr;
  Json moves = Json::array();
  for (const Turn::Move& move : turn->moves)
    moves.push_back(
        {{"name", body.members[move.member].name},
         {"from", all.members[move.member].spoke ? Json(name_of(move.from)) : Json(nullptr)},
         {"to", name_of(move.to)}});
  return {{"to", name_of(turn->to)}, {"chance", rounded(turn->chance)}, {"moves", moves}};
}

/// The same question as one of degree: 0 nothing of it, 100 all of it.
Json scale_of(const Body& body, const Standings& all) {
  std::vector<Bargainer> table;
  for (std::size_t at = 0; at < body.members.size(); ++at) {
    const Thought chance = chances_of(all.members[at]);
    table.push_back({.name = body.members[at].name,
                     .influence = 1,
                     .position = {std::clamp((1 + chance[2] - chance[0]) / 2, 0.0, 1.0)},
                     .salience = {std::max(all.members[at].salience, 0.1)}});
  }
  const auto settled = settle(table);
  if (!settled) return nullptr;
  const auto point = [](const std::vector<double>& where) {
    return where.empty() ? Json(nullptr) : Json(rounded(100 * where.front()));
  };
  return {{"compromise", point(settled->compromise)},
          {"median", point(settled->median)},
          {"nash", point(settled->nash)},
          {"challenge", point(settled->challenge)},
          {"rounds", settled->challenge.empty() ? Json(nullptr) : Json(settled->rounds)}};
}

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t at = 0; at < names.size(); ++at)
    out += (at == 0 ? "" : at + 1 == names.size() ? " and " : ", ") + names[at];
  return out;
}

/// Why, in sentences: who is on record for and against, and what the rule makes of it.
Json reasons(const Body& body, const Standings& all) {
  std::vector<std::string> sides[3];
  for (std::size_t at = 0; at < body.members.size(); ++at) {
    const Standing& one = all.members[at];
    const Thought chance = chances_of(one);
    const auto side =
        static_cast<std::size_t>(std::max_element(chance.begin(), chance.end()) - chance.begin());
    if (!one.spoke) continue;
    std::string name = body.members[at].name;
    for (std::size_t w = 0; w < one.words.size() && w < 2; ++w)
      name += (w == 0 ? " (" : ", ") + one.words[w].item;
    sides[side].push_back(name + (one.words.empty() ? "" : ")"));
  }
  Json out = Json::array();
  if (!sides[2].empty()) out.push_back("on record for it: " + listed(sides[2]));
  if (!sides[0].empty()) out.push_back("on record against it: " + listed(sides[0]));
  if (!sides[1].empty()) out.push_back("on record both ways: " + listed(sides[1]));
  out.push_back(body.rule_known ? "the rule: " + words_of_rule(body)
                                : "how it decides is not in the tables; taken to be by consensus");
  return out;
}

Json unknown(const Body& body, const Standings& all, const Matter& matter) {
  Json out = Json::array();
  std::vector<std::string> silent, old;
  const std::string fresh = shifted(matter.as_of, -static_cast<int>(kOld));
  for (std::size_t at = 0; at < body.members.size(); ++at) {
    const Standing& one = all.members[at];
    if (!one.spoke) silent.push_back(body.members[at].name);
    const bool stale = std::all_of(one.words.begin(), one.words.end(),
                                   [&](const Words& words) { return words.day < fresh; });
    if (one.spoke && stale) old.push_back(body.members[at].name);
  }
  if (silent.size() == body.members.size())
    out.push_back("nobody is on record on this: the forecast is the rule's alone");
  else if (silent.size() > 8)
    out.push_back(fmt::format("{} of {} members are silent in the record", silent.size(),
                              body.members.size()));
  else if (!silent.empty())
    out.push_back("silent in the record: " + listed(silent));
  if (!old.empty()) out.push_back("on record long ago only: " + listed(old));
  if (!body.rule_known) out.push_back("by which rule it decides");
  out.push_back("what is said behind closed doors, and texts that give each side a part");
  return out;
}

std::string counted(int number, const std::string& noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

/// What it rests on, so that a reader sees at once how little that may be.
Json worth(const Body& body, const Standings& all) {
  int spoke = 0, sayings = 0;
  std::string newest;
  for (const Standing& one : all.members) {
    spoke += one.spoke ? 1 : 0;
    sayings += static_cast<int>(one.words.size());
    for (const Words& words : one.words) newest = std::max(newest, words.day);
  }
  const auto members = static_cast<int>(body.members.size());
  const bool few = spoke < kFewSpoke || spoke < kSmallShare * members || !body.rule_known;
  const Worth grade = spoke == 0 ? Worth::Nothing : few ? Worth::Little : Worth::Some;
  std::string words =
      grade == Worth::Nothing
          ? "worth nothing: no member is on record, this is the rule alone"
          : fmt::format("{}rests on {} of {} of {}, the newest of {}",
                        grade == Worth::Little ? "worth little: " : "", counted(sayings, "saying"),
                        spoke, counted(members, "member"), newest);
  if (!body.rule_known) words += "; by which rule it decides is a guess";
  return {{"grade", kWorths[static_cast<std::size_t>(grade)]},
          {"sayings", sayings},
          {"spoke", spoke},
          {"newest", newest.empty() ? Json(nullptr) : Json(newest)},
          {"in_words", words}};
}

/// The question with its days and its words settled.
Result<Matter> matter_of(const Asked& asked, std::string about) {
  CASUS_TRY(const std::string on, last_day(asked.on));
  CASUS_TRY(const std::string as_of, last_day(asked.as_of));
  Matter out{.about = std::move(about), .on = on.empty() ? utc_today() : on};
  out.as_of = !as_of.empty() ? as_of : on.empty() ? utc_today() : shifted(on, -1);
  if (out.as_of > out.on)
    return Error{Errc::InvalidInput, "C0407 --as-of " + out.as_of + " is after --on " + out.on +
                                         ": what is known then is no forecast"};
  return out;
}

/// The words of what was asked of the body last.
Result<std::string> asked_last(Store& store, const std::string& body, const std::string& as_of) {
  CASUS_TRY(const Json open, questions_ahead(store, as_of));
  for (const Json& one : open)
    if (one["body"] == body) return one["about"].get<std::string>();
  return Error{Errc::NotFound, fmt::format("C0415 nothing in the record is asked of {} by {}; "
                                           "--about says what it may decide",
                                           body, as_of)};
}

Json forecast_json(const Body& body, const Matter& matter, const Standings& all) {
  const Draws draws(body, {all.members.begin(), all.members.end()});
  const Forecast found = draws.forecast();
  Json members = Json::array(), pivotal = Json::array();
  for (std::size_t at = 0; at < body.members.size(); ++at)
    members.push_back(member_json(body, all, at));
  for (const Pivot& pivot : draws.pivots())
    pivotal.push_back(
        {{"name", body.members[pivot.member].name}, {"effect", rounded(pivot.effect)}});
  return {{"id", nullptr},
          {"body",
           {{"name", body.name},
            {"area", body.area.empty() ? Json(nullptr) : Json(body.area)},
            {"rule",
             body.rule_known ? Json(kRules[static_cast<std::size_t>(body.rule)]) : Json(nullptr)},
            {"rule_in_words", words_of_rule(body)},
            {"source", body.source.empty() ? Json(nullptr) : Json(body.source)},
            {"members", body.members.size()}}},
          {"about", matter.about},
          {"on", matter.on},
          {"as_of", matter.as_of},
          {"worth", worth(body, all)},
          {"likeliest", name_of(found.likeliest())},
          {"options", options_json(found)},
          {"reasons", reasons(body, all)},
          {"members", members},
          {"pivotal", pivotal},
          {"turn", turn_json(body, all, draws.smallest_turn())},
          {"scale", scale_of(body, all)},
          {"others", words_json(all.others)},
          {"unknown", unknown(body, all, matter)}};
}

}  // namespace

Result<Json> forecast_view(Store& store, const Asked& asked) {
  if (trim(asked.body).empty())
    return Error{Errc::InvalidInput, "C0407 body: whose decision is asked for is not said"};
  CASUS_TRY(Matter matter, matter_of(asked, asked.about));
  CASUS_TRY(Body body, body_on(store.knowledge(), asked.body, matter.about, asked.area, matter.on));
  if (matter.about.empty()) {
    CASUS_TRY(matter.about, asked_last(store, body.name, matter.as_of));
    CASUS_TRY(body, body_on(store.knowledge(), asked.body, matter.about, asked.area, matter.on));
  }
  CASUS_TRY(const Standings all, standings(store, body, matter));
  return forecast_json(body, matter, all);
}

Result<Json> forecast_of_stances(const Asked& asked, const std::string& lines) {
  CASUS_TRY(const Matter matter, matter_of(asked, asked.about));
  const Knowledge& knowledge = Knowledge::builtin();
  CASUS_TRY(const Body body, body_on(knowledge, asked.body, matter.about, asked.area, matter.on));
  CASUS_TRY(const Standings all, standings_told(knowledge, body, matter, lines));
  return forecast_json(body, matter, all);
}

Result<Json> scale_view(const std::string& lines) {
  CASUS_TRY(const std::vector<Bargainer> table, read_bargainers(lines));
  CASUS_TRY(const Settlement settled, settle(table));
  const std::vector<double> risks = risk_attitudes(table);
  Json actors = Json::array();
  for (std::size_t at = 0; at < table.size(); ++at)
    actors.push_back({{"name", table[at].name}, {"risk", rounded(risks[at])}});
  const auto points = [](const std::vector<double>& where) {
    Json out = Json::array();
    for (const double one : where) out.push_back(rounded(100 * one));
    return out;
  };
  return Json{{"compromise", points(settled.compromise)},
              {"median", points(settled.median)},
              {"nash", points(settled.nash)},
              {"challenge", points(settled.challenge)},
              {"rounds", settled.rounds},
              {"actors", actors}};
}

}  // namespace casus::outlook
