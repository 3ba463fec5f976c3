// SPDX-License-Identifier: Apache-2.0
// Written by train/ties.py; what the features are: tie_evidence.cc.
#pragma once

#include <string_view>

namespace casus {

struct TieWeight {
  std::string_view feature;
  double weight;
};

inline constexpr double kLeastTie = 0.16;  // what is less likely is not given
inline constexpr TieWeight kTieWeights[] = {{"against ally_of", -0.570},
                                            {"against holds_office", -0.319},
                                            {"against leads", 0.100},
                                            {"against member_of", 0.077},
                                            {"against opposes", 0.247},
                                            {"against part_of", -0.329},
                                            {"against supports", -0.252},
                                            {"best", -0.564},
                                            {"from group", -0.937},
                                            {"from organization", 0.250},
                                            {"from person", 0.412},
                                            {"from place", 0.264},
                                            {"from state", 0.008},
                                            {"known so", 1.561},
                                            {"mentions of from", -0.012},
                                            {"mentions of to", -0.029},
                                            {"network", 1.133},
                                            {"rival", 0.010},
                                            {"shift", -0.998},
                                            {"source focus", 1.833},
                                            {"source known", 1.301},
                                            {"source title", 0.741},
                                            {"source told", 0.420},
                                            {"source untold", 0.809},
                                            {"times", -1.012},
                                            {"titled", 0.152},
                                            {"to group", -0.627},
                                            {"to organization", 0.093},
                                            {"to person", -0.103},
                                            {"to place", -0.100},
                                            {"to state", 0.733},
                                            {"together ally_of", -0.065},
                                            {"together holds_office", -0.804},
                                            {"together leads", -0.096},
                                            {"together opposes", 0.108},
                                            {"together part_of", -0.349},
                                            {"together supports", 0.470},
                                            {"type ally_of", 0.042},
                                            {"type chairs", 0.316},
                                            {"type holds_office", -0.044},
                                            {"type leads", -0.196},
                                            {"type member_of", -0.127},
                                            {"type opposes", -0.029},
                                            {"type part_of", 0.040},
                                            {"untold", 0.589}};

}  // namespace casus
