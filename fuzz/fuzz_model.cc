// SPDX-License-Identifier: Apache-2.0
// A model file of any bytes is refused or read, never trusted.
#include <zlib.h>

#include <cstdint>
#include <cstring>
#include <string>

#include "language/model_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.size() >= 64 && bytes[0] % 2 == 0) {
    // Half of the inputs get a true header, so that the table behind it is reached.
    std::memcpy(bytes.data(), "CASUSNET", 8);
    const std::uint32_t version = 1;
    const std::uint64_t whole = bytes.size();
    std::memcpy(bytes.data() + 8, &version, 4);
    std::memcpy(bytes.data() + 16, &whole, 8);
    const auto sum = static_cast<std::uint32_t>(
        crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data() + 64), bytes.size() - 64));
    std::memcpy(bytes.data() + 24, &sum, 4);
  }
  if (const auto model = casus::ModelFile::over(bytes)) {
    for (const char* name : {"vocab", "pieces.weight", "arc", ""}) {
      (void)model->tensor(name);
      (void)model->rows(name);
      (void)model->lines(name);
    }
  }
  return 0;
}
