// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace casus {

/// `text` in lines of at most `width` columns, each after `indent` spaces.
std::string wrapped(const std::string& text, std::size_t width, std::size_t indent);
/// A heading over a body; nothing where the body is empty.
std::string section(const std::string& name, const std::string& body);

// The views of the record (store/views.h) as a person reads them on a terminal of `width` columns.

std::string story_text(const nlohmann::ordered_json& story, std::size_t width);
std::string item_text(const nlohmann::ordered_json& item, std::size_t width);
std::string actor_text(const nlohmann::ordered_json& actor, std::size_t width);
std::string dispute_text(const nlohmann::ordered_json& dispute, std::size_t width);
std::string timeline_text(const nlohmann::ordered_json& items, std::size_t width);
std::string positions_text(const nlohmann::ordered_json& positions, std::size_t width);
std::string outlook_text(const nlohmann::ordered_json& outlook, std::size_t width);
std::string overview_text(const nlohmann::ordered_json& overview, std::size_t width);

}  // namespace casus
