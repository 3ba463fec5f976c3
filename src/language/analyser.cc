// SPDX-License-Identifier: Apache-2.0
#include "casus/analyser.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "language/coreference.h"
#include "language/name_votes.h"
#include "language/network.h"
#include "language/syntax.h"
#include "language/tokenizer.h"

namespace casus {

namespace {

std::string model_path(const std::string& asked) {
  if (!asked.empty()) return asked;
  if (const char* named = std::getenv("CASUS_MODEL"); named != nullptr && *named != '\0')
    return named;
  for (const char* place : {CASUS_BUILT_MODEL, CASUS_INSTALLED_MODEL}) {
    if (std::filesystem::exists(place)) return place;
  }
  return CASUS_INSTALLED_MODEL;
}

}  // namespace

struct Analyser::Engine {
  ModelFile file;
  Network network;
  Tokenizer tokenizer;
  Coreference coreference;

  /// Cuts sentences of more pieces than a window takes.
  void bound_sentences(std::string_view text, const StandIns& stand_ins, Analysis& analysis,
                       std::vector<std::size_t>& sizes) const {
    std::vector<WordRange> bounded;
    for (const WordRange sentence : analysis.sentences) {
      WordRange part{sentence.begin, sentence.begin};
      std::size_t size = 0;
      for (std::uint32_t word = sentence.begin; word < sentence.end; ++word) {
        const std::size_t pieces =
            network.count_pieces(form_read(text, analysis.words, word, stand_ins));
        if (size + pieces > Network::kMostPieces - 2) {
          bounded.push_back(part);
          sizes.push_back(size);
          part = {word, word};
          size = 0;
        }
        size += pieces;
        part.end = word + 1;
      }
      bounded.push_back(part);
      sizes.push_back(size);
    }
    analysis.sentences = std::move(bounded);
  }
};

Result<Analyser> Analyser::create(const std::string& path) {
  CASUS_TRY(ModelFile file, ModelFile::open(model_path(path)));
  CASUS_TRY(Network network, Network::create(file));
  CASUS_TRY(Coreference coreference, Coreference::create(file));
  CASUS_TRY(SentenceEnds ends, SentenceEnds::create(file));
  Tokenizer tokenizer(network.words_with_marks(), std::move(ends));
  Analyser analyser;
  analyser.engine_ = std::make_shared<const Engine>(
      Engine{std::move(file), std::move(network), std::move(tokenizer), std::move(coreference)});
  return analyser;
}

const ModelFile& Analyser::model() const {
  return engine_->file;
}

Analysis Analyser::analyse(const Report& report, const StandIns& stand_ins,
                           const Visit& visit) const {
  Analysis analysis;
  std::vector<Span> skip = report.furniture;
  skip.insert(skip.end(), report.frame.begin(), report.frame.end());
  std::sort(skip.begin(), skip.end());
  engine_->tokenizer.split(report.text, skip, analysis);
  return annotate(report, std::move(analysis), stand_ins, visit);
}

Analysis Analyser::annotate(const Report& report, Analysis analysis, const StandIns& stand_ins,
                            const Visit& visit) const {
  std::vector<std::size_t> sizes;
  engine_->bound_sentences(report.text, stand_ins, analysis, sizes);
  for (std::size_t first = 0; first < analysis.sentences.size();) {
    std::size_t end = first;
    std::size_t size = 0;
    while (end < analysis.sentences.size() &&
           (end == first || size + sizes[end] <= Network::kPackedPieces))
      size += sizes[end++];
    const std::vector<WordRange> run(
        analysis.sentences.begin() + static_cast<std::ptrdiff_t>(first),
        analysis.sentences.begin() + static_cast<std::ptrdiff_t>(end));
    const WordRange window{run.front().begin, run.back().end};
    const WindowVectors vectors =
        engine_->network.annotate(report.text, window, run, stand_ins, analysis);
    if (visit) visit(window, analysis, vectors);
    first = end;
  }
  agree_on_names(report.text, analysis);
  analysis.chains = engine_->coreference.chains(Syntax(report, analysis), analysis);
  return analysis;
}

}  // namespace casus
