// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include "casus/ingest.h"
#include "exports/brief.h"
#include "exports/record_json.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) return 0;
  casus::IngestOptions options;
  options.kind = data[0] % 2 == 0 ? casus::Kind::Html : casus::Kind::Auto;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  auto report = casus::read_document(bytes, options);
  if (!report) return 0;
  casus::Record record;
  record.report = std::move(*report);
  for (const casus::Span span : record.report.furniture) {
    if (span.end > record.report.text.size() || span.empty()) std::abort();
  }
  (void)casus::to_json(record, -1);
  (void)casus::to_brief(record, {});
  return 0;
}
