// SPDX-License-Identifier: Apache-2.0
#include "ingest/byte_source.h"

#include <algorithm>

namespace casus {

namespace {

constexpr std::size_t kChunkBytes = 64 << 10;
constexpr std::string_view kGzip = "\x1F\x8B";

}  // namespace

ByteSource::ByteSource(std::istream& in) : in_(in), raw_(kChunkBytes) {
  fill_raw();
  gzip_ = std::string_view(raw_.data(), raw_end_).starts_with(kGzip);
  if (gzip_) inflateInit2(&inflate_, 15 + 16);
}

ByteSource::~ByteSource() {
  if (gzip_) inflateEnd(&inflate_);
}

std::string_view ByteSource::peek(std::size_t size) {
  while (end_ - at_ < size && refill()) {
  }
  return {buffer_.data() + at_, std::min(size, end_ - at_)};
}

std::size_t ByteSource::read(std::size_t count, std::string* out) {
  std::size_t done = 0;
  while (done < count && (at_ < end_ || refill())) {
    const std::size_t some = std::min(count - done, end_ - at_);
    if (out != nullptr) out->append(buffer_.data() + at_, some);
    at_ += some;
    done += some;
  }
  return done;
}

/// Puts more bytes behind those not read yet; false when there are none.
bool ByteSource::refill() {
  std::move(buffer_.begin() + static_cast<std::ptrdiff_t>(at_),
            buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
  end_ -= at_;
  at_ = 0;
  if (buffer_.size() < end_ + kChunkBytes) buffer_.resize(end_ + kChunkBytes);
  const std::size_t got = fill(buffer_.data() + end_, kChunkBytes);
  end_ += got;
  return got > 0;
}

std::size_t ByteSource::fill(char* out, std::size_t size) {
  if (gzip_) return inflate_some(out, size);
  if (raw_at_ == raw_end_ && !fill_raw()) return 0;
  const std::size_t some = std::min(size, raw_end_ - raw_at_);
  std::copy_n(raw_.data() + raw_at_, some, out);
  raw_at_ += some;
  return some;
}

std::size_t ByteSource::inflate_some(char* out, std::size_t size) {
  while (!damaged_) {
    if (raw_at_ == raw_end_ && !fill_raw()) {
      damaged_ = inside_member_;
      return 0;
    }
    // What follows the last member is padding, or damage.
    if (!inside_member_ && raw_[raw_at_] == '\0') {
      ++raw_at_;
      continue;
    }
    inflate_.next_in = reinterpret_cast<Bytef*>(raw_.data() + raw_at_);
    inflate_.avail_in = static_cast<uInt>(raw_end_ - raw_at_);
    inflate_.next_out = reinterpret_cast<Bytef*>(out);
    inflate_.avail_out = static_cast<uInt>(size);
    inside_member_ = true;
    const int code = inflate(&inflate_, Z_NO_FLUSH);
    raw_at_ = raw_end_ - inflate_.avail_in;
    if (code == Z_STREAM_END) {
      inside_member_ = false;
      inflateReset(&inflate_);
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      damaged_ = true;
    }
    if (inflate_.avail_out < size) return size - inflate_.avail_out;
  }
  return 0;
}

bool ByteSource::fill_raw() {
  in_.read(raw_.data(), static_cast<std::streamsize>(raw_.size()));
  raw_end_ = static_cast<std::size_t>(in_.gcount());
  raw_at_ = 0;
  return raw_end_ > 0;
}

}  // namespace casus
