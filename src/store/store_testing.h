// SPDX-License-Identifier: Apache-2.0
// For tests of records: a report written by hand, and a record in a file of the test's own.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>

#include "store/store.h"

namespace casus {

/// A report of a day; each part of the text that an item needs is found in it.
class WrittenReport {
 public:
  WrittenReport(std::string day, std::string text) {
    record_.report.published = std::move(day);
    record_.report.text = std::move(text);
  }
  Span at(std::string_view words) const {
    const auto begin = record_.report.text.find(words);
    EXPECT_NE(begin, std::string::npos) << words;
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + words.size())};
  }
  std::string actor(const std::string& name, const std::string& type, const std::string& code = "",
                    const Role& role = {}) {
    Actor a{.id = "a" + std::to_string(record_.actors.size() + 1),
            .name = name,
            .type = *kind_named<ActorType>(type),
            .code = code};
    if (record_.report.text.find(name) != std::string::npos) a.mentions = {at(name)};
    if (!role.title.empty()) a.roles = {role};
    record_.actors.push_back(a);
    return a.id;
  }
  Record& record() { return record_; }

 protected:
  Record record_;
};

/// An empty record in a file, gone after the test.
class RecordTest : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = ::testing::TempDir() + "casus-record-" + std::to_string(::getpid()) + "-" +
            ::testing::UnitTest::GetInstance()->current_test_info()->name() + ".db";
    std::filesystem::remove(path_);
    auto opened = Store::open(path_, Database::Mode::ReadWrite);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::make_unique<Store>(std::move(*opened));
  }
  void TearDown() override {
    store_.reset();
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + end);
  }
  std::string path_;
  std::unique_ptr<Store> store_;
};

}  // namespace casus
