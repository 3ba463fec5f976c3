// SPDX-License-Identifier: Apache-2.0
// Bytes to Reports on one core. The pages are those of ../shared where it is present, else one page
// of our own.
#include <benchmark/benchmark.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "casus/ingest.h"

namespace {

std::string unpacked(const std::filesystem::path& path) {
  gzFile file = gzopen(path.c_str(), "rb");
  std::string out;
  char buffer[1 << 16];
  for (int size = gzread(file, buffer, sizeof buffer); size > 0;
       size = gzread(file, buffer, sizeof buffer))
    out.append(buffer, static_cast<std::size_t>(size));
  gzclose(file);
  return out;
}

const std::vector<std::string>& pages() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> out;
    const std::filesystem::path folder = CASUS_ROOT "/../shared/data/pages/html";
    if (std::filesystem::exists(folder)) {
      for (const auto& entry : std::filesystem::directory_iterator(folder))
        out.push_back(unpacked(entry.path()));
    } else {
      std::string page = "<html><body><article>";
      for (int i = 0; i < 200; ++i)
        page +=
            "<p>The minister said, on Monday, that the talks would go on until both sides "
            "agreed.</p>";
      out.push_back(page + "</article></body></html>");
    }
    return out;
  }();
  return all;
}

void html_to_report(benchmark::State& state) {
  std::size_t bytes = 0;
  for (auto _ : state) {
    for (const std::string& page : pages()) {
      benchmark::DoNotOptimize(casus::read_document(page, {.kind = casus::Kind::Html}));
      bytes += page.size();
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK(html_to_report)->Unit(benchmark::kMillisecond);

std::string example() {
  std::ifstream in(CASUS_ROOT "/examples/lake-accord.txt", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void text_to_report(benchmark::State& state) {
  std::string text = example();
  while (text.size() < 64 << 10) text += example();
  for (auto _ : state)
    benchmark::DoNotOptimize(casus::read_document(text, {.kind = casus::Kind::Text}));
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}
BENCHMARK(text_to_report);

void find_times(benchmark::State& state) {
  const std::string text = example();
  for (auto _ : state) benchmark::DoNotOptimize(casus::find_times(text, "2025-11-18"));
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}
BENCHMARK(find_times);

}  // namespace
