// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace casus {

/// A sample of a text's shingles of five words: every 32nd by hash, and at least the 12 smallest.
/// Two texts' shared share of samples estimates how much of the shorter stands in the longer.
/// Source: sampling by hash as in Broder 1997, "On the resemblance and containment of documents".
std::vector<std::int64_t> shingle_sample(std::string_view text);

/// True where a text that is much like another tells something of its own, and so is no reprint of
/// it: it calls itself a correction, has two numbers that the other has not, or two sentences most
/// of whose pairs of words the other has not. Where both are of one address, one such sentence or
/// one number in a sentence is enough.
bool tells_more(std::string_view text, std::string_view than, bool is_one_address = false);

/// True where a report says of itself that it corrects another: by the first word of its text.
bool is_correction(std::string_view text);

/// 128 bits of a report's text and day, in hexadecimal: the same report has the same.
std::string fingerprint(std::string_view text, std::string_view published);

}  // namespace casus
