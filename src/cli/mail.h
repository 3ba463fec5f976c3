// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "casus/result.h"

namespace casus::cli {

/// Where mail goes out, from a file of `name = value` lines: server (smtp://host:port or
/// smtps://...), from, to (commas between), user and password (may be missing), and tls: "off"
/// sends a password to a server that offers none.
struct MailSettings {
  std::string server, from, to, user, password, tls;
};

/// Errors: NotFound, InvalidInput (names the line).
Result<MailSettings> read_mail_settings(const std::string& file);

/// Sends one message of text and HTML (MIME multipart/alternative, RFC 2046; Date and Message-ID,
/// RFC 5322) through libcurl. With a password TLS must be had, unless the settings say otherwise.
/// Errors: Io.
Result<bool> send_mail(const MailSettings& settings, const std::string& subject,
                       const std::string& text, const std::string& html);

}  // namespace casus::cli
