// SPDX-License-Identifier: Apache-2.0
#include "server/answers.h"

#include "store/store_testing.h"

namespace casus {
namespace {

class AnswersTest : public RecordTest {
 protected:
  Answers answers(std::size_t most_bytes) {
    auto watcher = Store::open(path_, Database::Mode::ReadOnly);
    EXPECT_TRUE(watcher) << watcher.error().message;
    return Answers(std::move(*watcher), most_bytes);
  }
  void change() { store_->database().run("INSERT INTO settings VALUES ('test', 'changed')"); }
  static Answers::Body body(std::size_t size) {
    return std::make_shared<const std::string>(size, 'x');
  }
};

TEST_F(AnswersTest, AreKeptUntilTheRecordChanges) {
  Answers kept = answers(1 << 20);
  const auto first = kept.find("/a");
  EXPECT_EQ(first.body, nullptr);
  kept.keep("/a", first.state, body(10));
  ASSERT_NE(kept.find("/a").body, nullptr);
  EXPECT_EQ(kept.find("/a").body->size(), 10U);
  EXPECT_EQ(kept.find("/b").body, nullptr);
  change();
  EXPECT_EQ(kept.find("/a").body, nullptr);
}

TEST_F(AnswersTest, OneMadeBeforeAChangeIsNotKeptAfterIt) {
  Answers kept = answers(1 << 20);
  const auto asked = kept.find("/a");
  change();
  EXPECT_EQ(kept.find("/b").body, nullptr);  // another asks first
  kept.keep("/a", asked.state, body(10));
  EXPECT_EQ(kept.find("/a").body, nullptr);
}

TEST_F(AnswersTest, ThoseAskedForLongestAgoMakeRoom) {
  Answers kept = answers(1000);  // an answer may have a sixteenth of it
  const auto state = kept.find("/0").state;
  for (char c = 'a'; c < 'z'; ++c) {
    kept.keep(std::string(1, c), state, body(50));
    (void)kept.find("a");
  }
  EXPECT_NE(kept.find("a").body, nullptr);
  EXPECT_EQ(kept.find("b").body, nullptr);
  EXPECT_NE(kept.find("y").body, nullptr);
  kept.keep("large", state, body(100));
  EXPECT_EQ(kept.find("large").body, nullptr);
}

}  // namespace
}  // namespace casus
