// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "casus/result.h"

// The two structures of Arrow's C data interface and the one of its C stream interface, as their
// specification lays them out in memory. Whoever includes another library's declarations of them
// has these guards set.
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
extern "C" {
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  ArrowSchema** children;
  ArrowSchema* dictionary;
  void (*release)(ArrowSchema*);
  void* private_data;
};
struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  ArrowArray** children;
  ArrowArray* dictionary;
  void (*release)(ArrowArray*);
  void* private_data;
};
}
#endif
#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
extern "C" {
struct ArrowArrayStream {
  int (*get_schema)(ArrowArrayStream*, ArrowSchema*);
  int (*get_next)(ArrowArrayStream*, ArrowArray*);
  const char* (*get_last_error)(ArrowArrayStream*);
  void (*release)(ArrowArrayStream*);
  void* private_data;
};
}
#endif

namespace casus::python {

using Json = nlohmann::ordered_json;

struct Field;

/// What a JSON value becomes as a column. Span is "[begin, end]", a struct of two whole numbers;
/// Period a day or {"from", "to"}, a struct of two days.
struct Type {
  enum class Kind : std::uint8_t { Text, Whole, Real, Truth, Day, List, Object, Span, Period };
  Kind kind = Kind::Text;
  std::vector<Field> fields{};  // of an Object; a List has one
};

/// A named column. Any may be null.
struct Field {
  std::string name;
  Type type;
};

Type text();
Type whole();
Type real();
Type truth();
Type day();
Type span();
Type period();
Type list(Type item);
Type object(std::vector<Field> fields);

/// The schema of a table whose rows are `row`, an Object. `version` is kept in its metadata under
/// "casus.schema". `out` is the caller's to release.
void export_schema(const Type& row, std::string_view version, ArrowSchema& out);

/// Rows as one batch: an array of structs that owns its memory. What an object does not have is
/// null, what the type has no field for is left out. Errors: InvalidInput (a value of another
/// type), LimitExceeded (over 2 GiB in one column).
Result<bool> export_batch(const Type& row, const Json* first, std::size_t count, ArrowArray& out);

/// Rows as a stream of batches of at most 8,192; the stream owns them.
void export_stream(const Type& row, std::string_view version, std::vector<Json> rows,
                   ArrowArrayStream& out);

}  // namespace casus::python
