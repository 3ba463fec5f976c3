// SPDX-License-Identifier: Apache-2.0
#include "casus/ingest.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <array>
#include <utility>

#include "core/calendar.h"
#include "core/text.h"
#include "ingest/article.h"
#include "ingest/charset.h"
#include "ingest/feed.h"
#include "ingest/html_metadata.h"
#include "ingest/html_tree.h"
#include "ingest/plain_text.h"
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

/// The kind shown by the first bytes of a stream.
Kind sniff(std::string_view head) {
  if (head.starts_with("\x1F\x8B") || head.starts_with("WARC/1.")) return Kind::Warc;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  head = trim(head);
  if (head.starts_with("{")) {
    const std::string_view line = head.substr(0, head.find('\n'));
    if (line.find("\"text\"") != std::string_view::npos ||
        line.find("\"html\"") != std::string_view::npos ||
        line.find("\"id\"") != std::string_view::npos)
      return Kind::Ndjson;
  }
  const std::string low = lower(head.substr(0, 2048));
  if (low.starts_with("<?xml") || low.starts_with("<rss") || low.starts_with("<feed")) {
    if (low.find("<rss") != std::string::npos || low.find("<feed") != std::string::npos ||
        low.find("<rdf:rdf") != std::string::npos)
      return Kind::Feed;
  }
  if (!low.starts_with("<")) return Kind::Text;
  for (const std::string_view tag : {"<!doctype html", "<html", "<head", "<body", "<meta", "<div",
                                     "<p>", "<p ", "<article", "<title"}) {
    if (low.find(tag) != std::string::npos) return Kind::Html;
  }
  return Kind::Text;
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
  if (const auto day = parse_day(options.date)) report.published = iso(*day);
}

Result<Report> read_html(std::string_view bytes, const IngestOptions& options) {
  CASUS_TRY(Decoded decoded, decode(bytes, declared_in_html(bytes)));
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

Result<Report> read_text(std::string_view bytes) {
  CASUS_TRY(Decoded decoded, decode(bytes, {}));
  Report report;
  report.text = std::move(decoded.text);
  report.diagnostics = std::move(decoded.diagnostics);
  return report;
}

/// All bytes of `in` after `head`, refused past the limit.
Result<std::string> read_rest(std::istream& in, std::string head, std::size_t limit) {
  std::array<char, 1 << 16> buffer;
  while (in) {
    in.read(buffer.data(), buffer.size());
    head.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
    if (head.size() > limit) return over_limit(limit);
  }
  return head;
}

std::string string_at(simdjson::dom::object object, const char* key) {
  std::string_view value;
  return object[key].get_string().get(value) == simdjson::SUCCESS ? std::string(value)
                                                                  : std::string();
}

Parcel parcel_of_line(std::string_view line, std::size_t number, const IngestOptions& options) {
  thread_local simdjson::dom::parser parser;
  Parcel parcel;
  parcel.options = options;
  parcel.id = fmt::format("line-{}", number);
  simdjson::dom::object object;
  if (parser.parse(line.data(), line.size()).get_object().get(object) != simdjson::SUCCESS) {
    parcel.error = fmt::format("C0111 line {} is not a JSON object", number);
    return parcel;
  }
  if (std::string id = string_at(object, "id"); !id.empty()) parcel.id = std::move(id);
  parcel.options.kind = object["html"].error() == simdjson::SUCCESS ? Kind::Html : Kind::Text;
  parcel.bytes = string_at(object, parcel.options.kind == Kind::Html ? "html" : "text");
  parcel.options.date = string_at(object, "date");
  parcel.options.url = string_at(object, "url");
  parcel.options.title = string_at(object, "title");
  if (parcel.bytes.empty())
    parcel.error = fmt::format("C0111 line {} has neither \"text\" nor \"html\"", number);
  return parcel;
}

/// Reads up to a line feed; false at the end. A line over the limit is dropped, and `too_long` says
/// so.
bool read_long_line(std::istream& in, std::string& line, std::size_t limit, bool& too_long) {
  line.clear();
  too_long = false;
  std::streambuf& buffer = *in.rdbuf();
  bool any = false;
  for (int c = buffer.sbumpc(); c != std::char_traits<char>::eof(); c = buffer.sbumpc()) {
    any = true;
    if (c == '\n') return true;
    if (line.size() < limit)
      line += static_cast<char>(c);
    else
      too_long = true;
  }
  return any;
}

/// A stream that begins with bytes already taken from it.
class Rewound : public std::streambuf {
 public:
  Rewound(std::string head, std::istream& rest) : buffer_(std::move(head)), rest_(rest) { show(); }

 protected:
  int underflow() override {
    buffer_.resize(1 << 16);
    rest_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.resize(static_cast<std::size_t>(rest_.gcount()));
    show();
    return buffer_.empty() ? traits_type::eof() : traits_type::to_int_type(buffer_[0]);
  }

 private:
  void show() { setg(buffer_.data(), buffer_.data(), buffer_.data() + buffer_.size()); }
  std::string buffer_;
  std::istream& rest_;
};

using Sink = std::function<bool(Parcel)>;

Result<std::size_t> cut_lines(std::istream& in, const IngestOptions& options, const Sink& sink) {
  std::string line;
  bool too_long = false;
  std::size_t number = 0;
  while (read_long_line(in, line, options.limit_bytes, too_long)) {
    ++number;
    if (!too_long && trim(line).empty()) continue;
    Parcel parcel;
    if (too_long)
      parcel = {
          fmt::format("line-{}", number), {}, options, over_limit(options.limit_bytes).message};
    else
      parcel = parcel_of_line(line, number, options);
    if (!sink(std::move(parcel))) break;
  }
  return number;
}

Result<std::size_t> cut_feed(std::string_view bytes, const IngestOptions& options,
                             const Sink& sink) {
  CASUS_TRY(Decoded decoded, decode(bytes, {}));
  CASUS_TRY(std::vector<FeedItem> items, read_feed(decoded.text));
  for (FeedItem& item : items) {
    IngestOptions own = options;
    own.kind = item.content.find('<') != std::string::npos ? Kind::Html : Kind::Text;
    if (own.kind == Kind::Html)
      item.content = "<html><body><article>" + item.content + "</article></body></html>";
    own.title = std::move(item.title);
    own.url = std::move(item.url);
    if (!item.published.empty()) own.date = std::move(item.published);
    if (!sink({std::move(item.id), std::move(item.content), std::move(own), {}})) break;
  }
  return items.size();
}

Result<std::size_t> cut_warc(std::istream& in, const IngestOptions& options, const Sink& sink) {
  return read_warc(in, options.limit_bytes, [&](WarcPage page) {
    IngestOptions own = options;
    own.kind = lower(page.content_type).starts_with("text/plain") ? Kind::Text : Kind::Html;
    own.url = page.url;
    return sink({page.url, std::move(page.body), std::move(own), std::move(page.error)});
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
  const Kind kind = options.kind == Kind::Auto ? sniff(bytes) : options.kind;
  CASUS_TRY(Report report, kind == Kind::Html ? read_html(bytes, options) : read_text(bytes));
  take_options(options, report);
  read_frame(report);
  if (report.language.empty()) report.language = "en";
  if (report.id.empty()) report.id = default_id(report);
  return report;
}

Result<std::size_t> cut_stream(std::istream& in, const IngestOptions& options, const Sink& sink) {
  std::string head(4096, '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(in.gcount()));
  if (head.empty())
    return in.bad() ? Error{Errc::Io, "C0103 the input cannot be read"}
                    : Error{Errc::InvalidInput, "C0101 the input is empty"};
  IngestOptions own = options;
  if (own.kind == Kind::Auto) own.kind = sniff(head);
  if (own.kind == Kind::Ndjson || own.kind == Kind::Warc) {
    Rewound buffer(std::move(head), in);
    std::istream whole(&buffer);
    return own.kind == Kind::Ndjson ? cut_lines(whole, own, sink) : cut_warc(whole, own, sink);
  }
  if (looks_binary(head))
    return Error{
        Errc::InvalidInput,
        "C0102 the input is binary data, not text; casus reads text, HTML, NDJSON, feeds and WARC"};
  CASUS_TRY(std::string bytes, read_rest(in, std::move(head), own.limit_bytes));
  if (own.kind == Kind::Feed) return cut_feed(bytes, own, sink);
  sink({{}, std::move(bytes), std::move(own), {}});
  return std::size_t{1};
}

Arrival read_parcel(const Parcel& parcel) {
  if (!parcel.error.empty()) return {parcel.id, Error{Errc::InvalidInput, parcel.error}};
  Arrival arrival{parcel.id, read_document(parcel.bytes, parcel.options)};
  if (arrival.report && !parcel.id.empty()) arrival.report->id = parcel.id;
  return arrival;
}

}  // namespace casus
