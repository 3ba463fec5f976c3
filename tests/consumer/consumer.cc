// SPDX-License-Identifier: Apache-2.0
// usage: consumer MODEL    prints how many statements a sentence holds
#include <casus/reader.h>

#include <iostream>

int main(int, char** words) {
  const auto reader = casus::Reader::create(words[1]);
  if (!reader) return std::cerr << reader.error().message << "\n", 1;
  const auto record =
      reader->read("\"We will not talk,\" the minister of Velmar said on Monday.", {});
  if (!record) return std::cerr << record.error().message << "\n", 1;
  std::cout << record->statements.size() << "\n";
  return 0;
}
