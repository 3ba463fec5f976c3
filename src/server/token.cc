// SPDX-License-Identifier: Apache-2.0
#include "server/token.h"

#include <random>

namespace casus {

std::string new_token() {
  std::random_device random;  // of the kernel
  std::string out;
  while (out.size() < 32) out += "0123456789abcdef"[random() & 15];
  return out;
}

bool is_same_token(std::string_view a, std::string_view b) {
  unsigned differs = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i)
    differs |= static_cast<unsigned>(a[i] ^ b[i]) & 0xFF;
  return differs == 0;
}

}  // namespace casus
