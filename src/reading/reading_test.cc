// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "actors/tables.h"
#include "casus/kinds.h"
#include "casus/reader.h"
#include "core/text.h"
#include "reading/event_lexicon.h"
#include "reading/speech_acts.h"

namespace casus {
namespace {

const Reader& reader() {
  static const auto made = Reader::create();
  return *made;
}

/// "speaker|act|kind|content" of every statement.
std::vector<std::string> read(const std::string& text) {
  const auto record = reader().read(text, {});
  std::vector<std::string> out;
  if (!record) return out;
  for (const Statement& s : record->statements) {
    std::string name = "?", content;
    for (const Actor& actor : record->actors) {
      if (actor.id == s.speaker) name = actor.name;
    }
    for (const Span span : s.content)
      content += (content.empty() ? "" : " ... ") + std::string(cut(record->report.text, span));
    out.push_back(name + "|" + std::string(name_of(s.act)) + "|" + std::string(name_of(s.kind)) +
                  "|" + content);
  }
  return out;
}

TEST(Statements, SpeakersActsAndKinds) {
  EXPECT_EQ(read("Yerevan accused Baku of shelling a village. Azerbaijan denied the accusation."),
            (std::vector<std::string>{"Armenia|accuse|indirect|shelling a village",
                                      "Azerbaijan|deny|indirect|the accusation"}));
  EXPECT_EQ(
      read("French President Jean Morel said that the talks had begun. \"The weather is fine,\" "
           "he told reporters."),
      (std::vector<std::string>{"Jean Morel|state|indirect|that the talks had begun",
                                "Jean Morel|state|direct|\"The weather is fine,\""}));
}

TEST(Statements, NothingIsSaidWhereNobodySpeaks) {
  EXPECT_TRUE(read("The river rose by two metres. Trains stopped.").empty());
}

/// A document speaks for who made it, be he named behind "by" or "from", or as its owner.
TEST(Statements, ADocumentSpeaksForItsAuthor) {
  for (const char* text : {"A report by the Harbour Ministry said that fishing had stopped.",
                           "Data from the Harbour Ministry showed that fishing had stopped.",
                           "The Harbour Ministry's statement said that fishing had stopped."}) {
    const auto lines = read(text);
    ASSERT_EQ(lines.size(), 1U) << text;
    EXPECT_NE(lines[0].find("Harbour Ministry|"), std::string::npos) << lines[0];
    EXPECT_EQ(lines[0].find("eport by"), std::string::npos) << lines[0];
  }
}

/// Whose trade, whose research and whose figures these are.
TEST(Statements, ASpeakerIsNamedAmongOtherWords) {
  for (const auto& [text, name] : std::initializer_list<std::pair<const char*, const char*>>{
           {"Bruno Roth met Ada Nye, who said that the lake was rising.", "Ada Nye"},
           {"University of Harbour physicist Ada Nye said that the lake was rising.", "Ada Nye"},
           {"A survey in June by the research firm Nye Partners said that fishing had stopped.",
            "Nye Partners"},
           {"UNHCR figures showed that 3,000 people had fled.",
            "UN High Commissioner for Refugees"},
           {"A chief inspector, who wished to remain anonymous, said that the lake was rising.",
            "A chief inspector"}}) {
    const auto lines = read(text);
    ASSERT_EQ(lines.size(), 1U) << text;
    EXPECT_EQ(lines[0].substr(0, lines[0].find('|')), name);
  }
}

/// A paragraph that is a quotation and nothing else is said by who spoke last.
TEST(Statements, ABareQuotationGoesOn) {
  const auto lines = read(
      "Ada Nye said that the lake was rising.\n\n\"We have never seen so much water in the "
      "villages of the northern shore.\"\n\nThe rain went on.\n");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[1].substr(0, 8), "Ada Nye|");
}

/// Swapping the sides' names must swap the record and nothing else.
TEST(EvenHandedness, SwappedSidesSwapTheRecord) {
  const auto text = [](const std::string& a, const std::string& b) {
    return a + " accused " + b + " of breaking the truce. " + b +
           " rejected the accusation and said that " + a + " had opened fire first.";
  };
  const auto swapped = [](std::string line, const std::string& a, const std::string& b) {
    std::string out;
    for (std::size_t i = 0; i < line.size();) {
      if (line.compare(i, a.size(), a) == 0)
        out += b, i += a.size();
      else if (line.compare(i, b.size(), b) == 0)
        out += a, i += b.size();
      else
        out += line[i++];
    }
    return out;
  };
  for (const auto& [a, b] :
       std::initializer_list<std::pair<std::string, std::string>>{{"Armenia", "Azerbaijan"},
                                                                  {"Russia", "Ukraine"},
                                                                  {"Israel", "Iran"},
                                                                  {"India", "Pakistan"},
                                                                  {"Serbia", "Kosovo"}}) {
    auto one = read(text(a, b));
    const auto other = read(text(b, a));
    for (std::string& line : one) line = swapped(line, a, b);
    EXPECT_EQ(one, other) << a << " and " << b;
  }
}

TEST(EventLexicon, HasTypesAndModesOfPlover) {
  const std::map<EventType, std::set<std::string>> modes = {
      {EventType::Consult, {"visit", "third-party", "multilateral", "phone"}},
      {EventType::Retreat, {"withdraw", "release", "disarm", "ceasefire", "access", "resign"}},
      {EventType::Request, {"assist", "change", "yield", "meet"}},
      {EventType::Accuse, {"disapprove", "investigate", "allege"}},
      {EventType::Reject, {"assist", "change", "yield", "meet"}},
      {EventType::Threaten, {"restrict", "arrest", "relations", "expel", "territory", "violence"}},
      {EventType::Protest,
       {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}},
      {EventType::Sanction, {"convict", "expel", "withdraw", "discontinue"}},
      {EventType::Mobilize, {"troops", "weapons", "police", "militia"}},
      {EventType::Coerce,
       {"seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold",
        "misinformation", "cyber"}},
      {EventType::Assault,
       {"abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms",
        "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control",
        "unconventional"}},
  };
  const EventLexicon& lexicon = EventLexicon::builtin();
  EXPECT_GE(lexicon.size(), 1500U);
  const std::vector<std::string_view> lines = split(kEventLexicon, '\n');
  const auto told = std::count_if(lines.begin(), lines.end(), [](std::string_view line) {
    return !line.empty() && line[0] != '#' && line[0] != '@';
  });
  EXPECT_EQ(lexicon.size(), static_cast<std::size_t>(told))
      << "a line of no known type is left out";
  for (const auto& [lemma, senses] : lexicon.all()) {
    std::set<std::vector<std::vector<std::string>>> needs;
    for (const EventSense& sense : senses) {
      const auto known = sense.type ? modes.find(*sense.type) : modes.end();
      EXPECT_TRUE(sense.mode.empty() ||
                  (known != modes.end() && known->second.contains(sense.mode)))
          << lemma << ": " << sense.mode;
      EXPECT_FALSE(sense.example.empty()) << lemma;
      EXPECT_TRUE(needs.insert(sense.needs).second) << lemma << " twice: " << sense.example;
    }
  }
}

/// Each sentence tells its events; two words for one event in one sentence are one.
TEST(Events, ASentenceTellsAnEventOnce) {
  const auto record = reader().read("Georgian troops shelled a village in Moldova on Monday.",
                                    {.date = "2026-07-07"});
  ASSERT_TRUE(record);
  std::size_t attacks = 0;
  for (const Event& e : record->events)
    attacks += e.type == EventType::Assault && e.date.from == "2026-07-06";
  EXPECT_EQ(attacks, 1U);
}

/// Who is known by a description alone is called by the whole of it.
TEST(Events, ADescriptionIsItsWholePhrase) {
  const auto record = reader().read(
      "Soldiers attacked fishermen from the northern villages on Monday.", {.date = "2026-07-07"});
  ASSERT_TRUE(record);
  const auto called = [&](const Actor& actor) {
    return actor.name == "fishermen from the northern villages";
  };
  EXPECT_TRUE(std::any_of(record->actors.begin(), record->actors.end(), called));
}

/// "The two countries" are the states named last; "a 16-year-old girl" keeps her number.
TEST(Events, PairsAndAges) {
  const auto parties = [](const std::string& text) {
    const auto record = reader().read(text, {.date = "2026-07-07"});
    std::set<std::string> out;
    if (!record || record->events.empty()) return out;
    for (const std::string& id : record->events.back().target) {
      for (const Actor& actor : record->actors) {
        if (actor.id == id) out.insert(actor.name);
      }
    }
    return out;
  };
  EXPECT_EQ(parties("Norway is far away. Georgia and Moldova have talked for years. The two "
                    "countries signed a deal on fishing on Monday."),
            (std::set<std::string>{"Georgia", "Moldova"}));
  const auto arrested = parties("Police arrested a 16-year-old girl on Friday.");
  ASSERT_EQ(arrested.size(), 1U);
  EXPECT_EQ(*arrested.begin(), "16-year-old girl");
}

/// Names that stand in one list: whose office is whose must not run together.
TEST(Relations, ALeaderIsGivenNoOtherState) {
  const auto record = reader().read(
      "Guests at the parade included Palestinian president Mahmoud Abbas, Tunisia's Kais Saied, "
      "French President Emmanuel Macron and Japanese Prime Minister Fumio Kishida.",
      {.date = "2022-07-06"});
  ASSERT_TRUE(record);
  std::map<std::string, std::string> names;
  for (const Actor& actor : record->actors) names[actor.id] = actor.name;
  const std::map<std::string, std::string> own{{"Mahmoud Abbas", "Palestine"},
                                               {"Kais Saied", "Tunisia"},
                                               {"Emmanuel Macron", "France"},
                                               {"Fumio Kishida", "Japan"}};
  std::size_t right = 0;
  for (const Relation& r : record->relations) {
    if (r.type != RelationType::HoldsOffice || own.count(names[r.from]) == 0) continue;
    if (own.at(names[r.from]) == names[r.to])
      ++right;
    else
      EXPECT_LT(r.confidence, 0.5) << names[r.from] << " of " << names[r.to];
  }
  EXPECT_GE(right, 3U);
}

TEST(SpeechActs, ReadLemmasAndForms) {
  EXPECT_EQ(act_of("deny"), SpeechAct::Deny);
  EXPECT_EQ(act_of("denies"), SpeechAct::Deny);
  EXPECT_EQ(act_of("urged"), SpeechAct::Request);
  EXPECT_EQ(act_of("say"), SpeechAct::State);
}

}  // namespace
}  // namespace casus
