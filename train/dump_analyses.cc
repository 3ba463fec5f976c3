// SPDX-License-Identifier: Apache-2.0
// Prints what casus makes of each report before it reads it, one JSON a line, for
// train/readings_data.py to join with the annotations: words as the network reads them, trees,
// names, times, what the lexicon knows, whom each word means (--plain: not that). usage:
// dump_analyses REPORTS.ndjson [--plain] > OUT.ndjson        a line of REPORTS: {"id", "text",
// "date"}
#include <fmt/format.h>

#include "actors/nouns.h"
#include "actors/resolver.h"
#include "actors/stand_ins.h"
#include "casus/analyser.h"
#include "casus/ingest.h"
#include "core/text.h"
#include "core/utf8.h"
#include "language/network.h"
#include "reading/event_lexicon.h"
#include "train/lines.h"

namespace {

using namespace casus;
using nlohmann::json;

bool may_be_party(PartOfSpeech part) {
  switch (part) {
    case PartOfSpeech::Adj:
    case PartOfSpeech::Det:
    case PartOfSpeech::Noun:
    case PartOfSpeech::Pron:
    case PartOfSpeech::Propn:
      return true;
    default:
      return false;
  }
}

json dump(const Report& report, const Analysis& analysis, const StandIns& stand_ins,
          bool with_actors) {
  const Syntax syntax(report, analysis);
  const ReferenceWeights unlearned;
  Resolver resolver(report, analysis, syntax, Knowledge::builtin(), unlearned);
  json out{{"text", report.text}};
  std::vector<std::uint32_t> code_point(report.text.size() + 1, 0);
  for (std::uint32_t at = 0, count = 0; at < report.text.size(); ++at) {
    if ((static_cast<unsigned char>(report.text[at]) & 0xC0) != 0x80) ++count;
    code_point[at + 1] = count;
  }
  const auto start_of = [&](std::uint32_t byte) { return code_point[byte]; };
  for (std::uint32_t w = 0; w < syntax.size(); ++w) {
    const Word& word = syntax.word(w);
    const EventSense* sense = EventLexicon::builtin().sense_of(syntax, w);
    json one{{"at", {start_of(word.span.begin), start_of(word.span.end)}},
             {"form", form_read(report.text, analysis.words, w, stand_ins)},
             {"upos", name_of(word.upos)},
             {"xpos", word.xpos},
             {"lemma", word.lemma},
             {"head", word.head == kRoot ? -1 : static_cast<int>(word.head)},
             {"deprel", name_of(word.deprel)},
             {"space", word.space_before}};
    if (word.span.begin == 0 || report.text[word.span.begin - 1] == '\n') one["line"] = true;
    if (word.upos == PartOfSpeech::Noun && kind_of_noun(syntax.lemma(w)) != NounKind::Other)
      one["body"] = true;
    if (sense != nullptr)
      one["event"] = std::string(name_of(*sense->type)) + (sense->weak ? "?" : "");
    if (with_actors && may_be_party(word.upos)) {
      if (const auto party = resolver.party(syntax.phrase(w), w))
        one["party"] = resolver.actor(*party).name;
    }
    const auto name = resolver.named_at(w);
    const bool refers = is_pronoun(word) || (word.upos == PartOfSpeech::Noun && !name);
    if (with_actors && refers) {
      for (const auto& candidate : resolver.references().candidates(w)) {
        json who;
        if (candidate.actor) who = resolver.actor(*candidate.actor).name;
        if (candidate.described) {
          const auto party =
              resolver.party(syntax.phrase(*candidate.described), *candidate.described);
          if (party) who = resolver.actor(*party).name;
        }
        one["refers"].push_back({std::move(who), candidate.features});
      }
    }
    if (name) one["name"] = resolver.actor(*name).name;
    out["words"].push_back(std::move(one));
  }
  for (const WordRange s : analysis.sentences) out["sentences"].push_back({s.begin, s.end});
  for (const Entity& e : analysis.entities)
    out["entities"].push_back({e.words.begin, e.words.end, name_of(e.type)});
  for (const Attribution& found : analysis.attributions) {
    json content = json::array();
    for (const WordRange part : found.content) content.push_back({part.begin, part.end});
    out["attributions"].push_back(
        {{"cue", {found.cue.begin, found.cue.end}}, {"content", content}});
  }
  for (const TimeExpression& time : find_times(report.text, report.published))
    out["times"].push_back(
        {start_of(time.span.begin), start_of(time.span.end), time.when.from, time.when.to});
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  const bool plain = argc == 3 && std::string_view(argv[2]) == "--plain";
  if (argc != 2 && !plain)
    return fmt::print(stderr, "usage: dump_analyses REPORTS.ndjson [--plain] > OUT.ndjson\n"), 2;
  const auto analyser = Analyser::create();
  if (!analyser) return fmt::print(stderr, "{}\n", analyser.error().message), 1;
  for_each_report(argv[1], [&](const json& id, const Report& report) {
    const StandIns stand_ins = stand_ins_for(report.text, Knowledge::builtin(), report.published);
    json out = dump(report, analyser->analyse(report, stand_ins), stand_ins, !plain);
    out["id"] = id;
    fmt::print("{}\n", out.dump());
  });
}
