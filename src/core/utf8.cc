// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.h"

#include <unicode/utf8.h>

#include <cstdint>
#include <cstring>

#include "casus/span.h"

namespace casus {

namespace {

constexpr std::uint32_t kBlockBytes = 256;

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// Moves past one sequence; negative when malformed (the offset still moves).
UChar32 decode(std::string_view text, std::size_t& offset) {
  UChar32 code_point = 0;
  auto at = static_cast<std::int64_t>(offset);
  const auto size = static_cast<std::int64_t>(text.size());
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
  U8_NEXT(bytes, at, size, code_point);
#pragma GCC diagnostic pop
  offset = static_cast<std::size_t>(at);
  return code_point;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t offset = 0; offset < bytes.size();) {
    // ASCII, eight bytes at a time.
    std::uint64_t eight = 0;
    while (offset + sizeof eight <= bytes.size()) {
      std::memcpy(&eight, bytes.data() + offset, sizeof eight);
      if ((eight & 0x8080808080808080U) != 0) break;
      offset += sizeof eight;
    }
    if (offset == bytes.size()) break;
    if (static_cast<unsigned char>(bytes[offset]) < 0x80) {
      ++offset;
      continue;
    }
    if (decode(bytes, offset) < 0) return false;
  }
  return true;
}

std::string repair_utf8(std::string_view bytes, std::size_t& repaired) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t offset = 0; offset < bytes.size();) {
    const std::size_t start = offset;
    if (decode(bytes, offset) < 0) {
      out += "\xEF\xBF\xBD";
      ++repaired;
    } else {
      out.append(bytes.substr(start, offset - start));
    }
  }
  return out;
}

char32_t next_code_point(std::string_view text, std::size_t& offset) {
  const auto byte = static_cast<unsigned char>(text[offset]);
  if (byte < 0x80) {
    ++offset;
    return byte;
  }
  const UChar32 code_point = decode(text, offset);
  return code_point < 0 ? U'\uFFFD' : static_cast<char32_t>(code_point);
}

void append_utf8(std::string& out, char32_t code_point) {
  char buffer[4];
  std::int32_t length = 0;
  UBool failed = false;
  U8_APPEND(reinterpret_cast<std::uint8_t*>(buffer), length, 4, static_cast<UChar32>(code_point),
            failed);
  out.append(failed ? std::string_view("\xEF\xBF\xBD")
                    : std::string_view(buffer, static_cast<std::size_t>(length)));
}

CodePoints::CodePoints(std::string_view text) : text_(text) {
  std::uint32_t count = 0;
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    if (i % kBlockBytes == 0) every_block_.push_back(count);
    count += !is_continuation(text[i]);
  }
  every_block_.push_back(count);
}

std::uint32_t CodePoints::at(std::uint32_t offset) const {
  const std::uint32_t block = offset / kBlockBytes;
  if (block * kBlockBytes >= text_.size()) return every_block_.back();
  std::uint32_t count = every_block_[block];
  for (std::uint32_t i = block * kBlockBytes; i < offset; ++i) count += !is_continuation(text_[i]);
  return count;
}

}  // namespace casus
