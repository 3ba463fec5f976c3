// SPDX-License-Identifier: Apache-2.0
#include "follow/page.h"

#include <fmt/format.h>

#include <sstream>

#include "core/hashing.h"
#include "core/text.h"
#include "ingest/byte_source.h"
#include "ingest/charset.h"
#include "ingest/sniff.h"

namespace casus {

namespace {

constexpr std::size_t kMostText = 512 << 10;  // a page of more would be read for half a minute

}  // namespace

Result<Feed> fetched_feed(const FetchAnswer& answer, const std::string& url, std::size_t limit) {
  std::istringstream stream(answer.body);
  ByteSource source(stream);
  std::string bytes;
  source.read(limit + 1, &bytes);
  if (bytes.size() > limit)
    return Error{Errc::LimitExceeded, fmt::format("C0104 the feed is larger than {} bytes", limit)};
  const std::string charset = charset_of_type(lower(answer.content_type));
  CASUS_TRY(Decoded decoded, decode(bytes, charset.empty() ? declared_in_xml(bytes) : charset));
  if (trim(decoded.text).empty()) return Error{Errc::InvalidInput, "C0101 the feed is empty"};
  CASUS_TRY(Feed feed, read_feed(decoded.text));
  for (FeedItem& item : feed.items) {
    const auto link = address_of(item.url, url);
    item.url = link ? link->url : std::string();
  }
  for (ListedSitemap& one : feed.sitemaps) {
    const auto link = address_of(one.url, url);
    one.url = link ? link->url : std::string();
  }
  return feed;
}

Result<Report> fetched_page(const FetchAnswer& answer, const Address& at, const std::string& day,
                            const IngestOptions& options) {
  const std::string type =
      lower(trim(answer.content_type.substr(0, answer.content_type.find(';'))));
  const bool is_text = type == "text/plain";
  if (!is_text && !is_one_of(type, {"", "text/html", "application/xhtml+xml"}))
    return Error{Errc::InvalidInput, fmt::format("C0102 is {}, not a page of text", type)};
  const std::string_view head = std::string_view(answer.body).substr(0, kSniffedBytes);
  if (looks_binary(head))
    return Error{Errc::InvalidInput,
                 fmt::format("C0102 is {}, not a page of text",
                             binary_format(head).empty() ? "binary data" : binary_format(head))};
  IngestOptions own = options;
  own.kind = is_text ? Kind::Text : Kind::Html;
  own.charset = charset_of_type(lower(answer.content_type));
  CASUS_TRY(Report report, read_document(answer.body, own));
  if (report.published.empty() && !day.empty()) {
    own.date = day;
    CASUS_TRY(report, read_document(answer.body, own));
  }
  if (report.text.size() > kMostText)
    return Error{Errc::LimitExceeded,
                 fmt::format("C0104 holds {} bytes of text, more than an article has ({})",
                             report.text.size(), kMostText)};
  const auto canonical = address_of(report.url);
  report.url = canonical && canonical->is_of_host_of(at) ? canonical->url : at.url;
  return report;
}

std::string mark_of(const FeedItem& item) {
  std::uint64_t hash = kHashStart;
  for (const std::string* part : {&item.title, &item.published, &item.updated, &item.content})
    hash = hash_on(hash_on(hash, *part), '\0');
  return fmt::format("{:016x}", hash);
}

}  // namespace casus
