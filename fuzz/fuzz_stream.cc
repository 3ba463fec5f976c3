// SPDX-License-Identifier: Apache-2.0
// Archives, and streams whose kind is found by content.
#include "checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto kind = data[0] % 2 == 0 ? casus::Kind::Auto : casus::Kind::Warc;
  casus::fuzz::take_in(kind, casus::fuzz::view(data + 1, size - 1));
  return 0;
}
