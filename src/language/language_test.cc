// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>
#include <cstring>
#include <fstream>
#include <thread>

#include "casus/analyser.h"
#include "exports/conllu.h"
#include "language/given_words.h"
#include "language/int8_product.h"
#include "language/kernels.h"
#include "language/model_file.h"
#include "language/name_votes.h"
#include "language/network.h"
#include "language/tokenizer.h"
#include "language/tree.h"
#include "language/word_pieces.h"

namespace casus {
namespace {

std::string split(std::string_view text) {
  Analysis analysis;
  Tokenizer({"u.s.", "mr.", "e-mail", "inc.", "it's", "1960's"}).split(text, {}, analysis);
  std::string out;
  for (const WordRange sentence : analysis.sentences) {
    out += out.empty() ? "" : " | ";
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i)
      out += (i == sentence.begin ? "" : " ") + std::string(cut(text, analysis.words[i].span));
  }
  return out;
}

template <typename Kind, std::size_t N>
void expect_one_name_each(const std::array<std::string_view, N>& names, Kind last) {
  EXPECT_EQ(static_cast<std::size_t>(last) + 1, N);
  for (std::size_t at = 0; at < N; ++at) {
    const auto kind = static_cast<Kind>(at);
    EXPECT_EQ(kind_named<Kind>(names, name_of(kind)), kind) << names[at];
  }
  EXPECT_FALSE(kind_named<Kind>(names, "nsubj:late"));
  EXPECT_FALSE(kind_named<Kind>(names, ""));
}

TEST(WordKinds, HaveOneNameEach) {
  expect_one_name_each(kPartsOfSpeech, PartOfSpeech::X);
  expect_one_name_each(kDependencies, Dependency::OblUnmarked);
  expect_one_name_each(kEntityTypes, EntityType::Misc);
  EXPECT_EQ(name_of(PartOfSpeech::Propn), "PROPN");
  EXPECT_EQ(name_of(Dependency::Parataxis), "parataxis");
  EXPECT_EQ(name_of(Dependency::CompoundPrt), "compound:prt");
  EXPECT_EQ(name_of(EntityType::Norp), "NORP");
}

TEST(WordKinds, ASubtypeIsOfItsUniversalRelation) {
  for (std::size_t at = 0; at < kDependencies.size(); ++at) {
    const std::string_view name = kDependencies[at];
    EXPECT_EQ(name_of(universal(static_cast<Dependency>(at))), name.substr(0, name.find(':')));
    EXPECT_EQ(name.find(':') == std::string_view::npos, at < kUniversalDependencies) << name;
  }
}

TEST(Tokenizer, SplitsAsUniversalDependenciesDo) {
  EXPECT_EQ(split("They don't, can't and cannot."), "They do n't , ca n't and can not .");
  EXPECT_EQ(split("Armenia's U.S. envoy, Mr. Lee, left."),
            "Armenia 's U.S. envoy , Mr. Lee , left .");
  EXPECT_EQ(split("Paid $1,500.50 (5%) by e-mail."), "Paid $ 1,500.50 ( 5 % ) by e-mail .");
  EXPECT_EQ(split("See https://example.org/a-b, please."),
            "See https://example.org/a-b , please .");
  EXPECT_EQ(split("a well-known man"), "a well - known man");
  EXPECT_EQ(split("Anti-war co-founder's non-member."), "Anti-war co-founder 's non-member .");
  EXPECT_EQ(split("It's news of the 1960's."),
            "It 's news of the 1960's .");  // the treebanks have "it's" for "its" too
}

TEST(Tokenizer, EndsSentences) {
  EXPECT_EQ(split("He left. She stayed."), "He left . | She stayed .");
  EXPECT_EQ(split("\"We go.\" They went."), "\" We go . \" | They went .");
  EXPECT_EQ(split("Mr. Lee of the U.S. Senate spoke."), "Mr. Lee of the U.S. Senate spoke .");
  EXPECT_EQ(split("A Headline\n\nThe text"), "A Headline | The text");
  EXPECT_EQ(split("wrapped\nline"), "wrapped line");
}

TEST(WordPieces, PrefersTheLongestAndDropsAccents) {
  const WordPieces pieces({"[PAD]", "play", "##ing", "##in", "##g", "cafe", "."});
  std::vector<std::uint32_t> ids;
  pieces.append("Playing", ids);
  pieces.append("Caf\xC3\xA9.", ids);
  pieces.append("zzz", ids);
  EXPECT_EQ(ids, (std::vector<std::uint32_t>{1, 2, 5, 6, WordPieces::kUnknown}));
}

TEST(Tree, BreaksCyclesAndKeepsOneRoot) {
  // Greedy heads make a cycle of words 1 and 2; both words also like the root.
  EXPECT_EQ(best_tree({1, -9, 5, 2, 5, -9}, 2), (std::vector<std::size_t>{2, 0}));
  EXPECT_EQ(best_tree({5, -9, 1, 4, 1, -9}, 2), (std::vector<std::size_t>{0, 1}));
}

TEST(NameVotes, GiveANameOneType) {
  const std::string text = "Ana Roth spoke . Roth left . Roth stayed .";
  Analysis analysis;
  for (std::size_t at = 0; at < text.size(); at = std::min(text.find(' ', at), text.size()) + 1) {
    analysis.words.push_back(
        {.span = {static_cast<std::uint32_t>(at),
                  static_cast<std::uint32_t>(std::min(text.find(' ', at), text.size()))}});
  }
  analysis.entities = {{{0, 2}, EntityType::Person, {0.9F}},
                       {{4, 5}, EntityType::Location, {0.2F, 0.0F, 0.6F}},
                       {{7, 8}, EntityType::Person, {0.6F}}};
  agree_on_names(text, analysis);
  EXPECT_EQ(analysis.entities[1].type, EntityType::Person);
}

TEST(Int8Matrix, GivesTheSameForAnyInstructionSetAndBatch) {
  constexpr std::uint32_t kOutputs = 83, kInputs = 50, kRows = 55;  // none fits a block
  std::vector<float> weights(kOutputs * kInputs), x(kRows * kInputs), bias(kOutputs, 0.5F);
  std::uint32_t seed = 7;
  const auto next = [&] {
    return static_cast<float>((seed = seed * 1664525U + 1013904223U) >> 8) / 8388608.0F - 1.0F;
  };
  for (float& w : weights) w = next();
  for (float& v : x) v = next();
  const Int8Matrix matrix = Int8Matrix::rounded(weights.data(), kOutputs, kInputs);
  std::vector<float> portable(kRows * kOutputs);
  matrix.multiply(x.data(), kRows, bias.data(), portable.data(), InstructionSet::Portable);
  for (const InstructionSet set : {InstructionSet::Avx2, InstructionSet::Avx512Vnni}) {
    if (set > best_instruction_set()) continue;
    std::vector<float> out(portable.size()), alone(kOutputs);
    matrix.multiply(x.data(), kRows, bias.data(), out.data(), set);
    EXPECT_EQ(out, portable);
    matrix.multiply(x.data() + 3 * kInputs, 1, bias.data(), alone.data(), set);
    EXPECT_TRUE(std::equal(alone.begin(), alone.end(), portable.begin() + 3 * kOutputs));
  }
  float exact = 0.5F;
  for (std::uint32_t i = 0; i < kInputs; ++i) exact += x[i] * weights[i];
  EXPECT_NEAR(portable[0], exact, 0.05F);
}

TEST(Kernels, BioPathsAreWellFormed) {
  const float scores[] = {0, 0, 9, 0, 0, 0, 9, 0, 0};  // wants I first, which may not begin
  const auto path = best_bio_path(scores, 3, 3);
  EXPECT_NE(path[0], 2U);
}

class Engine : public testing::Test {
 protected:
  static Analyser analyser() {
    static const auto made = Analyser::create();
    EXPECT_TRUE(made.has_value());
    return *made;
  }
  static Report report(std::string text) {
    Report out;
    out.id = "t";
    out.text = std::move(text);
    return out;
  }
};

TEST_F(Engine, AnalysesAKnownSentence) {
  const Analysis found = analyser().analyse(
      report("President Leda Marin said on Monday that Velmar's offer wasn't accepted."));
  ASSERT_EQ(found.sentences.size(), 1U);
  const auto word = [&](std::string_view form) -> const Word& {
    for (const Word& w : found.words) {
      if (w.lemma == form) return w;
    }
    ADD_FAILURE() << form;
    return found.words[0];
  };
  EXPECT_EQ(word("say").head, kRoot);
  EXPECT_EQ(word("accept").deprel, Dependency::Ccomp);
  EXPECT_EQ(word("not").deprel, Dependency::Advmod);
  ASSERT_FALSE(found.entities.empty());
  EXPECT_EQ(found.entities[0].type, EntityType::Person);
  ASSERT_EQ(found.attributions.size(), 1U);
  EXPECT_EQ(found.words[found.attributions[0].cue.begin].lemma, "say");
}

TEST_F(Engine, TiesPronounsAndNounsToWhomTheyMean) {
  const Report one = report(
      "Maria Velasco met the governor of Tamsin on Monday. She told him that the bridge was "
      "closed. It will reopen in May, Velasco said.");
  const Analysis analysis = analyser().analyse(one);
  const auto words = [&](WordRange range) {
    return std::string(cut(one.text, {analysis.words[range.begin].span.begin,
                                      analysis.words[range.end - 1].span.end}));
  };
  std::vector<std::string> chains;
  for (const auto& chain : analysis.chains) {
    std::string line;
    for (const WordRange range : chain) line += (line.empty() ? "" : " = ") + words(range);
    chains.push_back(line);
  }
  for (const char* wanted :
       {"Maria Velasco = She = Velasco", "the governor of Tamsin = him", "the bridge = It"}) {
    EXPECT_NE(std::find(chains.begin(), chains.end(), wanted), chains.end())
        << wanted << " is not among: " << ::testing::PrintToString(chains);
  }
}

TEST_F(Engine, ChainsDoNotDependOnNames) {
  const auto chains = [&](const std::string& a, const std::string& b) {
    const Report one = report(a + " accused " + b +
                              " of an attack. It denied the accusation, and its minister said that "
                              "the attack had not taken place.");
    std::vector<std::vector<std::uint32_t>> out;
    for (const auto& chain : analyser().analyse(one, {{a, "Germany"}, {b, "France"}}).chains) {
      for (const WordRange range : chain) out.push_back({range.begin, range.end});
    }
    return out;
  };
  EXPECT_EQ(chains("Armenia", "Azerbaijan"), chains("Azerbaijan", "Armenia"));
  EXPECT_EQ(chains("Israel", "Iran"), chains("Iran", "Israel"));
}

TEST_F(Engine, GivesTheSameInEveryThread) {
  const Report text = report(
      "The minister denied the claim. \"We did nothing,\" he told reporters in Paris.\n\nThe other "
      "side, a spokesman said, will answer on Friday.");
  const std::string alone = to_conllu(text, analyser().analyse(text));
  std::vector<std::string> results(4);
  std::vector<std::thread> threads;
  for (std::string& result : results)
    threads.emplace_back([&] { result = to_conllu(text, analyser().analyse(text)); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& result : results) EXPECT_EQ(result, alone);
}

TEST_F(Engine, GivesTheSameBesideOtherTexts) {
  // Sentences of many lengths, so that threads are in products of different sizes at one time.
  std::vector<Report> texts;
  for (int n = 0; n < 24; ++n) {
    std::string text;
    for (int i = 0; i <= n; ++i)
      text += "The minister of Velmar, who had met " +
              std::string(i % 3 == 0 ? "the envoy" : "two envoys of the northern states") +
              " in May, denied the claim" +
              (i % 2 == 0 ? ". " : " and left for Osmark on day " + std::to_string(i) + ". ");
    texts.push_back(report(text));
  }
  const auto drawn = [](const Report& text) {
    const Analysis analysis = analyser().analyse(text);
    std::string out = to_conllu(text, analysis);
    for (const Attribution& found : analysis.attributions)
      out += std::to_string(found.confidence) + "\n";
    return out;
  };
  std::vector<std::string> alone;
  for (const Report& text : texts) alone.push_back(drawn(text));
  std::atomic<std::size_t> wrong = 0;
  std::vector<std::thread> threads;
  for (std::size_t first = 0; first < 4; ++first) {
    threads.emplace_back([&, first] {
      for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::size_t at = (i + 6 * first) % texts.size();
        wrong += drawn(texts[at]) != alone[at];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0U);
}

TEST_F(Engine, KeepsGivenWords) {
  const std::string text =
      "# newdoc id = "
      "d\n1-2\tcannot\t_\t_\t_\t_\t_\t_\t_\t_\n1\tcan\t_\t_\t_\t_\t_\t_\t_\t_\n2\tnot\t_\t_\t_\t_"
      "\t_\t_\t_\t_\n3\tgo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n4\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
  const auto documents = given_words(text);
  ASSERT_TRUE(documents && documents->size() == 1);
  const GivenWords& given = documents->front();
  EXPECT_EQ(given.report.text, "cannot go.");
  const std::string out =
      to_conllu(given.report, analyser().annotate(given.report, given.analysis));
  EXPECT_NE(out.find("1-2\tcannot\t"), std::string::npos) << out;
  EXPECT_NE(out.find("3\tgo\tgo\tVERB\t"), std::string::npos) << out;
}

TEST(GivenWords, NamesTheLineThatIsNone) {
  for (const char* bad :
       {"1\tword\n", "x\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", "3-2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n",
        "1\t\t_\t_\t_\t_\t_\t_\t_\t_\n", "\xFF"}) {
    const auto documents = given_words(bad);
    ASSERT_FALSE(documents) << bad;
    EXPECT_EQ(documents.error().code, Errc::Corrupt);
  }
  EXPECT_TRUE(given_words("")->empty());
}

TEST_F(Engine, SurvivesOddTexts) {
  std::string endless;
  for (int i = 0; i < 10000; ++i) endless += "word ";
  for (const std::string& text :
       {endless, std::string(5000, 'x'),
        std::string("\xF0\x9F\x98\x80 \xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82 "
                    "\xE4\xBD\xA0\xE5\xA5\xBD"),
        std::string("....!!!??? --- ((("), std::string("ALL CAPS WITHOUT END")}) {
    const Analysis found = analyser().analyse(report(text));
    for (const WordRange sentence : found.sentences) {
      for (std::uint32_t i = sentence.begin; i < sentence.end; ++i)
        ASSERT_TRUE(found.words[i].head == kRoot || sentence.contains(found.words[i].head));
    }
  }
}

TEST(Model, RefusesDamage) {
  EXPECT_EQ(Analyser::create("/nowhere/model").error().code, Errc::NotFound);
  std::ifstream in(CASUS_ROOT "/build/model/english.casus", std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  ASSERT_TRUE(ModelFile::over(bytes).has_value());
  EXPECT_EQ(ModelFile::over(std::string_view(bytes).substr(0, bytes.size() / 2)).error().code,
            Errc::Corrupt);
  EXPECT_EQ(ModelFile::over(std::string_view(bytes).substr(0, 10)).error().code, Errc::Corrupt);
  bytes[bytes.size() / 2] ^= 1;
  EXPECT_EQ(ModelFile::over(bytes).error().code, Errc::Corrupt);
  bytes[8] = 9;
  EXPECT_EQ(ModelFile::over(bytes).error().code, Errc::Unsupported);
}

TEST(Model, RefusesALabelItDoesNotKnow) {
  std::ifstream in(CASUS_ROOT "/build/model/english.casus", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  for (const auto& [known, other] :
       {std::pair("\nnsubj\n", "\nnsubk\n"), std::pair("\nPROPN\n", "\nPROPM\n"),
        std::pair("\nI-NORP\n", "\nI-NORM\n")}) {
    std::string changed = bytes;
    const std::size_t at = changed.find(known);
    ASSERT_NE(at, std::string::npos) << known;
    changed.replace(at, std::strlen(other), other);
    const auto sum = static_cast<std::uint32_t>(
        crc32_z(0, reinterpret_cast<const Bytef*>(changed.data()) + 64, changed.size() - 64));
    std::memcpy(changed.data() + 24, &sum, sizeof sum);
    const auto model = ModelFile::over(changed);
    ASSERT_TRUE(model.has_value()) << model.error().message;
    const auto network = Network::create(*model);
    ASSERT_FALSE(network.has_value()) << other;
    EXPECT_EQ(network.error().code, Errc::Corrupt);
    const std::string label = std::string(other).substr(1, std::strlen(other) - 2);
    EXPECT_NE(network.error().message.find(label), std::string::npos) << network.error().message;
  }
}

}  // namespace
}  // namespace casus
