// SPDX-License-Identifier: Apache-2.0
// Requests of any bytes over a record: each is answered, and none with "something went wrong here".
#include <httplib.h>

#include <cstring>

#include "checks.h"
#include "record.h"
#include "server/routes.h"

namespace casus::fuzz {
namespace {

/// A connection that has said all it will say.
class Said : public httplib::Stream {
 public:
  explicit Said(std::string_view bytes) : bytes_(bytes) {}
  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* out, size_t size) override {
    const std::size_t some = std::min(size, bytes_.size());
    std::memcpy(out, bytes_.data(), some);
    bytes_.remove_prefix(some);
    return static_cast<ssize_t>(some);
  }
  ssize_t write(const char* data, size_t size) override {
    answer.append(data, size);
    return static_cast<ssize_t>(size);
  }
  void get_remote_ip_and_port(std::string& ip, int& port) const override { ip = "::1", port = 1; }
  void get_local_ip_and_port(std::string& ip, int& port) const override { ip = "::1", port = 2; }
  socket_t socket() const override { return INVALID_SOCKET; }

  std::string answer;

 private:
  std::string_view bytes_;
};

class Answering : public httplib::Server {
 public:
  Answering() {
    auto routes = Routes::create({.record = record_file(), .allow_edit = true});
    must(routes.has_value());
    routes_ = std::move(*routes);
    routes_->add_to(*this);
    set_payload_max_length(1 << 16);
    set_exception_handler(
        [](const httplib::Request&, httplib::Response&, std::exception_ptr) { must(false); });
  }
  std::string answer(std::string_view request) {
    Said said(request);
    bool closed = false;
    process_request(said, true, closed, nullptr);
    return said.answer;
  }

 private:
  std::unique_ptr<Routes> routes_;
};

}  // namespace
}  // namespace casus::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static casus::fuzz::Answering server;
  const std::string answer = server.answer(casus::fuzz::view(data, size));
  casus::fuzz::must(!answer.starts_with("HTTP/1.1 50"));
  return 0;
}
