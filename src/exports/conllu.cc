// SPDX-License-Identifier: Apache-2.0
#include "exports/conllu.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/text.h"

namespace casus {

namespace {

class Writer {
 public:
  Writer(const Report& report, const Analysis& analysis) : report_(report), analysis_(analysis) {
    mark_entities();
  }

  std::string write() {
    out_ = "# newdoc id = " + report_.id + "\n# global.Entity = GRP-etype-form\n";
    for (std::size_t i = 0; i < analysis_.sentences.size(); ++i) sentence(i);
    return std::move(out_);
  }

 private:
  const Word& word(std::uint32_t index) const { return analysis_.words[index]; }

  /// The end of the written token that word `index` opens.
  std::uint32_t token_end(std::uint32_t index, WordRange range) const {
    std::uint32_t end = index + 1;
    while (end < range.end && word(end).joined) ++end;
    return end;
  }

  struct Bracket {
    WordRange words;
    std::size_t group;
    std::string label;
  };

  /// What is named or referred to, by its place, the longer first. Names in no chain are groups of
  /// their own.
  std::vector<Bracket> brackets() const {
    std::map<std::pair<std::uint32_t, std::uint32_t>, const Entity*> names;
    for (const Entity& entity : analysis_.entities)
      names[{entity.words.begin, entity.words.end}] = &entity;
    std::vector<Bracket> out;
    std::size_t group = 0;
    for (const auto& chain : analysis_.chains) {
      ++group;
      constexpr std::string_view kOther = "other";  // a group without a name
      std::string_view type = kOther;
      for (const WordRange words : chain) {
        if (const auto name = names.find({words.begin, words.end});
            name != names.end() && type == kOther)
          type = name_of(name->second->type);
      }
      for (const WordRange words : chain) {
        const auto name = names.find({words.begin, words.end});
        const bool pronoun = words.size() == 1 && word(words.begin).upos == PartOfSpeech::Pron;
        out.push_back(
            {words, group,
             fmt::format("{}-{}", name != names.end() ? name_of(name->second->type) : type,
                         name != names.end() ? "name"
                         : pronoun           ? "pronoun"
                                             : "nominal")});
        if (name != names.end()) names.erase(name);
      }
    }
    for (const auto& [words, entity] : names)
      out.push_back({entity->words, ++group, std::string(name_of(entity->type)) + "-name"});
    std::sort(out.begin(), out.end(), [](const Bracket& a, const Bracket& b) {
      return a.words.begin != b.words.begin ? a.words.begin < b.words.begin
                                            : a.words.end > b.words.end;
    });
    return out;
  }

  /// Brackets as GUM writes them: "(group-type-form" at the first word, "group)" at the last.
  void mark_entities() {
    const std::vector<Bracket> brackets = this->brackets();
    std::map<std::uint32_t, std::string> opened, closed;
    for (const Bracket& bracket : brackets) {
      auto& marks = bracket.words.size() == 1 ? entity_ : opened;
      marks[bracket.words.begin] += fmt::format("({}-{}{}", bracket.group, bracket.label,
                                                bracket.words.size() == 1 ? ")" : "");
    }
    for (auto bracket = brackets.rbegin(); bracket != brackets.rend(); ++bracket) {
      if (bracket->words.size() > 1)
        closed[bracket->words.end - 1] += fmt::format("{})", bracket->group);
    }
    // A bracket that opens where another closes stands behind it; the two cross.
    for (auto& [at, marks] : closed)
      entity_[at] = opened.contains(at) ? marks + entity_[at] : entity_[at] + marks;
    for (auto& [at, marks] : opened) {
      const std::size_t behind = closed.contains(at) ? closed[at].size() : 0;
      entity_[at].insert(behind, marks);
    }
  }

  bool space_after(std::uint32_t index) const {
    return index + 1 >= analysis_.words.size() || word(index + 1).space_before;
  }

  void sentence(std::size_t number) {
    const WordRange range = analysis_.sentences[number];
    out_ += fmt::format(
        "# sent_id = {}-{}\n# text = {}\n", report_.id, number + 1,
        squeeze(cut(report_.text, {word(range.begin).span.begin, word(range.end - 1).span.end})));
    std::uint32_t end = range.begin;  // of the token
    for (std::uint32_t i = range.begin; i < range.end; ++i) {
      const std::uint32_t id = i - range.begin + 1;
      const bool opens = i == end;
      if (opens) end = token_end(i, range);
      if (opens && end > i + 1) {
        out_ += fmt::format("{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}\n", id, end - range.begin,
                            cut(report_.text, {word(i).span.begin, word(end - 1).span.end}),
                            space_after(end - 1) ? "_" : "SpaceAfter=No");
      }
      const Word& w = word(i);
      std::string misc;
      if (const auto at = entity_.find(i); at != entity_.end()) misc = "Entity=" + at->second;
      if (!space_after(i) && opens && end == i + 1)
        misc += misc.empty() ? "SpaceAfter=No" : "|SpaceAfter=No";
      out_ += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{}\n", id, cut(report_.text, w.span),
                          w.lemma, name_of(w.upos), w.xpos, w.feats.empty() ? "_" : w.feats,
                          w.head == kRoot ? 0 : w.head - range.begin + 1, name_of(w.deprel),
                          misc.empty() ? "_" : misc);
    }
    out_ += '\n';
  }

  const Report& report_;
  const Analysis& analysis_;
  std::map<std::uint32_t, std::string> entity_;
  std::string out_;
};

}  // namespace

std::string to_conllu(const Report& report, const Analysis& analysis) {
  return Writer(report, analysis).write();
}

}  // namespace casus
