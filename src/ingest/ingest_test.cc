// SPDX-License-Identifier: Apache-2.0
#include "casus/ingest.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <chrono>
#include <sstream>

#include "ingest/charset.h"
#include "ingest/entities.h"
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

struct Cut {
  std::vector<Parcel> parcels;
  bool whole = false;
  std::string error;
};

/// What a stream is cut into, and how it ended.
Cut stream(const std::string& bytes) {
  std::istringstream in(bytes);
  Cut out;
  const auto result = cut_stream(in, {}, [&](Parcel parcel) {
    out.parcels.push_back(std::move(parcel));
    return true;
  });
  out.whole = result.has_value();
  if (!result) out.error = result.error().message;
  return out;
}

std::string gzipped(const std::string& text) {
  z_stream packer{};
  deflateInit2(&packer, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&packer, text.size()) + 64, '\0');
  packer.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  packer.avail_in = static_cast<uInt>(text.size());
  packer.next_out = reinterpret_cast<Bytef*>(out.data());
  packer.avail_out = static_cast<uInt>(out.size());
  deflate(&packer, Z_FINISH);
  out.resize(packer.total_out);
  deflateEnd(&packer);
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
  ASSERT_EQ(rss->items.size(), 1U);
  EXPECT_EQ(rss->items.front().published, "2024-03-05");
  EXPECT_EQ(rss->items.front().content, "<p>Text</p>");
  const auto atom = read_feed(
      "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>i</id><title>B</title><link "
      "href='http://b'/><updated>2024-03-06T00:00:00Z</updated><content>Hello</content></entry></"
      "feed>");
  ASSERT_TRUE(atom.has_value());
  EXPECT_EQ(atom->items.front().url, "http://b");
  EXPECT_EQ(atom->items.front().content, "Hello");
  EXPECT_FALSE(read_feed("<html></html>").has_value());
}

TEST(Feed, AmpersandsAndHtmlNamesAreCharacters) {
  const auto feed = read_feed(
      "<rss><channel><item><title>AT&T, caf&eacute;&nbsp;&amp; &#233; &unknown; & Q&A</title>"
      "<link>http://a/?x=1&y=2&copy=3</link><description><![CDATA[<p>R&D &eacute; &amp;</p>]]> M&S"
      "</description></item></channel></rss>");
  ASSERT_TRUE(feed.has_value());
  ASSERT_EQ(feed->items.size(), 1U);
  EXPECT_EQ(feed->items[0].title, "AT&T, caf\xC3\xA9 & \xC3\xA9 &unknown; & Q&A");
  EXPECT_EQ(feed->items[0].url, "http://a/?x=1&y=2&copy=3");
  EXPECT_EQ(feed->items[0].content, "<p>R&D &eacute; &amp;</p> M&S");
  EXPECT_EQ(with_known_entities("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e; &eacute; & &;&"),
            "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e; &eacute; &amp; &amp;;&amp;");
}

TEST(Feed, ContentOfATypeThatIsNoTextIsNone) {
  const auto feed = read_feed(
      "<feed><entry><id>1</id><content type='application/pdf'>JVBERi0x</content></entry><entry>"
      "<id>2</id><content type='application/xhtml+xml'>Talks</content></entry></feed>");
  ASSERT_TRUE(feed.has_value());
  ASSERT_EQ(feed->items.size(), 2U);
  EXPECT_EQ(feed->items[0].content, "");
  EXPECT_EQ(feed->items[1].content, "Talks");
}

constexpr const char* kItem =
    "<item><guid>g</guid><title>T</title><description>Velmar turned down the "
    "appeal.</description></item>";

TEST(Feed, OneCutShortSaysSo) {
  const std::string feed = std::string("<?xml version='1.0'?><rss version='2.0'><channel>") +
                           kItem + kItem + kItem + "</channel></rss>";
  EXPECT_TRUE(stream(feed).whole);
  EXPECT_TRUE(stream(feed + "<!-- made by hand -->\n").whole);
  const Cut between = stream(feed.substr(0, feed.rfind("<item>")));
  EXPECT_EQ(between.parcels.size(), 2U);
  EXPECT_NE(between.error.find("C0110 the feed is cut short after 2 items"), std::string::npos);
  EXPECT_FALSE(stream(feed.substr(0, feed.size() - 10)).whole);
  EXPECT_NE(stream("<rss version='2.0'><channel></channel></rss>").error.find("no item"),
            std::string::npos);
}

TEST(Feed, AnItemWithoutTextCostsOnlyItself) {
  const auto cut =
      parcels(std::string("<rss version='2.0'><channel><item><title>T</title></item>") + kItem +
              "</channel></rss>");
  ASSERT_EQ(cut.size(), 2U);
  EXPECT_EQ(cut[0].id, "item-1");
  EXPECT_NE(cut[0].error.find("C0116"), std::string::npos);
  EXPECT_TRUE(cut[1].error.empty());
}

TEST(Feed, TakesTheCharsetItDeclares) {
  const auto cut = parcels(
      "<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss "
      "version=\"2.0\"><channel><item><guid>1</guid><description>\xC4\xE0 and no</description>"
      "</item></channel></rss>");
  ASSERT_EQ(cut.size(), 1U);
  EXPECT_EQ(cut[0].bytes, "\xD0\x94\xD0\xB0 and no");
}

TEST(Json, AMarkAListAndALaidOutObjectAreRead) {
  const std::string one = R"({"id":"a","text":"One."})",
                    two = R"({"id":"b","text":"Two {]\" it."})";
  for (const std::string& json :
       {"\xEF\xBB\xBF" + one + "\n" + two + "\n", "[" + one + "," + two + "]",
        "[\n  " + one + ",\n  " + two + "\n]\n",
        std::string("{\n \"id\": \"a\",\n \"text\": \"One.\"\n}\n{\n \"id\":\"b\",\n \"text\": "
                    "\"Two {]\\\" it.\"\n}\n")}) {
    const Cut cut = stream(json);
    ASSERT_TRUE(cut.whole) << json << cut.error;
    ASSERT_EQ(cut.parcels.size(), 2U) << json;
    EXPECT_EQ(cut.parcels[0].bytes, "One.");
    EXPECT_EQ(cut.parcels[1].id, "b");
    EXPECT_EQ(cut.parcels[1].bytes, "Two {]\" it.");
  }
}

TEST(Json, WhatIsNoReportIsNamedAndTheOthersAreRead) {
  const Cut list = stream(R"([{"id":"a","text":"One."}, 7, "x{", null, {"id":"b","text":"Two."}])");
  ASSERT_EQ(list.parcels.size(), 5U);
  EXPECT_NE(list.parcels[1].error.find("C0111"), std::string::npos);
  EXPECT_NE(list.parcels[2].error.find("C0111"), std::string::npos);
  EXPECT_EQ(list.parcels[4].bytes, "Two.");
  const Cut other = stream(R"({"title":"T","body":"Velmar said no."})");
  ASSERT_EQ(other.parcels.size(), 1U);
  EXPECT_NE(other.parcels[0].error.find("it has title, body"), std::string::npos);
  EXPECT_NE(
      stream(R"([{"id":"a","text":"One."},{"id":"b","te)").error.find("cut short within item 2"),
      std::string::npos);
  EXPECT_FALSE(stream("[]").whole);
  EXPECT_EQ(stream("{{template}} is text").parcels[0].options.kind, Kind::Text);
  EXPECT_EQ(stream("[Photo] is text").parcels[0].options.kind, Kind::Text);
}

TEST(Json, OptionsHoldForLinesThatLackThem) {
  const auto cut = parcels(
      "{\"id\":\"a\",\"text\":\"One.\"}\n{\"id\":\"b\",\"text\":\"Two.\",\"date\":\"2024-01-02\","
      "\"url\":\"http://b\"}\n{\"id\":\"c\",\"text\":\"Three.\",\"date\":\"yesterday-ish\"}\n"
      "{\"id\":7,\"text\":\"x\",\"html\":\"\",\"date\":20240103}\n",
      {.date = "2026-11-24", .url = "http://all"});
  ASSERT_EQ(cut.size(), 4U);
  EXPECT_EQ(cut[0].options.date, "2026-11-24");
  EXPECT_EQ(cut[0].options.url, "http://all");
  EXPECT_EQ(cut[1].options.date, "2024-01-02");
  EXPECT_EQ(cut[1].options.url, "http://b");
  EXPECT_EQ(cut[2].options.date, "2026-11-24");
  ASSERT_EQ(cut[2].notes.size(), 1U);
  EXPECT_NE(cut[2].notes[0].find("C0115 the date 'yesterday-ish'"), std::string::npos);
  EXPECT_EQ(read_parcel(cut[2]).report->diagnostics, cut[2].notes);
  EXPECT_EQ(cut[3].id, "7");
  EXPECT_EQ(cut[3].bytes, "x");
  EXPECT_EQ(cut[3].options.date, "20240103") << "read as a day where the report is made";
  EXPECT_EQ(read_parcel(cut[3]).report->published, "2024-01-03");
}

TEST(Gzip, IsReadAsWhatItHolds) {
  const std::string text = "Velmar has turned down the appeal of Sorania. ";
  std::string words;
  for (int i = 0; i < 3000; ++i) words += text;
  EXPECT_EQ(stream(gzipped(words)).parcels.at(0).bytes, words) << "one line of 138 kB";
  EXPECT_EQ(stream(gzipped(kPage)).parcels.at(0).options.kind, Kind::Html);
  EXPECT_EQ(stream(gzipped("{\"id\":\"a\",\"text\":\"One.\"}\n")).parcels.at(0).id, "a");
  const std::string packed = gzipped(words);
  const Cut half = stream(packed.substr(0, packed.size() / 2));
  EXPECT_TRUE(half.parcels.empty()) << "half a report is none";
  EXPECT_NE(half.error.find("C0112"), std::string::npos);
  EXPECT_NE(stream(gzipped(gzipped(words))).error.find("gzip data within gzip data"),
            std::string::npos);
  EXPECT_EQ(stream(gzipped(words) + std::string(100, '\0')).parcels.size(), 1U) << "padding";
}

TEST(Kind, IsFoundBehindCommentsAndInUtf16) {
  std::string comments;
  for (int i = 0; i < 1000; ++i) comments += "<!-- saved from a page -->\n";
  EXPECT_EQ(stream(comments + kPage).parcels.at(0).options.kind, Kind::Html);
  std::string wide = "\xFF\xFE";
  for (const char* c = kPage; *c != '\0'; ++c) wide += *c, wide += '\0';
  const Cut cut = stream(wide);
  ASSERT_EQ(cut.parcels.size(), 1U);
  EXPECT_EQ(cut.parcels[0].options.kind, Kind::Html);
  EXPECT_TRUE(read_parcel(cut.parcels[0]).report->text.starts_with("The two sides met"));
}

TEST(Kind, WhatIsNotReadIsNamed) {
  for (const auto& [bytes, name] :
       {std::pair{"{\\rtf1\\ansi Velmar said no.}", "an RTF document"},
        {"%PDF-1.4\n1 0 obj", "a PDF file"},
        {"From: a@b\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nHello", "an e-mail"},
        {"<?xml version=\"1.0\"?><urlset><url><loc>http://a/</loc></url></urlset>", "a sitemap"},
        {"filedesc://x.arc 0.0.0.0 20050101 text/plain 76\n", "an ARC archive"}})
    EXPECT_NE(stream(bytes).error.find(std::string("C0102 the input is ") + name),
              std::string::npos)
        << stream(bytes).error;
}

TEST(Charset, DecodesAsABrowserWould) {
  const auto text = [](std::string_view bytes, const char* declared = "") {
    const auto decoded = decode(bytes, declared);
    return decoded ? decoded->text : decoded.error().message;
  };
  std::string utf16, utf16be;
  for (const char* c = "Velmar said that it had turned down the appeal."; *c != '\0'; ++c) {
    utf16 += *c, utf16 += '\0';
    utf16be += '\0', utf16be += *c;
  }
  EXPECT_EQ(text(utf16), "Velmar said that it had turned down the appeal.") << "without a mark";
  EXPECT_EQ(text(utf16be), "Velmar said that it had turned down the appeal.");
  // "Prezident zayavil, chto strana ne boitsya" in windows-1251, undeclared
  std::string russian;
  for (int i = 0; i < 4; ++i)
    russian +=
        "\xCF\xF0\xE5\xE7\xE8\xE4\xE5\xED\xF2 \xE7\xE0\xFF\xE2\xE8\xEB, \xF7\xF2\xEE "
        "\xF1\xF2\xF0\xE0\xED\xE0 \xED\xE5 \xE1\xEE\xE8\xF2\xF1\xFF. ";
  EXPECT_TRUE(text(russian).starts_with("\xD0\x9F\xD1\x80\xD0\xB5\xD0\xB7")) << text(russian);
  EXPECT_TRUE(text(russian, "no-such-set").starts_with("\xD0\x9F\xD1\x80\xD0\xB5\xD0\xB7"))
      << "an unknown name is as good as none";
  EXPECT_EQ(text("He said \x93no\x94 \x97 twice, and then he left the room with all his papers.",
                 "iso-8859-1"),
            "He said \xE2\x80\x9Cno\xE2\x80\x9D \xE2\x80\x94 twice, and then he left the room with "
            "all his papers.")
      << "latin1 means windows-1252";
  EXPECT_EQ(text("The caf\xE9 talks between the two sides went on for a day and a night."),
            "The caf\xC3\xA9 talks between the two sides went on for a day and a night.");
  EXPECT_EQ(text("caf\xC3\xA9 and caf\xC3\xA9 and caf\xC3\xA9 but \xE9 here"),
            "caf\xC3\xA9 and caf\xC3\xA9 and caf\xC3\xA9 but \xEF\xBF\xBD here")
      << "mixed: UTF-8 with one stray byte";
  EXPECT_EQ(
      declared_in_html("<script charset=\"koi8-r\"></script><!-- <meta charset=big5> --><meta "
                       "charset='windows-1251'>"),
      "windows-1251");
  EXPECT_EQ(declared_in_html("<?xml version='1.0' encoding='KOI8-R'?><html>"), "koi8-r");
  EXPECT_EQ(charset_of_type("text/html; Charset=\"UTF-8\""), "utf-8");
}

TEST(Html, ManyAttributesTakeLinearTime) {
  std::string tag = "<p title='a > b' ";
  for (int i = 0; i < 100000; ++i) tag += "a" + std::to_string(i) + "=1 ";
  const auto started = std::chrono::steady_clock::now();
  const Report report =
      text_report("<html><body><article>" + tag +
                  ">Velmar has turned down the appeal of Sorania over the lake, it said on "
                  "Monday.</p></article></body></html>");
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(2));
  EXPECT_TRUE(report.text.starts_with("Velmar has turned down"));
}

TEST(Language, IsToldByTheText) {
  const auto language = [](std::string_view text, const IngestOptions& options = {}) {
    return text_report(text, options).language;
  };
  EXPECT_EQ(
      language("The minister of Velmar said that the talks of the two sides would go on for a "
               "week, and that nothing was agreed from the list which they had."),
      "en");
  EXPECT_EQ(language("Velmar."), "en") << "too short to tell";
  EXPECT_EQ(language("Maria Valdes, Jana Giovannini"), "en") << "names alone tell nothing";
  const char* german =
      "Der Minister sagte am Montag, dass die Gespr\xC3\xA4"
      "che zwischen den beiden Seiten noch eine "
      "Woche dauern werden und dass bisher nichts vereinbart worden sei.";
  EXPECT_EQ(language(german), "de");
  EXPECT_EQ(language(std::string("<html lang=\"en\"><body><p>") + german + "</p></body></html>"),
            "de")
      << "whatever the page declares";
  EXPECT_EQ(language(german, {.language = "en"}), "en") << "as told";
  EXPECT_EQ(language("\xD0\x9F\xD1\x80\xD0\xB5\xD0\xB7\xD0\xB8\xD0\xB4\xD0\xB5\xD0\xBD\xD1\x82 "
                     "\xD1\x81\xD1\x82\xD1\x80\xD0\xB0\xD0\xBD\xD1\x8B "
                     "\xD0\xB7\xD0\xB0\xD1\x8F\xD0\xB2\xD0\xB8\xD0\xBB, \xD1\x87\xD1\x82\xD0\xBE "
                     "\xD0\xBE\xD0\xBD\xD0\xB8 \xD0\xBD\xD0\xB5 "
                     "\xD0\xB1\xD0\xBE\xD1\x8F\xD1\x82\xD1\x81\xD1\x8F."),
            "ru");
  const Report report = text_report(german);
  EXPECT_FALSE(report.is_readable());
  ASSERT_EQ(report.diagnostics.size(), 1U);
  EXPECT_NE(report.diagnostics[0].find("C0114 this is in German"), std::string::npos);
}

TEST(Byline, SplitsNamesFromRoles) {
  EXPECT_EQ(split_byline("By Ann Lee and Bo Chan, Reuters"),
            (std::vector<std::string>{"Ann Lee", "Bo Chan"}));
  EXPECT_EQ(split_byline("Staff writer"), std::vector<std::string>{});
}

}  // namespace
}  // namespace casus
