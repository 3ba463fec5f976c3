// SPDX-License-Identifier: Apache-2.0
// Trains the weights of src/language/coreference.cc: a mention ranker with a softmax margin
// (Durrett & Klein 2013), by AdaGrad, over what the analyser itself makes of each text. usage:
// train_coreference TRAIN.ndjson WEIGHTS [EPOCHS] A line of input: {"text": ..., "chains":
// [[[begin, end], ...], ...]}, in bytes (train/coreference_data.py).
#include <fmt/format.h>

#include <cmath>
#include <map>
#include <random>
#include <unordered_map>
#include <utility>

#include "casus/analyser.h"
#include "language/coreference.h"
#include "train/lines.h"

namespace {

using namespace casus;

// What a wrong decision costs while training: to tie what is new, to leave what is old, to tie to
// another.
constexpr float kFalseTie = 0.1F, kFalseNew = 3.0F, kWrongTie = 1.0F;
constexpr float kRate = 0.1F;
constexpr std::uint32_t kSeldom = 2;  // features of fewer documents are noise

/// One reference: the features of every choice (the first: something new), and which choices are
/// right.
struct Decision {
  std::vector<Features> choices;
  std::vector<bool> right;
};

struct Counts {
  std::size_t gold = 0, found = 0;
};

std::vector<Decision> decisions_of(const nlohmann::json& line, const Analyser& analyser,
                                   Counts& counts) {
  Report report;
  report.text = line.at("text");
  const Analysis analysis = analyser.analyse(report);
  const Syntax syntax(report, analysis);
  const std::vector<Reference> references = find_references(syntax);
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> gold;
  int number = 0;
  for (const auto& chain : line.at("chains")) {
    ++number;
    for (const auto& span : chain) gold[{span[0], span[1]}] = number;
  }
  std::vector<int> chain_of;
  for (const Reference& reference : references) {
    const Span span = syntax.span_of(reference.words);
    const auto found = gold.find({span.begin, span.end});
    chain_of.push_back(found == gold.end() ? 0 : found->second);
  }
  counts.gold += gold.size();
  counts.found += static_cast<std::size_t>(
      std::count_if(chain_of.begin(), chain_of.end(), [](int chain) { return chain != 0; }));
  const ReferenceFeatures features(syntax, analysis, references);
  std::vector<Decision> out;
  for (std::uint32_t i = 0; i < references.size(); ++i) {
    Decision decision;
    features.of_new(i, decision.choices.emplace_back());
    const auto candidates = features.antecedents(i);
    decision.right.assign(candidates.size() + 1, false);
    for (std::uint32_t n = 0; n < candidates.size(); ++n) {
      features.of_link(i, candidates[n], static_cast<std::uint32_t>(candidates.size()) - 1 - n,
                       decision.choices.emplace_back());
      decision.right[n + 1] = chain_of[i] != 0 && chain_of[candidates[n]] == chain_of[i];
    }
    decision.right[0] =
        std::find(decision.right.begin(), decision.right.end(), true) == decision.right.end();
    out.push_back(std::move(decision));
  }
  return out;
}

class Trainer {
 public:
  explicit Trainer(const std::vector<std::vector<Decision>>& documents) {
    std::vector<std::uint32_t> last(ReferenceFeatures::kWeights), seen(ReferenceFeatures::kWeights);
    for (std::uint32_t document = 0; document < documents.size(); ++document) {
      for (const Decision& decision : documents[document]) {
        for (const Features& choice : decision.choices) {
          for (const std::uint32_t feature : choice) {
            if (std::exchange(last[feature], document + 1) != document + 1) ++seen[feature];
          }
        }
      }
    }
    for (std::size_t feature = 0; feature < seen.size(); ++feature)
      used_[feature] = seen[feature] >= kSeldom;
  }

  double learn(const Decision& decision) {
    const std::size_t n = decision.choices.size();
    std::vector<float> score(n);
    float most = -1e30F, most_right = -1e30F;
    for (std::size_t i = 0; i < n; ++i) {
      for (const std::uint32_t feature : decision.choices[i]) score[i] += weights_[feature];
      if (!decision.right[i])
        score[i] += decision.right[0] ? kFalseTie : i == 0 ? kFalseNew : kWrongTie;
      most = std::max(most, score[i]);
      if (decision.right[i]) most_right = std::max(most_right, score[i]);
    }
    float all = 0, right = 0;
    for (std::size_t i = 0; i < n; ++i) {
      all += std::exp(score[i] - most);
      if (decision.right[i]) right += std::exp(score[i] - most_right);
    }
    gradient_.clear();
    for (std::size_t i = 0; i < n; ++i) {
      const float push = (decision.right[i] ? std::exp(score[i] - most_right) / right : 0.0F) -
                         std::exp(score[i] - most) / all;
      if (std::abs(push) < 1e-4F) continue;
      for (const std::uint32_t feature : decision.choices[i]) {
        if (used_[feature]) gradient_[feature] += push;
      }
    }
    for (const auto& [feature, push] : gradient_) {
      squares_[feature] += push * push;
      weights_[feature] += kRate * push / (1e-3F + std::sqrt(squares_[feature]));
    }
    return -(most_right + std::log(right) - most - std::log(all));
  }
  /// Adds the weights as they are to the mean that is returned in the end.
  void take_into_mean() {
    ++taken_;
    for (std::size_t i = 0; i < weights_.size(); ++i) sum_[i] += weights_[i];
  }
  std::vector<float> mean() const {
    std::vector<float> out(sum_);
    for (float& weight : out) weight /= static_cast<float>(taken_);
    return out;
  }

 private:
  std::vector<float> weights_ = std::vector<float>(ReferenceFeatures::kWeights);
  std::vector<float> squares_ = std::vector<float>(ReferenceFeatures::kWeights);
  std::vector<float> sum_ = std::vector<float>(ReferenceFeatures::kWeights);
  std::vector<bool> used_ = std::vector<bool>(ReferenceFeatures::kWeights);
  std::unordered_map<std::uint32_t, float> gradient_;
  int taken_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3)
    return fmt::print(stderr, "usage: train_coreference TRAIN.ndjson WEIGHTS [EPOCHS]\n"), 2;
  const auto analyser = Analyser::create();
  if (!analyser) return fmt::print(stderr, "{}\n", analyser.error().message), 1;
  std::vector<std::vector<Decision>> documents;
  Counts counts;
  for_each_line(argv[1], [&](const nlohmann::json& line) {
    documents.push_back(decisions_of(line, *analyser, counts));
  });
  fmt::print("{} documents, {} of {} references found\n", documents.size(), counts.found,
             counts.gold);
  Trainer trainer(documents);
  std::mt19937 random(1);
  for (int epoch = 1, epochs = argc > 3 ? std::stoi(argv[3]) : 10; epoch <= epochs; ++epoch) {
    std::shuffle(documents.begin(), documents.end(), random);
    double loss = 0;
    for (const auto& document : documents) {
      for (const Decision& decision : document) loss += trainer.learn(decision);
      if (epoch > 1) trainer.take_into_mean();
    }
    fmt::print("epoch {}: loss {:.0f}\n", epoch, loss);
  }
  write_weights(argv[2], trainer.mean());
}
