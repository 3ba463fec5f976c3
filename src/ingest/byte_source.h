// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <zlib.h>

#include <cstddef>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace casus {

/// Bytes of a stream, inflated on the way when they are gzip (RFC 1952); members follow each other
/// without a seam. Holds a few chunks in memory, however much a stream inflates to.
class ByteSource {
 public:
  explicit ByteSource(std::istream& in);
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// The next `size` bytes (fewer at the end), which stay to be read. Valid until the next call.
  std::string_view peek(std::size_t size);

  /// The next byte, or -1 at the end or on damage.
  int get() {
    if (at_ == end_ && !refill()) return -1;
    return static_cast<unsigned char>(buffer_[at_++]);
  }

  /// Appends up to `count` bytes to `out` (or drops them when null); the number that came.
  std::size_t read(std::size_t count, std::string* out);

  /// True once gzip data was wrong or cut short; what came before was given.
  bool is_damaged() const { return damaged_; }
  /// True once the stream itself could not be read (a disk's error).
  bool is_broken() const { return in_.bad(); }

 private:
  bool refill();
  std::size_t fill(char* out, std::size_t size);
  std::size_t inflate_some(char* out, std::size_t size);
  bool fill_raw();

  std::istream& in_;
  std::vector<char> raw_, buffer_;
  std::size_t raw_at_ = 0, raw_end_ = 0, at_ = 0, end_ = 0;
  z_stream inflate_{};
  bool gzip_ = false, damaged_ = false, inside_member_ = false;
};

}  // namespace casus
