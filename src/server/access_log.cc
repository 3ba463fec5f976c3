// SPDX-License-Identifier: Apache-2.0
#include "server/access_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>

namespace casus {

namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7F || c == '"' || c == '\\')
      out += fmt::format("\\x{:02X}", byte);
    else
      out += c;
  }
  return out;
}

/// "27/Nov/2026:22:10:03 +0000", in English whatever the locale.
std::string stamp() {
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t now = std::time(nullptr);
  std::tm at{};
  gmtime_r(&now, &at);
  return fmt::format("{:02}/{}/{}:{:02}:{:02}:{:02} +0000", at.tm_mday, kMonths[at.tm_mon],
                     at.tm_year + 1900, at.tm_hour, at.tm_min, at.tm_sec);
}

}  // namespace

Result<std::unique_ptr<AccessLog>> AccessLog::open(const std::string& file) {
  const int handle = file == "-"
                         ? dup(STDERR_FILENO)
                         : ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
  if (handle < 0)
    return Error{Errc::Io,
                 fmt::format("C0103 the log {} cannot be opened: {}", file, std::strerror(errno))};
  return std::unique_ptr<AccessLog>(new AccessLog(handle));
}

AccessLog::~AccessLog() {
  close(file_);
}

void AccessLog::write(const httplib::Request& request, const httplib::Response& response,
                      std::chrono::milliseconds took) const {
  const std::string line = fmt::format(
      "{} - - [{}] \"{} {} {}\" {} {} {}\n",
      request.remote_addr.empty() ? "-" : request.remote_addr, stamp(), escaped(request.method),
      escaped(request.target.substr(0, 4096)), escaped(request.version), response.status,
      request.method == "HEAD" ? 0 : response.body.size(), took.count());
  // A full disk stops no answer; nobody can be told.
  [[maybe_unused]] const ssize_t written = ::write(file_, line.data(), line.size());
}

}  // namespace casus
