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
inline constexpr TieWeight kTieWeights[] = {{"against ally_of", -0.182},
                                            {"against holds_office", -0.295},
                                            {"against leads", 0.283},
                                            {"against member_of", 0.021},
                                            {"against opposes", 1.250},
                                            {"against part_of", -0.500},
                                            {"against supports", -0.288},
                                            {"best", -0.574},
                                            {"from group", -0.497},
                                            {"from organization", 0.075},
                                            {"from person", 0.369},
                                            {"from place", 0.061},
                                            {"from state", -0.010},
                                            {"known otherwise", -0.109},
                                            {"known so", 1.633},
                                            {"mentions of from", 0.069},
                                            {"mentions of to", -0.057},
                                            {"network", 1.288},
                                            {"rival", 0.159},
                                            {"shift", -0.678},
                                            {"source focus", 1.991},
                                            {"source known", 1.396},
                                            {"source title", 0.810},
                                            {"source told", 0.291},
                                            {"source untold", 1.207},
                                            {"source worded", 1.085},
                                            {"times", -1.245},
                                            {"titled", 0.416},
                                            {"to group", -0.348},
                                            {"to organization", 0.040},
                                            {"to person", 0.028},
                                            {"to place", -0.237},
                                            {"to state", 0.515},
                                            {"together ally_of", 0.476},
                                            {"together holds_office", -0.527},
                                            {"together leads", -0.053},
                                            {"together member_of", -0.122},
                                            {"together opposes", -0.184},
                                            {"together part_of", -0.367},
                                            {"together supports", 0.550},
                                            {"type ally_of", 0.374},
                                            {"type chairs", 0.087},
                                            {"type holds_office", -0.336},
                                            {"type leads", -0.248},
                                            {"type member_of", -0.204},
                                            {"type opposes", 0.038},
                                            {"type part_of", 0.430},
                                            {"type supports", -0.143},
                                            {"untold", 0.431},
                                            {"worded", -0.067},
                                            {"worded otherwise chairs", 0.050},
                                            {"worded otherwise holds_office", -0.903},
                                            {"worded otherwise leads", -0.303},
                                            {"worded otherwise member_of", -0.244},
                                            {"worded otherwise part_of", -0.112}};

}  // namespace casus
