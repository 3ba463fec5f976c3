// SPDX-License-Identifier: Apache-2.0
// A question of any words is answered or refused by name. The input's lines are "field value", and
// the first is the kind of item.
#include "checks.h"
#include "core/text.h"
#include "record.h"
#include "store/fields.h"
#include "store/question.h"
#include "store/views.h"

namespace casus::fuzz {
namespace {

Question question_of(std::string_view text) {
  Question out;
  bool first = true;
  for (const Span line : lines_of(text)) {
    const std::string_view words = cut(text, line);
    if (std::exchange(first, false)) {
      out.kind = std::string(words);
      continue;
    }
    const std::size_t gap = std::min(words.find(' '), words.size());
    for (const Field& field : fields()) {
      if (field.value != nullptr && field.name == words.substr(0, gap))
        out.*field.value = std::string(words.substr(std::min(gap + 1, words.size())));
    }
  }
  return out;
}

/// Only what was asked may be wrong, never the record.
void check(const Error& error) {
  must(error.code == Errc::InvalidInput || error.code == Errc::NotFound);
  must(error.message.starts_with("C0"));
}

template <typename Value>
void check(const Result<Value>& answer) {
  if (!answer) check(answer.error());
}

}  // namespace
}  // namespace casus::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace casus::fuzz;
  static casus::Store store = [] {
    auto opened = casus::Store::open(record_file(), casus::Database::Mode::ReadOnly);
    must(opened.has_value());
    return std::move(*opened);
  }();
  const casus::Question question = question_of(view(data, size));
  const auto answer = casus::ask(store, question);
  check(answer);
  if (answer) must(answer->rows.size() <= question.limit);
  check(casus::item_row(store, question.kind, question.as_of));
  check(casus::item_view(store, question.kind));
  check(casus::actor_view(store, question.by));
  check(casus::dispute_view(store, question.by, question.to, question.since, question.until));
  check(casus::timeline_view(store, question.about, question.since, question.until, 100));
  check(casus::outlook_view(store, question.as_of, question.until));
  must(!store.database().failed());
  return 0;
}
