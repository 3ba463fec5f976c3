// SPDX-License-Identifier: Apache-2.0
#include "ingest/charset.h"

#include <fmt/format.h>
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <memory>

#include "core/text.h"
#include "core/utf8.h"

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
  if (auto name = take("\xFF\xFE", "UTF-16LE"); !name.empty()) return name;
  return take("\xFE\xFF", "UTF-16BE");
}

}  // namespace

bool looks_binary(std::string_view bytes) {
  for (const std::string_view mark :
       {"\x7F"
        "ELF",
        "%PDF-", "\x89PNG", "\xFF\xD8\xFF", "PK\x03\x04", "GIF8", "\x1F\x8B", "BZh",
        "\xFD"
        "7zXZ"}) {
    if (bytes.starts_with(mark)) return true;
  }
  const std::string_view head = bytes.substr(0, 4096);
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return false;
  const auto controls = std::count_if(head.begin(), head.end(), [](unsigned char c) {
    return c < 32 && !is_space(static_cast<char>(c)) && c != 27;
  });
  return controls * 50 > static_cast<std::ptrdiff_t>(head.size());
}

std::string declared_in_html(std::string_view bytes) {
  const std::string head = lower(bytes.substr(0, 4096));
  const std::size_t at = head.find("charset=");
  if (at == std::string::npos) return {};
  std::size_t begin = at + 8;
  while (begin < head.size() && (head[begin] == '"' || head[begin] == '\'' || head[begin] == ' '))
    ++begin;
  std::size_t end = begin;
  while (end < head.size() &&
         (is_letter(head[end]) || is_digit(head[end]) || head[end] == '-' || head[end] == '_'))
    ++end;
  return head.substr(begin, end - begin);
}

Result<Decoded> decode(std::string_view bytes, std::string_view declared) {
  if (looks_binary(bytes))
    return Error{
        Errc::InvalidInput,
        "C0102 the input is binary data, not text; casus reads text, HTML, NDJSON, feeds and WARC"};
  Decoded out;
  std::string charset = marked_charset(bytes);
  if ((charset.empty() || charset == "UTF-8") && is_utf8(bytes)) {
    out.text = std::string(bytes);
  } else {
    if (charset.empty()) charset = std::string(declared);
    const bool claims_utf8 = charset == "utf-8" || charset == "UTF-8" || charset == "utf8";
    if (charset.empty()) charset = sniff(bytes);
    if (!claims_utf8 && !charset.empty() && charset != "UTF-8") {
      out.text = convert(bytes, charset);
      if (!out.text.empty()) out.diagnostics.push_back(fmt::format("decoded from {}", charset));
    }
    if (out.text.empty()) {
      std::size_t repaired = 0;
      out.text = repair_utf8(bytes, repaired);
      out.diagnostics.push_back(fmt::format("{} malformed UTF-8 sequence{} replaced by U+FFFD",
                                            repaired, repaired == 1 ? "" : "s"));
    }
  }
  unify_line_ends(out.text);
  if (std::replace(out.text.begin(), out.text.end(), '\0', ' '); trim(out.text).empty()) {
    return Error{Errc::InvalidInput, "C0101 the input is empty"};
  }
  return out;
}

}  // namespace casus
