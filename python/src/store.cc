// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <mutex>

#include "assess/keeper.h"
#include "module.h"
#include "outlook/forecast.h"
#include "outlook/questions.h"
#include "store/fields.h"
#include "store/ties.h"
#include "store/views.h"
#include "tables.h"

namespace casus::python {

namespace {

std::string shown(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// The rows that answer a question.
struct HeldAnswer {
  std::string kind;
  Answer answer;
};

/// A store that any thread may use, one at a time.
class HeldStore {
 public:
  explicit HeldStore(Store store) : store_(std::move(store)) {}

  /// Runs `work` on the store without the GIL; raises its error.
  template <typename Work>
  auto run(const Work& work) {
    return value_of(without_gil([&] {
      const std::lock_guard lock(mutex_);
      return work(store_);
    }));
  }

  const std::string& actor_lines() const { return store_.actor_lines(); }

 private:
  std::mutex mutex_;
  Store store_;
};

std::unique_ptr<HeldStore> open_store(const std::string& path, bool read_only,
                                      const std::string& actors) {
  auto store = without_gil([&] {
    return Store::open(path, read_only ? Database::Mode::ReadOnly : Database::Mode::ReadWrite,
                       actors);
  });
  return std::make_unique<HeldStore>(value_of(std::move(store)));
}

std::vector<std::tuple<std::string, std::string>> keep(HeldStore& held,
                                                       const std::vector<HeldRecord>& records,
                                                       bool again) {
  const auto kept = held.run([&](Store& store) {
    std::vector<Record> batch;
    for (const HeldRecord& one : records) batch.push_back(*one.record);
    return Keeper(store).keep(batch, again);
  });
  std::vector<std::tuple<std::string, std::string>> out;
  for (const Store::Kept& one : kept)
    out.emplace_back(one.added == Added::New    ? "new"
                     : one.added == Added::Copy ? "copy"
                                                : "known",
                     "d" + std::to_string(one.report));
  return out;
}

std::vector<std::string> uids_of(HeldStore& held) {
  return held.run([](Store& store) -> Result<std::vector<std::string>> {
    std::vector<std::string> out;
    Query rows = store.database().query("SELECT uid FROM reports");
    while (rows.next()) out.push_back(rows.text(0));
    if (auto error = store.database().take_error()) return *error;
    return out;
  });
}

Question question_of(const std::string& kind, const nb::dict& asked) {
  Question out{.kind = kind};
  for (const auto& [key, value] : asked) {
    const auto name = nb::cast<std::string>(key);
    if (name == "limit") {
      out.limit = nb::cast<std::size_t>(value);
    } else if (name == "offset") {
      out.offset = nb::cast<std::size_t>(value);
    } else if (name == "min_confidence") {
      out.min_confidence = nb::cast<double>(value);
    } else {
      for (const casus::Field& field : fields()) {
        if (field.name == name) out.*field.value = nb::cast<std::string>(value);
      }
    }
  }
  return out;
}

HeldAnswer answer_to(HeldStore& held, const std::string& kind, const nb::dict& asked) {
  const Question question = question_of(kind, asked);
  return {kind, held.run([&](Store& store) { return ask(store, question); })};
}

std::string view_of(HeldStore& held, const std::string& name, const nb::dict& asked) {
  const auto text = [&](const char* key) {
    return asked.contains(key) ? nb::cast<std::string>(asked[key]) : std::string();
  };
  const std::string a = text("a"), b = text("b"), since = text("since"), until = text("until"),
                    as_of = text("as_of");
  const std::size_t limit =
      asked.contains("limit") ? nb::cast<std::size_t>(asked["limit"]) : std::size_t{200};
  return shown(held.run([&](Store& store) -> Result<Json> {
    if (name == "report") return report_view(store, a);
    if (name == "item") return item_view(store, a);
    if (name == "actor") return actor_view(store, a);
    if (name == "dispute") return dispute_view(store, a, b, since, until);
    if (name == "timeline") return timeline_view(store, a, since, until, limit);
    if (name == "positions") return positions_view(store, a);
    if (name == "outlook") {
      CASUS_TRY(Json out, outlook_view(store, as_of, until));
      CASUS_TRY(out["asked"], outlook::questions_ahead(store, as_of));
      return out;
    }
    if (name == "overview") return overview_view(store, as_of);
    return Error{Errc::InvalidInput, "C0407 there is no view '" + name + "'"};
  }));
}

/// An actor's row with whom it speaks for.
void add_speaks_for(Store& store, Json& row) {
  row["speaks_for"] = Json::array();
  const std::int64_t actor = std::atoll(row["id"].get_ref<const std::string&>().c_str() + 1);
  for (const std::int64_t body : speaks_for(store, actor))
    row["speaks_for"].push_back("a" + std::to_string(body));
}

/// Every row of a kind, oldest first, as batches handed to `sink`, which must not ask this store
/// anything.
void each_batch(HeldStore& held, const std::string& kind, std::size_t rows,
                const nb::callable& sink) {
  const Type* table = kept_table(kind);
  if (table == nullptr) raise({Errc::InvalidInput, "C0407 there are no '" + kind + "'"});
  std::vector<Json> page;
  std::optional<nb::python_error> thrown;
  const auto flush = [&]() -> Result<bool> {
    CASUS_TRY(Batch batch, Batch::create(*table, page));
    page.clear();
    const nb::gil_scoped_acquire acquired;
    try {
      sink(std::move(batch));
    } catch (nb::python_error& error) {
      if (!thrown) thrown.emplace(std::move(error));
    }
    return true;
  };
  held.run([&](Store& store) -> Result<bool> {
    Question question{.kind = kind};
    const auto orders = values_of(kind, "sort");
    if (std::find(orders.begin(), orders.end(), "date") != orders.end()) question.sort = "date";
    question.described = true;
    std::optional<Error> problem;
    CASUS_TRY([[maybe_unused]] const bool done, each_row(store, question, [&](Json&& row) {
                if (problem || thrown) return;
                if (kind == "actors") add_speaks_for(store, row);
                page.push_back(std::move(row));
                if (page.size() < rows) return;
                if (const auto flushed = flush(); !flushed) problem = flushed.error();
              }));
    if (problem) return *problem;
    return thrown || page.empty() ? Result<bool>(true) : flush();
  });
  if (thrown) throw nb::python_error(std::move(*thrown));
}

}  // namespace

void add_store(nb::module_& module) {
  nb::class_<HeldAnswer>(module, "Answer")
      .def("__len__", [](const HeldAnswer& held) { return held.answer.rows.size(); })
      .def_prop_ro("total", [](const HeldAnswer& held) { return held.answer.total; })
      .def_prop_ro("notes", [](const HeldAnswer& held) { return held.answer.notes; })
      .def("to_json", [](const HeldAnswer& held) { return shown(Json(held.answer.rows)); })
      .def("__arrow_c_schema__",
           [](const HeldAnswer& held) { return schema_capsule(*answer_table(held.kind)); })
      .def(
          "__arrow_c_stream__",
          [](const HeldAnswer& held, const nb::object&) {
            return stream_capsule(*answer_table(held.kind), held.answer.rows);
          },
          nb::arg("requested_schema") = nb::none());
  nb::class_<HeldStore>(module, "Store")
      .def_prop_ro("actor_lines", &HeldStore::actor_lines)
      .def("keep", keep, nb::arg("records"), nb::arg("again"))
      .def("uids", uids_of)
      .def("ask", answer_to, nb::arg("kind"), nb::arg("question"))
      .def("view", view_of, nb::arg("name"), nb::arg("question"))
      .def("each_batch", each_batch, nb::arg("kind"), nb::arg("rows"), nb::arg("sink"));
  module.def("open_store", open_store, nb::arg("path"), nb::arg("read_only"), nb::arg("actors"));
  module.def("takes", [](const std::string& kind) {
    std::vector<std::string> out;
    for (const casus::Field& field : fields()) {
      if (takes(kind, field.name)) out.emplace_back(field.name);
    }
    return out;
  });
}

}  // namespace casus::python
