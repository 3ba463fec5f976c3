// SPDX-License-Identifier: Apache-2.0
// Written by train/calibrate.py; what the numbers mean: certainty.h.
#pragma once

#include "reading/certainty.h"

namespace casus {

inline constexpr CertaintyWeight kStatementWeights[] = {
    {"certainty", 0.540},      {"shift", -1.558},         {"act accuse", 0.301},
    {"act concede", 0.135},    {"act criticize", 0.089},  {"act deny", -0.089},
    {"act expect", 0.171},     {"act promise", -0.266},   {"act question", 0.080},
    {"act reject", -0.511},    {"act request", -0.065},   {"act state", 0.133},
    {"act support", 0.153},    {"act threaten", -0.136},  {"kind direct", -0.207},
    {"kind indirect", 0.120},  {"kind mixed", 0.082},     {"length", 0.466},
    {"no cue", 0.060},         {"no source", 0.055},      {"pronoun", -0.867},
    {"speaker group", -0.111}, {"speaker none", -0.300},  {"speaker organization", 0.190},
    {"speaker person", 0.882}, {"speaker place", -0.838}, {"speaker state", 0.171}};
inline constexpr CertaintyWeight kEventWeights[] = {{"certainty", 0.729},
                                                    {"shift", 0.017},
                                                    {"source group", 0.088},
                                                    {"source none", -0.170},
                                                    {"source organization", 0.021},
                                                    {"source person", 0.209},
                                                    {"source place", -0.401},
                                                    {"source several", 0.591},
                                                    {"source state", 0.253},
                                                    {"status alleged", 0.009},
                                                    {"status denied", 0.051},
                                                    {"status hypothetical", -0.112},
                                                    {"status occurred", 0.107},
                                                    {"status planned", -0.055},
                                                    {"target group", -0.131},
                                                    {"target none", -0.117},
                                                    {"target person", -0.044},
                                                    {"target place", 0.188},
                                                    {"target several", 0.626},
                                                    {"target state", 0.104},
                                                    {"type ACCUSE", -0.187},
                                                    {"type AGREE", -0.177},
                                                    {"type AID", 0.080},
                                                    {"type ASSAULT", -0.256},
                                                    {"type COERCE", 0.223},
                                                    {"type CONCEDE", -0.038},
                                                    {"type CONSULT", 0.209},
                                                    {"type COOPERATE", 0.439},
                                                    {"type MOBILIZE", -0.153},
                                                    {"type PROTEST", 0.006},
                                                    {"type REJECT", -0.030},
                                                    {"type REQUEST", 0.032},
                                                    {"type RETREAT", -0.329},
                                                    {"type SANCTION", -0.055},
                                                    {"type SUPPORT", 0.352},
                                                    {"type THREATEN", -0.117}};
inline constexpr CertaintyWeight kCommitmentWeights[] = {
    {"certainty", 0.450},       {"shift", -1.082},
    {"from group", -0.425},     {"from organization", -0.160},
    {"from person", 0.380},     {"from place", -0.071},
    {"from state", 0.274},      {"kind appeal", 0.088},
    {"kind demand", -0.033},    {"kind expectation", -0.008},
    {"kind promise", -0.033},   {"kind threat", -0.016},
    {"to group", 0.050},        {"to none", -0.781},
    {"to organization", 0.033}, {"to person", -0.037},
    {"to place", 0.188},        {"to several", 0.126},
    {"to state", 0.545}};
inline constexpr CertaintyWeight kContestedWeights[] = {{"certainty", 0.000}, {"shift", -1.682}};

}  // namespace casus
