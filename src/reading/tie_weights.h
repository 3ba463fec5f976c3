// SPDX-License-Identifier: Apache-2.0
// Written by train/ties.py; what the features are: tie_evidence.cc.
#pragma once

#include <string_view>

namespace casus {

struct TieWeight {
  std::string_view feature;
  double weight;
};

inline constexpr double kLeastTie = 0.15;  // what is less likely is not given
inline constexpr TieWeight kTieWeights[] = {{"against ally_of", -0.476},
                                            {"against holds_office", -0.319},
                                            {"against leads", 0.019},
                                            {"against member_of", 0.067},
                                            {"against opposes", 0.763},
                                            {"against part_of", -0.261},
                                            {"against supports", -0.196},
                                            {"best", -0.600},
                                            {"from group", -0.720},
                                            {"from organization", 0.229},
                                            {"from person", 0.381},
                                            {"from place", 0.213},
                                            {"from state", -0.107},
                                            {"known so", 1.470},
                                            {"mentions of from", 0.031},
                                            {"mentions of to", -0.063},
                                            {"network", 1.183},
                                            {"rival", -0.065},
                                            {"shift", -1.023},
                                            {"source focus", 1.730},
                                            {"source known", 1.223},
                                            {"source title", 0.744},
                                            {"source told", 0.361},
                                            {"source untold", 0.805},
                                            {"source worded", 0.690},
                                            {"times", -1.133},
                                            {"titled", 0.227},
                                            {"to group", -0.607},
                                            {"to organization", 0.147},
                                            {"to person", -0.205},
                                            {"to place", -0.192},
                                            {"to state", 0.853},
                                            {"together ally_of", 0.240},
                                            {"together holds_office", -0.655},
                                            {"together leads", -0.209},
                                            {"together member_of", 0.102},
                                            {"together opposes", -0.057},
                                            {"together part_of", -0.494},
                                            {"together supports", 0.804},
                                            {"type ally_of", 0.040},
                                            {"type chairs", 0.065},
                                            {"type holds_office", 0.132},
                                            {"type leads", -0.191},
                                            {"type member_of", -0.109},
                                            {"type opposes", 0.026},
                                            {"type part_of", 0.092},
                                            {"type supports", -0.059},
                                            {"untold", 0.484},
                                            {"worded", -0.301},
                                            {"worded otherwise chairs", 0.147},
                                            {"worded otherwise holds_office", -0.820},
                                            {"worded otherwise leads", -0.236},
                                            {"worded otherwise member_of", -0.107}};

}  // namespace casus
