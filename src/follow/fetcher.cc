// SPDX-License-Identifier: Apache-2.0
#include "follow/fetcher.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "core/text.h"
#include "follow/address.h"

namespace casus {

namespace {

constexpr std::size_t kMostHead = 256 << 10;  // bytes of an answer's head

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

}  // namespace

/// One request at work.
struct Fetcher::Transfer {
  const FetchLimits& limits;
  std::size_t id;
  std::unique_ptr<CURL, void (*)(CURL*)> curl{curl_easy_init(), curl_easy_cleanup};
  std::unique_ptr<curl_slist, FreeList> lines{};
  FetchAnswer answer{};
  std::size_t head = 0;
  std::string closed_address{};  // the last that was refused
  bool too_large = false;

  void prepare(const FetchRequest& request);

  static std::size_t on_body(char* bytes, std::size_t, std::size_t size, void* self) {
    auto& own = *static_cast<Transfer*>(self);
    if (own.answer.body.size() + size > own.limits.bytes) return own.too_large = true, 0;
    own.answer.body.append(bytes, size);
    return size;
  }

  static std::size_t on_head(char* bytes, std::size_t, std::size_t size, void* self) {
    auto& own = *static_cast<Transfer*>(self);
    own.head += size;
    if (own.head > kMostHead) return own.too_large = true, 0;
    const std::string_view line(bytes, size);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return size;
    const std::string name = lower(line.substr(0, colon));
    const std::string_view value = trim(line.substr(colon + 1));
    if (name == "etag" && value.size() < 1024) own.answer.etag = value;
    if (name == "last-modified" && value.size() < 128) own.answer.modified = value;
    return size;
  }

  bool may_ask(const IpBytes& address) const {
    return is_public(address) ||
           std::any_of(limits.allowed.begin(), limits.allowed.end(),
                       [&](const AddressRange& range) { return range.holds(address); });
  }

  /// Asked by libcurl for every address that it would connect to; with a proxy, that of the proxy.
  static curl_socket_t open_socket(void* self, curlsocktype, curl_sockaddr* to) {
    auto& own = *static_cast<Transfer*>(self);
    const IpBytes address = ip_bytes(to->addr);
    if (own.limits.proxy.empty() && !own.may_ask(address)) own.closed_address = ip_text(address);
    if (!own.closed_address.empty()) return CURL_SOCKET_BAD;
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
  }

  /// The private address that a URL for the proxy names, where it may not be asked.
  std::string closed_to_proxy(const std::string& url) const {
    const auto address = address_of(url);
    if (!address) return {};
    const std::string host = address->host;
    const bool local = host == "localhost" || host.ends_with(".localhost");
    const auto bytes = ip_of_host(local ? "127.0.0.1" : host);
    return bytes && !may_ask(*bytes) ? ip_text(*bytes) : std::string();
  }
};

void Fetcher::Transfer::prepare(const FetchRequest& request) {
  const auto set = [this](CURLoption option, auto value) {
    curl_easy_setopt(curl.get(), option, value);
  };
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_USERAGENT, limits.agent.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_PROXY, limits.proxy.c_str());
  set(CURLOPT_NOPROXY, "");
  if (!limits.proxy.empty()) closed_address = closed_to_proxy(request.url);
  if (!closed_address.empty()) set(CURLOPT_FRESH_CONNECT, 1L);  // open_socket is asked, and refuses
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(limits.time.count()));
  set(CURLOPT_CONNECTTIMEOUT_MS,
      static_cast<long>(std::min<std::int64_t>(limits.time.count(), 10'000)));
  set(CURLOPT_ACCEPT_ENCODING, "");  // what libcurl can inflate
  set(CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  set(CURLOPT_WRITEDATA, this);
  set(CURLOPT_HEADERFUNCTION, &Transfer::on_head);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_OPENSOCKETFUNCTION, &Transfer::open_socket);
  set(CURLOPT_OPENSOCKETDATA, this);
  const auto add_line = [this](const std::string& line) {
    lines.reset(curl_slist_append(lines.release(), line.c_str()));
  };
  if (!request.etag.empty()) add_line("If-None-Match: " + request.etag);
  if (!request.modified.empty()) add_line("If-Modified-Since: " + request.modified);
  set(CURLOPT_HTTPHEADER, lines.get());
}

Fetcher::Fetcher(FetchLimits limits, void* multi) : limits_(std::move(limits)), multi_(multi) {}

Result<std::unique_ptr<Fetcher>> Fetcher::create(FetchLimits limits) {
  CURLM* multi = curl_multi_init();
  if (multi == nullptr) return Error{Errc::Internal, "C0702 nothing can be fetched: no memory"};
  return std::unique_ptr<Fetcher>(new Fetcher(std::move(limits), multi));
}

Fetcher::~Fetcher() {
  cancel();
  curl_multi_cleanup(multi_);
}

void Fetcher::cancel() {
  for (const auto& [handle, transfer] : transfers_) curl_multi_remove_handle(multi_, handle);
  transfers_.clear();
}

void Fetcher::begin(std::size_t id, const FetchRequest& request) {
  auto transfer = std::make_unique<Transfer>(Transfer{limits_, id});
  CURL* handle = transfer->curl.get();
  transfer->prepare(request);
  curl_multi_add_handle(multi_, handle);
  transfers_.emplace(handle, std::move(transfer));
}

std::vector<Fetcher::Done> Fetcher::wait(std::chrono::milliseconds most) {
  std::vector<Done> out;
  int count = 0;
  curl_multi_perform(multi_, &count);
  const auto take = [&] {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const auto at = transfers_.find(message->easy_handle);
      const int code = message->data.result;
      curl_multi_remove_handle(multi_, at->first);
      out.push_back({at->second->id, answer_of(*at->second, code)});
      transfers_.erase(at);
    }
  };
  take();
  if (!out.empty()) return out;
  curl_multi_poll(multi_, nullptr, 0, static_cast<int>(most.count()), nullptr);
  curl_multi_perform(multi_, &count);
  take();
  return out;
}

FetchAnswer Fetcher::answer_of(Transfer& transfer, int code) const {
  FetchAnswer out = std::move(transfer.answer);
  CURL* curl = transfer.curl.get();
  const auto is = [&](Fetched what, std::string problem = {}) {
    out.what = what;
    out.problem = std::move(problem);
    return std::move(out);
  };
  const auto text = [&](CURLINFO what) {
    const char* value = nullptr;
    curl_easy_getinfo(curl, what, &value);
    return std::string(value == nullptr ? "" : value);
  };
  if (transfer.too_large)
    return is(Fetched::Refused,
              fmt::format("is larger than {} bytes; --limit raises it", limits_.bytes));
  if (code == CURLE_OPERATION_TIMEDOUT)
    return is(Fetched::Unreachable, fmt::format("did not answer within {} s",
                                                static_cast<double>(limits_.time.count()) / 1000));
  if (code != CURLE_OK && !transfer.closed_address.empty())
    return is(Fetched::Refused,
              fmt::format(
                  "leads to the private address {}; --allow-private names those that may be asked",
                  transfer.closed_address));
  if (code != CURLE_OK)
    return is(Fetched::Unreachable, curl_easy_strerror(static_cast<CURLcode>(code)));
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &out.status);
  out.content_type = text(CURLINFO_CONTENT_TYPE);
  out.location = text(CURLINFO_REDIRECT_URL);
  curl_off_t wait = 0;
  curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &wait);
  out.wait = std::chrono::seconds(std::clamp<curl_off_t>(wait, 0, 86'400));
  if (out.status == 304 && transfer.lines) return is(Fetched::NotModified);
  if (out.status >= 200 && out.status < 300) return is(Fetched::Whole);
  if (out.status >= 300 && out.status < 400 && !out.location.empty()) return is(Fetched::Moved);
  // 407 is the proxy's, and says nothing of what was asked for.
  const bool busy =
      out.status == 429 || out.status == 408 || out.status == 407 || out.status >= 500;
  return is(busy ? Fetched::Busy : Fetched::Refused,
            fmt::format("is answered with the HTTP status {}", out.status));
}

}  // namespace casus
