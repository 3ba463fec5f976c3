// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace casus {

/// The columns of Features the model was trained on; both must agree.
extern const std::size_t kArticleColumns;

/// How likely a block is the article's own, 0 to 1, by the row of its Features (first look) and by
/// that of look_around (second look): a few boosted trees each, compiled in (article_model.inc,
/// made by train/train_articles.py; docs/articles.md).
///
/// Cost:    O(trees * depth), a microsecond. Thread-safe.
float first_chance(const float* row);
float second_chance(const float* row);

}  // namespace casus
