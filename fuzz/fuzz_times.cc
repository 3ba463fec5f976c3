// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include "casus/ingest.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::uint32_t last = 0;
  for (const casus::TimeExpression& time : casus::find_times(text, "2022-11-22")) {
    if (time.span.begin < last || time.span.end > size || time.span.empty()) std::abort();
    last = time.span.end;
  }
  return 0;
}
