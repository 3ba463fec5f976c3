// SPDX-License-Identifier: Apache-2.0
#include "cli/mail.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <fstream>
#include <memory>
#include <random>

#include "casus/kinds.h"
#include "core/text.h"

namespace casus::cli {

namespace {

/// Whether mail goes encrypted: where the server offers it, always or never.
enum class Tls : std::uint8_t { Unsaid, On, Off };
constexpr std::array<std::string_view, 3> kTls = {"", "on", "off"};

using Setting = std::pair<const char*, std::string MailSettings::*>;
constexpr std::array<Setting, 6> kSettings = {{{"server", &MailSettings::server},
                                               {"from", &MailSettings::from},
                                               {"to", &MailSettings::to},
                                               {"user", &MailSettings::user},
                                               {"password", &MailSettings::password},
                                               {"tls", &MailSettings::tls}}};

}  // namespace

Result<MailSettings> read_mail_settings(const std::string& file) {
  std::ifstream in(file);
  if (!in) return Error{Errc::NotFound, "C0103 cannot be opened: " + file};
  MailSettings out;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    const std::string_view text = trim(line);
    if (text.empty() || text[0] == '#') continue;
    const std::size_t mark = text.find('=');
    const std::string name(trim(text.substr(0, std::min(mark, text.size()))));
    const auto* setting = std::find_if(kSettings.begin(), kSettings.end(), [&](const auto& one) {
      return std::string_view(one.first) == name;
    });
    if (mark == std::string_view::npos || setting == kSettings.end())
      return Error{
          Errc::InvalidInput,
          fmt::format(
              "C0601 line {} of {} is no setting of mail: server, from, to, user, password, tls",
              number, file)};
    out.*setting->second = trim(text.substr(mark + 1));
  }
  if (out.server.empty() || out.from.empty() || out.to.empty())
    return Error{Errc::InvalidInput, "C0601 " + file + " lacks server, from or to"};
  if (!kind_named<Tls>(kTls, out.tls))
    return Error{Errc::InvalidInput, "C0601 tls in " + file + " is on or off"};
  return out;
}

namespace {

/// "Tue, 24 Nov 2026 08:48:25 +0000", in English whatever the locale.
std::string mail_date(std::time_t now) {
  constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm at{};
  gmtime_r(&now, &at);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", kDays[at.tm_wday], at.tm_mday,
                     kMonths[at.tm_mon], at.tm_year + 1900, at.tm_hour, at.tm_min, at.tm_sec);
}

/// Unique in the world: random, under the sender's own domain.
std::string message_id(const std::string& from) {
  std::random_device random;
  const std::size_t at = from.rfind('@');
  std::string domain = at == std::string::npos ? "localhost" : from.substr(at + 1);
  while (!domain.empty() && (domain.back() == '>' || is_space(domain.back()))) domain.pop_back();
  return fmt::format("<{:08x}{:08x}.{:08x}@{}>", random(), random(), random(), domain);
}

/// The message as text and as HTML, of which a reader shows one.
void add_alternatives(CURL* curl, curl_mime* mime, const std::string& text,
                      const std::string& html) {
  curl_mime* alternatives = curl_mime_init(curl);
  for (const auto& [body, type] : {std::pair{&text, "text/plain; charset=utf-8"},
                                   std::pair{&html, "text/html; charset=utf-8"}}) {
    curl_mimepart* part = curl_mime_addpart(alternatives);
    curl_mime_data(part, body->c_str(), body->size());
    curl_mime_type(part, type);
    curl_mime_encoder(part, "quoted-printable");
  }
  curl_mimepart* whole = curl_mime_addpart(mime);
  curl_mime_subparts(whole, alternatives);
  curl_mime_type(whole, "multipart/alternative");
}

}  // namespace

Result<bool> send_mail(const MailSettings& settings, const std::string& subject,
                       const std::string& text, const std::string& html) {
  const std::unique_ptr<CURL, void (*)(CURL*)> curl(curl_easy_init(), curl_easy_cleanup);
  if (!curl) return Error{Errc::Io, "C0602 mail cannot be sent"};
  curl_slist* recipients = nullptr;
  for (const std::string_view one : split(settings.to, ',')) {
    if (!one.empty()) recipients = curl_slist_append(recipients, std::string(one).c_str());
  }
  curl_slist* headers = nullptr;
  for (const std::string& line :
       {"From: " + settings.from, "To: " + settings.to, "Subject: " + subject,
        "Date: " + mail_date(std::time(nullptr)), "Message-ID: " + message_id(settings.from)})
    headers = curl_slist_append(headers, line.c_str());
  curl_mime* mime = curl_mime_init(curl.get());
  add_alternatives(curl.get(), mime, text, html);
  curl_easy_setopt(curl.get(), CURLOPT_URL, settings.server.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, settings.from.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl.get(), CURLOPT_MIMEPOST, mime);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 60L);
  const auto tls = kind_named<Tls>(kTls, settings.tls).value_or(Tls::Unsaid);
  const bool secret = !settings.user.empty() && tls != Tls::Off;
  if (!settings.server.starts_with("smtps://"))
    curl_easy_setopt(curl.get(), CURLOPT_USE_SSL,
                     static_cast<long>(secret || tls == Tls::On ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  if (!settings.user.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_USERNAME, settings.user.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, settings.password.c_str());
  }
  const CURLcode code = curl_easy_perform(curl.get());
  curl_slist_free_all(recipients);
  curl_slist_free_all(headers);
  curl_mime_free(mime);
  if (code == CURLE_USE_SSL_FAILED)
    return Error{Errc::Io, fmt::format("C0602 {} offers no TLS, and a password is not sent without "
                                       "it; `tls = off` in the settings sends it all the same",
                                       settings.server)};
  if (code != CURLE_OK)
    return Error{Errc::Io, fmt::format("C0602 mail could not be sent through {}: {}",
                                       settings.server, curl_easy_strerror(code))};
  return true;
}

}  // namespace casus::cli
