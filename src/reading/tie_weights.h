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
inline constexpr TieWeight kTieWeights[] = {{"against ally_of", -0.568},
                                            {"against holds_office", -0.334},
                                            {"against leads", 0.126},
                                            {"against member_of", 0.072},
                                            {"against opposes", 0.253},
                                            {"against part_of", -0.334},
                                            {"against supports", -0.254},
                                            {"best", -0.543},
                                            {"from group", -0.862},
                                            {"from organization", 0.224},
                                            {"from person", 0.379},
                                            {"from place", 0.250},
                                            {"from state", 0.005},
                                            {"known so", 1.553},
                                            {"mentions of from", -0.021},
                                            {"mentions of to", -0.026},
                                            {"network", 1.108},
                                            {"rival", 0.054},
                                            {"shift", -1.088},
                                            {"source focus", 1.822},
                                            {"source known", 1.296},
                                            {"source title", 0.790},
                                            {"source told", 0.368},
                                            {"source untold", 0.811},
                                            {"source worded", 0.813},
                                            {"times", -0.948},
                                            {"titled", 0.153},
                                            {"to group", -0.633},
                                            {"to organization", 0.122},
                                            {"to person", -0.100},
                                            {"to place", -0.114},
                                            {"to state", 0.722},
                                            {"together ally_of", 0.106},
                                            {"together holds_office", -0.678},
                                            {"together leads", -0.079},
                                            {"together opposes", 0.111},
                                            {"together part_of", -0.358},
                                            {"together supports", 0.591},
                                            {"type ally_of", 0.051},
                                            {"type chairs", 0.079},
                                            {"type holds_office", 0.058},
                                            {"type leads", -0.259},
                                            {"type member_of", -0.059},
                                            {"type part_of", 0.116},
                                            {"type supports", 0.009},
                                            {"untold", 0.592},
                                            {"worded", -0.252},
                                            {"worded otherwise chairs", 0.120},
                                            {"worded otherwise holds_office", -0.783},
                                            {"worded otherwise leads", -0.218},
                                            {"worded otherwise member_of", -0.344}};

}  // namespace casus
