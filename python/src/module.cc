// SPDX-License-Identifier: Apache-2.0
// The module casus._native: the C++ library as the package's Python files use it. People use those.
#include "module.h"

#include "casus/kinds.h"
#include "tables.h"

namespace casus::python {

void raise(const Error& error) {
  const nb::object made = nb::module_::import_("casus.errors")
                              .attr("Error")(error.message, static_cast<int>(error.code));
  PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(made.ptr())), made.ptr());
  throw nb::python_error();
}

namespace {

/// A capsule that releases what nobody took over.
template <typename T>
nb::object capsule_of(std::unique_ptr<T> held, const char* name) {
  return nb::capsule(held.release(), name, [](void* pointer) noexcept {
    const std::unique_ptr<T> own(static_cast<T*>(pointer));
    if (own->release != nullptr) own->release(own.get());
  });
}

template <std::size_t N>
nb::list names_of(const std::array<std::string_view, N>& table) {
  nb::list out;
  for (const std::string_view name : table) out.append(nb::str(name.data(), name.size()));
  return out;
}

}  // namespace

nb::object schema_capsule(const Type& row) {
  auto schema = std::make_unique<ArrowSchema>();
  export_schema(row, kTablesVersion, *schema);
  return capsule_of(std::move(schema), "arrow_schema");
}

nb::object stream_capsule(const Type& row, std::vector<Json> rows) {
  auto stream = std::make_unique<ArrowArrayStream>();
  export_stream(row, kTablesVersion, std::move(rows), *stream);
  return capsule_of(std::move(stream), "arrow_array_stream");
}

Result<Batch> Batch::create(const Type& row, const std::vector<Json>& rows) {
  std::shared_ptr<ArrowArray> array(new ArrowArray{}, [](ArrowArray* own) {
    if (own->release != nullptr) own->release(own);
    delete own;
  });
  CASUS_TRY([[maybe_unused]] const bool done, export_batch(row, rows.data(), rows.size(), *array));
  return Batch(row, std::move(array));
}

nb::tuple Batch::hand_on() {
  if (array_->release == nullptr)
    raise({Errc::InvalidInput, "C0419 this batch was handed on already"});
  auto array = std::make_unique<ArrowArray>(*array_);
  array_->release = nullptr;
  return nb::make_tuple(schema_capsule(*row_), capsule_of(std::move(array), "arrow_array"));
}

void add_arrow(nb::module_& module) {
  nb::class_<Batch>(module, "Batch")
      .def(
          "__arrow_c_array__", [](Batch& batch, const nb::object&) { return batch.hand_on(); },
          nb::arg("requested_schema") = nb::none());
  module.attr("TABLES_VERSION") = std::string(kTablesVersion);
  module.def("record_schema", [] { return schema_capsule(record_table()); });
  module.def("kinds", [] {
    nb::dict out;
    out["EventType"] = names_of(kEventTypes);
    out["EventStatus"] = names_of(kEventStatuses);
    out["SpeechAct"] = names_of(kSpeechActs);
    out["CommitmentKind"] = names_of(kCommitmentKinds);
    out["RelationType"] = names_of(kRelationTypes);
    out["QuantityKind"] = names_of(kQuantityKinds);
    return out;
  });
}

}  // namespace casus::python

NB_MODULE(_native, module) {
  casus::python::add_arrow(module);
  casus::python::add_reading(module);
  casus::python::add_store(module);
  casus::python::add_joins(module);
}
