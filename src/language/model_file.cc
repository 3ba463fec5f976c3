// SPDX-License-Identifier: Apache-2.0
#include "language/model_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cstring>

#include "core/text.h"

namespace casus {

namespace {

constexpr std::size_t kHeader = 64;
constexpr std::size_t kEntry = 96;
constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kF32 = 0, kI8 = 1, kBytes = 2;  // on disk, never reused

Error corrupt(std::string_view what) {
  return {Errc::Corrupt,
          fmt::format("C0201 the model file is damaged: {}; rebuild it with make", what)};
}

template <typename T>
T at(std::string_view bytes, std::size_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

}  // namespace

Result<ModelFile> ModelFile::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return Error{Errc::NotFound,
                 fmt::format("C0202 there is no model at {}; set CASUS_MODEL", path)};
  struct stat info {};
  ::fstat(file, &info);
  const auto size = static_cast<std::size_t>(info.st_size);
  void* memory = size == 0 ? MAP_FAILED : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  ::close(file);
  if (memory == MAP_FAILED) return corrupt("it cannot be mapped");
  ModelFile model;
  model.mapping_ = std::shared_ptr<const void>(memory, [size](void* p) { ::munmap(p, size); });
  CASUS_TRY([[maybe_unused]] bool done, model.index({static_cast<const char*>(memory), size}));
  return model;
}

Result<ModelFile> ModelFile::over(std::string_view bytes) {
  ModelFile model;
  CASUS_TRY([[maybe_unused]] bool done, model.index(bytes));
  return model;
}

Result<bool> ModelFile::index(std::string_view bytes) {
  if (bytes.size() < kHeader || !bytes.starts_with("CASUSNET"))
    return corrupt("no model begins like this");
  if (at<std::uint32_t>(bytes, 8) != kVersion) {
    return Error{Errc::Unsupported, "C0203 the model file is of another version of casus"};
  }
  const auto count = at<std::uint32_t>(bytes, 12);
  if (at<std::uint64_t>(bytes, 16) != bytes.size()) return corrupt("it is cut short");
  if (count > (bytes.size() - kHeader) / kEntry) return corrupt("its table is cut short");
  const auto sum =
      crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data() + kHeader), bytes.size() - kHeader);
  if (static_cast<std::uint32_t>(sum) != at<std::uint32_t>(bytes, 24))
    return corrupt("its checksum differs");
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string_view entry = bytes.substr(kHeader + i * kEntry, kEntry);
    Section section;
    section.kind = at<std::uint32_t>(entry, 56);
    const auto rank = at<std::uint32_t>(entry, 60);
    if (rank == 0 || rank > 4 || section.kind > kBytes)
      return corrupt("a section is of no known kind");
    section.count = 1;
    for (std::uint32_t d = 0; d < rank; ++d) {
      section.dims.push_back(at<std::uint32_t>(entry, 64 + 4 * d));
      section.count *= section.dims.back();
      if (section.count > bytes.size()) return corrupt("a section is too large");
    }
    const auto offset = at<std::uint64_t>(entry, 80);
    const auto scale = at<std::uint64_t>(entry, 88);
    const std::uint64_t length = section.count * (section.kind == kF32 ? 4 : 1);
    const auto inside = [&](std::uint64_t from, std::uint64_t n) {
      return from <= bytes.size() && n <= bytes.size() - from;
    };
    if (!inside(offset, length) || offset % 4 != 0) return corrupt("a section lies outside");
    section.data = bytes.data() + offset;
    if (section.kind == kI8) {
      if (!inside(scale, std::uint64_t{section.dims[0]} * 4) || scale % 4 != 0)
        return corrupt("a scale lies outside");
      section.scale = reinterpret_cast<const float*>(bytes.data() + scale);
    }
    const std::string_view name = entry.substr(0, 56);
    sections_[std::string(name.substr(0, name.find('\0')))] = std::move(section);
  }
  return true;
}

Result<Tensor> ModelFile::tensor(const std::string& name) const {
  const auto found = sections_.find(name);
  if (found == sections_.end() || found->second.kind == kBytes) return corrupt("it lacks " + name);
  const Section& section = found->second;
  Tensor out{section.dims, std::vector<float>(section.count)};
  if (section.kind == kF32) {
    std::memcpy(out.values.data(), section.data, section.count * 4);
    return out;
  }
  const std::uint64_t columns = section.dims[0] == 0 ? 0 : section.count / section.dims[0];
  const auto* bytes = reinterpret_cast<const std::int8_t*>(section.data);
  for (std::uint64_t i = 0; i < section.count; ++i)
    out.values[i] = section.scale[i / columns] * bytes[i];
  return out;
}

Result<ByteRows> ModelFile::rows(const std::string& name) const {
  const auto found = sections_.find(name);
  if (found == sections_.end() || found->second.kind != kI8 || found->second.dims.size() != 2)
    return corrupt("it lacks " + name);
  const Section& section = found->second;
  return ByteRows{reinterpret_cast<const std::int8_t*>(section.data), section.scale,
                  section.dims[0], section.dims[1]};
}

Result<std::vector<std::string>> ModelFile::lines(const std::string& name) const {
  const auto found = sections_.find(name);
  if (found == sections_.end() || found->second.kind != kBytes) return corrupt("it lacks " + name);
  std::string_view text(found->second.data, found->second.count);
  if (text.ends_with('\n')) text.remove_suffix(1);
  std::vector<std::string> out;
  for (const Span line : lines_of(text)) out.emplace_back(cut(text, line));
  return out;
}

}  // namespace casus
