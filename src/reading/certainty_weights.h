// SPDX-License-Identifier: Apache-2.0
// Written by train/calibrate.py; what the numbers mean: certainty.h.
#pragma once

#include "reading/certainty.h"

namespace casus {

inline constexpr CertaintyWeight kStatementWeights[] = {
    {"certainty", 0.575},      {"shift", -1.563},         {"act accuse", 0.249},
    {"act concede", 0.010},    {"act criticize", 0.335},  {"act deny", -0.012},
    {"act expect", 0.040},     {"act promise", -0.379},   {"act question", 0.080},
    {"act reject", -0.097},    {"act request", -0.070},   {"act state", 0.081},
    {"act support", -0.074},   {"act threaten", -0.168},  {"kind direct", -0.117},
    {"kind indirect", 0.082},  {"kind mixed", 0.030},     {"length", 0.380},
    {"no cue", -0.123},        {"no source", 0.487},      {"pronoun", -1.089},
    {"speaker group", -0.019}, {"speaker none", -0.979},  {"speaker organization", 0.337},
    {"speaker person", 0.840}, {"speaker place", -0.255}, {"speaker state", 0.071}};
inline constexpr CertaintyWeight kEventWeights[] = {{"certainty", 0.691},
                                                    {"shift", -0.223},
                                                    {"source group", 0.051},
                                                    {"source none", -0.261},
                                                    {"source organization", 0.144},
                                                    {"source person", 0.028},
                                                    {"source place", -0.109},
                                                    {"source several", 0.451},
                                                    {"source state", 0.146},
                                                    {"status alleged", 0.128},
                                                    {"status denied", 0.012},
                                                    {"status hypothetical", -0.199},
                                                    {"status occurred", 0.173},
                                                    {"status planned", -0.113},
                                                    {"target group", 0.026},
                                                    {"target none", -0.133},
                                                    {"target person", -0.130},
                                                    {"target place", 0.122},
                                                    {"target several", 0.397},
                                                    {"target state", 0.115},
                                                    {"type ACCUSE", -0.182},
                                                    {"type AGREE", -0.160},
                                                    {"type AID", 0.117},
                                                    {"type ASSAULT", -0.138},
                                                    {"type COERCE", 0.086},
                                                    {"type CONCEDE", 0.110},
                                                    {"type CONSULT", 0.490},
                                                    {"type COOPERATE", 0.520},
                                                    {"type MOBILIZE", -0.361},
                                                    {"type PROTEST", -0.063},
                                                    {"type REJECT", -0.116},
                                                    {"type RETREAT", -0.318},
                                                    {"type SANCTION", -0.049},
                                                    {"type SUPPORT", 0.179},
                                                    {"type THREATEN", -0.117}};
inline constexpr CertaintyWeight kCommitmentWeights[] = {
    {"certainty", 0.299},       {"shift", -0.876},
    {"from group", -0.307},     {"from organization", -0.118},
    {"from person", 0.165},     {"from place", -0.025},
    {"from state", 0.284},      {"kind appeal", 0.065},
    {"kind demand", 0.247},     {"kind expectation", 0.028},
    {"kind promise", -0.234},   {"kind threat", -0.107},
    {"to group", -0.123},       {"to none", -0.456},
    {"to organization", 0.010}, {"to person", 0.102},
    {"to place", 0.074},        {"to several", 0.251},
    {"to state", 0.392}};
inline constexpr CertaintyWeight kRelationWeights[] = {
    {"certainty", 0.904},         {"shift", -1.023},
    {"contradicted", -0.021},     {"from group", -0.208},
    {"from organization", 0.205}, {"from person", -0.018},
    {"from place", 0.065},        {"from state", -0.045},
    {"to group", -0.394},         {"to organization", -0.079},
    {"to person", -0.117},        {"to state", 0.588},
    {"type chairs", -0.010},      {"type holds_office", 0.253},
    {"type leads", 0.005},        {"type member_of", -0.153},
    {"type opposes", 0.020},      {"type part_of", -0.127},
    {"type supports", 0.011}};
inline constexpr CertaintyWeight kContestedWeights[] = {{"certainty", 0.000}, {"shift", -2.914}};

}  // namespace casus
