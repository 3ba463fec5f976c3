// SPDX-License-Identifier: Apache-2.0
// Written by train/ties.py; what the features are: tie_evidence.cc.
#pragma once

#include <string_view>

namespace casus {

struct TieWeight {
  std::string_view feature;
  double weight;
};

inline constexpr double kLeastTie = 0.17;  // what is less likely is not given
inline constexpr TieWeight kTieWeights[] = {{"against ally_of", -0.296},
                                            {"against holds_office", -0.254},
                                            {"against leads", 0.290},
                                            {"against opposes", 1.329},
                                            {"against part_of", -0.434},
                                            {"against supports", -0.444},
                                            {"ahead", 0.118},
                                            {"alone", -0.028},
                                            {"beaten", -0.259},
                                            {"behind", 0.052},
                                            {"best", -0.586},
                                            {"from group", -0.485},
                                            {"from organization", -0.063},
                                            {"from person", 0.576},
                                            {"from place", -0.021},
                                            {"from state", -0.010},
                                            {"known otherwise", -0.118},
                                            {"known so", 1.510},
                                            {"mentions of from", 0.049},
                                            {"mentions of to", -0.038},
                                            {"network", 1.256},
                                            {"rival", 0.155},
                                            {"serves another", -1.303},
                                            {"shift", -0.785},
                                            {"source focus", 1.854},
                                            {"source known", 1.257},
                                            {"source title", 0.442},
                                            {"source told", 0.241},
                                            {"source untold", 0.853},
                                            {"source worded", 0.840},
                                            {"times", -1.226},
                                            {"titled", 0.363},
                                            {"to group", -0.429},
                                            {"to organization", 0.069},
                                            {"to person", -0.015},
                                            {"to place", -0.265},
                                            {"to state", 0.638},
                                            {"together ally_of", 0.418},
                                            {"together holds_office", -0.411},
                                            {"together leads", -0.203},
                                            {"together member_of", -0.131},
                                            {"together opposes", -0.354},
                                            {"together part_of", -0.258},
                                            {"together supports", 0.663},
                                            {"type ally_of", 0.454},
                                            {"type chairs", -0.102},
                                            {"type holds_office", -0.402},
                                            {"type leads", -0.235},
                                            {"type member_of", -0.247},
                                            {"type opposes", 0.075},
                                            {"type part_of", 0.522},
                                            {"type supports", -0.068},
                                            {"untold", 0.327},
                                            {"worded", -0.114},
                                            {"worded otherwise chairs", 0.022},
                                            {"worded otherwise holds_office", -0.888},
                                            {"worded otherwise leads", -0.342},
                                            {"worded otherwise member_of", -0.284},
                                            {"worded otherwise part_of", -0.181}};

}  // namespace casus
