// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "casus/result.h"

namespace casus {

/// An IP address in 16 bytes; IPv4 as ::ffff:a.b.c.d (RFC 4291, section 2.5.5.2).
using IpBytes = std::array<std::uint8_t, 16>;

/// Addresses that begin with the same bits, such as 10.0.0.0/8 or fd00::/8.
struct AddressRange {
  IpBytes first{};
  unsigned bits = 128;

  /// Reads "10.0.0.0/8", or one address. Errors: InvalidInput.
  static Result<AddressRange> parse(const std::string& text);
  bool holds(const IpBytes& address) const;
};

/// The bytes of a socket's address; all zero (which is no public one) for another family. What
/// NAT64 translates (64:ff9b::/96, RFC 6052) is the IPv4 address it leads to.
IpBytes ip_bytes(const sockaddr& address);

/// The bytes of an address as a URL writes a host ("10.0.0.1", "[::1]"); nothing for a name.
std::optional<IpBytes> ip_of_host(std::string host);

/// "10.0.0.1", "::1".
std::string ip_text(const IpBytes& address);

/// Whether the address is one of the open internet: not this machine, a local network, a group, or
/// one set aside (IANA's special-purpose registries, RFC 6890).
bool is_public(const IpBytes& address);

}  // namespace casus
