// SPDX-License-Identifier: Apache-2.0
// Words a second on one core, start-up and memory. usage: bench_language [REPORTS.ndjson]   (our
// own examples otherwise)
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <fstream>
#include <sstream>

#include "casus/reader.h"
#include "core/memory.h"

namespace {

using namespace casus;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<Report> reports_of(const std::string& path, Kind kind) {
  std::ifstream in(path, std::ios::binary);
  std::vector<Report> out;
  (void)cut_stream(in, {.kind = kind}, [&](const Parcel& parcel) {
    Arrival arrival = read_parcel(parcel);
    if (arrival.report) out.push_back(std::move(*arrival.report));
    return true;
  });
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  keep_freed_memory();  // as the program does
  const auto start = Clock::now();
  const auto reader = Reader::create();
  if (!reader) return fmt::print(stderr, "{}\n", reader.error().message), 1;
  std::vector<Report> reports =
      argc > 1 ? reports_of(argv[1], Kind::Ndjson) : std::vector<Report>();
  if (reports.empty()) {
    for (int i = 0; i < 200; ++i)
      reports.push_back(reports_of(CASUS_ROOT "/examples/lake-accord.txt", Kind::Text).front());
  }
  const auto loaded = seconds_since(start);
  (void)reader->read(reports.front());
  fmt::print("model loaded in {:.3f} s, first record after {:.3f} s\n", loaded,
             seconds_since(start));
  std::size_t words = 0;
  auto at = Clock::now();
  for (const Report& report : reports) words += reader->analyser().analyse(report).words.size();
  const double analysing = seconds_since(at);
  at = Clock::now();
  for (const Report& report : reports) (void)reader->read(report);
  const double reading = seconds_since(at);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print(
      "{} reports, {} words: analysis {:.0f} words/s, whole reading {:.0f} words/s on one core; "
      "{:.0f} MB resident\n",
      reports.size(), words, static_cast<double>(words) / analysing,
      static_cast<double>(words) / reading, static_cast<double>(usage.ru_maxrss) / 1024);
}
