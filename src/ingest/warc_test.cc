// SPDX-License-Identifier: Apache-2.0
#include "ingest/warc.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <sstream>

namespace casus {
namespace {

std::string record(const std::string& url, const std::string& body) {
  const std::string http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body;
  return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: " + url +
         "\r\nContent-Length: " + std::to_string(http.size()) + "\r\n\r\n" + http + "\r\n\r\n";
}

std::string gzipped(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

struct Read {
  std::vector<WarcPage> pages;
  bool whole = false;
  std::string error;
};

Read read_all(const std::string& bytes, std::size_t limit = 1 << 20) {
  std::istringstream in(bytes);
  Read out;
  const auto result = read_warc(in, limit, [&](WarcPage page) {
    out.pages.push_back(std::move(page));
    return true;
  });
  out.whole = result.has_value();
  if (!result) out.error = result.error().message;
  return out;
}

TEST(Warc, ReadsPlainAndGzipMembers) {
  const std::string a = record("http://a", "<p>A</p>");
  const std::string b = record("http://b", "<p>B</p>");
  for (const std::string& bytes : {a + b, gzipped(a) + gzipped(b), gzipped(a + b)}) {
    const Read read = read_all(bytes);
    ASSERT_TRUE(read.whole);
    ASSERT_EQ(read.pages.size(), 2U);
    EXPECT_EQ(read.pages[1].url, "http://b");
    EXPECT_EQ(read.pages[1].body, "<p>B</p>");
  }
}

TEST(Warc, ATruncatedArchiveYieldsWhatIsWhole) {
  const std::string whole =
      gzipped(record("http://a", "<p>A</p>")) + gzipped(record("http://b", std::string(5000, 'b')));
  const Read read = read_all(whole.substr(0, whole.size() - 20));
  EXPECT_FALSE(read.whole);
  EXPECT_EQ(read.pages.size(), 1U);
}

TEST(Warc, ABombIsNamedNotInflated) {
  const Read read =
      read_all(gzipped(record("http://bomb", gzipped(std::string(8 << 20, 'x')))), 1 << 20);
  ASSERT_EQ(read.pages.size(), 1U);
  EXPECT_FALSE(read.pages[0].error.empty());
}

std::string chunked(const std::string& body) {
  const std::string http =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
  return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://c\r\nContent-Length: " +
         std::to_string(http.size()) + "\r\n\r\n" + http + "\r\n\r\n";
}

TEST(Warc, ChunksAreJoinedOrTheirRecordEnds) {
  EXPECT_EQ(read_all(chunked("4\r\n<p>A\r\n4\r\n</p>\r\n0\r\n\r\n")).pages.at(0).body, "<p>A</p>");
  EXPECT_EQ(read_all(chunked("<p>joined already</p>")).pages.at(0).body, "<p>joined already</p>");
  for (const char* body : {"ffffffffffffffed\n<p>A</p>", "ffffffffffffffff\r\n<p>A</p>",
                           "4\r\n<p>A\r\nffffffffffffffed\r\n</p>", "4\r\n<p>A\r\n", "4\r\n<p"}) {
    const Read read = read_all(chunked(body) + record("http://b", "<p>B</p>"));
    ASSERT_EQ(read.pages.size(), 2U) << body;
    EXPECT_NE(read.pages[0].error.find("C0112"), std::string::npos) << body;
    EXPECT_EQ(read.pages[1].body, "<p>B</p>");
  }
}

TEST(Warc, ABodyCutShortIsNotHalfAReport) {
  const std::string body = gzipped(std::string(5000, 'x') + "<p>A</p>");
  const Read read = read_all(record("http://a", body.substr(0, body.size() - 12)));
  ASSERT_EQ(read.pages.size(), 1U);
  EXPECT_NE(read.pages[0].error.find("C0112"), std::string::npos);
}

TEST(Warc, ADamagedRecordCostsOnlyItself) {
  const std::string a = record("http://a", "<p>A</p>"), b = record("http://b", "<p>B</p>");
  for (const std::string& damage :
       {std::string("WARC/1.0\r\nGarbage\r\n\r\n"), std::string(200000, 'x') + "\n",
        std::string("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\n<p>C</p>\r\n")}) {
    const Read read = read_all(a + damage + b);
    EXPECT_FALSE(read.whole);
    ASSERT_EQ(read.pages.size(), 2U) << damage.substr(0, 60);
    EXPECT_EQ(read.pages[1].url, "http://b");
    EXPECT_NE(read.error.find("damaged in 1 place; its other 2 records were read"),
              std::string::npos)
        << read.error;
  }
}

TEST(Warc, WhatHoldsNoPageSaysSo) {
  std::string picture = record("http://a", "x");
  picture.replace(picture.find("text/html"), 9, "image/png");
  EXPECT_NE(read_all(picture).error.find("C0117"), std::string::npos);
  std::string later = record("http://a", "<p>A</p>");
  later[5] = '2';
  EXPECT_NE(read_all(later).error.find("version 2.0"), std::string::npos);
}

}  // namespace
}  // namespace casus
