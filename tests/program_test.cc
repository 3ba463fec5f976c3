// SPDX-License-Identifier: Apache-2.0
// The program as a user runs it: exit codes, messages, order.
#include <gtest/gtest.h>
#include <unistd.h>

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

/// What a shell's command writes, and its exit code.
Outcome outcome_of(const std::string& command) {
  Outcome result;
  FILE* pipe = popen(command.c_str(), "r");
  std::array<char, 4096> buffer;
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe))
    result.out.append(buffer.data(), size);
  result.code = WEXITSTATUS(pclose(pipe));
  return result;
}

/// Runs the program through the shell; standard error joins the output when `both`.
Outcome run(const std::string& arguments, bool both = false) {
  return outcome_of(CASUS_PROGRAM " " + arguments + (both ? " 2>&1" : " 2>/dev/null"));
}

/// What it tells on standard error while its output goes to `out`.
Outcome run_into(const std::string& out, const std::string& arguments) {
  return outcome_of(CASUS_PROGRAM " " + arguments + " 2>&1 >" + out);
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
  const std::string good = file("good.txt", "The minister said that talks would go on."),
                    empty = file("empty.txt", ""),
                    record = " --record " + (folder_ / "r.db").string();
  const Outcome first = run("add" + record + " " + good + " " + empty);
  EXPECT_EQ(first.code, 1);
  EXPECT_NE(first.out.find("1 unreadable (casus add --errors shows them)"), std::string::npos)
      << first.out;
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
  const std::string out =
      run("analyse " +
          file("one.txt",
               "Maria Velasco met the governor on Monday. She said that the bridge was closed."))
          .out;
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

// `watch` begins a record without reading anything, so that these need no model.

TEST_F(Program, RefusesByNameWhatACommandDoesNotTake) {
  const std::string record = " --record " + (folder_ / "r.db").string();
  ASSERT_EQ(run("watch border --text border" + record).code, 0);
  for (const char* asked :
       {"reports --by", "reports --member-of", "actors --since", "actors --to", "claims --to",
        "claims --type", "claims --act", "statements --status", "events --act", "commitments --act",
        "relations --text", "timeline --by", "overview --since", "watch border --limit",
        "watch border --as-of", "export --to csv --since"}) {
    const Outcome result = run(std::string(asked) + " x" + record, true);
    EXPECT_EQ(result.code, 2) << asked;
    const std::string option(std::string_view(asked).substr(std::string_view(asked).rfind("--")));
    EXPECT_NE(result.out.find("C0409 takes no " + option + ";"), std::string::npos) << result.out;
  }
  EXPECT_NE(
      run("watch c --kind claims --to Kenya" + record, true).out.find("C0409 claims take no --to"),
      std::string::npos);
  EXPECT_NE(run("raed x", true).out.find("raed: C0409 there is no such command"),
            std::string::npos);
  for (const char* limit : {"-5", "0", "99999999999999999999", "1e3", "ten", "''"}) {
    for (const char* command : {"claims --limit ", "timeline --limit ", "read --limit "})
      EXPECT_EQ(run(command + std::string(limit) + (command[0] == 'r' ? " -" : record)).code, 2)
          << command << limit;
  }
  EXPECT_EQ(run("claims --offset -1" + record).code, 2);
  for (const char* asked :
       {"events --type assault", "statements --act ACCUSE", "claims --status Contested",
        "watch c --kind Claims", "export --to CSV --kind Events", "statements --since 2022-09",
        "timeline --since 2022", "digest --since 'last month'", "outlook --until 2030",
        "outlook --scores", "outlook CSTO --about observers --on 2022-11-23", "events --text '\"'",
        "actors --text '\"('"}) {
    EXPECT_EQ(run(asked + record).code, 0) << asked;
  }
  for (const char* asked :
       {"events --type banana", "statements --act banana", "claims --status ,",
        "export --to csv --kind banana", "statements --since soon", "timeline --since soon",
        "dispute a b --since soon", "outlook --until soon", "overview --as-of soon",
        "outlook --about observers", "outlook --was for", "outlook CSTO --about x --on soon",
        "outlook CSTO --about x --on 2022-11-23 --as-of 2022-11-24", "outlook --outcome f1",
        "outlook EU --about x --area fishing", "outlook CSTO --scores", "digest --since soon",
        "export --to sql --kind events"}) {
    EXPECT_EQ(run(asked + record).code, 2) << asked;
  }
}

TEST_F(Program, CompletionAndHelpGoByTheSameTable) {
  EXPECT_NE(run("help --commands").out.find("backup\n"), std::string::npos);
  const std::string options = run("help --options claims").out;
  EXPECT_NE(options.find("--status\n"), std::string::npos);
  EXPECT_EQ(options.find("--to\n"), std::string::npos);
  EXPECT_EQ(run("help claims --values status").out, "asserted\ndenied\ncontested\n");
  EXPECT_EQ(run("help digest --values format").out, "text\nhtml\natom\n");
  const auto completed = [](const std::string& words) {
    FILE* pipe =
        popen(("PATH=$(dirname " CASUS_PROGRAM "):$PATH bash -c 'source " CASUS_ROOT
               "/tools/casus.bash-completion; COMP_WORDS=(" +
               words + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _casus; echo ${COMPREPLY[@]}'")
                  .c_str(),
              "r");
    std::array<char, 4096> buffer{};
    const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe);
    pclose(pipe);
    return std::string(buffer.data(), size);
  };
  EXPECT_EQ(completed("casus cl"), "claims\n");
  EXPECT_EQ(completed("casus claims --stat"), "--status\n");
  EXPECT_EQ(completed("casus claims --status co"), "contested\n");
  EXPECT_EQ(completed("casus export --to g"), "graphml geojson\n");
  EXPECT_EQ(completed("casus correct s1 am"), "amend\n");
  EXPECT_EQ(completed("casus commitments --status ful"), "fulfilled\n");
  EXPECT_EQ(completed("casus claims --sort c"), "confidence\n");
  EXPECT_EQ(completed("casus watch x --kind re"), "relations\n");
  EXPECT_EQ(completed("casus read --color al"), "always\n");
}

TEST_F(Program, BeginsNoRecordBySlipAndTouchesNoOtherFile) {
  const std::string none = (folder_ / "none.db").string();
  for (const char* asked : {"statements", "overview", "correct s1 reject", "corrections", "digest",
                            "watch", "watch x --remove", "export --to csv", "check",
                            "backup copy.db", "remove d1", "serve --allow-add --port 0"}) {
    const Outcome result = run(std::string(asked) + " --record " + none, true);
    EXPECT_EQ(result.code, 1) << asked;
    EXPECT_NE(result.out.find("C0404"), std::string::npos) << result.out;
    EXPECT_FALSE(std::filesystem::exists(none)) << asked;
    for (const char* name : {"''", ":memory:"}) {
      EXPECT_EQ(run(std::string(asked) + " --record " + name).code, 2) << asked << name;
    }
  }
  EXPECT_EQ(run("watch x --record ''").code, 2);
  const std::string odd = (folder_ / "file:odd.db?mode=memory").string();
  EXPECT_EQ(
      std::system(("cd " + folder_.string() +
                   " && " CASUS_PROGRAM " watch x --text y --record 'file:odd.db?mode=memory'")
                      .c_str()),
      0);
  EXPECT_TRUE(std::filesystem::exists(odd)) << "a name is no address of SQLite";
  const std::string text = file("notes.txt", std::string(3000, 'n'));
  EXPECT_NE(run("watch x --record " + text, true).out.find("C0410"), std::string::npos);
  EXPECT_EQ(std::filesystem::file_size(text), 3000U);
}

TEST_F(Program, AnswersFromAFolderThatCannotBeWritten) {
  const auto closed = folder_ / "closed";
  std::filesystem::create_directories(closed);
  const std::string record = " --record " + (closed / "r.db").string();
  ASSERT_EQ(run("watch border --text border" + record).code, 0);
  std::filesystem::permissions(closed, std::filesystem::perms(0555));
  std::filesystem::permissions(folder_, std::filesystem::perms(0755));
  // The administrator may write anywhere: somebody else asks.
  const std::string as =
      ::geteuid() == 0 ? "setpriv --reuid 65534 --regid 65534 --clear-groups " : "";
  for (const char* asked : {"watch", "overview", "statements", "check", "digest --peek"})
    EXPECT_EQ(WEXITSTATUS(
                  std::system((as + CASUS_PROGRAM + " " + asked + record + " >/dev/null").c_str())),
              0)
        << asked;
  EXPECT_EQ(WEXITSTATUS(std::system(
                (as + CASUS_PROGRAM + " digest" + record + " >/dev/null 2>&1").c_str())),
            1);
  std::filesystem::permissions(closed, std::filesystem::perms(0755));
}

TEST_F(Program, ChecksAndCopiesARecord) {
  const std::string path = (folder_ / "r.db").string(), copy = (folder_ / "copy.db").string(),
                    record = " --record " + path;
  ASSERT_EQ(run("watch border --text border" + record).code, 0);
  EXPECT_NE(run("check" + record).out.find("is whole: 0 reports"), std::string::npos);
  EXPECT_EQ(run("backup " + copy + record).code, 0);
  EXPECT_EQ(run("backup " + copy + record).code, 2) << "no copy is written over";
  EXPECT_NE(run("watch --record " + copy).out.find("border"), std::string::npos);
  std::filesystem::resize_file(copy, std::filesystem::file_size(copy) / 2);
  for (const char* end : {"-wal", "-shm"}) std::filesystem::remove(copy + end);
  for (const char* asked : {"check", "overview", "timeline", "statements", "outlook", "positions",
                            "corrections", "watch", "add --errors", "export --to csv"}) {
    const Outcome result = run(std::string(asked) + " --record " + copy, true);
    EXPECT_EQ(result.code, 1) << asked;
    EXPECT_NE(result.out.find("C0402"), std::string::npos) << asked << result.out;
  }
}

TEST_F(Program, TakesReportsOutAgain) {
  const std::string record = " --record " + (folder_ / "r.db").string();
  const std::string text =
      "Sorania's foreign minister Ada Brandt said on Tuesday that the talks on the lake would go "
      "on "
      "in the spring, and that the boats of both states would stay in harbour until then.";
  const auto line = [&](const std::string& said) {
    return nlohmann::json{{"text", said}, {"date", "2025-11-18"}, {"url", "http://a.org/1"}}
               .dump() +
           "\n";
  };
  const std::string input =
      file("in.ndjson", line(text) + line("CORRECTION: " + text + " They number 41, not 14."));
  const Outcome added = run("add" + record + " " + input);
  ASSERT_EQ(added.code, 0);
  EXPECT_NE(added.out.find("2 new (1 new version of others)"), std::string::npos) << added.out;
  EXPECT_NE(run("show d2 --format text" + record).out.find("replaces    d1"), std::string::npos);
  EXPECT_NE(run("show d1 --format text" + record).out.find("replaced_by d2"), std::string::npos);
  for (const char* wrong : {"remove", "remove s1", "remove d", "remove d1 12", "remove d-1"})
    EXPECT_EQ(run(wrong + record, true).code, 2) << wrong;
  const Outcome none = run("remove d1 d7" + record, true);
  EXPECT_EQ(none.code, 1);
  EXPECT_NE(none.out.find("C0405 there is no report d7 in the record; none was removed"),
            std::string::npos)
      << none.out;
  const Outcome dry = run("remove d1 --dry-run" + record);
  EXPECT_EQ(dry.code, 0);
  EXPECT_TRUE(dry.out.starts_with("d1 would be removed: ")) << dry.out;
  const Outcome gone = run("remove d1" + record);
  EXPECT_EQ(gone.code, 0);
  EXPECT_TRUE(gone.out.starts_with("d1 removed: ")) << gone.out;
  EXPECT_EQ(std::count(gone.out.begin(), gone.out.end(), '\n'), 1);
  EXPECT_EQ(run("show d1" + record, true).code, 1);
  EXPECT_EQ(run("remove d1" + record, true).code, 1) << "it is gone";
  EXPECT_NE(run("check" + record).out.find("is whole: 1 reports"), std::string::npos);
}

TEST_F(Program, AFailedWriteIsAnErrorOfEveryCommand) {
  const std::string record = " --record " + (folder_ / "r.db").string();
  ASSERT_EQ(run("add --date 2025-11-18" + record + " " CASUS_ROOT "/examples/lake-accord.txt").code,
            0);
  ASSERT_EQ(run("watch lake --text lake" + record).code, 0);
  const std::string example = " " CASUS_ROOT "/examples/lake-accord.txt";
  for (const std::string& asked : {"read" + example,
                                   "read --format brief" + example,
                                   "quotes" + example,
                                   "dates" + example,
                                   "dates --format json" + example,
                                   "analyse" + example,
                                   "add" + record + example,
                                   "statements" + record,
                                   "events --format json" + record,
                                   "claims --format table --all" + record,
                                   "commitments --format csv" + record,
                                   "relations" + record,
                                   "actors" + record,
                                   "reports" + record,
                                   "show d1" + record,
                                   "show s1 --format text" + record,
                                   "actor Velmar" + record,
                                   "dispute Velmar Sorania" + record,
                                   "timeline" + record,
                                   "positions" + record,
                                   "outlook" + record,
                                   "overview" + record,
                                   "export --to csv" + record,
                                   "export --to sql" + record,
                                   "watch" + record,
                                   "digest --peek" + record,
                                   "digest --format atom --peek" + record,
                                   "check" + record,
                                   std::string("help"),
                                   std::string("help read"),
                                   std::string("help --commands"),
                                   std::string("--help"),
                                   std::string("--version")}) {
    const Outcome full = run_into("/dev/full", asked);
    EXPECT_EQ(full.code, 1) << asked;
    EXPECT_NE(full.out.find("casus: standard output: C0103 cannot be written whole: "),
              std::string::npos)
        << asked << full.out;
    EXPECT_EQ(run_into("&-", asked).code, 1) << asked << ": closed";
  }
  EXPECT_EQ(run_into("/dev/full", "digest" + record).code, 1);
  EXPECT_NE(run("digest" + record).out.find("lake: "), std::string::npos) << "it was not told";
  EXPECT_EQ(WEXITSTATUS(std::system(("bash -c '(sleep 1; " CASUS_PROGRAM " overview" + record +
                                     ") 2>/dev/null | true; exit ${PIPESTATUS[0]}'")
                                        .c_str())),
            1)
      << "a closed pipe";
  const Outcome limited = outcome_of("ulimit -f 0; " CASUS_PROGRAM " dates" + example + " 2>&1 >" +
                                     (folder_ / "full").string());
  EXPECT_EQ(limited.code, 1) << "a limit of the shell";
  EXPECT_NE(limited.out.find("C0103 cannot be written whole"), std::string::npos) << limited.out;
  EXPECT_EQ(run("check" + record).code, 0) << "no record was written into";
}

TEST_F(Program, ColoursAsWished) {
  const std::string read = "read --format brief " CASUS_ROOT "/examples/lake-accord.txt";
  const auto coloured = [](const Outcome& result) {
    return result.out.find("\x1B[1m") != std::string::npos;
  };
  EXPECT_FALSE(coloured(run(read))) << "a pipe";
  EXPECT_TRUE(coloured(run(read + " --color always")));
  const auto on_a_terminal = [&](const std::string& before, const std::string& arguments) {
    return outcome_of("TERM=xterm " + before + " script -qec 'stty cols 30; " CASUS_PROGRAM " " +
                      arguments + "' /dev/null </dev/null");
  };
  EXPECT_TRUE(coloured(on_a_terminal("", read)));
  EXPECT_FALSE(coloured(on_a_terminal("NO_COLOR=1", read)));
  EXPECT_FALSE(coloured(on_a_terminal("", read + " --color never")));
  EXPECT_TRUE(coloured(on_a_terminal("NO_COLOR=1", read + " --color always")));
  EXPECT_EQ(run("read --color sometimes -").code, 2);
  // Of what is for machines, too, nothing steers a terminal.
  const std::string hostile =
      file("h.ndjson",
           "{\"id\":\"a\xC2\x9B"
           "31m\",\"text\":\"Velmar said no.\",\"title\":\"\xE2\x80\xAE\x7F\"}\n");
  for (const char* format : {"json", "ndjson", "brief"}) {
    const std::string out =
        on_a_terminal("", "read --color never --format " + std::string(format) + " " + hostile).out;
    for (const char* sequence : {"\xC2\x9B", "\xE2\x80\xAE", "\x7F"})
      EXPECT_EQ(out.find(sequence), std::string::npos) << format;
    EXPECT_NE(run("read --format ndjson " + hostile).out.find("\xC2\x9B"), std::string::npos)
        << "a file has every character";
  }
}

TEST_F(Program, AReportThatIsNotEnglishIsKeptAndSaidToBeNotRead) {
  const std::string german =
      file("de.txt",
           "Der Minister sagte am Montag, dass die Verhandlungen zwischen Velmar und Sorania noch "
           "eine Woche dauern werden und dass bisher nichts vereinbart worden sei.");
  const std::string record = " --record " + (folder_ / "r.db").string();
  const Outcome added = run("add" + record + " " + german, true);
  EXPECT_EQ(added.code, 0);
  EXPECT_NE(added.out.find("C0114 this is in German"), std::string::npos) << added.out;
  EXPECT_NE(added.out.find("1 not English and not read"), std::string::npos) << added.out;
  EXPECT_NE(run("reports --text Verhandlungen" + record).out.find("\"d1\""), std::string::npos);
  EXPECT_EQ(run("statements" + record).out, "");
  const Outcome read = run("read --format ndjson " + german, true);
  EXPECT_EQ(read.code, 0);
  EXPECT_NE(read.out.find("\"language\":\"de\""), std::string::npos);
  EXPECT_NE(read.out.find("\"read\":false"), std::string::npos);
  EXPECT_EQ(run("read --format ndjson --language en " + german).out.find("\"read\":false"),
            std::string::npos);
}

TEST_F(Program, SaysWhichInputAndWhy) {
  EXPECT_NE(run("dates - < " + folder_.string(), true).out.find("C0108"), std::string::npos);
  const Outcome lines =
      run("dates " + file("l.ndjson", "{\"id\":\"a\",\"text\":\"Monday\"}\n[1]\n"), true);
  EXPECT_EQ(lines.code, 1);
  EXPECT_NE(lines.out.find("l.ndjson: line-2: C0111 this is not a JSON object"), std::string::npos)
      << lines.out;
  const std::string record = (folder_ / "nowhere" / "r.db").string();
  EXPECT_NE(run("statements --record " + record, true).out.find(record + ": C04"),
            std::string::npos);
}

TEST_F(Program, CorrectsOnlyToWhatIsKnown) {
  const std::string path = (folder_ / "r.db").string(), record = " --record " + path;
  ASSERT_EQ(run("add --date 2025-11-18" + record + " " CASUS_ROOT "/examples/lake-accord.txt").code,
            0);
  for (const char* change :
       {"s1 amend act=banana", "s1 amend date=yesterday-ish", "s1 amend date=2025-02-30",
        "e1 amend 'type=<script>'", "s1 amend nothing=x", "s1 amend act", "s1 accept junk",
        "e1 amend status=banana", "s1 amend speaker=Nobody-Of-That-Name"}) {
    const Outcome result = run("correct " + std::string(change) + record, true);
    EXPECT_EQ(result.code, 2) << change << result.out;
    EXPECT_NE(result.out.find("C040"), std::string::npos) << result.out;
  }
  EXPECT_EQ(run("correct s1 amend act=deny" + record).code, 0);
  EXPECT_EQ(run("correct s1 amend date=2025-11-17" + record).code, 0);
  EXPECT_EQ(run("correct s1 accept" + record).code, 0);
  // Another program holds the record for longer than casus waits.
  FILE* holder = popen(("python3 -c \"import sqlite3,time; c=sqlite3.connect('" + path +
                        "'); c.execute('BEGIN EXCLUSIVE'); print(1, flush=True); time.sleep(14)\"")
                           .c_str(),
                       "r");
  std::array<char, 8> ready{};
  ASSERT_NE(std::fgets(ready.data(), ready.size(), holder), nullptr);
  const Outcome locked = run("correct s1 reject" + record, true);
  EXPECT_EQ(locked.code, 1);
  EXPECT_NE(locked.out.find("C0411 another program is writing"), std::string::npos) << locked.out;
  pclose(holder);
}

TEST_F(Program, PrintsDates) {
  const Outcome result = run("dates --date 2025-11-18 " CASUS_ROOT "/examples/lake-accord.txt");
  EXPECT_EQ(result.code, 0);
  EXPECT_NE(result.out.find("2025-10-03/2025-10-04"), std::string::npos);
}

}  // namespace
