// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace casus {

/// What became of an item that was told before: "contested", "rejected", "fulfilled", "overdue".
struct DigestChange {
  std::string what, date;  // the day it became so
  nlohmann::ordered_json row;
};

/// What is new and what changed for a saved question, what matters first.
struct DigestPart {
  std::string name;
  std::string kind;
  std::vector<nlohmann::ordered_json> rows;
  std::vector<DigestChange> changes = {};
};

/// The same digest as plain text, as an HTML page without scripts, or as an Atom feed (RFC 4287).
/// `now` is a UTC time.
std::string digest_text(const std::vector<DigestPart>& parts, const std::string& now);
std::string digest_html(const std::vector<DigestPart>& parts, const std::string& now);
std::string digest_atom(const std::vector<DigestPart>& parts, const std::string& now);

}  // namespace casus
