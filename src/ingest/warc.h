// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <istream>
#include <string>

#include "casus/result.h"
#include "ingest/byte_source.h"

namespace casus {

/// The body of one HTTP response of an archive.
struct WarcPage {
  std::string url;
  std::string date;          // WARC-Date
  std::string content_type;  // of the response
  std::string body;
  std::string error;  // not empty: the record was left out, and why
};

/// Streams WARC 1.0/1.1 (ISO 28500), plain or gzip (one member a record or one for all), record by
/// record. Only responses and resources with text are handed on; a body over `limit_bytes` (after
/// decompression), cut short or damaged arrives as an error. `sink` returns false to stop. Errors:
/// Corrupt when the archive is cut short or a record's head is damaged (the others were handed on),
/// InvalidInput when no record is a page of text, Unsupported for another version.
Result<std::size_t> read_warc(ByteSource& source, std::size_t limit_bytes,
                              const std::function<bool(WarcPage)>& sink);
/// Of a stream, which may be gzip.
Result<std::size_t> read_warc(std::istream& in, std::size_t limit_bytes,
                              const std::function<bool(WarcPage)>& sink);

}  // namespace casus
