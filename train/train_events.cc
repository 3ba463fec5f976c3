// SPDX-License-Identifier: Apache-2.0
// Trains the section "events": from what the network makes of a verb or noun, whether it announces an event, and of which
// type. Softmax regression by AdaGrad. Labels are distant: in a story of one type, the triggers that the lexicon knows of that
// type announce it; in texts of daily life, the same words announce nothing.
// usage: train_events TRAIN.ndjson WEIGHTS [EPOCHS]       TRAIN is train/events_data.py's
#include <fmt/format.h>

#include <cmath>
#include <random>

#include "casus/analyser.h"
#include "reading/event_lexicon.h"
#include "train/lines.h"

namespace {

using namespace casus;

constexpr std::size_t kWidth = 384, kClasses = kEventTypes.size() + 1;  // class 0: no event
constexpr float kRate = 0.02F, kDecay = 1e-6F;
// How far a label is believed.
constexpr float kTold = 1.0F, kOther = 0.3F, kUnknown = 0.2F, kNowhere = 1.0F;

struct Example {
  std::vector<float> vector;
  std::size_t label;
  float weight;
};

std::size_t class_of(std::string_view type) { return static_cast<std::size_t>(std::find(kEventTypes.begin(), kEventTypes.end(), type) - kEventTypes.begin()) + 1; }

void collect(const nlohmann::json& line, const Analyser& analyser, std::vector<Example>& out) {
  Report report;
  report.text = line.at("text");
  const std::string type = line.at("type");
  std::vector<float> vectors;
  const Analysis analysis = analyser.analyse(report, {}, &vectors);
  const Syntax syntax(report, analysis);
  for (std::uint32_t word = 0; word < syntax.size(); ++word) {
    if (syntax.word(word).upos != "VERB" && syntax.word(word).upos != "NOUN") continue;
    const EventSense* sense = EventLexicon::builtin().sense_of(syntax, word);
    Example example{{vectors.begin() + word * kWidth, vectors.begin() + (word + 1) * kWidth}, 0, kUnknown};
    if (type.empty()) example.weight = sense != nullptr ? kNowhere : kOther;
    else if (sense != nullptr && (sense->type == type || !sense->weak)) example = {std::move(example.vector), class_of(sense->type), sense->type == type ? kTold : kOther};
    else if (sense != nullptr) continue;
    out.push_back(std::move(example));
  }
}

class Trainer {
 public:
  float learn(const Example& example) {
    std::array<float, kClasses> score{};
    for (std::size_t c = 0; c < kClasses; ++c) {
      const float* row = weights_.data() + c * (kWidth + 1);
      score[c] = row[kWidth];
      for (std::size_t i = 0; i < kWidth; ++i) score[c] += row[i] * example.vector[i];
    }
    const float most = *std::max_element(score.begin(), score.end());
    float sum = 0;
    for (float& one : score) sum += one = std::exp(one - most);
    for (std::size_t c = 0; c < kClasses; ++c) {
      const float push = example.weight * ((c == example.label ? 1.0F : 0.0F) - score[c] / sum);
      if (std::abs(push) < 1e-4F) continue;
      float* row = weights_.data() + c * (kWidth + 1);
      float* square = squares_.data() + c * (kWidth + 1);
      for (std::size_t i = 0; i <= kWidth; ++i) {
        const float gradient = push * (i < kWidth ? example.vector[i] : 1.0F) - kDecay * row[i];
        square[i] += gradient * gradient;
        row[i] += kRate * gradient / (1e-6F + std::sqrt(square[i]));
      }
    }
    return -example.weight * std::log(score[example.label] / sum + 1e-12F);
  }
  const std::vector<float>& weights() const { return weights_; }

 private:
  std::vector<float> weights_ = std::vector<float>(kClasses * (kWidth + 1));
  std::vector<float> squares_ = std::vector<float>(kClasses * (kWidth + 1));
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return fmt::print(stderr, "usage: train_events TRAIN.ndjson WEIGHTS [EPOCHS]\n"), 2;
  const auto analyser = Analyser::create();
  if (!analyser) return fmt::print(stderr, "{}\n", analyser.error().message), 1;
  std::vector<Example> examples;
  for_each_line(argv[1], [&](const nlohmann::json& line) { collect(line, *analyser, examples); });
  std::array<std::size_t, kClasses> counts{};
  for (const Example& example : examples) ++counts[example.label];
  fmt::print("{} words, {} of them without event\n", examples.size(), counts[0]);
  Trainer trainer;
  std::mt19937 random(1);
  for (int epoch = 1, epochs = argc > 3 ? std::stoi(argv[3]) : 4; epoch <= epochs; ++epoch) {
    std::shuffle(examples.begin(), examples.end(), random);
    double loss = 0;
    for (const Example& example : examples) loss += trainer.learn(example);
    fmt::print("epoch {}: loss {:.4f}\n", epoch, loss / static_cast<double>(examples.size()));
  }
  write_weights(argv[2], trainer.weights());
}
