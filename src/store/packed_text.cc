// SPDX-License-Identifier: Apache-2.0
#include "store/packed_text.h"

#include <zlib.h>

namespace casus {

std::string packed(std::string_view text) {
  uLongf size = compressBound(static_cast<uLong>(text.size()));
  std::string out(size, '\0');
  const int code = compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                             reinterpret_cast<const Bytef*>(text.data()),
                             static_cast<uLong>(text.size()), Z_DEFAULT_COMPRESSION);
  if (code != Z_OK || size >= text.size()) return std::string(text);
  out.resize(size);
  return out;
}

std::string unpacked(std::string_view bytes, std::size_t size) {
  if (bytes.size() == size) return std::string(bytes);
  if (size > bytes.size() * 1100) return {};  // more than zlib can hold
  std::string out(size, '\0');
  uLongf got = static_cast<uLongf>(size);
  const int code =
      uncompress(reinterpret_cast<Bytef*>(out.data()), &got,
                 reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uLong>(bytes.size()));
  return code == Z_OK && got == size ? out : std::string();
}

}  // namespace casus
