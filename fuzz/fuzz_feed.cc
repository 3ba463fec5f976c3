// SPDX-License-Identifier: Apache-2.0
// RSS and Atom: each item is a report of well formed text, or refused.
#include "checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  casus::fuzz::take_in(casus::Kind::Feed, casus::fuzz::view(data, size));
  return 0;
}
