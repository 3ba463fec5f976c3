// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace casus {

/// Hands every line of an NDJSON file to `take`.
template <typename Take>
void for_each_line(const char* path, const Take& take) {
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) take(nlohmann::json::parse(line));
}

/// Writes weights as raw float32, as train/attach.py takes them.
inline void write_weights(const char* path, const std::vector<float>& weights) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(weights.data()),
             static_cast<std::streamsize>(weights.size() * sizeof(float)));
}

}  // namespace casus
