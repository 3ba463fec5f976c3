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
constexpr std::size_t kHeaderBytes = 64 << 10;

/// Bytes of a stream, inflated on the way when it is gzip; members follow each other without a
/// seam.
class Source {
 public:
  explicit Source(std::istream& in) : in_(in), raw_(kChunkBytes), plain_(kChunkBytes) {
    fill_raw();
    gzip_ = raw_size_ >= 2 && raw_[0] == '\x1F' && raw_[1] == '\x8B';
    if (!gzip_) return;
    inflateInit2(&inflate_, 15 + 16);
    at_ = size_ = 0;
  }
  ~Source() {
    if (gzip_) inflateEnd(&inflate_);
  }
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  /// The next byte, or -1 at the end or on damage.
  int get() {
    if (at_ == size_ && !refill()) return -1;
    return static_cast<unsigned char>(buffer()[at_++]);
  }

  /// Appends up to `count` bytes to `out` (or drops them when null); the number that came.
  std::size_t read(std::size_t count, std::string* out) {
    std::size_t done = 0;
    while (done < count && (at_ < size_ || refill())) {
      const std::size_t some = std::min(count - done, size_ - at_);
      if (out != nullptr) out->append(buffer() + at_, some);
      at_ += some;
      done += some;
    }
    return done;
  }

  bool damaged() const { return damaged_; }

 private:
  const char* buffer() const { return gzip_ ? plain_.data() : raw_.data(); }

  void fill_raw() {
    in_.read(raw_.data(), static_cast<std::streamsize>(raw_.size()));
    raw_size_ = static_cast<std::size_t>(in_.gcount());
    raw_at_ = 0;
    if (!gzip_) at_ = 0, size_ = raw_size_;
  }

  bool refill() {
    if (damaged_) return false;
    if (!gzip_) {
      fill_raw();
      return size_ > 0;
    }
    at_ = size_ = 0;
    while (size_ == 0) {
      if (raw_at_ == raw_size_) fill_raw();
      if (raw_size_ == 0) {
        damaged_ = inside_member_;
        return false;
      }
      step();
      if (damaged_) return false;
    }
    return true;
  }

  void step() {
    inflate_.next_in = reinterpret_cast<Bytef*>(raw_.data() + raw_at_);
    inflate_.avail_in = static_cast<uInt>(raw_size_ - raw_at_);
    inflate_.next_out = reinterpret_cast<Bytef*>(plain_.data());
    inflate_.avail_out = static_cast<uInt>(plain_.size());
    const int code = inflate(&inflate_, Z_NO_FLUSH);
    raw_at_ = raw_size_ - inflate_.avail_in;
    size_ = plain_.size() - inflate_.avail_out;
    inside_member_ = code != Z_STREAM_END;
    if (code == Z_STREAM_END)
      inflateReset(&inflate_);
    else if (code != Z_OK && code != Z_BUF_ERROR)
      damaged_ = true;
  }

  std::istream& in_;
  std::vector<char> raw_, plain_;
  std::size_t raw_size_ = 0, raw_at_ = 0, size_ = 0, at_ = 0;
  z_stream inflate_{};
  bool gzip_ = false, damaged_ = false, inside_member_ = false;
};

using Headers = std::map<std::string, std::string>;

/// One line without its line end; false at the end of the stream or when longer than
/// `kHeaderBytes`.
bool read_line(Source& source, std::string& line) {
  line.clear();
  for (int c = source.get(); c >= 0; c = source.get()) {
    if (c == '\n') {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      return true;
    }
    line += static_cast<char>(c);
    if (line.size() > kHeaderBytes) return false;
  }
  return !line.empty();
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

/// Chunked bodies are joined (RFC 9112); a damaged one yields what is whole.
std::string joined_chunks(std::string_view body) {
  std::string out;
  while (!body.empty()) {
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(body.data(), body.data() + body.size(), size, 16);
    const std::size_t line = body.find('\n');
    if (error != std::errc() || size == 0 || line == std::string_view::npos) break;
    body.remove_prefix(line + 1);
    out += body.substr(0, size);
    if (size > body.size() || body.size() - size < 2) break;  // said to be longer than it is
    body.remove_prefix(size + 2);
  }
  return out;
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
    page.body = joined_chunks(page.body);
  if (page.body.starts_with("\x1F\x8B")) page.body = inflated(page.body, limit, page.error);
}

bool wanted(const WarcPage& page) {
  const std::string type = lower(page.content_type);
  return type.empty() || type.find("html") != std::string::npos || type.starts_with("text/plain");
}

}  // namespace

Result<std::size_t> read_warc(std::istream& in, std::size_t limit_bytes,
                              const std::function<bool(WarcPage)>& sink) {
  Source source(in);
  std::string line;
  std::size_t count = 0;
  const auto broken = [&](const char* what) {
    return Error{Errc::Corrupt,
                 fmt::format("C0112 the archive is {} after {} record{}; what came before was read",
                             what, count, count == 1 ? "" : "s")};
  };
  while (read_line(source, line)) {
    if (line.empty()) continue;
    if (!line.starts_with("WARC/1.")) return broken("damaged");
    Headers headers;
    while (read_line(source, line) && !line.empty()) add_header(line, headers);
    const std::size_t length = length_of(headers);
    if (length == SIZE_MAX) return broken(source.damaged() ? "truncated" : "damaged");
    const std::string type = headers["warc-type"];
    WarcPage page{headers["warc-target-uri"], headers["warc-date"], {}, {}, {}};
    const bool use = type == "response" || type == "resource" || type == "conversion";
    const bool too_long = use && length > limit_bytes;
    std::string record;
    if (source.read(length, use && !too_long ? &record : nullptr) != length)
      return broken("truncated");
    ++count;
    if (!use) continue;
    if (too_long)
      page.error =
          fmt::format("C0104 the record holds {} bytes, more than the limit of {}; see --limit",
                      length, limit_bytes);
    else
      open_response(std::move(record), limit_bytes, page);
    if (!page.error.empty() || wanted(page)) {
      if (!sink(std::move(page))) return count;
    }
  }
  if (source.damaged()) return broken("truncated");
  return count;
}

}  // namespace casus
