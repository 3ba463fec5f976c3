// SPDX-License-Identifier: Apache-2.0
#include "casus/ingest.h"

#include <gtest/gtest.h>

#include <sstream>

#include "ingest/charset.h"
#include "ingest/feed.h"
#include "ingest/html_metadata.h"

namespace casus {
namespace {

Report text_report(std::string_view text, const IngestOptions& options = {}) {
  auto report = read_document(text, options);
  EXPECT_TRUE(report.has_value()) << (report ? "" : report.error().message);
  return report ? std::move(*report) : Report{};
}

std::vector<Parcel> parcels(const std::string& bytes, const IngestOptions& options = {}) {
  std::istringstream in(bytes);
  std::vector<Parcel> out;
  (void)cut_stream(in, options, [&](Parcel parcel) {
    out.push_back(std::move(parcel));
    return true;
  }).has_value();
  return out;
}

constexpr const char* kPage =
    R"(<!doctype html><html lang="en-GB"><head><title>Talks resume | The Example</title>
<meta property="article:published_time" content="2024-03-05T08:00:00Z"><link rel="canonical" href="https://example.org/talks">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Talks resume in the capital","author":[{"name":"Ann Lee"},{"name":"Bo Chan"}]}</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<div class="story"><h1>Talks resume in the capital</h1>
<figure><img src="x.jpg"><figcaption>Delegates arriving at the palace on a sunny day, before the talks, with aides.</figcaption></figure>
<p>The two sides met for the first time in a year, officials said, and agreed to meet again next month in the same place.</p>
<div class="share-bar">Share this on every network you know of, please, it would help us a great deal, truly.</div>
<p>A spokesman, who asked not to be named, said that the mood was good, that the coffee was not, and that both would improve.</p>
<h2>What comes next</h2><ul><li>A second round, in a month, at the same palace.</li></ul>
<p>Both delegations left without speaking to the press, as they had promised to do when the meeting was announced last week.</p></div>
<aside><p>Related: ten things you did not know about palaces, and why they matter to us all, in ten long pictures.</p></aside>
<footer>Copyright The Example</footer></body></html>)";

TEST(Html, KeepsTheArticleAndNothingElse) {
  const Report report = text_report(kPage);
  EXPECT_EQ(report.title, "Talks resume in the capital");
  EXPECT_EQ(report.byline, (std::vector<std::string>{"Ann Lee", "Bo Chan"}));
  EXPECT_EQ(report.published, "2024-03-05");
  EXPECT_EQ(report.language, "en");
  EXPECT_EQ(report.url, "https://example.org/talks");
  EXPECT_TRUE(report.text.starts_with("The two sides met"));
  EXPECT_TRUE(report.text.ends_with("announced last week."));
  for (const char* part : {"What comes next", "A second round"})
    EXPECT_NE(report.text.find(part), std::string::npos) << part;
  for (const char* part : {"Share this", "Home", "palaces", "Copyright", "aides"})
    EXPECT_EQ(report.text.find(part), std::string::npos) << part;
}

TEST(Html, SurvivesDepthAndGarbage) {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<div>";
  EXPECT_FALSE(read_document("<html>" + deep, {}).has_value());
  EXPECT_FALSE(read_document("<html><body></body></html>", {}).has_value());
}

TEST(Text, ReadsTheFrame) {
  const Report report = text_report(
      "Boats on a lake\n\nVelmar Turns Down An Appeal Over The Lake\n\nBy Ines Halloran\n\nKESTRIN "
      "(Reuters) - Velmar has turned down an appeal.\n\nGet our weekly in your inbox:\n");
  EXPECT_EQ(report.title, "Velmar Turns Down An Appeal Over The Lake");
  EXPECT_EQ(report.byline, std::vector<std::string>{"Ines Halloran"});
  EXPECT_EQ(report.dateline, "KESTRIN");
  EXPECT_EQ(report.agency, "Reuters");
  ASSERT_EQ(report.furniture.size(), 2U);
  EXPECT_EQ(cut(report.text, report.furniture[0]), "Boats on a lake");
  EXPECT_EQ(cut(report.text, report.furniture[1]), "Get our weekly in your inbox:");
}

TEST(Text, KeepsEveryByteButLineEnds) {
  EXPECT_EQ(text_report("One  line.\r\nAnother.\r").text, "One  line.\nAnother.\n");
}

TEST(Text, ASentenceAloneHasNoFrame) {
  const Report report = text_report("The president said on Monday that the talks would go on.");
  EXPECT_TRUE(report.title.empty());
  EXPECT_TRUE(report.furniture.empty());
}

TEST(Charset, DecodesWhatIsDeclaredSniffedOrMarked) {
  EXPECT_EQ(decode("caf\xE9 au lait", "iso-8859-1")->text, "caf\xC3\xA9 au lait");
  EXPECT_EQ(decode(std::string_view("\xFF\xFE"
                                    "a\0b\0",
                                    6),
                   "")
                ->text,
            "ab");
  EXPECT_EQ(decode("\xEF\xBB\xBFx", "")->text, "x");
  const auto repaired = decode("a\xFFz", "utf-8");
  EXPECT_EQ(repaired->text, "a\xEF\xBF\xBDz");
  EXPECT_EQ(repaired->diagnostics.size(), 1U);
}

TEST(BadInput, IsRefusedWithItsReason) {
  EXPECT_EQ(read_document("", {}).error().code, Errc::InvalidInput);
  EXPECT_EQ(read_document("   \n", {}).error().code, Errc::InvalidInput);
  EXPECT_EQ(read_document(std::string("\x7F"
                                      "ELF\0\0\1\2",
                                      8),
                          {})
                .error()
                .code,
            Errc::InvalidInput);
  EXPECT_EQ(read_document(std::string(2000, 'x'), {.limit_bytes = 1000}).error().code,
            Errc::LimitExceeded);
}

TEST(Ndjson, AWrongLineCostsOnlyItself) {
  const auto cut = parcels(
      "{\"id\":\"a\",\"text\":\"One.\"}\nnot "
      "json\n{\"id\":\"b\",\"html\":\"<p>Two</p>\",\"date\":\"2024-01-02\"}\n{\"id\":\"c\"}\n");
  ASSERT_EQ(cut.size(), 4U);
  EXPECT_EQ(cut[0].id, "a");
  EXPECT_FALSE(cut[1].error.empty());
  EXPECT_EQ(cut[2].options.kind, Kind::Html);
  EXPECT_EQ(cut[2].options.date, "2024-01-02");
  EXPECT_FALSE(cut[3].error.empty());
}

TEST(Ndjson, ALineOverTheLimitIsSkipped) {
  const auto cut = parcels("{\"id\":\"a\",\"text\":\"" + std::string(5000, 'x') +
                               "\"}\n{\"id\":\"b\",\"text\":\"ok\"}\n",
                           {.kind = Kind::Ndjson, .limit_bytes = 1000});
  ASSERT_EQ(cut.size(), 2U);
  EXPECT_FALSE(cut[0].error.empty());
  EXPECT_EQ(cut[1].bytes, "ok");
}

TEST(Feed, ReadsRssAndAtom) {
  const auto rss = read_feed(
      "<?xml version='1.0'?><rss "
      "version='2.0'><channel><title>F</title><item><title>A</title><link>http://a</"
      "link><pubDate>Tue, 05 Mar 2024 08:00:00 GMT</pubDate>"
      "<description>&lt;p&gt;Text&lt;/p&gt;</description></item></channel></rss>");
  ASSERT_TRUE(rss.has_value());
  ASSERT_EQ(rss->size(), 1U);
  EXPECT_EQ(rss->front().published, "2024-03-05");
  EXPECT_EQ(rss->front().content, "<p>Text</p>");
  const auto atom = read_feed(
      "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>i</id><title>B</title><link "
      "href='http://b'/><updated>2024-03-06T00:00:00Z</updated><content>Hello</content></entry></"
      "feed>");
  ASSERT_TRUE(atom.has_value());
  EXPECT_EQ(atom->front().url, "http://b");
  EXPECT_EQ(atom->front().content, "Hello");
  EXPECT_FALSE(read_feed("<html></html>").has_value());
}

TEST(Byline, SplitsNamesFromRoles) {
  EXPECT_EQ(split_byline("By Ann Lee and Bo Chan, Reuters"),
            (std::vector<std::string>{"Ann Lee", "Bo Chan"}));
  EXPECT_EQ(split_byline("Staff writer"), std::vector<std::string>{});
}

}  // namespace
}  // namespace casus
