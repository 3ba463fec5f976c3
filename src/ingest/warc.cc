// SPDX-License-Identifier: Apache-2.0
#include "ingest/warc.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

#include "core/text.h"

namespace casus {

namespace {

constexpr std::size_t kChunkBytes = 64 << 10;
constexpr std::size_t kLineBytes = 64 << 10;
constexpr std::size_t kHeadBytes = 1 << 20;  // of one record; real ones have a thousand

using Headers = std::map<std::string, std::string>;

enum class Line { Whole, TooLong, None };

/// One line without its line end; of one longer than `kLineBytes`, the beginning.
Line read_line(ByteSource& source, std::string& line) {
  line.clear();
  bool over = false;
  for (int c = source.get(); c >= 0; c = source.get()) {
    if (c == '\n') {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      return over ? Line::TooLong : Line::Whole;
    }
    over |= line.size() == kLineBytes;
    if (!over) line += static_cast<char>(c);
  }
  return over ? Line::TooLong : line.empty() ? Line::None : Line::Whole;
}

void add_header(std::string_view line, Headers& headers) {
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos)
    headers[lower(trim(line.substr(0, colon)))] = std::string(trim(line.substr(colon + 1)));
}

std::size_t length_of(const Headers& headers) {
  const auto at = headers.find("content-length");
  std::size_t length = 0;
  if (at == headers.end()) return SIZE_MAX;
  const auto [end, error] =
      std::from_chars(at->second.data(), at->second.data() + at->second.size(), length);
  return error == std::errc() ? length : SIZE_MAX;
}

constexpr const char* kCutShort = "C0112 the body of the page is cut short or damaged";

/// Chunked bodies are joined (RFC 9112). One that is not chunked, whatever its header says, stays
/// as it is: some crawlers join the chunks and keep the header.
std::string joined_chunks(std::string body, std::string& error) {
  std::string out;
  for (std::string_view rest = body;;) {
    std::size_t size = 0;
    const auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), size, 16);
    const std::size_t line = rest.find('\n');
    const bool marked = problem == std::errc() && line != std::string_view::npos;
    if (!marked && out.empty()) return body;
    if (marked && size == 0) return out;
    rest.remove_prefix(marked ? line + 1 : rest.size());
    if (size >= rest.size()) {  // said to be longer than it is
      error = kCutShort;
      return {};
    }
    out += rest.substr(0, size);
    rest.remove_prefix(size + (rest[size] == '\r' && size + 1 < rest.size() ? 2 : 1));
  }
}

/// Inflates a gzip body; empty `error` when all went well.
std::string inflated(std::string_view body, std::size_t limit, std::string& error) {
  z_stream stream{};
  inflateInit2(&stream, 15 + 32);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  stream.avail_in = static_cast<uInt>(body.size());
  std::string out;
  std::vector<char> buffer(kChunkBytes);
  int code = Z_OK;
  while (code == Z_OK && out.size() <= limit) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    code = inflate(&stream, Z_NO_FLUSH);
    out.append(buffer.data(), buffer.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (out.size() > limit)
    error = "C0104 the body is larger than the limit once decompressed; see --limit";
  else if (code != Z_STREAM_END)
    error = kCutShort;
  return out;
}

/// Splits an HTTP response into its headers and body.
void open_response(std::string&& record, std::size_t limit, WarcPage& page) {
  std::size_t end = record.find("\r\n\r\n");
  std::size_t skip = 4;
  if (end == std::string::npos) end = record.find("\n\n"), skip = 2;
  if (!record.starts_with("HTTP/") || end == std::string::npos) {
    page.body = std::move(record);
    return;
  }
  Headers headers;
  const std::string_view head = std::string_view(record).substr(0, end);
  for (const Span line : lines_of(head)) add_header(cut(head, line), headers);
  page.content_type = headers["content-type"];
  page.body = record.substr(end + skip);
  if (lower(headers["transfer-encoding"]).find("chunked") != std::string::npos)
    page.body = joined_chunks(std::move(page.body), page.error);
  if (page.body.starts_with("\x1F\x8B")) page.body = inflated(page.body, limit, page.error);
}

bool is_wanted(const WarcPage& page) {
  const std::string type = lower(page.content_type);
  return type.empty() || type.find("html") != std::string::npos || type.starts_with("text/plain");
}

}  // namespace

Result<std::size_t> read_warc(std::istream& in, std::size_t limit_bytes,
                              const std::function<bool(WarcPage)>& sink) {
  ByteSource source(in);
  return read_warc(source, limit_bytes, sink);
}

namespace {

/// An archive on its way through: a record that is damaged costs itself, and the next is looked for
/// by its first line.
class Archive {
 public:
  Archive(ByteSource& source, std::size_t limit_bytes, const std::function<bool(WarcPage)>& sink)
      : source_(source), limit_bytes_(limit_bytes), sink_(sink) {}

  Result<std::size_t> read() {
    bool lost = false;  // within what is left of a damaged record
    std::string line;
    for (Line got = read_line(source_, line); got != Line::None; got = read_line(source_, line)) {
      if (got == Line::Whole && line.empty()) continue;
      if (got == Line::Whole && line.starts_with("WARC/1.")) {
        lost = !read_record();
        if (truncated_ || !wanted_) break;
      } else if (got == Line::Whole && line.starts_with("WARC/") && count_ == 0 && !lost) {
        return Error{Errc::Unsupported, "C0112 the archive is of version " + line.substr(5, 20) +
                                            "; casus reads WARC 1.0 and 1.1"};
      } else if (!lost) {
        lost = true;
        ++damaged_;
      }
    }
    return outcome();
  }

 private:
  /// Reads a record after its first line. False when its head is damaged.
  bool read_record() {
    Headers headers;
    std::string line;
    std::size_t bytes = 0;
    Line got = read_line(source_, line);
    for (; got == Line::Whole && !line.empty(); got = read_line(source_, line)) {
      bytes += line.size();
      if (bytes <= kHeadBytes) add_header(line, headers);
    }
    const std::size_t length = length_of(headers);
    if (got == Line::TooLong || bytes > kHeadBytes || length == SIZE_MAX) {
      ++damaged_;
      truncated_ = got == Line::None;
      return false;
    }
    const std::string type = headers["warc-type"];
    WarcPage page{headers["warc-target-uri"], headers["warc-date"], {}, {}, {}};
    if (const std::string& own = headers["content-type"]; !own.starts_with("application/http"))
      page.content_type = own;
    const bool use = type == "response" || type == "resource" || type == "conversion";
    const bool too_long = use && length > limit_bytes_;
    std::string record;
    if (source_.read(length, use && !too_long ? &record : nullptr) != length) {
      truncated_ = true;
      return true;
    }
    ++count_;
    if (!use) return true;
    if (too_long)
      page.error =
          fmt::format("C0104 the record holds {} bytes, more than the limit of {}; see --limit",
                      length, limit_bytes_);
    else
      open_response(std::move(record), limit_bytes_, page);
    if (!page.error.empty() || is_wanted(page)) {
      ++pages_;
      wanted_ = sink_(std::move(page));
    }
    return true;
  }

  Result<std::size_t> outcome() const {
    const auto broken = [&](std::string_view what, std::string_view rest) {
      return Error{Errc::Corrupt, fmt::format("C0112 the archive is {} after {} record{}; {}", what,
                                              count_, count_ == 1 ? "" : "s", rest)};
    };
    if (!wanted_) return count_;
    if (truncated_ || source_.is_damaged()) return broken("truncated", "what came before was read");
    if (damaged_ > 0)
      return Error{Errc::Corrupt,
                   fmt::format("C0112 the archive is damaged in {} place{}; its other {} record{} "
                               "were read",
                               damaged_, damaged_ == 1 ? "" : "s", count_, count_ == 1 ? "" : "s")};
    if (pages_ == 0)
      return Error{Errc::InvalidInput,
                   fmt::format("C0117 none of the {} record{} of the archive is a page of text",
                               count_, count_ == 1 ? "" : "s")};
    return count_;
  }

  ByteSource& source_;
  const std::size_t limit_bytes_;
  const std::function<bool(WarcPage)>& sink_;
  std::size_t count_ = 0, pages_ = 0, damaged_ = 0;
  bool truncated_ = false, wanted_ = true;
};

}  // namespace

Result<std::size_t> read_warc(ByteSource& source, std::size_t limit_bytes,
                              const std::function<bool(WarcPage)>& sink) {
  return Archive(source, limit_bytes, sink).read();
}

}  // namespace casus
