// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "casus/result.h"

namespace casus {

/// A tensor of the model as float32, rows first. int8 tensors are expanded when taken out.
struct Tensor {
  std::vector<std::uint32_t> dims;
  std::vector<float> values;
  std::uint32_t rows() const { return dims.empty() ? 0 : dims[0]; }
};

/// An int8 matrix left in the file, with a scale a row: value = scale[row] * data[row * columns +
/// column].
struct ByteRows {
  const std::int8_t* data = nullptr;
  const float* scale = nullptr;
  std::uint32_t rows = 0;
  std::uint32_t columns = 0;
};

/// A model file (docs/model-format.md), memory-mapped and checked whole: magic, version, size,
/// CRC-32, and that every section lies inside. Thread-safe: immutable.
class ModelFile {
 public:
  /// Errors: NotFound, Corrupt, Unsupported.
  static Result<ModelFile> open(const std::string& path);
  /// The same over bytes in memory, which must outlive the model; for tests and fuzzing.
  static Result<ModelFile> over(std::string_view bytes);

  bool has(const std::string& name) const { return sections_.contains(name); }
  /// Errors: Corrupt when there is no such section of the kind and size asked for.
  Result<Tensor> tensor(const std::string& name) const;
  Result<ByteRows> rows(const std::string& name) const;
  Result<std::vector<std::string>> lines(const std::string& name) const;

 private:
  struct Section {
    std::uint32_t kind = 0;
    std::vector<std::uint32_t> dims;
    std::uint64_t count = 0;
    const char* data = nullptr;
    const float* scale = nullptr;
  };
  Result<bool> index(std::string_view bytes);

  std::shared_ptr<const void> mapping_;
  std::map<std::string, Section> sections_;
};

}  // namespace casus
