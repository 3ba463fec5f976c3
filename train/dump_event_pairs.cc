// SPDX-License-Identifier: Apache-2.0
// Prints what a pair of events is weighed by, for train/joins.py: of each line "ID ID" on standard
// input, [may they be one of two reports, features]. usage: dump_event_pairs RECORD < PAIRS >
// OUT.ndjson
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "assess/event_pairs.h"
#include "store/store.h"

int main(int argc, char** argv) {
  using namespace casus;
  if (argc != 2) {
    fmt::print(stderr, "usage: dump_event_pairs RECORD < PAIRS > OUT.ndjson\n");
    return 2;
  }
  auto store = Store::open(argv[1], Database::Mode::ReadOnly);
  if (!store) {
    fmt::print(stderr, "{}\n", store.error().message);
    return 1;
  }
  EventPairs pairs(*store);
  for (std::int64_t first = 0, second = 0; std::cin >> first >> second;) {
    const EventTelling &a = pairs.telling(first), &b = pairs.telling(second);
    fmt::print("{}\n",
               nlohmann::json{a.report != b.report && may_be_one(a, b), features_of(a, b)}.dump());
  }
}
