// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "casus/result.h"

namespace casus::cli {

/// Where mail goes out, from a file of `name = value` lines: server (smtp://host:port or
/// smtps://...), from, to (commas between), user and password (may be missing).
struct MailSettings {
  std::string server, from, to, user, password;
};

/// Errors: NotFound, InvalidInput (names the line).
Result<MailSettings> read_mail_settings(const std::string& file);

/// Sends one message of text and HTML (MIME multipart/alternative, RFC 2046) through libcurl.
/// Errors: Io.
Result<bool> send_mail(const MailSettings& settings, const std::string& subject,
                       const std::string& text, const std::string& html, const std::string& date);

}  // namespace casus::cli
