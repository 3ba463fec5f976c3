// SPDX-License-Identifier: Apache-2.0
#include <condition_variable>
#include <deque>
#include <fstream>
#include <mutex>
#include <sstream>
#include <thread>

#include "casus/reader.h"
#include "exports/brief.h"
#include "exports/record_json.h"
#include "module.h"
#include "record_from_json.h"
#include "store/sketch.h"
#include "store/store.h"
#include "tables.h"

namespace casus::python {

namespace {

/// The bytes of one report, and what is known of it, before it is taken in.
struct HeldParcel {
  std::shared_ptr<const Parcel> parcel;
};

/// A report that was taken in and not read.
struct HeldReport {
  std::shared_ptr<const Report> report;
};

/// Cuts a stream on a thread of its own, at most so many parcels ahead of who asks for them.
class Cutter {
 public:
  Cutter(std::unique_ptr<std::istream> in, IngestOptions options)
      : in_(std::move(in)), thread_([this, options] { cut(options); }) {}
  ~Cutter() {
    {
      const std::lock_guard lock(mutex_);
      closing_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  /// The next parcel; nothing at the end, or the error that ended the stream, told once.
  std::optional<Result<Parcel>> next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return done_ || !parcels_.empty(); });
    if (!parcels_.empty()) {
      Parcel out = std::move(parcels_.front());
      parcels_.pop_front();
      changed_.notify_all();
      return Result<Parcel>(std::move(out));
    }
    if (!problem_) return std::nullopt;
    const Error error = *problem_;
    problem_.reset();
    return Result<Parcel>(error);
  }

 private:
  void cut(const IngestOptions& options) {
    constexpr std::size_t kAhead = 16;
    const auto result = cut_stream(*in_, options, [&](Parcel parcel) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return closing_ || parcels_.size() < kAhead; });
      if (closing_) return false;
      parcels_.push_back(std::move(parcel));
      changed_.notify_all();
      return true;
    });
    const std::lock_guard lock(mutex_);
    if (!result) problem_ = result.error();
    done_ = true;
    changed_.notify_all();
  }

  std::unique_ptr<std::istream> in_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Parcel> parcels_;
  std::optional<Error> problem_;
  bool done_ = false, closing_ = false;
  std::thread thread_;
};

IngestOptions options_of(const std::string& kind, const std::string& date, const std::string& url,
                         const std::string& title, const std::string& language,
                         const std::string& charset, std::size_t limit_bytes) {
  IngestOptions options{.limit_bytes = limit_bytes,
                        .date = date,
                        .url = url,
                        .title = title,
                        .language = language,
                        .charset = charset};
  if (!kind.empty()) options.kind = value_of(kind_named(kind));
  return options;
}

HeldParcel make_parcel(const nb::bytes& bytes, const std::string& id, const std::string& kind,
                       const std::string& date, const std::string& url, const std::string& title,
                       const std::string& language, const std::string& charset,
                       std::size_t limit_bytes) {
  Parcel out{.id = id,
             .bytes = std::string(bytes.c_str(), bytes.size()),
             .options = options_of(kind, date, url, title, language, charset, limit_bytes),
             .error = {}};
  return {std::make_shared<const Parcel>(std::move(out))};
}

std::unique_ptr<Cutter> open_cutter(const nb::object& source, const std::string& kind,
                                    const std::string& date, const std::string& url,
                                    const std::string& title, const std::string& language,
                                    const std::string& charset, std::size_t limit_bytes) {
  const IngestOptions options = options_of(kind, date, url, title, language, charset, limit_bytes);
  if (nb::isinstance<nb::bytes>(source)) {
    const auto bytes = nb::cast<nb::bytes>(source);
    return std::make_unique<Cutter>(
        std::make_unique<std::istringstream>(std::string(bytes.c_str(), bytes.size())), options);
  }
  const auto path = nb::cast<std::string>(source);
  auto file = std::make_unique<std::ifstream>(path, std::ios::binary);
  if (!*file) raise({Errc::NotFound, "C0103 cannot be opened: " + path});
  return std::make_unique<Cutter>(std::move(file), options);
}

HeldReport take_in(const HeldParcel& held) {
  Arrival arrival = without_gil([&] { return read_parcel(*held.parcel); });
  return {std::make_shared<const Report>(value_of(std::move(arrival.report)))};
}

HeldRecord read(const Reader& reader, const HeldReport& held) {
  return without_gil(
      [&] { return HeldRecord{std::make_shared<const Record>(reader.read(*held.report))}; });
}

HeldRecord read_whole(const Reader& reader, const HeldParcel& held) {
  auto result = without_gil([&]() -> Result<HeldRecord> {
    Arrival arrival = read_parcel(*held.parcel);
    if (!arrival.report) return arrival.report.error();
    return HeldRecord{std::make_shared<const Record>(reader.read(std::move(*arrival.report)))};
  });
  return value_of(std::move(result));
}

/// A row of record_table(): a record, or why there is none.
Json row_of(const std::string& id, const Record* record, const std::string& error) {
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
  };
  Json out = record == nullptr ? Json::object() : record_value(*record);
  out["id"] = text_or_null(id);
  out["error"] = text_or_null(error);
  if (record == nullptr) return out;
  out["day"] = out["report"]["published"];
  if (!out["report"].contains("read")) out["report"]["read"] = true;
  for (Json& relation : out["relations"]) {
    if (!relation.contains("contradicted")) relation["contradicted"] = false;
  }
  return out;
}

/// An input's id, its record or None, and why there is none.
using RecordRow = std::tuple<std::string, std::optional<HeldRecord>, std::string>;

std::vector<Json> values_of(const std::vector<RecordRow>& rows) {
  std::vector<Json> out;
  for (const auto& [id, held, error] : rows)
    out.push_back(row_of(id, held ? held->record.get() : nullptr, error));
  return out;
}

Batch batch_of(const std::vector<RecordRow>& rows) {
  return value_of(without_gil([&] { return Batch::create(record_table(), values_of(rows)); }));
}

nb::object stream_of(const std::vector<RecordRow>& rows) {
  return stream_capsule(record_table(), without_gil([&] { return values_of(rows); }));
}

nb::str str_of(std::string_view text) {
  return nb::steal<nb::str>(
      PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace"));
}

void add_report(nb::module_& module) {
  nb::class_<HeldParcel>(module, "Parcel")
      .def_prop_ro("id", [](const HeldParcel& held) { return held.parcel->id; })
      .def_prop_ro("data", [](const HeldParcel& held) {
        return nb::bytes(held.parcel->bytes.data(), held.parcel->bytes.size());
      });
  module.def("parcel", make_parcel, nb::arg("data"), nb::arg("id"), nb::arg("kind"),
             nb::arg("date"), nb::arg("url"), nb::arg("title"), nb::arg("language"),
             nb::arg("charset"), nb::arg("limit_bytes"));
  nb::class_<Cutter>(module, "Parcels")
      .def("__iter__", [](nb::handle self) { return self; })
      .def("__next__", [](Cutter& cutter) {
        auto next = without_gil([&] { return cutter.next(); });
        if (!next) throw nb::stop_iteration();
        return HeldParcel{std::make_shared<const Parcel>(value_of(std::move(*next)))};
      });
  module.def("cut", open_cutter, nb::arg("source"), nb::arg("kind"), nb::arg("date"),
             nb::arg("url"), nb::arg("title"), nb::arg("language"), nb::arg("charset"),
             nb::arg("limit_bytes"));
  module.def("take_in", take_in, nb::arg("parcel"));
  nb::class_<HeldReport>(module, "Report")
      .def_prop_ro("id", [](const HeldReport& held) { return held.report->id; })
      .def_prop_ro("uid", [](const HeldReport& held) { return Store::uid_of(*held.report); })
      .def_prop_ro("text", [](const HeldReport& held) { return str_of(held.report->text); })
      .def_prop_ro("published", [](const HeldReport& held) { return held.report->published; });
}

}  // namespace

void add_reading(nb::module_& module) {
  add_report(module);
  nb::class_<HeldRecord>(module, "Record")
      .def_prop_ro("id", [](const HeldRecord& held) { return held.record->report.id; })
      .def_prop_ro("uid", [](const HeldRecord& held) { return Store::uid_of(held.record->report); })
      .def(
          "to_json",
          [](const HeldRecord& held, int indent) {
            return str_of(without_gil([&] { return to_json(*held.record, indent); }));
          },
          nb::arg("indent") = -1)
      .def(
          "brief",
          [](const HeldRecord& held, std::size_t width, bool colours, double min_confidence) {
            return str_of(
                to_brief(*held.record,
                         {.width = width, .colours = colours, .min_confidence = min_confidence}));
          },
          nb::arg("width"), nb::arg("colours"), nb::arg("min_confidence"));
  module.def("record_from_json", [](const std::string& json) {
    auto made = without_gil([&]() -> Result<HeldRecord> {
      CASUS_TRY(Record record, record_from_json(json));
      return HeldRecord{std::make_shared<const Record>(std::move(record))};
    });
    return value_of(std::move(made));
  });
  module.def("batch", batch_of, nb::arg("rows"));
  module.def("record_stream", stream_of, nb::arg("rows"));
  module.def("shingles", [](const std::string& text) { return shingle_sample(text); });
  module.def("tells_more", [](const std::string& text, const std::string& than, bool one_address) {
    return tells_more(text, than, one_address);
  });
  nb::class_<Reader>(module, "Reader")
      .def("read", read, nb::arg("report"))
      .def("read_parcel", read_whole, nb::arg("parcel"));
  module.def(
      "open_reader",
      [](const std::string& model, const std::string& actors) {
        return value_of(without_gil([&] { return Reader::create(model, actors); }));
      },
      nb::arg("model"), nb::arg("actors"));
}

}  // namespace casus::python
