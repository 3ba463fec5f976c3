// SPDX-License-Identifier: Apache-2.0
// Written by train/calibrate.py; what the numbers mean: certainty.h.
#pragma once

#include "reading/certainty.h"

namespace casus {

inline constexpr CertaintyWeight kStatementWeights[] = {
    {"certainty", 0.600},      {"shift", -1.745},         {"act accuse", 0.139},
    {"act concede", 0.092},    {"act criticize", 0.349},  {"act deny", -0.098},
    {"act expect", 0.181},     {"act promise", -0.301},   {"act question", 0.083},
    {"act reject", -0.471},    {"act request", 0.051},    {"act state", 0.173},
    {"act support", 0.088},    {"act threaten", -0.292},  {"kind direct", -0.236},
    {"kind indirect", 0.086},  {"kind mixed", 0.145},     {"length", 0.433},
    {"no cue", 0.207},         {"no source", 0.173},      {"pronoun", -0.803},
    {"speaker group", -0.116}, {"speaker none", -0.359},  {"speaker organization", 0.292},
    {"speaker person", 0.812}, {"speaker place", -0.842}, {"speaker state", 0.207}};
inline constexpr CertaintyWeight kEventWeights[] = {{"certainty", 0.646},
                                                    {"shift", -0.316},
                                                    {"source group", 0.066},
                                                    {"source none", -0.180},
                                                    {"source organization", 0.072},
                                                    {"source person", 0.159},
                                                    {"source place", -0.373},
                                                    {"source several", 0.466},
                                                    {"source state", 0.256},
                                                    {"status alleged", 0.086},
                                                    {"status denied", -0.052},
                                                    {"status hypothetical", -0.150},
                                                    {"status occurred", 0.177},
                                                    {"status planned", -0.062},
                                                    {"target group", -0.097},
                                                    {"target none", -0.211},
                                                    {"target organization", 0.009},
                                                    {"target place", 0.141},
                                                    {"target several", 0.526},
                                                    {"target state", 0.160},
                                                    {"type ACCUSE", -0.156},
                                                    {"type AGREE", -0.235},
                                                    {"type AID", 0.109},
                                                    {"type ASSAULT", -0.164},
                                                    {"type COERCE", 0.092},
                                                    {"type CONCEDE", 0.029},
                                                    {"type CONSULT", 0.513},
                                                    {"type COOPERATE", 0.411},
                                                    {"type MOBILIZE", -0.343},
                                                    {"type PROTEST", 0.006},
                                                    {"type REJECT", -0.097},
                                                    {"type REQUEST", 0.088},
                                                    {"type RETREAT", -0.322},
                                                    {"type SANCTION", -0.070},
                                                    {"type SUPPORT", 0.398},
                                                    {"type THREATEN", -0.256}};
inline constexpr CertaintyWeight kCommitmentWeights[] = {
    {"certainty", 0.388},          {"shift", -1.131},           {"from group", -0.478},
    {"from organization", -0.129}, {"from person", 0.393},      {"from place", -0.075},
    {"from state", 0.288},         {"kind appeal", 0.040},      {"kind demand", 0.171},
    {"kind expectation", -0.006},  {"kind obligation", -0.041}, {"kind promise", -0.130},
    {"kind threat", -0.036},       {"to group", 0.067},         {"to none", -0.683},
    {"to organization", 0.085},    {"to person", -0.060},       {"to place", 0.058},
    {"to several", 0.096},         {"to state", 0.532}};
inline constexpr CertaintyWeight kContestedWeights[] = {{"certainty", 0.000}, {"shift", -1.700}};

}  // namespace casus
