// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include "follow/address.h"
#include "follow/address_range.h"
#include "follow/follower.h"
#include "follow/page.h"
#include "follow/robots.h"

namespace casus {
namespace {

IpBytes ip(const char* text) {
  sockaddr_in four{.sin_family = AF_INET};
  if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
    return ip_bytes(reinterpret_cast<const sockaddr&>(four));
  sockaddr_in6 six{.sin6_family = AF_INET6};
  EXPECT_EQ(inet_pton(AF_INET6, text, &six.sin6_addr), 1) << text;
  return ip_bytes(reinterpret_cast<const sockaddr&>(six));
}

TEST(AddressRange, KnowsWhatIsPublic) {
  for (const char* text :
       {"8.8.8.8", "172.15.255.255", "172.32.0.0", "100.63.255.255", "192.167.1.1",
        "223.255.255.255", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808"})
    EXPECT_TRUE(is_public(ip(text))) << text;
  for (const char* text : {"0.0.0.0",
                           "10.1.2.3",
                           "100.64.0.1",
                           "127.0.0.1",
                           "127.255.255.254",
                           "169.254.169.254",
                           "172.16.0.1",
                           "172.31.255.255",
                           "192.168.1.1",
                           "198.18.0.1",
                           "224.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "::ffff:127.0.0.1",
                           "::ffff:10.0.0.1",
                           "64:ff9b::7f00:1",
                           "fe80::1",
                           "fc00::1",
                           "fd12::1",
                           "ff02::1",
                           "2001:db8::1",
                           "2002:7f00:1::",
                           "2001:0:7f00:1::"})
    EXPECT_FALSE(is_public(ip(text))) << text;
}

TEST(AddressRange, ReadsAndHolds) {
  const auto range = AddressRange::parse("10.1.0.0/20");
  ASSERT_TRUE(range);
  EXPECT_TRUE(range->holds(ip("10.1.15.255")));
  EXPECT_FALSE(range->holds(ip("10.1.16.0")));
  EXPECT_TRUE(AddressRange::parse("fd00::/8")->holds(ip("fdff::1")));
  EXPECT_TRUE(AddressRange::parse("127.0.0.1")->holds(ip("::ffff:127.0.0.1")));
  EXPECT_FALSE(AddressRange::parse("127.0.0.1")->holds(ip("127.0.0.2")));
  for (const char* text :
       {"", "10.0.0.0/33", "fd00::/129", "10.0.0.0/", "10.0.0.0/8x", "localhost"})
    EXPECT_FALSE(AddressRange::parse(text)) << text;
  EXPECT_EQ(ip_of_host("10.0.0.1"), ip("10.0.0.1"));
  EXPECT_EQ(ip_of_host("[::1]"), ip("::1"));
  EXPECT_EQ(ip_of_host("[fe80::1%25eth0]"), ip("fe80::1"));
  for (const char* name : {"", "example.org", "[", "[]", "10.0.0.1.example.org"})
    EXPECT_FALSE(ip_of_host(name)) << name;
  EXPECT_EQ(ip_text(ip("10.0.0.1")), "10.0.0.1");
  EXPECT_EQ(ip_text(ip("::1")), "::1");
}

TEST(Address, IsNormalisedAndOfTheWebAlone) {
  const auto address = address_of("HTTP://News.Example.org:80/a?b=1#part");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->url, "http://news.example.org/a?b=1");
  EXPECT_EQ(address->origin, "http://news.example.org");
  EXPECT_EQ(address->path, "/a?b=1");
  EXPECT_EQ(address_of("../x", "https://example.org:8443/a/b/c")->url,
            "https://example.org:8443/a/x");
  EXPECT_EQ(address_of("//other.example/x", "https://example.org/")->origin,
            "https://other.example");
  for (const char* text : {"", "file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)",
                           "/no-base", "http://", "http://[::1"})
    EXPECT_FALSE(address_of(text)) << text;
  EXPECT_FALSE(address_of("http://example.org/" + std::string(3000, 'x')));
}

TEST(Robots, TheLongestRuleDecides) {
  const Robots robots(
      "\xEF\xBB\xBFUser-agent: *\nDisallow: /\n\n# ours\nUSER-AGENT: Other\nuser-agent: casus\n"
      "Disallow: /private\nAllow: /private/open\nDisallow: /*.pdf$\nDisallow: /a*b*c\nDisallow:\n"
      "Crawl-delay: 7.5\nDisallow: /caf%C3%A9\n\nUser-agent: casus\nDisallow: /second",
      "casus");
  for (const char* path : {"/", "/private/open/x", "/x.pdf?y", "/acb", "/caf", "/PRIVATE"})
    EXPECT_TRUE(robots.allows(path)) << path;
  for (const char* path :
       {"/private", "/private/x", "/x.pdf", "/axxbxxc1", "/caf\xC3\xA9/1", "/second", "/%70rivate"})
    EXPECT_FALSE(robots.allows(path)) << path;
  EXPECT_EQ(robots.pause(), std::chrono::milliseconds(7500));
}

TEST(Robots, OthersRulesAreNotOurs) {
  EXPECT_TRUE(Robots().allows("/x"));
  EXPECT_TRUE(Robots("User-agent: other\nDisallow: /\n", "casus").allows("/x"));
  EXPECT_FALSE(Robots("User-agent: *\nDisallow: /\n", "casus").allows("/x"));
  EXPECT_TRUE(Robots("Disallow: /\n", "casus").allows("/x"));
  EXPECT_TRUE(Robots("User-agent: *\nDisallow: /x\nAllow: /x\n", "casus").allows("/x"));
  EXPECT_TRUE(Robots("User-agent: *\nDisallow: /x$\n", "casus").allows("/xx"));
  EXPECT_EQ(Robots("User-agent: *\nCrawl-delay: 1e9", "casus").pause(), std::chrono::minutes(1));
  EXPECT_EQ(Robots("User-agent: *\nCrawl-delay: nan", "casus").pause(),
            std::chrono::milliseconds(0));
}

TEST(Feeds, AreListedALine) {
  const auto feeds = feeds_listed(
      "# ours\n\nhttps://example.org/feed  # the first\r\nhttps://example.org/feed\n "
      "http://b.example/a#b \n");
  ASSERT_TRUE(feeds) << feeds.error().message;
  EXPECT_EQ(*feeds, (std::vector<std::string>{"https://example.org/feed", "http://b.example/a"}));
  EXPECT_NE(feeds_listed("https://a.example/\nnews\n").error().message.find("line 2"),
            std::string::npos);
  EXPECT_FALSE(feeds_listed("# nothing\n"));
}

TEST(Feeds, ANewsSitemapNamesNewsAlone) {
  FetchAnswer answer;
  answer.body =
      "<urlset xmlns:news='n' "
      "xmlns:image='i'><url><loc>/a</loc><image:image><image:loc>/p.png</image:loc>"
      "<image:title>A picture</image:title></image:image><news:news><news:title>Talks</news:title>"
      "<news:publication_date>2025-11-24T10:00:00Z</news:publication_date></news:news>"
      "<lastmod>2025-11-25</lastmod></url><url><loc>/about</loc></url></urlset>";
  const auto feed = fetched_feed(answer, "https://example.org/news.xml", 1 << 20);
  ASSERT_TRUE(feed) << feed.error().message;
  ASSERT_EQ(feed->items.size(), 1U);
  EXPECT_EQ(feed->items[0].url, "https://example.org/a");
  EXPECT_EQ(feed->items[0].title, "Talks");
  EXPECT_EQ(feed->items[0].published, "2025-11-24");
  EXPECT_EQ(feed->items[0].updated, "2025-11-25");
  EXPECT_TRUE(feed->is_whole);
  FeedItem changed = feed->items[0];
  changed.updated += "T1";
  EXPECT_NE(mark_of(changed), mark_of(feed->items[0]));
}

TEST(Feeds, AnIndexNamesSitemaps) {
  FetchAnswer answer;
  answer.body =
      "<sitemapindex xmlns='s'><sitemap><loc>/news.xml</loc><lastmod>2025-11-24T10:00:00Z</lastmod>"
      "</sitemap><sitemap><lastmod>2025-11-24</lastmod></sitemap><sitemap><loc> "
      "https://b.example/2.xml </loc></sitemap></sitemapindex>";
  const auto feed = fetched_feed(answer, "https://example.org/index.xml", 1 << 20);
  ASSERT_TRUE(feed) << feed.error().message;
  EXPECT_TRUE(feed->items.empty());
  ASSERT_EQ(feed->sitemaps.size(), 2U);
  EXPECT_EQ(feed->sitemaps[0].url, "https://example.org/news.xml");
  EXPECT_EQ(feed->sitemaps[0].changed, "2025-11-24");
  EXPECT_EQ(feed->sitemaps[1].url, "https://b.example/2.xml");
  EXPECT_EQ(feed->sitemaps[1].changed, "");
  answer.body = "<sitemapindex></sitemapindex>";
  EXPECT_FALSE(fetched_feed(answer, "https://example.org/index.xml", 1 << 20));
}

TEST(Pages, HaveTheirOwnDayAndAnAddressOfTheirHost) {
  const auto at = *address_of("https://example.org/2?from=feed");
  const std::string words =
      "<article><p>The ministry said that the road along the lake would be open again before the "
      "winter begins.</p></article>";
  FetchAnswer answer;
  answer.content_type = "text/html; charset=utf-8";
  answer.body = "<html><head><link rel=canonical href='https://example.org/2'></head><body>" +
                words + "</body></html>";
  auto report = fetched_page(answer, at, "2025-11-24", {});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->url, "https://example.org/2");
  EXPECT_EQ(report->published, "2025-11-24");
  answer.body =
      "<html><head><link rel=canonical href='https://other.example/2'><meta "
      "property='article:published_time' content='2025-11-20'></head><body>" +
      words + "</body></html>";
  report = fetched_page(answer, at, "2025-11-24", {});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->url, at.url);
  EXPECT_EQ(report->published, "2025-11-20");
  answer.content_type = "application/pdf";
  EXPECT_FALSE(fetched_page(answer, at, {}, {}));
}

}  // namespace
}  // namespace casus
