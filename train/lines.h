// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "casus/ingest.h"

namespace casus {

/// Hands every line of an NDJSON file to `take`.
template <typename Take>
void for_each_line(const char* path, const Take& take) {
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) take(nlohmann::json::parse(line));
}

/// Hands every report of an NDJSON file, a line each of {"id", "text", "date"}, to `take`; tells of
/// one that cannot be read.
template <typename Take>
void for_each_report(const char* path, const Take& take) {
  for_each_line(path, [&](const nlohmann::json& line) {
    IngestOptions options;
    options.kind = Kind::Text;
    if (line.contains("date") && line["date"].is_string()) options.date = line["date"];
    const auto report = read_document(std::string(line.at("text")), options);
    if (report)
      take(line.at("id"), *report);
    else
      fmt::print(stderr, "{}: {}\n", std::string(line.at("id")), report.error().message);
  });
}

/// Writes weights as raw float32, as train/attach.py takes them.
inline void write_weights(const char* path, const std::vector<float>& weights) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(weights.data()),
             static_cast<std::streamsize>(weights.size() * sizeof(float)));
}

}  // namespace casus
