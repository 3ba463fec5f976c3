// SPDX-License-Identifier: Apache-2.0
#include "outlook/bodies.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "casus/kinds.h"
#include "core/text.h"
#include "outlook/tables.h"

namespace casus::outlook {

namespace {

struct Line {
  std::string_view body, area, words, from, to, needed, vetoes, source;
  Rule rule;
};

template <typename Use>
void each_row(std::string_view table, const Use& use) {
  for (const Span span : lines_of(table)) {
    const std::string_view line = trim(cut(table, span));
    if (!line.empty() && line[0] != '#') use(split(line, ';'));
  }
}

bool holds(std::string_view from, std::string_view to, std::string_view day) {
  return from <= day && (to.empty() || day < to);
}

const std::vector<Line>& lines() {
  static const std::vector<Line> kLines = [] {
    std::vector<Line> out;
    each_row(kBodiesTable, [&](const std::vector<std::string_view>& f) {
      const auto rule = f.size() == 9 ? kind_named<Rule>(kRules, f[5]) : std::nullopt;
      if (rule) out.push_back({f[0], f[1], f[2], f[3], f[4], f[6], f[7], f[8], *rule});
    });
    return out;
  }();
  return kLines;
}

/// How many words of the question show an area.
std::size_t shown(const Line& line, std::string_view about) {
  const std::string folded = fold(about);
  std::size_t count = 0;
  for (const std::string_view word : split(line.words, ' '))
    count += !word.empty() && contains_word(folded, word) ? 1 : 0;
  return count;
}

void add_member(Body& body, const KnownActor& actor, std::string_view vetoes) {
  const auto same = [&](const Body::Member& member) { return member.known == &actor; };
  if (std::any_of(body.members.begin(), body.members.end(), same)) return;
  Body::Member member{.name = actor.name, .code = actor.code, .known = &actor};
  member.vetoes = !actor.code.empty() && contains_word(vetoes, actor.code);
  each_row(kPeopleTable, [&](const std::vector<std::string_view>& f) {
    if (f[0] == actor.code) member.people = std::atof(std::string(f[1]).c_str());
  });
  body.members.push_back(std::move(member));
}

/// Takes out those whose membership is suspended on that day: they do not decide.
void drop_suspended(Body& body, std::string_view whose, std::string_view day) {
  each_row(kMembersTable, [&](const std::vector<std::string_view>& f) {
    if (f.size() != 5 || f[4] != "suspended" || f[0] != whose || !holds(f[1], f[2], day)) return;
    std::erase_if(body.members,
                  [&](const Body::Member& member) { return contains_word(f[3], member.code); });
  });
}

/// Members by who is who, by the table of members, and of the Assembly every state that is one.
void add_members(const Knowledge& knowledge, Body& body, std::string_view day,
                 std::string_view vetoes) {
  // Whose members it has; observers and states that not all recognise are no members of the UN.
  const std::string whose = body.name == "European Council" ? "European Union" : body.name;
  const KnownActor* known = knowledge.named(whose);
  if (known != nullptr) {
    for (const KnownActor* member : knowledge.members(*known, day))
      add_member(body, *member, vetoes);
  }
  each_row(kMembersTable, [&](const std::vector<std::string_view>& f) {
    if (f.size() != 4 || f[0] != whose || !holds(f[1], f[2], day)) return;
    for (const KnownActor& actor : knowledge.all()) {
      if (actor.type == ActorType::State && contains_word(f[3], actor.code))
        add_member(body, actor, vetoes);
    }
  });
  if (body.name == "UN General Assembly") {
    for (const KnownActor& actor : knowledge.all()) {
      if (actor.type == ActorType::State &&
          !is_one_of(actor.code, {"PSE", "VAT", "XKX", "TWN", "COK", "NIU"}))
        add_member(body, actor, vetoes);
    }
  }
  drop_suspended(body, whose, day);
  std::sort(body.members.begin(), body.members.end(),
            [](const Body::Member& a, const Body::Member& b) { return a.name < b.name; });
}

/// Whether those at `yes` carry the body.
bool carried(const Body& body, const Tally& tally, Stance yes) {
  const auto favour = static_cast<std::size_t>(yes), other = 2 - favour;
  const double all = tally.members[0] + tally.members[1] + tally.members[2];
  const double with = tally.members[favour], against = tally.members[other];
  const double people = tally.people[0] + tally.people[1] + tally.people[2];
  const bool consensus = with > 0 && against == 0;
  switch (body.rule) {
    case Rule::Consensus:
      return consensus;
    case Rule::Unanimity:
      return consensus && all - with <= all / 3;
    case Rule::ConsensusOrTwoThirds:
      return consensus || with >= all * 2 / 3;
    case Rule::MajorityCast:
      return with > against;
    case Rule::MajorityMembers:
      return with > all / 2;
    case Rule::TwoThirdsCast:
      return with > 0 && with >= 2 * against;
    case Rule::TwoThirdsMembers:
      return with >= all * 2 / 3;
    case Rule::Qualified:
      return with >= 0.55 * all && (people == 0 || tally.people[favour] >= 0.65 * people);
    case Rule::Council:
      return with >= body.needed && tally.vetoes[other] == 0;
  }
  return false;
}

}  // namespace

Result<Body> body_on(const Knowledge& knowledge, std::string_view name, std::string_view about,
                     std::string_view area, std::string_view day) {
  const KnownActor* known = knowledge.named(name);
  if (known == nullptr || known->type != ActorType::Organization)
    return Error{Errc::NotFound,
                 fmt::format("C0414 '{}' is no body that casus knows; model/outlook/bodies.tsv "
                             "lists them, --actors adds your own",
                             name)};
  Body body{.name = known->name};
  const Line* chosen = nullptr;
  std::size_t most = 0;
  std::string areas;
  for (const Line& line : lines()) {
    if (line.body != known->name || !holds(line.from, line.to, day)) continue;
    if (!line.area.empty()) areas += (areas.empty() ? "" : ", ") + std::string(line.area);
    const std::size_t found = shown(line, about);
    if (!area.empty() ? line.area == area
                      : (chosen == nullptr && line.area.empty()) || found > most)
      chosen = &line, most = found;
  }
  if (chosen == nullptr && !area.empty())
    return Error{Errc::InvalidInput, fmt::format("C0407 {} has no area '{}'; its areas: {}",
                                                 body.name, area, areas.empty() ? "none" : areas)};
  body.rule_known = chosen != nullptr;
  if (chosen != nullptr) {
    body.area = chosen->area, body.rule = chosen->rule, body.source = chosen->source;
    body.needed = std::atoi(std::string(chosen->needed).c_str());
  }
  add_members(knowledge, body, day, chosen != nullptr ? chosen->vetoes : std::string_view{});
  if (body.members.empty())
    return Error{Errc::NotFound, fmt::format("C0414 who the members of {} were on {} is not known",
                                             body.name, day)};
  return body;
}

Option decided(const Body& body, const std::vector<Stance>& stances) {
  Tally tally;
  for (std::size_t at = 0; at < stances.size(); ++at) tally.add(body.members[at], stances[at], 1);
  return decided(body, tally);
}

Option decided(const Body& body, const Tally& tally) {
  if (carried(body, tally, Stance::For)) return Option::For;
  return carried(body, tally, Stance::Against) ? Option::Against : Option::NoDecision;
}

std::string words_of_rule(const Body& body) {
  switch (body.rule) {
    case Rule::Consensus:
      return "consensus: one who objects is enough to stop it";
    case Rule::Unanimity:
      return "unanimity: nobody objects, and no more than a third abstain";
    case Rule::ConsensusOrTwoThirds:
      return "consensus, failing which two thirds of the members";
    case Rule::MajorityCast:
      return "more for than against";
    case Rule::MajorityMembers:
      return "more than half of the members";
    case Rule::TwoThirdsCast:
      return "two thirds of those who vote for or against";
    case Rule::TwoThirdsMembers:
      return "two thirds of the members";
    case Rule::Qualified:
      return "55 % of the members with 65 % of the people";
    case Rule::Council:
      break;
  }
  return fmt::format("{} votes{}", body.needed,
                     std::any_of(body.members.begin(), body.members.end(),
                                 [](const Body::Member& member) { return member.vetoes; })
                         ? ", and no veto"
                         : "");
}

}  // namespace casus::outlook
