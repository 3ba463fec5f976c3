// SPDX-License-Identifier: Apache-2.0
#include "exports/outlook_text.h"

#include <fmt/format.h>

#include <vector>

#include "core/text.h"
#include "exports/rows_text.h"
#include "exports/views_text.h"
#include "outlook/bodies.h"

namespace casus {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostMembers = 30;  // of a large body those who spoke are shown

std::string percent(const Json& chance) {
  const double share = 100 * chance.get<double>();
  return share > 0 && share < 1 ? "<1 %" : fmt::format("{:.0f} %", share);
}

/// What an option or a stance is called in a sentence.
std::string option_words(const Json& option) {
  switch (kind_named<outlook::Option>(option.get<std::string>())
              .value_or(outlook::Option::NoDecision)) {
    case outlook::Option::For:
      return "for it";
    case outlook::Option::Against:
      return "against it";
    case outlook::Option::NoDecision:
      break;
  }
  return "no decision";
}

/// What is said, each with its item; of members, which way it points.
std::string words_lines(const Json& all, bool of_members, std::size_t width) {
  std::string out;
  for (const Json& words : all) {
    const std::string way = words["direction"].get<double>() > 0 ? ", for" : ", against";
    out += wrapped(fmt::format("{}  {}  {} ({}{}): {}", words["item"].get<std::string>(),
                               words["date"].get<std::string>(),
                               words["speaker"].get<std::string>(), words["act"].get<std::string>(),
                               of_members ? way : "", squeeze(words["text"].get<std::string>())),
                   width, 8);
  }
  return out;
}

std::string member_lines(const Json& member, std::size_t width) {
  std::string out = fmt::format("  {:<24} for {:>5}  none {:>5}  against {:>5}{}\n",
                                member["name"].get<std::string>(), percent(member["for"]),
                                percent(member["none"]), percent(member["against"]),
                                member["vetoes"].get<bool>() ? "  may veto" : "");
  std::string follows;
  for (const Json& tie : member["follows"])
    follows += fmt::format("{}{} ({:+.2f})", follows.empty() ? "" : ", ",
                           tie["name"].get<std::string>(), tie["tie"].get<double>());
  if (!member["spoke"].get<bool>())
    out += wrapped(follows.empty() ? "silent" : "silent; by how it stands to " + follows, width, 8);
  return out + words_lines(member["words"], true, width);
}

/// "Belarus (against to none), then Russia (silent to for): for it, then 51 %"
std::string turn_words(const Json& turn) {
  if (turn.is_null()) return "no six moves of its members do";
  std::string moves;
  for (const Json& move : turn["moves"])
    moves += fmt::format("{}{} ({} to {})", moves.empty() ? "" : ", then ",
                         move["name"].get<std::string>(),
                         move["from"].is_string() ? move["from"].get<std::string>() : "silent",
                         move["to"].get<std::string>());
  return fmt::format("{}: {}, then {}", moves, option_words(turn["to"]), percent(turn["chance"]));
}

std::string interval(const Json& option) {
  return fmt::format("{} ({} to {})", percent(option["chance"]), percent(option["low"]),
                     percent(option["high"]));
}

std::string sentences(const Json& all, std::size_t width) {
  std::string out;
  for (const Json& one : all) out += wrapped(one.get<std::string>(), width, 2);
  return out;
}

std::string head(const Json& forecast, std::size_t width) {
  const Json& body = forecast["body"];
  std::string out = wrapped(
      fmt::format("{}, {}: {}", body["name"].get<std::string>(), forecast["on"].get<std::string>(),
                  squeeze(forecast["about"].get<std::string>())),
      width, 0);
  out += fmt::format(
      "as known on {}; {} members{}{}\n", forecast["as_of"].get<std::string>(),
      body["members"].get<int>(),
      body["area"].is_string() ? "; " + body["area"].get<std::string>() : "",
      forecast["id"].is_string() ? "; kept as " + forecast["id"].get<std::string>() : "");
  out += "\nlikeliest: " + option_words(forecast["likeliest"]) + "\n";
  out += wrapped("(" + forecast["worth"]["in_words"].get<std::string>() + ")", width, 2);
  for (const Json& option : forecast["options"])
    out += fmt::format("  {:<12} {:>5}   ({} to {})\n", option_words(option["option"]),
                       percent(option["chance"]), percent(option["low"]), percent(option["high"]));
  return out;
}

}  // namespace

std::string forecast_text(const Json& forecast, std::size_t width) {
  std::string out = head(forecast, width);
  std::string why = sentences(forecast["reasons"], width);
  if (forecast["body"]["source"].is_string())
    why += wrapped("(" + forecast["body"]["source"].get<std::string>() + ")", width, 2);
  out += section("WHY", why);
  std::string members;
  const bool many = forecast["members"].size() > kMostMembers;
  for (const Json& member : forecast["members"])
    if (!many || member["spoke"].get<bool>() || member["vetoes"].get<bool>())
      members += member_lines(member, width);
  out += section(many ? "WHERE THEY STAND (who spoke or may veto)" : "WHERE THEY STAND", members);
  std::string pivotal;
  for (const Json& one : forecast["pivotal"])
    pivotal += fmt::format("  {:<24} {:+.0f} points\n", one["name"].get<std::string>(),
                           100 * one["effect"].get<double>());
  out += section("ON WHOM IT HANGS (for it, when the member is for, less when it is against)",
                 pivotal);
  out += section("WHAT WOULD TURN IT", wrapped(turn_words(forecast["turn"]), width, 2));
  if (const Json& scale = forecast["scale"]; scale.is_object())
    out += section(
        "IF IT WERE A MATTER OF DEGREE (0 nothing of it, 100 all)",
        fmt::format("  compromise {:.0f}   median {:.0f}   Nash {:.0f}{}\n",
                    scale["compromise"].get<double>(), scale["median"].get<double>(),
                    scale["nash"].get<double>(),
                    scale["challenge"].is_null()  // of a large body
                        ? ""
                        : fmt::format("   challenges {:.0f}", scale["challenge"].get<double>())));
  out +=
      section("WHAT OTHERS SAY OF IT (not counted)", words_lines(forecast["others"], false, width));
  out += section("NOT KNOWN", sentences(forecast["unknown"], width));
  return printable(out);
}

Entry entry_of_decision(const Json& forecast) {
  const Json& asked = forecast["asked"];
  Entry out;
  out.head = fmt::format("{}  {}: {}{}", asked["id"].get<std::string>(),
                         forecast["body"]["name"].get<std::string>(),
                         squeeze(forecast["about"].get<std::string>()),
                         asked["due"].is_null() ? "" : "  due " + plain_value(asked["due"]));
  std::vector<std::string> options, pivotal, reasons, unknown;
  for (const Json& one : forecast["options"])
    options.push_back(option_words(one["option"]) + " " + interval(one));
  for (const Json& one : forecast["pivotal"])
    pivotal.push_back(fmt::format("{} ({:+.0f} points)", one["name"].get<std::string>(),
                                  100 * one["effect"].get<double>()));
  for (const Json& one : forecast["reasons"]) reasons.push_back(one);
  for (const Json& one : forecast["unknown"]) unknown.push_back(one);
  out.under = {joined(options, "; "), forecast["worth"]["in_words"], joined(reasons, "; ")};
  if (!pivotal.empty()) out.under.push_back("it hangs on " + joined(pivotal, ", "));
  out.under.push_back("what would turn it: " + turn_words(forecast["turn"]));
  out.under.push_back("not known: " + joined(unknown, "; "));
  if (asked["report"].is_string()) out.sources.push_back(asked["report"]);
  return out;
}

std::string scores_text(const Json& scores, std::size_t width) {
  std::string out;
  for (const Json& row : scores["rows"]) {
    const std::string came =
        row["outcome"].is_string()
            ? "came: " + option_words(row["outcome"]) +
                  (row["told_by"].is_string() ? " (" + row["told_by"].get<std::string>() + ")" : "")
            : "not known yet";
    out += fmt::format("  {:<5} {}  {}  for {}, against {}, none {}; {}\n",
                       row["id"].get<std::string>(), row["on"].get<std::string>(),
                       row["body"].get<std::string>(), percent(row["for"]), percent(row["against"]),
                       percent(row["none"]), came) +
           wrapped(squeeze(row["about"].get<std::string>()), width, 8);
  }
  const Json& sums = scores["scored"];
  if (sums.is_object())
    out += fmt::format(
        "\n{} scored: Brier {:.3f} (0.667 is knowing nothing), log score {:.3f}, calibration error "
        "{:.3f}\n",
        sums["forecasts"].get<int>(), sums["brier"].get<double>(), sums["log_score"].get<double>(),
        sums["calibration_error"].get<double>());
  return printable(out);
}

std::string scale_text(const Json& scale) {
  std::string out;
  for (const char* model : {"compromise", "median", "nash", "challenge"}) {
    out += fmt::format("  {:<12}", model);
    for (const Json& point : scale[model]) out += fmt::format(" {:6.1f}", point.get<double>());
    out += "\n";
  }
  out += fmt::format("\nrounds of challenges: {}\nrisk attitudes, -0.5 to 1\n",
                     scale["rounds"].get<int>());
  for (const Json& actor : scale["actors"])
    out += fmt::format("  {:<24} {:+.3f}\n", actor["name"].get<std::string>(),
                       actor["risk"].get<double>());
  return printable(out);
}

}  // namespace casus
