// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <istream>
#include <memory>
#include <string>

#include "casus/analyser.h"
#include "casus/ingest.h"
#include "casus/record.h"

namespace casus {

class Knowledge;

/// Reads reports: bytes in, records out. The whole order of the stages is here and nowhere else.
///
///   auto reader = casus::Reader::create();
///   auto record = reader->read(bytes, {.date = "2026-11-24"});
///
/// Thread-safe: immutable after creation, one Reader serves all threads.
class Reader {
 public:
  /// Loads the model at `model_path` (see Analyser::create for empty). `actors` are lines of a
  /// user's own actors (model/actors/README.md), added to the built-in ones. Errors: NotFound,
  /// Corrupt, Unsupported; InvalidInput (actors).
  static Result<Reader> create(const std::string& model_path = {}, std::string_view actors = {});

  /// The record of one whole document. Errors: those of read_document.
  Result<Record> read(std::string_view bytes, const IngestOptions& options) const;

  /// The record of a report that was taken in already. One that is not English is not read: its
  /// record holds the report alone.
  Record read(Report report) const;

  const Analyser& analyser() const { return analyser_; }
  /// Who is who, as this reader knows it.
  const Knowledge& knowledge() const { return *knowledge_; }

  /// One input of a stream, read: its record, or why there is none.
  struct Outcome {
    std::string id;
    Result<Record> record;
    bool unread = false;  // not wanted: the record holds the report alone
  };

  /// Reads every report of a stream with `jobs` threads and hands the outcomes on in the order of
  /// the stream, on the calling thread. Returns the number of reports, or the Error that ended the
  /// stream; what came before was handed on. A report that is not `wanted` (asked on any thread) is
  /// taken in and not read.
  Result<std::size_t> read_stream(std::istream& in, const IngestOptions& options, std::size_t jobs,
                                  const std::function<void(Outcome)>& sink,
                                  const std::function<bool(const Report&)>& wanted = {}) const;

 private:
  struct Learned;
  Reader(Analyser analyser, std::shared_ptr<const Learned> learned,
         std::shared_ptr<const Knowledge> knowledge)
      : analyser_(std::move(analyser)),
        learned_(std::move(learned)),
        knowledge_(std::move(knowledge)) {}
  Analyser analyser_;
  std::shared_ptr<const Learned> learned_;
  std::shared_ptr<const Knowledge> knowledge_;
};

}  // namespace casus
