// SPDX-License-Identifier: Apache-2.0
#include "ingest/language_id.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <cstdio>  // CLD2's header wants FILE
#include <utility>

#include "core/text.h"
#include "core/utf8.h"
#include "core/word_sets.h"

namespace casus {

namespace {

constexpr std::size_t kWindowBytes = 2000;  // three of them tell a language as well as the whole
constexpr std::size_t kLeastLetters = 100;  // "Maria Valdes superior" is no Latvian
constexpr int kEnglishShare = 40;           // percent of a text in two languages

/// Up to three stretches of the text, each from a space on, on borders of characters.
std::string sampled(std::string_view text) {
  if (text.size() <= 3 * kWindowBytes) return std::string(text);
  std::string out;
  for (const std::size_t begin : {std::size_t{0}, text.size() / 2, text.size() - kWindowBytes}) {
    std::string_view window = text.substr(begin, kWindowBytes);
    while (!window.empty() && (static_cast<unsigned char>(window[0]) & 0xC0) == 0x80)
      window.remove_prefix(1);
    std::size_t end = begin + kWindowBytes;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    out.append(window).append(text.substr(begin + kWindowBytes, end - begin - kWindowBytes)) +=
        '\n';
  }
  return out;
}

/// A text of English prose has one of these words in four or five; one in ten does.
bool is_plainly_english(std::string_view text) {
  std::size_t words = 0, found = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() && !is_space(text[at])) ++at;
    if (at > begin) {
      ++words;
      found += is_one_of(text.substr(begin, at - begin), WordSet::EnglishWords);
    }
    while (at < text.size() && is_space(text[at])) ++at;
  }
  return words >= 20 && found * 10 >= words;
}

/// Bytes of letters of the Latin script, and of letters of others.
std::pair<std::size_t, std::size_t> letters_of(std::string_view text) {
  std::size_t latin = 0, other = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (c < 0x250 ? is_letter(static_cast<char>(c)) || c >= 0xC0 : c >= 0x1E00 && c < 0x1F00)
      latin += at - begin;
    else if (c >= 0x250 && u_isalpha(static_cast<UChar32>(c)) != 0)
      other += at - begin;
  }
  return {latin, other};
}

/// ISO 639 as it is today; CLD2 has some codes of before 1989, and tells scripts apart.
std::string code_of(CLD2::Language language) {
  const std::string code = CLD2::LanguageCode(language);
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  return code.substr(0, code.find('-'));
}

}  // namespace

std::string language_of(std::string_view text, std::string_view declared) {
  const std::string sample = sampled(text);
  if (is_plainly_english(sample)) return "en";
  const auto [latin, other] = letters_of(sample);
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int bytes = 0, valid = 0;
  bool reliable = false;
  const CLD2::CLDHints none{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  const CLD2::Language best = CLD2::ExtDetectLanguageSummaryCheckUTF8(
      sample.data(), static_cast<int>(sample.size()), true, &none, 0, languages, percents, scores,
      nullptr, &bytes, &reliable, &valid);
  for (std::size_t i = 0; i < 3; ++i) {
    if (languages[i] == CLD2::ENGLISH && percents[i] >= kEnglishShare) return "en";
  }
  const bool much = latin + other >= kLeastLetters || other > latin;
  if (reliable && much && best != CLD2::UNKNOWN_LANGUAGE && best != CLD2::TG_UNKNOWN_LANGUAGE)
    return code_of(best);
  const bool of_another_script = other > latin;
  if (!declared.empty() && !(of_another_script && declared == "en")) return std::string(declared);
  return of_another_script ? "und" : "en";
}

std::string language_name(std::string_view code) {
  const std::string asked(code == "he" ? "iw" : code == "jv" ? "jw" : code);
  if (asked == "und") return "a language that is not known";
  const CLD2::Language language = CLD2::GetLanguageFromName(asked.c_str());
  if (language == CLD2::UNKNOWN_LANGUAGE) return asked;
  std::string name = lower(CLD2::LanguageName(language));
  if (!name.empty() && is_lower(name[0])) name[0] = static_cast<char>(name[0] - 32);
  return name;
}

}  // namespace casus
