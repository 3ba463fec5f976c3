// SPDX-License-Identifier: Apache-2.0
#include "server/requests.h"

#include <algorithm>
#include <charconv>

#include "core/text.h"
#include "store/fields.h"

namespace casus {

namespace {

/// A chance of the address; 0 where it is not given. Errors: InvalidInput.
Result<double> chance(const httplib::Request& request, const char* name) {
  const std::string text = request.get_param_value(name);
  if (text.empty()) return 0.0;
  double value = -1;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (wrong == std::errc() && end == text.data() + text.size() && value >= 0 && value <= 1)
    return value;
  return Error{Errc::InvalidInput, "C0407 " + std::string(name) + " is a number from 0 to 1"};
}

}  // namespace

Result<std::size_t> number(const httplib::Request& request, const char* name, std::size_t otherwise,
                           std::size_t least, std::size_t most) {
  if (!request.has_param(name)) return otherwise;
  const std::string text = request.get_param_value(name);
  const bool digits = !text.empty() && text.size() < 10 &&
                      text.find_first_not_of("0123456789") == std::string::npos;
  if (digits && std::stoul(text) >= least) return std::min<std::size_t>(std::stoul(text), most);
  return Error{Errc::InvalidInput, "C0407 " + std::string(name) + " is a whole number of " +
                                       std::to_string(least) + " or more"};
}

Result<Question> question_of(const httplib::Request& request, const std::string& kind) {
  Question q;
  q.kind = kind;
  for (const auto& [name, value] : request.params) {
    constexpr std::size_t kMostWords = 50;  // each is looked for in all the record
    if (count_words(value) > kMostWords)
      return Error{Errc::InvalidInput, "C0407 " + name + " takes 50 words at most"};
    const auto field = std::find_if(
        fields().begin(), fields().end(),
        [&, key = std::string_view(name)](const Field& one) { return one.name == key; });
    if (field != fields().end() && field->value != nullptr)
      q.*field->value = value;
    else if (name == "described" && kind == "actors")
      q.described = value == "1" || value == "true";
    else if (name != "limit" && name != "offset" && name != "min_confidence")
      return Error{Errc::InvalidInput, "C0409 " + kind + " take no '" + name + "'"};
  }
  CASUS_TRY(q.limit, number(request, "limit", 50, 1, kMostRows));
  CASUS_TRY(q.offset, number(request, "offset", 0, 0, 100'000'000));
  CASUS_TRY(q.min_confidence, chance(request, "min_confidence"));
  return q;
}

Result<bool> takes_only(const httplib::Request& request,
                        const std::vector<std::string_view>& names) {
  for (const auto& [name, value] : request.params) {
    if (std::find(names.begin(), names.end(), name) == names.end())
      return Error{Errc::InvalidInput, "C0409 " + request.path + " takes no '" + name + "'"};
  }
  return true;
}

}  // namespace casus
