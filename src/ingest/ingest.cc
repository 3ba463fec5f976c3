// SPDX-License-Identifier: Apache-2.0
#include "casus/ingest.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "core/calendar.h"
#include "core/text.h"
#include "ingest/article.h"
#include "ingest/byte_source.h"
#include "ingest/charset.h"
#include "ingest/feed.h"
#include "ingest/html_metadata.h"
#include "ingest/html_tree.h"
#include "ingest/json_input.h"
#include "ingest/language_id.h"
#include "ingest/plain_text.h"
#include "ingest/sniff.h"
#include "ingest/warc.h"

namespace casus {

namespace {

constexpr std::array<std::pair<std::string_view, Kind>, 5> kKinds = {{{"text", Kind::Text},
                                                                      {"html", Kind::Html},
                                                                      {"ndjson", Kind::Ndjson},
                                                                      {"feed", Kind::Feed},
                                                                      {"warc", Kind::Warc}}};

Error over_limit(std::size_t limit) {
  return {
      Errc::LimitExceeded,
      fmt::format("C0104 the report is larger than the limit of {} bytes; raise it with --limit",
                  limit)};
}

Error not_text(std::string_view format) {
  return {
      Errc::InvalidInput,
      fmt::format("C0102 the input is {}, not text; casus reads text, HTML, NDJSON, feeds and WARC",
                  format.empty() ? "binary data" : format)};
}

std::string default_id(const Report& report) {
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a
  for (const char c : report.url.empty() ? report.text : report.url)
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return fmt::format("r{:016x}", hash);
}

void take_options(const IngestOptions& options, Report& report) {
  if (!options.title.empty()) report.title = options.title;
  if (!options.url.empty()) report.url = options.url;
  if (!options.byline.empty()) report.byline = options.byline;
  if (!options.agency.empty()) report.agency = options.agency;
  if (const auto day = parse_day(options.date)) report.published = iso(*day);
}

Result<Report> read_html(std::string_view bytes, const IngestOptions& options) {
  CASUS_TRY(Decoded decoded,
            decode(bytes, options.charset.empty() ? declared_in_html(bytes) : options.charset));
  const XmlDocument page = parse_html(decoded.text);
  if (page == nullptr || xmlDocGetRootElement(page.get()) == nullptr)
    return Error{Errc::InvalidInput, "C0105 the page holds no HTML"};
  PageMetadata meta = page_metadata(page.get(), options.url);
  Report report;
  report.title = std::move(meta.title);
  report.text = article_text(page.get(), report.title);
  if (report.text.empty()) return Error{Errc::InvalidInput, "C0106 the page holds no article text"};
  report.byline = std::move(meta.byline);
  report.agency = std::move(meta.agency);
  report.published = std::move(meta.published);
  report.language = std::move(meta.language);
  report.url = std::move(meta.url);
  report.diagnostics = std::move(decoded.diagnostics);
  return report;
}

Result<Report> read_text(std::string_view bytes, const IngestOptions& options) {
  CASUS_TRY(Decoded decoded, decode(bytes, options.charset));
  Report report;
  report.text = std::move(decoded.text);
  report.diagnostics = std::move(decoded.diagnostics);
  return report;
}

void find_language(const IngestOptions& options, Report& report) {
  report.language = options.language.empty() ? language_of(report.text, report.language)
                                             : lower(options.language);
  if (!report.is_readable())
    report.diagnostics.push_back(
        fmt::format("C0114 this is in {}: taken in, not read (casus reads English)",
                    language_name(report.language)));
}

/// All bytes of `source`, refused past the limit and where they are not whole.
Result<std::string> read_all(ByteSource& source, std::size_t limit) {
  std::string bytes;
  source.read(limit + 1, &bytes);
  if (bytes.size() > limit) return over_limit(limit);
  if (source.is_damaged())
    return Error{Errc::Corrupt, "C0112 the gzip data is damaged or cut short; nothing was read"};
  return bytes;
}

using Sink = std::function<bool(Parcel)>;

Result<std::size_t> cut_feed(std::string_view bytes, const IngestOptions& options,
                             const Sink& sink) {
  CASUS_TRY(Decoded decoded,
            decode(bytes, options.charset.empty() ? declared_in_xml(bytes) : options.charset));
  CASUS_TRY(Feed feed, read_feed(decoded.text));
  std::size_t number = 0;
  for (FeedItem& item : feed.items) {
    ++number;
    if (!sink(parcel_of(std::move(item), options, number))) return number;
  }
  if (!feed.is_whole)
    return Error{
        Errc::Corrupt,
        fmt::format("C0110 the feed is cut short after {} item{}; what came before was read",
                    number, number == 1 ? "" : "s")};
  if (number == 0) return Error{Errc::InvalidInput, "C0110 the feed holds no item"};
  return number;
}

Result<std::size_t> cut_warc(ByteSource& source, const IngestOptions& options, const Sink& sink) {
  return read_warc(source, options.limit_bytes, [&](WarcPage page) {
    IngestOptions own = options;
    const std::string type = lower(page.content_type);
    own.kind = type.starts_with("text/plain") ? Kind::Text : Kind::Html;
    own.charset = charset_of_type(type);
    own.url = page.url;
    return sink({page.url, std::move(page.body), std::move(own), std::move(page.error), {}});
  });
}

}  // namespace

Result<Kind> kind_named(std::string_view name) {
  for (const auto& [known, kind] : kKinds) {
    if (name == known) return kind;
  }
  return Error{
      Errc::InvalidInput,
      fmt::format("C0107 '{}' is no kind of input; use text, html, ndjson, feed or warc", name)};
}

Result<Report> read_document(std::string_view bytes, const IngestOptions& options) {
  if (bytes.size() > options.limit_bytes) return over_limit(options.limit_bytes);
  if (trim(bytes).empty()) return Error{Errc::InvalidInput, "C0101 the input is empty"};
  const Kind kind = options.kind == Kind::Auto ? kind_of(bytes) : options.kind;
  CASUS_TRY(Report report,
            kind == Kind::Html ? read_html(bytes, options) : read_text(bytes, options));
  take_options(options, report);
  read_frame(report);
  find_language(options, report);
  if (report.id.empty()) report.id = default_id(report);
  return report;
}

Result<std::size_t> cut_stream(std::istream& in, const IngestOptions& options, const Sink& sink) {
  ByteSource source(in);
  const std::string_view head = source.peek(kSniffedBytes);
  if (source.is_broken()) return Error{Errc::Io, "C0103 the input cannot be read"};
  if (head.empty() && source.is_damaged())
    return Error{Errc::Corrupt, "C0112 the gzip data is damaged or cut short; nothing was read"};
  if (trim(head).empty() && head.size() < kSniffedBytes)
    return Error{Errc::InvalidInput, "C0101 the input is empty"};
  IngestOptions own = options;
  if (own.kind == Kind::Auto) {
    if (const std::string_view format = foreign_format(head); !format.empty())
      return not_text(format);
    own.kind = kind_of(head);
  }
  Result<std::size_t> result{std::size_t{0}};
  if (own.kind == Kind::Ndjson || own.kind == Kind::Warc) {
    result = own.kind == Kind::Ndjson ? cut_json(source, own, sink) : cut_warc(source, own, sink);
    if (result && source.is_damaged())
      return Error{Errc::Corrupt,
                   "C0112 the gzip data is damaged or cut short; what came before was read"};
  } else {
    if (looks_binary(head)) return not_text(binary_format(head));
    CASUS_TRY(std::string bytes, read_all(source, own.limit_bytes));
    if (own.kind == Kind::Feed)
      result = cut_feed(bytes, own, sink);
    else if (!source.is_broken())
      sink({{}, std::move(bytes), std::move(own), {}, {}}), result = std::size_t{1};
  }
  if (source.is_broken()) return Error{Errc::Io, "C0103 the input cannot be read to its end"};
  return result;
}

Arrival read_parcel(const Parcel& parcel) {
  if (!parcel.error.empty()) return {parcel.id, Error{Errc::InvalidInput, parcel.error}};
  Arrival arrival{parcel.id, read_document(parcel.bytes, parcel.options)};
  if (!arrival.report) return arrival;
  if (!parcel.id.empty()) arrival.report->id = parcel.id;
  arrival.report->diagnostics.insert(arrival.report->diagnostics.end(), parcel.notes.begin(),
                                     parcel.notes.end());
  return arrival;
}

}  // namespace casus
