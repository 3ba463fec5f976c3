// SPDX-License-Identifier: Apache-2.0
// Written by train/calibrate.py; what the numbers mean: certainty.h.
#pragma once

#include "reading/certainty.h"

namespace casus {

inline constexpr CertaintyWeight kStatementWeights[] = {
    {"certainty", 0.540},      {"shift", -1.571},         {"act accuse", 0.161},
    {"act concede", 0.065},    {"act criticize", 0.135},  {"act deny", -0.087},
    {"act expect", 0.271},     {"act promise", -0.302},   {"act question", 0.210},
    {"act reject", -0.531},    {"act request", 0.013},    {"act state", 0.074},
    {"act support", 0.207},    {"act threaten", -0.220},  {"kind direct", -0.208},
    {"kind indirect", 0.123},  {"kind mixed", 0.080},     {"length", 0.475},
    {"no cue", 0.085},         {"no source", 0.056},      {"pronoun", -0.865},
    {"speaker group", -0.103}, {"speaker none", -0.317},  {"speaker organization", 0.204},
    {"speaker person", 0.884}, {"speaker place", -0.853}, {"speaker state", 0.179}};
inline constexpr CertaintyWeight kEventWeights[] = {
    {"certainty", 0.869},           {"shift", 0.256},
    {"source group", 0.046},        {"source none", -0.158},
    {"source organization", 0.008}, {"source person", 0.162},
    {"source place", -0.339},       {"source several", 0.691},
    {"source state", 0.282},        {"status alleged", -0.099},
    {"status denied", -0.035},      {"status hypothetical", -0.073},
    {"status occurred", 0.139},     {"status planned", 0.069},
    {"target group", -0.057},       {"target none", -0.142},
    {"target organization", 0.012}, {"target person", 0.079},
    {"target place", 0.130},        {"target several", 0.560},
    {"target state", -0.021},       {"type ACCUSE", -0.192},
    {"type AGREE", -0.153},         {"type AID", 0.170},
    {"type ASSAULT", -0.278},       {"type COERCE", 0.232},
    {"type CONCEDE", 0.043},        {"type CONSULT", 0.188},
    {"type COOPERATE", 0.538},      {"type MOBILIZE", -0.120},
    {"type PROTEST", -0.019},       {"type REJECT", -0.099},
    {"type REQUEST", -0.052},       {"type RETREAT", -0.311},
    {"type SUPPORT", 0.221},        {"type THREATEN", -0.166}};
inline constexpr CertaintyWeight kCommitmentWeights[] = {
    {"certainty", 0.457},          {"shift", -1.040},        {"from group", -0.415},
    {"from organization", -0.150}, {"from person", 0.396},   {"from place", -0.072},
    {"from state", 0.240},         {"kind appeal", 0.024},   {"kind demand", 0.029},
    {"kind expectation", 0.035},   {"kind promise", -0.073}, {"kind threat", -0.017},
    {"to group", 0.037},           {"to none", -0.821},      {"to organization", 0.014},
    {"to place", 0.116},           {"to state", 0.652}};
inline constexpr CertaintyWeight kContestedWeights[] = {{"certainty", 0.000}, {"shift", -1.682}};

}  // namespace casus
