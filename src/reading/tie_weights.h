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
inline constexpr TieWeight kTieWeights[] = {{"against ally_of", -0.854},
                                            {"against holds_office", -0.198},
                                            {"against leads", 0.137},
                                            {"against member_of", 0.018},
                                            {"against opposes", 1.112},
                                            {"against part_of", -0.272},
                                            {"against supports", -0.469},
                                            {"best", -0.682},
                                            {"from group", -0.583},
                                            {"from organization", 0.127},
                                            {"from person", 0.230},
                                            {"from place", 0.307},
                                            {"from state", -0.083},
                                            {"known otherwise", -0.117},
                                            {"known so", 1.592},
                                            {"mentions of from", -0.029},
                                            {"mentions of to", -0.012},
                                            {"network", 1.348},
                                            {"rival", -0.075},
                                            {"shift", -0.636},
                                            {"source focus", 1.888},
                                            {"source known", 1.362},
                                            {"source title", 0.846},
                                            {"source told", 0.248},
                                            {"source untold", 1.330},
                                            {"source worded", 1.086},
                                            {"times", -1.247},
                                            {"titled", 0.463},
                                            {"to group", -0.398},
                                            {"to organization", 0.073},
                                            {"to person", -0.068},
                                            {"to place", -0.203},
                                            {"to state", 0.595},
                                            {"together ally_of", 0.306},
                                            {"together holds_office", -0.715},
                                            {"together leads", -0.090},
                                            {"together member_of", -0.135},
                                            {"together opposes", -0.065},
                                            {"together part_of", -0.462},
                                            {"together supports", 0.962},
                                            {"type ally_of", 0.543},
                                            {"type chairs", 0.155},
                                            {"type holds_office", -0.293},
                                            {"type leads", -0.322},
                                            {"type member_of", -0.165},
                                            {"type opposes", 0.089},
                                            {"type part_of", 0.187},
                                            {"type supports", -0.190},
                                            {"untold", 0.427},
                                            {"worded", -0.109},
                                            {"worded otherwise chairs", 0.076},
                                            {"worded otherwise holds_office", -0.882},
                                            {"worded otherwise leads", -0.271},
                                            {"worded otherwise member_of", -0.201},
                                            {"worded otherwise part_of", -0.136}};

}  // namespace casus
