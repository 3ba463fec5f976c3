// SPDX-License-Identifier: Apache-2.0
#include "reading/statements.h"

#include <algorithm>
#include <string>

#include "actors/nouns.h"
#include "casus/ingest.h"
#include "core/text.h"
#include "core/word_sets.h"
#include "reading/cues.h"
#include "reading/quotations.h"
#include "reading/speech_acts.h"

namespace casus {

namespace {

class StatementReader {
 public:
  StatementReader(const Report& report, const Analysis& analysis, const Syntax& syntax,
                  const Findings& findings, Resolver& resolver)
      : report_(report),
        analysis_(analysis),
        syntax_(syntax),
        findings_(findings),
        resolver_(resolver),
        cues_(analysis, syntax, resolver),
        quotations_(quotations_of(report.text)) {}

  std::vector<Statement> read() {
    const std::vector<Attribution> found_all = cues_.all();
    std::vector<const Attribution*> order;
    for (const Attribution& found : found_all) order.push_back(&found);
    std::sort(order.begin(), order.end(), [](const Attribution* a, const Attribution* b) {
      return std::pair(first_word(*a), a->cue.begin) < std::pair(first_word(*b), b->cue.begin);
    });
    std::vector<Statement> out;
    for (const Attribution* found : order) {
      Statement statement = statement_of(*found);
      const auto source = cues_.source_of(*found);
      if (source) statement.source = span_of(*source);
      const auto speaker =
          source && !is_author(*source) ? resolver_.speaker(*source) : std::nullopt;
      if (speaker) statement.speaker = resolver_.actor(*speaker).id;
      statement.addressees = addressees_of(*found, statement.speaker);
      if (statement.act == SpeechAct::Threaten && statement.addressees.empty() && foretells(*found))
        statement.act = SpeechAct::State;
      place(*found, statement);
      if (!out.empty()) carry_on(out.back(), statement);
      out.push_back(std::move(statement));
    }
    drop_echoes(out);
    add_bare_quotations(out);
    for (std::size_t s = 0; s < out.size(); ++s) out[s].id = "s" + std::to_string(s + 1);
    return out;
  }

 private:
  /// "I would like", "we believe" in nobody's quotation: the report's own voice.
  bool is_author(WordRange source) const {
    const bool first_person =
        source.size() == 1 && is_one_of(syntax_.form(source.begin), WordSet::OwnPronouns);
    return first_person && !resolver_.is_reported(source) &&
           std::none_of(quotations_.begin(), quotations_.end(),
                        [&](Span quotation) { return quotation.contains(span_of(source)); });
  }

  /// "X also said that he would": a word before the cue is no cue of its own that says "said that
  /// he would".
  static void drop_echoes(std::vector<Statement>& statements) {
    const auto is_echo = [&](const Statement& one) {
      return std::any_of(statements.begin(), statements.end(), [&](const Statement& other) {
        return other.cue && other.speaker == one.speaker &&
               other.cue->begin == one.content.front().begin;
      });
    };
    std::vector<Statement> own;
    std::copy_if(statements.begin(), statements.end(), std::back_inserter(own),
                 [&](const Statement& one) { return !is_echo(one); });
    statements = std::move(own);
  }

  /// A paragraph that is a quotation and nothing else goes on with the words of who spoke last,
  /// where nothing was found of it.
  void add_bare_quotations(std::vector<Statement>& statements) const {
    constexpr std::size_t kLeast = 40;  // bytes: a title or a word in quotation marks says nothing
    constexpr double kCertainty = 0.6;  // the share of them that are so and have that speaker
    const std::string_view text = report_.text;
    for (const Span quotation : quotations_) {
      const std::size_t before = text.find_last_not_of(" \t", quotation.begin - 1);
      const std::size_t after = text.find_first_not_of(" \t", quotation.end);
      const bool alone = quotation.begin > 0 && before != std::string_view::npos &&
                         text[before] == '\n' &&
                         (after == std::string_view::npos || text[after] == '\n');
      if (!alone || quotation.size() < kLeast) continue;
      const auto begins_after = [&](const Statement& s) {
        return s.content.front().begin > quotation.begin;
      };
      const auto next = std::find_if(statements.begin(), statements.end(), begins_after);
      const auto told = [&](const Statement& s) {
        return std::any_of(s.content.begin(), s.content.end(),
                           [&](Span part) { return part.overlaps(quotation); });
      };
      if (next == statements.begin() || std::any_of(statements.begin(), statements.end(), told))
        continue;
      Statement own;
      own.speaker = std::prev(next)->speaker;
      own.content = {quotation};
      own.kind = StatementKind::Direct;
      own.confidence = kCertainty;
      statements.insert(next, std::move(own));
    }
  }

  static std::uint32_t first_word(const Attribution& found) {
    std::uint32_t first = std::min(found.cue.begin, found.content.front().begin);
    return found.source.empty() ? first : std::min(first, found.source.front().begin);
  }

  /// Where and through whom it was said, as the cue's sentence tells outside what was said: "in an
  /// interview with X", "at a press conference", "told X". Near miss: "said the interview was
  /// over".
  void place(const Attribution& found, Statement& out) const {
    const WordRange sentence = syntax_.sentence_of(found.cue.begin);
    const auto source = cues_.source_of(found);
    const auto said = [&](std::uint32_t w) {
      return found.cue.contains(w) || (source && source->contains(w)) ||
             std::any_of(found.content.begin(), found.content.end(),
                         [&](WordRange part) { return part.contains(w); });
    };
    for (std::uint32_t w = sentence.begin; w < sentence.end; ++w) {
      const std::string lemma(syntax_.lemma(w));
      if (said(w) || !syntax_.is_noun(w) || !is_one_of(lemma, WordSet::Venues)) continue;
      const std::string_view by = syntax_.preposition(w);
      const Dependency relation = syntax_.relation(w);
      if (relation != Dependency::Obl &&
          !(relation == Dependency::Nmod && is_one_of(by, WordSet::PlacePrepositions)))
        continue;
      if (!is_one_of(by, WordSet::VenuePrepositions)) continue;
      const bool press = w > sentence.begin && is_one_of(syntax_.form(w - 1), WordSet::PressWords);
      if (out.venue.empty())
        out.venue = press ? std::string(syntax_.form(w - 1)) + " " + lemma : lemma;
      for (const std::uint32_t c : syntax_.children(w)) {
        if (!is_one_of(syntax_.preposition(c), WordSet::MediumPrepositions)) continue;
        for (std::uint32_t at = syntax_.phrase(c).begin;
             at < syntax_.phrase(c).end && out.medium.empty(); ++at) {
          if (const auto body = resolver_.named_at(at);
              body && resolver_.actor(*body).type == ActorType::Organization)
            out.medium = resolver_.actor(*body).name;
        }
      }
    }
    for (std::uint32_t w = found.cue.begin; w < found.cue.end && out.medium.empty(); ++w) {
      if (syntax_.lemma(w) != "tell") continue;
      for (const Dependency relation : {Dependency::Obj, Dependency::Iobj}) {
        const auto heard = syntax_.child(w, relation);
        const auto body = heard ? resolver_.named_at(*heard) : std::nullopt;
        if (body && resolver_.actor(*body).type == ActorType::Organization &&
            resolver_.known(*body) == nullptr)
          out.medium = resolver_.actor(*body).name;
      }
    }
  }

  /// "He said ..." in the same paragraph or the next goes on where he was: day, venue and medium
  /// hold.
  void carry_on(const Statement& before, Statement& now) const {
    if (now.speaker.empty() || now.speaker != before.speaker || !now.source || !before.cue ||
        !now.cue)
      return;
    const std::string_view source = cut(report_.text, *now.source);
    const bool pronoun = is_one_of(lower(source), WordSet::SpeakersAgain);
    const std::string_view between =
        std::string_view(report_.text)
            .substr(std::min(before.cue->end, now.cue->begin),
                    now.cue->begin > before.cue->end ? now.cue->begin - before.cue->end : 0);
    const auto breaks = std::count(between.begin(), between.end(), '\n');
    if (!pronoun || breaks > 2) return;
    if (!now.date.known()) now.date = before.date;
    if (now.venue.empty()) now.venue = before.venue, now.medium = before.medium;
  }

  Span span_of(WordRange words) const {
    return {analysis_.words[words.begin].span.begin, analysis_.words[words.end - 1].span.end};
  }

  Statement statement_of(const Attribution& found) const {
    Statement out;
    out.cue = span_of(found.cue);
    for (const WordRange part : found.content)
      out.content.push_back(whole_quotation(tidied(report_.text, span_of(part)), found));
    out.kind = kind_of(report_.text, out.content);
    const FoundAct* act = findings_.act_of(found.cue.begin);
    out.act = act != nullptr ? act->act : act_by_rule(found);
    out.date = date_of(found);
    out.confidence = found.confidence;
    return out;
  }

  /// The act of a cue that grammar added, by its verb and by what is said.
  SpeechAct act_by_rule(const Attribution& found) const {
    const SpeechAct act = act_of_cue(found.cue);
    if (act == SpeechAct::State) return act_of_content(found.content);
    if (act != SpeechAct::Request) return act;
    if (is_question(found.content.front())) return SpeechAct::Question;
    return wants_for_itself(found) ? SpeechAct::Expect : act;
  }

  /// A quotation that `part` ends or begins in the middle of is said as a whole, unless a cue
  /// stands in it.
  Span whole_quotation(Span part, const Attribution& found) const {
    for (const Span quotation : quotations_) {
      if (!quotation.overlaps(part) || part.contains(quotation)) continue;
      if (!quotation.contains(part)) continue;
      const bool edge = part.end + 4 >= quotation.end || part.begin <= quotation.begin + 4;
      if (edge && !quotation.contains(span_of(found.cue))) return quotation;
    }
    return part;
  }

  /// Whom the cue's verb is directed at: its object ("urged the CSTO to ..."), or whom it is said
  /// "to" or "with".
  std::vector<std::string> addressees_of(const Attribution& found,
                                         const std::string& speaker) const {
    std::vector<std::string> out;
    for (std::uint32_t verb = found.cue.begin; verb < found.cue.end; ++verb) {
      if (!syntax_.is_verb(verb) || syntax_.relation(verb) == Dependency::Aux) continue;
      for (const std::uint32_t c : syntax_.children(verb)) {
        const Dependency relation = syntax_.relation(c);
        const bool object = relation == Dependency::Obj || relation == Dependency::Iobj;
        // "urged the council to mediate", "called on the council to": who is urged may be counted
        // as a part of what was said.
        const std::uint32_t said_from = found.content.front().begin;
        const bool called_on = relation == Dependency::Obl &&
                               is_one_of(syntax_.preposition(c), WordSet::AddressingPrepositions) &&
                               syntax_.phrase(c).begin + 1 == said_from;
        const bool urged =
            called_on ||
            ((object || relation == Dependency::Nsubj) &&
             (syntax_.child(verb, Dependency::Xcomp) || syntax_.phrase(c).begin == said_from));
        const bool said = !urged && std::any_of(found.content.begin(), found.content.end(),
                                                [&](WordRange part) { return part.contains(c); });
        const bool to = relation == Dependency::Obl &&
                        (syntax_.preposition(c) == "to" || syntax_.preposition(c) == "on");
        if (said || !(object || to || (urged && c > verb)) || found.cue.contains(c)) continue;
        if (is_one_of(syntax_.lemma(c), WordSet::Journalists))
          continue;  // "told reporters in Vilnius"
        // A named one or a body: neither "to Tuesday" nor "rejected the accusation" has an
        // addressee.
        if (!resolver_.named_at(c) && syntax_.word(c).upos != PartOfSpeech::Pron &&
            kind_of_noun(syntax_.lemma(c)) == NounKind::Other)
          continue;
        const auto party = resolver_.party(syntax_.phrase(c), c);
        if (party && resolver_.actor(*party).id != speaker &&
            std::find(out.begin(), out.end(), resolver_.actor(*party).id) == out.end())
          out.push_back(resolver_.actor(*party).id);
      }
    }
    return out;
  }

  bool is_question(WordRange content) const {
    const std::string_view first = syntax_.form(content.begin);
    return is_one_of(first, WordSet::QuestionWords) ||
           cut(report_.text, span_of(content)).find('?') != std::string_view::npos;
  }

  /// "wants to show", "sought to amend": an intention, where "wants Russia to leave" is asked of
  /// another.
  bool wants_for_itself(const Attribution& found) const {
    bool wanting = false;
    for (std::uint32_t w = found.cue.begin; w < found.cue.end; ++w)
      wanting |= is_one_of(syntax_.lemma(w), WordSet::VerbsOfWanting);
    return wanting && syntax_.form(found.content.front().begin) == "to";
  }

  /// The act of the first of the cue's verbs that does more than convey.
  SpeechAct act_of_cue(WordRange cue) const {
    SpeechAct act = SpeechAct::State;
    for (std::uint32_t i = cue.begin; i < cue.end; ++i) {
      const Word& word = analysis_.words[i];
      const std::string lemma = lower(word.lemma);
      SpeechAct own = act_of(lemma);
      if (own == SpeechAct::State) own = act_of(lower(cut(report_.text, word.span)));
      if (lemma == "call" && names(i)) own = SpeechAct::State;
      if (act == SpeechAct::State) act = own;
    }
    return act;
  }

  /// "The agency warned that rain would come" threatens nobody. Near miss: "warned against ...",
  /// "warned that it would strike".
  bool foretells(const Attribution& found) const {
    const WordRange first = found.content.front();
    const bool warns = std::any_of(
        analysis_.words.begin() + found.cue.begin, analysis_.words.begin() + found.cue.end,
        [](const Word& word) { return is_one_of(word.lemma, WordSet::VerbsOfWarning); });
    if (!warns || is_one_of(syntax_.form(found.cue.end - 1), {"against"}) ||
        is_one_of(syntax_.form(first.begin), {"against", "not", "to"}))
      return false;
    for (const WordRange part : found.content) {
      for (std::uint32_t w = part.begin; w < part.end; ++w) {
        if (syntax_.relation(w) == Dependency::Nsubj &&
            is_one_of(syntax_.form(w), WordSet::SubjectPronouns))
          return false;
      }
    }
    return true;
  }

  /// "called the move a mistake", where "called for talks" and "called on them to talk" ask.
  bool names(std::uint32_t call) const {
    const auto asks = [&](std::uint32_t c) {
      return is_one_of(syntax_.preposition(c), WordSet::CallPrepositions) ||
             (syntax_.word(c).upos == PartOfSpeech::Verb && syntax_.child(c, Dependency::Mark));
    };
    const auto& children = syntax_.children(call);
    return syntax_.is_verb(call) &&
           !is_one_of(syntax_.form(std::min<std::uint32_t>(
                          call + 1, static_cast<std::uint32_t>(syntax_.size()) - 1)),
                      WordSet::CallPrepositions) &&
           std::none_of(children.begin(), children.end(), asks);
  }

  /// The act of what a plain cue ("said") conveys: an expectation, a promise, a judgement; else it
  /// states.
  SpeechAct act_of_content(const std::vector<WordRange>& content) const {
    for (const WordRange part : content) {
      std::uint32_t root = part.begin;
      while (root < part.end && (part.contains(analysis_.words[root].head) ||
                                 analysis_.words[root].upos == PartOfSpeech::Punct))
        ++root;
      if (root == part.end) continue;
      const std::string lemma = lower(analysis_.words[root].lemma);
      if (act_of(lemma) == SpeechAct::Expect && !is_one_of(lemma, WordSet::LooseExpectations))
        return SpeechAct::Expect;
      if (is_one_of(lemma, WordSet::VerbsOfThinking)) root = clause_of(root, part);
      if (const auto act = act_of_future(root, part)) return *act;
      for (std::uint32_t i = part.begin; i < part.end; ++i) {
        if (is_judgement(lower(analysis_.words[i].lemma))) return SpeechAct::Criticize;
      }
    }
    return SpeechAct::State;
  }

  std::uint32_t clause_of(std::uint32_t verb, WordRange part) const {
    for (std::uint32_t i = part.begin; i < part.end; ++i) {
      const Word& word = analysis_.words[i];
      if (word.head == verb && word.deprel == Dependency::Ccomp) return i;
    }
    return verb;
  }

  /// A verb with "will" promises where the speaker is its subject, and expects otherwise.
  std::optional<SpeechAct> act_of_future(std::uint32_t verb, WordRange part) const {
    bool future = false, own = false, asks = false, other = false;
    const bool refuses =
        syntax_.is_negated(verb) && is_one_of(syntax_.lemma(verb), WordSet::VerbsOfConsent);
    for (std::uint32_t i = part.begin; i < part.end; ++i) {
      const Word& word = analysis_.words[i];
      if (word.head != verb) continue;
      const std::string form = lower(cut(report_.text, word.span));
      const bool auxiliary = syntax_.relation(i) == Dependency::Aux;
      const bool subject = syntax_.relation(i) == Dependency::Nsubj;
      future |= auxiliary && is_one_of(form, WordSet::FutureAuxiliaries);
      asks |= auxiliary && is_one_of(form, WordSet::DutyAuxiliaries);
      other |= subject && word.upos == PartOfSpeech::Propn;
      own |= subject && is_one_of(form, WordSet::OwnPronouns);
    }
    if (asks && other) return SpeechAct::Request;
    if (!future) return std::nullopt;
    if (!own) return SpeechAct::Expect;
    return refuses ? SpeechAct::Reject : SpeechAct::Promise;
  }

  /// The day the cue's sentence gives outside what was said.
  When date_of(const Attribution& found) const {
    for (const WordRange sentence : analysis_.sentences) {
      if (!sentence.contains(found.cue.begin)) continue;
      const Span span = span_of(sentence);
      for (const TimeExpression& time : findings_.times) {
        const auto in = [&](WordRange part) { return span_of(part).contains(time.span); };
        const bool ahead = !report_.published.empty() &&
                           time.when.from > report_.published;  // nothing was said tomorrow
        if (!ahead && span.contains(time.span) && time.when.is_day() &&
            std::none_of(found.content.begin(), found.content.end(), in))
          return time.when;
      }
    }
    return {};
  }

  const Report& report_;
  const Analysis& analysis_;
  const Syntax& syntax_;
  const Findings& findings_;
  Resolver& resolver_;
  Cues cues_;
  std::vector<Span> quotations_;
};

}  // namespace

std::vector<Statement> read_statements(const Report& report, const Analysis& analysis,
                                       const Syntax& syntax, const Findings& findings,
                                       Resolver& resolver) {
  return StatementReader(report, analysis, syntax, findings, resolver).read();
}

}  // namespace casus
