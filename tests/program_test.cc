// SPDX-License-Identifier: Apache-2.0
// The program as a user runs it: exit codes, messages, order.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace {

struct Outcome {
  int code = -1;
  std::string out;
};

/// Runs the program through the shell; standard error joins the output when `both`.
Outcome run(const std::string& arguments, bool both = false) {
  const std::string command =
      std::string(CASUS_PROGRAM) + " " + arguments + (both ? " 2>&1" : " 2>/dev/null");
  Outcome result;
  FILE* pipe = popen(command.c_str(), "r");
  std::array<char, 4096> buffer;
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe))
    result.out.append(buffer.data(), size);
  result.code = WEXITSTATUS(pclose(pipe));
  return result;
}

class Program : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("casus-test-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& name, const std::string& bytes) const {
    const auto path = folder_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  std::filesystem::path folder_;
};

TEST_F(Program, ReadsTheExample) {
  const Outcome brief =
      run("read --format brief --date 2025-11-18 " CASUS_ROOT "/examples/lake-accord.txt");
  EXPECT_EQ(brief.code, 0);
  EXPECT_TRUE(brief.out.starts_with("Velmar Rejects Sorania's Appeal"));
  const auto record =
      nlohmann::json::parse(run("read --format json " CASUS_ROOT "/examples/lake-accord.txt").out);
  for (const char* key :
       {"actors", "statements", "events", "claims", "commitments", "relations", "positions"})
    EXPECT_TRUE(record[key].is_array()) << key;
  EXPECT_EQ(record["report"]["byline"][0], "Ines Halloran");
  EXPECT_EQ(record["report"]["furniture"].size(), 2U);
}

TEST_F(Program, LinesComeOutInOrderForAnyNumberOfJobs) {
  std::string lines;
  for (int i = 0; i < 200; ++i)
    lines += "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"" +
             std::string(static_cast<std::size_t>(i * 37 % 900 + 1), 'a') + "\"}\n";
  lines.insert(lines.find('\n') + 1, "broken\n");
  const std::string input = file("in.ndjson", lines);
  const Outcome one = run("read --jobs 1 " + input);
  const Outcome many = run("read --jobs 8 " + input);
  EXPECT_EQ(one.code, 1);
  EXPECT_EQ(one.out, many.out);
  EXPECT_EQ(std::count(one.out.begin(), one.out.end(), '\n'), 201);
  EXPECT_NE(one.out.find("\"error\":"), std::string::npos);
}

TEST_F(Program, BadInputsGetOneLineEachAndTheOthersAreRead) {
  const std::string good = file("good.txt", "The minister said that talks would go on.");
  const std::string empty = file("empty.txt", "");
  const std::string binary = file("program", std::string("\x7F"
                                                         "ELF\0\0\0\0",
                                                         8));
  const Outcome result = run("read --format ndjson " + empty + " " + binary + " " +
                                 folder_.string() + " missing.txt " + good,
                             true);
  EXPECT_EQ(result.code, 1);
  for (const char* id : {"C0101", "C0102", "C0108", "C0103"})
    EXPECT_NE(result.out.find(id), std::string::npos) << id;
  EXPECT_NE(result.out.find("talks would go on"), std::string::npos);
  EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 5);
}

TEST_F(Program, AddRemembersWhatItCouldNotRead) {
  const std::string good = file("good.txt", "The minister said that talks would go on."), empty = file("empty.txt", ""), record = " --record " + (folder_ / "r.db").string();
  const Outcome first = run("add" + record + " " + good + " " + empty);
  EXPECT_EQ(first.code, 1);
  EXPECT_NE(first.out.find("1 unreadable (casus add --errors shows them)"), std::string::npos) << first.out;
  EXPECT_NE(run("add --errors" + record).out.find(empty + ": C0101"), std::string::npos);
  file("empty.txt", "Now the minister has said that the talks are over.");
  EXPECT_EQ(run("add" + record + " " + empty).code, 0);
  EXPECT_EQ(run("add --errors" + record).out, "") << "what was read since is no error";
}

TEST_F(Program, FullTextTakesHyphens) {
  const std::string record = " --record " + (folder_ / "r.db").string();
  run("add" + record + " " + file("one.txt", "The minister said that the cease-fire would hold."));
  EXPECT_NE(run("reports --text cease-fire" + record).out.find("\"d1\""), std::string::npos);
}

TEST_F(Program, AnalysisHasChainsAsGumWritesThem) {
  const std::string out = run("analyse " + file("one.txt", "Maria Velasco met the governor on Monday. She said that the bridge was closed.")).out;
  EXPECT_NE(out.find("# global.Entity = GRP-etype-form"), std::string::npos);
  EXPECT_NE(out.find("Entity=(1-Person-name"), std::string::npos) << out;
  EXPECT_NE(out.find("Entity=(1-Person-pronoun)"), std::string::npos) << out;
}

TEST_F(Program, UsageErrorsExitWithTwo) {
  EXPECT_EQ(run("").code, 2);
  EXPECT_EQ(run("read --format xml -").code, 2);
  EXPECT_EQ(run("read --date yesterday -").code, 2);
  EXPECT_EQ(run("--version").code, 0);
  EXPECT_EQ(run("help read").code, 0);
  EXPECT_EQ(run("help nothing").code, 2);
}

TEST_F(Program, PrintsDates) {
  const Outcome result = run("dates --date 2025-11-18 " CASUS_ROOT "/examples/lake-accord.txt");
  EXPECT_EQ(result.code, 0);
  EXPECT_NE(result.out.find("2025-10-03/2025-10-04"), std::string::npos);
}

}  // namespace
