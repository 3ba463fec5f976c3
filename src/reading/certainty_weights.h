// SPDX-License-Identifier: Apache-2.0
// Written by train/calibrate.py; what the numbers mean: certainty.h.
#pragma once

#include "reading/certainty.h"

namespace casus {

inline constexpr CertaintyWeight kStatementWeights[] = {
    {"certainty", 0.553},      {"shift", -1.702},         {"act accuse", 0.181},
    {"act concede", -0.033},   {"act criticize", 0.366},  {"act deny", -0.232},
    {"act expect", 0.155},     {"act promise", -0.385},   {"act question", 0.177},
    {"act reject", -0.028},    {"act request", -0.116},   {"act state", 0.104},
    {"act support", -0.098},   {"act threaten", -0.096},  {"kind direct", -0.129},
    {"kind indirect", 0.060},  {"kind mixed", 0.063},     {"length", 0.418},
    {"no cue", -0.159},        {"no source", 0.572},      {"pronoun", -1.019},
    {"speaker group", -0.049}, {"speaker none", -1.028},  {"speaker organization", 0.449},
    {"speaker person", 0.923}, {"speaker place", -0.509}, {"speaker state", 0.209}};
inline constexpr CertaintyWeight kEventWeights[] = {
    {"certainty", 0.642},           {"shift", -0.336},
    {"source group", 0.026},        {"source none", -0.201},
    {"source organization", 0.140}, {"source person", 0.108},
    {"source place", -0.244},       {"source several", 0.453},
    {"source state", 0.171},        {"status alleged", 0.146},
    {"status denied", -0.051},      {"status hypothetical", -0.268},
    {"status occurred", 0.239},     {"status planned", -0.066},
    {"target group", -0.040},       {"target none", -0.141},
    {"target organization", 0.057}, {"target person", -0.094},
    {"target place", 0.053},        {"target several", 0.477},
    {"target state", 0.165},        {"type ACCUSE", -0.241},
    {"type AGREE", -0.212},         {"type AID", 0.100},
    {"type ASSAULT", -0.171},       {"type COERCE", 0.017},
    {"type CONCEDE", 0.092},        {"type CONSULT", 0.496},
    {"type COOPERATE", 0.476},      {"type MOBILIZE", -0.205},
    {"type PROTEST", 0.030},        {"type REJECT", -0.151},
    {"type REQUEST", 0.021},        {"type RETREAT", -0.304},
    {"type SUPPORT", 0.289},        {"type THREATEN", -0.231}};
inline constexpr CertaintyWeight kCommitmentWeights[] = {
    {"certainty", 0.266},          {"shift", -0.915},          {"from group", -0.289},
    {"from organization", -0.047}, {"from person", 0.075},     {"from place", -0.078},
    {"from state", 0.337},         {"kind appeal", -0.030},    {"kind demand", 0.264},
    {"kind promise", -0.252},      {"kind threat", 0.013},     {"to group", -0.122},
    {"to none", -0.517},           {"to organization", 0.070}, {"to person", 0.088},
    {"to place", 0.072},           {"to several", 0.217},      {"to state", 0.408}};
inline constexpr CertaintyWeight kRelationWeights[] = {
    {"certainty", 0.895},         {"shift", -1.057},
    {"contradicted", -0.020},     {"from group", -0.235},
    {"from organization", 0.172}, {"from person", -0.140},
    {"from place", 0.161},        {"from state", 0.041},
    {"to group", -0.424},         {"to organization", 0.077},
    {"to person", -0.127},        {"to place", 0.049},
    {"to state", 0.425},          {"type chairs", -0.010},
    {"type holds_office", 0.194}, {"type member_of", -0.199},
    {"type opposes", 0.024},      {"type part_of", -0.126},
    {"type supports", 0.112}};
inline constexpr CertaintyWeight kContestedWeights[] = {{"certainty", 0.000}, {"shift", -3.263}};

}  // namespace casus
