// SPDX-License-Identifier: Apache-2.0
#include "language/given_words.h"

#include <charconv>
#include <string>

#include "core/text.h"
#include "core/utf8.h"

namespace casus {

namespace {

class Documents {
 public:
  Result<std::vector<GivenWords>> of(std::string_view conllu) {
    if (!is_utf8(conllu)) return Error{Errc::Corrupt, "C0113 the text is not UTF-8"};
    std::size_t number = 0;
    for (std::string_view line : split(conllu, '\n')) {
      ++number;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.empty()) {
        end_sentence();
      } else if (line[0] == '#') {
        comment(line);
      } else if (!token(split(line, '\t'))) {
        return Error{Errc::Corrupt, "C0113 line " + std::to_string(number) + " is not CoNLL-U"};
      }
    }
    end_sentence();
    return std::move(documents_);
  }

 private:
  GivenWords& document() {
    if (documents_.empty()) begin_document({});
    return documents_.back();
  }

  void begin_document(std::string_view id) {
    end_sentence();
    GivenWords& added = documents_.emplace_back();
    added.report.id = id.empty() ? std::to_string(documents_.size()) : std::string(id);
    gap_ = "";
  }

  void comment(std::string_view line) {
    if (line.starts_with("# newdoc")) {
      const std::size_t equals = line.find("= ");
      begin_document(equals == std::string_view::npos ? std::string_view()
                                                      : line.substr(equals + 2));
    } else if (line.starts_with("# newpar") && !document().report.text.empty()) {
      gap_ = "\n\n";
    }
  }

  /// A row of the sentence; false when it is not one.
  bool token(const std::vector<std::string_view>& columns) {
    if (columns.size() != 10 || columns[1].empty()) return false;
    const std::string_view id = columns[0];
    std::uint32_t first = 0, last = 0;
    const auto [after, error] = std::from_chars(id.data(), id.data() + id.size(), first);
    if (error != std::errc()) return false;
    const std::string_view rest = id.substr(static_cast<std::size_t>(after - id.data()));
    if (rest.starts_with('.')) return true;
    const std::string_view gap_after =
        columns[9].find("SpaceAfter=No") == std::string_view::npos ? " " : "";
    if (rest.starts_with('-')) {
      if (std::from_chars(rest.data() + 1, rest.data() + rest.size(), last).ec != std::errc() ||
          last < first)
        return false;
      token_begin_ = first;
      token_end_ = last;
      gap_after_token_ = gap_after;
      return true;
    }
    if (!rest.empty()) return false;
    Report& report = document().report;
    Word word;
    word.space_before = !gap_.empty() || report.text.empty();
    word.joined = token_begin_ < first && first <= token_end_;
    report.text += gap_;
    word.span.begin = static_cast<std::uint32_t>(report.text.size());
    report.text += columns[1];
    word.span.end = static_cast<std::uint32_t>(report.text.size());
    document().analysis.words.push_back(std::move(word));
    gap_ = first > token_end_ ? gap_after : first == token_end_ ? gap_after_token_ : "";
    return true;
  }

  void end_sentence() {
    token_begin_ = token_end_ = 0;
    if (documents_.empty()) return;
    Analysis& analysis = documents_.back().analysis;
    const std::uint32_t begin = analysis.sentences.empty() ? 0 : analysis.sentences.back().end;
    const auto end = static_cast<std::uint32_t>(analysis.words.size());
    if (end > begin) analysis.sentences.push_back({begin, end});
  }

  std::vector<GivenWords> documents_;
  std::string_view gap_;  // what stands between the last word and the next
  std::uint32_t token_begin_ = 0,
                token_end_ = 0;  // first and last word of a token of several words
  std::string_view gap_after_token_;
};

}  // namespace

Result<std::vector<GivenWords>> given_words(std::string_view conllu) {
  return Documents().of(conllu);
}

}  // namespace casus
