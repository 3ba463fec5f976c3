// SPDX-License-Identifier: Apache-2.0
#include "store/description.h"

#include "core/text.h"

namespace casus {

namespace {

/// Words that begin a description and are capital only where a sentence begins with them.
constexpr std::string_view kLeading =
    " a an the this that these those some many most all both several few other another each every "
    "any no one two three four five six seven eight nine ten dozens hundreds thousands tens "
    "number his her its their our my your local senior former top more ";

/// The words, without the leading ones that are no names.
std::string_view after_leading(std::string_view actor) {
  for (;;) {
    actor = trim(actor);
    const std::string word = lower(actor.substr(0, actor.find(' ')));
    if (word.empty() || kLeading.find(" " + word + " ") == std::string_view::npos) return actor;
    actor.remove_prefix(word.size());
  }
}

}  // namespace

bool has_name(std::string_view actor) {
  actor = after_leading(actor);
  bool begins = true;
  for (const char c : actor) {
    if (begins && (is_upper(c) || static_cast<unsigned char>(c) >= 0xC3)) return true;
    begins = c == ' ' || c == '-';
  }
  return false;
}

bool is_description(std::string_view actor) {
  if (!has_name(actor)) return true;
  actor = after_leading(actor);
  // A plain word that is none between names ("Ministry of Defence") describes.
  bool begins = true;
  for (std::size_t at = 0; at < actor.size(); ++at) {
    if (begins && is_lower(actor[at])) {
      const std::string_view word = actor.substr(at, actor.find_first_of(" -", at) - at);
      if (word.size() > 3 && !is_one_of(word, {"from", "with", "against", "without", "under"}))
        return true;
    }
    begins = actor[at] == ' ';
  }
  return false;
}

}  // namespace casus
