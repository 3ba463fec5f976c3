// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace casus {

/// An http or https address, normalised (RFC 3986): no fragment, scheme and host in lower case.
struct Address {
  std::string url;
  std::string origin;  // "https://example.org", with a port that is not the scheme's own
  std::string host;    // as in the URL: "[::1]" is in brackets
  std::string path;    // with its query, as robots.txt speaks of it

  bool is_of_host_of(const Address& other) const { return origin == other.origin; }
};

/// Reads an address, against `base` where it is relative. Nothing where it is none, of another
/// scheme, or longer than 2,048 bytes.
std::optional<Address> address_of(const std::string& text, const std::string& base = {});

}  // namespace casus
