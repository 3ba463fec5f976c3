// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <sstream>

#include "casus/ingest.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::array kKinds = {casus::Kind::Auto, casus::Kind::Warc, casus::Kind::Ndjson,
                                 casus::Kind::Feed};
  casus::IngestOptions options;
  options.kind = kKinds[data[0] % kKinds.size()];
  options.limit_bytes = 1 << 16;
  std::istringstream in(std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
  (void)casus::cut_stream(in, options, [](const casus::Parcel& parcel) {
    (void)casus::read_parcel(parcel);
    return true;
  }).has_value();
  return 0;
}
