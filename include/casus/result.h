// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cassert>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace casus {

/// What the caller can do about a failure; the message says the rest.
enum class Errc : std::uint8_t {
  InvalidInput,
  NotFound,
  Corrupt,
  Io,
  LimitExceeded,
  Unsupported,
  Internal
};

/// A failure. `message` is one line for people: "C0103 what, where, what to try" (ids in
/// docs/errors.md).
struct Error {
  Errc code = Errc::Internal;
  std::string message;
};

/// A value or the Error that prevented it, with the member names of std::expected.
/// Thread-safe: as its value is.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT: a value is a result
  Result(Error error) : state_(std::move(error)) {}  // NOLINT: so is an error

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  T& value() {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& value() const {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  Error& error() {
    assert(!has_value());
    return *std::get_if<1>(&state_);
  }
  const Error& error() const {
    assert(!has_value());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

}  // namespace casus

#define CASUS_CONCAT_INNER(a, b) a##b
#define CASUS_CONCAT(a, b) CASUS_CONCAT_INNER(a, b)
/// CASUS_TRY(auto x, call()); returns call()'s Error from the enclosing function, or goes on with
/// its value. Expands to several statements: never under a bare `if`.
#define CASUS_TRY(target, ...)                                    \
  auto CASUS_CONCAT(casus_try_, __LINE__) = (__VA_ARGS__);        \
  if (!CASUS_CONCAT(casus_try_, __LINE__).has_value())            \
    return std::move(CASUS_CONCAT(casus_try_, __LINE__).error()); \
  target = std::move(CASUS_CONCAT(casus_try_, __LINE__).value())
