// SPDX-License-Identifier: Apache-2.0
#include "store/question.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/calendar.h"
#include "core/text.h"
#include "store/asker.h"
#include "store/fields.h"
#include "store/rows.h"

namespace casus {

Result<Answer> ask(Store& store, const Question& question) {
  CASUS_TRY(const Question asked, settled(question));
  return Asker(store, asked).answer();
}

Result<std::vector<std::int64_t>> ids_of(Store& store, const Question& question) {
  CASUS_TRY(const Question asked, settled(question));
  return Asker(store, asked).ids();
}

Result<bool> each_row(Store& store, const Question& question,
                      const std::function<void(Json&&)>& use) {
  CASUS_TRY(const Question asked, settled(question));
  store.database().run("BEGIN");
  const auto answer = Asker(store, asked, &use).answer();
  store.database().run("COMMIT");
  if (!answer) return answer.error();
  if (auto error = store.database().take_error()) return *error;
  return true;
}

Result<Json> item_row(Store& store, const std::string& id, const std::string& as_of) {
  std::int64_t number = 0;
  for (const char c : id.substr(std::min<std::size_t>(1, id.size())))
    number = is_digit(c) && number < 1'000'000'000'000 ? number * 10 + (c - '0') : -1'000'000'000;
  const std::string day = as_of.empty() ? utc_today() : as_of;
  Json row = nullptr;
  if (number > 0) {
    switch (id[0]) {
      case 's':
        row = statement_row(store, number);
        break;
      case 'e':
        row = event_row(store, number);
        break;
      case 'c':
        row = claim_row(store, number, day);
        break;
      case 'k':
        row = commitment_row(store, number, day);
        break;
      case 'r':
        row = relation_row(store, number);
        break;
      case 'a':
        row = actor_row(store, number);
        break;
      case 'd':
        row = report_row(store, number);
        break;
      case 't':
        row = story_row(store, number);
        break;
      default:
        break;
    }
  }
  if (auto error = store.database().take_error()) return *error;
  if (row.is_null() && id[0] == 'd') {
    Query removed = store.database().query("SELECT at FROM removed WHERE report = ?");
    if (removed.bind(number).next())
      return Error{Errc::NotFound,
                   fmt::format("C0405 {} was taken out of the record ({})", id, removed.text(0))};
  }
  if (row.is_null())
    return Error{Errc::NotFound, fmt::format("C0405 there is no item {} in the record", id)};
  return row;
}

}  // namespace casus
