// SPDX-License-Identifier: Apache-2.0
#include "server/server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <httplib.h>
#include <zlib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <mutex>

#include "core/text.h"
#include "server/access_log.h"
#include "server/assets.h"
#include "server/doorkeeper.h"
#include "server/routes.h"

namespace casus {

namespace {

std::atomic<httplib::Server*> running{nullptr};

/// A bucket of requests a client: full at the start, refilled at `rate` a second.
class RateLimit {
 public:
  explicit RateLimit(std::size_t rate) : rate_(static_cast<double>(rate)) {}
  bool admits(const std::string& client) {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (buckets_.size() > 10000) buckets_.clear();
    auto [it, fresh] = buckets_.try_emplace(client, Bucket{2 * rate_, now});
    Bucket& bucket = it->second;
    bucket.left = std::min(
        2 * rate_, bucket.left + rate_ * std::chrono::duration<double>(now - bucket.at).count());
    bucket.at = now;
    if (bucket.left < 1) return false;
    bucket.left -= 1;
    return true;
  }

 private:
  struct Bucket {
    double left;
    std::chrono::steady_clock::time_point at;
  };
  const double rate_;
  std::mutex mutex_;
  std::map<std::string, Bucket> buckets_;
};

/// A page of another site must not reach this server through a name of its own (DNS rebinding);
/// an address leads nowhere else.
bool is_own_host(const std::string& header, const ServerOptions& options) {
  std::string host = lower(header.substr(
      0, header.rfind(':') == std::string::npos || header.ends_with(']') ? header.size()
                                                                         : header.rfind(':')));
  if (host.size() > 2 && host.starts_with('[') && host.ends_with(']'))
    host = host.substr(1, host.size() - 2);
  in6_addr bytes{};
  return host.empty() || host == "localhost" || host == options.host ||
         inet_pton(AF_INET, host.c_str(), &bytes) == 1 ||
         inet_pton(AF_INET6, host.c_str(), &bytes) == 1 ||
         std::find(options.names.begin(), options.names.end(), host) != options.names.end();
}

/// Browsers say which site's page asks; others say nothing.
bool is_own_origin(const httplib::Request& request) {
  const std::string origin = request.get_header_value("Origin");
  return origin.empty() || origin == "http://" + request.get_header_value("Host") ||
         origin == "https://" + request.get_header_value("Host");
}

void add_headers(httplib::Response& response) {
  response.set_header(
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src "
      "'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  response.set_header("X-Content-Type-Options", "nosniff");
  response.set_header("Referrer-Policy", "no-referrer");
  response.set_header("Cross-Origin-Resource-Policy", "same-origin");
}

/// As gzip; empty where zlib cannot.
std::string gzipped(std::string_view bytes) {
  z_stream stream{};
  constexpr int kGzip = 15 + 16;
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzip, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    return {};
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(whole ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

/// The page, packed once: the library would pack it for every reader anew, with Brotli at its
/// slowest, which takes half a second of a core.
void add_page(httplib::Server& server) {
  for (const Asset& asset : page_assets()) {
    const auto send = [&asset, packed = gzipped(asset.bytes)](const httplib::Request& request,
                                                              httplib::Response& response) {
      const bool packs =
          !packed.empty() &&
          request.get_header_value("Accept-Encoding").find("gzip") != std::string::npos;
      const std::string_view bytes = packs ? std::string_view(packed) : asset.bytes;
      response.set_header("Cache-Control", "no-cache");
      response.set_header("Vary", "Accept-Encoding");
      if (packs) response.set_header("Content-Encoding", "gzip");
      response.set_content_provider(
          bytes.size(), std::string(asset.type),
          [bytes](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
            return sink.write(bytes.data() + offset, length);
          });
    };
    server.Get(std::string(asset.path) == "/index.html" ? "/" : std::string(asset.path), send);
  }
}

/// The method by which something at a path changes the record; empty where nothing does.
std::string_view changed_by(const std::string& path) {
  if (path == kReportsPath || path == kCorrectionsPath) return "POST";
  return path.starts_with(std::string(kReportsPath) + "/") ? "DELETE" : "";
}

std::string allowed(const std::string& path) {
  const std::string_view method = changed_by(path);
  return "GET, HEAD, OPTIONS" + (method.empty() ? "" : ", " + std::string(method));
}

bool has_body(const httplib::Request& request) {
  const std::string length = request.get_header_value("Content-Length");
  return request.has_header("Transfer-Encoding") || (!length.empty() && length != "0");
}

using Handled = httplib::Server::HandlerResponse;

/// What every request must be, before its body is read.
Handled admit(const httplib::Request& request, httplib::Response& response,
              const ServerOptions& options, const Routes& routes, RateLimit& limit) {
  const std::string& method = request.method;
  if (!is_own_host(request.get_header_value("Host"), options))
    return send_problem(response, 403, "this name is not this server's; --name gives it one");
  if (!is_own_origin(request))
    return send_problem(response, 403, "a page of another site may not ask this server");
  if (request.target.size() > 4096) return send_problem(response, 414, "the address is too long");
  if (!limit.admits(request.remote_addr))
    return send_problem(response, 429, "too many requests; wait a second");
  if (method == "GET" || method == "HEAD" || method == "OPTIONS")
    return has_body(request) ? send_problem(response, 400, "a question has no body")
                             : Handled::Unhandled;
  if (method != changed_by(request.path)) {
    response.set_header("Allow", allowed(request.path));
    return send_problem(response, 405, "nothing is done by " + method + " here");
  }
  if (method == "DELETE" && has_body(request))
    return send_problem(response, 400, "what is taken out is told by its address alone");
  if (method == "POST" && !request.has_header("Content-Length") &&
      !request.has_header("Transfer-Encoding"))
    return send_problem(response, 411, "say how long the body is");
  return routes.admit_write(request, response);
}

void add_handlers(httplib::Server& server) {
  server.set_error_handler([](const httplib::Request& request, httplib::Response& response) {
    if (response.body.empty())
      send_problem(response, response.status,
                   response.status == 404 ? "there is nothing at " + request.path
                                          : "the request cannot be answered");
  });
  server.set_exception_handler(
      [](const httplib::Request&, httplib::Response& response, std::exception_ptr) {
        send_problem(response, 500, "something went wrong here");
      });
  // The body of a refused request may be unread, and is no request of its own.
  server.set_post_routing_handler([](const httplib::Request& request, httplib::Response& response) {
    if (response.status < 400 || !has_body(request)) return;
    response.headers.erase("Keep-Alive");
    response.set_header("Connection", "close");
    Doorkeeper::end_connection();
  });
  server.Options(".*", [](const httplib::Request& request, httplib::Response& response) {
    response.status = 204;
    response.set_header("Allow", allowed(request.path));
  });
}

using Clock = std::chrono::steady_clock;
thread_local Clock::time_point begun;  // when this thread's request was read

}  // namespace

Result<bool> serve(const ServerOptions& options, const std::function<void(int port)>& ready) {
  Doorkeeper server;
  RateLimit limit(options.requests_per_second);
  CASUS_TRY(auto routes, Routes::create(options));
  std::unique_ptr<AccessLog> log;
  if (!options.log.empty()) {
    CASUS_TRY(log, AccessLog::open(options.log));
    server.set_logger([&](const httplib::Request& request, const httplib::Response& response) {
      log->write(request, response,
                 std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun));
    });
  }
  server.set_payload_max_length(options.allow_add ? std::size_t{64} << 20 : std::size_t{1} << 20);
  server.set_pre_routing_handler([&](const httplib::Request& request, httplib::Response& response) {
    begun = Clock::now();
    Doorkeeper::understood();
    // No part of an answer is served, which a server may decide (RFC 9110, section 14.2): a
    // thousand ranges of one answer would be a thousand copies of it.
    const_cast<httplib::Request&>(request).ranges.clear();
    add_headers(response);
    return admit(request, response, options, *routes, limit);
  });
  add_handlers(server);
  add_page(server);
  routes->add_to(server);
  const int port =
      options.port == 0
          ? server.bind_to_any_port(options.host.c_str())
          : (server.bind_to_port(options.host.c_str(), options.port) ? options.port : -1);
  if (port < 0)
    return Error{Errc::Io,
                 fmt::format("C0501 port {} of {} is taken or not allowed; --port names another",
                             options.port, options.host)};
  running = &server;
  ready(port);
  server.listen_with_queue();
  running = nullptr;
  return true;
}

void stop_serving() {
  if (httplib::Server* server = running) server->stop();
}

}  // namespace casus
