// SPDX-License-Identifier: Apache-2.0
#include "ingest/charset.h"

#include <fmt/format.h>
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "core/text.h"
#include "core/utf8.h"
#include "ingest/sniff.h"

namespace casus {

namespace {

constexpr std::size_t kSniffBytes = 64 << 10;

std::string sniff(std::string_view bytes) {
  const std::unique_ptr<std::remove_pointer_t<uchardet_t>, decltype(&uchardet_delete)> detector(
      uchardet_new(), &uchardet_delete);
  uchardet_handle_data(detector.get(), bytes.data(), std::min(bytes.size(), kSniffBytes));
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

/// Converts with ICU; empty when the charset is not known to it.
std::string convert(std::string_view bytes, const std::string& charset) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> from(ucnv_open(charset.c_str(), &status),
                                                                &ucnv_close);
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> to(ucnv_open("UTF-8", &status),
                                                              &ucnv_close);
  if (U_FAILURE(status)) return {};
  std::string out;
  char buffer[1 << 14];
  UChar pivot[1 << 12];
  UChar* pivot_from = pivot;
  UChar* pivot_to = pivot;
  const char* source = bytes.data();
  bool first = true;
  do {
    char* target = buffer;
    status = U_ZERO_ERROR;
    ucnv_convertEx(to.get(), from.get(), &target, buffer + sizeof buffer, &source,
                   bytes.data() + bytes.size(), pivot, &pivot_from, &pivot_to,
                   pivot + std::size(pivot), first, true, &status);
    out.append(buffer, target);
    first = false;
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return out;
}

void unify_line_ends(std::string& text) {
  if (text.find('\r') == std::string::npos) return;
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      out += '\n';
    }
  }
  text = std::move(out);
}

std::string marked_charset(std::string_view& bytes) {
  const auto take = [&](std::string_view mark, const char* name) {
    if (!bytes.starts_with(mark)) return std::string();
    bytes.remove_prefix(mark.size());
    return std::string(name);
  };
  if (auto name = take("\xEF\xBB\xBF", "UTF-8"); !name.empty()) return name;
  if (auto name = take(std::string_view("\xFF\xFE\0\0", 4), "UTF-32LE"); !name.empty()) return name;
  if (auto name = take(std::string_view("\0\0\xFE\xFF", 4), "UTF-32BE"); !name.empty()) return name;
  if (auto name = take("\xFF\xFE", "UTF-16LE"); !name.empty()) return name;
  return take("\xFE\xFF", "UTF-16BE");
}

}  // namespace

bool looks_binary(std::string_view bytes) {
  if (!binary_format(bytes).empty()) return true;
  const std::string_view head = bytes.substr(0, 4096);
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF") ||
      head.starts_with(std::string_view("\0\0\xFE\xFF", 4)) || !utf16_without_mark(bytes).empty())
    return false;
  const auto controls = std::count_if(head.begin(), head.end(), [](unsigned char c) {
    return c < 32 && !is_space(static_cast<char>(c)) && c != 27;
  });
  return controls * 50 > static_cast<std::ptrdiff_t>(head.size());
}

namespace {

/// The name after `key` in `text`, in small letters, without quotes; empty where there is none.
std::string name_after(std::string_view text, std::string_view key) {
  std::size_t begin = text.find(key);
  if (begin == std::string_view::npos) return {};
  begin += key.size();
  while (begin < text.size() && (is_space(text[begin]) || text[begin] == '=')) ++begin;
  while (begin < text.size() && (text[begin] == '"' || text[begin] == '\'')) ++begin;
  std::size_t end = begin;
  while (end < text.size() && (is_letter(text[end]) || is_digit(text[end]) ||
                               std::string_view("-_:.").find(text[end]) != std::string_view::npos))
    ++end;
  return std::string(text.substr(begin, end - begin));
}

}  // namespace

std::string declared_in_xml(std::string_view bytes) {
  const std::string head = lower(bytes.substr(0, 200));
  if (!head.starts_with("<?xml")) return {};
  return name_after(head.substr(0, head.find("?>")), "encoding");
}

std::string charset_of_type(std::string_view type) {
  return name_after(lower(type), "charset");
}

std::string declared_in_html(std::string_view bytes) {
  if (std::string name = declared_in_xml(bytes); !name.empty()) return name;
  const std::string head = lower(bytes.substr(0, 4096));
  for (std::size_t at = head.find('<'); at != std::string::npos; at = head.find('<', at + 1)) {
    const std::string_view rest = std::string_view(head).substr(at);
    if (rest.starts_with("<!--")) {
      at = std::min(head.find("-->", at), head.size() - 1);
    } else if (rest.starts_with("<meta")) {
      if (std::string name = name_after(rest.substr(0, rest.find('>')), "charset"); !name.empty())
        return name;
    }
  }
  return {};
}

namespace {

/// A declared name as browsers take it (WHATWG Encoding, section 4.2): the old 8-bit names mean the
/// sets of Windows that grew out of them.
std::string as_browsers_do(std::string_view declared) {
  constexpr std::array<std::pair<std::string_view, const char*>, 22> kMeant = {
      {{"iso-8859-1", "windows-1252"},
       {"latin1", "windows-1252"},
       {"l1", "windows-1252"},
       {"ascii", "windows-1252"},
       {"us-ascii", "windows-1252"},
       {"cp819", "windows-1252"},
       {"iso-8859-9", "windows-1254"},
       {"latin5", "windows-1254"},
       {"iso-8859-11", "windows-874"},
       {"tis-620", "windows-874"},
       {"gb2312", "gb18030"},
       {"gb_2312-80", "gb18030"},
       {"gbk", "gb18030"},
       {"x-gbk", "gb18030"},
       {"euc-kr", "windows-949"},
       {"ks_c_5601-1987", "windows-949"},
       {"uhc", "windows-949"},
       {"big5", "big5-hkscs"},
       {"utf8", "utf-8"},
       {"unicode-1-1-utf-8", "utf-8"},
       {"x-cp1251", "windows-1251"},
       {"mac-cyrillic", "x-mac-cyrillic"}}};
  const std::string name = lower(declared);
  for (const auto& [label, meant] : kMeant) {
    if (name == label) return meant;
  }
  return name;
}

/// Well-formed and malformed sequences of more than a byte.
std::pair<std::size_t, std::size_t> utf8_sequences(std::string_view bytes) {
  std::size_t malformed = 0, lead = 0;
  (void)repair_utf8(bytes, malformed);
  for (const char c : bytes) lead += static_cast<unsigned char>(c) >= 0xC2;
  return {lead - std::min(lead, malformed), malformed};
}

/// The set of bytes that nothing declares. Where hardly a letter is beyond ASCII, they are the
/// dashes, quotes and accents of a Western text, as browsers assume.
std::string guessed(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kSniffBytes);
  const auto high = std::count_if(head.begin(), head.end(),
                                  [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  const bool escapes = head.find("\x1B$") != std::string_view::npos;  // ISO-2022-JP
  if (!escapes && high * 33 < static_cast<std::ptrdiff_t>(head.size())) return "windows-1252";
  const std::string name = as_browsers_do(sniff(bytes));
  return name.empty() || name == "utf-8" ? "windows-1252" : name;
}

/// Seven-bit sets whose bytes are well-formed UTF-8 all the same.
bool is_seven_bit(std::string_view charset) {
  return charset.starts_with("iso-2022-") || charset == "hz-gb-2312";
}

}  // namespace

Result<Decoded> decode(std::string_view bytes, std::string_view declared) {
  if (looks_binary(bytes))
    return Error{
        Errc::InvalidInput,
        "C0102 the input is binary data, not text; casus reads text, HTML, NDJSON, feeds and WARC"};
  Decoded out;
  std::string charset = marked_charset(bytes);
  if (charset.empty()) charset = utf16_without_mark(bytes);
  const std::string said = as_browsers_do(declared);
  const bool seven_bit = is_seven_bit(said) || bytes.find("\x1B$B") != std::string_view::npos;
  if ((charset.empty() || charset == "UTF-8") && !seven_bit && is_utf8(bytes)) {
    out.text = std::string(bytes);
  } else {
    if (charset.empty() && !said.starts_with("utf-16")) charset = said;
    if (charset.empty()) {
      const auto [well_formed, malformed] = utf8_sequences(bytes);
      if (well_formed > 2 * malformed) charset = "utf-8";
    }
    const bool told = !charset.empty();
    if (lower(charset) != "utf-8") {
      if (told) out.text = convert(bytes, charset);
      if (out.text.empty()) out.text = convert(bytes, charset = guessed(bytes));
      if (out.text.empty()) out.text = convert(bytes, charset = "windows-1252");
      out.diagnostics.push_back(fmt::format(
          "decoded from {}{}", charset, told && charset == said ? "" : ", which is not declared"));
    } else {
      std::size_t repaired = 0;
      out.text = repair_utf8(bytes, repaired);
      out.diagnostics.push_back(fmt::format("{} malformed UTF-8 sequence{} replaced by U+FFFD",
                                            repaired, repaired == 1 ? "" : "s"));
    }
  }
  unify_line_ends(out.text);
  if (out.text.find('\0') != std::string::npos)
    std::replace(out.text.begin(), out.text.end(), '\0', ' ');
  if (trim(out.text).empty()) return Error{Errc::InvalidInput, "C0101 the input is empty"};
  return out;
}

}  // namespace casus
