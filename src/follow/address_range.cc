// SPDX-License-Identifier: Apache-2.0
#include "follow/address_range.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <vector>

#include "core/text.h"

namespace casus {

namespace {

constexpr unsigned kMapped = 96;  // bits before the IPv4 address in IpBytes

bool same_bits(const IpBytes& a, const IpBytes& b, unsigned bits) {
  const unsigned whole = bits / 8, rest = bits % 8;
  if (!std::equal(a.begin(), a.begin() + whole, b.begin())) return false;
  return rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0;
}

IpBytes mapped(const void* four) {
  IpBytes out{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  std::memcpy(out.data() + 12, four, 4);
  return out;
}

bool is_ipv4(const IpBytes& address) {
  return same_bits(address, mapped("\0\0\0"), kMapped);
}

std::vector<AddressRange> ranges(std::initializer_list<const char*> texts) {
  std::vector<AddressRange> out;
  for (const char* text : texts) out.push_back(*AddressRange::parse(text));
  return out;
}

bool any_holds(const std::vector<AddressRange>& of, const IpBytes& address) {
  return std::any_of(of.begin(), of.end(),
                     [&](const AddressRange& range) { return range.holds(address); });
}

}  // namespace

Result<AddressRange> AddressRange::parse(const std::string& text) {
  const Error wrong{Errc::InvalidInput,
                    "'" + text + "' is no address or range of them, such as 10.0.0.0/8"};
  const std::size_t slash = text.find('/');
  const std::string address = text.substr(0, slash);
  AddressRange out;
  in_addr four{};
  const bool is_four = inet_pton(AF_INET, address.c_str(), &four) == 1;
  if (is_four)
    out.first = mapped(&four);
  else if (inet_pton(AF_INET6, address.c_str(), out.first.data()) != 1)
    return wrong;
  if (slash == std::string::npos) return out;
  const std::string bits = text.substr(slash + 1);
  if (bits.empty() || bits.size() > 3 || !std::all_of(bits.begin(), bits.end(), is_digit))
    return wrong;
  out.bits = static_cast<unsigned>(std::stoul(bits)) + (is_four ? kMapped : 0);
  if (out.bits > 128) return wrong;
  return out;
}

bool AddressRange::holds(const IpBytes& address) const {
  return same_bits(address, first, bits);
}

IpBytes ip_bytes(const sockaddr& address) {
  IpBytes out{};
  if (address.sa_family == AF_INET)
    return mapped(&reinterpret_cast<const sockaddr_in&>(address).sin_addr);
  if (address.sa_family == AF_INET6)
    std::memcpy(out.data(), &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr, 16);
  static const AddressRange kTranslated = *AddressRange::parse("64:ff9b::/96");
  return kTranslated.holds(out) ? mapped(out.data() + 12) : out;
}

std::optional<IpBytes> ip_of_host(std::string host) {
  if (host.size() > 2 && host.starts_with('[') && host.ends_with(']'))
    host = host.substr(1, host.find_first_of("]%") - 1);
  sockaddr_in four{.sin_family = AF_INET};
  if (inet_pton(AF_INET, host.c_str(), &four.sin_addr) == 1)
    return ip_bytes(reinterpret_cast<const sockaddr&>(four));
  sockaddr_in6 six{.sin6_family = AF_INET6};
  if (inet_pton(AF_INET6, host.c_str(), &six.sin6_addr) == 1)
    return ip_bytes(reinterpret_cast<const sockaddr&>(six));
  return std::nullopt;
}

std::string ip_text(const IpBytes& address) {
  char out[INET6_ADDRSTRLEN] = "";
  if (is_ipv4(address))
    inet_ntop(AF_INET, address.data() + 12, out, sizeof out);
  else
    inet_ntop(AF_INET6, address.data(), out, sizeof out);
  return out;
}

bool is_public(const IpBytes& address) {
  static const std::vector<AddressRange> kOpen6 = ranges({"2000::/3"}),
                                         kClosed6 = ranges({
                                             "2001::/23",  // protocols, Teredo among them
                                             "2001:db8::/32",
                                             "2002::/16",  // 6to4
                                             "3fff::/20",
                                         }),
                                         kClosed4 = ranges({
                                             "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10",
                                             "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
                                             "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16",
                                             "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
                                             "224.0.0.0/3",  // groups, and what is kept back
                                         });
  if (is_ipv4(address)) return !any_holds(kClosed4, address);
  return any_holds(kOpen6, address) && !any_holds(kClosed6, address);
}

}  // namespace casus
