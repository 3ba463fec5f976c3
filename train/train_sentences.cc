// SPDX-License-Identifier: Apache-2.0
// Trains the section "sentences": where a sentence ends (src/language/sentence_ends.cc). Logistic
// regression by AdaGrad. usage: train_sentences MODEL TRAIN.ndjson WEIGHTS [EPOCHS] A line of
// input: {"text": ..., "ends": [byte after a sentence, ...]} (train/sentences_data.py).
#include <fmt/format.h>

#include <cmath>
#include <random>
#include <set>

#include "language/model_file.h"
#include "language/tokenizer.h"
#include "train/lines.h"

namespace {

using namespace casus;

constexpr float kRate = 0.1F;

struct Example {
  std::vector<std::uint32_t> features;
  bool end;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4)
    return fmt::print(stderr, "usage: train_sentences MODEL TRAIN.ndjson WEIGHTS [EPOCHS]\n"), 2;
  const auto model = ModelFile::open(argv[1]);
  const auto words = model ? model->lines("labels.words_with_marks")
                           : Result<std::vector<std::string>>(model.error());
  if (!words) return fmt::print(stderr, "{}\n", words.error().message), 1;
  const Tokenizer tokenizer(*words);
  std::vector<Example> examples;
  std::size_t by_rule = 0;
  for_each_line(argv[2], [&](const nlohmann::json& document) {
    const std::string text = document.at("text");
    const std::set<std::uint32_t> ends = document.at("ends");
    Analysis analysis;
    tokenizer.split(text, {}, analysis, [&](const SentenceGap& gap) {
      const auto end = ends.lower_bound(gap.words.back().span.end);
      Example example{{}, end != ends.end() && *end <= gap.next};
      SentenceEnds::features(gap, example.features);
      by_rule += gap.by_rule == example.end;
      examples.push_back(std::move(example));
      return examples.back().end;
    });
  });
  fmt::print("{} gaps, the rules alone right in {:.3f} %\n", examples.size(),
             100.0 * static_cast<double>(by_rule) / static_cast<double>(examples.size()));
  std::vector<float> weights(SentenceEnds::kWeights), squares(SentenceEnds::kWeights),
      sum(SentenceEnds::kWeights);
  std::mt19937 random(1);
  const int epochs = argc > 4 ? std::stoi(argv[4]) : 4;
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    std::shuffle(examples.begin(), examples.end(), random);
    std::size_t right = 0;
    for (const Example& example : examples) {
      float score = 0;
      for (const std::uint32_t feature : example.features) score += weights[feature];
      right += (score > 0) == example.end;
      const float push = (example.end ? 1.0F : 0.0F) - 1 / (1 + std::exp(-score));
      if (std::abs(push) < 1e-4F) continue;
      for (const std::uint32_t feature : example.features) {
        squares[feature] += push * push;
        weights[feature] += kRate * push / (1e-3F + std::sqrt(squares[feature]));
      }
    }
    for (std::size_t i = 0; i < weights.size(); ++i)
      sum[i] += weights[i] / static_cast<float>(epochs);
    fmt::print("epoch {}: right in {:.3f} %\n", epoch,
               100.0 * static_cast<double>(right) / static_cast<double>(examples.size()));
  }
  write_weights(argv[3], sum);
}
