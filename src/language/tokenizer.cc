// SPDX-License-Identifier: Apache-2.0
#include "language/tokenizer.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "core/utf8.h"
#include "core/word_sets.h"

namespace casus {

namespace {

constexpr std::size_t kLongestSentence =
    400;  // words; a longer run is cut, so that no input can blow up a window

constexpr std::array<std::string_view, 2> kApostrophes = {"'", "\xE2\x80\x99"};

constexpr std::array<std::string_view, 7> kClosingMarks = {
    ")", "]", "\"", "\xE2\x80\x9D", "\xE2\x80\x99", "'", "''"};

bool is_closing(std::string_view form) {
  return is_one_of(form, kClosingMarks);
}

/// Marks that may be repeated: "...", "--".
constexpr std::string_view kRepeated = ".-!?*=_`'<>$~+";

bool is_terminal(std::string_view form) {
  if (form.empty()) return false;
  if (form.starts_with("\xE2\x80\xA6")) return true;
  return form.find_first_not_of(".!?") == std::string_view::npos &&
         form.find_first_of(".!?") != std::string_view::npos;
}

bool is_address(std::string_view chunk) {
  if (chunk.empty() || std::string_view("<([\"'").find(chunk[0]) != std::string_view::npos)
    return false;
  return chunk.starts_with("http://") || chunk.starts_with("https://") ||
         chunk.starts_with("www.") ||
         (chunk.find('@') != std::string_view::npos && chunk.find('@') > 0 &&
          chunk.find('.') != std::string_view::npos);
}

/// Bytes of the mark at `at`: 0 when a letter or digit stands there.
std::size_t mark_length(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return is_letter(text[at]) || is_digit(text[at]) ? 0 : 1;
  std::size_t end = at;
  const char32_t c = next_code_point(text, end);
  const bool general_punctuation = c >= 0x2010 && c <= 0x205E;
  const bool latin_mark =
      (c >= 0xA1 && c <= 0xBF && c != 0xAA && c != 0xBA) || c == 0xD7 || c == 0xF7;
  const bool symbol = (c >= 0x20A0 && c <= 0x20CF) || (c >= 0x2190 && c <= 0x2BFF) ||
                      (c >= 0x3000 && c <= 0x303F) || c >= 0x1F000;
  return general_punctuation || latin_mark || symbol ? end - at : 0;
}

std::size_t apostrophe_at(std::string_view text, std::size_t at) {
  for (const std::string_view mark : kApostrophes) {
    if (text.substr(at).starts_with(mark)) return mark.size();
  }
  return 0;
}

/// Two words written as one, the second from the fourth letter on.
constexpr std::array<std::string_view, 4> kJoinedWords = {"cannot", "gonna", "gotta", "wanna"};

/// Where a clitic begins inside a word of letters ("don't", "Armenia's", "cannot"), or its end.
std::size_t clitic_at(std::string_view word) {
  const std::string low = lower(word);
  if (is_one_of(low, kJoinedWords)) return 3;
  for (const std::string_view apostrophe : kApostrophes) {
    const std::string negation = "n" + std::string(apostrophe) + "t";
    if (low.size() > negation.size() && low.ends_with(negation))
      return low.size() - negation.size();
    for (const std::string_view tail : {"s", "re", "ve", "ll", "d", "m"}) {
      const std::string clitic = std::string(apostrophe) + std::string(tail);
      if (low.size() > clitic.size() && low.ends_with(clitic)) return low.size() - clitic.size();
    }
  }
  return word.size();
}

/// True where a number is the next word ("No. 5").
bool number_follows(std::string_view text, std::size_t at) {
  const std::string_view next = trim(text.substr(at, 2));
  return !next.empty() && is_digit(next.front());
}

/// True for what is no word of its own before a hyphen ("non-member", "anti-government",
/// "re-elected").
bool is_prefix(std::string_view part) {
  return is_one_of(lower(part), WordSet::Prefixes);
}

/// True for a text whose lines were broken to a width: nearly every break stands where the next
/// word had no room.
bool is_wrapped(std::string_view text) {
  std::size_t width = 0, breaks = 0, forced = 0;
  const std::vector<Span> lines = lines_of(text);
  for (const Span line : lines) width = std::max<std::size_t>(width, line.size());
  if (width > 120) return false;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const std::string_view next = trim(cut(text, lines[i + 1]));
    if (trim(cut(text, lines[i])).empty() || next.empty()) continue;
    ++breaks;
    forced += lines[i].size() + 1 + std::min(next.find(' '), next.size()) > width;
  }
  return breaks >= 3 && 10 * forced >= 9 * breaks;
}

bool is_word_byte(char c) {
  return is_letter(c) || is_digit(c) || c == '_';
}

/// Digits of "08/16/2000", "303-832-8160" and "705-7201", or 0; "1990-1995" is a range and three
/// words.
std::size_t joined_digits(std::string_view rest) {
  std::size_t at = 0, groups = 0, first = 0, last = 0;
  char mark = 0;
  while (at < rest.size() && is_digit(rest[at])) {
    const std::size_t begin = at;
    while (at < rest.size() && is_digit(rest[at])) ++at;
    last = at - begin;
    if (groups++ == 0) first = last;
    const bool goes_on = at + 1 < rest.size() && (rest[at] == '/' || rest[at] == '-') &&
                         is_digit(rest[at + 1]) && (mark == 0 || rest[at] == mark);
    if (!goes_on) break;
    mark = rest[at++];
  }
  const bool ends = at >= rest.size() || !is_word_byte(rest[at]);
  const bool phone = groups == 2 && mark == '-' && first == 3 && last == 4;
  return ends && (groups == 3 || phone) ? at : 0;
}

/// Letters of "W.H.S." (two or more, each with its full stop), or 0.
std::size_t initials(std::string_view rest) {
  std::size_t at = 0;
  while (at + 1 < rest.size() && is_upper(rest[at]) && rest[at + 1] == '.') at += 2;
  return at >= 4 && (at >= rest.size() || !is_word_byte(rest[at])) ? at : 0;
}

/// Bytes of a name of a site or file ("paulhastings.com", "Lisa_resume.doc", "alt.animals.cat"), or
/// 0.
std::size_t dotted_name(std::string_view rest) {
  std::size_t at = 0, parts = 0, last = 0;
  bool small = true;
  while (at < rest.size() && is_word_byte(rest[at])) {
    last = at;
    while (at < rest.size() &&
           (is_word_byte(rest[at]) ||
            (rest[at] == '-' && at + 1 < rest.size() && is_word_byte(rest[at + 1]))))
      small &= !is_upper(rest[at++]);
    ++parts;
    if (at + 1 >= rest.size() || rest[at] != '.' || !is_word_byte(rest[at + 1])) break;
    ++at;
  }
  if (parts < 2 || !is_letter(rest[0])) return 0;
  const std::string ending = lower(rest.substr(last, at - last));
  const bool known = is_one_of(ending, WordSet::NameEndings);
  return known || (parts > 2 && small && is_letter(ending[0])) ? at : 0;
}

/// Bytes of an emoticon, or 0.
std::size_t emoticon(std::string_view rest) {
  for (const std::string_view face :
       {":-)", ":-(", ";-)", ":-D", ":-P", ":)", ":(", ";)", ":D", ":P", "=)", "<3", ":/"}) {
    if (rest.starts_with(face) &&
        (rest.size() == face.size() || !(is_letter(rest[face.size()]) ||
                                         is_digit(rest[face.size()]) || rest[face.size()] == '/')))
      return face.size();
  }
  return 0;
}

/// The end of an address, without the marks of the sentence it stands in.
std::size_t address_end(std::string_view text, std::size_t at, std::size_t end) {
  while (end > at + 1 &&
         std::string_view(".,;:!?)\"'>").find(text[end - 1]) != std::string_view::npos)
    --end;
  return end;
}

/// The end of a mark, its repetitions ("...") and a year's digits ("'90") with it.
std::size_t mark_end(std::string_view text, std::size_t at, std::size_t mark, std::size_t last) {
  std::size_t end = at + mark;
  const char sign = text[at];
  if (kRepeated.find(sign) != std::string_view::npos) {
    const bool cry = sign == '!' || sign == '?';
    while (end < last && (text[end] == sign || (cry && (text[end] == '!' || text[end] == '?'))))
      ++end;
  }
  if (sign == '\'') {
    while (end < last && is_digit(text[end])) ++end;
  }
  return end;
}

/// Where the unit of a measure begins, or the end: "5km" is "5" "km".
std::size_t measure_at(std::string_view run) {
  std::size_t number = 0;
  while (number < run.size() && (is_digit(run[number]) || run[number] == '.' || run[number] == ','))
    ++number;
  const bool measured = number > 0 && is_one_of(lower(run.substr(number)), WordSet::Units);
  return measured ? number : run.size();
}

/// The end of a run of letters and digits; marks inside numbers, and apostrophes inside words,
/// stay.
std::size_t run_end(std::string_view text, std::size_t at, std::size_t last) {
  std::size_t end = at;
  while (end < last) {
    const std::size_t mark = mark_length(text, end);
    if (mark == 0) {
      ++end;
      continue;
    }
    const bool more = end + mark < last;
    const bool digits = end > at && is_digit(text[end - 1]) && more && is_digit(text[end + mark]);
    const bool inside = digits && (text[end] == ',' || text[end] == '.' || text[end] == ':');
    const bool apostrophe =
        apostrophe_at(text, end) != 0 && end > at && more && is_letter(text[end + mark]);
    const bool prefix = text[end] == '-' && more && is_letter(text[end + 1]) &&
                        is_prefix(text.substr(at, end - at));
    if (!inside && !apostrophe && !prefix) break;
    end += mark;
  }
  return end;
}

}  // namespace

Tokenizer::Tokenizer(const std::vector<std::string>& words_with_marks, SentenceEnds ends)
    : ends_(std::move(ends)) {
  for (const std::string& word : words_with_marks) {
    // The treebanks keep "1960's" whole, and once or twice "it's" where "its" was meant; that one
    // is two words elsewhere.
    if ((!word.empty() && is_digit(word.front())) || clitic_at(word) == word.size())
      kept_.insert(lower(word));
  }
}

bool Tokenizer::is_kept(std::string_view form) const {
  if (form.size() == 2 && is_upper(form[0]) && form[1] == '.') return true;  // an initial
  return kept_.contains(lower(form));
}

void Tokenizer::split(std::string_view text, const std::vector<Span>& skip, Analysis& out,
                      const std::function<bool(const SentenceGap&)>& is_end) const {
  std::uint32_t begin = static_cast<std::uint32_t>(out.words.size());
  const auto close = [&] {
    const auto end = static_cast<std::uint32_t>(out.words.size());
    if (end > begin) out.sentences.push_back({begin, end});
    begin = end;
  };
  std::size_t next_skip = 0;
  const bool wrapped = is_wrapped(text);
  bool space = true;
  for (std::uint32_t at = 0; at < text.size();) {
    while (next_skip < skip.size() && skip[next_skip].end <= at) ++next_skip;
    if (next_skip < skip.size() && skip[next_skip].begin <= at) {
      close();
      at = skip[next_skip].end;
      continue;
    }
    if (is_space(text[at]) || text.substr(at).starts_with("\xC2\xA0")) {
      if (text[at] == '\n') {
        std::uint32_t next = at + 1;
        while (next < text.size() && (text[next] == ' ' || text[next] == '\t')) ++next;
        if (next >= text.size() || text[next] == '\n' || (!wrapped && !is_lower(text[next])))
          close();
      }
      at += is_space(text[at]) ? 1 : 2;
      space = true;
      continue;
    }
    std::uint32_t end = at;
    while (end < text.size() && !is_space(text[end]) && !text.substr(end).starts_with("\xC2\xA0"))
      ++end;
    if (next_skip < skip.size()) end = std::min(end, skip[next_skip].begin);
    const std::size_t before = out.words.size();
    if (before > begin &&
        is_end({text, out.words, begin, at, ends_sentence(text, out.words, begin, at)}))
      close();
    split_chunk(text, {at, end}, space, out);
    space = false;
    if (out.words.size() - begin > kLongestSentence) close();
    at = end;
  }
  close();
}

/// True when the words so far end a sentence, and the chunk at `next` can begin another.
bool Tokenizer::ends_sentence(std::string_view text, const std::vector<Word>& words,
                              std::size_t sentence_begin, std::size_t next) const {
  std::size_t last = words.size();
  while (last > sentence_begin && is_closing(cut(text, words[last - 1].span))) --last;
  if (last == sentence_begin) return false;
  const std::string_view form = cut(text, words[last - 1].span);
  const bool closed = last < words.size();
  std::string_view following = text.substr(next);
  for (const std::string_view open :
       {"\"", "\xE2\x80\x9C", "\xE2\x80\x98", "\xE2\x80\x9D", "'", "(", "["}) {
    if (following.starts_with(open)) following.remove_prefix(open.size());
  }
  if (following.empty()) return false;
  if (is_lower(following[0])) {
    // Small letters begin a sentence where people write as they speak: after a question, and after
    // a full stop behind a plain word ("they were great. highly recommended"). Near miss: a
    // question in quotation marks ("why?" he asked).
    if (closed || last < sentence_begin + 2 || !is_terminal(form) || form.starts_with(".."))
      return false;
    const std::string_view before = cut(text, words[last - 2].span);
    const bool plain = before.size() > 2 && std::all_of(before.begin(), before.end(), is_lower);
    return form[0] == '?' || form[0] == '!' || (form == "." && plain);
  }
  if (is_terminal(form))
    return form.size() < 2 || form != "..." || is_upper(following[0]) || closed;
  if (form.size() > 2 && form.ends_with('.') && form.size() < 8) {
    // An abbreviation ends a sentence only before a word that often begins one.
    const std::size_t word_end = std::min(following.find_first_of(" \n,.'"), following.size());
    return is_one_of(following.substr(0, word_end), WordSet::SentenceStarters) &&
           lower(form).find("mr") == std::string::npos;
  }
  return false;
}

/// The end of the longest word with marks that is known as one; `at` where none begins there.
std::size_t Tokenizer::kept_end(std::string_view text, std::size_t at, std::size_t end) const {
  const std::string_view rest = text.substr(at, end - at);
  if (rest.size() < 2 || !(is_letter(rest[0]) || is_digit(rest[0]))) return at;
  for (std::size_t whole = std::min<std::size_t>(rest.size(), 24); whole > 1; --whole) {
    if (whole < rest.size() && (is_letter(rest[whole]) || is_digit(rest[whole]))) continue;
    const std::string_view form = rest.substr(0, whole);
    const bool marked = form.find_first_of(".-/&'") != std::string_view::npos;
    if (lower(form) == "no." && !number_follows(text, at + whole)) continue;
    if (marked && is_kept(form) && !(form.back() == '.' && clitic_at(form) < form.size()))
      return at + whole;
  }
  return at;
}

/// The end of what begins at `at` and is one word as a whole: an address, a number, initials, a
/// kept word, a mark; `at` where nothing of the kind does.
std::size_t Tokenizer::whole_end(std::string_view text, std::size_t at, std::size_t end) const {
  const std::string_view rest = text.substr(at, end - at);
  if (is_address(rest)) return address_end(text, at, end);
  if (const std::size_t whole =
          std::max({joined_digits(rest), initials(rest), dotted_name(rest), emoticon(rest)}))
    return at + whole;
  if (const std::size_t kept = kept_end(text, at, end); kept > at) return kept;
  const std::size_t mark = mark_length(text, at);
  return mark == 0 ? at : mark_end(text, at, mark, end);
}

void Tokenizer::split_chunk(std::string_view text, Span chunk, bool space_before,
                            Analysis& out) const {
  bool space = space_before;
  const auto emit = [&](std::size_t begin, std::size_t end) {
    Word word;
    word.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    word.space_before = space;
    out.words.push_back(std::move(word));
    space = false;
  };
  for (std::size_t at = chunk.begin; at < chunk.end;) {
    if (const std::size_t end = whole_end(text, at, chunk.end); end > at) {
      emit(at, end);
      at = end;
      continue;
    }
    const std::size_t end = run_end(text, at, chunk.end);
    const std::string_view run = text.substr(at, end - at);
    const std::size_t clitic = clitic_at(run);
    const std::size_t cut_at = clitic < run.size() ? clitic : measure_at(run);
    emit(at, at + cut_at);
    if (cut_at < run.size()) {
      emit(at + cut_at, end);
      out.words.back().joined = clitic < run.size();
    }
    at = end;
  }
}

}  // namespace casus
