// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "casus/report.h"

namespace casus {

/// What a byte stream holds. `Auto` is decided by content, never by name.
enum class Kind { Auto, Text, Html, Ndjson, Feed, Warc };

/// How bytes are taken in.
struct IngestOptions {
  Kind kind = Kind::Auto;
  std::size_t limit_bytes = std::size_t{64}
                            << 20;  // the most one report may hold; raise for very long documents
  std::string date{};               // ISO publication day, where the input does not say it
  std::string url{};
  std::string title{};
  std::vector<std::string> byline{};
  std::string agency{};
  std::string language{};  // ISO 639-1; found by content otherwise
  std::string charset{};   // as the transport says, such as HTTP
};

/// One report of an input, or why it could not be read. `id` is set in both cases where the input
/// gives one.
struct Arrival {
  std::string id;
  Result<Report> report;
};

/// "text", "html", ... to a Kind. Errors: InvalidInput.
Result<Kind> kind_named(std::string_view name);

/// Reads one report from one whole document (text or HTML). Thread-safe.
/// Errors: InvalidInput (empty, binary), LimitExceeded.
Result<Report> read_document(std::string_view bytes, const IngestOptions& options);

/// A unit of work cut from a stream: the bytes of one report, still undecoded.
struct Parcel {
  std::string id;
  std::string bytes;
  IngestOptions options;
  std::string error;                 // not empty: these bytes could not be cut out, and this is why
  std::vector<std::string> notes{};  // for Report::diagnostics
};

/// Cuts `in` into parcels and hands each on, holding one at a time in memory; stops early when
/// `sink` returns false. Text and HTML are one parcel; NDJSON one a line, other JSON one an object;
/// a feed one an item; a WARC one an HTML response. Any of them may be gzip. Errors: InvalidInput
/// (empty stream, or of a format that casus does not read, by its name), Corrupt (cut short or
/// damaged), Io, LimitExceeded; parcels handed on before stay valid.
Result<std::size_t> cut_stream(std::istream& in, const IngestOptions& options,
                               const std::function<bool(Parcel)>& sink);

/// Reads one parcel. Thread-safe.
Arrival read_parcel(const Parcel& parcel);

/// Every date and time expression of `text`, in order, resolved against `published` (ISO day, or
/// empty). Where the year or day cannot be supported by `published` or by the text itself, `when`
/// stays unknown. Thread-safe.
std::vector<TimeExpression> find_times(std::string_view text, std::string_view published);

}  // namespace casus
