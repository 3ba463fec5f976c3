// SPDX-License-Identifier: Apache-2.0
// Every input kept in fuzz/corpus, through its target, without a fuzzer: what one found stays
// mended. usage: fuzz_replay CORPUS
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#define CASUS_TARGET(name) extern "C" int fuzz_##name(const std::uint8_t* data, std::size_t size);
#include "targets.inc"
#undef CASUS_TARGET

int main(int count, char** words) {
  if (count != 2) return 2;
  std::size_t inputs = 0;
  const auto replay = [&](const char* name, auto target) {
    for (const auto& file :
         std::filesystem::directory_iterator(std::string(words[1]) + "/" + name)) {
      std::printf("%s\n", file.path().c_str());
      std::fflush(stdout);  // the last one named is the one that failed
      std::ifstream in(file.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(in), {}};
      target(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
      ++inputs;
    }
  };
#define CASUS_TARGET(name) replay(#name, fuzz_##name);
#include "targets.inc"
  std::printf("%zu inputs\n", inputs);
  return inputs > 0 ? 0 : 1;
}
