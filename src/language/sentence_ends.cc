// SPDX-License-Identifier: Apache-2.0
#include "language/sentence_ends.h"

#include <algorithm>
#include <string>

#include "core/hashing.h"
#include "core/text.h"
#include "core/word_sets.h"

namespace casus {

namespace {

std::uint64_t shape_of(std::string_view word) {
  std::uint64_t shape = 0, last = 0;
  for (std::size_t i = 0; i < word.size() && i < 12; ++i) {
    const char c = word[i];
    const std::uint64_t kind = is_upper(c)   ? 1
                               : is_lower(c) ? 2
                               : is_digit(c) ? 3
                               : static_cast<unsigned char>(c) >= 0x80
                                   ? 4
                                   : 5 + static_cast<unsigned char>(c);
    if (kind != last) shape = shape * 131 + kind;
    last = kind;
  }
  return shape;
}

/// A word's letters, where they may count.
std::uint64_t key_of(std::string_view word) {
  const std::string small = lower(word);
  const bool capital = std::any_of(word.begin(), word.end(), is_upper);
  if (!capital || is_one_of(small, WordSet::FunctionWords) ||
      (word.size() > 1 && word.size() < 6 && word.ends_with('.')))
    return hash_of(small);
  return mix(shape_of(word), 7);
}

/// The chunk of text between white space at `at`, and where the next begins.
std::string_view chunk_at(std::string_view text, std::size_t& at) {
  while (at < text.size() && is_space(text[at])) ++at;
  const std::size_t begin = at;
  while (at < text.size() && !is_space(text[at])) ++at;
  return text.substr(begin, at - begin);
}

std::string_view without_marks(std::string_view chunk) {
  while (!chunk.empty() && !is_letter(chunk.front()) && !is_digit(chunk.front()))
    chunk.remove_prefix(1);
  std::size_t end = 0;
  while (end < chunk.size() && (is_letter(chunk[end]) || is_digit(chunk[end]))) ++end;
  return chunk.substr(0, end);
}

}  // namespace

void SentenceEnds::features(const SentenceGap& gap, std::vector<std::uint32_t>& out) {
  std::uint32_t number = 0;
  const auto add = [&](auto... keys) {
    out.push_back(static_cast<std::uint32_t>(
                      mix(std::uint64_t{++number}, static_cast<std::uint64_t>(keys)...) >> 9) &
                  (kWeights - 1));
  };
  const auto word = [&](std::size_t back) {
    return gap.words.size() >= gap.sentence_begin + back
               ? cut(gap.text, gap.words[gap.words.size() - back].span)
               : std::string_view();
  };
  const std::string_view last = word(1), before = word(2), third = word(3);
  std::size_t at = gap.next;
  const std::string_view chunk = chunk_at(gap.text, at);
  std::size_t more = at;
  const std::string_view following = chunk_at(gap.text, more), letters = without_marks(chunk);
  const std::string_view white =
      gap.text.substr(gap.words.back().span.end, gap.next - gap.words.back().span.end);
  const bool new_line = white.find('\n') != std::string_view::npos, wide = white.size() > 1;
  const std::size_t length = gap.words.size() - gap.sentence_begin;
  const std::uint64_t size = length < 4    ? length
                             : length < 8  ? 4
                             : length < 16 ? 5
                             : length < 30 ? 6
                             : length < 50 ? 7
                                           : 8;
  const std::uint64_t next_shape = shape_of(chunk.substr(0, 4)), next_key = key_of(letters);
  const std::uint64_t rule = gap.by_rule;
  const bool mark = chunk.empty() || letters.empty() || letters.data() != chunk.data();
  add(rule);
  add(rule, key_of(last));
  add(rule, key_of(last), next_shape);
  add(rule, key_of(last), next_key);
  add(rule, shape_of(last), next_shape, new_line);
  add(key_of(last), key_of(before));
  add(shape_of(last), shape_of(before), next_shape);
  add(key_of(before), shape_of(last), next_shape);
  add(shape_of(third), shape_of(before), shape_of(last));
  add(rule, next_key);
  add(rule, next_key, new_line, wide);
  add(next_shape, shape_of(following.substr(0, 4)), rule);
  add(rule, new_line, wide, size);
  add(rule, size, shape_of(last));
  add(rule, mark, chunk.empty() ? 0 : static_cast<unsigned char>(chunk[0]), key_of(last));
  add(wide, shape_of(last), next_shape);
  add(white.size() > 4 ? 4 : white.size(), rule, next_shape);
}

bool SentenceEnds::at(const SentenceGap& gap) const {
  if (weights_.empty()) return gap.by_rule;
  std::vector<std::uint32_t> active;
  features(gap, active);
  float score = 0;
  for (const std::uint32_t feature : active) score += weights_[feature];
  return score > 0;
}

Result<SentenceEnds> SentenceEnds::create(const ModelFile& model) {
  if (!model.has("sentences")) return SentenceEnds();
  CASUS_TRY(Tensor weights, model.tensor("sentences"));
  if (weights.values.size() != kWeights)
    return Error{Errc::Corrupt, "C0201 the model file is damaged: sentences has another shape"};
  return SentenceEnds(std::move(weights.values));
}

}  // namespace casus
