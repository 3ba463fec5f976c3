// SPDX-License-Identifier: Apache-2.0
#include "language/network.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

#include "core/text.h"
#include "language/tree.h"
#include "language/word_marks.h"

namespace casus {

namespace {

constexpr std::size_t kWidth = TransformerLayer::kWidth;

std::size_t best_of(const float* scores, std::size_t count) {
  return static_cast<std::size_t>(std::max_element(scores, scores + count) - scores);
}

/// x[rows, width] with a column of ones behind.
Floats with_ones(const Floats& x, std::size_t rows, std::size_t width) {
  Floats out(rows * (width + 1), 1.0F);
  for (std::size_t row = 0; row < rows; ++row)
    std::memcpy(out.data() + row * (width + 1), x.data() + row * width, width * sizeof(float));
  return out;
}

/// The bilinear weight of relations, label [labels, width, width], as one layer of labels * width
/// outputs.
Result<Dense> label_layer(const ModelFile& model, std::size_t width) {
  CASUS_TRY(const Tensor label, model.tensor("label"));
  if (label.dims.size() != 3 || label.dims[1] != width || label.dims[2] != width)
    return Error{Errc::Corrupt, "C0201 the model file is damaged: label has another shape"};
  Floats rows(label.values.size());
  for (std::size_t at = 0; at < rows.size(); at += width * width) {
    for (std::size_t i = 0; i < width; ++i) {
      for (std::size_t j = 0; j < width; ++j)
        rows[at + j * width + i] = label.values[at + i * width + j];
    }
  }
  const auto outputs = static_cast<std::uint32_t>(label.dims[0] * width);
  return Dense{Int8Matrix::rounded(rows.data(), outputs, static_cast<std::uint32_t>(width)),
               Floats(outputs, 0.0F)};
}

Error unknown_label(const std::string& section, const std::string& label) {
  return {Errc::Corrupt,
          "C0201 the model file is damaged: " + section + " has an unknown label, " + label};
}

/// A list of labels, each the name of one of a closed set. Errors: Corrupt, with the label that is
/// none.
template <Closed Kind>
Result<std::vector<Kind>> labels_of(const ModelFile& model, const std::string& section) {
  CASUS_TRY(const auto lines, model.lines(section));
  std::vector<Kind> out;
  for (const std::string& line : lines) {
    const auto kind = kind_named<Kind>(line);
    if (!kind) return unknown_label(section, line);
    out.push_back(*kind);
  }
  return out;
}

/// The kinds of names in the order of their labels: "O", then "B-" and "I-" with each.
Result<std::vector<EntityType>> entity_types_of(const ModelFile& model) {
  const std::string section = "labels.ner";
  CASUS_TRY(const auto lines, model.lines(section));
  if (lines.empty() || lines[0] != "O")
    return unknown_label(section, lines.empty() ? "" : lines[0]);
  std::vector<EntityType> out;
  for (std::size_t at = 1; at < lines.size(); ++at) {
    const std::string_view line = lines[at];
    const auto type = kind_named<EntityType>(line.substr(std::min<std::size_t>(2, line.size())));
    const bool opens = at % 2 == 1;
    const bool fits = opens ? line.starts_with("B-") : line.starts_with("I-") && type == out.back();
    if (!type || !fits) return unknown_label(section, lines[at]);
    if (opens) out.push_back(*type);
  }
  return out;
}

/// The lemma a rule of train/corpora.py makes of a form.
std::string lemma_by(std::string_view rule, std::string_view form) {
  const bool keeps_case = rule.starts_with("k");
  const std::size_t first = rule.find('|');
  const std::size_t second = rule.find('|', first + 1);
  if (second == std::string_view::npos) return std::string(form);
  const std::string_view count = rule.substr(first + 1, second - first - 1);
  const std::string_view tail = rule.substr(second + 1);
  if (count == "=") return std::string(tail);
  std::string base = keeps_case ? std::string(form) : lower(form);
  std::size_t cut_count = 0;
  std::from_chars(count.data(), count.data() + count.size(), cut_count);
  for (; cut_count > 0 && !base.empty(); --cut_count) {
    while (!base.empty() && (static_cast<unsigned char>(base.back()) & 0xC0) == 0x80)
      base.pop_back();
    if (!base.empty()) base.pop_back();
  }
  base += tail;
  return base.empty() ? std::string(form) : base;
}

/// A form, with what stands for it or for its parts between hyphens.
std::string stood_in(std::string_view form, const StandIns& stand_ins) {
  std::string out;
  for (std::size_t at = 0; at <= form.size();) {
    const std::size_t end = std::min(form.find('-', at), form.size());
    const std::string part(form.substr(at, end - at));
    const auto other = stand_ins.find(part);
    out += other == stand_ins.end() ? part : other->second;
    if (end < form.size()) out += '-';
    at = end + 1;
  }
  return out;
}

/// What stands for words `first` and `first` + 1 together; null when nothing does.
const std::string* stands_for_two(std::string_view text, const std::vector<Word>& words,
                                  std::uint32_t first, const StandIns& stand_ins) {
  if (first + 1 >= words.size()) return nullptr;
  const Span one = words[first].span, two = words[first + 1].span;
  if (two.begin != one.end + 1 || !is_upper(text[one.begin]) || !is_upper(text[two.begin]))
    return nullptr;
  const auto found = stand_ins.find(std::string(cut(text, {one.begin, two.end})));
  return found == stand_ins.end() ? nullptr : &found->second;
}

Error damaged(const std::string& how) {
  return {Errc::Corrupt, "C0201 the model file is damaged: " + how};
}

}  // namespace

std::string form_read(std::string_view text, const std::vector<Word>& words, std::uint32_t at,
                      const StandIns& stand_ins) {
  const std::string_view form = cut(text, words[at].span);
  if (stand_ins.empty()) return std::string(form);
  if (const std::string* name = stands_for_two(text, words, at, stand_ins))
    return name->substr(0, name->find(' '));
  if (at > 0) {
    if (const std::string* name = stands_for_two(text, words, at - 1, stand_ins))
      return name->substr(name->find(' ') + 1);
  }
  return stood_in(form, stand_ins);
}

Result<Network> Network::create(const ModelFile& model) {
  Network net;
  CASUS_TRY(auto vocabulary, model.lines("vocab"));
  net.pieces_ = std::make_shared<WordPieces>(vocabulary);
  CASUS_TRY(net.encoder_, Encoder::of(model));
  if (net.encoder_.vocabulary() < vocabulary.size())
    return damaged("pieces.weight has another shape");
  CASUS_TRY(net.root_, model.tensor("root"));
  if (net.root_.values.size() != kWidth) return damaged("root has another shape");
  CASUS_TRY(net.arc_, model.tensor("arc"));
  for (const auto& [name, head] :
       std::initializer_list<std::pair<const char*, Dense*>>{{"tags.upos", &net.upos_},
                                                             {"tags.xpos", &net.xpos_},
                                                             {"tags.feats", &net.feats_},
                                                             {"tags.lemma", &net.lemma_},
                                                             {"tags.ner", &net.ner_},
                                                             {"arc_dep", &net.arc_dep_},
                                                             {"arc_head", &net.arc_head_},
                                                             {"label_dep", &net.label_dep_},
                                                             {"label_head", &net.label_head_}}) {
    CASUS_TRY(*head, Dense::of(model, name, kWidth));
  }
  CASUS_TRY(net.attributor_, Attributor::of(model, ""));
  CASUS_TRY(net.label_, label_layer(model, net.label_dep_.outputs() + 1));
  for (const auto& [name, names] :
       std::initializer_list<std::pair<const char*, std::vector<std::string>*>>{
           {"labels.xpos", &net.xpos_names_},
           {"labels.feats", &net.feats_names_},
           {"labels.lemma", &net.lemma_names_},
           {"labels.words_with_marks", &net.words_with_marks_}}) {
    CASUS_TRY(*names, model.lines(name));
  }
  CASUS_TRY(net.parts_, labels_of<PartOfSpeech>(model, "labels.upos"));
  CASUS_TRY(net.relations_, labels_of<Dependency>(model, "labels.deprel"));
  CASUS_TRY(net.entity_types_, entity_types_of(model));
  CASUS_TRY(auto lemmas, model.lines("labels.lemmas"));
  for (const std::string& line : lemmas) {
    if (const std::size_t tab = line.rfind('\t'); tab != std::string::npos)
      net.lemmas_.emplace(line.substr(0, tab), line.substr(tab + 1));
  }
  if (net.parts_.size() != net.upos_.outputs() || net.xpos_names_.size() != net.xpos_.outputs() ||
      net.feats_names_.size() != net.feats_.outputs() ||
      net.lemma_names_.size() != net.lemma_.outputs() ||
      2 * net.entity_types_.size() + 1 != net.ner_.outputs() ||
      net.relations_.size() * (net.label_head_.outputs() + 1) != net.label_.outputs()) {
    return damaged("its label sets have other sizes than its heads");
  }
  return net;
}

std::size_t Network::count_pieces(std::string_view form) const {
  std::vector<std::uint32_t> ids;
  pieces_->append(form, ids);
  return ids.size();
}

/// The words of a window as the encoder takes them.
WordPieceWindow Network::pieces_of(std::string_view text, WordRange window,
                                   const StandIns& stand_ins, const Analysis& analysis) const {
  WordPieceWindow out;
  out.pieces.push_back(WordPieces::kFirst);
  out.marks.push_back(kFrameMark);
  const std::vector<WordMark> marks = word_marks(text, analysis.words, window);
  for (std::uint32_t word = window.begin; word < window.end; ++word) {
    const std::size_t before = out.pieces.size();
    pieces_->append(form_read(text, analysis.words, word, stand_ins), out.pieces);
    if (out.pieces.size() > kMostPieces)
      out.pieces.resize(std::max(before, std::size_t{kMostPieces}));
    out.first.push_back(static_cast<std::uint32_t>(std::min(before, std::size_t{kMostPieces - 1})));
    out.marks.resize(out.pieces.size(), marks[word - window.begin].mark);
    out.lines.push_back(marks[word - window.begin].line);
  }
  out.pieces.push_back(WordPieces::kLast);
  out.marks.push_back(kFrameMark);
  return out;
}

WindowVectors Network::annotate(std::string_view text, WordRange window,
                                const std::vector<WordRange>& sentences, const StandIns& stand_ins,
                                Analysis& analysis) const {
  const WordPieceWindow pieces = pieces_of(text, window, stand_ins, analysis);
  WindowVectors vectors = encoder_(pieces);
  const Matrix& words = vectors.words;
  tag(words, window, text, analysis);
  parse(words, window, sentences, analysis);
  name(words, window, text, analysis);
  for (Attribution& found : attributor_(words, pieces.lines)) {
    found.move_by(window.begin);
    analysis.attributions.push_back(std::move(found));
  }
  return vectors;
}

void Network::tag(const Matrix& words, WordRange window, std::string_view text,
                  Analysis& analysis) const {
  const std::size_t count = window.size();
  const Matrix upos = upos_(words, count), xpos = xpos_(words, count), feats = feats_(words, count),
               lemma = lemma_(words, count);
  for (std::size_t i = 0; i < count; ++i) {
    Word& word = analysis.words[window.begin + i];
    word.upos = parts_[best_of(upos.data() + i * upos_.outputs(), upos_.outputs())];
    word.xpos = xpos_names_[best_of(xpos.data() + i * xpos_.outputs(), xpos_.outputs())];
    word.feats = feats_names_[best_of(feats.data() + i * feats_.outputs(), feats_.outputs())];
    word.lemma = lemma_of(cut(text, word.span), word.xpos, lemma.data() + i * lemma_.outputs());
  }
}

/// The dictionary's lemma; for the unseen, the best rule that cuts what the form ends with.
std::string Network::lemma_of(std::string_view form, const std::string& tag,
                              const float* scores) const {
  for (const std::string& written : {std::string(form), lower(form)}) {
    if (const auto known = lemmas_.find(written + "\t" + tag); known != lemmas_.end())
      return known->second;
  }
  std::size_t best = lemma_names_.size();
  for (std::size_t i = 0; i < lemma_names_.size(); ++i) {
    const bool whole = lemma_names_[i].find("|=|") !=
                       std::string::npos;  // an irregular word's; the dictionary has those
    if (!whole && (best == lemma_names_.size() || scores[i] > scores[best])) best = i;
  }
  return best == lemma_names_.size() ? std::string(form) : lemma_by(lemma_names_[best], form);
}

void Network::parse(const Matrix& words, WordRange window, const std::vector<WordRange>& sentences,
                    Analysis& analysis) const {
  for (const WordRange sentence : sentences) {
    const std::size_t n = sentence.size();
    Matrix nodes(root_.values);
    const auto from =
        words.begin() + static_cast<std::ptrdiff_t>((sentence.begin - window.begin) * kWidth);
    nodes.insert(nodes.end(), from, from + static_cast<std::ptrdiff_t>(n * kWidth));
    const Matrix own(from, from + static_cast<std::ptrdiff_t>(n * kWidth));
    const std::size_t arc = arc_dep_.outputs();
    Matrix dep = arc_dep_(own, n), head = arc_head_(nodes, n + 1);
    relu(dep), relu(head);
    Matrix half(n * arc), scores(n * (n + 1));
    const Matrix dep_one = with_ones(dep, n, arc);
    multiply({dep_one.data(), arc + 1}, n, arc + 1, {arc_.values.data(), arc}, arc, half.data(),
             arc);
    multiply({half.data(), arc}, n, arc, {head.data(), 1, arc}, n + 1, scores.data(), n + 1);
    const std::vector<std::size_t> heads = best_tree(scores, n);

    Matrix label_dep = label_dep_(own, n), label_head = label_head_(nodes, n + 1);
    relu(label_dep), relu(label_head);
    const std::size_t width = label_dep_.outputs() + 1;
    const Matrix d = with_ones(label_dep, n, width - 1),
                 h = with_ones(label_head, n + 1, width - 1);
    const std::size_t labels = relations_.size();
    const Matrix halves = label_(d, n);  // [n, labels, width]
    std::vector<std::size_t> chosen(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
      float best = -1e30F;
      for (std::size_t label = 0; label < labels; ++label) {
        const float score =
            dot(halves.data() + (i * labels + label) * width, h.data() + heads[i] * width, width);
        const bool is_root = relations_[label] == Dependency::Root;
        if (score > best && is_root == (heads[i] == 0)) best = score, chosen[i] = label;
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      Word& word = analysis.words[sentence.begin + i];
      word.head = heads[i] == 0 ? kRoot : sentence.begin + static_cast<std::uint32_t>(heads[i]) - 1;
      word.deprel = relations_[chosen[i]];
    }
  }
}

void Network::name(const Matrix& words, WordRange window, std::string_view text,
                   Analysis& analysis) const {
  Matrix scores = ner_(words, window.size());
  const auto path = best_bio_path(scores.data(), window.size(), ner_.outputs());
  for (std::size_t i = 0; i < window.size(); ++i)
    softmax(scores.data() + i * ner_.outputs(), ner_.outputs());
  for (std::uint32_t i = 0; i < path.size();) {
    const std::size_t type = path[i];
    std::uint32_t end = i + 1;
    if (type % 2 == 1) {
      while (end < path.size() && path[end] == type + 1) ++end;
      Entity& entity = analysis.entities.emplace_back(
          Entity{{window.begin + i, window.begin + end}, entity_types_[type / 2], {}});
      for (std::size_t opening = 1; opening + 1 < ner_.outputs(); opening += 2) {
        float& likely = entity.likely[static_cast<std::size_t>(entity_types_[opening / 2])];
        for (std::uint32_t word = i; word < end; ++word)
          likely += (scores[word * ner_.outputs() + opening] +
                     scores[word * ner_.outputs() + opening + 1]) /
                    static_cast<float>(end - i);
      }
    }
    i = end;
  }
  // "Argumenty i Fakty", "Medecins du Monde": a name that ends in a particle goes on in the next
  // one.
  for (std::size_t e = 0; e + 1 < analysis.entities.size();) {
    Entity& first = analysis.entities[e];
    const Entity& second = analysis.entities[e + 1];
    const Word& last = analysis.words[first.words.end - 1];
    const bool beside = first.words.end == second.words.begin &&
                        first.words.begin >= window.begin && second.words.size() <= 3 &&
                        analysis.words[second.words.begin].space_before;
    if (beside && first.words.size() > 1 && last.span.size() <= 3 &&
        is_lower(text[last.span.begin]) && last.upos != PartOfSpeech::Part) {
      first.words.end = second.words.end;
      analysis.entities.erase(analysis.entities.begin() + static_cast<std::ptrdiff_t>(e) + 1);
    } else {
      ++e;
    }
  }
}

}  // namespace casus
