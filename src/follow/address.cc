// SPDX-License-Identifier: Apache-2.0
#include "follow/address.h"

#include <curl/curl.h>

#include <memory>

#include "core/text.h"

namespace casus {

namespace {

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::string part(CURLU* url, CURLUPart what, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, what, &text, flags) != CURLUE_OK) return {};
  std::string out = text;
  curl_free(text);
  return out;
}

}  // namespace

std::optional<Address> address_of(const std::string& text, const std::string& base) {
  constexpr std::size_t kLongest = 2048;
  const std::unique_ptr<CURLU, FreeUrl> url(curl_url());
  const std::string given(trim(text));
  if (!url || given.empty() || given.size() > kLongest) return std::nullopt;
  if (!base.empty() && curl_url_set(url.get(), CURLUPART_URL, base.c_str(), 0) != CURLUE_OK)
    return std::nullopt;
  if (curl_url_set(url.get(), CURLUPART_URL, given.c_str(), CURLU_URLENCODE) != CURLUE_OK)
    return std::nullopt;
  const std::string scheme = part(url.get(), CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") return std::nullopt;
  curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
  const std::string host = lower(part(url.get(), CURLUPART_HOST));
  curl_url_set(url.get(), CURLUPART_HOST, host.c_str(), 0);
  const std::string port = part(url.get(), CURLUPART_PORT, CURLU_NO_DEFAULT_PORT);
  const std::string query = part(url.get(), CURLUPART_QUERY);
  return Address{part(url.get(), CURLUPART_URL, CURLU_NO_DEFAULT_PORT),
                 scheme + "://" + host + (port.empty() ? "" : ":" + port), host,
                 part(url.get(), CURLUPART_PATH) + (query.empty() ? "" : "?" + query)};
}

}  // namespace casus
