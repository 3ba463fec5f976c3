// SPDX-License-Identifier: Apache-2.0
// Written by train/calibrate.py; what the numbers mean: certainty.h.
#pragma once

#include "reading/certainty.h"

namespace casus {

inline constexpr CertaintyWeight kStatementWeights[] = {
    {"certainty", 0.542},      {"shift", -1.581},         {"act accuse", 0.171},
    {"act concede", 0.061},    {"act criticize", 0.159},  {"act deny", 0.041},
    {"act expect", 0.131},     {"act promise", -0.335},   {"act question", 0.085},
    {"act reject", -0.458},    {"act request", -0.027},   {"act state", 0.078},
    {"act support", 0.248},    {"act threaten", -0.158},  {"kind direct", -0.213},
    {"kind indirect", 0.125},  {"kind mixed", 0.083},     {"length", 0.482},
    {"no cue", 0.079},         {"no source", 0.059},      {"pronoun", -0.860},
    {"speaker group", -0.102}, {"speaker none", -0.304},  {"speaker organization", 0.200},
    {"speaker person", 0.875}, {"speaker place", -0.851}, {"speaker state", 0.177}};
inline constexpr CertaintyWeight kEventWeights[] = {
    {"certainty", 0.836},           {"shift", 0.315},
    {"source group", 0.113},        {"source none", -0.227},
    {"source organization", 0.026}, {"source person", 0.184},
    {"source place", -0.259},       {"source several", 0.622},
    {"source state", 0.163},        {"status alleged", -0.009},
    {"status denied", 0.061},       {"status hypothetical", -0.024},
    {"status occurred", 0.044},     {"status planned", -0.071},
    {"target group", -0.126},       {"target none", -0.233},
    {"target organization", 0.007}, {"target person", 0.052},
    {"target place", 0.212},        {"target several", 0.584},
    {"target state", 0.089},        {"type ACCUSE", -0.304},
    {"type AGREE", -0.209},         {"type AID", 0.119},
    {"type ASSAULT", -0.172},       {"type COERCE", 0.227},
    {"type CONCEDE", -0.020},       {"type CONSULT", 0.268},
    {"type COOPERATE", 0.556},      {"type MOBILIZE", -0.108},
    {"type PROTEST", 0.133},        {"type REJECT", -0.103},
    {"type REQUEST", -0.099},       {"type RETREAT", -0.382},
    {"type SANCTION", -0.095},      {"type SUPPORT", 0.318},
    {"type THREATEN", -0.129}};
inline constexpr CertaintyWeight kCommitmentWeights[] = {
    {"certainty", 0.484},       {"shift", -0.926},
    {"from group", -0.440},     {"from organization", -0.146},
    {"from person", 0.373},     {"from place", -0.072},
    {"from state", 0.284},      {"kind appeal", -0.045},
    {"kind demand", 0.080},     {"kind expectation", 0.082},
    {"kind promise", -0.136},   {"kind threat", 0.018},
    {"to group", 0.059},        {"to none", -0.835},
    {"to organization", 0.060}, {"to person", -0.012},
    {"to place", 0.100},        {"to several", -0.057},
    {"to state", 0.627}};
inline constexpr CertaintyWeight kContestedWeights[] = {{"certainty", 0.000}, {"shift", -1.682}};

}  // namespace casus
