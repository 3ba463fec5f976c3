// SPDX-License-Identifier: Apache-2.0
#include "server/doorkeeper.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <string_view>
#include <tuple>
#include <utility>

namespace casus {

namespace {

using Clock = std::chrono::steady_clock;

thread_local bool ended = false;

std::pair<std::string, int> address(socket_t sock, decltype(&getpeername) ask) {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  auto* at = reinterpret_cast<sockaddr*>(&storage);
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> port{};
  if (ask(sock, at, &size) != 0 || getnameinfo(at, size, host.data(), host.size(), port.data(),
                                               port.size(), NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    return {};
  return {host.data(), std::atoi(port.data())};
}

/// A connection read and written against the clock.
class TimedStream : public httplib::Stream {
 public:
  TimedStream(socket_t sock, const ConnectionLimits& limits) : sock_(sock), limits_(limits) {}

  /// Waits for the first byte of a request. False when none comes in time.
  bool begin_request() {
    until_ = Clock::now() + std::chrono::milliseconds(limits_.idle_ms);
    if (at_ == end_ && !await(POLLIN)) return false;
    until_ = Clock::now() + std::chrono::milliseconds(limits_.head_ms);
    in_head_ = true;
    head_bytes_ = 0;
    writing_ = false;
    last_ = '\0';
    return true;
  }

  /// True once a request took too long or too much: what comes of it still is no new one.
  bool is_late() const { return late_; }

  bool is_readable() const override { return at_ < end_ || await(POLLIN); }
  bool is_writable() const override { return await(POLLOUT); }

  ssize_t read(char* out, size_t size) override {
    if (at_ == end_) {
      if (!await(POLLIN)) {
        late_ = true;
        return -1;
      }
      const ssize_t got = recv(sock_, buffer_.data(), buffer_.size(), 0);
      if (got <= 0) return got;
      at_ = 0;
      end_ = static_cast<std::size_t>(got);
    }
    const std::size_t some = std::min(size, end_ - at_);
    std::memcpy(out, buffer_.data() + at_, some);
    at_ += some;
    if (in_head_) watch_head({out, some});
    if (head_bytes_ > limits_.head_bytes) {
      late_ = true;
      return -1;
    }
    return static_cast<ssize_t>(some);
  }

  ssize_t write(const char* data, size_t size) override {
    if (!writing_) until_ = Clock::now() + std::chrono::milliseconds(limits_.answer_ms);
    writing_ = true;
    if (!await(POLLOUT)) return -1;
    return send(sock_, data, size, MSG_NOSIGNAL | MSG_DONTWAIT);
  }

  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    std::tie(ip, port) = address(sock_, getpeername);
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    std::tie(ip, port) = address(sock_, getsockname);
  }
  socket_t socket() const override { return sock_; }

 private:
  bool await(short what) const {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until_ - Clock::now()).count();
    pollfd one{sock_, what, 0};
    return left > 0 && poll(&one, 1, static_cast<int>(left)) > 0;
  }

  /// The head ends with an empty line; what comes then has the time of a body.
  void watch_head(std::string_view bytes) {
    for (const char c : bytes) {
      if (!in_head_) return;
      ++head_bytes_;
      if (c == '\n' && last_ == '\n') {
        in_head_ = false;
        until_ = Clock::now() + std::chrono::milliseconds(limits_.body_ms);
      }
      if (c != '\r') last_ = c;
    }
  }

  const socket_t sock_;
  const ConnectionLimits& limits_;
  Clock::time_point until_ = Clock::now();
  std::array<char, 8192> buffer_{};
  std::size_t at_ = 0, end_ = 0, head_bytes_ = 0;
  bool in_head_ = true, writing_ = false, late_ = false;
  char last_ = '\0';
};

}  // namespace

Doorkeeper::Doorkeeper(ConnectionLimits limits) : limits_(limits) {
  new_task_queue = [count = limits.threads] { return new httplib::ThreadPool(count); };
  set_keep_alive_max_count(1000);
}

void Doorkeeper::listen_with_queue() {
  // A second call on a socket that listens only sets the length of its queue; at worst it stays.
  (void)::listen(svr_sock_, SOMAXCONN);
  listen_after_bind();
}

void Doorkeeper::understood() {
  ended = false;
}

void Doorkeeper::end_connection() {
  ended = true;
}

bool Doorkeeper::process_and_close_socket(socket_t sock) {
  const std::string client = address(sock, getpeername).first;
  bool done = false;
  if (enter(client)) {
    done = converse(sock);
  } else {
    constexpr std::string_view kBusy =
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json; charset=utf-8\r\n"
        "Content-Length: 54\r\nConnection: close\r\n\r\n"
        "{\"error\":\"too many connections from this one address\"}";
    (void)send(sock, kBusy.data(), kBusy.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  }
  leave(client);
  shutdown(sock, SHUT_RDWR);
  close(sock);
  return done;
}

/// Answers the requests of a connection until either side has enough.
bool Doorkeeper::converse(socket_t sock) {
  TimedStream stream(sock, limits_);
  bool done = false;
  for (std::size_t left = keep_alive_max_count_; left > 0 && svr_sock_ != INVALID_SOCKET; --left) {
    if (!stream.begin_request()) break;
    bool closed = false;
    ended = true;
    done = process_request(stream, left == 1, closed, nullptr);
    if (!done || closed || ended || stream.is_late()) break;
  }
  return done;
}

bool Doorkeeper::enter(const std::string& client) {
  const std::lock_guard lock(mutex_);
  return ++connections_[client] <= limits_.per_client;
}

void Doorkeeper::leave(const std::string& client) {
  const std::lock_guard lock(mutex_);
  const auto at = connections_.find(client);
  if (--at->second == 0) connections_.erase(at);
}

}  // namespace casus
