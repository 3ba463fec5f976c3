// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include <string>

#include "arrow_columns.h"
#include "casus/record.h"

namespace casus::python {

namespace nb = nanobind;

/// Throws what Python sees as casus.Error. The only place where an Error becomes an exception;
/// needs the GIL.
[[noreturn]] void raise(const Error& error);

/// The value, or its error raised. Needs the GIL.
template <typename T>
T value_of(Result<T> result) {
  if (!result) raise(result.error());
  return std::move(*result);
}

/// Runs `work` without the GIL.
template <typename Work>
auto without_gil(const Work& work) {
  const nb::gil_scoped_release released;
  return work();
}

/// A record as Python holds it: shared, never changed.
struct HeldRecord {
  std::shared_ptr<const Record> record;
};

/// Columns that Arrow's libraries take over by the PyCapsule protocol.
nb::object schema_capsule(const Type& row);
nb::object stream_capsule(const Type& row, std::vector<Json> rows);
/// One batch of rows of one table.
class Batch {
 public:
  /// Errors: those of export_batch().
  static Result<Batch> create(const Type& row, const std::vector<Json>& rows);
  /// The schema's and the array's capsule. The array is handed on once.
  nb::tuple hand_on();

 private:
  Batch(const Type& row, std::shared_ptr<ArrowArray> array) : row_(&row), array_(array) {}
  const Type* row_;
  std::shared_ptr<ArrowArray> array_;
};

/// Reports, records and the reader.
void add_reading(nb::module_& module);
/// The store, its answers and views.
void add_store(nb::module_& module);
/// What casus.joins asks.
void add_joins(nb::module_& module);
/// Arrow's capsules and batches.
void add_arrow(nb::module_& module);

}  // namespace casus::python
