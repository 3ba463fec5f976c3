// SPDX-License-Identifier: Apache-2.0
// Written by train/calibrate.py; what the numbers mean: certainty.h.
#pragma once

#include "reading/certainty.h"

namespace casus {

inline constexpr CertaintyWeight kStatementWeights[] = {
    {"certainty", 0.560},      {"shift", -1.642},         {"act accuse", 0.040},
    {"act concede", -0.073},   {"act criticize", 0.359},  {"act deny", -0.191},
    {"act expect", 0.309},     {"act promise", -0.435},   {"act question", 0.100},
    {"act reject", -0.303},    {"act request", -0.057},   {"act state", 0.115},
    {"act support", 0.154},    {"act threaten", -0.023},  {"kind direct", -0.196},
    {"kind indirect", 0.086},  {"kind mixed", 0.105},     {"length", 0.464},
    {"no cue", 0.130},         {"no source", 0.085},      {"pronoun", -0.871},
    {"speaker group", -0.247}, {"speaker none", -0.380},  {"speaker organization", 0.217},
    {"speaker person", 0.761}, {"speaker place", -0.622}, {"speaker state", 0.266}};
inline constexpr CertaintyWeight kEventWeights[] = {
    {"certainty", 0.594},           {"shift", -0.322},
    {"source group", 0.075},        {"source none", -0.226},
    {"source organization", 0.113}, {"source person", 0.096},
    {"source place", -0.250},       {"source several", 0.429},
    {"source state", 0.191},        {"status alleged", 0.112},
    {"status denied", -0.042},      {"status hypothetical", -0.252},
    {"status occurred", 0.238},     {"status planned", -0.057},
    {"target group", -0.028},       {"target none", -0.235},
    {"target organization", 0.057}, {"target person", -0.037},
    {"target place", 0.082},        {"target several", 0.417},
    {"target state", 0.159},        {"type ACCUSE", -0.188},
    {"type AGREE", -0.266},         {"type AID", 0.038},
    {"type ASSAULT", -0.155},       {"type COERCE", 0.072},
    {"type CONCEDE", 0.076},        {"type CONSULT", 0.478},
    {"type COOPERATE", 0.456},      {"type MOBILIZE", -0.340},
    {"type PROTEST", 0.057},        {"type REJECT", -0.149},
    {"type REQUEST", 0.107},        {"type RETREAT", -0.280},
    {"type SANCTION", -0.018},      {"type SUPPORT", 0.292},
    {"type THREATEN", -0.181}};
inline constexpr CertaintyWeight kCommitmentWeights[] = {
    {"certainty", 0.384},          {"shift", -1.030},           {"from group", -0.429},
    {"from organization", -0.084}, {"from person", 0.326},      {"from place", -0.101},
    {"from state", 0.286},         {"kind appeal", -0.038},     {"kind demand", 0.179},
    {"kind expectation", 0.081},   {"kind obligation", -0.049}, {"kind promise", -0.221},
    {"kind threat", 0.046},        {"to group", 0.024},         {"to none", -0.794},
    {"to organization", 0.067},    {"to person", 0.116},        {"to place", 0.072},
    {"to several", 0.163},         {"to state", 0.514}};
inline constexpr CertaintyWeight kContestedWeights[] = {{"certainty", 0.000}, {"shift", -2.152}};

}  // namespace casus
