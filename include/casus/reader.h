// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <istream>
#include <string>

#include "casus/ingest.h"
#include "casus/record.h"

namespace casus {

/// Reads reports: bytes in, records out. The whole order of the stages is here and nowhere else.
///
///   casus::Reader reader;
///   auto record = reader.read(bytes, {.date = "2026-11-24"});
///
/// Thread-safe: immutable after construction, one Reader serves all threads.
class Reader {
 public:
  /// The record of one whole document. Errors: those of read_document.
  Result<Record> read(std::string_view bytes, const IngestOptions& options) const;

  /// The record of a report that was taken in already.
  Record read(Report report) const;

  /// One input of a stream, read: its record, or why there is none.
  struct Outcome {
    std::string id;
    Result<Record> record;
  };

  /// Reads every report of a stream with `jobs` threads and hands the outcomes on in the order of
  /// the stream, on the calling thread. Returns the number of reports, or the Error that ended the
  /// stream; what came before was handed on.
  Result<std::size_t> read_stream(std::istream& in, const IngestOptions& options, std::size_t jobs,
                                  const std::function<void(Outcome)>& sink) const;
};

}  // namespace casus
