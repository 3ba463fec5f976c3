// SPDX-License-Identifier: Apache-2.0
#include "arrow_columns.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <memory>

#include "core/calendar.h"

namespace casus::python {

namespace {

using Kind = Type::Kind;

/// Days since 1970-01-01; nothing where the text is no day.
std::optional<std::int32_t> days_of(const Json& value) {
  if (!value.is_string()) return std::nullopt;
  const auto day = parse_iso_day(value.get_ref<const std::string&>());
  if (!day) return std::nullopt;
  return static_cast<std::int32_t>(std::chrono::sys_days(*day).time_since_epoch().count());
}

/// The fields that a type has as Arrow sees it.
std::vector<Field> children_of(const Type& type) {
  if (type.kind == Kind::Span) return {{"start", whole()}, {"end", whole()}};
  if (type.kind == Kind::Period) return {{"from", day()}, {"to", day()}};
  return type.fields;
}

const char* format_of(Kind kind) {
  switch (kind) {
    case Kind::Text:
      return "u";
    case Kind::Whole:
      return "l";
    case Kind::Real:
      return "g";
    case Kind::Truth:
      return "b";
    case Kind::Day:
      return "tdD";
    case Kind::List:
      return "+l";
    case Kind::Object:
    case Kind::Span:
    case Kind::Period:
      break;
  }
  return "+s";
}

/// What a schema that was handed on owns.
struct SchemaOwner {
  std::string name, metadata;
  std::vector<std::unique_ptr<ArrowSchema>> children;
  std::vector<ArrowSchema*> pointers;
};

void release_schema(ArrowSchema* schema) {
  const std::unique_ptr<SchemaOwner> owner(static_cast<SchemaOwner*>(schema->private_data));
  for (const auto& child : owner->children) {
    if (child->release != nullptr) child->release(child.get());
  }
  schema->release = nullptr;
}

void fill_schema(const std::string& name, const Type& type, std::string metadata,
                 ArrowSchema& out) {
  auto owner = std::make_unique<SchemaOwner>();
  owner->name = name;
  owner->metadata = std::move(metadata);
  for (const Field& field : children_of(type)) {
    owner->children.push_back(std::make_unique<ArrowSchema>());
    fill_schema(field.name, field.type, {}, *owner->children.back());
    owner->pointers.push_back(owner->children.back().get());
  }
  constexpr std::int64_t kNullable = 2;
  out = {.format = format_of(type.kind),
         .name = owner->name.c_str(),
         .metadata = owner->metadata.empty() ? nullptr : owner->metadata.data(),
         .flags = kNullable,
         .n_children = static_cast<std::int64_t>(owner->pointers.size()),
         .children = owner->pointers.data(),
         .dictionary = nullptr,
         .release = release_schema,
         .private_data = nullptr};
  out.private_data = owner.release();
}

/// One entry of metadata as the interface lays it out: counts and lengths in native order.
std::string metadata_of(std::string_view key, std::string_view value) {
  std::string out;
  const auto number = [&](std::size_t n) {
    const auto written = static_cast<std::int32_t>(n);
    out.append(reinterpret_cast<const char*>(&written), sizeof written);
  };
  number(1);
  number(key.size());
  out += key;
  number(value.size());
  out += value;
  return out;
}

/// A column that is being filled, and then the owner of its buffers.
class Column {
 public:
  explicit Column(const Type& type) : kind_(type.kind) {
    for (const Field& field : children_of(type)) {
      names_.push_back(field.name);
      children_.push_back(std::make_unique<Column>(field.type));
    }
    if (kind_ == Kind::Text || kind_ == Kind::List) put_offset(0);
  }

  void append(const Json& value) {
    if (value.is_null()) return append_null();
    switch (kind_) {
      case Kind::Text:
        return append_text(value);
      case Kind::Whole:
        if (!value.is_number_integer()) return refuse(value);
        put(value.get<std::int64_t>());
        return mark(true);
      case Kind::Real:
        if (!value.is_number()) return refuse(value);
        put(value.get<double>());
        return mark(true);
      case Kind::Truth:
        if (!value.is_boolean()) return refuse(value);
        put_bit(data_, length_, value.get<bool>());
        return mark(true);
      case Kind::Day:
        if (const auto days = days_of(value)) {
          put(*days);
          return mark(true);
        }
        return refuse(value);
      case Kind::List:
        return append_list(value);
      case Kind::Object:
        return append_object(value);
      case Kind::Span:
        if (!value.is_array() || value.size() != 2) return refuse(value);
        return append_two(value[0], value[1]);
      case Kind::Period:
        if (value.is_string()) return append_two(value, value);
        return append_object(value);
    }
  }

  /// What could not be taken, in this column or below it; empty: nothing.
  std::string problem() const {
    if (!problem_.empty()) return problem_;
    for (std::size_t at = 0; at < children_.size(); ++at) {
      if (std::string below = children_[at]->problem(); !below.empty())
        return names_[at] + ": " + below;
    }
    return {};
  }

  static void hand_on(std::unique_ptr<Column> column, ArrowArray& out) {
    Column& own = *column;
    own.buffers_ = {own.nulls_ == 0 ? nullptr : own.valid_.data()};
    if (own.kind_ == Kind::Text || own.kind_ == Kind::List)
      own.buffers_.push_back(own.offsets_.data());
    if (own.names_.empty()) own.buffers_.push_back(own.data_.data());
    for (auto& child : own.children_) {
      own.arrays_.push_back(std::make_unique<ArrowArray>());
      hand_on(std::move(child), *own.arrays_.back());
      own.pointers_.push_back(own.arrays_.back().get());
    }
    out = {.length = own.length_,
           .null_count = own.nulls_,
           .offset = 0,
           .n_buffers = static_cast<std::int64_t>(own.buffers_.size()),
           .n_children = static_cast<std::int64_t>(own.pointers_.size()),
           .buffers = own.buffers_.data(),
           .children = own.pointers_.data(),
           .dictionary = nullptr,
           .release = release,
           .private_data = column.release()};
  }

 private:
  static void release(ArrowArray* array) {
    const std::unique_ptr<Column> own(static_cast<Column*>(array->private_data));
    for (const auto& child : own->arrays_) {
      if (child->release != nullptr) child->release(child.get());
    }
    array->release = nullptr;
  }

  static void put_bit(std::vector<std::uint8_t>& bits, std::int64_t at, bool value) {
    if (at % 8 == 0) bits.push_back(0);
    if (value) bits.back() = static_cast<std::uint8_t>(bits.back() | (1U << (at % 8)));
  }

  void mark(bool valid) {
    put_bit(valid_, length_, valid);
    nulls_ += valid ? 0 : 1;
    ++length_;
  }

  template <typename T>
  void put(T value) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&value);
    data_.insert(data_.end(), bytes, bytes + sizeof value);
  }

  void put_offset(std::size_t at) {
    if (at > std::numeric_limits<std::int32_t>::max()) problem_ = "over 2 GiB in one batch";
    offsets_.push_back(static_cast<std::int32_t>(at));
  }

  void refuse(const Json& value) {
    problem_ = std::string("a value of another type (") + value.type_name() + ")";
    append_null();
  }

  void append_null() {
    if (kind_ == Kind::Text || kind_ == Kind::List) offsets_.push_back(offsets_.back());
    if (kind_ == Kind::Whole) put(std::int64_t{0});
    if (kind_ == Kind::Real) put(0.0);
    if (kind_ == Kind::Truth) put_bit(data_, length_, false);
    if (kind_ == Kind::Day) put(std::int32_t{0});
    if (kind_ != Kind::List) {
      for (const auto& child : children_) child->append_null();
    }
    mark(false);
  }

  void append_text(const Json& value) {
    if (!value.is_string()) return refuse(value);
    const auto& words = value.get_ref<const std::string&>();
    data_.insert(data_.end(), words.begin(), words.end());
    put_offset(data_.size());
    mark(true);
  }

  void append_list(const Json& value) {
    if (!value.is_array()) return refuse(value);
    for (const Json& item : value) children_.front()->append(item);
    put_offset(static_cast<std::size_t>(children_.front()->length_));
    mark(true);
  }

  void append_object(const Json& value) {
    if (!value.is_object()) return refuse(value);
    for (std::size_t at = 0; at < names_.size(); ++at) {
      const auto found = value.find(names_[at]);
      found == value.end() ? children_[at]->append_null() : children_[at]->append(*found);
    }
    mark(true);
  }

  void append_two(const Json& first, const Json& second) {
    children_[0]->append(first);
    children_[1]->append(second);
    mark(true);
  }

  Kind kind_;
  std::vector<std::string> names_;
  std::vector<std::unique_ptr<Column>> children_;
  std::int64_t length_ = 0, nulls_ = 0;
  std::vector<std::uint8_t> valid_, data_;
  std::vector<std::int32_t> offsets_;
  std::string problem_;
  // Once handed on:
  std::vector<const void*> buffers_;
  std::vector<std::unique_ptr<ArrowArray>> arrays_;
  std::vector<ArrowArray*> pointers_;
};

/// What a stream that was handed on owns.
struct StreamOwner {
  Type row;
  std::string version;
  std::vector<Json> rows;
  std::size_t next = 0;
  std::string problem;
};

StreamOwner& owner_of(ArrowArrayStream* stream) {
  return *static_cast<StreamOwner*>(stream->private_data);
}

int next_batch(ArrowArrayStream* stream, ArrowArray* out) {
  constexpr std::size_t kBatch = 8192;
  StreamOwner& own = owner_of(stream);
  const std::size_t count = std::min(kBatch, own.rows.size() - own.next);
  if (count == 0) {
    *out = {};
    return 0;
  }
  const auto done = export_batch(own.row, own.rows.data() + own.next, count, *out);
  own.next += count;
  if (done) return 0;
  own.problem = done.error().message;
  return EINVAL;
}

}  // namespace

Type text() {
  return {Kind::Text};
}
Type whole() {
  return {Kind::Whole};
}
Type real() {
  return {Kind::Real};
}
Type truth() {
  return {Kind::Truth};
}
Type day() {
  return {Kind::Day};
}
Type span() {
  return {Kind::Span};
}
Type period() {
  return {Kind::Period};
}
Type list(Type item) {
  return {Kind::List, {{"item", std::move(item)}}};
}
Type object(std::vector<Field> fields) {
  return {Kind::Object, std::move(fields)};
}

void export_schema(const Type& row, std::string_view version, ArrowSchema& out) {
  fill_schema("", row, metadata_of("casus.schema", version), out);
}

Result<bool> export_batch(const Type& row, const Json* first, std::size_t count, ArrowArray& out) {
  auto column = std::make_unique<Column>(row);
  for (std::size_t at = 0; at < count; ++at) column->append(first[at]);
  if (std::string problem = column->problem(); !problem.empty())
    return Error{Errc::InvalidInput, "C0419 rows that are no table: " + problem};
  Column::hand_on(std::move(column), out);
  return true;
}

void export_stream(const Type& row, std::string_view version, std::vector<Json> rows,
                   ArrowArrayStream& out) {
  out = {.get_schema =
             [](ArrowArrayStream* stream, ArrowSchema* schema) {
               export_schema(owner_of(stream).row, owner_of(stream).version, *schema);
               return 0;
             },
         .get_next = next_batch,
         .get_last_error =
             [](ArrowArrayStream* stream) {
               const std::string& problem = owner_of(stream).problem;
               return problem.empty() ? nullptr : problem.c_str();
             },
         .release =
             [](ArrowArrayStream* stream) {
               delete &owner_of(stream);
               stream->release = nullptr;
             },
         .private_data = new StreamOwner{row, std::string(version), std::move(rows)}};
}

}  // namespace casus::python
